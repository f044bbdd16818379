"""Where the figures of a story stand, and which segments hold other scripts. Both are found once, so that rules try
their patterns there and nowhere else: `at_figures`, for patterns that begin with the first digit of a figure, and
`exotic` are the ways in.
"""

from collections.abc import Iterator
from re import Match

from mtcheck.core import Document, Pattern
from mtcheck.text.lazy import lazy

_RUN = lazy(r"[0-9]+")
_Places = dict[str, list[tuple[int, int]]]


def figures(doc: Document) -> _Places:
    """By the character behind the figure, its start and the end of its segment; under "" all of them."""
    return doc.once("figures", lambda: _figures(doc))


def _figures(doc: Document) -> _Places:
    places: _Places = {"": []}
    text, every = doc.text, places[""]
    segments = iter(doc.segments)
    segment = next(segments, None)
    for match in _RUN.finditer(text):
        start = match.start()
        while segment is not None and segment.span.end <= start:
            segment = next(segments, None)
        if segment is None:
            break
        if segment.kind == "code" or segment.span.start > start:
            continue
        after = match.end()
        place = (start, segment.span.end)
        every.append(place)
        follower = text[after] if after < segment.span.end else "\n"
        if follower in places:
            places[follower].append(place)
        else:
            places[follower] = [place]
    return places


def at_figures(doc: Document, pattern: Pattern, followers: str = "") -> Iterator[Match[str]]:
    """What `doc.matches` gives for a pattern that begins with the first digit of a figure before one of `followers`."""
    places = figures(doc)
    if not followers:
        found = places[""]
    elif len(followers) == 1:
        found = places.get(followers, [])
    else:
        found = sorted(place for follower in followers for place in places.get(follower, ()))
    text, match_at = doc.text, pattern.compiled.match
    done = 0
    for start, end in found:
        if start >= done and (match := match_at(text, start, end)) is not None:
            done = match.end()
            if not doc.is_masked(start, done):
                yield match


_EXOTIC = lazy(r"[\u0370-\u1fff\u2c80-\uffef]|[^\x00-\uffff]")


def exotic(doc: Document, pattern: Pattern) -> Iterator[Match[str]]:
    """What `doc.matches` gives for a pattern over letters, digits and marks of other scripts than Latin; only segments
    that have some are searched.
    """
    found = doc.once("exotic", lambda: list(_exotic(doc)))
    for start, end in found:
        for match in pattern.finditer(doc.text, start, end):
            if not doc.is_masked(match.start(), match.end()):
                yield match


def _exotic(doc: Document) -> Iterator[tuple[int, int]]:
    text = doc.text
    for segment in doc.segments if not text.isascii() else ():
        start, end = segment.span.start, segment.span.end
        if segment.kind != "code" and not text[start:end].isascii() and _EXOTIC.search(text, start, end):
            yield start, end
