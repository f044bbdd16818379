"""A word cut by a hyphen and a space: "the govern- ment". Suspended hyphens ("two- and three-year") join nothing."""

from collections.abc import Iterator

from mtcheck.core import Applicability, Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span

RULE = Rule(
    id="hyphen-cut",
    mqm="linguistic-conventions/spelling",
    severity=Severity.MINOR,
    applicability=Applicability.AUTOMATIC,
    summary="A word is cut in two by a hyphen and a space.",
    why="A hyphen from the end of a printed line stayed when the lines were joined.",
    needs=("vocabulary",),
    examples=(
        Bad("Residents wrote to the ⟦govern- ment→government⟧ about it."),
        Bad("The ⟦nego- tiations→negotiations⟧ took a week."),
        Bad("The ⟦com- mittee→committee⟧ met."),
        Good("They sell two- and three-year bonds."),
        Good("The pre- and post-war years were hard."),
        Good("He went in- and out."),
        Good("The mid- to late 1990s."),
    ),
)

_CUT = Pattern(
    r"(?<![\w'’-])(?P<head>[A-Za-z]?[a-z]+)(?:-|\u2010|¬) (?P<tail>[a-z]{2,})(?![\w'’-])", needs=("- ", "\u2010 ", "¬ ")
)


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_CUT):
        head, tail = match["head"], match["tail"]
        if tail in ("and", "or", "to", "but", "than", "versus", "rather", "as", "nor", "und", "bzw"):
            continue
        joined = head + tail
        whole = head in vocabulary and tail in vocabulary and min(vocabulary.count(head), vocabulary.count(tail)) > 20
        if vocabulary.count(joined) < 3 or (whole and vocabulary.count(joined) < 20):
            continue
        yield RULE.correction(Span(*match.span()), joined, f"“{joined}” is cut in two.", 0.95)
