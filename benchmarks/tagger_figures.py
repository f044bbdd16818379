"""What the tagger reaches: `python benchmarks/tagger_figures.py --data DATA [--tagger FOLDER] [--part dev]`.

Words and lines of edited output (`edits`), slips that were written down (benchmarks/written.txt), words of marked
documents (`gold`) against the rest of them and against native copy, broken sentences, output against references and
native copy (`mt`). Everything is computed from readings alone, without rules and thresholds; `mtcheck evaluate`
measures what users see.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score
from stories import native_news
from written import pairs

from mtcheck.core import plain
from mtcheck.readers import text as plain_text
from mtcheck.resources import BUNDLED, Packaged
from mtcheck.tagger.reading import read
from mtcheck.tagger.runtime import Tagger
from mtcheck.tagger.words import words
from mtcheck.training.corpora import edited, items
from mtcheck.training.examples import clean, from_correction

Item = dict[str, Any]


class Judged(NamedTuple):
    """One word: its probability of being wrong, and whether an editor marked it."""

    chance: float
    marked: bool


def of_edits(tagger: Tagger, path: Path) -> tuple[list[Judged], list[Judged]]:
    """(words, lines); a line's chance is that of its doubtful words together. Lines are read with their neighbours."""
    by_words, by_lines = [], []
    documents: dict[tuple[str, str], list[Item]] = {}
    for item in items(path):
        documents.setdefault((item["id"], item["system"]), []).append(item)
    for lines in documents.values():
        doc = plain("\n".join(item["mt"].replace("\n", " ") for item in lines))
        chances = {
            stretch.place(n): float(stretch.reading.wrong[n])
            for stretch in read(doc, tagger).stretches
            for n in range(len(stretch.reading.words))
        }
        ordered = sorted((span.start, chance) for span, chance in chances.items())
        starts = [start for start, _ in ordered]
        at = 0
        for item in lines:
            example = edited(item)
            row = []
            for number, word in enumerate(example.found):
                where = int(np.searchsorted(starts, at + word.start))
                if where < len(starts) and starts[where] == at + word.start:
                    row.append(Judged(ordered[where][1], bool(example.wrong[number])))
            if row:
                by_words += row
                by_lines.append(Judged(1 - float(np.prod([1 - one.chance for one in row])), bool(item["changed"])))
            at += len(item["mt"]) + 1
    return by_words, by_lines


def of_written(tagger: Tagger, faulty: str, sound: str) -> Iterator[Judged]:
    """Words of a faulty line; those of a sound one are none of them wrong."""
    for text, example in ((faulty, from_correction(faulty, sound)), (sound, clean(sound))):
        (reading,) = tagger.read([text])
        for number, chance in enumerate(reading.wrong):
            if example.found[number].text[0].isalnum():
                yield Judged(float(chance), example.wrong[number] == 1)


class Gold(NamedTuple):
    text: str
    marks: list[tuple[int, int, int, str]]  # start, end, tier, severity
    spun: bool


def gold(folder: Path) -> Iterator[Gold]:
    for path in sorted(folder.glob("*.json")):
        notes = json.loads(path.read_text(encoding="utf-8"))["annotations"]
        marks = [(note["start"], note["end"], _tier(note), note["severity"]) for note in notes]
        yield Gold(path.with_suffix(".txt").read_text(encoding="utf-8"), marks, path.name.startswith("spun"))


def _tier(note: Item) -> int:
    found = [
        int(word.strip(",;"))
        for before, word in zip(note["note"].split(), note["note"].split()[1:], strict=False)
        if before == "tier" and word.strip(",;").isdigit()
    ]
    return found[0] if found else 2


def judged(tagger: Tagger, text: str, marks: Sequence[tuple[int, int]]) -> list[Judged]:
    doc = plain_text.read(text)
    out = []
    for stretch in read(doc, tagger).stretches:
        for number, word in enumerate(stretch.reading.words):
            if not word.text[0].isalnum():
                continue
            place = stretch.place(number)
            out.append(
                Judged(
                    float(stretch.reading.wrong[number]),
                    any(start < place.end and place.start < end for start, end in marks),
                )
            )
    return out


def broken(tagger: Tagger, text: str, majors: Sequence[tuple[int, int]]) -> list[Judged]:
    """Each sentence: the mean chance of its words to stand in a broken one, and whether a major slip is in it."""
    doc = plain_text.read(text)
    out = []
    story = read(doc, tagger)
    for sentence in (one for some in doc.sentences for one in some):
        chances = [
            float(stretch.reading.broken[n])
            for stretch in story.stretches
            if stretch.span.start <= sentence.end and sentence.start <= stretch.span.end
            for n in range(len(stretch.reading.words))
            if sentence.contains(stretch.place(n))
        ]
        if len(chances) >= 4:
            out.append(
                Judged(
                    float(np.mean(chances)), any(start < sentence.end and sentence.start < end for start, end in majors)
                )
            )
    return out


