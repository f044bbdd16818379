"""Spaces inside quotation marks or on the wrong side of one. Straight marks are paired within the paragraph; where
their number is odd only unmistakable places count.
"""

import re
from collections.abc import Iterator

from mtcheck.core import Applicability, Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.claims import Claims
from mtcheck.text.balance import closes_here
from mtcheck.text.closed_classes import ARTICLES, BE, COORDINATORS, HAVE, MODALS
from mtcheck.text.lazy import lazy
from mtcheck.text.speech import REPORTING

RULE = Rule(
    id="quote-space",
    mqm="linguistic-conventions/whitespace",
    applicability=Applicability.AUTOMATIC,
    summary="A quotation mark has its space on the wrong side.",
    why="Tokenisers set spaces on both sides of a mark, and detokenisers take the wrong one away.",
    examples=(
        Bad("He called it ⟦“ a mistake ”→“a mistake”⟧ on Monday."),
        Bad("The group ⟦“ →“⟧Free Delta” was banned."),
        Bad('She used the word ⟦" traitor "→"traitor"⟧ twice.'),
        Bad('It offends common decency⟦, "→," ⟧said Ana Verne.'),
        Bad("The mayor said ⟦” We wait “→“We wait”⟧ and left."),
        Bad('He called it "a good day⟦. "→." ⟧The bridge opened at noon.'),
        Bad("“We wait⟦, “ →,” ⟧said the guard. “We stay⟦, “ →,” ⟧said the crew."),
        Bad("“We wait,⟦ ”→” ⟧he said on Monday."),
        Bad("He said⟦”→ “⟧we go” and left. She said ⟦“ we stay“→“we stay”⟧ and sat down."),
        Bad('He called it⟦" → "⟧a farce" and left.'),
        Good('We wait" the mayor said of the "ship.'),
        Bad("He said “we saw the ship⟦ “→”⟧."),
        Good('He was "late" and "tired" at the end.'),
        Good("The twins' boat, 'Said the Sailor', is for sale."),
        Good('He said, "said" is a verb, and "told" too.'),
        Good("He called it “a mistake” on Monday."),
    ),
)

