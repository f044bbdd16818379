"""Runs the model on texts, by onnxruntime. `Tagger(folder).read(texts)` is the way in."""

import json
import os
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtcheck.errors import ResourceError
from mtcheck.tagger import wordpiece
from mtcheck.tagger.encoding import Encoder
from mtcheck.tagger.labels import EDITS, FAMILIES, INSERTIONS
from mtcheck.tagger.words import Word, words

_FEW = 8  # texts that are not worth a second thread
_KEPT = 4000  # readings of texts that may be asked for again, as when a repaired story is checked once more


@dataclass(frozen=True)
class Reading:
    """What the model says of one text; all figures are probabilities in [0, 1].

    `words` are the first so many words of the text that fit its input. For each of them: `bad`, an editor would change it; `wrong`, it is an error;
    `families` (words, FAMILIES); `edits` (words, EDITS). `gaps` (words + 1, INSERTIONS): before each word and at the end. `translated`: an engine wrote it.
    """

    words: Sequence[Word]
    bad: Any
    wrong: Any
    families: Any
    edits: Any
    gaps: Any
    translated: float

    def missing(self, gap: int) -> float:
        """The probability that something is missing in a gap."""
        return 1.0 - float(self.gaps[gap][0])


class Tagger:
    """The model in a folder that `mtcheck.training.export` wrote. `name` is its hash, for signatures."""

    def __init__(self, folder: Path, uses: Callable[[str], int] = lambda word: 0, threads: int = 0) -> None:
        """`uses`: of a word in clean news, for edits that make another form of a word. `threads`: 0 for all cores. Raises ResourceError when the runtime is absent or the folder does not hold a model of this version."""
        try:
            import numpy
            import onnxruntime
        except ImportError as error:
            raise ResourceError(f"The bundled model needs {error.name}; `pip install onnxruntime` brings it.") from None
        try:
            about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
            tokenizer = wordpiece.load(folder / "tokenizer.json")
            if tokenizer is None:
                raise ValueError("its tokenizer is no uncased WordPiece")
            data = (folder / "model.onnx").read_bytes()
        except FileNotFoundError as error:
            raise ResourceError(f"The model {folder} lacks {Path(error.filename).name}; install mtcheck again, or make it with `mtcheck train`.") from None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ResourceError(f"The model {folder} cannot be read ({error}); install mtcheck again, or make it with `mtcheck train`.") from None
        labels = about.get("labels", {})
        if [list(FAMILIES), list(EDITS), list(INSERTIONS)] != [labels.get(key) for key in ("families", "edits", "insertions")]:
            raise ResourceError(f"The model {folder} was made for another version of mtcheck; make it again with `mtcheck train`.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False  # it would keep what the longest batch took
        try:
            self._session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # likewise
            raise ResourceError(f"The model {folder} cannot be run ({error}); install mtcheck again.") from None
        self._threads = threads or len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1))
        self.about = about
        self.uses = uses
        self.name = str(about.get("sha256", ""))[:12]
        self._numpy = numpy
        self._encoder = Encoder(tokenizer)
        self._kept: OrderedDict[str, Reading] = OrderedDict()

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """A reading of each text, in order. Texts of more than about 100 words are read only that far; see `Reading.words`."""
        wanted = [text for text in dict.fromkeys(texts) if text not in self._kept]
        done = dict(zip(wanted, self._read(wanted), strict=True))
        out = [done[text] if text in done else self._kept[text] for text in texts]
        self._kept.update(done)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return out

    def _read(self, texts: Sequence[str]) -> list[Reading]:
        if len(texts) < _FEW:
            return list(map(self._one, texts))
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(self._threads) as pool:  # the runtime lets go of the interpreter while it computes
            return list(pool.map(self._one, texts, chunksize=8))

    def _one(self, text: str) -> Reading:
        """One text at a time: int8 takes its scale from all that is read together, and a gate must not depend on that."""
        np = self._numpy
        found = words(text)
        encoded = self._encoder.encode(found)
        if not encoded.first:
            nothing = np.zeros((0,), dtype=np.float32)
            return Reading((), nothing, nothing, nothing.reshape(0, len(FAMILIES)), nothing.reshape(0, len(EDITS)), np.eye(1, len(INSERTIONS)), 0.5)
        rows = {
            "pieces": encoded.pieces, "shapes": encoded.shapes, "mask": [1] * len(encoded.pieces), "first": encoded.first, "last": encoded.last,
        }  # fmt: skip
        by_word, by_gap, whole = self._session.run(
            ["words", "gaps", "translated"], {name: np.array([row], dtype=np.int64) for name, row in rows.items()}
        )
        logits, families = by_word[0], 2 + len(FAMILIES)
        return Reading(
            found[: len(encoded.first)], _sigmoid(np, logits[:, 0]), _sigmoid(np, logits[:, 1]), _softmax(np, logits[:, 2:families]),
            _softmax(np, logits[:, families:]), _softmax(np, by_gap[0]), float(_sigmoid(np, whole[0])),
        )  # fmt: skip


def _sigmoid(np: Any, logits: Any) -> Any:
    return 1 / (1 + np.exp(-np.clip(logits, -30, 30)))


def _softmax(np: Any, logits: Any) -> Any:
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
