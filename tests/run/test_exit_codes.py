"""Exit code 0 means that everything named was read and passed; what else comes is another code and a finished
sentence.
"""

import json
import os
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest
from commands import CLEAN, DOUBLED, ONLY, Result, run

from mtcheck.readers import files

PROFILES = ((), ("--config", "ci-gate"), ("--config", "strict"), ("--config", "own.toml"))
EMPTY_BASELINE = '{"mtcheck_baseline": 1, "signature": "", "findings": []}'
FILES: Mapping[str, str | bytes] = {
    "bad.txt": DOUBLED,
    "clean.txt": CLEAN,
    "binary.txt": b"\x00\x01",
    "in/other.json": '{"a": 1}',
    "in/clean.txt": CLEAN,
    "broken/feed.xml": "<rss><item>",
    "none/picture.png": b"\x00",
    "own.toml": 'fail_on = "minor"\n[gate]\nmax_blocked = 0\n',
    "good.json": EMPTY_BASELINE,
    "bad.json": "{",
}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    put(tmp_path, FILES)
    return tmp_path


def put(folder: Path, given: Mapping[str, str | bytes]) -> None:
    for name, data in given.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())


def finished(result: Result) -> None:
    """All that is said on standard error are finished sentences, and something is where something went wrong."""
    lines = result.err.splitlines()
    assert all(line.startswith("mtcheck: ") and line[-1] in ".?" for line in lines), result.err
    assert lines or result.code in (0, 1) or "checked" in result.out, result


PATHS = (  # exit code of `check`, and what is said
    (0, ("clean.txt",), ""),
    (1, ("bad.txt",), ""),
    (1, ("clean.txt", "bad.txt"), ""),
    (0, ("in",), "in/other.json holds no stories and is left out."),
    (3, ("in/other.json",), "no kind that mtcheck reads"),
    (3, ("clean.txt", "gone.txt"), "gone.txt does not exist"),
    (3, ("bad.txt", "gone.txt"), "gone.txt does not exist"),
    (3, ("clean.txt", "binary.txt"), "binary.txt is not a text file"),
    (3, ("broken", "clean.txt"), "feed.xml is not well-formed"),
    (3, ("none", "clean.txt"), "no stories in none"),
    (3, ("*.md", "clean.txt"), "No file matches *.md"),
    (3, ("n*", "clean.txt"), "n* matches only folders"),
    (3, ("", "clean.txt"), "An empty path names no file"),
    (3, ("a" * 5_000, "clean.txt"), "does not exist"),
    (3, ("clean.txt/", "clean.txt"), "clean.txt/ does not exist"),
)


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: "".join(profile[1:]) or "default")
@pytest.mark.parametrize(("code", "paths", "said"), PATHS)
def test_check(desk: Path, profile: tuple[str, ...], code: int, paths: tuple[str, ...], said: str) -> None:
    result = run("check", *profile, *ONLY, *paths, cwd=desk)
    assert result.code == code and said in result.err, result
    finished(result)


@pytest.mark.parametrize("command", ["check", "fix"])
@pytest.mark.parametrize("given", [b"", b" \n", b"\x00"])
def test_nothing_on_standard_input(desk: Path, command: str, given: bytes) -> None:
    result = run(command, "--config", "ci-gate", "-", *ONLY, stdin=given, cwd=desk)
    assert result.code == 3
    finished(result)


@pytest.mark.parametrize("name", ["bad.txt", "clean.txt"])
@pytest.mark.parametrize(("baseline", "opens"), [("good.json", True), ("bad.json", False), ("gone.json", False)])
def test_a_baseline_that_is_absent_or_broken_passes_nothing(desk: Path, name: str, baseline: str, opens: bool) -> None:
    result = run("check", "--config", "ci-gate", *ONLY, name, "--baseline", baseline, cwd=desk)
    assert result.code == ((name == "bad.txt") if opens else 2)
    finished(result)


@pytest.mark.parametrize("option", ["--config", "--default-config"])
def test_a_profile_of_no_name_is_not_the_default(desk: Path, option: str) -> None:
    result = run("check", option, "", *ONLY, "clean.txt", cwd=desk)
    assert result.code == 2 and f"{option} names no profile" in result.err
    finished(result)


def test_a_profile_under_which_no_rule_may_fail_a_story_says_so_otherwise(desk: Path) -> None:
    (desk / "own.toml").write_text("fail_rules = []\n", encoding="utf-8")
    result = run("check", "--config", "own.toml", *ONLY, "bad.txt", cwd=desk)
    assert result.code == 2 and "“fail_rules” must be" in result.err
    finished(result)


OUTPUTS = ("/dev/full", "no/such/report.txt", "in", "json=/dev/full", "json=", "clean.txt")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no full device")
@pytest.mark.parametrize("place", OUTPUTS)
def test_a_report_that_cannot_be_written(desk: Path, place: str) -> None:
    result = run("check", *ONLY, "clean.txt", "--output", place, cwd=desk)
    assert result.code == 2
    finished(result)


