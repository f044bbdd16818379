"""Fits what tells output of systems from human translations: `python benchmarks/build_translationese.py --data DATA`.

Reads `mt/train` (output and references of the same segments; documents that `edits/dev` has corrected lines of are left
out, for other formulas are fitted on those) and writes `mtcheck/resources/models/translationese.bin`, then prints how
documents of `mt/dev` and marked stories are told apart. Half a minute on one core.
"""

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from mtcheck.readers import text as plain_text
from mtcheck.resources import Packaged
from mtcheck.text.translationese import BUCKETS, Translationese
from mtcheck.training.corpora import items

OUTPUT = Path(__file__).parent.parent / "mtcheck" / "resources" / "models" / "translationese.bin"
SYSTEMS, REFERENCES = 4, 2  # of a segment
CLIPPED = 0.9995  # quantile of weights beyond which they are cut off


def segments(data: Path) -> Iterator[tuple[str, bool, float]]:
    """(text, is output, weight)."""
    chance = random.Random(1)
    left_out = {item["id"] for item in items(data / "edits" / "dev.jsonl.gz")}
    for item in items(data / "mt" / "train.jsonl.gz"):
        if item["id"] in left_out or item["pair"] == "liv-en":  # Livonian: too few translators, and single sentences
            continue
        for segment in item["segments"]:
            output = [text for _, text in sorted(segment["mt"].items()) if text]
            references = [text for _, text in sorted(segment["refs"].items()) if text][:REFERENCES]
            if output and references:
                chosen = chance.sample(output, min(SYSTEMS, len(output)))
                yield from ((text, True, 1 / len(chosen)) for text in chosen)
                yield from ((text, False, 1 / len(references)) for text in references)


def fitted(data: Path, bare: Translationese) -> bytes:
    """The weights of the buckets."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import SGDClassifier

    rows, labels, weights = [], [], []
    for text, is_output, weight in segments(data):
        if buckets := sorted(bare.buckets(text)):
            rows.append(buckets)
            labels.append(is_output)
            weights.append(weight)
    uses = np.bincount(np.concatenate(rows), minlength=BUCKETS)
    rarity = np.log((1 + len(rows)) / (1 + uses)) + 1
    values = np.concatenate([rarity[row] / len(row) ** 0.5 / 10 for row in rows])
    table = csr_matrix((values, np.concatenate(rows), np.cumsum([0, *map(len, rows)])), shape=(len(rows), BUCKETS))
    found = SGDClassifier(loss="log_loss", alpha=5e-6, max_iter=6, tol=None, random_state=0, average=True).fit(
        table, labels, sample_weight=weights
    )
    print(f"{len(rows)} segments, constant {found.intercept_[0]:.3f}")
    by_bucket = found.coef_[0] * rarity / 10
    most = np.quantile(np.abs(by_bucket), CLIPPED)
    return bytes(np.clip(np.round(by_bucket * 127 / most), -127, 127).astype(np.int8).tobytes())


def report(data: Path, found: Translationese) -> None:
    from sklearn.metrics import roc_auc_score

    def score(text: str) -> float:
        doc = plain_text.read(text)
        return found.score(sentence.of(text) for some in doc.sentences for sentence in some)

    scores: dict[str, list[float]] = {}
    for item in items(data / "mt" / "dev.jsonl.gz"):
        if item["domain"] in ("news", "unknown"):
            system = random.Random(item["id"]).choice(sorted(item["segments"][0]["mt"]))
            for part, texts in (
                ("output", [one["mt"].get(system, "") for one in item["segments"]]),
                ("references", [next(iter(one["refs"].values())) for one in item["segments"]]),
            ):
                if sum(text.count(" ") + 1 for text in texts) >= 40:
                    scores.setdefault(part, []).append(score("\n\n".join(texts)))
    for path in sorted((data / "gold").glob("*/*.txt")):
        part = "marked spun copy" if path.name.startswith("spun") else "marked output"
        scores.setdefault(part, []).append(score(path.read_text(encoding="utf-8")))
    for item in items(data / "clean" / "dev.jsonl.gz"):
        if item["domain"] == "news":
            scores.setdefault("native", []).append(score("\n\n".join(item["paragraphs"])))
    for part, some in scores.items():
        quartiles = " ".join(f"{value:.2f}" for value in np.percentile(some, [5, 25, 50, 75, 95]))
        line = f"{part}: {len(some)} stories, score {quartiles}"
        if part != "references":
            truth = [1] * len(some) + [0] * len(scores["references"])
            line += f", AUC against references {roc_auc_score(truth, some + scores['references']):.3f}"
        print(line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    vocabulary = Packaged().model("vocabulary")
    weights = fitted(options.data, Translationese(bytes(BUCKETS), vocabulary))
    options.output.write_bytes(weights)
    report(options.data, Translationese(weights, vocabulary))


if __name__ == "__main__":
    main()
