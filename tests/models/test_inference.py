"""ONNX Runtime by its C interface, and the small models that are written for it."""

import math
from array import array
from pathlib import Path

import pytest

from mtcheck.errors import ResourceError
from mtcheck.resources import BUNDLED
from mtcheck.tagger import inference
from mtcheck.tagger.embeddings import Embeddings
from mtcheck.tagger.graphs import FLOAT, graph
from mtcheck.tagger.inference import Session, Tensor
from mtcheck.tagger.runtime import Chances

SUM = graph([("Add", ["one", "other"], ["sum"], {})], {"one": (FLOAT, 2), "other": (FLOAT, 2)}, {"sum": (FLOAT, 2)})


def floats(shape: tuple[int, ...], numbers: list[float]) -> Tensor:
    return Tensor(shape, memoryview(array("f", numbers)))


def test_a_model_is_written_and_run() -> None:
    session = Session(SUM)
    inputs = {"one": floats((2, 2), [1, 2, 3, 4]), "other": floats((1, 2), [10, 20])}
    (found,) = session.run(["sum"], inputs)
    assert found.shape == (2, 2) and found.data.tolist() == [11, 22, 13, 24]
    (nothing,) = session.run(["sum"], {"one": floats((0, 2), []), "other": floats((1, 2), [1, 2])})
    assert nothing.shape == (0, 2) and not len(nothing.data)


def test_what_does_not_fit_is_said() -> None:
    session = Session(SUM)
    with pytest.raises(ValueError, match="cannot have the shape"):
        session.run(["sum"], {"one": floats((2, 2), [1]), "other": floats((1, 2), [1, 2])})
    with pytest.raises(ValueError, match="broadcast"):
        session.run(["sum"], {"one": floats((2, 2), [1, 2, 3, 4]), "other": floats((1, 3), [1, 2, 3])})
    with pytest.raises(ValueError, match="nonsense"):
        session.run(["nonsense"], {"one": floats((1, 1), [1]), "other": floats((1, 1), [1])})
    with pytest.raises(ValueError):
        Session(b"no model at all")
    (after,) = session.run(["sum"], {"one": floats((1, 1), [1]), "other": floats((1, 1), [1])})
    assert after.data.tolist() == [2]


def test_without_a_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(inference, "_libraries", list)
    inference.runtime.cache_clear()
    with pytest.raises(ResourceError, match=r"pip install sherpa-onnx-core`\.$"):
        Session(SUM)
    broken = tmp_path / "libonnxruntime.so"
    broken.write_bytes(b"no library")
    monkeypatch.setattr(inference, "_libraries", lambda: [broken])
    with pytest.raises(ResourceError, match="cannot be loaded"):
        Session(SUM)
    inference.runtime.cache_clear()


def test_embeddings_are_the_rows_of_the_file_in_their_scale() -> None:
    np = pytest.importorskip("numpy")
    table, scales = np.load(BUNDLED / "embeddings.npy"), np.load(BUNDLED / "scales.npy")
    read = Embeddings.load(BUNDLED)
    pieces = [7, 0, len(scales) - 1, 7, 2001]
    rows = read.rows(pieces)
    assert len(read) == len(scales) and rows.shape == (5, table.shape[1])
    expected = table[pieces].astype(np.float32) * scales[pieces, None]
    assert rows.data.tobytes() == expected.tobytes()
    many = list(range(100, 1300))
    chosen = read.chosen(many)
    assert chosen.data.tobytes() == read.rows(many).data.tobytes()
    vector = 3 * expected[0]
    scores = np.exp((table[many].astype(np.float32) * scales[many, None]) @ vector)
    ((best, chance), *rest) = read.nearest([memoryview(vector)], chosen, 4)[0]
    assert best == int(scores.argmax()) and chance == pytest.approx(scores.max() / scores.sum(), rel=1e-3)
    assert len(rest) == 3 and chance >= rest[0][1] >= rest[1][1] >= rest[2][1]


def test_a_table_that_is_none_is_refused(tmp_path: Path) -> None:
    for name in ("embeddings.npy", "scales.npy"):
        (tmp_path / name).write_bytes((BUNDLED / name).read_bytes())
    assert len(Embeddings.load(tmp_path)) > 10_000
    (tmp_path / "scales.npy").write_bytes((BUNDLED / "embeddings.npy").read_bytes())
    with pytest.raises(ValueError, match=r"scales\.npy holds"):
        Embeddings.load(tmp_path)
    (tmp_path / "scales.npy").write_bytes(b"nothing of the kind")
    with pytest.raises(ValueError, match="no table"):
        Embeddings.load(tmp_path)


def test_chances_are_a_softmax_of_their_part_of_a_row() -> None:
    chances = Chances(memoryview(array("f", [9, 0, 1, 2, 9, 800, 0, 0])), 4, 1, 4)
    assert len(chances) == 2
    whole = 1 + math.e + math.e**2
    assert chances[0] == pytest.approx([1 / whole, math.e / whole, math.e**2 / whole])
    assert chances[1] == pytest.approx([1, 0, 0]) and list(chances) == chances[:]
    assert list(chances.firsts()) == pytest.approx([row[0] for row in chances])
    with pytest.raises(IndexError):
        chances[2]
