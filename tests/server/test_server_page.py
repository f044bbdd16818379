"""The page of `mtcheck serve` in a real browser: pasted, checked, changed and decided on, by keyboard alone; phone
width, dark, without a word of complaint.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from browser import MARKS, Browser
from paged import ALT, CTRL, SHIFT, caret, hover, key, marked, paste, picture, selected, text, until, write
from served import Served, serving

pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")

pytestmark = MARKS
STORY = (
    "Storm hits Lomna 😀\n\nThe the storm took roofs and roofs off forty houses on Monday.\nThe mayor said that the the"
    " road is closed now.\nA last line is fine."
)
TOKEN = "a-token-that-nobody-guesses"


def rules(tab: Browser) -> Any:
    return tab.run("shown().map((one) => one.rule)")


@pytest.fixture
def tab(chromium: Browser) -> Browser:
    return chromium


def pasted(tab: Browser, server: Served, story: str = STORY) -> None:
    tab.open(server.address)
    paste(tab, story)
    until(tab, "state.checked === editor.text && editor.found.length > 0")


def test_a_pasted_story_is_marked_and_judged(tab: Browser, server: Served) -> None:
    tab.window(1280, 800)
    pasted(tab, server)
    assert rules(tab) == ["doubled-word", "doubled-coordination", "doubled-word"]
    assert marked(tab) == ["The the", "roofs and roofs", "the the"]
    assert tab.run("verdict.dataset.verdict") in ("review", "block") and "score" in tab.run("verdict.textContent")
    picture(tab, "light")


def test_all_is_done_by_keyboard_alone(tab: Browser, server: Served) -> None:
    tab.window(1280, 800)
    pasted(tab, server)
    key(tab, "F8")
    assert selected(tab) == "The the"
    assert "Proposed: The" in tab.run("document.getElementById('said').textContent")
    key(tab, "Enter", ALT)
    assert "\n\nThe storm" in text(tab)
    until(tab, "state.checked === editor.text")
    assert marked(tab) == ["roofs and roofs", "the the"]
    assert tab.run("current().rule") == "doubled-coordination"  # the next one is at hand
    key(tab, "KeyO", ALT)
    assert tab.run("document.activeElement.value") == "roofs and roofs"
    write(tab, "roofs and doors")
    tab.press("Enter")
    assert "took roofs and doors off" in text(tab)
    until(tab, "state.checked === editor.text")
    assert rules(tab) == ["doubled-word"] and tab.run("document.activeElement.id") == "text"
    key(tab, "F8")
    key(tab, "KeyL", ALT)
    assert rules(tab) == [] and tab.run("editor.found.length") == 1
    for _ in range(3):
        key(tab, "KeyZ", CTRL)
    assert text(tab) == STORY
    until(tab, "state.checked === editor.text")
    assert rules(tab) == ["doubled-word", "doubled-coordination", "doubled-word"]
    key(tab, "KeyY", CTRL)
    assert "\n\nThe storm" in text(tab)
    key(tab, "KeyZ", CTRL | SHIFT)
    assert "roofs and doors" in text(tab)
    key(tab, "F8", SHIFT)
    assert selected(tab) == "the the"
    picture(tab, "chosen")


def test_typing_moves_the_marks_and_is_checked_again(tab: Browser, server: Served) -> None:
    pasted(tab, server)
    caret(tab, 0)
    write(tab, "A big 𝒜 ")
    assert marked(tab) == ["The the", "roofs and roofs", "the the"]
    until(tab, "state.checked === editor.text")
    assert marked(tab) == ["The the", "roofs and roofs", "the the"]
    caret(tab, len(text(tab).encode("utf-16-le")) // 2)
    paste(tab, "\nIt was the the end.")
    until(tab, "shown().length === 4")
    tab.run("var at = editor.text.indexOf('The the') + 4; editor.reveal(at, at + 4)")
    write(tab, "big ")
    assert marked(tab) == ["roofs and roofs", "the the", "the the"]  # what is touched waits for the check
    tab.run("editor.reveal(0, editor.text.length)")
    write(tab, "All is well in the town, the mayor said.")
    until(tab, "shown().length === 0 && state.checked === editor.text")
    assert tab.run("verdict.dataset.verdict") == "pass"


def test_all_alike_are_accepted_and_undone_at_once(tab: Browser, server: Served) -> None:
    pasted(tab, server, "He saw the the house.\nShe saw the the barn.\nThey saw the the road.\n")
    assert tab.run("document.querySelector('#findings .alike').textContent") == "All 3 alike"
    key(tab, "F8")
    key(tab, "KeyA", ALT)
    assert text(tab) == "He saw the house.\nShe saw the barn.\nThey saw the road.\n"
    tab.run("document.getElementById('undo').click()")
    assert text(tab).count("the the") == 3


def test_a_finding_is_told_and_mended_where_it_stands(tab: Browser, server: Served) -> None:
    tab.window(1280, 800)
    pasted(tab, server)
    tab.run("editor.find(editor.found.map((one) => ({ ...one, message: '<img src=x onerror=alert(1)>' })))")
    told = hover(
        tab,
        "#editor .major",
        "document.querySelector('.cm-tooltip-lint') && document.querySelector('.cm-tooltip-lint').innerText",
    )
    assert "<img src=x onerror=alert(1)>" in told and "Leave it" in told
    assert tab.run("document.querySelectorAll('main img').length") == 0
    picture(tab, "tooltip")
    tab.run("document.querySelector('.cm-diagnosticAction').click()")
    until(tab, "editor.text.includes('took roofs off')")


def test_an_answer_to_an_older_text_is_dropped(tab: Browser, server: Served) -> None:
    pasted(tab, server)
    tab.run(
        "window.slow = fetch; window.fetch = (...given) => new Promise((done, fail) => setTimeout(() =>"
        " slow(...given).then(done, fail), 400)); check()"
    )
    write(tab, " More more.")
    tab.run("check()")
    until(tab, "state.checked === editor.text")
    assert tab.run("shown().every((one) => editor.text.slice(one.start, one.end) === one.text)")


def test_a_server_that_is_gone_is_said(tab: Browser, server: Served) -> None:
    pasted(tab, server)
    tab.run("window.fetch = () => Promise.reject(new TypeError('gone')); check()")
    assert "does not answer" in until(tab, "verdict.textContent", lambda said: "does not" in said)


def test_narrow_and_dark_windows(tab: Browser, server: Served) -> None:
    for name, width, height, dark in (
        ("phone", 375, 700, False),
        ("phone-dark", 375, 700, True),
        ("dark", 1280, 800, True),
    ):
        tab.window(width, height, dark=dark, mobile=width < 400)
        pasted(tab, server)
        key(tab, "F8")
        assert tab.run("document.documentElement.scrollWidth") <= width
        assert tab.run("document.getElementById('editor').clientHeight") > 150
        picture(tab, name)
    tab.window(1280, 800)


def test_nothing_is_asked_of_others_and_nothing_is_complained_of(tab: Browser, server: Served) -> None:
    tab.complaints.clear()
    tab.requests.clear()
    pasted(tab, server, STORY + " <b>bold</b> <script>alert(1)</script> <img src=x onerror=alert(2)>")
    key(tab, "F8")
    assert tab.run("document.querySelectorAll('#editor b, #findings b, #editor img, main script').length") == 0
    assert tab.complaints == []
    assert all(address.startswith(server.address) for address in tab.requests)


def test_the_token_is_asked_for_and_kept_for_the_session(tab: Browser, tmp_path: Path) -> None:
    with serving(tmp_path, "--depth", "fast", "--jobs", "1", MTCHECK_TOKEN=TOKEN) as locked:
        tab.open(locked.address)
        until(tab, "document.getElementById('locked').open")
        write(tab, TOKEN)
        tab.press("Enter")
        until(tab, "document.activeElement.id === 'text'")
        paste(tab, STORY)
        until(tab, "shown().length === 3")
        assert TOKEN not in json.dumps(tab.run("document.cookie + document.documentElement.outerHTML + location.href"))
