"""Two spaces between words.

After a stop some writers set two on purpose; and a text that does it all over is laid out so.
"""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="doubled-space",
    mqm="linguistic-conventions/whitespace",
    summary="There are two spaces between words.",
    why="Something was taken out between them: a tag, a name, a mark.",
    examples=(
        Bad("The harbour⟦  → ⟧board met."),
        Bad("The harbour,⟦   → ⟧the board said."),
        Bad("He left⟦ \u00a0⟧the hall.", fixed="He left the hall."),
        Good("The harbour board met.  It agreed."),
        Good("Lomna   2   Wells   1"),
        Good("One  two  three  four  five  six words."),
    ),
)

_SPACES = Pattern(r"(?<=[a-z,;)])[ \u00a0][ \u00a0][ \u00a0]{0,2}(?=[a-z(])")
_BARE = lazy(r"(?:\b(?:the|a|an|of|by|in|at|for|with|to|from|and|or|on|its|their|his|her)|,)$")
_HABIT = 3  # from here on the text is laid out so


def detect(doc: Document, resources: Resources) -> Findings:
    spans = [Span(*match.span()) for match in doc.matches(_SPACES)]
    if len(spans) < _HABIT:
        for span in spans:
            # 0.37 per 1,000 words of agency copy: only where a word was surely taken out is it more than a hint
            severity = None if _BARE.search(doc.text, max(0, span.start - 8), span.start) else Severity.NEUTRAL
            yield RULE.correction(span, " ", "There is one space too many.", 0.9, 0.95, severity=severity)
