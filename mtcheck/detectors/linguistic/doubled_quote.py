"""A mark that repeats its neighbour, with at most a comma or a stop between them; `text/balance.py` finds lone ones."""

from mtcheck.core import Applicability, Bad, Document, Edit, Findings, Good, Resources, Rule, Span
from mtcheck.text.balance import ATTRIBUTION_AFTER, paragraphs_of, troubles
from mtcheck.text.edges import widened
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="doubled-quote",
    mqm="linguistic-conventions/punctuation",
    applicability=Applicability.AUTOMATIC,
    summary="A quotation is opened or closed twice.",
    why="An escaped mark was unescaped twice, or the engine and the editor both set one.",
    whole=True,
    examples=(
        Bad('"They hated the ⟦brass","→brass,"⟧ she said.'),
        Bad('⟦""→"⟧The road is shut," the guard said.'),
        Bad('He called it "a ⟦farce""→farce"⟧ and left.'),
        Bad('"We are done.⟦"."→"⟧\nHe left.'),
        Good('"No," he said. "Yes," she said.'),
        Good('He sang "Home", "Away" and "Rain".'),
        Good("“‘Stop’ was all he said,” she recalled."),
    ),
)


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    for trouble in troubles(text, paragraphs_of(doc.segments)):
        if trouble.kind != "doubled":
            continue
        first, second = trouble.end, trouble.at
        between = text[first + 1 : second].strip()
        between = between[:1] if len(set(between)) == 1 else between  # ".." is one stop
        start = first
        if text[first - 1 : first].isalnum():
            start, _ = widened(text, first, first, str.isalnum)
        elif between and text[first - 1 : first] in ".,!?":
            between = ""
        if (
            not between
            and text[first - 1 : first].isalnum()
            and text[second + 1 : second + 2] == " "
            and ATTRIBUTION_AFTER.match(text, second + 1)
        ):
            between = ","  # what the second mark stands for
        span = Span(start, second + 1)
        edit = Edit(Span(first, second + 1), between + text[second] if between else text[first])
        apart = text[first - 1 : second + 2] == f" {text[first]} {text[second]} "
        # one may close and the other open; or the first closes a term and the second the speech around it
        crowded = text[second + 2 : second + 3] == text[first] or text[first - 2 : first - 1] == text[first]
        doubtful = apart or crowded or _is_nested(doc, first, second)
        yield RULE.correction(span, edit, "A quotation mark is doubled.", 0.92, for_people=doubtful)


_TERM = lazy(r"[\"“](?=\w)[^\"“”\n]{1,40}$")
_LONG = 3  # words of a quotation from which on it is no term inside another


def _is_nested(doc: Document, first: int, second: int) -> bool:
    """Whether the first mark closes a quoted term, and the second the speech around it, whose beginning is lost."""
    term = _TERM.search(doc.text, max(doc.segment_at(first).span.start, first - 42), first)
    short = term is not None and len(term[0].split()) < _LONG
    return short and ATTRIBUTION_AFTER.match(doc.text, second + 1) is not None
