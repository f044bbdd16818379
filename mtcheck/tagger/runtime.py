"""Runs the model on texts, by onnxruntime. `Tagger(folder).read(texts)` is the way in."""

import json
import math
import os
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from mtcheck.errors import ResourceError
from mtcheck.tagger import wordpiece
from mtcheck.tagger.embeddings import Embeddings
from mtcheck.tagger.encoding import Encoder
from mtcheck.tagger.labels import BINARY, EDITS, FAMILIES, INSERTIONS
from mtcheck.tagger.words import Word, words
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
    read; `families` (words, FAMILIES); `edits` (words, EDITS); `wanted` (words, size), a vector that is near the
    embedding of the word that belongs there. `gaps` (words + 1, INSERTIONS): before each word and at the end.
    `translated`: an engine wrote it.
    """

    words: Sequence[Word]
    bad: Any
    wrong: Any
    broken: Any
    families: Any
    edits: Any
    gaps: Any
    wanted: Any
    translated: float

    def doubt(self) -> float:
        """How little the model believes a text: the sum over its words and gaps of minus the logarithm of the
        probability that they are sound.
        """
        words = sum(-math.log(max(1e-6, 1 - float(wrong))) for wrong in self.wrong)
        return words + sum(-math.log(max(1e-6, float(row[0]))) for row in self.gaps)

    def missing(self, gap: int) -> float:
        """The probability that something is missing in a gap."""
        return 1.0 - float(self.gaps[gap][0])


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
        try:
            import numpy
            import onnxruntime
        except ImportError as error:
            raise ResourceError(
                f"The bundled model needs {error.name}, which is not installed; run `pip install onnxruntime`."
            ) from None
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
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False  # it would keep what the longest batch took
        try:
            self._session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # likewise
            raise ResourceError(f"The model {folder} cannot be run ({error}); install mtcheck again.") from None
        self._threads = threads or len(
            os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
        )
        self.about = about
        self.uses = uses
        self.translationese = translationese
        self.name = str(about.get("sha256", ""))[:12]
        self._numpy = numpy
        self._encoder = Encoder(tokenizer)
        self._tokenizer = tokenizer
        self._candidates: tuple[list[str], Any] | None = None
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

    def replacements(self, wanted: Sequence[Any], most: int = 5) -> list[list[tuple[str, float]]]:
        """For each vector of `Reading.wanted` the likeliest words and their probabilities, the likeliest first."""
        if not wanted:
            return []
        np = self._numpy
        names, rows = self._candidate_words()
        scores = np.stack(wanted) @ rows
        chances = _softmax(np, scores)
        found = []
        for row in chances:
            top = np.argpartition(-row, most)[:most]
            found.append([(names[at], float(row[at])) for at in sorted(top, key=lambda at: (-row[at], at))])
        return found

    def _candidate_words(self) -> tuple[list[str], Any]:
        """Whole words of the vocabulary that clean news knows, and their embeddings as columns."""
        if self._candidates is None:
            pieces = sorted(
                (number, word)
                for word, number in self._tokenizer.vocabulary.items()
                if word.isalpha() and word.isascii() and self.uses(word) >= 2
            )
            columns = self._embeddings.columns([number for number, _ in pieces])
            self._candidates = [word for _, word in pieces], columns
        return self._candidates

    def _mapped(self, work: Callable[[str], _Done], texts: Sequence[str]) -> list[_Done]:
        if len(texts) < _FEW:
            return list(map(work, texts))
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(self._threads) as pool:  # the runtime lets go of the interpreter while it computes
            return list(pool.map(work, texts, chunksize=4))

    def _one(self, text: str) -> Reading:
        """One text at a time: int8 takes its scale from all read together, and a gate must not depend on that."""
        np = self._numpy
        found = words(text)
        encoded = self._encoder.encode(found)
        if not encoded.first:
            nothing = np.zeros((0,), dtype=np.float32)
            table = nothing.reshape(0, 1)
            return Reading((), nothing, nothing, nothing, table, table, np.eye(1, len(INSERTIONS)), table, 0.5)
        rows = {
            "shapes": encoded.shapes,
            "mask": [1] * len(encoded.pieces),
            "first": encoded.first,
            "last": encoded.last,
        }
        inputs = {name: np.array([row], dtype=np.int64) for name, row in rows.items()}
        inputs["embedded"] = self._embeddings.rows(encoded.pieces)[None]
        by_word, by_gap, whole, wanted = self._session.run(["words", "gaps", "translated", "wanted"], inputs)
        logits, families = by_word[0], BINARY + len(FAMILIES)
        bad, wrong, broken = (_sigmoid(np, logits[:, at]) for at in range(BINARY))
        return Reading(
            found[: len(encoded.first)], bad, wrong, broken, _softmax(np, logits[:, BINARY:families]),
                _softmax(np, logits[:, families:]),
            _softmax(np, by_gap[0]), wanted[0].astype(np.float32), float(_sigmoid(np, whole[0])),
        )  # fmt: skip


def _sigmoid(np: Any, logits: Any) -> Any:
    return 1 / (1 + np.exp(-np.clip(logits, -30, 30)))


def _softmax(np: Any, logits: Any) -> Any:
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
