"""The model's vocabulary in numbers: int8 rows and a scale for each.

It is both the way in and the list that replacements are drawn from.
"""

import ast
import mmap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mtcheck.tagger.graphs import FLOAT, INT8, INT64, graph
from mtcheck.tagger.inference import Session, Tensor

_FILE, _SCALES = "embeddings.npy", "scales.npy"
_MAGIC = b"\x93NUMPY\x01\x00"  # of version 1.0, with two bytes for the length of the header behind it
_ROWS = graph(
    [("Cast", ["table"], ["exact"], {"to": FLOAT}), ("Mul", ["exact", "scales"], ["rows"], {})],
    {"table": (INT8, 2), "scales": (FLOAT, 2)},
    {"rows": (FLOAT, 2)},
)
_NEAREST = graph(
    [
        ("Gemm", ["wanted", "rows"], ["scores"], {"transB": 1}),
        ("Softmax", ["scores"], ["chances"], {"axis": -1}),
        ("TopK", ["chances", "most"], ["best", "places"], {}),
        ("Cast", ["places"], ["numbers"], {"to": FLOAT}),
    ],
    {"wanted": (FLOAT, 2), "rows": (FLOAT, 2), "most": (INT64, 1)},
    {"best": (FLOAT, 2), "numbers": (FLOAT, 2)},
)


class Embeddings:
    """A table of `len(self)` pieces, one row each of the encoder's size."""

    def __init__(self, table: "memoryview[int]", scales: "memoryview[float]", size: int) -> None:
        """`table`: int8, `size` for each piece; `scales`: float32, one for each piece."""
        self.size = size
        self._table, self._scales = table, scales
        self._rows, self._nearest = Session(_ROWS), Session(_NEAREST)

    def __len__(self) -> int:
        return len(self._scales)

    @classmethod
    def load(cls, folder: Path) -> "Embeddings":
        """From a model's folder; the table stays on disk until a row is asked for.

        Raises OSError or ValueError when it is not there or no table.
        """
        (pieces, size), table = _array(folder / _FILE, "|i1", 2)
        (scaled,), scales = _array(folder / _SCALES, "<f4", 1)
        if scaled != pieces:
            raise ValueError(f"{pieces} pieces have {scaled} scales")
        return cls(table.cast("b"), scales.cast("f"), size)

    def rows(self, pieces: Sequence[int]) -> Tensor:
        """Float32 of shape (pieces asked for, size)."""
        size = self.size
        table = bytearray().join(self._table[size * piece : size * (piece + 1)] for piece in pieces)
        scales = bytearray().join(self._scales[piece : piece + 1] for piece in pieces)
        inputs = {
            "table": Tensor((len(pieces), size), memoryview(table).cast("b")),
            "scales": Tensor((len(pieces), 1), memoryview(scales).cast("f")),
        }
        return self._rows.run(["rows"], inputs)[0]

    def chosen(self, pieces: Sequence[int]) -> Tensor:
        """`rows` of a long list, made part by part, for it has no room for copies."""
        out = memoryview(bytearray(4 * self.size * len(pieces))).cast("f")
        for at in range(0, len(pieces), _PART):
            part = pieces[at : at + _PART]
            out[self.size * at : self.size * (at + len(part))] = self.rows(part).data
        return Tensor((len(pieces), self.size), out)

    def nearest(self, wanted: "Sequence[memoryview[float]]", rows: Tensor, most: int) -> list[list[tuple[int, float]]]:
        """For each vector the numbers of the likeliest of `rows` and their probabilities, the likeliest first."""
        vectors = memoryview(bytearray().join(wanted)).cast("f")
        asked = {
            "wanted": Tensor((len(wanted), self.size), vectors),
            "rows": rows,
            "most": Tensor((1,), memoryview(bytearray(most.to_bytes(8, "little"))).cast("q")),
        }
        chances, numbers = self._nearest.run(["best", "numbers"], asked)
        found = [(int(number), float(chance)) for number, chance in zip(numbers.data, chances.data, strict=True)]
        return [found[at : at + most] for at in range(0, len(found), most)]


_PART = 512  # pieces at a time


def quantised(weights: Any) -> tuple[Any, Any]:
    """(int8 of shape (pieces, size), float32 of shape (pieces,)) of float32: each row has its own scale."""
    import numpy as np

    scales = np.maximum(np.abs(weights).max(axis=1), 1e-8).astype(np.float32) / 127
    return np.rint(weights / scales[:, None]).astype(np.int8), scales


def save(folder: Path, table: Any, scales: Any) -> None:
    """Writes a quantised table into a model's folder."""
    import numpy as np

    np.save(folder / _FILE, table)
    np.save(folder / _SCALES, scales)


def _array(path: Path, kind: str, rank: int) -> tuple[tuple[int, ...], memoryview]:
    """(shape, data) of a file in NumPy's format, mapped into memory. Raises ValueError for another."""
    with path.open("rb") as file:
        data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    if data[: len(_MAGIC)] != _MAGIC:
        raise ValueError(f"{path.name} is no table of NumPy's")
    begin = len(_MAGIC) + 2
    end = begin + int.from_bytes(data[begin - 2 : begin], "little")
    header = ast.literal_eval(bytes(data[begin:end]).decode("latin-1"))
    shape = header["shape"]
    if header["descr"] != kind or header["fortran_order"] or len(shape) != rank:
        raise ValueError(f"{path.name} holds {header}")
    return shape, data[end:]
