"""A progress bar on standard error, for people who wait: only on a terminal, after a second."""

import sys
import time

_AFTER = 1.0  # seconds
_EVERY = 0.1
_WIDTH = 30


class Progress:
    """`step` after each file, `clear` before anything else is written to the terminal."""

    def __init__(self, total: int, what: str = "files") -> None:
        self._total = total
        self._what = what
        self._done = 0
        self._begun = self._drawn = time.monotonic()
        self._wanted = total > 1 and sys.stderr.isatty()
        self._visible = False

    def step(self, count: int = 1) -> None:
        """So many files more are done."""
        self._done += count
        now = time.monotonic()
        if self._wanted and now - self._begun > _AFTER and now - self._drawn > _EVERY and self._done < self._total:
            filled = _WIDTH * self._done // self._total
            left = (now - self._begun) / self._done * (self._total - self._done)
            bar = "#" * filled + "." * (_WIDTH - filled)
            print(
                f"\r[{bar}] {self._done:,} of {self._total:,} {self._what}, {left:.0f} s left\x1b[K",
                end="",
                file=sys.stderr,
                flush=True,
            )
            self._drawn, self._visible = now, True

    def clear(self) -> None:
        """Takes the bar away."""
        if self._visible:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._visible = False
