"""The methods that `dataclass` writes are compiled once, and are what it would have made."""

import collections
import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mtcheck import keeping
from mtcheck.keeping import methods


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], int]]:
    """A run that makes some classes; how many texts it had to compile."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MTCHECK_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr(methods, "_WORTH_WRITING", 0)
    keeping._secret.cache_clear()

    def once() -> int:
        with monkeypatch.context() as patch:
            patch.setitem(vars(dataclasses), "exec", exec)  # and taken out again behind it
            patch.setitem(vars(collections), "eval", eval)
            patch.setattr(methods, "_codes", None)
            patch.setattr(methods, "_new", 0)
            methods.keep()
            assert vars(dataclasses)["exec"] is methods._run and vars(collections)["eval"] is methods._value
            behaves(made())
            anew = methods._new
            methods.save()
        return anew

    yield once
    vars(dataclasses).pop("exec", None)
    vars(collections).pop("eval", None)
    keeping._secret.cache_clear()


def made() -> type:
    @dataclasses.dataclass(frozen=True, order=True)
    class Place:
        start: int
        end: int = 3
        names: tuple[str, ...] = dataclasses.field(default_factory=tuple, compare=False)

    return Place


def behaves(place: type) -> None:
    one = place(1)
    assert repr(one).endswith("Place(start=1, end=3, names=())")
    assert one == place(1, names=("a",)) != place(2) and hash(one) == hash(place(1)) and one < place(2)
    assert dataclasses.replace(one, end=9).end == 9
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.end = 4  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        place()


def test_tuples_with_names_are_made_as_ever(run: Callable[[], int], monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    monkeypatch.setattr(methods, "_codes", {})
    monkeypatch.setitem(vars(collections), "eval", methods._value)
    for _ in range(2):
        pair = collections.namedtuple("pair", "one other", defaults=(2,))
        assert pair(1) == (1, 2) and pair(other=3, one=1).other == 3
    assert len(methods._codes or {}) == 1


def test_a_method_is_compiled_once(run: Callable[[], int]) -> None:
    assert run() > 3
    assert run() == 0


@pytest.mark.parametrize("damage", [b"", b"x" * 100])
def test_a_damaged_file_counts_as_none(run: Callable[[], int], tmp_path: Path, damage: bytes) -> None:
    run()
    (file,) = (tmp_path / "kept").glob("methods-*")
    file.write_bytes(damage)
    assert run() > 3


def test_code_of_another_user_is_not_run(run: Callable[[], int], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as theirs:
        theirs.setenv(keeping.KEY, "theirs")
        run()
    assert run() > 3


def test_few_texts_are_kept(run: Callable[[], int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(methods, "_MOST", 2)
    run()
    assert run() > 0
