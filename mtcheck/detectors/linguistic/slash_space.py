"""A slash with spaces round it between two names; credits, verses and paths are left alone."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span

RULE = Rule(
    id="slash-space",
    mqm="linguistic-conventions/whitespace",
    summary="There are spaces round a slash between two names.",
    why="Tokenisers set a slash apart, and the pair of names is not joined again.",
    examples=(
        Bad("Vossen⟦ / →/⟧Brandt lost the final on Sunday."),
        Bad("The clinic in Tarsk treats HIV⟦ / →/⟧AIDS, and the CDA⟦ / →/⟧FL group pays."),
        Bad("Vossen⟦ / →/⟧Brandt miss the final\nThey lost on Sunday."),
        Bad("The season of 2017⟦ / →/⟧18 was his best, and the law is No. 129⟦/ →/⟧1997."),
        Good("The season of 2017/18 was his best; flight 12 / gate 5; 1 / 3 of it."),
        Good("Vossen/Brandt lost the final on Sunday."),
        Good("They sang “Rest, my River / Wait, my Wind” at noon."),
        Good("The dam held on Friday.\n\nJana Holm / Coast Images"),
    ),
    limits="Two editors of three join such pairs.",
)

_SLASH = Pattern(r"(?<=[\w’'.-]) / (?=[A-ZÀ-Þ])")
_SEASON = Pattern(
    r"(?<![\d/.,:-])(?:(?:19|20)\d\d|\d{2,3})(?P<slash> / ?|/ )(?=(?:(?:19|20)\d\d|\d\d)(?![\d/.,]\d|\d))"
)
_PATH = 4  # slashes in a line from which on it is a path or a list
_STOPS = '.!?:”"'


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_SEASON):
        yield RULE.correction(Span(*match.span("slash")), "/", "English sets no spaces round this slash.", 0.88)
    for match in doc.matches(_SLASH):
        segment = doc.segment_at(match.start())
        line = segment.span.of(doc.text)
        before = line[: match.start() - segment.span.start].split()[-1]
        if (
            not before.lstrip("(“\"'‘")[:1].isupper()
            or line.count(" / ") >= _PATH + 2 * (line[-1] in _STOPS)
            or "|" in line
            or segment.kind in ("table", "caption")
            or (line[-1] not in _STOPS and segment != doc.segments[0])
            or (segment == doc.segments[0] and len(doc.segments) > 1 and len(line.split()) < 5)
            or doc.in_quotation(match.start())
        ):
            continue
        yield RULE.correction(Span(*match.span()), "/", "English sets no spaces round a slash between names.", 0.75)
