"""How seldom a process that checks looks for garbage in cycles. A check makes next to none, and with Python's own
setting looking took a fifth of its time.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (100_000, 20, 20)


@contextmanager
def seldom() -> Iterator[None]:
    """For so long, in a process that is not ours."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