_CURLY_PAIR = Pattern(r"“ ([^“”\n]{1,300}?)(?: [”“]|“)(?!\w)")
_CURLY_OPEN = Pattern(r"(?:(?<=\s)|^|(?<=\())“[ \u00a0][ \u00a0]*(?=\w)")
_CURLY_CLOSE = Pattern(r"(?<=[\w.,!?…])[ \u00a0]*[ \u00a0]”(?!\w)")
_REVERSED = Pattern(  # both marks turned the wrong way: said ” We wait “ and left
    r"”(?<=[\w,:] ”)[ \u00a0]?(?P<said>\w[^“”\n]{1,300}?)[ \u00a0]?“(?=[\s.,;:!?)]|$)"
)
_TURNED = Pattern(r"(?P<stop>[,.!?…\w)])[ \u00a0]{0,2}(?P<mark>[“\"])[ \u00a0]?(?=[^\s\"“”]|$)")
_CLOSED_BY_OPENING = Pattern(r"(?<=[\w.,!?…]) “(?=[.,;:!?])")
_STRAIGHT = Pattern(r' "|" |"\u00a0|\u00a0"')
_SAID = lazy(rf"(?:(?:he|she|they|the [a-z]+|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) )?(?:{REPORTING})\b")
_VERB = lazy(
    r"(?:said|says|added|told|noted|explained|stressed|warned) (?:[A-Z]|the |an? |his |her |he\b|she\b|they\b)"
    r"|(?:he|she|they) (?:said|says|added|told|noted|explained)\b"
)
_SPACED = lazy(r" \" ")
SHORT = 60  # code points of a quotation that is shown as one place


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    taken = Claims()
    for match in doc.matches(_CURLY_PAIR):
        line = doc.segment_at(match.start()).span
        closes = text[line.start : match.start()].rstrip().endswith((",", "!", "?"))
        if closes and "“" in text[line.start : match.start()] and _SAID.match(text, match.start() + 2):
            continue  # “We wait, “ said the guard. He said, “ We
        taken.take(*match.span())
        dashes = match[0].endswith(" “") and text[match.end() : match.end() + 1] == " "  # what was a dash on both sides
        yield _finding(*match.span(), f"“{match[1].strip()}”", for_people=dashes)
    for match in doc.matches(_REVERSED):
        if taken.take(*match.span()):
            yield _finding(*match.span(), f"“{match['said']}”", for_people=True)
    for match in doc.matches(_TURNED):
        at = match.start("mark")
        line = doc.segment_at(at).span
        if taken.overlaps(*match.span()) or not closes_here(text, at, line.start, line.end):
            continue
        opened = text[line.start : at]
        mark = '"' if match["mark"] == '"' or ('"' in opened and "“" not in opened) else "”"
        new = match["stop"] + mark + ("" if match.end() >= line.end or text[match.end()] in ".,;:!?)" else " ")
        if new != match[0] and taken.take(*match.span()):
            yield _finding(*match.span(), new, 0.93)
    for match in doc.matches(_CLOSED_BY_OPENING):
        before = text[doc.segment_at(match.start()).span.start : match.start()]
        if before.count("“") > before.count("”") and taken.take(*match.span()):
            yield _finding(*match.span(), "”", 0.93)
    for match in doc.matches(_LED_IN):
        if taken.take(*match.span()):
            yield _finding(*match.span(), match[0][0], 0.93)
    for match in doc.matches(_IN_BRACKET):
        if taken.take(*match.span()):
            yield _finding(*match.span(), match[0].rstrip(), 0.93)
    yield from _single(doc)
    for pattern, new in ((_CURLY_OPEN, "“"), (_CURLY_CLOSE, "”")):
        for match in doc.matches(pattern):
            if not taken.overlaps(*match.span()):
                yield _finding(*match.span(), new, for_people=not _has_partner(doc, *match.span(), new))
    for line in dict.fromkeys(doc.segment_at(match.start()).span for match in doc.matches(_STRAIGHT, masked=True)):
        for finding in _straight(doc, text, line.start, line.end):
            at, end = finding.span.start, finding.span.end
            if not taken.overlaps(at, end):
                yield finding
            elif end > at + 2 and text.startswith('" ', at) and not _SPACED.search(text, line.start, at):
                yield _finding(at, at + 2, '"')  # the other end is a finding by itself


def _has_partner(doc: Document, start: int, end: int, mark: str) -> bool:
    """Whether a curly mark with a space inside has its other half in the paragraph, or stands where speech begins or
    ends; else it may have been a dash before it was decoded the wrong way.
    """
    text, line = doc.text, doc.segment_at(start).span
    before, after = text[line.start : start].rstrip(), text[end : line.end]
    if mark == "“":
        return "”" in after or not before or before[-1] in ",:("
    opened = before.count("“") > before.count("”")
    ends = before[-1:] in tuple(",.!?…") and (not after.strip() or _SAID.match(after.lstrip()) is not None)
    return opened or ends


_SINGLE = Pattern(
    r"(?P<stop>(?<=\w)[,.!?]) ?(?P<mark>['‘]) ?(?=(?:(?:he|she|they|(?:the|an?|his|her) (?:[\w’-]+"
    rf" ){{0,7}}?[\w’-]+|[A-Z][\w’-]+) )?(?:{REPORTING})\b)"
)
_OPENED = lazy(r"(?:^|[\s(])(?P<mark>[\"“'‘])(?=\w)")
_SWAPPED = lazy(r'"(?<=[a-z-]") ([A-Z][\w’-]*(?: [A-Z][\w’-]*){0,4}) "(?=\w)')
_LED_IN = Pattern(r"(?<=\w: )[\"“](?P<gap> )(?=[A-Za-z][a-z’']*[ ,])")
_IN_BRACKET = Pattern(r"(?<=\()\" (?=\w)")
_CLOSING_BEHIND = Pattern(r"(?<=[\w.,!?…]) ”(?=[a-z])")  # “We go, ”he said
_CLOSING_GLUED = Pattern(r"(?<=[a-z])”(?=[A-Za-z])")  # He said”we go”
# “He called it" a farce" and left”: two marks alone in a line, the first behind a word that leads to what is quoted
_GLUED_TO_WORD = lazy(
    rf"[a-z]\" (?!(?:he|she|they|it|we|the [a-z]+|[A-Z][\w’'-]+) (?:{REPORTING})\b|(?:{REPORTING})\b)"
    r"[^\"\n]{2,80}(?<! )\"(?=[\s.,;:!?)]|$)"
)
_NEXT = lazy(r"[^“”\n]{2,300}”(?!\w)")
_GLUED = Pattern(r"(?<=[a-z])[\"“](?=[A-Za-z])")


