"""Half-open ranges: `Span` counts code points of `Document.text`, `RawSpan` those of `Document.raw`; they never mix."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class _Range:
    """From a code point up to one that is no longer in it."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a range: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return True  # an empty range is a place, too


@dataclass(frozen=True, order=True, slots=True)
class Span(_Range):
    """A range of `Document.text` in code points."""

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a code point, or one is an insertion inside the other, or both insert at one place."""
        return self == other or (self.start < other.end and other.start < self.end)

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, order=True, slots=True)
class RawSpan(_Range):
    """A range of `Document.raw` in code points."""
