"""Fits what the model proposes: `python benchmarks/fit_proposals.py --data DATA --output FOLDER [--edits FILE]`.

FOLDER is the model's (mtcheck/resources/models/tagger), fitted by benchmarks/fit_tagger.py. Places are those that the
model doubts in marked stories (`gold/tune`), written slips and corrected lines (`edits/dev`, or a file of
benchmarks/edits.py unpack); the candidates of each are right where the text is then as an editor has it, or a step
nearer. The formulas are conditional logistic regressions over the candidates of a place and none of them, one before
and one after the likeliest are read with their sentences; figures are of folds that share no document.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from fit_tagger import EDITED, GOLD, WRITTEN, Text, documents, edited, marked, written
from written import pairs

from mtcheck.core import Document, Edit, Span, rewritten
from mtcheck.resources import Packaged
from mtcheck.scoring.alignment import distance, tokens
from mtcheck.tagger.candidates import candidates
from mtcheck.tagger.places import Place
from mtcheck.tagger.proposals import LEAST, TRIED, described, log_odds, shares, tried, weighed
from mtcheck.tagger.runtime import Tagger
from mtcheck.tagger.suspects import judged

PROBABLE = 0.4  # of a place that is fitted on
PER_DOCUMENT = 4  # places of a document of corrected lines
FOLDS = 5
RIDGE = 3.0
LEAST_SHARES = (0.5, 0.4, LEAST, 0.3, 0.25, 0.2)


@dataclass
class Case:
    """A place with its candidates. `rows`, `none`: see `proposals.described`. `error`: it is one."""

    document: str
    part: str
    rows: np.ndarray
    none: np.ndarray
    right: np.ndarray
    error: bool
    doc: Document
    edits: list[Edit]


def texts(tagger: Tagger, data: Path, edits: Path) -> Iterator[Text]:
    """Marked stories, written slips, then documents of corrected lines in an order that is always the same."""
    yield from marked(tagger, data / "gold" / "tune")
    for faulty, sound in pairs(held_out=True):
        yield written(tagger, faulty, sound)
    corrected = documents(edits)
    random.Random(5).shuffle(corrected)
    for lines in corrected:
        yield edited(tagger, lines)


def cases(tagger: Tagger, some: Iterator[Text], most: int) -> Iterator[Case]:
    """Doubtful places, so many of each part at most."""
    taken = dict.fromkeys((GOLD, WRITTEN, EDITED), 0)
    for number, one in enumerate(some):
        if taken[one.part] >= most:
            if one.part == EDITED:
                return
            continue
        surest = sorted(judged(one.doc, one.story, tagger), key=lambda pair: -pair[1])
        probable = [pair for pair in surest if pair[1] >= PROBABLE]
        for place, probability in probable[: PER_DOCUMENT if one.part == EDITED else len(probable)]:
            found = candidates(one.doc, place, tagger)
            if not found:
                continue
            error = one.at_error(place.span)
            right = is_right(one, place, [candidate.edit for candidate in found]) if error else [False] * len(found)
            rows, none = described(place, probability, found)
            name, edits = f"{one.part} {number}", [candidate.edit for candidate in found]
            yield Case(name, one.part, np.array(rows), np.array(none), np.array(right), error, one.doc, edits)
            taken[one.part] += 1
            if sum(taken.values()) % 25 == 0:
                print(f"{sum(taken.values())} places, {time.process_time():.0f} s of processor time", flush=True)


def is_right(one: Text, place: Place, edits: Sequence[Edit]) -> list[bool]:
    """Whether each edit makes of the text what an editor did, or is a step towards it."""
    return _are_repairs(one, place, edits) if one.part == GOLD else [_is_step(one, edit) for edit in edits]


def _is_step(one: Text, edit: Edit) -> bool:
    for line, corrected in one.corrected:
        if line.contains(edit.span):
            texts = line.of(one.doc.text), rewritten(one.doc.text, line, [edit]), corrected
            old, new, wanted = (_tokens(text) for text in texts)
            more, less = Counter(new) - Counter(old), Counter(old) - Counter(new)
            asked, left = Counter(wanted) - Counter(old), Counter(old) - Counter(wanted)
            if not more <= asked or not less <= left:
                return False
            size = distance(old, new)
            return bool(size) and distance(old, wanted) - distance(new, wanted) == size
    return False


def _tokens(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


def _are_repairs(one: Text, place: Place, edits: Sequence[Edit]) -> list[bool]:
    text = one.doc.text
    around = Span(max(0, place.span.start - 300), min(len(text), place.span.end + 300))
    spans = [
        (Span(mark.start, mark.end), mark.repairs) for mark in one.marks if around.contains(Span(mark.start, mark.end))
    ]
    wanted = {_plain(rewritten(text, around, [Edit(span, repair)])) for span, repairs in spans for repair in repairs}
    return [around.contains(edit.span) and _plain(rewritten(text, around, [edit])) in wanted for edit in edits]


def _plain(text: str) -> str:
    return " ".join(text.split())


def fitted(some: Sequence[Case]) -> dict[str, list[float]]:
    """The weights under which the right candidates, or none where none is right, are likeliest."""
    import torch

    rows = np.concatenate([case.rows for case in some])
    nones = np.array([case.none for case in some])
    scale, other = rows.std(axis=0) + 1e-6, nones.std(axis=0) + 1e-6
    other[0] = 1.0  # the constant
    width = max(len(case.rows) for case in some)
    table = torch.zeros(len(some), width, rows.shape[1])
    there, right = torch.zeros(len(some), width, dtype=torch.bool), torch.zeros(len(some), width, dtype=torch.bool)
    for number, case in enumerate(some):
        table[number, : len(case.rows)] = torch.tensor(case.rows / scale)
        there[number, : len(case.rows)] = True
        right[number, : len(case.rows)] = torch.tensor(case.right)
    against = torch.tensor(nones / other, dtype=torch.float32)
    weights = torch.zeros(rows.shape[1], requires_grad=True)
    biases = torch.zeros(nones.shape[1], requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, biases], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> "torch.Tensor":
        optimiser.zero_grad()
        odds, none = table @ weights, against @ biases
        whole = torch.logsumexp(torch.cat([odds.masked_fill(~there, -1e9), none[:, None]], 1), 1)
        good = torch.where(right.any(1), torch.logsumexp(odds.masked_fill(~right, -1e9), 1), none)
        cost = (whole - good).sum() + RIDGE * ((weights**2).sum() + (biases[1:] ** 2).sum()) / 2
        cost.backward()  # type: ignore[no-untyped-call]
        return cost

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    return {
        "candidate": [round(float(one), 4) for one in weights.detach().numpy() / scale],
        "none": [round(float(one), 4) for one in biases.detach().numpy() / other],
    }


@dataclass
class Tried:
    """The likeliest candidates of a place, read again. `odds`: by a formula that was fitted without its document."""

    case: Case
    odds: list[float]
    rows: list[tuple[float, float]]
    right: list[bool]


def folds(some: Sequence[Case]) -> dict[str, int]:
    """The fold of each document."""
    names = sorted({case.document for case in some})
    random.Random(1).shuffle(names)
    return {document: number % FOLDS for number, document in enumerate(names)}


def read_again(tagger: Tagger, some: Sequence[Case]) -> Iterator[Tried]:
    fold = folds(some)
    for number in range(FOLDS):
        formula = fitted([case for case in some if fold[case.document] != number])
        for case in (case for case in some if fold[case.document] == number):
            odds = log_odds(case.rows.tolist(), case.none.tolist(), formula)
            best = sorted(range(len(odds)), key=lambda at: -odds[at])[:TRIED]
            rows = tried(case.doc, tagger, [case.edits[at] for at in best])
            yield Tried(case, [odds[at] for at in best], rows, [bool(case.right[at]) for at in best])
        print(f"fold {number + 1} read again, {time.process_time():.0f} s of processor time", flush=True)


def fitted_again(some: Sequence[Tried]) -> list[float]:
    """The weights of `proposals.weighed`."""
    import torch

    size = max(len(one.odds) for one in some)
    table, right = torch.zeros(len(some), size, 4), torch.zeros(len(some), size, dtype=torch.bool)
    there = torch.zeros(len(some), size, dtype=torch.bool)
    for number, one in enumerate(some):
        for at, (odds, row) in enumerate(zip(one.odds, one.rows, strict=True)):
            table[number, at] = torch.tensor([odds, 1.0, *row])
            there[number, at], right[number, at] = True, one.right[at]
    start = torch.tensor([1.0, 0.0, 0.0, 0.0])
    weights = start.clone().requires_grad_()
    optimiser = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> "torch.Tensor":
        optimiser.zero_grad()
        odds = (table @ weights).masked_fill(~there, -1e9)
        whole = torch.logsumexp(torch.cat([odds, torch.zeros(len(some), 1)], 1), 1)
        good = torch.where(right.any(1), torch.logsumexp(odds.masked_fill(~right, -1e9), 1), torch.zeros(len(some)))
        cost = (whole - good).sum() + 0.3 * ((weights - start) ** 2).sum()
        cost.backward()  # type: ignore[no-untyped-call]
        return cost

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    return [round(float(one), 4) for one in weights.detach()]


def report(some: Sequence[Tried]) -> None:
    """First proposals by probability, each told by formulas fitted without its document and those of its fold."""
    fold = folds([one.case for one in some])
    told: dict[str, list[tuple[float, bool, bool]]] = {}
    for number in range(FOLDS):
        formula = fitted_again([one for one in some if fold[one.case.document] != number])
        for one in (one for one in some if fold[one.case.document] == number):
            chances = shares(weighed(one.odds, one.rows, formula))
            best = int(np.argmax(chances))
            told.setdefault(one.case.part, []).append((chances[best], one.right[best], one.case.error))
    for part, first in told.items():
        own = [one.case for one in some if one.case.part == part]
        able = sum(bool(case.right.any()) for case in own)
        line = f"{part}: {len(own)} places, {sum(case.error for case in own)} at an error, {able} with a right "
        line += f"candidate, first {sum(good for _, good, _ in first)};"
        for least in LEAST_SHARES:
            offered = [(good, error) for sure, good, error in first if sure >= least]
            right, harm = sum(good for good, _ in offered), sum(not error for _, error in offered)
            line += f" from {least}: {right} of {len(offered)} right, {harm} at no error,"
        print(line.rstrip(","), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True, help="folder of the model, whose about.json is written")
    parser.add_argument("--edits", type=Path, help="corrected lines, instead of edits/dev of the data")
    parser.add_argument("--places", type=int, default=500, help="of the stories, and of the lines")
    options = parser.parse_args()
    tagger = Packaged(options.output).model("tagger")
    edits = options.edits or options.data / "edits" / "dev.jsonl.gz"
    some = list(cases(tagger, texts(tagger, options.data, edits), options.places))
    again = list(read_again(tagger, some))
    report(again)
    tagger.about["fusion"]["repairs"] = {"plain": fitted(some), "tried": fitted_again(again)}
    about = json.dumps(tagger.about, indent=1, ensure_ascii=False) + "\n"
    (options.output / "about.json").write_text(about, encoding="utf-8")


if __name__ == "__main__":
    main()
