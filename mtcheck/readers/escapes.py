"""Text that is written with escapes, as in JSON, gettext and quoted cells: decoded with its way back to the file."""

from collections.abc import Callable, Iterable
from re import Pattern

from mtcheck.core import RawSpan, Run, Span
from mtcheck.readers.pieces import Escape, Piece
from mtcheck.text.lazy import lazy


def escaped_piece(
    raw: str,
    places: Iterable[tuple[int, int]],
    escapes: "Pattern[str]",
    decode: Callable[[str], str],
    escape: Escape | None,
) -> Piece:
    """The piece in ranges of the raw text, one behind the other. `escapes` matches what `decode` turns into text;
    `escape` writes new text there.

    An escape maps as a whole.
    """
    text: list[str] = []
    runs: list[Run] = []
    at = 0

    def put(part: str, begin: int, stop: int, verbatim: bool) -> None:
        nonlocal at
        if begin < stop and part:
            runs.append(Run(Span(at, at + len(part)), RawSpan(begin, stop), verbatim, escape))
            text.append(part)
            at += len(part)

    for start, end in places:
        begin = start
        for match in escapes.finditer(raw, start, end):
            put(raw[begin : match.start()], begin, match.start(), True)
            put(decode(match[0]), match.start(), match.end(), False)
            begin = match.end()
        put(raw[begin:end], begin, end, True)
    return Piece("".join(text), tuple(runs))


def joined(first: Piece, second: Piece) -> Piece:
    """Two pieces as one."""
    by = len(first.text)
    moved = (
        Run(Span(run.span.start + by, run.span.end + by), run.raw, run.verbatim, run.escape) for run in second.runs
    )
    return Piece(first.text + second.text, (*first.runs, *moved))


def lines(piece: Piece) -> list[Piece]:
    """The lines of a piece that are not blank, each a piece of its own."""
    found = []
    for line in _LINE.finditer(piece.text):
        start, end = line.span()
        runs = []
        for run in piece.runs:
            begin, stop = max(run.span.start, start), min(run.span.end, end)
            if begin < stop:
                by = run.raw.start - run.span.start
                raw = RawSpan(begin + by, stop + by) if run.verbatim else run.raw
                runs.append(Run(Span(begin - start, stop - start), raw, run.verbatim, run.escape))
        found.append(Piece(line[0], tuple(runs)))
    return found


_LINE = lazy(r"[^\n]*[^\s][^\n]*")
