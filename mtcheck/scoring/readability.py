"""Reading ease by textstat: the Coleman-Liau index, which counts letters (others load a dictionary, which is slow)."""

import importlib
import os
import sys
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from types import ModuleType

_SAMPLE = 20_000  # code points: some 3,300 words, after which the index hardly moves
_MIN_WORDS = 50


def readability(text: str, words: int) -> float | None:
    """The US school grade that the text asks for, or None under 50 words."""
    if words < _MIN_WORDS:
        return None
    return round(float(_index()(text[:_SAMPLE])), 1)


_LIBRARY = "textstat"
_PARTS = "", ".backend", *(f".backend.{part}" for part in "counts metrics selections transformations utils".split())


@cache
def _index() -> Callable[[str], float]:
    """The one formula of textstat with what it counts.

    The library as a whole brings forty more, and with them two dictionaries: it takes as long to import as a story to
    check. So while the formula is imported, the packages that it lies in are empty; whoever imports them later has them
    whole.
    """
    found = find_spec(_LIBRARY)
    if _LIBRARY not in sys.modules and found is not None and found.submodule_search_locations:
        places = list(found.submodule_search_locations)
        try:
            for part in _PARTS:
                package = ModuleType(_LIBRARY + part)
                package.__path__ = [os.path.join(place, *part.split(".")[1:]) for place in places]
                sys.modules[package.__name__] = package
            made: Callable[[str], float] = importlib.import_module(
                f"{_LIBRARY}.backend.metrics._coleman_liau_index"
            ).coleman_liau_index
            return made
        except (ImportError, AttributeError):  # another arrangement of the library
            pass
        finally:
            for name in [name for name in sys.modules if name.split(".")[0] == _LIBRARY]:
                del sys.modules[name]
    from textstat import textstat

    whole: Callable[[str], float] = textstat.coleman_liau_index
    return whole