def auc(positive: Sequence[float], negative: Sequence[float]) -> float:
    return float(roc_auc_score([1] * len(positive) + [0] * len(negative), [*positive, *negative]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--tagger", type=Path, default=BUNDLED)
    parser.add_argument("--part", choices=("dev", "tune"), default="dev")
    parser.add_argument("--documents", type=int, default=60, help="of mt/dev and of native copy")
    options = parser.parse_args()
    tagger = Packaged(options.tagger).model("tagger")
    data = options.data
    by_words, by_lines = of_edits(tagger, data / "edits" / "dev.jsonl.gz")
    truth, chances = np.array([one.marked for one in by_words]), np.array([one.chance for one in by_words])
    precision, recall, _ = precision_recall_curve(truth, chances)
    best = float(np.max(2 * precision * recall / np.maximum(precision + recall, 1e-9)))
    lines = roc_auc_score([one.marked for one in by_lines], [one.chance for one in by_lines])
    print(
        f"edits/dev: words {len(truth)}, AUC {roc_auc_score(truth, chances):.3f}, best F1 {best:.3f}; lines"
        f" {len(by_lines)}, AUC {lines:.3f}"
    )

    found = [one for faulty, sound in pairs(held_out=True) for one in of_written(tagger, faulty, sound)]
    slips = auc([one.chance for one in found if one.marked], [one.chance for one in found if not one.marked])
    print(f"written slips held out: words {len(found)}, AUC {slips:.3f}")

    chance = random.Random(1)
    native_texts = native_news(data)
    native_texts = chance.sample(native_texts, min(options.documents, len(native_texts)))
    native = [one for text in native_texts for one in judged(tagger, text, [])]
    documents = list(gold(data / "gold" / options.part))
    for name, some in (
        ("systems", [one for one in documents if not one.spun]),
        ("spun", [one for one in documents if one.spun]),
        ("all", documents),
    ):
        found = [
            one for document in some for one in judged(tagger, document.text, [mark[:2] for mark in document.marks])
        ]
        truth, chances = np.array([one.marked for one in found]), np.array([one.chance for one in found])
        order = np.argsort(-chances, kind="stable")
        top = [float(np.mean(truth[order[:size]])) for size in (50, 200)]
        slips = auc([one.chance for one in found if one.marked], [one.chance for one in native])
        print(
            f"gold/{options.part} {name}: words {len(truth)}, AUC {roc_auc_score(truth, chances):.3f}, average"
            f" precision {average_precision_score(truth, chances):.3f}, first 50 {top[0]:.2f}, first 200 {top[1]:.2f};"
            f" slips against native copy {slips:.3f}"
        )
        for budget in (0.5, 1.0):
            allowed = int(budget * len(native) / 1000)
            least = sorted((one.chance for one in native), reverse=True)[allowed]
            tier2 = [(document, mark) for document in some for mark in document.marks if mark[2] == 2]
            hit, shown, right = 0, 0, 0
            for document in some:
                over = [one for one in judged_places(tagger, document.text) if one[2] > least]
                shown += len(over)
                right += sum(any(start < m[1] and m[0] < end for m in document.marks) for start, end, _ in over)
                hit += sum(
                    any(start < m[1] and m[0] < end for start, end, _ in over) for m in document.marks if m[2] == 2
                )
            print(
                f"  at {budget} words per 1,000 native ones: {hit} of {len(tier2)} slips of tier 2"
                f" ({hit / max(1, len(tier2)):.0%}); {right} of {shown} words in a mark"
            )
    sentences = [
        one
        for document in documents
        for one in broken(
            tagger, document.text, [mark[:2] for mark in document.marks if mark[3] in ("major", "critical")]
        )
    ]
    sound = sorted((one.chance for text in native_texts for one in broken(tagger, text, [])), reverse=True)
    least = sound[int(0.02 * len(sound))]
    bad = [one.chance for one in sentences if one.marked]
    print(f"broken sentences: {sum(one > least for one in bad)} of {len(bad)} at 2 % of native sentences")

    scores: dict[str, list[float]] = {"output": [], "references": [], "native": []}
    for item in chance.sample(list(items(data / "mt" / "dev.jsonl.gz")), options.documents):
        system = chance.choice(sorted(item["segments"][0]["mt"]))
        scores["output"].append(_rate(tagger, [one["mt"].get(system, "") for one in item["segments"]]))
        scores["references"].append(_rate(tagger, [next(iter(one["refs"].values())) for one in item["segments"]]))
    scores["native"] = [_rate(tagger, text.split("\n\n")) for text in native_texts]
    print(
        f"documents by mean chance: output against references AUC {auc(scores['output'], scores['references']):.3f},"
        f" against native {auc(scores['output'], scores['native']):.3f}"
    )
    densities = [len(document.marks) / max(1, len(words(document.text))) for document in documents]
    from scipy.stats import spearmanr

    rates = [_rate(tagger, [document.text]) for document in documents]
    print(
        f"gold/{options.part}: Spearman of mean chance with density of marks"
        f" {spearmanr(rates, densities).statistic:.3f}"
    )


def judged_places(tagger: Tagger, text: str) -> list[tuple[int, int, float]]:
    return [
        (place.start, place.end, float(stretch.reading.wrong[number]))
        for stretch in read(plain_text.read(text), tagger).stretches
        for number, word in enumerate(stretch.reading.words)
        if word.text[0].isalnum()
        for place in [stretch.place(number)]
    ]


def _rate(tagger: Tagger, paragraphs: Sequence[str]) -> float:
    return read(plain("\n".join(one.replace("\n", " ") for one in paragraphs)), tagger).rate


if __name__ == "__main__":
    main()
