"""Values kept between runs are read one by one, and each is believed only where it is what was kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mtcheck import keeping
from mtcheck.keeping.pieces import Pieces


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file with three pieces."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MTCHECK_CACHE", str(tmp_path / "kept"))
    keeping._secret.cache_clear()
    kept = pieces()
    for key, value in ("first", [1]), ("second", {"a": (2, 3)}), (("third", 3), "x" * 50):
        kept.put(key, value)
    assert kept.save()
    path = keeping.file_of("pieces")
    assert path is not None
    yield path
    keeping._secret.cache_clear()


def pieces(stamp: str = "now") -> Pieces:
    return Pieces("pieces", lambda: stamp)


def test_what_was_put_there_is_there(file: Path) -> None:
    kept = pieces()
    assert len(kept) == 3
    assert [kept.get("first"), kept.get("second"), kept.get(("third", 3))] == [[1], {"a": (2, 3)}, "x" * 50]
    assert kept.get("fourth") is None and len(pieces("later")) == 0


def test_what_is_added_leaves_the_rest(file: Path) -> None:
    kept = pieces()
    kept.put("first", [4])
    kept.put("fourth", 5)
    assert kept.get("first") == [4] and kept.save()
    for one in (kept, pieces()):
        assert len(one) == 4
        assert [one.get("first"), one.get("fourth"), one.get(("third", 3))] == [[4], 5, "x" * 50]


@pytest.mark.parametrize("again", [False, True])
def test_a_piece_that_was_changed_is_not_there(file: Path, again: bool) -> None:
    file.write_bytes(file.read_bytes()[:-1] + b"y")
    kept = pieces()
    if again:
        kept.put("fourth", 5)
        assert kept.save()
        kept = pieces()
    assert kept.get(("third", 3)) is None and kept.get("first") == [1]


@pytest.mark.parametrize("size", [0, 20, 40, 60, -30])
def test_a_file_that_was_cut_counts_as_far_as_it_goes(file: Path, size: int) -> None:
    file.write_bytes(file.read_bytes()[:size])
    kept = pieces()
    assert kept.get(("third", 3)) is None
    kept.put("first", [6])
    assert kept.save() and pieces().get("first") == [6]


def test_what_is_not_plain_is_refused(file: Path) -> None:
    with pytest.raises(ValueError):
        pieces().put("thing", object())


def test_nothing_is_kept_where_nothing_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTCHECK_CACHE", "off")
    kept = pieces()
    kept.put("first", 1)
    assert not kept.save()