def _single(doc: Document) -> Findings:
    """A closing mark in the shape of a single opening one, before a speech tag; a mark that opens inside a word."""
    text = doc.text
    for match in doc.matches(_SINGLE):
        line = doc.segment_at(match.start()).span
        opened = list(_OPENED.finditer(text, max(0, line.start - 1), match.start()))
        mark = {"'": "'", "‘": "’", '"': '"', "“": "”"}[opened[-1]["mark"]] if opened else ""
        new = f"{match['stop']}{mark} "
        if mark and new != match[0] and not re.search(rf"{mark}(?!\w)", text[opened[-1].end() : match.start()]):
            yield _finding(*match.span(), new, 0.92)
    for match in doc.matches(_CLOSING_BEHIND):
        line = doc.segment_at(match.start()).span
        if max("“”", key=lambda mark: text.rfind(mark, line.start, match.start())) == "“":
            said = "The space belongs behind the closing mark."
            yield RULE.correction(Span(*match.span()), "” ", said, 0.93)
    for match in doc.matches(_CLOSING_GLUED):
        at, line = match.start(), doc.segment_at(match.start()).span
        before, after = text[line.start : at], text[at + 1 : line.end]
        if before.count("“") == before.count("”") and _NEXT.match(after):
            yield _finding(at, at + 1, " “", 0.88, for_people=True)
    for match in doc.matches(_GLUED):
        at, line = match.start(), doc.segment_at(match.start()).span
        close = text.find('"' if match[0] == '"' else "”", at + 1, line.end)
        if (
            close > 0
            and text[close - 1] not in " \n"
            and not text[close + 1 : close + 2].isalnum()
            and (match[0] == "“" or (text.count('"', line.start, at) % 2 == 0 == text.count('"', at, line.end) % 2))
        ):
            yield _finding(at, at + 1, f" {match[0]}", 0.88)


def _straight(doc: Document, text: str, start: int, end: int) -> Findings:
    marks = [at for at in range(start, end) if text[at] == '"' and not _is_inch(text, start, end, at)]
    if len(marks) == 2 and (glued := _GLUED_TO_WORD.match(text, marks[0] - 1, end)) and glued.end() == marks[1] + 1:
        yield _finding(marks[0], marks[0] + 2, ' "', 0.9, for_people=True)
        return
    done = -1
    doubtful = _is_out_of_step(text, start, marks)
    for number, at in enumerate(marks):
        if at <= done or doc.is_masked(at, at + 1):
            continue
        behind = _behind_a_mark(text, start, end, marks, number)
        if behind is not None:
            if behind[0]:
                yield _finding(at - 2, at + 1, *behind)
        elif len(marks) % 2 == 0:
            for low, high, new, sure in _paired(text, start, end, marks, number):
                done = high - 1
                yield _finding(low, high, new, sure, for_people=doubtful)


_UNENDED = (
    MODALS
    | HAVE
    | BE
    | ARTICLES
    | COORDINATORS
    | frozenset("if when while because that which who whose than as of to in on at by for with from into about".split())
)


def _is_out_of_step(text: str, start: int, marks: list[int]) -> bool:
    """Whether a mark that should close, by its number in the line, stands with spaces on both sides behind a word that
    ends nothing: a quotation in a quotation, or one never closed, has put the pairs out of step.
    """
    for at in marks[1::2]:
        if text[at - 1 : at] == " " == text[at + 1 : at + 2]:
            word = text[text.rfind(" ", start, at - 1) + 1 : at - 1]
            if word.lower() in _UNENDED:
                return True
    return False


