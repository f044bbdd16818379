"""How likely a mark is between two words, by what clean news does: `events` finds marks, `MarkOdds` weighs them."""

from collections.abc import Iterable, Iterator, Mapping

from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import Vocabulary

_WORD = r"[^\W_][\w'’]*(?:[-–.][\w'’]+)*"
_MARK = lazy(rf"[,;:.?!] (?=({_WORD}))")  # the mark comes first: it is rarer than a word
_EVERY = lazy(rf"({_WORD})([,;:.?!]?) (?=({_WORD}))")
_LAST = lazy(rf"{_WORD}$")
_REACH = 40  # code points of a word before a mark


def events(text: str, start: int, end: int) -> Iterator[tuple[str, str, str, int]]:
    """(word before, mark, word behind, offset of the mark) of the marks that a space and a word follow."""
    for match in _MARK.finditer(text, start, end):
        at = match.start()
        left = text[max(start, at - _REACH) : at].rpartition(" ")[2]
        if not left.isalpha():  # most are
            word = _LAST.search(left)
            if word is None:
                continue
            left = word[0]
        yield left, text[at], match[1], at


def places(text: str, start: int, end: int) -> Iterator[tuple[str, str, str]]:
    """(word before, mark or nothing, word behind) of all neighbours: what `benchmarks/build_marks.py` counts."""
    for match in _EVERY.finditer(text, start, end):
        yield match[1], match[2], match[3]


def kind(mark: str) -> str:
    """The marks that are counted together: a colon is as rare as a semicolon, and what ends a sentence is one kind."""
    return ";" if mark == ":" else "." if mark in ("?", "!") else mark


def odds(lines: Iterable[str]) -> dict[str, dict[str, tuple[int, ...]]]:
    """Hundredths for comma, semicolon and stop, by table and key, of lines that say so by tabs."""
    tables: dict[str, dict[str, tuple[int, ...]]] = {"pair": {}, "left": {}, "right": {}}
    for line in filter(None, lines):
        table, key, *cells = line.split("\t")
        tables[table][key] = tuple(map(int, cells))
    return tables


class MarkOdds:
    """Log-odds, to the base ten, of a mark between two words: from parts of speech, and from the words beyond."""

    def __init__(self, tables: Mapping[str, Mapping[str, tuple[int, ...]]], vocabulary: Vocabulary) -> None:
        """`tables`: as `odds` makes them."""
        self._vocabulary = vocabulary
        self._tables = tables
        self._classes: dict[str, str] = {}

    def __call__(self, left: str, mark: str, right: str) -> float:
        column = ",;.".index(kind(mark))
        pair = self._tables["pair"].get(f"{self.category(left)} {self.category(right)}") or self._tables["pair"]["* *"]
        odds = pair[column]
        for side, word in (("left", left), ("right", right)):
            if not word[0].isupper() and (shift := self._tables[side].get(word.lower())):
                odds += shift[column]
        return odds / 100

    def category(self, word: str) -> str:
        """A figure, a capitalised word, or the two commonest parts of speech."""
        if word not in self._classes:
            self._classes[word] = (
                "#"
                if word[0].isdigit()
                else "E"
                if word[0].isupper()
                else self._vocabulary.tags(word.lower())[:2] or "?"
            )
        return self._classes[word]