@pytest.mark.parametrize(
    ("code", "paths"),
    [(0, ("clean.txt",)), (1, ("bad.txt",)), (3, ("clean.txt", "gone.txt")), (3, ("binary.txt",)), (3, ("*.md",))],
)
@pytest.mark.parametrize("way", [(), ("--write",), ("--output", "in")])
def test_fix(desk: Path, way: tuple[str, ...], code: int, paths: tuple[str, ...]) -> None:
    result = run("fix", "--config", "ci-gate", *ONLY, *paths, *way, cwd=desk)
    assert result.code == code
    finished(result)
    assert (desk / "bad.txt").read_text(encoding="utf-8") == DOUBLED


def test_a_device_is_written_to_and_not_replaced(desk: Path) -> None:
    os.mkfifo(desk / "pipe")
    reader = os.open(desk / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        result = run("fix", *ONLY, "clean.txt", "--output", "pipe", cwd=desk)
        assert result.code == 0 and (desk / "pipe").is_fifo()
        assert os.read(reader, 1_000).decode() == CLEAN
    finally:
        os.close(reader)
    (desk / "full").symlink_to("/dev/full")
    result = run("fix", *ONLY, "clean.txt", "--output", "full", cwd=desk)
    assert result.code == 2 and "cannot be written" in result.err
    finished(result)


def feed(inner: str) -> str:
    return f"<rss><channel><title>Wire</title>{inner}</channel></rss>"


FEEDS = {  # exit code of one round of `watch`
    "clean": (0, feed(f"<item><guid>1</guid><description>{CLEAN}</description></item>")),
    "bad": (1, feed(f"<item><guid>1</guid><description>{DOUBLED}</description></item>")),
    "without-items": (3, feed("")),
    "empty": (3, ""),
    "text": (3, DOUBLED),
    "broken": (3, "<rss><item>"),
    "other-kind": (3, feed(f"<item><description>{CLEAN}</description></item><entry><title>{DOUBLED}</title></entry>")),
    "unread": (3, feed(f"<item><description>{CLEAN}</description><story>{DOUBLED}</story></item>")),
}


@pytest.mark.parametrize("name", FEEDS)
def test_one_round_of_watch(tmp_path: Path, name: str) -> None:
    pytest.importorskip("sqlalchemy")
    code, text = FEEDS[name]
    (tmp_path / "wire.xml").write_text(text, encoding="utf-8")
    result = run("watch", "wire.xml", "--once", "--output", "out", "--config", "ci-gate", *ONLY, cwd=tmp_path)
    assert result.code == code, result
    assert all(line[-1] in ".?" for line in result.err.splitlines())


def test_a_round_of_watch_that_is_stopped_has_not_passed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sqlalchemy")
    (tmp_path / "wire.xml").write_text(FEEDS["clean"][1], encoding="utf-8")
    real = files.load

    def load(path: str) -> object:
        os.kill(os.getpid(), signal.SIGTERM)
        return real(path)

    monkeypatch.setattr("mtcheck.readers.files.load", load)
    result = run("watch", "wire.xml", "--once", "--output", "out", *ONLY, cwd=tmp_path)
    assert result.code == 3 and "stopped before its end" in result.err


def test_a_line_that_holds_no_story_among_those_that_do(desk: Path) -> None:
    for more in ('{"a": 1}', "{", '"text"', "[]", "null"):
        (desk / "feed.jsonl").write_text(f"{json.dumps({'text': CLEAN})}\n{more}\n", encoding="utf-8")
        result = run("check", "--config", "ci-gate", *ONLY, "feed.jsonl", cwd=desk)
        assert result.code == 3, more
        finished(result)


# Commands that serve: what makes no sense is said before anything listens


SERVER = (  # what both take, and a word of what is said
    (("--config", ""), "--config names no profile"),
    (("--config", "gone.toml"), "gone.toml does not exist"),
    (("--config", "in"), "There is no profile"),
    (("--config", "bad.toml"), "not valid TOML"),
    (("--config", "binary.toml"), "not UTF-8"),
    (("--select", "nope"), "no rule or family"),
    (("--select", ""), "No rule is left"),
    (("--depth", "abyss"), "fast, standard or deep"),
    (("--host", ""), "a token is needed"),
    (("--host", "0.0.0.0"), "a token is needed"),
    (("--token", "short"), "can be guessed"),
    (("--port", "65536"), "0 to 65535"),
    (("--port", "x"), "0 to 65535"),
    (("--jobs", "0"), "from 1 on"),
    (("--max-size", "0"), "from 1 on"),
    (("--max-time", "nan"), "seconds above 0"),
    (("--allow-origin", ""), "must be an origin"),
    (("--log-format", "xml"), "xml"),
    (("--nonsense",), "--nonsense"),
)
REVIEW = (  # exit code and arguments of a review
    (2, (), "--watch"),
    (3, ("gone.txt",), "gone.txt does not exist"),
    (3, ("clean.txt", "gone.txt"), "gone.txt does not exist"),
    (3, ("none",), "no stories in none"),
    (3, ("*.md",), "No file matches *.md"),
    (3, ("",), "An empty path names no file"),
    (3, ("-",), "stories that lie in files"),
    (2, ("clean.txt", "--database", "nonsense"), "not the address of a database"),
    (2, ("clean.txt", "--database", "mysql://a/b"), "SQLite or PostgreSQL"),
    (2, ("clean.txt", "--database", "sqlite:///no/such/x.db"), "make it first"),
    (3, ("clean.txt", "--database", "sqlite:///in"), "cannot be used"),
    (3, ("clean.txt", "--database", "sqlite:///bad.txt"), "cannot be used"),
    (2, ("--watch", "nonsense"), "not the address of a database"),
)


@pytest.fixture
def silent(desk: Path, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was served, if anything was."""
    put(desk, {"bad.toml": "a = [", "binary.toml": b"\xff\xfe\x00"})
    served: list[object] = []
    monkeypatch.setattr("mtcheck.server.serve.run", lambda *given: served.append(given) or 0)
    return served


@pytest.mark.parametrize("command", [("serve",), ("review", "clean.txt", "--no-browser")], ids=["serve", "review"])
@pytest.mark.parametrize(("options", "said"), SERVER)
def test_no_server_begins_with_what_makes_no_sense(
    desk: Path, silent: list[object], command: tuple[str, ...], options: tuple[str, ...], said: str
) -> None:
    pytest.importorskip("sqlalchemy")
    result = run(*command, *options, cwd=desk)
    assert result.code == 2 and said in result.err and not silent, result
    finished(result)


@pytest.mark.parametrize(("code", "given", "said"), REVIEW)
def test_review(desk: Path, silent: list[object], code: int, given: tuple[str, ...], said: str) -> None:
    pytest.importorskip("sqlalchemy")
    result = run("review", "--no-browser", *given, cwd=desk)
    assert result.code == code and said in result.err and not silent, result
    finished(result)


# Archives


ARCHIVES = (  # exit codes without and with a gate, and what is said
    (0, 0, ("clean.txt",), ""),
    (1, 1, ("bad.txt",), ""),
    (1, 1, ("clean.txt", "bad.txt"), ""),
    (0, 3, ("empty.jsonl",), ""),
    (3, 3, ("clean.txt", "gone.txt"), "gone.txt does not exist"),
    (3, 3, ("clean.txt", "binary.txt"), "binary.txt is not a text file"),
    (3, 3, ("clean.txt", "in"), "in/other.json is JSON of no kind"),
    (3, 3, ("broken",), "broken/feed.xml is not well-formed"),
    (3, 3, ("none",), "no stories in none"),
    (3, 3, ("links",), "links/gone.txt leads nowhere"),
    (3, 3, ("pipes",), "pipes/pipe.txt has the name of a story but is no file"),
    (3, 3, ("", "clean.txt"), "An empty path names no file"),
    (3, 3, ("\udcff.txt",), "<U+DCFF>.txt is no name in UTF-8"),
    (2, 2, ("nowhere://x/y",), "cannot be opened"),
)


@pytest.mark.parametrize("gated", [False, True])
@pytest.mark.parametrize(("code", "at_gate", "paths", "said"), ARCHIVES)
def test_archive(desk: Path, gated: bool, code: int, at_gate: int, paths: tuple[str, ...], said: str) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed; `pip install mtcheck[ray]` brings it")
    put(desk, {"empty.jsonl": b"", "links/clean.txt": CLEAN, "pipes/clean.txt": CLEAN})
    (desk / "links" / "gone.txt").symlink_to("nowhere.txt")
    os.mkfifo(desk / "pipes" / "pipe.txt")
    profile = ("--config", "ci-gate") if gated else ()
    result = run("archive", "--without-ray", "--depth", "fast", *profile, *ONLY, *paths, "out", cwd=desk)
    assert result.code == (at_gate if gated else code) and said in result.err, result
    finished(result)


@pytest.mark.parametrize("place", ["", "in", "clean.txt", "/dev/null"])
def test_an_archive_that_cannot_be_written(desk: Path, place: str) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed; `pip install mtcheck[ray]` brings it")
    result = run("archive", "--without-ray", "--depth", "fast", *ONLY, "clean.txt", place, cwd=desk)
    assert result.code in (2, 3), result
    finished(result)
    assert (desk / "clean.txt").read_text(encoding="utf-8") == CLEAN
