"""A score with a colon, as German, Russian and Czech write it: near a word of winning, or behind another score."""

import re
from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="score-format",
    mqm="locale-conventions/number-format",
    severity=Severity.MINOR,
    summary="A score is written with a colon.",
    why="English sets a hyphen between the two sides of a score; a colon makes it a time.",
    examples=(
        Bad("Ardova lost ⟦2:3→2-3⟧ to Norland on Sunday."),
        Bad("They were beaten ⟦1: 2→1-2⟧ (⟦17: 21→17-21⟧, ⟦21:17→21-17⟧, ⟦19:21→19-21⟧)."),
        Bad("The ⟦1:1→1-1⟧ (⟦0:0→0-0⟧) draw was enough."),
        Bad("Tarnau won the match ⟦78:74→78-74⟧ after extra time."),
        Good("Ardova lost 2-3 to Norland; they won in 2:04.45, and the final is at 16:32."),
        Good("She won the race in 12:31 on Sunday. The draw is on at 11:00."),
        Good("A ratio of 2:1 won favour with the board."),
        Good("The match was won by 21:00 p.m."),
    ),
    limits="A single pair of figures needs a word of winning right before it, or a draw behind it.",
)

_PAIR = r"\d{1,3}(?:: ?| : | :)\d{1,3}(?![\d.:]|,\d)"
_WON = Pattern(
    rf"(?<![\w’'-])(?:won|wins?|winning|lost|loses?|losing|beat|beats|beaten|drew|draws?|defeat(?:ed|s)?|victory|triumph|leads?|led"
    rf"|leading|trailed|trailing|half-time)(?: (?:by|with(?: a)?|at|a|the match|the game|their match|the"
    rf" final|again|again with))?"
    rf" (?P<score>{_PAIR})(?! ?(?:[ap]\.?m|o['’]clock|local|GMT|hours?)\b)",
    needs="won|win|los|beat|drew|draw|defeat|victory|triumph|lead|led|trail|half-time",
)
_DRAWN = Pattern(
    rf"(?<![\w.:-])(?P<score>{_PAIR})(?: \({_PAIR}\))?"
    r" (?:draw|defeat|victory|win|loss|triumph|scoreline|lead|thrashing)(?![\w-])",
    needs="draw|defeat|victory|win|loss|triumph|scoreline|lead|thrashing",
)
_SETS = Pattern(rf"\((?P<sets>{_PAIR}(?:[,;] ?{_PAIR})*)\)", needs=(":",))
_BEFORE = lazy(rf"(?:{_PAIR}|\d{{1,3}}[-–]\d{{1,3}})(?: in [a-z ]{{3,20}})? $")
_EACH = lazy(_PAIR)


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    found: dict[int, int] = {}
    for pattern in (_WON, _DRAWN):
        for match in doc.matches(pattern):
            start, end = match.span("score")
            wide = match[0].split()[-2] in ("at", "by") and doc.after(end, 2) != " ("
            if not wide:
                found[start] = end
    for match in doc.matches(_SETS):
        pairs = [pair.span() for pair in _EACH.finditer(doc.text, *match.span("sets"))]
        if len(pairs) > 1 or _BEFORE.search(doc.text, max(0, match.start() - 40), match.start()):
            found.update(pairs)
    for start, end in sorted(found.items()):
        text = doc.text[start:end]
        new = re.sub(r" ?: ?", "-", text)
        yield RULE.correction(Span(start, end), new, f"The score “{text}” is written “{new}” in English.", 0.8)
