"""The model's vocabulary in numbers: int8 rows and a scale for each.

It is both the way in and the list that replacements are drawn from.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

_FILE, _SCALES = "embeddings.npy", "scales.npy"


class Embeddings:
    """A table of `len(self)` pieces, one row each of the encoder's size."""

    def __init__(self, table: Any, scales: Any) -> None:
        """`table`: int8 of shape (pieces, size); `scales`: float32 of shape (pieces,)."""
        self.table = table
        self.scales = scales

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
        """From float32 of shape (pieces, size): each row has its own scale."""
        import numpy as np

        scales = np.maximum(np.abs(weights).max(axis=1), 1e-8).astype(np.float32) / 127
        return cls(np.rint(weights / scales[:, None]).astype(np.int8), scales)

    def rows(self, pieces: Sequence[int] | Any) -> Any:
        """Float32 of shape (pieces asked for, size)."""
        import numpy as np

        chosen = np.asarray(pieces, dtype=np.int64)
        return self.table[chosen].astype(np.float32) * self.scales[chosen, None]

    def columns(self, pieces: Sequence[int]) -> Any:
        """`rows`, turned: float32 of shape (size, pieces asked for). It is filled part by part, for a long list has no
        room for copies.
        """
        import numpy as np

        out = np.empty((self.table.shape[1], len(pieces)), dtype=np.float32)
        for at in range(0, len(pieces), _PART):
            out[:, at : at + _PART] = self.rows(pieces[at : at + _PART]).T
        return out


_PART = 512  # pieces that are turned at a time
