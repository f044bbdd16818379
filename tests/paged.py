"""Keys pressed and words written on the page of the server, and what is seen on it."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from browser import Browser
from waiting import LONG, PAUSE

ALT, CTRL, SHIFT = 1, 2, 8
_CODES = {
    "F8": 119, "Enter": 13, "Tab": 9, "Escape": 27, "PageDown": 34, "PageUp": 33, "ArrowDown": 40, "Digit2": 50,
    **{f"Key{letter}": ord(letter) for letter in "AFHLNORSYZ"},
}  # fmt: skip


def key(tab: Browser, code: str, held: int = 0) -> None:
    name = code.removeprefix("Key").removeprefix("Digit")
    for kind in ("rawKeyDown", "keyUp"):
        tab.call(
            "Input.dispatchKeyEvent", type=kind, key=name, code=code, windowsVirtualKeyCode=_CODES[code], modifiers=held
        )


def write(tab: Browser, words: str) -> None:
    tab.call("Input.insertText", text=words)


def until(tab: Browser, script: str, right: Callable[[Any], bool] = bool) -> Any:
    """The value of an expression as soon as it is right."""
    end = time.monotonic() + LONG
    while not right(found := tab.run(script)):
        assert time.monotonic() < end, (script, found, tab.complaints)
        time.sleep(PAUSE)
    return found


def hover(tab: Browser, element: str, shown: str) -> Any:
    """The value of an expression that becomes true while the pointer rests on an element; where it does not, the
    pointer comes again and rests for longer, for a page that is drawn anew meanwhile forgets it.
    """
    end, rest = time.monotonic() + LONG, 1.0
    while True:
        for by in (0, 1):  # a pointer that moves
            x, y = tab.run(
                f"{{ const at = document.querySelector({json.dumps(element)}).getBoundingClientRect();"
                f" [at.x + at.width / 2 + {by}, at.y + at.height / 2] }}"
            )
            tab.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        again = time.monotonic() + rest
        while time.monotonic() < again:
            if found := tab.run(shown):
                return found
            time.sleep(PAUSE)
        assert time.monotonic() < end, (element, tab.complaints)
        tab.call("Input.dispatchMouseEvent", type="mouseMoved", x=1, y=1)
        rest *= 2


def paste(tab: Browser, words: str) -> None:
    """Pastes into the story, where the caret is."""
    given = "new ClipboardEvent('paste', {clipboardData: held, bubbles: true, cancelable: true})"
    tab.run(
        f"{{ editor.focus(); const held = new DataTransfer(); held.setData('text/plain', {json.dumps(words)});"
        f" document.getElementById('text').dispatchEvent({given}) }} 0"
    )


def caret(tab: Browser, start: int, end: int | None = None) -> None:
    tab.run(f"editor.reveal({start}, {start if end is None else end}); editor.focus()")


def selected(tab: Browser) -> Any:
    return tab.run("editor.text.slice(editor.selection.from, editor.selection.to)")


def marked(tab: Browser) -> Any:
    return tab.run("[...document.querySelectorAll('#editor .finding')].map((one) => one.textContent)")


def text(tab: Browser) -> Any:
    return tab.run("editor.text")


def picture(tab: Browser, name: str) -> None:
    """A screenshot to look at, where PICTURES names a folder for them."""
    if folder := os.environ.get("PICTURES"):
        tab.picture(Path(folder) / f"{name}.png")
