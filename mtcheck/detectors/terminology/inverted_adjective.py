"""A body with its adjective or its town behind: “the Red Crescent Sudanese said”, “the Court District”, “the Stock
Exchange Lomna”.

The adjectives of countries come from `lexicons/demonyms.tsv`; those of regions and functions are listed here, each for
the bodies where English never puts it behind (“United Press International”, “Attorney General” stay). After it a small
word, a verb or a stop must come: “the Academy Swedish style” is left alone.
"""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.vocabulary import PARTICIPLE, PAST
from mtcheck.text.words import listed

RULE = Rule(
    id="inverted-adjective",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MAJOR,
    summary="The adjective or the town of a body follows its name.",
    why=(
        "Romance, Slavic, Semitic and Malay languages put the adjective behind the noun; engines leave it there in"
        " names."
    ),
    examples=(
        Bad("The ⟦Red Crescent Sudanese→Sudanese Red Crescent⟧ evacuated the hospital."),
        Bad("He led the ⟦Federation Russian→Russian Federation⟧ until May."),
        Bad("A spokesman of the ⟦Football Federation Cameroonian→Cameroonian Football Federation⟧ denied it."),
        Bad("She left the ⟦Court Supreme→Supreme Court⟧ in tears."),
        Bad("The ⟦Red Cross International→International Red Cross⟧ sent tents."),
        Good("The Academy Swedish style is gone."),
        Good("The Red Cross and Swedish teams left."),
        Good("He read the Guardian, French papers and more."),
        Good("The Old English word is lost."),
    ),
)

_BODY = Pattern(
    r"\b(?:[Tt]he|[Ii]ts|[Aa]n?|[Tt]heir|[Oo]ur) (?P<body>(?:[A-Z][a-z]+ ){1,3})(?P<adjective>[A-Z][a-z]+)"
    r"(?=[.,;:]|$| (?P<next>[a-z]+| \()|['’]s\b)"
)
_BARE = Pattern(
    r"(?P<body>\b(?:Organi[sz]ation|Federation|Association|Confederation|Union|League|Council|Committee|Commission"
    r"|Institute|Society|Network|Alliance) )(?P<adjective>[A-Z][a-z]+)(?= of [A-Z])"
)
_BODIES = listed("inverted-adjective: bodies")
_REGIONS = listed("inverted-adjective: regions")
_OFFICIAL = frozenset(
    "Agency Assembly Authority Association Bureau Chamber Commission Committee Confederation Council Court Directorate"
    " Federation Fund Guard Institute League Ministry Office Organisation Organization Parliament Police Prosecutor"
    " Tribunal Union".split()
)
_FUNCTIONS = frozenset(
    "Supreme Constitutional Federal Municipal Provincial Regional National District Criminal Electoral Administrative"
    " Legislative Olympic Military Agricultural Judicial Departmental Cantonal".split()
)
_LEFT = frozenset(
    {("Guard", "National"), ("Court", "Regional"), ("Police", "Military")}
)  # never judged where “the X National” could be a newspaper's or a bank's name
_TOWN_BODIES = tuple(
    (
        "Stock Exchange |Chamber of Commerce |District Court |Regional Court |Labour Court |Labor Court "
        "|Administrative Court |Court of Appeal |City Council |Town Council |City Hall |Fire Brigade |Football"
        " Federation |Chamber of Deputies |Public Prosecution |Prosecution Office |Bar Association |Municipality "
    ).split("|")
)
_TOWN = Pattern(
    rf"(?P<body>\b(?:{'|'.join(_TOWN_BODIES).replace(' |', '|')[:-1]}) )(?P<town>[A-ZİŞÇÖÜ][^\W\d_]+)"
    r"(?=[.,;:]|$| (?P<next>[a-z]+)|['’]s\b)"
)
_AFTER = listed("inverted-adjective: after")


def detect(doc: Document, resources: Resources) -> Findings:
    for pattern in (_BODY, _BARE):
        for match in doc.matches(pattern):
            body, adjective = match["body"].split(), match["adjective"]
            if body[-1] not in _BODIES and body[-1] not in _OFFICIAL:
                continue
            following = match.groupdict().get("next")
            if following and following not in _AFTER and not _is_past(following, resources):
                continue
            if not _stands_behind(body, adjective, resources):
                continue
            span = Span(match.start("body"), match.end("adjective"))
            right = f"{adjective} {' '.join(body)}"
            yield RULE.correction(span, right, f"“{span.of(doc.text)}” has its adjective after the noun.", 0.85)
    for match in doc.matches(_TOWN):
        following = match["next"]
        before = doc.before(match.start(), 14).split()
        if following and following not in _AFTER and not _is_past(following, resources):
            continue
        if (before and before[-1][:1].isupper() and before[-1] not in ("The", "In", "At")) or match[
            "town"
        ] not in resources.derived("names of towns", _towns):
            continue
        span = Span(match.start(), match.end("town"))
        right = f"{match['town']} {match['body'].strip()}"
        yield RULE.correction(span, right, f"“{span.of(doc.text)}” has its town at the end.", 0.78)


def _stands_behind(body: list[str], adjective: str, resources: Resources) -> bool:
    """Whether the last word is an adjective that English puts before this body."""
    if adjective in _FUNCTIONS:
        return len(body) == 1 and body[0] in _OFFICIAL and (body[0], adjective) not in _LEFT
    if adjective == "International":
        return body in (["Red", "Cross"], ["Red", "Crescent"])
    adjectives: frozenset[str] = resources.derived(
        "country adjectives", lambda them: frozenset(row["adjective"] for row in them.table("demonyms")) | _REGIONS
    )
    return adjective in adjectives and body[0] not in adjectives and body[-1] in _BODIES


def _towns(resources: Resources) -> frozenset[str]:
    """Names of towns of one word, the known foreign ones as well."""
    large: frozenset[str] = resources.model("towns").large()
    return large | {row["name"] for row in resources.table("foreign_places")}


def _is_past(word: str, resources: Resources) -> bool:
    return resources.model("vocabulary").may_be(word, PAST, PARTICIPLE)
