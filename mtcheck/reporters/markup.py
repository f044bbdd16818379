"""Text inside XML 1.0: escaped, and without the characters that XML cannot hold."""

import re

from mtcheck.text.lazy import lazy

ILLEGAL = lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_TEXT = lazy("[&<>\r]")
_IN_ATTRIBUTE = lazy('[&<>"\t\n\r]')
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def content(text: str) -> str:
    """The text between tags; a character that XML cannot hold becomes one that shows it, so that no place moves."""
    return _IN_TEXT.sub(_escaped, legal(text))


def attributes(**values: object) -> str:
    """`` name="value"`` for each that is not None; an underscore in a name stands for a colon."""
    return "".join(
        f' {name.replace("_", ":")}="{attribute(str(value))}"' for name, value in values.items() if value is not None
    )


def attribute(text: str) -> str:
    """The text between double quotes, its line breaks kept."""
    return _IN_ATTRIBUTE.sub(_escaped, legal(text))


def legal(text: str) -> str:
    """The text with a picture (␀) for each control character and U+FFFD for what is no character, one for one."""
    return ILLEGAL.sub(lambda match: chr(0x2400 + ord(match[0])) if match[0] < " " else "\ufffd", text)


def _escaped(match: re.Match[str]) -> str:
    return _NAMED.get(match[0]) or f"&#{ord(match[0])};"
