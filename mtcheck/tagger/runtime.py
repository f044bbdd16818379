"""Runs the model on texts, by ONNX Runtime. `Tagger(folder).read(texts)` is the way in."""

import json
import math
import os
from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from mtcheck.errors import ResourceError
from mtcheck.tagger import wordpiece
from mtcheck.tagger.embeddings import Embeddings
from mtcheck.tagger.encoding import Encoder
from mtcheck.tagger.inference import Session, Tensor, runtime
from mtcheck.tagger.labels import BINARY, EDITS, FAMILIES, INSERTIONS
from mtcheck.tagger.words import Word, words
from mtcheck.text.odds import expit
from mtcheck.text.translationese import Translationese

_FEW = 4  # texts that are not worth a second thread
# words of readings that are kept, for a repaired story is read once more; each takes some 4 kB, most of it in `wanted`
KEPT = 15_000
_DOUBTS_KEPT = 10_000  # texts

_Done = TypeVar("_Done")


@dataclass(frozen=True)
class Reading:
    """What the model says of one text; all figures but `wanted` are probabilities in [0, 1].

    `words` are the first so many words of the text that fit its input. For each of them: `bad`, an editor of an
    encyclopedia would change it; `wrong`, an editor of news would; `broken`, it stands where the sentence cannot be
    read; `families`, a row over FAMILIES; `edits`, one over EDITS; `wanted`, a vector of float32 that is near the
    embedding of the word that belongs there. `gaps`, a row more: over INSERTIONS, before each word and at the end.
    `complete`: the first of each row of `gaps`, that nothing is missing there. `translated`: an engine wrote it.
    """

    words: Sequence[Word]
    bad: Sequence[float]
    wrong: Sequence[float]
    broken: Sequence[float]
    families: "Rows"
    edits: "Rows"
    gaps: "Rows"
    complete: Sequence[float]
    wanted: "Sequence[memoryview[float]]"
    translated: float

    def doubt(self) -> float:
        """How little the model believes a text: the sum over its words and gaps of minus the logarithm of the
        probability that they are sound.
        """
        words = sum(-math.log(max(1e-6, 1 - wrong)) for wrong in self.wrong)
        return words + sum(-math.log(max(1e-6, chance)) for chance in self.complete)

    def missing(self, gap: int) -> float:
        """The probability that something is missing in a gap."""
        return 1.0 - self.complete[gap]


Rows = Sequence[Sequence[float]]


class Chances(Sequence[Sequence[float]]):
    """Rows of probabilities, made of log-odds when one is asked for: most never are."""

    def __init__(self, logits: "memoryview[float]", width: int, first: int = 0, last: int | None = None) -> None:
        """`logits`: float32, `width` for each row, of which those from `first` to `last` share one probability."""
        self._logits, self._width = logits, width
        self._first, self._last = first, width if last is None else last

    def __len__(self) -> int:
        return len(self._logits) // self._width

    def __getitem__(self, row: Any) -> Any:
        if isinstance(row, slice):
            return [self[at] for at in range(*row.indices(len(self)))]
        if not 0 <= row < len(self):
            raise IndexError(row)
        start = row * self._width
        logits = self._logits[start + self._first : start + self._last].tolist()
        highest = max(logits)
        powers = [math.exp(one - highest) for one in logits]
        whole = sum(powers)
        return [power / whole for power in powers]

    def firsts(self) -> "array[float]":
        """The first probability of each row."""
        found = array("d")
        for start in range(0, len(self._logits), self._width):
            logits = self._logits[start + self._first : start + self._last].tolist()
            highest = max(logits)
            if highest > _LARGE:
                logits = [one - highest for one in logits]
            found.append(math.exp(logits[0]) / sum(map(math.exp, logits)))
        return found


_LARGE = 600.0  # log-odds whose power is nearly too much for a float


