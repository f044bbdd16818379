"""Keys pressed and words written on the page of the server, and what is seen on it."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from browser import Browser

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
    for _ in range(600):
        found = tab.run(script)
        if right(found):
            return found
        time.sleep(0.05)
    raise AssertionError((script, found, tab.complaints))


def marked(tab: Browser) -> Any:
    return tab.run("[...document.querySelectorAll('#marks mark')].map((one) => one.textContent)")


def text(tab: Browser) -> Any:
    return tab.run("document.getElementById('text').value")


def picture(tab: Browser, name: str) -> None:
    """A screenshot to look at, where PICTURES names a folder for them."""
    if folder := os.environ.get("PICTURES"):
        tab.picture(Path(folder) / f"{name}.png")
