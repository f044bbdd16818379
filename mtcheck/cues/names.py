"""What the rules over lists of names share: a finding for each listed form, with the English name as its repair."""

from collections.abc import Callable, Iterable, Mapping

from mtcheck.core import Document, Findings, Resources, Rule, Span
from mtcheck.text.names import NameList, is_variant

Row = Mapping[str, str]
Forms = Callable[[Resources], Iterable[tuple[str, tuple[str, Row]]]]


def cells(cell: str) -> list[str]:
    """The parts of a cell that holds several."""
    return [part.strip() for part in cell.split(" | ") if part.strip()]


def forms_of(table: str, column: str, name: str = "name") -> Forms:
    """The forms in a column of a table, each with the English name that its row has."""
    return lambda resources: ((form, (row[name], row)) for row in resources.table(table) for form in cells(row[column]))


def findings(
    rule: Rule,
    doc: Document,
    resources: Resources,
    forms: Forms,
    *,
    confidence: float,
    silent: Callable[[Document, Span, Row], bool] = lambda doc, span, row: False,
) -> Findings:
    """`forms` gives (form as it stands in a text, (English name, its row)); `silent` tells where a form is right."""
    names: NameList[tuple[str, Row]] = resources.derived(
        f"{rule.id} names", lambda them: NameList(them.derived(f"forms of {rule.id}", lambda _: dict(forms(them))))
    )
    for start, end, (english, row) in names.find(doc.text):
        span = Span(start, end)
        if english.startswith("the ") and doc.before(start, 4).lower() in ("the ", "the\u00a0"):
            english = english[4:]
        if doc.is_masked(start, end) or doc.segment_at(start).kind == "code" or silent(doc, span, row):
            continue
        if is_variant(doc.text, start):
            continue
        yield rule.correction(span, english, f"“{span.of(doc.text)}” is “{english}” in English.", confidence)
