"""Waiting for what another process does: with a pause between two looks, and longer than the slowest machine takes."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
LONG = 300.0  # seconds
PAUSE = 0.05


def until(look: Callable[[], T]) -> T:
    """What `look` gives as soon as that counts as true. Fails with the last answer when it never does."""
    end = time.monotonic() + LONG
    while not (found := look()):
        assert time.monotonic() < end, found
        time.sleep(PAUSE)
    return found
