"""The WordPiece tokenizer of BERT for single words, with or without case and accents: `load` reads a `tokenizer.json`.

It does what the library tokenizers does with such a file, which would bring 40 MB of other libraries along.
"""

import json
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

_CJK = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


class Pieces(NamedTuple):
    """`ids`: one number a piece."""

    ids: list[int]


class WordPiece:
    """The longest piece of the vocabulary first, again and again."""

    def __init__(
        self, vocabulary: dict[str, int], unknown: str, prefix: str, longest: int, *, cased: bool = False
    ) -> None:
        """`prefix`: how a piece begins that continues a word. `longest`: code points from which on a word is unknown.

        `cased`: case and accents stay.
        """
        self.vocabulary = vocabulary
        self._unknown, self._prefix, self._longest, self._cased = vocabulary[unknown], prefix, longest, cased

    def no_padding(self) -> None:
        """It never pads."""

    def no_truncation(self) -> None:
        """It never cuts."""

    def token_to_id(self, token: str) -> int | None:
        return self.vocabulary.get(token)

    def encode(self, text: str, *, add_special_tokens: bool = False) -> Pieces:
        """The pieces of a text."""
        return Pieces([number for word in _parts(_plain(text, cased=self._cased)) for number in self._word(word)])

    def _word(self, word: str) -> list[int]:
        if len(word) > self._longest:
            return [self._unknown]
        found, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                number = self.vocabulary.get(word[start:end] if not start else self._prefix + word[start:end])
                if number is not None:
                    break
            else:
                return [self._unknown]
            found.append(number)
            start = end
        return found


def load(path: Path) -> WordPiece | None:
    """The tokenizer of a file; None where it is of another kind.

    Raises OSError and ValueError for a file that cannot be read.
    """
    said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    model, normalizer = said["model"], said.get("normalizer") or {}
    cased = not normalizer.get("lowercase", True)
    bert = normalizer.get("type") == "BertNormalizer" and normalizer.get("strip_accents") in (None, not cased)
    if (
        model.get("type", "WordPiece") != "WordPiece"
        or not bert
        or (said.get("pre_tokenizer") or {}).get("type") != "BertPreTokenizer"
    ):
        return None
    return WordPiece(
        model["vocab"],
        model["unk_token"],
        model["continuing_subword_prefix"],
        model["max_input_chars_per_word"],
        cased=cased,
    )


def _plain(text: str, *, cased: bool) -> str:
    """The text without control characters, with spaces round Chinese characters; unless `cased` in small letters
    without accents, too.
    """
    if text.isascii() and text.isprintable():
        return text if cased else text.lower()
    clean = []
    for char in text:
        kind = unicodedata.category(char)
        if char in "\t\n\r" or kind[0] == "Z":
            clean.append(" ")
        elif any(low <= ord(char) <= high for low, high in _CJK):
            clean.append(f" {char} ")
        elif char != "\ufffd" and kind not in ("Cc", "Cf", "Co", "Cs"):
            clean.append(char)
    if cased:
        return "".join(clean)
    bare = (char for char in unicodedata.normalize("NFD", "".join(clean)) if unicodedata.category(char) != "Mn")
    return "".join(char.lower() for char in bare)


def _parts(text: str) -> list[str]:
    """Words and single marks."""
    if text.isalpha():
        return [text]
    return "".join(f" {char} " if _is_mark(char) else char for char in text).split()


def _is_mark(char: str) -> bool:
    return (
        unicodedata.category(char)[0] == "P"
        if not char.isascii()
        else char.isprintable() and not char.isalnum() and char != " "
    )
