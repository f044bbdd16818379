"""A score with a colon, as German, Russian and Czech write it, or with spaces or a slash: near a word of winning,
beside another score, or anywhere in a story about sport where the second figure is too short for minutes.
"""

import re
from collections.abc import Iterator

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.numbers import ordinal

RULE = Rule(
    id="score-format",
    mqm="locale-conventions/number-format",
    summary="A score is written with a colon.",
    why="English sets a hyphen between the two sides of a score; a colon makes it a time.",
    examples=(
        Bad("Ardova lost ⟦2:3→2-3⟧ to Norland on Sunday."),
        Bad("They were beaten ⟦1: 2 (17: 21, 21:17, 19:21)→1-2 (17-21, 21-17, 19-21)⟧."),
        Bad("The ⟦1:1 (0:0)→1-1 (0-0)⟧ draw was enough."),
        Bad("Tarnau won the match ⟦78:74→78-74⟧ after extra time."),
        Good("Ardova lost 2-3 to Norland; they won in 2:04.45, and the final is at 16:32."),
        Good("She won the race in 12:31 on Sunday. The draw is on at 11:00."),
        Good("A ratio of 2:1 won favour with the board."),
        Good("The match was won by 21:00 p.m."),
    ),
    limits="A single pair of long figures needs a word of winning right before it, or a draw behind it.",
)

_PAIR = r"\d{1,3}(?:: ?| : | :)\d{1,3}(?![\d:]|[.,]\d)"
_WON = Pattern(
    rf"(?<![\w’'-])(?:won|wins?|winning|lost|loses?|losing|beat|beats|beaten|drew|draws?|defeat(?:ed|s)?|victory|triumph|leads?|led"
    rf"|leading|trailed|trailing|half-time)(?: (?:by|with(?: a)?|at|a|the match|the game|their match|the"
    rf" final|again|again with))?"
    rf" (?P<score>{_PAIR})(?! ?(?:[ap]\.?m|o['’]clock|local|GMT|hours?)\b)"
)
_DRAWN = Pattern(
    rf"(?<![\w.:-])(?P<score>{_PAIR})(?: \({_PAIR}\))?"
    r" (?:draw|defeat|victory|win|loss|triumph|scoreline|lead|thrashing)(?![\w-])"
)
_SETS = Pattern(rf"\((?P<sets>{_PAIR}(?:[,;] ?{_PAIR})*)\)")
_SIDES = r"\d{1,2} ?(?:[:–/-]|: | [:–-] ?) ?\d{1,2}"
# Two scores or more in a row: 6: 4, 6 - 3 (7:5)
_CHAIN = Pattern(
    rf"(?<![\w.,:/$€£–-])(?P<sets>{_SIDES}(?: ?\(\d{{1,2}}(?:[:/-]\d{{1,2}})?\))?"
    rf"(?:(?:[,;] ?| and | ){_SIDES}(?: ?\(\d{{1,2}}(?:[:/-]\d{{1,2}})?\))?)+)(?![\d:/]|[.,]\d|-\d)"
)
_SPACED = r"\d{1,3} [–-] \d{1,3}(?![\d:]|[.,]\d)"
_SCORE = Pattern(
    rf"(?<![\w’'-])(?:scores?(?:line)?|result|sets?|end(?:ed|s|ing)?|finish(?:ed|es)|won|wins|lost|beat|beaten|lead|led)"
    rf"(?: (?:of|in|is|was|at|with|by|a|the|the score|a score of))* (?P<score>{_PAIR}|{_SPACED})"
    r"(?! ?(?:[ap]\.?m|o['’]clock|local|GMT|hours?|Uhr)\b| [a-z]+s\b)"
)
_HEADING = Pattern(
    rf"(?<![\w.,-])[A-Z][\w’']+(?: [A-Z][\w’']+)? [–-] [A-Z][\w’']+(?: [A-Z][\w’']+)?,? (?P<score>{_PAIR})"
)
_SHORT = Pattern(r"(?<![\w.,:/$€£–-])(?P<score>\d{1,2}(?:: ?| : )\d)(?![\d:/]|[.,]\d|-\d|\w)")
_MINUTE = Pattern(r"(?<=[a-zà-ÿ] )\((?P<minute>\d{1,3})\.\)")  # of a goal, behind who scored it
_SPORT = lazy(
    r"\b(?:match(?:es)?|goals?|goalkeeper|striker|coach|league|teams?|club|half-time|semi-?finals?|quarter-?finals?"
    r"|cup|sets?|penalty|champions?hip|tournament|tie-?break|derby|referee|stadium|players?|season)\b",
    re.I,
)
_NO_SCORE = lazy(
    r"(?:\b(?:[Rr]atio|odds|[Ss]cale|[Cc]hapter|[Vv]erse|[Ss]ura|[Ss]urah|Psalms?|John|Luke|Mark|Matthew|Genesis|Exodus"
    r"|Corinthians|Romans|Peter|Acts|Timothy|Kings|Samuel|Quran|Koran|[Pp]art|[Gg]ear|leverage|majority|diluted|mixed|at)"
    r" (?:of |is |was )?)$"
)
_NO_SCORE_BEHIND = lazy(
    r" (?:ratio|majority|scale|screen|odds|split|mix|model|leverage|format|exchange|aspect|copy|replica"
    r"|talks?|meetings?|margin|proportion|to |chance|favou?rites?)"
)
_BEFORE = lazy(rf"(?:{_PAIR}|\d{{1,3}}[-–]\d{{1,3}})(?: in [a-z ]{{3,20}})? $")
_EACH = lazy(_PAIR)