def _is_inch(text: str, start: int, end: int, at: int) -> bool:
    digit = at > start and text[at - 1].isdigit() and (at + 1 == end or not text[at + 1].isalnum())
    return digit and text.count('"', start, at) % 2 == 0


def _spaced(text: str, start: int, end: int, at: int) -> tuple[bool, bool]:
    """Whether a mark has a space, or the end of its line, to its left and to its right."""
    return at == start or text[at - 1] in " \u00a0", at + 1 == end or text[at + 1] in " \u00a0"


def _behind_a_mark(text: str, start: int, end: int, marks: list[int], number: int) -> tuple[str, float] | None:
    """What to write for a mark behind another mark and a space, and how sure that is; "" where it is right as it is,
    None where no mark stands before it.
    """
    at, even, opens = marks[number], len(marks) % 2 == 0, number % 2 == 0
    left, right = _spaced(text, start, end, at)
    before = text[at - 2] if at - 2 >= start and left else ""
    if left and not right:
        if before in tuple(",.!?…") and _VERB.match(text, at + 1) and not (opens and even):
            return before + '" ', 0.93
        if (
            before
            and before in ".!?"
            and not opens
            and even
            and text[at + 1].isupper()
            and _ends(text, start, marks, number)
        ):
            return f'{before}" ', 0.88
        if before == "," and opens and len(marks) == 1 and _SAID.match(text, at + 1):
            return '," ', 0.93
    last = left and at + 1 == end and before and before in ".!?…," and (even or number == len(marks) - 1)
    if last and not (opens and len(marks) > 1 and even):
        return (f'{before}"' if len(marks) > 1 or before != "," else ""), 0.92
    return None


def _ends(text: str, start: int, marks: list[int], number: int) -> bool:
    """Whether the last mark of a line, before a capital, can only close: a few words in small letters were opened."""
    opening, at = marks[number - 1], marks[number]
    words = text[opening + 1 : at].rstrip(" .!?")
    return (
        number + 1 == len(marks)
        and (opening == start or text[opening - 1] in " \u00a0(—–")
        and words[:1].islower()
        and len(words) <= SHORT
        and not any(mark in words for mark in ".!?;:")
    )


def _paired(text: str, start: int, end: int, marks: list[int], number: int) -> Iterator[tuple[int, int, str, float]]:
    """The place, what to write there and its confidence for a mark of a line whose marks come in pairs."""
    at = marks[number]
    left, right = _spaced(text, start, end, at)
    if number % 2:
        if left and (right or text[at + 1] in ".,;:!?)") and text[at - 2 : at - 1] not in ("", " "):
            if number + 1 < len(marks) and not text[marks[number + 1] - 1].isspace():
                return  # the next one closes, too
            yield at - 1, at + 1, '"', 0.94
    elif not right or number + 1 == len(marks):
        return
    elif left:
        yield from _apart(text, at, marks[number + 1], end)
    elif swapped := _SWAPPED.match(text, at, end):
        if swapped.end() - 1 == marks[number + 1]:
            yield at, swapped.end(), f' "{swapped[1]}" ', 0.85
    elif text[at - 1] in ":," and text[at + 2 : at + 3].isalpha() and not _SAID.match(text, at + 2):
        yield at - 1, at + 2, f'{text[at - 1]} "', 0.88


def _apart(text: str, at: int, close: int, end: int) -> Iterator[tuple[int, int, str, float]]:
    """The same for an opening mark with a space on either side."""
    inner = text[at + 1 : close]
    if at + 2 >= end or not inner.strip() or (close + 1 < end and text[close + 1].isalnum()):
        return
    if inner[-1].isspace() and close - at <= SHORT:
        yield at, close + 1, f'"{inner.strip()}"', 0.94
    else:
        yield at, at + 2, '"', 0.94


def _finding(start: int, end: int, new: str, sure: float = 0.94, *, for_people: bool = False) -> Finding:
    message = "The space belongs on the other side of the quotation mark."
    return RULE.correction(Span(start, end), new, message, sure, for_people=for_people)
