"""What a cache says is believed only where this user wrote it: a poisoned one passes nothing, and no code comes out of
one.
"""

import json
import marshal
import os
import sqlite3
import subprocess
import sys
import zlib
from hashlib import blake2b
from pathlib import Path

import pytest
from commands import ONLY, gate

from mtcheck import keeping
from mtcheck.run import cache
from mtcheck.run.examined import Examined, pack, unpack
from mtcheck.text import expressions

# What is kept between runs


@pytest.fixture
def kept(bad: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the cache, with the bad story in it."""
    path = bad / "kept" / "examined.db"
    monkeypatch.setattr(cache, "location", lambda: path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(bad / ".home"))
    keeping._secret.cache_clear()
    assert gate(bad, "bad.txt").code == 1 and path.exists()
    yield path  # type: ignore[misc]
    keeping._secret.cache_clear()


def poison(path: Path, seal: object) -> None:
    """Findings become none; `seal` makes what stands beside them."""
    with sqlite3.connect(path) as database:
        for (key,) in database.execute("SELECT key FROM examined").fetchall():
            value = zlib.compress(pack(Examined(language="en")))
            database.execute("UPDATE examined SET value = ?, seal = ? WHERE key = ?", (value, seal(key + value), key))  # type: ignore[operator]


@pytest.mark.parametrize(
    "seal", [lambda data: zlib.crc32(data), lambda data: bytes(32), lambda data: None, lambda data: "x" * 32]
)
def test_a_poisoned_cache_passes_nothing(bad: Path, kept: Path, seal: object) -> None:
    poison(kept, seal)
    assert gate(bad, "bad.txt").code == 1


def test_a_cache_sealed_by_another_passes_nothing(bad: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(keeping.KEY, "theirs")
    poison(kept, lambda data: keeping.seal("examined", data))
    monkeypatch.delenv(keeping.KEY)
    assert gate(bad, "bad.txt").code == 1


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o707])
@pytest.mark.parametrize("which", ["file", "folder"])
def test_a_cache_that_others_can_write_is_not_used(bad: Path, kept: Path, mode: int, which: str) -> None:
    poison(kept, lambda data: keeping.seal("examined", data))
    assert gate(bad, "bad.txt").code == 0  # with the user's own seal it is believed
    (kept if which == "file" else kept.parent).chmod(mode)
    assert gate(bad, "bad.txt").code == 1


def test_a_cache_that_is_a_link_is_not_used(bad: Path, kept: Path) -> None:
    poison(kept, lambda data: keeping.seal("examined", data))
    kept.rename(bad / "elsewhere.db")
    kept.symlink_to(bad / "elsewhere.db")
    assert gate(bad, "bad.txt").code == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_a_cache_of_another_user_is_not_used(bad: Path, kept: Path) -> None:
    poison(kept, lambda data: keeping.seal("examined", data))
    os.chown(kept.parent, 4242, -1)
    assert gate(bad, "bad.txt").code == 1


def test_a_cache_without_a_key_is_not_used(bad: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    poison(kept, lambda data: keeping.seal("examined", data))
    (bad / ".home" / "mtcheck" / "cache.key").write_bytes(b"short")
    keeping._secret.cache_clear()
    assert gate(bad, "bad.txt").code == 1


@pytest.mark.parametrize("place", range(6))
@pytest.mark.parametrize("value", ["NaN", "Infinity", "-1", "1e9", '"x"', "[]", "null", "{}", "true"])
def test_what_is_kept_makes_sense_or_is_a_miss(place: int, value: str) -> None:
    said = ['"doubled-coordination"', "9", "28", '"twice"', "5", "0.93"]
    said[place] = value
    if (place, value) != (3, '"x"'):
        with pytest.raises(ValueError):
            unpack(f'[[[{",".join(said)},[],[],[]]],[],[],"en",null,"",null]'.encode())


def test_what_is_kept_of_another_text_is_a_miss(bad: Path, kept: Path) -> None:
    with sqlite3.connect(kept) as database:
        ((key, value),) = database.execute("SELECT key, value FROM examined").fetchall()
        said = json.loads(zlib.decompress(value))
        said[0][0][2] = 10_000
        value = zlib.compress(json.dumps(said).encode())
        database.execute("UPDATE examined SET value = ?, seal = ?", (value, keeping.seal("examined", key + value)))
    assert gate(bad, "bad.txt").code == 1


def test_no_code_is_taken_from_a_file_without_the_seal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(expressions, "_kept", None)
    path = keeping.file_of("expressions")
    assert path is not None
    path.parent.mkdir(mode=0o700)
    entry = marshal.dumps((0, b"", 0, {}, ()))
    places = {("council", 0): (0, len(entry), blake2b(entry, digest_size=16).digest())}
    index = marshal.dumps((expressions._stamp(), places))
    evil = len(index).to_bytes(8, "little") + index
    for data in (evil + entry, bytes(32) + evil + entry):
        path.write_bytes(data)
        monkeypatch.setattr(expressions, "_kept", None)
        expressions.keep()
        assert expressions._kept is not None and len(expressions._kept) == 0
    seal = keeping.seal("expressions", evil)
    assert seal is not None
    path.write_bytes(seal + evil + b"\x00" + entry[1:])  # in place of what the index was sealed with
    monkeypatch.setattr(expressions, "_kept", None)
    expressions.keep()
    assert expressions._kept is not None and expressions._kept.get(("council", 0)) is None
    path.write_bytes(seal + evil + entry)
    for mode, kept in ((0o600, 1), (0o666, 0)):
        path.chmod(mode)
        monkeypatch.setattr(expressions, "_kept", None)
        expressions.keep()
        assert expressions._kept is not None and len(expressions._kept) == kept
        assert (expressions._kept.get(("council", 0)) is not None) is bool(kept)


def test_without_a_cache_no_expressions_are_taken_from_one(bad: Path) -> None:
    code = (
        "import sys; from mtcheck.cli import main; from mtcheck.text import expressions; main(sys.argv[1:]);"
        " print(expressions._kept is None)"
    )
    environment = {**os.environ, "MTCHECK_CACHE": str(bad / "cache"), "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [
        sys.executable,
        "-c",
        code,
        "check",
        "bad.txt",
        *ONLY,
        "--depth",
        "fast",
        "--no-cache",
        "--format",
        "jsonl",
    ]
    done = subprocess.run(command, cwd=bad, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "True", done.stderr
