"""Training examples: a text, its words, and what is known of each of them.

`from_correction` derives all of it from a corrected version.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mtcheck.scoring.alignment import Change, changes
from mtcheck.tagger import labels
from mtcheck.tagger.forms import inflection
from mtcheck.tagger.labels import FAMILIES
from mtcheck.tagger.words import Word, words

UNKNOWN = -100  # nothing is known here: the loss leaves it out
_ENDS = frozenset(".!?;:")


@dataclass
class Example:
    """`bad`: an editor changed or marked the word; `wrong`: it differs from the clean original. Both 0, 1 or UNKNOWN
    for each word.

    `broken`: whether the word stands where a sentence cannot be read and had to be rebuilt; 0, 1 or UNKNOWN. `family`,
    `edit`: numbers of `labels`, for each word; `put`: the word that belongs in its place, "" where none is known;
    `insert`: for each gap, the one before the first word first. `translated`: 1 for output of an engine, 0 for native
    copy or a human translation. `weight`: how sure the labels are; `sure`: that of each word.
    """

    text: str
    found: list[Word]
    bad: list[int]
    wrong: list[int]
    family: list[int]
    edit: list[int]
    insert: list[int]
    translated: int = UNKNOWN
    weight: float = 1.0
    broken: list[int] = field(default_factory=list)
    put: list[str] = field(default_factory=list)
    sure: list[float] = field(default_factory=list)


def blank(text: str) -> Example:
    """An example of which nothing is known."""
    found = words(text)
    unknown = [UNKNOWN] * len(found)
    return Example(
        text, found, list(unknown), list(unknown), list(unknown), list(unknown), [UNKNOWN, *unknown],
        broken=list(unknown), put=[""] * len(found), sure=[1.0] * len(found),
    )  # fmt: skip


def clean(text: str, translated: int = UNKNOWN) -> Example:
    """An example without an error."""
    example = blank(text)
    size = len(example.found)
    example.wrong, example.edit, example.insert = [0] * size, [labels.KEEP] * size, [labels.NOTHING] * (size + 1)
    example.translated = translated
    return example


def from_correction(text: str, corrected: str) -> Example:
    """An example whose words are wrong where the corrected version has others; `bad` is left unknown."""
    example = clean(text)
    after = words(corrected)
    edits = changes([word.text.lower() for word in example.found], [word.text.lower() for word in after])
    added = {token for change in edits for token in change.text}
    at = shift = 0
    for change in edits:
        _mark_case(example, after, range(at, change.start), shift)
        _mark(example, change, added)
        if change.end - change.start == len(change.text) <= 2:
            for number in range(len(change.text)):
                example.put[change.start + number] = after[change.start + shift + number].text
        at, shift = change.end, shift + len(change.text) - (change.end - change.start)
    _mark_case(example, after, range(at, len(example.found)), shift)
    _mark_swaps(example, edits)
    return example


def _mark_case(example: Example, after: Sequence[Word], kept: range, shift: int) -> None:
    """Words that only have another case in the corrected version, which has them `shift` places further on."""
    for at in kept:
        word, other = example.found[at].text, after[at + shift].text
        if word[0].isupper() != other[0].isupper():
            example.wrong[at] = 1
            example.edit[at] = labels.CAPITALISE if other[0].isupper() else labels.LOWER
            example.put[at] = other
            example.family[at] = FAMILIES.index(
                "join" if at == 0 or not example.found[at - 1].text.isalnum() else "other"
            )


def _mark_swaps(example: Example, edits: Sequence[Change]) -> None:
    """A word that is taken out here and put in one word further on has changed places with its neighbour."""
    for one, other in zip(edits, edits[1:], strict=False):
        low = example.found[one.start].text.lower() if one.start < len(example.found) else ""
        if (
            one.end == one.start + 1
            and not one.text
            and other.start == other.end == one.end + 1
            and other.text == (low,)
        ):
            example.edit[one.start] = labels.SWAP
            example.insert[other.start] = UNKNOWN


def _mark(example: Example, change: Change, added: set[str]) -> None:
    before = [word.text.lower() for word in example.found[change.start : change.end]]
    if not before:
        first = change.text[0]
        known = len(change.text) == 1 and first in labels.INSERT
        example.insert[change.start] = labels.INSERT[first] if known else labels.SOMETHING
        return
    cased = [word.text for word in example.found[change.start : change.end]]
    for number, (edit, family) in enumerate(_edits(cased, change.text, added)):
        at = change.start + number
        example.wrong[at] = 1
        example.edit[at] = edit
        example.family[at] = FAMILIES.index(family)
    if len(change.text) > len(before):
        example.insert[change.end] = UNKNOWN


def _edits(before: Sequence[str], after: Sequence[str], added: set[str]) -> Iterator[tuple[int, str]]:
    """Edit and family for each word that was changed."""
    if not after:
        for word in before:
            order = word.isalpha() and word.lower() in added
            yield (
                labels.DELETE,
                ("word-order" if order else "join" if word in _ENDS else "addition" if word.isalnum() else "other"),
            )
        return
    if len(before) == len(after) == 2 and [word.lower() for word in before] == list(after[::-1]):
        yield labels.SWAP, "word-order"
        yield labels.OTHER, "word-order"
        return
    for number, word in enumerate(before):
        if len(before) == len(after):
            yield _replacement(word, after[number])
        elif len(after) < len(before) and not any(
            word.lower() == other.lower() or inflection(word, other) is not None for other in after
        ):
            yield (labels.DELETE if len(after) == 0 else labels.OTHER), _family(word, after[0])
        else:
            yield labels.OTHER, _family(word, after[min(number, len(after) - 1)])


def _replacement(word: str, other: str) -> tuple[int, str]:
    form = inflection(word, other)
    if form is not None:
        return form, "grammar"
    return labels.REPLACE.get(other, labels.OTHER), _family(word, other)


def _family(word: str, other: str) -> str:
    if not word.isalnum() or not other.isalnum():
        return "join" if word in _ENDS or other in _ENDS else "other"
    if word.lower() in labels.FUNCTION_WORDS and other.lower() in labels.FUNCTION_WORDS:
        return "grammar"
    if word[0].isupper() and word.lower() not in labels.FUNCTION_WORDS:
        return "name"
    return "grammar" if inflection(word, other) is not None else "word-choice"
