"""reviewdog's rdjson: the diagnostics of `rdjsonl` in one object."""

from collections.abc import Iterator

from mtcheck.core import Report
from mtcheck.reporters import Tally
from mtcheck.reporters.json import dumped
from mtcheck.reporters.rdjsonl import SOURCE, diagnostics, unread


def piece(report: Report) -> list[str]:
    return [dumped(one) for one in diagnostics(report)]


class Writer:
    """Joins the diagnostics of all stories."""

    def __init__(self) -> None:
        self._before = f'{{"source": {dumped(SOURCE)}, "diagnostics": [\n'

    def add(self, piece: list[str]) -> Iterator[str]:
        for one in piece:
            yield self._before + one
            self._before = ",\n"

    def end(self, tally: Tally) -> Iterator[str]:
        yield from self.add([dumped(one) for one in unread(tally)])
        yield ("" if self._before == ",\n" else self._before) + "\n]}\n"
