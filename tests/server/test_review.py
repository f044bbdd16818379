"""`mtcheck review` as a whole: stories read and saved, decisions kept, places marked as fine, rules turned off, and
nothing outside the folder touched.
"""

import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from commands import CLEAN, LOOPED, complains, run
from served import Reply, Served, serving
from waiting import until

pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")
pytest.importorskip("sqlalchemy")

from mtcheck.profile.config import Config, load
from mtcheck.server.profiles import Profiles

pytestmark = pytest.mark.slow
FAST = ("--no-browser", "--jobs", "1", "--select", "doubled-coordination,phrase-loop")
DECISION = {
    "rule": "phrase-loop",
    "fingerprint": "00ff",
    "action": "accepted",
    "text": "all weapons all weapons",
    "before": LOOPED,
    "after": CLEAN,
}


class Desk:
    """A review of a folder of its own."""

    def __init__(self, folder: Path, server: Served) -> None:
        self.folder, self.server = folder, server
        self.ids = {one["name"]: one["id"] for one in self.stories()}

    def stories(self, query: str = "") -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self.server.ask("GET", f"/v1/stories{query}").said["stories"]
        return listed

    def judged(self, found: str = "") -> dict[str, dict[str, Any]]:
        """The stories by name; none before all of them are checked. `found`: one with a finding."""
        stood = {one["name"]: one for one in self.stories()}
        is_judged = all(one["verdict"] for one in stood.values()) and (not found or stood[found]["findings"])
        return stood if is_judged else {}

    def put(self, name: str, data: bytes) -> dict[str, Any]:
        """Writes the file of a story behind the server's back, and opens it."""
        (self.folder / name).write_bytes(data)
        opened: dict[str, Any] = self.server.ask("GET", f"/v1/stories/{self.ids[name]}").said
        return opened

    def save(self, name: str, text: str, etag: str) -> Reply:
        return self.server.ask("PUT", f"/v1/stories/{self.ids[name]}", {"text": text}, If_Match=f'"{etag}"')

    def post(self, name: str, what: str, body: dict[str, Any]) -> Reply:
        return self.server.ask("POST", f"/v1/stories/{self.ids[name]}/{what}", body)

    def findings(self, name: str, text: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.post(name, "check", {"text": text}).said["documents"][0]["findings"]
        return found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("review")
    for name in ("a.txt", "b.txt", "c.md", "d.txt"):
        (folder / name).write_text(f"{LOOPED}\n", encoding="utf-8")
    (folder / "f.xlf").write_text(
        '<xliff version="1.2"><file original="x" source-language="de" target-language="en"><body><trans-unit id="1">'
        f"<source>Die Armee nahm alle Waffen.</source><target>{LOOPED}</target></trans-unit></body></file></xliff>",
        encoding="utf-8",
    )
    with serving(
        folder, ".", *FAST, "--database", f"sqlite:///{folder}/kept.sqlite", "--who", "ada", command="review"
    ) as server:
        yield Desk(folder, server)


def test_the_stories_are_listed_with_how_they_stand(desk: Desk) -> None:
    desk.put("a.txt", f"{LOOPED}\n".encode())
    stood = until(lambda: desk.judged("a.txt"))
    assert set(stood) == {"a.txt", "b.txt", "c.md", "d.txt", "f.xlf"}
    assert stood["a.txt"]["findings"] == 1 and stood["a.txt"]["verdict"] == "review" and stood["a.txt"]["reason"]
    assert 0 <= stood["a.txt"]["age"] < 600 and stood["a.txt"]["there"]
    (desk.folder / "d.txt").unlink()
    assert not {one["name"]: one for one in desk.stories()}["d.txt"]["there"]
    gone = desk.server.ask("GET", f"/v1/stories/{desk.ids['d.txt']}")
    assert gone.status == 409 and gone.said["error"].endswith(".")


def test_a_feed_without_a_story_does_not_stand_as_passed(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text('{"text": ""}\n', encoding="utf-8")
    (tmp_path / "none.json").write_text(
        '{"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": []}', encoding="utf-8"
    )
    with serving(tmp_path, ".", *FAST, "--database", f"sqlite:///{tmp_path}/kept.sqlite", command="review") as server:
        stood = until(Desk(tmp_path, server).judged)
    assert {name: one["verdict"] for name, one in stood.items()} == {"empty.jsonl": "block", "none.json": "block"}


def test_who_has_a_story_open_is_shown(desk: Desk) -> None:
    desk.stories(f"?open={desk.ids['a.txt']}&who=ben")
    listed = {one["name"]: one["open"] for one in desk.stories(f"?open={desk.ids['b.txt']}&who=cleo")}
    assert listed["a.txt"] == ["ben"] and listed["b.txt"] == ["cleo"]
    assert {one["name"]: one["open"] for one in desk.stories(f"?open={desk.ids['b.txt']}&who=ben")}["a.txt"] == []


@pytest.mark.parametrize(
    ("before", "edited", "after"),
    [
        (b"one\r\ntwo\nthree\r\n", "one\ntwo\nnew\nthree\n", b"one\r\ntwo\nnew\r\nthree\r\n"),
        (b"\xef\xbb\xbfone\r\ntwo", "one\ntwo, too", b"\xef\xbb\xbfone\r\ntwo, too"),
        ("\ufeffcaf\u00e9\r\n".encode("utf-16-le"), "caf\u00e9s\n", "\ufeffcaf\u00e9s\r\n".encode("utf-16-le")),
        (
            "caf\u00e9 \u2013 one\n".encode("cp1252"),
            "caf\u00e9 \u2013 two\n",
            "caf\u00e9 \u2013 two\n".encode("cp1252"),
        ),
        ("e\u0301 \U0001f600\rend".encode(), "e\u0301 \U0001f600\nThe end", "e\u0301 \U0001f600\rThe end".encode()),
        (
            "é é é broken \udcff byte\n".encode("utf-8", "surrogateescape"),
            "é é é broken \udcff byte.\n",
            "é é é broken \udcff byte.\n".encode("utf-8", "surrogateescape"),
        ),
    ],
    ids=["mixed line ends", "bom", "utf-16", "cp1252", "emoji and cr", "broken byte"],
)
def test_saving_keeps_everything_else(desk: Desk, before: bytes, edited: str, after: bytes) -> None:
    opened = desk.put("b.txt", before)
    assert "\r" not in opened["text"]
    os.chmod(desk.folder / "b.txt", 0o640)
    same = desk.save("b.txt", opened["text"], opened["etag"])
    assert same.status == 200 and (desk.folder / "b.txt").read_bytes() == before
    saved = desk.save("b.txt", edited, opened["etag"])
    assert saved.status == 200 and saved.said["text"] == edited and saved.headers["etag"] == f'"{saved.said["etag"]}"'
    assert (desk.folder / "b.txt").read_bytes() == after
    assert os.stat(desk.folder / "b.txt").st_mode & 0o777 == 0o640
    assert not list(desk.folder.glob(".b.txt.*"))


def test_who_is_late_overwrites_nothing(desk: Desk) -> None:
    opened = desk.put("a.txt", b"one\n")
    assert desk.save("a.txt", "two\n", opened["etag"]).status == 200
    late = desk.save("a.txt", "three\n", opened["etag"])
    assert late.status == 412 and "meanwhile" in late.said["error"] and late.said["error"].endswith(".")
    assert (desk.folder / "a.txt").read_bytes() == b"two\n"
    assert desk.server.ask("PUT", f"/v1/stories/{desk.ids['a.txt']}", {"text": "x"}).status == 428


def test_of_editors_at_once_one_is_heard(desk: Desk) -> None:
    for number in range(5):
        etag = desk.put("a.txt", f"begin {number}\n".encode())["etag"]
        with ThreadPoolExecutor(8) as editors:
            replies = list(editors.map(lambda who, etag=etag: desk.save("a.txt", f"by {who}\n", etag), range(8)))  # type: ignore[misc]
        (winner,) = [reply for reply in replies if reply.status == 200]
        assert {reply.status for reply in replies} == {200, 412}
        assert (desk.folder / "a.txt").read_text() == winner.said["text"]


def test_what_may_not_be_written_is_left_as_it_is(desk: Desk) -> None:
    opened = desk.put("b.txt", "caf\u00e9\n".encode("cp1252"))
    lacks = desk.save("b.txt", "caf\u00e9 \u4e2d\n", opened["etag"])
    assert lacks.status == 409 and "U+4E2D" in lacks.said["error"]
    os.link(desk.folder / "b.txt", desk.folder / "other")
    assert "hard links" in desk.save("b.txt", "x\n", opened["etag"]).said["error"]
    (desk.folder / "other").unlink()
    os.chmod(desk.folder / "b.txt", 0o444)
    assert "write-protected" in desk.save("b.txt", "x\n", opened["etag"]).said["error"]
    os.chmod(desk.folder / "b.txt", 0o644)
    assert (desk.folder / "b.txt").read_bytes() == "caf\u00e9\n".encode("cp1252")


def test_nothing_outside_the_folder_is_read_or_written(desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret\n")
    opened = desk.put("b.txt", b"one\n")
    (desk.folder / "b.txt").unlink()
    (desk.folder / "b.txt").symlink_to(secret)
    for reply in (
        desk.server.ask("GET", f"/v1/stories/{desk.ids['b.txt']}"),
        desk.save("b.txt", "x\n", opened["etag"]),
    ):
        assert (
            reply.status == 409
            and "leads out" in reply.said["error"]
            and "secret" not in reply.body.decode().replace("secret.txt", "")
        )
    (desk.folder / "b.txt").unlink()
    desk.put("b.txt", b"one\n")
    (desk.folder / "b.txt.mtcheck.toml").symlink_to(tmp_path / "elsewhere.toml")
    fine = desk.post("b.txt", "fine", {"decision": DECISION, "reason": "x"})
    assert fine.status == 409 and not (tmp_path / "elsewhere.toml").exists()
    (desk.folder / "b.txt.mtcheck.toml").unlink()
    for id in ("../secret.txt", "..%2Fsecret.txt", "%2e%2e", "0" * 12, str(secret)):
        for method in ("GET", "PUT"):
            assert desk.server.ask(
                method, f"/v1/stories/{id}", {"text": "x"} if method == "PUT" else b"", If_Match="x"
            ).status in (404, 405), id
    assert secret.read_text() == "secret\n"


def test_decisions_are_kept_shown_and_exported(desk: Desk) -> None:
    desk.put("c.md", f"{LOOPED}\n".encode())
    said = [
        {**DECISION, "action": action, "fingerprint": name}
        for name, action in (("01", "accepted"), ("02", "rejected"), ("02", "undone"), ("03", "rejected"))
    ]
    assert desk.post("c.md", "decisions", {"decisions": said, "who": "Zoë Ämter"}).said == {"kept": 4}
    history = desk.server.ask("GET", f"/v1/stories/{desk.ids['c.md']}/history").said["history"]
    assert [one["fingerprint"] for one in history] == ["03", "02", "02", "01"]
    assert (
        history[0]["who"] == "Zoë Ämter"
        and "mtcheck" in history[0]["rules"]
        and history[0]["at"].startswith("20")
        and history[0]["version"]
    )
    opened = desk.server.ask("GET", f"/v1/stories/{desk.ids['c.md']}").said
    assert {one["fingerprint"]: one["action"] for one in opened["decided"]} == {"01": "accepted", "03": "rejected"}
    export = desk.server.ask("GET", "/v1/decisions")
    assert export.headers["content-type"].startswith("application/jsonl")
    assert [json.loads(line)["action"] for line in export.body.splitlines()][-4:] == [one["action"] for one in said]
    for wrong in (
        {"decisions": [{**DECISION, "rule": "no-such-rule"}]},
        {"decisions": [{**DECISION, "action": "maybe"}]},
        {"decisions": [], "who": "a\nb"},
        {},
    ):
        refused = desk.post("c.md", "decisions", wrong)
        assert refused.status in (400, 409) and refused.said["error"].endswith((".", "?"))


def test_what_is_marked_as_fine_is_fine_on_the_command_line(desk: Desk) -> None:
    opened = desk.put("a.txt", f"{LOOPED}\n".encode())
    (found,) = desk.findings("a.txt", opened["text"])
    decision = {**DECISION, "fingerprint": found["fingerprint"], "rule": found["rule"]}
    assert desk.post("a.txt", "fine", {"decision": decision, "reason": "It is “song” text."}).status == 200
    assert desk.findings("a.txt", opened["text"]) == []
    checked = json.loads(run("check", "a.txt", "--format", "json", "--no-cache", *FAST[3:], cwd=desk.folder).out)
    assert (
        checked["summary"]["suppressed"] == 1
        and checked["summary"]["stories"][0]["suppressed"][0]["reason"] == "It is “song” text."
    )
    assert (
        desk.post("a.txt", "fine", {"decision": decision, "reason": "It is “song” text.", "back": True}).status == 200
    )
    assert len(desk.findings("a.txt", opened["text"])) == 1 and not (desk.folder / "a.txt.mtcheck.toml").exists()
    assert desk.post("a.txt", "fine", {"decision": decision, "reason": "  "}).status == 400


def test_a_rule_that_the_newsroom_does_not_want_is_off_in_its_profile(desk: Desk) -> None:
    opened = desk.put("a.txt", f"{LOOPED}\n".encode())
    profile = desk.folder / "mtcheck.toml"
    profile.write_bytes(b"# ours\r\nmin_confidence = 0.4\r\n\r\n[verdict]\r\nreview_below = 99\r\n")
    assert len(desk.findings("a.txt", opened["text"])) == 1
    assert desk.post("a.txt", "not-here", {"decision": DECISION}).said == {"profile": "mtcheck.toml"}
    assert (
        profile.read_bytes()
        == b'# ours\r\nmin_confidence = 0.4\r\nignore = ["phrase-loop"]\r\n\r\n[verdict]\r\nreview_below = 99\r\n'
    )
    assert desk.findings("a.txt", opened["text"]) == []
    assert desk.post("a.txt", "not-here", {"decision": DECISION, "back": True}).status == 200
    assert len(desk.findings("a.txt", opened["text"])) == 1
    profile.write_text("[tool]\n")
    broken = desk.post("a.txt", "check", {"text": "x"})
    assert broken.status in (400, 409) and "tool" in broken.said["error"]
    profile.unlink()


def test_a_profile_is_read_again_when_it_or_a_list_beside_it_changes(tmp_path: Path) -> None:
    place, terms = tmp_path / "mtcheck.toml", tmp_path / "terms.tsv"
    place.write_text('[house]\nterms = "terms.tsv"\n')
    terms.write_text("flat\tapartment\n")
    read: list[str] = []

    def finder() -> Callable[[str], Config]:
        config = load(str(place))
        read.append("again")
        return lambda path: config

    profiles = Profiles(finder, str(tmp_path))
    for change in (lambda: None, lambda: terms.write_text("lift\televator\n"), lambda: place.write_text("")):
        change()
        os.utime(place, ns=(len(read), len(read)))
        profiles.of("a.txt")
        before = len(read)
        profiles.of("a.txt")
        assert len(read) == before
    assert len(read) == 3 and profiles.of("a.txt").house.terms == ()


def test_source_text_comes_with_a_story_that_has_it(desk: Desk) -> None:
    opened = desk.server.ask("GET", f"/v1/stories/{desk.ids['f.xlf']}").said
    assert opened["source"] == "Die Armee nahm alle Waffen."


def test_a_review_has_a_token_of_its_own(desk: Desk) -> None:
    assert len(desk.server.token) >= 24
    for path in ("/v1/stories", f"/v1/stories/{desk.ids['a.txt']}", "/v1/decisions", "/v1/desk"):
        assert desk.server.ask("GET", path, Authorization="Bearer wrong").status == 401
    assert desk.server.ask("GET", "/", Authorization="").status == 200
    assert (
        desk.server.ask(
            "PUT", f"/v1/stories/{desk.ids['a.txt']}", {"text": "x"}, Origin="https://evil.example", If_Match="x"
        ).status
        == 403
    )


def test_what_cannot_be_reviewed_is_said(tmp_path: Path) -> None:
    for arguments, words in (
        ((), ("--watch",)),
        (("absent.txt",), ("absent.txt",)),
        (("-",), ("file",)),
        (("https://wire.example/a",), ("file",)),
    ):
        result = run("review", *arguments, "--no-browser", cwd=tmp_path)
        assert result.code in (2, 3)
        complains(result, *words)
