"""Two readers of one story: the bundled model, and a larger one beside it. `Pair` is the way in."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from mtcheck.tagger.runtime import KEPT, Reading, Tagger
from mtcheck.text.translationese import Translationese


class Opinion(NamedTuple):
    """What a second reader says of the first so many words of a text; all figures are those of `Reading`.

    `gaps` has a row more than the others: before each word and at the end.
    """

    wrong: Any
    broken: Any
    edits: Any
    gaps: Any


class Reader(Protocol):
    """A second reader. `about`: "together", the weights of both readers, and "fusion", what was fitted to them."""

    name: str
    about: Mapping[str, Any]

    def read(self, texts: Sequence[str]) -> list[Opinion]:
        """An opinion of each text, in order."""
        ...


class Pair(Tagger):
    """A tagger whose readings are those of both. How far a repaired sentence is doubted, the first alone says."""

    def __init__(
        self,
        folder: Path,
        second: Reader,
        uses: Callable[[str], int] = lambda word: 0,
        translationese: Translationese | None = None,
    ) -> None:
        super().__init__(folder, uses, translationese=translationese)
        self._second = second
        self.about = {**self.about, "fusion": {**self.about.get("fusion", {}), **second.about.get("fusion", {})}}
        self.name = f"{self.name}+{second.name}"
        self._pairs: OrderedDict[str, Reading] = OrderedDict()
        self._of_pairs = 0  # words

    def read(self, texts: Sequence[str]) -> list[Reading]:
        wanted = [text for text in dict.fromkeys(texts) if text not in self._pairs]
        weights = self._second.about["together"]
        done = {
            text: together(one, other, weights)
            for text, one, other in zip(wanted, super().read(wanted), self._second.read(wanted), strict=True)
        }
        out = [done[text] if text in done else self._pairs[text] for text in texts]
        self._pairs.update(done)
        self._of_pairs += sum(len(one.words) for one in done.values())
        while self._of_pairs > KEPT:
            _, oldest = self._pairs.popitem(last=False)
            self._of_pairs -= len(oldest.words)
        return out


def together(reading: Reading, opinion: Opinion, weights: Mapping[str, Any]) -> Reading:
    """The reading with both readers' figures. `weights`: for "wrong" and "broken" those of either's log-odds and a
    constant, for "edits" and "gaps" the second reader's share. Words that it has not read stay as they are.
    """
    return replace(
        reading,
        wrong=_joint(reading.wrong, opinion.wrong, weights["wrong"]),
        broken=_joint(reading.broken, opinion.broken, weights["broken"]),
        edits=_mixed(reading.edits, opinion.edits, weights["edits"], len(opinion.wrong)),
        gaps=_mixed(reading.gaps, opinion.gaps, weights["gaps"], len(opinion.wrong)),
    )


def _joint(one: Any, other: Any, weights: Sequence[float]) -> Any:
    import numpy as np

    size = min(len(one), len(other))
    first, second, constant = weights
    odds = first * _log_odds(np, one[:size]) + second * _log_odds(np, other[:size]) + constant
    return np.concatenate([1 / (1 + np.exp(-odds)), one[size:]]).astype(one.dtype)


def _log_odds(np: Any, chances: Any) -> Any:
    inside = np.clip(chances, 1e-6, 1 - 1e-6)
    return np.log(inside / (1 - inside))


def _mixed(one: Any, other: Any, share: float, words: int) -> Any:
    size = min(len(one), words)
    mixed = one.copy()
    mixed[:size] += share * (other[:size] - one[:size])
    return mixed
