"""People and countries in the spelling or the case form of another language, from `lexicons/people.tsv` and
`lexicons/demonyms.tsv`.
"""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Findings, Good, Resources, Rule, Severity, Span
from mtcheck.cues.names import Row, cells, findings
from mtcheck.text.lazy import lazy
from mtcheck.text.speech import REPORTING

RULE = Rule(
    id="foreign-name-form",
    mqm="terminology/wrong-term",
    severity=Severity.MAJOR,
    summary="A public name is spelt, inflected or named as in another language.",
    why="Engines copy names they do not know; romanisations differ between languages, and case endings stay on.",
    examples=(
        Bad("President ⟦Poutine→Putin⟧ spoke for an hour."),
        Bad("Exports from ⟦Alemania→Germany⟧ fell."),
        Bad("Mr. ⟦Lukaschenko→Lukashenko⟧ left on Friday."),
        Good("The poutine was cold in Montreal."),
        Good("She edits a daily called Alemania Hoy."),
        Good("President Putin spoke for an hour."),
    ),
    limits="Knows the names of its lists and no others.",
    names=True,
)


def _forms(resources: Resources) -> Iterator[tuple[str, tuple[str, Row]]]:
    for row in resources.table("people"):
        surname = row["name"].split()[-1]
        for form in cells(row["mangled"]):
            yield form, (row["name"] if " " in form else surname, row)
    for row in resources.table("demonyms"):
        for form in cells(row["foreign"]):
            yield form, (row["country"], row)


_PART_OF_NAME = lazy(r"\s+[A-Z][a-z]")
_BEFORE_NAME = lazy(
    r"(?:[a-z]\s+(?:La|El|Le|Il|Das|Radio|Club|Hotel|Casa|Banco|Credit|Banque|Air|Deportivo|Real|Villa|Via|Piazza|Plaza|Calle|Rue)|[“\"‘'])\s?$"
)

_SPEAKS = lazy(rf"\b(?:{REPORTING}|admits|confesses|confessed) $")
_NUMBERED = lazy(r" \d| TV\b")


def _silent(doc: Document, span: Span, row: Row) -> bool:
    """Part of a longer name: a club, a paper, a street."""
    if "country" not in row:
        return False
    before = doc.before(span.start, 16)
    if _SPEAKS.search(before) or _NUMBERED.match(doc.text, span.end):
        return True  # a person, a broadcaster
    return _PART_OF_NAME.match(doc.text, span.end) is not None or _BEFORE_NAME.search(before) is not None


def detect(doc: Document, resources: Resources) -> Findings:
    yield from findings(RULE, doc, resources, _forms, confidence=0.88, silent=_silent)
