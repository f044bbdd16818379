"""Lines and columns for programs that count bytes: lines end in a line feed alone, columns are bytes, both from 1."""

import bisect
from functools import lru_cache

_STEP = 4096  # code points between two known places


def place(raw: str, offset: int) -> tuple[int, int]:
    """Line and column of a code point of the decoded file; the byte order mark, if any, is not counted."""
    starts = _line_starts(raw)
    line = bisect.bisect_right(starts, offset)
    return line, _bytes_before(raw, offset) - _bytes_before(raw, starts[line - 1]) + 1


def _bytes_before(raw: str, offset: int) -> int:
    if raw.isascii():
        return offset
    return _sums(raw)[offset // _STEP] + _length(raw[offset - offset % _STEP : offset])


def _length(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=1)
def _sums(raw: str) -> list[int]:
    """Bytes before every `_STEP`th code point: a feed may be one line of a hundred megabytes."""
    sums = [0]
    for at in range(0, len(raw), _STEP):
        sums.append(sums[-1] + _length(raw[at : at + _STEP]))
    return sums


@lru_cache(maxsize=1)
def _line_starts(raw: str) -> list[int]:
    starts = [0]
    while (at := raw.find("\n", starts[-1])) >= 0:
        starts.append(at + 1)
    return starts
