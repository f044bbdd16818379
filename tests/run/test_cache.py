"""The cache: the same results from it or not; what changes a result changes the key; a damaged file or entry is a miss;
old entries go first.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from pathlib import Path

import pytest
from commands import CLEAN, DOUBLED, ONLY, run
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.core import Failure, Severity, plain
from mtcheck.keeping.rows import Rows
from mtcheck.profile.catalog import rule
from mtcheck.profile.config import Config
from mtcheck.run import cache, signature
from mtcheck.run.cache import Cache
from mtcheck.run.examined import Examined, pack, portable, unpack

RULE = rule("doubled-coordination")
DOC = portable(plain(DOUBLED))


def examined(text: str = "twice") -> Examined:
    from mtcheck.core import Edit, Repair, Span

    repair = Repair((Edit(Span(9, 20), text),), 0.9)
    return Examined(
        (RULE.finding(Span(9, 28), text, confidence=0.93, repairs=[repair], related=(Span(0, 3),)),),
        language="en",
        readability=7.5,
        doubted=(Span(0, 9),),
    )


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "kept" / "examined.db"
    monkeypatch.setattr(cache, "location", lambda: path)
    return path


@pytest.mark.slow
@given(st.text(st.characters(), max_size=20), st.floats(0, 1), st.sampled_from(Severity))
@settings(max_examples=30)
def test_bytes_and_back(text: str, confidence: float, severity: Severity) -> None:
    one = examined(text)
    whole = replace(
        one, findings=(replace(one.findings[0], confidence=confidence, severity=severity),), incomplete=text
    )
    assert unpack(pack(whole)) == whole


@given(st.binary(max_size=40))
def test_bytes_of_another_kind(data: bytes) -> None:
    with pytest.raises(ValueError):
        unpack(data)


def test_bytes_nested_beyond_reason_are_of_another_kind() -> None:
    with pytest.raises(ValueError, match="not an examination"):
        unpack(b"[" * 100_000)


def test_kept_between_runs(tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.run.engine import Engine

    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(
            f"{DOUBLED if number % 2 else CLEAN}\n\nIt was day {number}.\n", encoding="utf-8"
        )
    first = {form: run("check", str(tmp_path), *ONLY, "--format", form) for form in ("terminal", "json", "jsonl")}
    calls = []
    monkeypatch.setattr(Engine, "check", lambda self, doc, trail=None: calls.append(doc))
    for form, result in first.items():
        assert run("check", str(tmp_path), *ONLY, "--format", form) == result
    assert not calls
    assert run("check", str(tmp_path), *ONLY, "--no-cache").code == 3  # the engine that was put in does nothing right
    assert calls


def test_moved_and_renamed_stories_are_known(place: Path) -> None:
    doc = plain(DOUBLED, "old/name.txt")
    assert cache.key(Config(), portable(doc)) == cache.key(
        Config(), portable(replace(doc, uri="new.txt", id="7", notes=("a note",)))
    )


def test_what_changes_a_result_changes_the_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    keys = {cache.key(Config(), DOC)}

    def is_new(key: bytes) -> bool:
        new = key not in keys
        keys.add(key)
        return new

    assert is_new(cache.key(Config(), portable(plain(DOUBLED + " "))))
    assert is_new(cache.key(Config(), replace(DOC, names=("Lomna",))))
    assert is_new(cache.key(Config(), replace(DOC, segments=(replace(DOC.segments[0], source="x"),))))
    assert is_new(cache.key(Config(ignore=("doubled-word",)), DOC))
    table = tmp_path / "table.tsv"
    table.write_text("# a table\n", encoding="utf-8")
    assert is_new(cache.key(Config(calibration=str(table)), DOC))
    assert not is_new(cache.key(Config(fail_on=("none",), min_confidence=0.9), DOC))  # judged afterwards
    for name in ("code", "lexicons", "models"):
        monkeypatch.setattr(signature, name, lambda name=name: f"another {name}")
        signature.examination.cache_clear()
        assert is_new(cache.key(Config(), DOC))
        monkeypatch.undo()
    signature.examination.cache_clear()


def test_all_code_that_takes_part_is_in_the_key() -> None:
    pieces = list(signature.contents(signature._parts(), "*.py"))
    named = {name.decode().split("/")[0].removesuffix(".py") for name in pieces[::2]}
    assert {"scoring", "resources", "core", "text", "detectors", "repair"} <= named
    assert named.isdisjoint({"cli", "evaluation", "reporters", "training", "watch"})


def test_files_are_hashed_again_when_one_of_them_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "package"
    (package / "rules").mkdir(parents=True)
    (package / "rules" / "one.py").write_text("1")
    monkeypatch.setenv("MTCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(signature, "_PACKAGE", package)
    reads: list[int] = []
    contents = signature.contents

    def counted(parts: Sequence[str], pattern: str) -> Iterable[bytes]:
        reads.append(1)
        return contents(parts, pattern)

    monkeypatch.setattr(signature, "contents", counted)

    def hashed() -> str:
        return signature._hash("code", ["rules"], "*.py")

    first = hashed()
    assert hashed() == first and len(reads) == 1
    (package / "rules" / "one.py").write_text("2")
    os.utime(package / "rules" / "one.py", (1, 1))  # both were written within one tick of the file system's clock
    second = hashed()
    assert second != first and len(reads) == 2
    (package / "rules" / "two.py").write_text("2")
    assert hashed() not in (first, second)
    kept = tmp_path / "cache" / "hash-code"
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")  # somebody else's word is not taken
    assert "?" not in hashed() and len(reads) == 4


def test_keys_of_a_profile_are_in_the_key_unless_they_only_judge() -> None:
    """A new key of Config is in the cache's key until somebody says that it only judges."""
    assert {field.name for field in fields(Config)} - signature._JUDGES == {"depth", "tagger"}


