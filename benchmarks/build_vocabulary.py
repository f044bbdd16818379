"""Count the words of clean news and write `mtcheck/resources/models/vocabulary.tsv`: `python
benchmarks/build_vocabulary.py TRAIN.jsonl.gz...`.

Each file is gzip JSON Lines with a list `paragraphs` a line. Needs the package textblob, whose tagger gives the parts
of speech. What is kept of the texts is one line a word: how often, how often with a capital inside a sentence, which
parts of speech.
"""

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from textblob.en import tag

from mtcheck.training.corpora import items

OUT = Path(__file__).parent.parent / "mtcheck" / "resources" / "models" / "vocabulary.tsv"
HEADER = """\
# English words as clean news copy uses them; see vocabulary.md beside this file for the texts counted and the limits.
# tags: N noun, P plural noun, B verb base, Z verb with -s, D past, U participle, G -ing form, J adjective, R adverb, I
# preposition or
# subordinator, T determiner, M modal, C conjunction, O pronoun, Q number, E name; the commonest first, those under a
# tenth left out.
"""
LETTER = {
    "NN": "N", "NNS": "P", "VB": "B", "VBP": "B", "VBZ": "Z", "VBD": "D", "VBN": "U", "VBG": "G", "JJ": "J", "JJR": "J",
    "JJS": "J", "RB": "R",
    "RBR": "R", "RBS": "R", "RP": "R", "IN": "I", "TO": "I", "DT": "T", "PDT": "T", "MD": "M", "CC": "C", "PRP": "O",
    "PRP$": "T", "WP": "O",
    "WDT": "T", "WRB": "R", "CD": "Q", "NNP": "E", "NNPS": "E", "NNP-": "E",
}  # fmt: skip
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def main(paths: list[str]) -> None:
    count: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    tags: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path in paths:
        for item in items(Path(path)):
            for paragraph in item["paragraphs"]:
                begins = True
                for word, pos in tag(paragraph, tokenize=True):
                    if not WORD.fullmatch(word):
                        begins = begins or word in (".", "!", "?")
                        continue
                    low = word.lower()
                    count[low] += 1
                    if word[0].isupper() and not begins:
                        capital[low] += 1
                    else:
                        tags[low][LETTER.get(pos.split("-")[0], "X")] += 1
                    begins = False
    with OUT.open("w", encoding="utf-8", newline="\n") as out:
        out.write(HEADER + "# word\tcount\tcapital\ttags\n")
        for word in sorted(count):
            if count[word] < 2 or len(word) > 24:
                continue
            total = sum(tags[word].values())
            letters = "".join(letter for letter, n in tags[word].most_common() if n * 10 >= total) if total else "E"
            out.write(f"{word}\t{count[word]}\t{round(100 * capital[word] / count[word])}\t{letters}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
