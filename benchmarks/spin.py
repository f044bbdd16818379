"""Spun copy with its clean original: native news through chains of Apertium pivots, and synonyms of the wrong sense.

`python benchmarks/spin.py --help`.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from roundtrip import clean_sentences, round_trips

from mtcheck.errors import InputError
from mtcheck.tagger.forms import inflection
from mtcheck.tagger.labels import FORMS, FUNCTION_WORDS, PLURAL
from mtcheck.tagger.words import words
from mtcheck.text.inflection import match_case, plural, verb_forms

Thesaurus = Mapping[str, Sequence[str]]
CHAINS: tuple[tuple[str, ...], ...] = (
    ("spa",),
    ("cat",),
    ("gl",),
    ("hbs",),
    ("eo",),
    ("spa", "cat"),
    ("eo", "spa"),
    (),
)
_SHARE = (0.08, 0.3)  # of the content words of a sentence that get a synonym


def thesaurus(path: Path) -> Thesaurus:
    """Synonyms of each word over all its senses, from a MyThes file (Debian: mythes-en-us).

    Raises InputError when it cannot be read.
    """
    found: dict[str, list[str]] = {}
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            next(file)
            for line in file:
                head, _, senses = line.strip().partition("|")
                some = found.setdefault(head, [])
                for sense in islice(file, int(senses or 0)):
                    some += [
                        word
                        for word in sense.strip().split("|")[1:]
                        if word.isalpha() and word.islower() and word != head
                    ]
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read as a MyThes thesaurus: {error}.") from None
    return {word: synonyms for word, synonyms in found.items() if synonyms and " " not in word}


class Spinner:
    """Puts synonyms in, whatever the sense; the same seed spins the same."""

    def __init__(self, chance: random.Random, synonyms: Thesaurus) -> None:
        self._chance = chance
        self._synonyms = synonyms
        self._bases = _bases(synonyms)

    def spin(self, text: str) -> str:
        """The text with some of its content words replaced, each in the form that the old word had."""
        share = self._chance.uniform(*_SHARE)
        pieces, at = [], 0
        for word in words(text):
            if (
                word.text.isalpha()
                and word.text.islower()
                and len(word.text) > 3
                and word.text not in FUNCTION_WORDS
                and self._chance.random() < share
            ):
                pieces += [text[at : word.start], self._other(word.text)]
                at = word.end
        return "".join([*pieces, text[at:]])

    def _other(self, word: str) -> str:
        base, form = self._bases.get(word, (word, ""))
        some = self._synonyms.get(base, ())
        if not some:
            return word
        new = self._chance.choice(some)
        if form == "plural":
            return plural(new)
        return match_case(verb_forms(new)[form][0], word) if form else new


def _bases(synonyms: Thesaurus) -> dict[str, tuple[str, str]]:
    """For each inflected form that is no headword itself, its headword and the form's name."""
    found: dict[str, tuple[str, str]] = {}
    for head in synonyms:
        for form, some in verb_forms(head).items():
            if form != "base":
                found.setdefault(some[0], (head, form if inflection(head, some[0]) != PLURAL else "plural"))
    return {word: base for word, base in found.items() if word not in synonyms and base[1] in {*FORMS.values()}}


def spun(lines: Sequence[str], chain: Sequence[str], spinner: Spinner) -> Iterator[tuple[str, str]]:
    """(original, what came back) for each line that came back as one line."""
    pairs = [(line, line) for line in lines]
    for pivot in chain:
        back: dict[str, str] = dict(round_trips([text for _, text in pairs], pivot))
        pairs = [(original, back[text]) for original, text in pairs if text in back]
    for number, (original, text) in enumerate(pairs):
        yield original, spinner.spin(text) if not chain or number % 2 else text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="JSON Lines (gzip or not) whose objects hold clean `paragraphs`")
    parser.add_argument("output", type=Path, help="JSON Lines to write: original, text, pivot")
    parser.add_argument("--sentences", type=int, default=3000, help="of each chain")
    parser.add_argument("--thesaurus", type=Path, default=Path("/usr/share/mythes/th_en_US_v2.dat"))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    some = list(clean_sentences(options.source))
    chance.shuffle(some)
    spinner = Spinner(chance, thesaurus(options.thesaurus))
    with options.output.open("w", encoding="utf-8") as file:
        for number, chain in enumerate(CHAINS):
            lines = some[number * options.sentences : (number + 1) * options.sentences]
            for original, text in spun(lines, chain, spinner):
                file.write(
                    json.dumps(
                        {"original": original, "text": text, "pivot": "+".join(chain) or "none"}, ensure_ascii=False
                    )
                    + "\n"
                )
            print("+".join(chain) or "synonyms alone", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
