"""A rewritten sentence as word edits, of which those at flagged words are kept. `edits` compares, `repairs` chooses."""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence

from mtcheck.core import Edit, Finding, Repair, Span
from mtcheck.reviewers.review import touches
from mtcheck.text.lazy import lazy

_TOKEN = lazy(r"\s+|\w+(?:['’\-]\w+)*|[^\w\s]")
_NUMBER = lazy(r"\d+")
_WORD_BEFORE = lazy(r"[\w'’\-]+\s+$")
_WORD_AFTER = lazy(r"\s+[\w'’\-]+")
_REACH = 60  # code points in which a word beside a flagged one is looked for
_MORE = 3  # words
_LONGEST = 4000  # code points of a sentence that is compared word by word


def edits(text: str, span: Span, rewritten: str) -> list[Edit]:
    """The edits that turn the span of the text into the rewritten words: sorted, disjoint, whole words; neighbours are
    one edit. White space is left alone where there is some on both sides.
    """
    before = [(match.start(), match.group()) for match in _TOKEN.finditer(span.of(text))]
    after = [match.group() for match in _TOKEN.finditer(rewritten.strip())]
    if len(span) > _LONGEST or len(rewritten) > _LONGEST:
        return []
    matcher = difflib.SequenceMatcher(
        None, [_key(token) for _, token in before], [_key(token) for token in after], autojunk=False
    )
    places = [*(span.start + start for start, _ in before), span.end]
    found: list[Edit] = []
    for i, j, old, new in _changes(matcher, before):
        found.append(Edit(Span(places[i], places[j]), "".join(after[old:new])))
    return [trimmed for edit in found if (trimmed := _trimmed(text, edit)) is not None]


def _key(token: str) -> str:
    return " " if token.isspace() else token


def _changes(
    matcher: "difflib.SequenceMatcher[str]", before: Sequence[tuple[int, str]]
) -> Iterator[tuple[int, int, int, int]]:
    """Changed ranges of tokens; two with nothing but white space between them are one."""
    open_change: tuple[int, int, int, int] | None = None
    for tag, i, j, old, new in matcher.get_opcodes():
        if tag == "equal":
            if open_change is not None and not all(token.isspace() for _, token in before[i:j]):
                yield open_change
                open_change = None
            elif open_change is not None:
                open_change = (open_change[0], j, open_change[2], new)
        else:
            open_change = (i, j, old, new) if open_change is None else (open_change[0], j, open_change[2], new)
    if open_change is not None:
        yield open_change


def _trimmed(text: str, edit: Edit) -> Edit | None:
    """The edit without white space that both sides begin or end with."""
    old, new, start, end = edit.span.of(text), edit.text, edit.span.start, edit.span.end
    while old and new and old[-1].isspace() and new[-1].isspace():
        old, new, end = old[:-1], new[:-1], end - 1
    while old and new and old[0].isspace() and new[0].isspace():
        old, new, start = old[1:], new[1:], start + 1
    return Edit(Span(start, end), new) if old != new else None


def at_flagged(text: str, found: Iterable[Edit], span: Span) -> list[Edit]:
    """The edits that change something at a flagged place and at most a word beside it; not beside a flagged mark."""
    reach = span
    if any(map(str.isalnum, span.of(text))):
        before, after = (
            _WORD_BEFORE.search(text, max(0, span.start - _REACH), span.start),
            _WORD_AFTER.match(text, span.end, span.end + _REACH),
        )
        reach = Span(before.start() if before else span.start, after.end() if after else span.end)
    return [edit for edit in found if touches(edit, span) and reach.contains(edit.span)]


def repairs(
    text: str, found: Sequence[Edit], flagged: Sequence[Finding], confidence: float
) -> list[tuple[Finding, Repair]]:
    """For each flagged finding the edits that touch it, as one repair; none where they bring a new number."""
    offers = []
    for finding in flagged:
        own = tuple(at_flagged(text, found, finding.span))
        if own and not invents(text, own) and not brings_names(text, own) and not any(map(adds_much, own)):
            offers.append((finding, Repair(own, confidence)))
    return offers


def adds_much(edit: Edit) -> bool:
    """Whether the edit puts in more than a few words, or beside the flagged ones a sentence of its own."""
    words = len(edit.text.split())
    return words > len(edit.span) // 2 + _MORE or (
        not len(edit.span) and (words > _MORE or any(mark in edit.text for mark in ".!?"))
    )


def invents(text: str, found: Iterable[Edit]) -> bool:
    """Whether an edit brings a number that the text has nowhere."""
    new = {number for edit in found for number in _NUMBER.findall(edit.text)}
    return bool(new) and not new <= set(_NUMBER.findall(text))


def brings_names(text: str, found: Iterable[Edit]) -> bool:
    """Whether an edit brings an address, or a capitalised word inside a sentence that the text lacks."""
    known: set[str] | None = None
    for edit in found:
        if _ADDRESS.search(edit.text) and edit.text.strip() not in text:
            return True
        for match in _CAPITALISED.finditer(edit.text):
            begins = not edit.text[: match.start()].strip() or edit.text[: match.start()].rstrip()[-1] in '.!?:“"‘'
            known = {word.casefold() for word in _WORD.findall(text)} if known is None else known
            if match[0].casefold() not in known and not (begins and _begins_sentence(text, edit)):
                return True
    return False


def _begins_sentence(text: str, edit: Edit) -> bool:
    before = text[max(0, edit.span.start - _REACH) : edit.span.start].rstrip(" \t“\"‘'(")
    return not before or before[-1] in ".!?:\n"


def keeps_little(text: str, span: Span, found: Sequence[Edit]) -> bool:
    """Whether edits leave fewer than half of a sentence's words as they are: that is another sentence."""
    words = len(_WORD.findall(span.of(text)))
    changed = sum(len(_WORD.findall(edit.span.of(text))) for edit in found)
    return words >= _SENTENCE and changed * 2 > words


_ADDRESS = lazy(r"https?:|www\.|\w@\w|\w\.(?:com|net|org|info|io|ru|cn|co)\b", re.IGNORECASE)
_CAPITALISED = lazy(r"[A-ZÀ-ÖØ-Þ]\w+(?:['’\-]\w+)*")
_WORD = lazy(r"\w+(?:['’\-]\w+)*")
_SENTENCE = 6  # words; of shorter ones half may well be wrong
