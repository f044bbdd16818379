"""Tables worked out from word lists are kept between runs, and believed only where they hold."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mtcheck import keeping
from mtcheck.keeping import tables

PLAIN = {"b": ("x", 1), "a": {"y"}}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Any]]:
    """What a run that asks for tables gets, and how many of them it had to make."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MTCHECK_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr(tables, "_WORTH", -1.0)  # whatever it takes
    monkeypatch.setattr(tables, "_WORTH_WRITING", -1.0)
    monkeypatch.setattr(time, "process_time", lambda: 0.0)
    keeping._secret.cache_clear()

    def ask(stamp: str | None, **wanted: object) -> list[Any]:
        for name, value in (("_stamp", None), ("_kept", None), ("_spent", 0.0)):
            monkeypatch.setattr(tables, name, value)
        if stamp is not None:
            tables.keep(lambda: stamp)
        made: list[str] = []

        def build(key: str) -> object:
            made.append(key)
            return wanted[key]

        got = [tables.table(key, lambda key=key: build(key)) for key in wanted]  # type: ignore[misc]
        tables.save()
        return [got, len(made)]

    yield ask  # type: ignore[misc]
    keeping._secret.cache_clear()


def test_a_table_is_made_once(run: Callable[..., list[Any]]) -> None:
    assert run("one state", plain=PLAIN) == [[PLAIN], 1]
    assert run("one state", plain=PLAIN) == [[PLAIN], 0]


def test_it_keeps_the_order_of_its_keys(run: Callable[..., list[Any]]) -> None:
    run("one state", plain=PLAIN)
    assert list(run("one state", plain=PLAIN)[0][0]) == ["b", "a"]


def test_another_state_of_the_program_makes_it_anew(run: Callable[..., list[Any]]) -> None:
    run("one state", plain=PLAIN)
    assert run("another", plain={}) == [[{}], 1]


def test_without_leave_nothing_is_kept(run: Callable[..., list[Any]], tmp_path: Path) -> None:
    assert run(None, plain=PLAIN) == [[PLAIN], 1]
    assert not (tmp_path / "kept").exists()


def test_objects_are_made_anew(run: Callable[..., list[Any]]) -> None:
    thing = object()
    run("one state", plain=PLAIN, thing=thing)
    assert run("one state", plain=PLAIN, thing=thing) == [[PLAIN, thing], 1]


@pytest.mark.parametrize("damage", [b"", b"x" * 100, None])
def test_a_damaged_file_counts_as_none(run: Callable[..., list[Any]], tmp_path: Path, damage: bytes | None) -> None:
    run("one state", plain=PLAIN)
    (file,) = (tmp_path / "kept").glob("tables-*")
    file.write_bytes(file.read_bytes()[:-1] + b"?" if damage is None else damage)
    assert run("one state", plain=PLAIN) == [[PLAIN], 1]


def test_a_file_of_another_user_counts_as_none(run: Callable[..., list[Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as theirs:
        theirs.setenv(keeping.KEY, "theirs")
        run("one state", plain=PLAIN)
    assert run("one state", plain=PLAIN) == [[PLAIN], 1]
