"""A range and what lies beside it."""

from collections.abc import Callable


def widened(
    text: str, start: int, end: int, keeps: Callable[[str], bool], low: int = 0, high: int | None = None
) -> tuple[int, int]:
    """The range with its neighbours on both sides as long as `keeps` holds of them, within `low` and `high`."""
    while start > low and keeps(text[start - 1]):
        start -= 1
    high = len(text) if high is None else high
    while end < high and keeps(text[end]):
        end += 1
    return start, end
