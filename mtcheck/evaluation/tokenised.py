"""Texts that come as tokens: joined as a reader would print them, so that rules about spaces see copy."""

import re
from collections.abc import Sequence

from mtcheck.scoring.alignment import changes, tokens
from mtcheck.scoring.words import Place

_NO_SPACE_BEFORE = re.compile(r"[,.;:!?%)\]}’”…]|\.\.\.|'(?:s|re|ve|ll|d|m|S)|n't|'|''")
_NO_SPACE_AFTER = frozenset("([{$£€“‘#") | {"``"}
_WORD = re.compile(r"\w+(?=n't\b)|n't\b|'(?:s|re|ve|ll|d|m)\b|\w+|[^\w\s]")


def joined(words: Sequence[str]) -> str:
    """The text of tokens: marks close up, straight quotes open and close by turns, `n't` and `'s` join their word."""
    out: list[str] = []
    opened = False
    glue = True
    for word in words:
        if word == '"':
            opened = not opened
            out.append(word if glue or not opened else f" {word}")
            glue = opened
            continue
        if not glue and not _NO_SPACE_BEFORE.fullmatch(word):
            out.append(" ")
        out.append(word)
        glue = word in _NO_SPACE_AFTER
    return "".join(out)


def retokenised(words: Sequence[str], places: Sequence[Place], text: str, mended: str) -> list[str]:
    """The tokens of the mended text, those of the text where nothing changed; `places` says where they stand in it."""
    before, after = tokens(text, spaced=False), tokens(mended, spaced=False)
    out: list[str] = []
    at = shift = 0
    for change in changes([token.text for token in before], [token.text for token in after]):
        start = before[change.start].start if change.start < len(before) else len(text)
        end = before[change.end - 1].end if change.end > change.start else start
        new = after[change.start + shift : change.start + shift + len(change.text)]
        shift += len(change.text) - (change.end - change.start)
        first = next((number for number, place in enumerate(places) if place[1] > start), len(places))
        last = (
            next((number for number, place in enumerate(places) if place[0] >= end), len(places))
            if change.end > change.start
            else first
        )
        if first < at:
            continue  # two changes in one token: the first has taken it in
        out += words[at:first]
        left = text[places[first][0] : start] if first < len(places) and places[first][0] < start else ""
        right = text[end : places[last - 1][1]] if last > first and places[last - 1][1] > end else ""
        out += _WORD.findall(left + (mended[new[0].start : new[-1].end] if new else "") + right)
        at = max(last, first)
    return [*out, *words[at:]]
