"""How well a profile agrees with editors: it shows what they accepted, and not what they rejected."""

import hashlib
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mtcheck.watch.judgements import Judgement

Shows = Callable[[Judgement], bool]  # whether a profile would show the finding of a decision as an error
_HELD_OUT = 4  # one story of so many
_SURE = 1.96  # standard deviations of an interval that holds the truth 19 times in 20


def parted(said: Iterable[Judgement]) -> tuple[list[Judgement], list[Judgement]]:
    """Decisions to learn from and to judge by. All of a story are on one side, and it never changes sides."""
    learn: list[Judgement] = []
    held: list[Judgement] = []
    for one in said:
        side = int(hashlib.sha256(one.story.encode("utf-8", "surrogatepass")).hexdigest()[:8], 16) % _HELD_OUT
        (held if side == 0 else learn).append(one)
    return learn, held


@dataclass(frozen=True)
class Share:
    """So many of so many. `low`, `high`: Wilson's interval at 95 per cent."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        return self.part / self.whole if self.whole else 0.0

    @property
    def low(self) -> float:
        return self._bound(-1)

    @property
    def high(self) -> float:
        return self._bound(1)

    def _bound(self, sign: int) -> float:
        if not self.whole:
            return 0.0 if sign < 0 else 1.0
        n, z = self.whole, _SURE
        middle = self.value + z * z / (2 * n)
        spread = z * math.sqrt(self.value * (1 - self.value) / n + z * z / (4 * n * n))
        return min(1.0, max(0.0, (middle + sign * spread) / (1 + z * z / n)))

    def __str__(self) -> str:
        interval = f"95 % interval {percent(self.low)} to {percent(self.high)}"
        return f"{self.part} of {self.whole} ({percent(self.value)}, {interval})"


def percent(value: float) -> str:
    return f"{100 * value:.0f} %"


def accepted(said: Sequence[Judgement]) -> Share:
    """How many of the findings editors took for errors."""
    return Share(sum(one.agreed for one in said), len(said))


def agreement(said: Sequence[Judgement], shows: Iterable[Shows]) -> Share:
    """On how many decisions a profile and the editors agree. A finding is shown where all of `shows` say so."""
    tests = tuple(shows)
    return Share(sum(all(test(one) for test in tests) == one.agreed for one in said), len(said))


def log_loss(said: Sequence[Judgement], probability: Callable[[Judgement], float]) -> float:
    """The mean of minus the logarithm of the probability that was given to what the editor decided."""
    chances = (probability(one) if one.agreed else 1 - probability(one) for one in said)
    return sum(-math.log(max(1e-6, chance)) for chance in chances) / max(1, len(said))
