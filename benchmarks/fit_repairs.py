"""Fits how sure the proposed repairs are: `python benchmarks/fit_repairs.py --data DATA --adapter FOLDER`.

FOLDER is what benchmarks/build_repairs.py has made; the formulas go into its about.json. Places are those that the
bundled model doubts in marked stories (`gold/tune`) and corrected lines (`edits/dev`), as in fit_proposals.py; an
answer is right where the text is then as an editor has it, or a step nearer. Figures are of folds that share no
document.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parent))

from fit_proposals import PER_DOCUMENT, is_right, texts
from fit_tagger import EDITED

from mtcheck.profile.models import PROPOSER, ModelSettings
from mtcheck.resources import Packaged
from mtcheck.reviewers.local import installed
from mtcheck.reviewers.local.loading import load
from mtcheck.reviewers.local.repair_proposer import FEATURES, Proposer, Written, asked, features, is_fit
from mtcheck.tagger.runtime import Tagger
from mtcheck.tagger.suspects import confidence, judged

PROBABLE = 0.4  # of a place that is asked about
FOLDS = 5
LEAST = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)


@dataclass
class Case:
    """A place with the answers. `sure`: of the finding. `error`: it is one."""

    document: str
    part: str
    sure: float
    error: bool
    written: Written
    right: list[bool]
    shown: list[str]


def cases(tagger: Tagger, data: Path, proposer: Proposer, most: int) -> Iterator[Case]:
    """Doubtful places, so many of each part at most."""
    taken: dict[str, int] = {}
    for number, one in enumerate(texts(tagger, data, data / "edits" / "dev.jsonl.gz")):
        if taken.get(one.part, 0) >= most:
            if one.part == EDITED:
                return
            continue
        surest = sorted(judged(one.doc, one.story, tagger), key=lambda pair: -pair[1])
        probable = [pair for pair in surest if pair[1] >= PROBABLE]
        for place, probability in probable[: PER_DOCUMENT if one.part == EDITED else len(probable)]:
            where = asked(one.doc, place.span)
            written = proposer.written(one.doc, where) if where is not None else None
            if where is None or written is None:
                continue
            written = Written(written.same, tuple(a for a in written.answers if is_fit(one.doc.text, a.edit)))
            error = one.at_error(place.span)
            edits = [answer.edit for answer in written.answers]
            right = is_right(one, place, edits) if error else [False] * len(edits)
            sure = confidence(probability, tagger.about["fusion"])
            shown = [where.window.of(one.doc.text), *(f"{e.span.of(one.doc.text)} > {e.text}" for e in edits)]
            yield Case(f"{one.part} {number}", one.part, sure, error, written, right, shown)
            taken[one.part] = taken.get(one.part, 0) + 1
            if sum(taken.values()) % 25 == 0:
                print(f"{sum(taken.values())} places, {time.process_time():.0f} s of processor time", flush=True)


def rows(some: Sequence[Case]) -> tuple[np.ndarray, np.ndarray]:
    found = [
        (features(case.written, one, case.sure), right)
        for case in some
        for one, right in zip(case.written.answers, case.right, strict=True)
    ]
    return np.array([row for row, _ in found]), np.array([right for _, right in found])


def told(some: Sequence[Case]) -> list[np.ndarray]:
    """What a formula says of the answers of each case that it was not fitted on."""
    names = sorted({case.document for case in some})
    fold = {name: number % FOLDS for number, name in enumerate(names)}
    chances: list[np.ndarray] = [np.array([])] * len(some)
    for number in range(FOLDS):
        model = LogisticRegression().fit(*rows([case for case in some if fold[case.document] != number]))
        for at, case in enumerate(some):
            if fold[case.document] == number and case.written.answers:
                table = np.array([features(case.written, one, case.sure) for one in case.written.answers])
                chances[at] = model.predict_proba(table)[:, 1]
    return chances


def report(part: str, some: Sequence[tuple[Case, np.ndarray]]) -> None:
    errors = [case for case, _ in some if case.error]
    print(
        f"{part}: {len(some)} places, {len(errors)} errors; the first answer right in"
        f" {sum(bool(case.right) and case.right[0] for case in errors)}, one of them in"
        f" {sum(any(case.right) for case in errors)}"
    )
    for least in LEAST:
        shown = [(case, chance) for case, chance in some if len(chance) and chance.max() >= least]
        first = sum(case.right[int(chance.argmax())] for case, chance in shown)
        sound = sum(not case.error for case, _ in shown)
        means = np.mean([chance.max() for _, chance in shown]) if shown else 0.0
        print(f"  from {least}: offered at {len(shown)} places ({sound} sound), first right {first}, said {means:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--adapter", type=Path, required=True)
    parser.add_argument("--places", type=int, default=300, help="of each part")
    parser.add_argument("--show", type=int, default=0, help="so many answers are printed")
    options = parser.parse_args()
    (settings,) = installed(PROPOSER)
    proposer = Proposer(load(ModelSettings(settings.path, PROPOSER, settings.name, adapter=str(options.adapter))))
    tagger = Packaged().model("tagger")
    some = list(cases(tagger, options.data, proposer, options.places))
    chances = told(some)
    for part in sorted({case.part for case in some}):
        report(part, [(case, chance) for case, chance in zip(some, chances, strict=True) if case.part == part])
    for case in some[: options.show]:
        print(case.part, round(case.sure, 2), case.error, case.shown, case.right)
    model = LogisticRegression().fit(*rows(some))
    values = [*model.coef_[0], model.intercept_[0]]
    about = {"repairs": {name: round(float(one), 4) for name, one in zip((*FEATURES, "constant"), values, strict=True)}}
    print(about)
    (options.adapter / "about.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
