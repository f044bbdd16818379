"""Colours for a terminal that has them."""

from mtcheck.reporters import Look

_CODES = {"bold": "1", "dim": "2", "underline": "4", "red": "31", "green": "32", "yellow": "33"}


def paint(text: str, name: str, look: Look) -> str:
    """The text in colours named by words ("bold red"), or as it is where there are none."""
    if not look.colour or not text:
        return text
    return f"\x1b[{';'.join(_CODES[word] for word in name.split())}m{text}\x1b[0m"
