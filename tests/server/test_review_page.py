"""The page of `mtcheck review` in a real browser, by keyboard alone: edit, accept, undo, mark as fine, turn off, save,
a conflict, what is kept.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import MARKS, Browser
from commands import run
from paged import ALT, CTRL, key, marked, picture, text, until, write
from served import Served, serving

pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")
pytest.importorskip("sqlalchemy")

pytestmark = MARKS
STORM = (
    "Storm hits Lomna\r\n\r\nThe the storm took roofs and roofs off forty houses on Monday.\r\nThe mayor said that the"
    " the road is closed now.\r\n"
)
ARMY = "The army took all weapons all weapons from the depot on Monday.\n"


class Open:
    """A review in a tab."""

    def __init__(self, folder: Path, server: Served, tab: Browser) -> None:
        self.folder, self.server, self.tab = folder, server, tab

    def fresh(self, name: str, data: str) -> None:
        """Writes a story anew, and opens it on a page that has forgotten all."""
        (self.folder / name).write_bytes(data.encode())
        (self.folder / f"{name}.mtcheck.toml").unlink(missing_ok=True)
        self.forget()
        self.tab.open("about:blank")
        self.tab.open(self.server.address)
        until(self.tab, "desk.open !== null")
        self.tab.run(f"openStory(lists.stories.find((one) => one.name === {json.dumps(name)}).id)")
        until(
            self.tab,
            f"desk.open.name === {json.dumps(name)} && state.checked === editor.text && state.summary !== null",
        )

    def forget(self) -> None:
        """So that the page can be left without being asked."""
        self.tab.run("typeof drafts === 'undefined' || (drafts.clear(), unsent = [])")

    def file(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode()

    def kept(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.server.ask("GET", "/v1/decisions").body.splitlines()]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Open]:
    folder = tmp_path_factory.mktemp("review")
    (folder / "storm.txt").write_bytes(STORM.encode())
    (folder / "army.txt").write_bytes(ARMY.encode())
    options = (
        "--no-browser",
        "--depth",
        "fast",
        "--jobs",
        "1",
        "--database",
        f"sqlite:///{folder}/kept.sqlite",
        "--who",
        "ada",
    )
    with serving(folder, "army.txt", "storm.txt", *options, command="review") as server:
        chromium.window(1280, 800)
        page = Open(folder, server, chromium)
        yield page
        page.forget()
        chromium.open("about:blank")


def test_stories_are_listed_and_opened_by_key(page: Open) -> None:
    page.fresh("storm.txt", STORM)
    tab = page.tab
    until(tab, "lists.stories.every((one) => one.verdict)")
    listed = tab.run("[...document.querySelectorAll('#stories button')].map((one) => one.textContent)")
    assert listed[0].startswith("army.txt review") and "3 findings" in listed[1]
    assert tab.run("location.hash") == "" and page.server.token not in tab.run("document.documentElement.outerHTML")
    key(tab, "PageUp", ALT)
    until(tab, "desk.open.name === 'army.txt' && state.checked === editor.text")
    assert marked(tab) == ["all weapons all weapons"]
    key(tab, "PageDown", ALT)
    until(tab, "desk.open.name === 'storm.txt' && state.checked === editor.text")
    assert tab.run("document.querySelector('[aria-current]').textContent").startswith("storm.txt")
    picture(tab, "review")


def test_a_story_is_decided_and_saved_by_keyboard_alone(page: Open) -> None:
    page.fresh("storm.txt", STORM)
    tab = page.tab
    before = len(page.kept())
    key(tab, "F8")
    key(tab, "Enter", ALT)
    assert text(tab).startswith("Storm hits Lomna\n\nThe storm")
    until(tab, "state.checked === editor.text")
    key(tab, "KeyO", ALT)
    write(tab, "roofs and doors")
    tab.press("Enter")
    until(tab, "state.checked === editor.text")
    key(tab, "F8")
    key(tab, "KeyL", ALT)
    assert "• storm.txt" in until(tab, "document.querySelector('[aria-current]').textContent")
    assert page.file("storm.txt") == STORM
    key(tab, "KeyS", CTRL)
    until(tab, "document.getElementById('said').textContent === 'Saved.' && unsent.length === 0")
    assert page.file("storm.txt") == STORM.replace("The the storm", "The storm").replace(
        "roofs and roofs", "roofs and doors"
    )
    said = page.kept()[before:]
    assert [(one["action"], one["text"], one["written"]) for one in said] == [
        ("accepted", "The the", "The"), ("own-words", "roofs and roofs", "roofs and doors"),
        ("rejected", "the the", ""),
    ]  # fmt: skip
    assert said[1]["before"] == "The storm took roofs and roofs off forty houses on Monday." and said[1][
        "after"
    ].startswith("The storm took roofs and doors")
    assert all(one["who"] == "ada" and one["story"].endswith("storm.txt") for one in said)
    key(tab, "KeyZ", CTRL)
    until(tab, "unsent.length === 0")
    assert page.kept()[-1]["action"] == "undone" and tab.run("shown().length") == 1


def test_what_was_left_is_left_when_the_story_is_opened_again(page: Open) -> None:
    page.fresh("army.txt", ARMY)
    tab = page.tab
    key(tab, "F8")
    key(tab, "KeyL", ALT)
    until(tab, "unsent.length === 0 && shown().length === 0")
    page.fresh("army.txt", ARMY)
    assert tab.run("[shown().length, editor.found.length]") == [0, 1]
    tab.run("document.getElementById('log').click()")
    assert "left. “all weapons all weapons”" in until(tab, "document.getElementById('history-list').textContent")
    picture(tab, "history")
    key(tab, "Escape")
    tab.press("Escape")


def test_a_place_is_marked_as_fine_with_a_reason_and_undone(page: Open) -> None:
    page.fresh("storm.txt", STORM)
    tab = page.tab
    key(tab, "F8")
    key(tab, "KeyF", ALT)
    until(tab, "document.getElementById('reason').open")
    picture(tab, "reason")
    write(tab, "It is a “song”.")
    tab.press("Enter")
    until(tab, "!document.getElementById('reason').open && unsent.length === 0 && editor.found.length === 2")
    told = json.loads(
        run("check", "storm.txt", "--depth", "fast", "--format", "json", "--no-cache", cwd=page.folder).out
    )
    assert [one["reason"] for one in told["summary"]["stories"][0]["suppressed"]] == ["It is a “song”."]
    assert tab.run("document.activeElement.id === 'text'")
    key(tab, "KeyZ", CTRL)
    until(tab, "editor.found.length === 3")
    assert not (page.folder / "storm.txt.mtcheck.toml").exists()


def test_a_rule_is_turned_off_for_the_newsroom_and_on_again(page: Open) -> None:
    page.fresh("storm.txt", STORM)
    tab = page.tab
    key(tab, "F8")
    key(tab, "KeyN", ALT)
    assert "doubled-word" in until(
        tab, "document.getElementById('never').open && document.getElementById('never-what').textContent"
    )
    tab.press("Enter")
    until(tab, "editor.found.length === 1 && unsent.length === 0")
    assert (page.folder / "mtcheck.toml").read_text().count("doubled-word") == 1
    assert "off in mtcheck.toml" in tab.run("document.getElementById('said').textContent")
    key(tab, "KeyZ", CTRL)
    until(tab, "shown().length === 3")
    assert "doubled-word" not in (page.folder / "mtcheck.toml").read_text()
    (page.folder / "mtcheck.toml").unlink()


def test_a_conflict_is_said_and_both_texts_are_kept(page: Open) -> None:
    page.fresh("army.txt", ARMY)
    tab = page.tab
    tab.run("meanwhile = () => {}; editor.reveal(0, 0)")  # that the lists are looked at is not to be first
    write(tab, "Mine. ")
    (page.folder / "army.txt").write_text("Theirs.\n")
    key(tab, "KeyS", CTRL)
    assert "meanwhile" in until(
        tab, "document.getElementById('conflict').open && document.getElementById('conflict-what').textContent"
    )
    picture(tab, "conflict")
    assert page.file("army.txt") == "Theirs.\n"
    tab.press("Enter")
    until(tab, "editor.text === 'Theirs.\\n'")
    key(tab, "KeyZ", CTRL)
    assert text(tab) == "Mine. " + ARMY
    key(tab, "KeyS", CTRL)
    until(tab, "document.getElementById('said').textContent === 'Saved.'")
    assert page.file("army.txt") == "Mine. " + ARMY


def test_a_file_that_others_change_is_shown_anew(page: Open) -> None:
    page.fresh("army.txt", ARMY)
    (page.folder / "army.txt").write_text("Theirs, and longer.\n")
    page.tab.run("look()")
    until(page.tab, "editor.text === 'Theirs, and longer.\\n' && !desk.open.dirty")


def test_what_is_not_kept_yet_is_said_and_handed_in_later(page: Open) -> None:
    page.fresh("army.txt", "Later, soldiers took all lorries all lorries from the yard.\n")
    tab = page.tab
    before = len(page.kept())
    tab.run("window.real = fetch; window.fetch = () => Promise.reject(new TypeError('gone'))")
    key(tab, "F8")
    key(tab, "KeyL", ALT)
    assert "not kept yet" in until(tab, "verdict.textContent", lambda said: "not kept" in said)
    tab.run("window.fetch = real; look()")
    until(tab, "unsent.length === 0")
    assert [one["action"] for one in page.kept()[before:]] == ["rejected"]


def test_the_quarantine_is_edited_released_and_held_with_one_key(page: Open, tmp_path: Path) -> None:
    held = "The army took all weapons all weapons from the depot on Monday."
    feed = "".join(
        f"<item><title>Report {at}</title><guid>{at}</guid><description>{held}</description></item>" for at in (1, 2)
    )
    (tmp_path / "wire.xml").write_text(f'<rss version="2.0"><channel><title>Wire</title>{feed}</channel></rss>')
    url = f"sqlite:///{tmp_path}/mtcheck-watch.db"
    watched = ("watch", "wire.xml", "--once", "--select", "phrase-loop")
    assert run(*watched, cwd=tmp_path).code == 1
    options = ("--watch", url, "--no-browser", "--depth", "fast", "--jobs", "1", "--who", "ada")
    tab = page.tab
    page.forget()
    tab.complaints.clear()
    with serving(tmp_path, *options, command="review") as server:
        tab.window(1280, 800)
        tab.open(server.address)
        until(tab, "desk.open !== null && state.checked === editor.text && editor.found.length === 1")
        assert text(tab).startswith("Report") and held in text(tab) and marked(tab) == ["all weapons all weapons"]
        assert "phrase-loop" in tab.run("document.getElementById('held-why').textContent")
        picture(tab, "quarantine")
        name = text(tab).split("\n")[0]
        key(tab, "F8")
        key(tab, "Enter", ALT)
        until(tab, "document.querySelector('#items [aria-current]').textContent.startsWith('• ')")
        key(tab, "KeyR", ALT)
        until(tab, "document.querySelector('#items [aria-current]').textContent.includes('released')")
        assert "with your changes" in tab.run("document.getElementById('said').textContent")
        until(tab, "unsent.length === 0 && !desk.open.dirty")
        kept = [json.loads(line) for line in server.ask("GET", "/v1/decisions").body.splitlines()]
        assert [(one["action"], one["who"]) for one in kept] == [("accepted", "ada")] and kept[0]["story"].startswith(
            "wire: "
        )
        tab.run("document.querySelector('#items li:not(:has([aria-current])) button').focus()")
        tab.press("r")
        until(tab, "document.querySelectorAll('#items .released').length === 2")
        tab.press("h")
        until(tab, "document.querySelectorAll('#items .held').length === 1")
        assert tab.complaints == []
        assert run(*watched, cwd=tmp_path).code == 1
        clean = (tmp_path / "wire.clean.xml").read_text()
        assert "<description>The army took all weapons from the depot on Monday.</description>" in clean
        assert held not in clean and name in clean and clean.count("<item>") == 1
        assert "ada" in until(tab, "document.getElementById('items').textContent")


def test_narrow_and_dark_windows(page: Open) -> None:
    for name, width, height, dark in (
        ("review-phone", 375, 700, False),
        ("review-phone-dark", 375, 700, True),
        ("review-dark", 1280, 800, True),
    ):
        page.tab.window(width, height, dark=dark, mobile=width < 400)
        page.fresh("storm.txt", STORM)
        assert page.tab.run("document.documentElement.scrollWidth") <= width
        assert (
            page.tab.run("document.getElementById('editor').clientHeight") > 150
            and page.tab.run("document.getElementById('side').clientHeight") > 120
        )
        picture(page.tab, name)
    page.tab.window(1280, 800)


def test_axe_finds_nothing_wrong(page: Open) -> None:
    node = shutil.which("node")
    found = node and subprocess.run([node, "-p", "require.resolve('axe-core')"], capture_output=True, text=True)
    if not found or found.returncode:
        pytest.skip("the npm package axe-core is not installed (NODE_PATH)")
    axe = Path(found.stdout.strip()).read_text(encoding="utf-8")
    for width, dark in ((1280, False), (1280, True), (375, False)):
        page.tab.window(width, 800, dark=dark, mobile=width < 400)
        page.fresh("storm.txt", STORM)
        key(page.tab, "F8")
        page.tab.run(f"{axe};0")
        for dialog in ("", "reason", "history"):
            if dialog:
                page.tab.run(f"document.getElementById('{dialog}').showModal()")
            violations = (
                "axe.run().then((told) => told.violations.map((one) => [one.id, one.nodes.map((node) => node.html)]))"
            )
            assert page.tab.run(violations) == []
            if dialog:
                page.tab.run(f"document.getElementById('{dialog}').close()")
    page.tab.window(1280, 800)


def test_scripts_in_names_and_messages_are_words(page: Open) -> None:
    page.tab.complaints.clear()
    page.fresh("storm.txt", STORM + "<script>alert(1)</script> <img src=x onerror=alert(2)> the the\n")
    key(page.tab, "F8")
    page.tab.run("lists.stories[0].name = '<img src=x onerror=alert(3)>'; drawLists()")
    assert page.tab.run("document.querySelectorAll('nav img, main img, main script').length") == 0
    assert page.tab.complaints == []
