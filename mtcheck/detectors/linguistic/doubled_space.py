"""Two spaces between words. After a stop some writers set two on purpose; and a text that does it all over is laid out so."""

from collections.abc import Iterator

from mtcheck.core import Applicability, Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span, replace

RULE = Rule(
    id="doubled-space",
    mqm="linguistic-conventions/whitespace",
    severity=Severity.MINOR,
    summary="Two spaces stand between words.",
    why="Something was taken out between them: a tag, a name, a mark.",
    examples=(
        Bad("The harbour⟦  ⟧board met.", fixed="The harbour board met."),
        Bad("The harbour,⟦   ⟧the board said.", fixed="The harbour, the board said."),
        Bad("He left⟦ \u00a0⟧the hall.", fixed="He left the hall."),
        Good("The harbour board met.  It agreed."),
        Good("Lomna   2   Wells   1"),
        Good("One  two  three  four  five  six words."),
    ),
)

_SPACES = Pattern(r"(?<=[a-z,;)])[ \u00a0][ \u00a0][ \u00a0]{0,2}(?=[a-z(])", needs=("  ", " \u00a0", "\u00a0 ", "\u00a0\u00a0"))
_HABIT = 3  # from here on the text is laid out so


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    spans = [Span(*match.span()) for match in doc.matches(_SPACES)]
    if len(spans) < _HABIT:
        for span in spans:
            yield RULE.finding(span, "There is a space too many.", confidence=0.9, repairs=[replace(span, " ", 0.95, Applicability.AUTOMATIC if len(spans) == 1 else None)])
