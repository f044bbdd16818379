"""reviewdog's rdjson: the diagnostics of `rdjsonl` in one object."""

from collections.abc import Iterator

from mtcheck.core import Report
from mtcheck.reporters import Tally
from mtcheck.reporters.json import Joined, dumped
from mtcheck.reporters.rdjsonl import SOURCE, diagnostics, unread


def piece(report: Report) -> list[str]:
    return [dumped(one) for one in diagnostics(report)]


class Writer(Joined):
    """Joins the diagnostics of all stories."""

    def __init__(self) -> None:
        super().__init__(f'{{"source": {dumped(SOURCE)}, "diagnostics": [\n')

    def end(self, tally: Tally) -> Iterator[str]:
        yield from self.add([dumped(one) for one in unread(tally)])
        yield ("" if self._before == ",\n" else self._before) + "\n]}\n"