class Tagger:
    """The model in a folder that `mtcheck.training.export` wrote. `name` is its hash, for signatures."""

    def __init__(
        self,
        folder: Path,
        uses: Callable[[str], int] = lambda word: 0,
        threads: int = 0,
        translationese: Translationese | None = None,
    ) -> None:
        """`uses`: of a word in clean news, for edits that make another form of a word. `threads`: 0 for all cores.

        `translationese`: a second opinion of a whole story; without it there is none.

        Raises ResourceError when the runtime is absent or the folder does not hold a model of this version.
        """
        runtime()
        try:
            about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
            tokenizer = wordpiece.load(folder / "tokenizer.json")
            if tokenizer is None:
                raise ValueError("its tokenizer is no WordPiece of BERT")
            data = (folder / "model.onnx").read_bytes()
            self._embeddings = Embeddings.load(folder)
        except FileNotFoundError as error:
            raise ResourceError(
                f"The model {folder} lacks {Path(error.filename).name}; install mtcheck again, or make it with `mtcheck"
                " train`."
            ) from None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ResourceError(
                f"The model {folder} cannot be read ({error}); install mtcheck again, or make it with `mtcheck train`."
            ) from None
        labels = about.get("labels", {})
        if [list(FAMILIES), list(EDITS), list(INSERTIONS)] != [
            labels.get(key) for key in ("families", "edits", "insertions")
        ]:
            raise ResourceError(
                f"The model {folder} was made for another version of mtcheck; make it again with `mtcheck train`."
            )
        try:
            self._session = Session(data)
        except ValueError as error:
            raise ResourceError(f"The model {folder} cannot be run ({error}); install mtcheck again.") from None
        self._threads = threads or len(
            os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
        )
        self.about = about
        self.uses = uses
        self.translationese = translationese
        self.name = str(about.get("sha256", ""))[:12]
        self._encoder = Encoder(tokenizer)
        self._tokenizer = tokenizer
        self._candidates: tuple[list[str], Tensor] | None = None
        self._kept: OrderedDict[str, Reading] = OrderedDict()
        self._words = 0  # of what is kept
        self._doubts: OrderedDict[str, float] = OrderedDict()

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """A reading of each text, in order.

        Texts of more than about 100 words are read only that far; see `Reading.words`.
        """
        wanted = [text for text in dict.fromkeys(texts) if text not in self._kept]
        done = dict(zip(wanted, self._mapped(self._one, wanted), strict=True))
        out = [done[text] if text in done else self._kept[text] for text in texts]
        self._kept.update(done)
        self._words += sum(len(reading.words) for reading in done.values())
        while self._words > KEPT:
            _, oldest = self._kept.popitem(last=False)
            self._words -= len(oldest.words)
        return out

    def doubts(self, texts: Sequence[str]) -> list[float]:
        """How little the model believes each text (`Reading.doubt`); of the reading nothing else is kept."""
        wanted = [text for text in dict.fromkeys(texts) if text not in self._doubts]
        done = dict(zip(wanted, self._mapped(self._doubt, wanted), strict=True))
        out = [done[text] if text in done else self._doubts[text] for text in texts]
        self._doubts.update(done)
        while len(self._doubts) > _DOUBTS_KEPT:
            self._doubts.popitem(last=False)
        return out

    def _doubt(self, text: str) -> float:
        kept = self._kept.get(text)
        return (kept or self._one(text)).doubt()

    def replacements(self, wanted: "Sequence[memoryview[float]]", most: int = 5) -> list[list[tuple[str, float]]]:
        """For each vector of `Reading.wanted` the likeliest words and their probabilities, the likeliest first."""
        if not wanted:
            return []
        names, rows = self._candidate_words()
        found = self._embeddings.nearest(wanted, rows, most)
        return [[(names[at], chance) for at, chance in some] for some in found]

    def _candidate_words(self) -> tuple[list[str], Tensor]:
        """Whole words of the vocabulary that clean news knows, and their embeddings."""
        if self._candidates is None:
            pieces = sorted(
                (number, word)
                for word, number in self._tokenizer.vocabulary.items()
                if word.isalpha() and word.isascii() and self.uses(word) >= 2
            )
            rows = self._embeddings.chosen([number for number, _ in pieces])
            self._candidates = [word for _, word in pieces], rows
        return self._candidates

    def _mapped(self, work: Callable[[str], _Done], texts: Sequence[str]) -> list[_Done]:
        if len(texts) < _FEW:
            return list(map(work, texts))
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(self._threads) as pool:  # the runtime lets go of the interpreter while it computes
            return list(pool.map(work, texts, chunksize=4))

    def _one(self, text: str) -> Reading:
        """One text at a time: int8 takes its scale from all read together, and a gate must not depend on that."""
        found = words(text)
        encoded = self._encoder.encode(found)
        if not encoded.first:
            return Reading((), (), (), (), (), (), [[1.0]], [1.0], (), 0.5)
        embedded = self._embeddings.rows(encoded.pieces)
        inputs = {"embedded": Tensor((1, *embedded.shape), embedded.data)}
        inputs["shapes"] = _numbers(encoded.shapes)
        inputs["mask"] = _numbers([1] * len(encoded.pieces))
        inputs["first"], inputs["last"] = _numbers(encoded.first), _numbers(encoded.last)
        by_word, by_gap, whole, wanted = self._session.run(["words", "gaps", "translated", "wanted"], inputs)
        width, size, families = by_word.shape[-1], wanted.shape[-1], BINARY + len(FAMILIES)
        bad, wrong, broken = (array("d", map(expit, by_word.data[at::width])) for at in range(BINARY))
        gaps = Chances(by_gap.data, by_gap.shape[-1])
        return Reading(
            found[: len(encoded.first)], bad, wrong, broken, Chances(by_word.data, width, BINARY, families),
            Chances(by_word.data, width, families), gaps, gaps.firsts(),
            [wanted.data[at : at + size] for at in range(0, len(wanted.data), size)], expit(whole.data[0]),
        )  # fmt: skip


def _numbers(numbers: Sequence[int]) -> Tensor:
    return Tensor((1, len(numbers)), memoryview(array("q", numbers)))
