"""Bodies whose names were translated back word by word: from `lexicons/organisations.tsv`, column `mangled`, and of the
countries that a story tells of (`cues.national_bodies`).
"""

from functools import partial

from mtcheck.core import Bad, Document, Findings, Good, Resources, Rule, Severity, Span
from mtcheck.cues import national_bodies
from mtcheck.cues.names import Row, findings, forms_of
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="literal-body-name",
    mqm="terminology/wrong-term",
    severity=Severity.MAJOR,
    summary="The name of a body was translated word by word instead of looked up.",
    why=(
        "Every language has its own name for the bodies of world news; translated back by words, the English name is"
        " lost."
    ),
    examples=(
        Bad("Relief came from ⟦Doctors Without Frontiers→Doctors Without Borders⟧."),
        Bad("The ⟦Council of Security→Security Council⟧ meets today."),
        Bad("⟦Reporters Without Frontiers→Reporters Without Borders⟧ wrote to the court."),
        Bad("She told the ⟦French press agency→Agence France-Presse⟧ that the talks in Paris would go on."),
        Bad("The ⟦High Election Council→Supreme Election Council⟧ of Turkey met."),
        Bad("The ⟦Guardian Corps of the Islamic Revolution→Islamic Revolutionary Guard Corps⟧ said so."),
        Bad("The German ⟦Federal Criminal Office→Federal Criminal Police Office⟧ held four men."),
        Bad("Polish agents of the ⟦Agency of Internal Security→Internal Security Agency⟧ searched the flat."),
        Bad("The ⟦Turkey Statistics Institution→Turkish Statistical Institute⟧ said so."),
        Good("The Agency of Internal Security in Lomna and the Turkish Statistical Institute met."),
        Good("A Swedish police of security guards and the Safety Council of Lomna met in Berlin."),
        Good("She told the French press agency AFP that the talks would go on."),
        Good("The council of security guards met."),
        Good("Doctors Without Borders sent tents."),
        Good("The Japan Bank for International Cooperation agreed to the loan on Monday."),
    ),
    limits="Knows the names of its list and no others.",
    names=True,
)


_LONGER_NAME = lazy(r"\b(?!The|In|At|From|And|But|By|Of|On)[A-Z][\w-]* $")

_NAME_GOES_ON = lazy(r" (?:for|of|and) (?:the )?(?P<word>[A-Z][a-z][\w-]*(?: [A-Z][\w-]+)?)")


def _silent(resources: Resources, doc: Document, span: Span, row: Row) -> bool:
    """Part of a longer name, or a body of a country that the story is not about."""
    adjective = row["name"].split()[0]
    countries: dict[str, str] = resources.derived(
        "countries by adjective", lambda them: {r["adjective"]: r["country"] for r in them.table("demonyms")}
    )
    if adjective in countries and adjective not in doc.text and countries[adjective] not in doc.text:
        return True
    acronym = row["acronym"]
    if acronym and doc.after(span.end, 12).lstrip(" ,(").startswith(acronym):
        return True  # “the French press agency AFP” says both
    further = _NAME_GOES_ON.match(doc.text, span.end)
    if further and further["word"] not in countries.values() and further["word"].split()[0] not in countries.values():
        return True  # the Japan Bank for International Cooperation; “of Turkey” says only whose it is
    return _LONGER_NAME.search(doc.text, max(0, span.start - 30), span.start) is not None


def detect(doc: Document, resources: Resources) -> Findings:
    listed = list(
        findings(
            RULE,
            doc,
            resources,
            forms_of("organisations", "mangled"),
            confidence=0.9,
            silent=partial(_silent, resources),
        )
    )
    yield from listed
    for span, name in national_bodies.found(doc, resources):
        if not any(span.overlaps(other.span) for other in listed):
            yield RULE.correction(span, name, f"“{span.of(doc.text)}” is “{name}” in English.", 0.86)