def test_what_is_not_whole_is_not_kept(place: Path) -> None:
    kept = Cache(place)
    for number, one in enumerate((Examined(incomplete="No."), Examined(failures=(Failure("x", "y"),)))):
        kept.put(bytes([number]), one)
        assert kept.get(bytes([number])) is None
    kept.close()


def test_damaged_entry_is_a_miss(place: Path) -> None:
    kept = Cache(place)
    kept.put(b"a", examined("a"))
    kept.put(b"b", examined("b"))
    kept.close()
    with sqlite3.connect(place) as db:
        db.execute("UPDATE examined SET value = (SELECT value FROM examined WHERE key = ?) WHERE key = ?", (b"b", b"a"))
    kept = Cache(place)
    assert kept.get(b"a") is None
    assert kept.get(b"b") == examined("b")
    kept.put(b"a", examined("a"))
    kept.close()
    assert Cache(place).get(b"a") == examined("a")


def test_a_file_whose_names_are_no_text(place: Path) -> None:
    kept = Cache(place)
    kept.put(b"a", examined())
    kept.close()
    data = place.read_bytes()
    assert b"CREATE TABLE examined" in data
    place.write_bytes(data.replace(b"CREATE TABLE examined", b"CREATE TABLE \x82xamined"))
    kept = Cache(place)
    kept.put(b"a", examined())
    assert kept.get(b"a") == examined()
    kept.close()


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_file_that_is_no_database(place: Path, content: bytes) -> None:
    place.parent.mkdir()
    place.write_bytes(content)
    kept = Cache(place)
    kept.put(b"a", examined())
    assert kept.get(b"a") == examined()
    kept.close()
    kept = Cache(place)
    assert kept.get(b"a") in (None, examined())
    kept.close()


def test_every_byte_may_be_damaged(place: Path) -> None:
    kept = Cache(place)
    for number in range(40):
        kept.put(bytes([number]), examined(f"text {number}"))
    kept.close()
    data = place.read_bytes()
    for at in range(0, len(data), 397):
        place.write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        kept = Cache(place)
        for number in range(40):
            assert kept.get(bytes([number])) in (None, examined(f"text {number}"))
        kept.close()


@pytest.mark.parametrize("damage", [UnicodeDecodeError("utf-8", b"\x9d", 0, 1, "invalid"), TypeError("a text")])
def test_what_sqlite_says_of_a_damaged_file_is_a_miss(
    place: Path, monkeypatch: pytest.MonkeyPatch, damage: Exception
) -> None:
    kept = Cache(place)
    kept.put(b"a", examined())
    kept.close()
    real, raised = Rows._connected, [damage]

    def connected(rows: Rows) -> object:
        if raised:
            raise raised.pop()
        return real(rows)

    monkeypatch.setattr(Rows, "_connected", connected)
    kept = Cache(place)
    assert kept.get(b"a") is None and not raised
    kept.put(b"b", examined())
    kept.close()
    kept = Cache(place)
    assert kept.get(b"b") == examined()
    kept.close()


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    kept = Cache(tmp_path / "file" / "examined.db")
    kept.put(b"a", examined())
    assert kept.get(b"a") is None
    kept.close()


def test_the_oldest_go_first(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    def text(number: int) -> str:
        return os.urandom(2000).hex() + str(number)

    now = time.time()
    for number in range(60):
        monkeypatch.setattr(time, "time", lambda number=number: now + number)
        kept = Cache(place, limit=60_000)
        kept.put(bytes([number]), examined(text(number)))
        kept.get(b"\x00")  # what is used stays
        kept.close()
        assert place.stat().st_size <= 64_000 + 8192
    kept = Cache(place)
    assert kept.get(bytes([59])) and kept.get(b"\x00")
    assert kept.get(bytes([1])) is None
    kept.close()


def test_runs_at_the_same_time(place: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from mtcheck.run.cache import Cache; from mtcheck.run.examined import"
        " Examined\nfor number in range(50):\n    kept = Cache(Path(sys.argv[1])); kept.put(sys.argv[2].encode() +"
        " bytes([number]), Examined(language=sys.argv[2])); kept.close()\n"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(place), name], stderr=subprocess.PIPE)
        for name in ("en", "fr", "de")
    ]
    assert [process.communicate()[1] for process in runs] == [b"", b"", b""]
    kept = Cache(place)
    names = [name for name in ("en", "fr", "de") for _ in range(50)]
    found = [kept.get(name.encode() + bytes([at % 50])) for at, name in enumerate(names)]
    assert [one.language for one in found if one] and all(  # one that had to wait too long is checked again
        one is None or one.language == name for one, name in zip(found, names, strict=True)
    )
    kept.close()


def test_off(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib

    monkeypatch.setenv("MTCHECK_CACHE", "off")
    assert importlib.reload(cache).location() is None
    monkeypatch.setenv("MTCHECK_CACHE", "/some/where")
    place = importlib.reload(cache).location()
    assert place is not None and place.parent == Path("/some/where")
    cache.location = lambda: None
