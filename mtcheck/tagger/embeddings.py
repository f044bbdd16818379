"""The model's vocabulary in numbers: four bits a number and a scale for each run of a row, or a byte a number and a
scale for each row.

It is both the way in and the list that replacements are drawn from.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

_FILE, _SCALES = "embeddings.npy", "scales.npy"
_RUN = 64  # numbers of a row that share a scale
_MOST = 7  # a number is a whole one from -7 to 7 times its scale
_PART = 512  # pieces that are turned at a time


class Embeddings:
    """A table of `len(self)` pieces, one row each of the encoder's size."""

    def __init__(self, table: Any, scales: Any) -> None:
        """`table`: uint8 of shape (pieces, size / 2), the first half of a row in the low bits, the second in the high
        ones, with `scales` of shape (pieces, size / run); or int8 of shape (pieces, size), with `scales` of shape
        (pieces,).

        Raises ValueError when the shapes do not fit.
        """
        self._packed = table.dtype == "uint8"
        if (
            table.ndim != 2
            or len(table) != len(scales)
            or scales.ndim != 1 + self._packed
            or (self._packed and 2 * table.shape[1] % scales.shape[1])
        ):
            raise ValueError("its embeddings are of another version")
        self.table = table
        self.scales = scales
        self.size = table.shape[1] * (1 + self._packed)  # of a row

    def __len__(self) -> int:
        return int(self.table.shape[0])

    @classmethod
    def load(cls, folder: Path) -> "Embeddings":
        """From a model's folder; the table stays on disk until a row is asked for.

        Raises OSError or ValueError when it is not there or no table.
        """
        import numpy as np

        return cls(
            np.load(folder / _FILE, mmap_mode="r", allow_pickle=False), np.load(folder / _SCALES, allow_pickle=False)
        )

    def save(self, folder: Path) -> None:
        """Writes the table into a model's folder."""
        import numpy as np

        np.save(folder / _FILE, self.table)
        np.save(folder / _SCALES, self.scales)

    @classmethod
    def quantised(cls, weights: Any) -> "Embeddings":
        """From float32 of shape (pieces, size), the size a multiple of 64: four bits a number."""
        import numpy as np

        pieces, size = weights.shape
        runs = weights.reshape(pieces, size // _RUN, _RUN)
        scales = (np.maximum(np.abs(runs).max(axis=2), 1e-4) / _MOST).astype(np.float16)
        whole = np.rint(runs / scales.astype(np.float32)[..., None]).clip(-_MOST, _MOST).astype(np.int8) + _MOST
        low, high = np.split(whole.reshape(pieces, size).astype(np.uint8), 2, axis=1)
        return cls(low | high << 4, scales)

    def rows(self, pieces: Sequence[int] | Any) -> Any:
        """Float32 of shape (pieces asked for, size)."""
        import numpy as np

        chosen = np.asarray(pieces, dtype=np.int64)
        packed, scales = self.table[chosen], self.scales[chosen].astype(np.float32)
        if not self._packed:
            return packed.astype(np.float32) * scales[..., None]
        whole = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32) - _MOST
        runs = whole.reshape(*scales.shape, -1) * scales[..., None]
        return runs.reshape(whole.shape)

    def columns(self, pieces: Sequence[int]) -> Any:
        """`rows`, turned: float32 of shape (size, pieces asked for). It is filled part by part, for a long list has no
        room for copies.
        """
        import numpy as np

        out = np.empty((self.size, len(pieces)), dtype=np.float32)
        for at in range(0, len(pieces), _PART):
            out[:, at : at + _PART] = self.rows(pieces[at : at + _PART]).T
        return out
