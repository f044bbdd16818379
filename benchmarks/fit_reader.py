"""Fits the second reader to the bundled model: `python benchmarks/fit_reader.py --data DATA --output FOLDER`.

FOLDER is what benchmarks/build_reader.py wrote, moved to `mtcheck/resources/models/reader`. Into its `about.json` go
the weights of both readers ("together": of words, on corrected lines and marked stories) and, fitted to their joint
readings as benchmarks/fit_tagger.py does for the bundled model alone, formulas and thresholds ("fusion"). It prints
what either reader and both reach on words of corrected lines, documents held out in turn.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import precision_recall_curve, roc_auc_score

sys.path.insert(0, str(Path(__file__).parent))

from fit_tagger import (
    BUDGETS,
    REFERENCE,
    Text,
    confidences,
    documents,
    edited,
    logistic,
    marked,
    place_formula,
    report,
    sentence_formula,
    texts,
    thresholds,
)

from mtcheck.profile.models import CAUSAL
from mtcheck.resources import Packaged
from mtcheck.reviewers.local import installed
from mtcheck.reviewers.local.second_reader import SecondReader
from mtcheck.tagger.places import FEATURES
from mtcheck.tagger.reading import logit
from mtcheck.tagger.runtime import Tagger

FOLDS = 5
# Findings in a thousand words of references: of two readers' findings in output seven of eight stand at a slip even so.
REFERENCES = 1.5
SHARES = {"edits": 0.5, "gaps": 0.5}


def rows(some: Sequence[Text], second: SecondReader) -> tuple[list[list[float]], list[bool], list[int]]:
    """For each word both readers' log-odds, whether it is marked, and the number of its text."""
    found: list[list[float]] = []
    labels: list[bool] = []
    numbers: list[int] = []
    for number, one in enumerate(some):
        for stretch in one.story.stretches:
            (other,) = second.read([stretch.span.of(one.doc.text)])
            for at, (first, also) in enumerate(zip(stretch.reading.wrong, other.wrong, strict=False)):
                if stretch.reading.words[at].text[0].isalnum():
                    found.append([logit(float(first)), logit(float(also))])
                    labels.append(one.at_error(stretch.place(at)))
                    numbers.append(number)
    return found, labels, numbers


def told(name: str, labels: Sequence[bool], chances: Any) -> None:
    precision, recall, _ = precision_recall_curve(labels, chances)
    best = float(np.max(2 * precision * recall / np.maximum(precision + recall, 1e-9)))
    print(f"{name}: words {len(labels)}, AUC {roc_auc_score(labels, chances):.3f}, best F1 {best:.3f}")


def weights(first: Tagger, second: SecondReader, data: Path) -> dict[str, Any]:
    """Those of `mtcheck.tagger.pair.together`."""
    lines = [edited(first, one) for one in documents(data / "edits" / "dev.jsonl.gz")]
    found, labels, numbers = rows([*lines, *marked(first, data / "gold" / "tune")], second)
    table, folds = np.array(found), np.array(numbers) % FOLDS
    inside = np.array(numbers) < len(lines)
    joint = np.zeros(len(labels))
    for fold in range(FOLDS):
        learnt = [number for number in range(len(labels)) if folds[number] != fold]
        *both, constant = logistic(table[learnt], [labels[n] for n in learnt], [1.0] * len(learnt))
        joint[folds == fold] = table[folds == fold] @ np.array(both) + constant
    truth = np.array(labels)
    for name, chances in (("bundled", table[:, 0]), ("second", table[:, 1]), ("both", joint)):
        told(f"corrected lines, {name}", truth[inside], chances[inside])
    wrong = logistic(found, labels, [1.0] * len(labels))
    return {"wrong": wrong, "broken": [0.5, 0.5, 0.0], **SHARES}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=350, help="of mt/dev, for references and output")
    parser.add_argument("--dtype", default="auto", help="bfloat16 halves the time where the processor has it")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    bundled = Packaged().model("tagger")
    (settings,) = installed(CAUSAL)
    second = SecondReader(replace(settings, dtype=options.dtype), options.output)
    about = {key: value for key, value in second.about.items() if key != "fusion"}
    about["together"] = weights(bundled, second, options.data)
    second.about = about
    pair = Packaged(second=lambda: second).model("tagger")
    fusion = pair.about["fusion"]
    some = list(texts(pair, options.data, options.documents))
    fusion["places"] = place_formula(pair, some)
    fusion["sentences"] = sentence_formula(pair, some)
    BUDGETS["thresholds"][REFERENCE] = REFERENCES
    thresholds(pair, some)
    fusion["confidence"] = confidences(pair, some)
    fusion["features"] = list(FEATURES)
    report(pair, some, "fitted on")
    fitted = ("features", "places", "sentences", "thresholds", "brief_thresholds", "sentence_threshold", "confidence")
    about["fusion"] = {name: fusion[name] for name in fitted}
    (options.output / "about.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
