"""Numbers of things, and what two sequences share."""

from collections.abc import Sequence
from typing import Any


def count(number: int, one: str, many: str = "") -> str:
    """ "1 story", "2,160 words"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def shared_ends(one: Sequence[Any], other: Sequence[Any]) -> tuple[int, int]:
    """How many items both begin with, and how many of those left both end with."""
    most = min(len(one), len(other))
    head = next((at for at in range(most) if one[at] != other[at]), most)
    return head, next((at for at in range(most - head) if one[~at] != other[~at]), most - head)
