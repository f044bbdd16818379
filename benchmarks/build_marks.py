"""Makes `mtcheck/resources/models/marks.tsv` from native news: `python benchmarks/build_marks.py --data FOLDER`.

See marks.md beside the file.
"""

import argparse
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from mtcheck.resources import Packaged
from mtcheck.text.mark_odds import MarkOdds, kind, places
from mtcheck.training.corpora import items

MARKS = ",;."
PRIOR = 20  # places that the expectation counts for
LEAST_USES, LEAST_SHIFT = 150, 30  # of a word that gets a line; hundredths


def log_odds(chance: float) -> float:
    return math.log10(chance / (1 - chance))


def chance(counts: Counter, mark: str, expected: float) -> float:
    return (counts[mark] + PRIOR * expected) / (counts.total() + PRIOR)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data
    category = MarkOdds({}, Packaged().model("vocabulary")).category
    pairs, words, classes = (defaultdict(Counter) for _ in range(3))
    everything: Counter = Counter()
    for part in ("text", "clean"):
        for item in items(folder / part / "train.jsonl.gz"):
            for paragraph in item["paragraphs"]:
                for left, mark, right in places(paragraph, 0, len(paragraph)):
                    mark = kind(mark) if mark else ""
                    everything[mark] += 1
                    pairs[category(left), category(right)][mark] += 1
                    for side, word in (("left", left), ("right", right)):
                        classes[side, category(word)][mark] += 1
                        if not word[0].isupper():
                            words[side, word.lower()][mark] += 1
    base = {mark: everything[mark] / everything.total() for mark in MARKS}
    side = {(key, mark): chance(counts, mark, base[mark]) for key, counts in classes.items() for mark in MARKS}
    rows = ["pair\t* *\t" + "\t".join(str(round(100 * log_odds(base[mark]))) for mark in MARKS)]
    for (left, right), counts in pairs.items():
        cells = []
        for mark in MARKS:
            apart = log_odds(side[("left", left), mark]) + log_odds(side[("right", right), mark]) - log_odds(base[mark])
            cells.append(log_odds(chance(counts, mark, 1 / (1 + 10**-apart))))
        rows.append(f"pair\t{left} {right}\t" + "\t".join(str(round(100 * cell)) for cell in cells))
    for (where, word), counts in words.items():
        if counts.total() >= LEAST_USES:
            expected = [side[(where, category(word)), mark] for mark in MARKS]
            shifts = [
                round(100 * (log_odds(chance(counts, mark, usual)) - log_odds(usual)))
                for mark, usual in zip(MARKS, expected, strict=True)
            ]
            if max(map(abs, shifts)) >= LEAST_SHIFT:
                rows.append(f"{where}\t{word}\t" + "\t".join(map(str, shifts)))
    header = (
        "# Log-odds of a mark between two words in clean news, in hundredths to the base ten; see marks.md beside this"
        " file.\n# pair: parts of speech; left, right: what a word says beyond its part of speech\n#"
        " table\tkey\tcomma\tsemicolon\tstop\n"
    )
    target = Path(__file__).parent.parent / "mtcheck" / "resources" / "models" / "marks.tsv"
    target.write_text(header + "\n".join(sorted(rows)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