def detect(doc: Document, resources: Resources) -> Findings:
    found: dict[int, int] = {}
    for pattern in (_WON, _DRAWN):
        for match in doc.matches(pattern):
            start, end = match.span("score")
            if match[0].split()[-2] not in ("at", "by") or doc.after(end, 2) == " (":
                found[start] = end
    for match in doc.matches(_SETS):
        pairs = [pair.span() for pair in _EACH.finditer(doc.text, *match.span("sets"))]
        if len(pairs) > 1 or _BEFORE.search(doc.text, max(0, match.start() - 40), match.start()):
            found.update(pairs)
    found.update(_rows(doc))
    found.update(_single(doc, set(found)))
    for start, end in _together(doc, sorted(found.items())):
        text = doc.text[start:end]
        new = _ONE.sub(r"\1-\3", text)
        yield RULE.correction(Span(start, end), new, f"The score “{text}” is written “{new}” in English.", 0.8)
    yield from _minutes(doc)


def _minutes(doc: Document) -> Findings:
    for match in doc.matches(_MINUTE):
        new = ordinal(int(match["minute"]))
        name = doc.before(match.start(), 40).split()[-1]
        if name[0].isupper():
            said = f"“{match['minute']}.” is an ordinal in German, and “{new}” in English."
            yield RULE.correction(Span(match.start() + 1, match.end() - 1), new, said, 0.88)


def _together(doc: Document, found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The places, those of one row as one."""
    at = 0
    while at < len(found):
        start, end = found[at]
        at += 1
        while at < len(found) and _LINK.fullmatch(doc.text, end, found[at][0]):
            end = found[at][1]
            at += 1
        closes = "(" in doc.text[start:end] and doc.after(end, 1) == ")"
        yield start, end + closes


_LINK = lazy(r" ?[(),; ]{1,3}(?:and )?")


def _rows(doc: Document) -> Iterator[tuple[int, int]]:
    """Where badly written scores stand in rows of two or more, one of them too short for a time or a date."""
    for match in doc.matches(_CHAIN):
        pairs = list(_ONE.finditer(doc.text, *match.span("sets")))
        sides = [(int(pair[1]), int(pair[3])) for pair in pairs]
        line = doc.segment_at(match.start()).span
        if (
            not any(len(pair[3]) == 1 for pair in pairs)
            or min(map(min, sides)) > _SET
            or (
                "/" in match[0]
                and not all(
                    pair[2] == "/" and max(side) in (6, 7) and len(pair[3]) == 1
                    for side, pair in zip(sides, pairs, strict=True)
                )
            )
            or not _RESULT.search(doc.text, line.start, match.start() if ":" not in match[0] else line.end)
            or _NO_SCORE.search(doc.text, max(0, match.start() - 30), match.start())
        ):
            continue
        yield from (pair.span() for pair in pairs if pair[2] not in ("-", "–"))


_ONE = lazy(r"(?<!\d)(\d{1,3})( ?[:–/-] ?)(\d{1,3})(?!\d)")
_SET = 7  # points of the loser of a set or a match, at least once in a row of scores
_RESULT = lazy(r"\b(?:won|wins|beat|beats|lost|defeat(?:ed|s)?|victory|win|finals?|round|scores?|sets?|match)\b")


def _single(doc: Document, others: set[int]) -> Iterator[tuple[int, int]]:
    """Where a score stands alone: behind a word that announces one, or in a story about sport. `others`: where scores
    are known to begin.
    """
    text = doc.text
    for match in doc.matches(_SCORE):
        start, end = match.span("score")
        line = doc.segment_at(start).span
        if ":" not in match["score"] and not _SPORT.search(text, line.start, line.end):
            continue
        first, second = (int(side) for side in re.findall(r"\d+", match["score"]))
        short = len(re.split(r"\D+", match["score"])[1]) == 1
        if short or "score" in match[0] or (second > 59 or first > 24):
            others.add(start)
            yield start, end
    for match in doc.matches(_HEADING):
        if match.end() == doc.segment_at(match.start()).span.end:
            yield match.span("score")
    sports = doc.once("about sport", lambda: len({word.lower() for word in _SPORT.findall(text)}) > 1)
    for match in doc.matches(_SHORT):
        start, end = match.span("score")
        line = doc.segment_at(start).span
        if (
            (
                any(line.start <= at < line.end for at in others)
                or (sports and _SPORT.search(text, line.start, line.end))
            )
            and not _NO_SCORE.search(text, max(0, start - 30), start)
            and not _NO_SCORE_BEHIND.match(text, end)
        ):
            yield start, end
