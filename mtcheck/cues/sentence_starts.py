"""Patterns that are tried only where a sentence begins."""

from collections.abc import Iterator
from re import Match

from mtcheck.core import Document, Pattern

_LEADING = frozenset("\"“”„«»‘'([ ")


def at_sentence_starts(doc: Document, pattern: Pattern) -> Iterator[Match[str]]:
    """Matches of the pattern where a sentence begins, opening marks skipped; far cheaper than asking at every place."""
    candidates = doc.candidates(pattern)
    if not candidates:
        return
    starts = doc.once("sentence starts", lambda: list(_starts(doc)))
    text, match_at = doc.text, pattern.compiled.match
    for number in candidates:
        segment = doc.segments[number]
        if segment.kind == "code":
            continue
        for start in starts[number]:
            match = match_at(text, start, segment.span.end)
            if match is not None and not doc.is_masked(match.start(), match.end()):
                yield match


def _starts(doc: Document) -> Iterator[tuple[int, ...]]:
    """For each segment where its sentences begin, behind opening marks."""
    text = doc.text
    for sentences in doc.sentences:
        starts = []
        for sentence in sentences:
            start = sentence.start
            while start < sentence.end and text[start] in _LEADING:
                start += 1
            starts.append(start)
        yield tuple(starts)
