"""A text that an editor has open, with places as the editor counts them: lines that end as the protocol says, columns
in UTF-8, UTF-16 or UTF-32 units.

Only \\n, \\r\\n and \\r end a line there. Python's splitlines ends one at form feeds and U+2028, too, and everything
behind would be off.
"""

import bisect
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from lsprotocol import types

from mtcheck.text.counting import shared_ends
from mtcheck.text.lazy import lazy

_BREAK = lazy(r"\r\n|\n|\r")
_WIDTHS = {types.PositionEncodingKind.Utf8: "utf-8", types.PositionEncodingKind.Utf16: "utf-16-le"}


@dataclass(frozen=True)
class Text:
    """One version of an open text."""

    source: str
    version: int | None = None
    encoding: str = types.PositionEncodingKind.Utf16

    def offset(self, position: types.Position) -> int:
        """The code point at a position; one behind the end of its line is the end of the line, as the protocol says."""
        if position.line >= len(self._starts):
            return len(self.source)
        start = self._starts[position.line]
        line = self.source[start : self._ends[position.line]]
        return start + self._points(line, position.character)

    def position(self, offset: int) -> types.Position:
        """The position of a code point."""
        number = bisect.bisect_right(self._starts, offset) - 1
        start = self._starts[number]
        return types.Position(number, self._units(self.source[start : min(offset, self._ends[number])]))

    def range(self, start: int, end: int) -> types.Range:
        return types.Range(self.position(start), self.position(end))

    def changed(self, change: types.TextDocumentContentChangeEvent) -> str:
        """The text after one of the editor's changes."""
        if not isinstance(change, types.TextDocumentContentChangePartial):
            return change.text
        start, end = self.offset(change.range.start), self.offset(change.range.end)
        return self.source[:start] + change.text + self.source[max(start, end) :]

    def edits_to(self, other: str) -> list[types.TextEdit]:
        """Small edits that make another text of this one."""
        before, after = self._lines(self.source), self._lines(other)
        starts = [0]
        for line in before:
            starts.append(starts[-1] + len(line))
        edits = []
        for kind, low, high, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if kind == "equal":
                continue
            pairs = [((low, high), (first, last))]
            if high - low == last - first:
                pairs = [((low + n, low + n + 1), (first + n, first + n + 1)) for n in range(high - low)]
            for (begin, finish), (new, new_end) in pairs:
                edits.append(self._trimmed(starts[begin], "".join(before[begin:finish]), "".join(after[new:new_end])))
        return edits

    def _trimmed(self, at: int, old: str, new: str) -> types.TextEdit:
        """One edit, without what both begin and end with."""
        head, tail = shared_ends(old, new)
        return types.TextEdit(self.range(at + head, at + len(old) - tail), new[head : len(new) - tail])

    @staticmethod
    def _lines(text: str) -> list[str]:
        ends = [match.end() for match in _BREAK.finditer(text)]
        return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True) if start < end]

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _BREAK.finditer(self.source))]

    @cached_property
    def _ends(self) -> list[int]:
        return [*(match.start() for match in _BREAK.finditer(self.source)), len(self.source)]

    def _units(self, text: str) -> int:
        codec = _WIDTHS.get(types.PositionEncodingKind(self.encoding))
        if codec is None or text.isascii():
            return len(text)
        return len(text.encode(codec, "surrogatepass")) // (2 if codec == "utf-16-le" else 1)

    def _points(self, line: str, units: int) -> int:
        """The code points in so many units of a line; inside of a character, those before it."""
        codec = _WIDTHS.get(types.PositionEncodingKind(self.encoding))
        if codec is None or line.isascii():
            return min(units, len(line))
        data = line.encode(codec, "surrogatepass")[: units * (2 if codec == "utf-16-le" else 1)]
        return len(data.decode(codec, "ignore"))
