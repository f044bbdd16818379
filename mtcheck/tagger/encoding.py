"""Words to the numbers that the model reads: pieces, shapes, and where each word begins and ends among the pieces."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from mtcheck.tagger.words import CONTINUED, SPECIAL, Word, shapes

LONGEST = 160  # pieces of one input, the two of the encoder's own included


class Encoded(NamedTuple):
    """`pieces` and `shapes`: one number a piece. `first`, `last`: for each word its first and last piece."""

    pieces: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]


class Encoder:
    """Encodes words with a WordPiece tokenizer: `wordpiece.WordPiece`, or a `tokenizers.Tokenizer` in training."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._begin, self._end = _ends(tokenizer)
        self._unknown = tokenizer.token_to_id("[UNK]")
        self._pieces: dict[str, list[int]] = {}

    def pieces(self, word: str) -> list[int]:
        """The pieces of one word, at least one and at most six."""
        known = self._pieces.get(word)
        if known is None:
            known = self._tokenizer.encode(word.encode("utf-8", "replace").decode(), add_special_tokens=False).ids[
                :6
            ] or [self._unknown]
            if len(self._pieces) < 200_000:
                self._pieces[word] = known
        return known

    def encode(self, found: Sequence[Word]) -> Encoded:
        """The words as one input. Words beyond `LONGEST` pieces are left out: `first` is then shorter than `found`."""
        ids, forms, first, last = [self._begin], [SPECIAL], [], []
        for word, shape in zip(found, shapes(found), strict=True):
            pieces = self.pieces(word.text)
            if len(ids) + len(pieces) >= LONGEST:
                break
            first.append(len(ids))
            ids += pieces
            forms += [shape, *[CONTINUED] * (len(pieces) - 1)]
            last.append(len(ids) - 1)
        return Encoded([*ids, self._end], [*forms, SPECIAL], first, last)


def _ends(tokenizer: Any) -> tuple[int, int]:
    """What an input begins and ends with: MPNet's own signs or BERT's."""
    begin, end = tokenizer.token_to_id("<s>"), tokenizer.token_to_id("</s>")
    if begin is None or end is None:
        begin, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    return begin, end
