"""Quotation marks that have no partner: `troubles` reads paragraph after paragraph and gives each mark that is missing
or one too many.

Wire copy opens every paragraph of a long quotation and closes only the last one; that is right and gives nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mtcheck.text.lazy import lazy
from mtcheck.text.quotes import Mark, marks
from mtcheck.text.words import either

VERBS = rf"(?:{either('balance: verbs')})"
_NAME = r"[A-Z][\w.'’-]+(?: (?:al-|de |van |von |bin )?[A-Z][\w.'’-]*){0,3}"
_WHO = rf"(?:he|she|they|it|one \w+|(?:the|a|an|his|her|their|its|another) (?:[\w’'-]+ ){{0,3}}?[\w’'-]+|{_NAME})"
_ATTRIBUTION = lazy(
    # , said Elena Sorokina
    rf", {VERBS} (?:(?:the|a|an|his|her|their|its|another|one|local|officials|police)\b|[A-Z][a-z])"
    r"| (?:said|says|added|told) (?:(?:the|a|an|his|her)\b|[A-Z][a-z])|,? (?:he|she|they) (?:also |later "
    rf"|then )?{VERBS}(?=[,.;:]| (?:in|on|at|to|by|after|during|with|when|while|as|before|reporters|journalists|that) )"
    rf"|, {_WHO} (?:also |later |then )?{VERBS}\b"
)
ATTRIBUTION_AFTER = lazy(rf"[,.]?\s?(?:{VERBS}\b|{_WHO} (?:also |later |then |has |had )?{VERBS}\b)")
_SPEAKS = (
    rf"(?:{VERBS}|say|warn|reads?|points? out|pointed out|describes?|believes?|thinks?|suggests?|suggested|quoted"
    r"|summed up|reports?|reported|agreed|recalls|(?:is|was) quoted)"
)
_SPEECH_TAG = lazy(
    rf"\s?(?:(?:{VERBS})\b(?! that\b)"
    rf"|(?:{_WHO}|[A-Z]\w+ [a-z]+|\w+)(?:,[^,\n]{{2,50}},)? (?:also |later |then |has |had )?{_SPEAKS}\b(?! that\b))"
)
_LED_IN = lazy(rf"\b{VERBS}[,:]?\s*$")
_ENDED = lazy(r"\s*[.,]?\s*$")


def closes_here(text: str, at: int, start: int, end: int) -> bool:
    """Whether the mark at `at` can only close, whichever way it is turned: nothing follows it in the paragraph, or a
    speech tag does behind a comma or stop.
    """
    before = text[max(start, at - 3) : at].rstrip()
    if not before or before[-1:] in "(:—–-":
        return False
    if _ENDED.fullmatch(text, at + 1, end):
        return not before[-1].isspace() and (before[-1] in ".!?…,)" or text[at - 1].isalnum())
    if before[-1] not in ",.!?…" or _LED_IN.search(text, max(start, at - 40), at - 1 - (text[at - 1].isspace())):
        return False
    tag = _SPEECH_TAG.match(text, at + 1, end)
    if tag is None or _pairs_on(text, at, start, end):
        return False
    first = tag[0].strip()[:1]
    if before[-1] != ",":
        return first.islower()
    return first.islower() or not any(mark in text[at + 1 : end] for mark in '"”“')


def _pairs_on(text: str, at: int, start: int, end: int) -> bool:
    """Whether a straight mark has its space where an opening one has it, and the marks pair if it opens: it “, "adds
    useful links".”.
    """
    opens = text[at] == '"' and text[at - 1].isspace() and not text[at + 1 : at + 2].isspace()
    return opens and text.count('"', start, at) % 2 == 0 and text.count('"', at + 1, end) % 2 == 1


_HAS_SUBJECT = lazy(rf"(?:\b(?:{either('balance: before own words')})|['’](?:d|ve|s|re|ll))$")


@dataclass(frozen=True, slots=True)
class Trouble:
    """`kind`: unclosed, unopened or doubled. `at`: the mark.

    `end`: how far the quotation may run (unclosed), or where it may begin (unopened).
    """

    kind: str
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class _Mark:
    """A quotation mark, and whether it opens; None where it may do either."""

    at: int
    opens: bool | None


CARRIED = 3  # paragraphs over which a quotation may run without being opened anew
CARRIED_LINES = 12  # the same where each sentence is a line
_JOINT = lazy(r"[.!?](?<=[a-z].)[\"”]? [\"“]?[A-Z]")


def troubles(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Trouble]:
    """Every unpaired double quotation mark, in order; `paragraphs` are half-open ranges."""
    return list(_troubles(text, tuple(paragraphs)))


@lru_cache(maxsize=2)  # four rules ask for the same text, one after another
def _troubles(text: str, paragraphs: tuple[tuple[int, int], ...]) -> tuple[Trouble, ...]:
    found: list[Trouble] = []
    # left open in an earlier paragraph, which may be a quotation over several
    pending: tuple[Trouble, int] | None = None
    if _ANY.search(text) is None:
        return ()
    doubled = _PAIR.search(text) is not None
    carried = 0
    for number, (start, end) in enumerate(paragraphs):
        if pending is None:
            if not doubled and _SOUND.fullmatch(text, start, end) is not None:
                continue
        elif _ANY.search(text, start, end) is None:
            carried = carried or _carried(text, paragraphs)
            if number - pending[1] >= carried:
                found.append(pending[0])
                pending = None
            continue
        if _ENTITY.search(text, start, end) is not None:
            pending = None  # a mark may be an entity: broken-entity speaks first
            continue
        opened, lonely = _pair(text, start, end, found)
        if pending is not None:
            anew = _begins_open(text, start, end)
            first = min([mark.at for mark in _read(text, start, end, False)], default=end)
            if lonely and lonely[0] == first and not anew:
                lonely.pop(0)  # it closes what the paragraph before has left open
            elif not (anew and number == pending[1] + 1):
                found.append(pending[0])
            pending = None
        for before, at in zip([start, *lonely], lonely, strict=False):
            found.append(Trouble("unopened", at, before if before == start else _word_behind(text, before)))
        for at, limit in opened:
            trouble = Trouble("unclosed", at, limit)
            said = attribution(text, at + 1, limit)
            if limit < end or (said and said[0].startswith(",")) or _STRAY.match(text, max(start, at - 2)):
                found.append(trouble)
            else:
                pending = trouble, number
    if pending is not None:
        found.append(pending[0])
    return tuple(sorted(found, key=lambda trouble: trouble.at))


def _carried(text: str, paragraphs: tuple[tuple[int, int], ...]) -> int:
    """Over how many paragraphs a quotation may run: more where each sentence is one."""
    joints = sum(1 for start, end in paragraphs for _ in _JOINT.finditer(text, start, end))
    return CARRIED if joints * 4 > len(paragraphs) or len(paragraphs) < 5 else CARRIED_LINES


_STRAY = lazy(r", [\"“](?:[a-z]{2,}ing|which|who|where|while|whose|with)\b")  # no speech begins so
_ENTITY = lazy(r"& ?(?:amp; ?)?(?:quot|# ?3[49]|#x22|[lrb]d?quo|[lr]aquo|# ?822[0-2]|#17[1]|#187) ?;?")
_PAIR = lazy(r"(?<!['’‘])(?:''|’’|‘‘|``)(?!['’‘])")  # a double mark made of two single ones
_ANY = lazy(r"[\"“”„«»‟]|''|’’|‘‘|``")
# A paragraph of plain pairs, each mark on the right side of its space: most need no closer look.
_SOUND = lazy(
    r"[^\"“”„«»‟]*+(?>(?:(?<![^\s(])(?:\"(?:(?=[A-Z])|(?<![,.!?]..)(?=\w))[^\"“”„«»‟]*+(?<=[\w.,!?])\"(?=[\s.,;:!?)]|$)"
    r"|“(?=\w)[^\"“”„«»‟]*+(?<=\S)”)[^\"“”„«»‟]*+)*)"
)
_DOUBLE = frozenset('"“”„«»‟')


def _begins_open(text: str, start: int, end: int) -> bool:
    return re.compile(r"\s*[\"“„«»]\s?[\w$€£¿¡'‘(\[…]").match(text, start, end) is not None


def _word_behind(text: str, at: int) -> int:
    """Where the next word begins behind the mark at `at`."""
    at += 1
    while text[at].isspace():  # another mark follows
        at += 1
    return at


_NEAR = 2000  # code points before a paragraph in which the beginning of its line is looked for


def _read(text: str, start: int, end: int, already: bool) -> list[_Mark]:
    """Double marks with the way they face; a mark on the wrong side of its space is read as what it must be."""
    found: list[_Mark] = []
    depth = int(already)
    near = max(0, start - _NEAR)
    begin = max(text.rfind("\n", near, start) + 1, near)
    read = [mark for mark in marks(text, begin, end) if mark.char in _DOUBLE]
    pairs = [Mark(match.start(), "''", None) for match in _PAIR.finditer(text, begin, end)]
    for mark in sorted([*read, *pairs], key=lambda one: one.at) if pairs else read:
        at, char = mark.at, mark.char
        if at < start:
            continue
        before = text[at - 1] if at > begin else " "
        after = text[at + 1] if at + 1 < end else " "
        opens = mark.opens
        if char == "''":
            after = text[at + 2] if at + 2 < end else " "
            opens = before.isspace() and not after.isspace()
        if before.isdigit() and ((char == '"' and not depth) or _FEET.search(text, max(begin, at - 6), at)):
            continue  # inches and seconds
        again = bool(found and found[-1].at == at - 1 and found[-1].opens)
        if (corrected := _must_open(text, at, char, before, after, again, depth)) is not None:
            opens = corrected
        elif char in '"“' and opens is not False and (before.isspace() or char == "“"):
            opens = False if closes_here(text, at, start, end) else opens
        if opens is None:
            opens = not depth
        depth = max(0, depth + (1 if opens else -1))
        found.append(_Mark(at, opens))
    return found


def _must_open(text: str, at: int, char: str, before: str, after: str, again: bool, depth: int) -> bool | None:
    """Whether a mark opens whatever its shape says, by its spaces; None where they settle nothing.

    `again`: the mark just before it opens, too.
    """
    if char == '"':
        if before == '"' and after.isalnum() and again:
            return True
        copied = before.isspace() and text[at - 2 : at - 1] in _DOUBLE and (after in ".,;" or after.isspace())
        return False if copied else None  # the mark before it, once more
    if char == "»" and before.isspace() and after.isalnum():
        return True
    if char == "«" and not before.isspace() and not after.isalnum():
        return False
    if char == "“" and (after.isspace() or after in ".,;:!?)") and depth:
        return False
    return True if char == "”" and before.isspace() and after.isalnum() and not depth else None


_FEET = lazy(r"\d ?['’′] ?\d{1,2}$")  # 6’4”
_SENTENCE_END = lazy(r"[.!?…]['’]?\s+$")


def _pair(text: str, start: int, end: int, found: list[Trouble]) -> tuple[list[tuple[int, int]], list[int]]:
    """(openers never closed, each with its limit; closers never opened) of one paragraph; doubled marks go to `found`
    right away.
    """
    stack: list[tuple[int, int]] = []  # an opener, and the opener that came while it was open
    lonely: list[int] = []
    closed = -9
    for mark in _read(text, start, end, False):
        if mark.opens:
            if stack:
                last, _ = stack[-1]
                if mark.at - last <= 2 and not text[last + 1 : mark.at].strip() and text[last] == text[mark.at]:
                    found.append(Trouble("doubled", mark.at, last))
                    continue
                if _SENTENCE_END.search(text, max(last + 1, mark.at - 4), mark.at) and not attribution(
                    text, last + 1, mark.at
                ):
                    stack.pop()  # paragraphs of one quotation, run together
                else:
                    stack[-1] = last, mark.at
            stack.append((mark.at, end))
        elif stack:
            stack.pop()
            closed = mark.at
        elif closed > 0 and mark.at - closed <= 3 and not text[closed + 1 : mark.at].strip(" ,.!?"):
            found.append(Trouble("doubled", mark.at, closed))
        else:
            lonely.append(mark.at)
    return stack, lonely


def paragraphs_of(segments: Sequence[Any]) -> list[tuple[int, int]]:
    """The ranges of a document's segments, code aside, for `troubles`."""
    return [(segment.span.start, segment.span.end) for segment in segments if segment.kind != "code"]


def partner(text: str, at: int) -> str:
    """The mark that belongs to the one at `at`."""
    return {"“": "”", "”": "“", "„": "“", "«": "»", "»": "«"}.get(text[at], '"')


def attribution(text: str, start: int, end: int) -> "re.Match[str] | None":
    """The first words that say who speaks, from the comma or space before them."""
    best = None
    for match in _ATTRIBUTION.finditer(text, start, end):
        if match[0][0] == " " and _HAS_SUBJECT.search(text, max(start, match.start() - 24), match.start()):
            continue  # “I had told the club”: somebody in the quotation speaks
        if match[0].startswith(",") or best is None:
            best = match
            if match[0].startswith(","):
                break
    return best
