"""Which quotation marks a story uses: `house_marks` gives the pair that a repair should write."""

from functools import lru_cache

from mtcheck.text.lazy import lazy

_CURLY = lazy(r"(?<![\w.,!?])“(?=\w)|(?<=[\w.,!?…])”")
_CURLY_APOSTROPHE = lazy(r"(?<=\w)’(?=\w)")


@lru_cache(maxsize=4)
def house_marks(text: str) -> tuple[str, str]:
    """The opening and closing double mark that stand most often in the text; straight ones where neither wins."""
    curly = len(_CURLY.findall(text))
    return ("“", "”") if curly > text.count('"') else ('"', '"')


def inner_marks(text: str) -> tuple[str, str]:
    """The single marks that go with `house_marks`, for a quotation inside another."""
    return ("‘", "’") if house_marks(text)[0] == "“" else ("'", "'")


@lru_cache(maxsize=4)
def house_apostrophe(text: str) -> str:
    """The apostrophe that stands most often in the text."""
    return "’" if len(_CURLY_APOSTROPHE.findall(text)) > text.count("'") else "'"
