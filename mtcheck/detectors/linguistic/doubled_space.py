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
        Bad("The count covers the⟦  → ⟧Torvans by May."),
        Bad(
            "He recognised⟦  → ⟧would help at this time, and⟦  → ⟧will say so when⟦  → ⟧publish it at the end of the"
            " week in May."
        ),
        Good("One  two  three  four  five  six words."),
        Good("Is it so?   Yes  No"),
    ),
)

_SPACES = Pattern(r"(?<=[a-z,;)])[ \u00a0][ \u00a0][ \u00a0]{0,2}(?=[A-Za-z(])")
_BARE = lazy(r"(?:\b(?:the|a|an|of|by|in|at|for|with|to|from|and|or|on|its|their|his|her)|,)$")
_SINGLE = lazy(r"(?<=[a-z,;)]) (?=[A-Za-z(])")
_HABIT = 3  # from here on a text is laid out so, or has lost words all over
_SHARE = 5  # single spaces to a doubled one, from which on it has lost words


def detect(doc: Document, resources: Resources) -> Findings:
    spans = [Span(*match.span()) for match in doc.matches(_SPACES)]
    many = len(spans) >= _HABIT
    if many and len(_SINGLE.findall(doc.text)) < _SHARE * len(spans):
        return
    message = "There is one space too many" + ("; a word may be missing." if many else ".")
    for span in spans:
        bare = _BARE.search(doc.text, max(0, span.start - 8), span.start)
        if not many and not bare and doc.text[span.end].isupper():
            continue  # between two columns
        # 0.37 per 1,000 words of agency copy: only where words were surely taken out is it more than a hint
        severity = None if many or bare else Severity.NEUTRAL
        yield RULE.correction(span, " ", message, 0.9, 0.95, severity=severity)
