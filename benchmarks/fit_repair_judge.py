"""Fits the formula of the judge of repairs: `python benchmarks/fit_repair_judge.py --edits data/edits/dev.jsonl.gz
[--limit 150]`.

Right repairs are single changes by editors of real output; wrong ones are of the same kinds: another editor's words at
the place, the word deleted, another form of it, and the editor's words at a place that was left alone. Every repair
starts at the same confidence. Coefficients are those of a logistic regression over gain (held within bounds) and
tokens; figures are of folds that share no document.
"""

import argparse
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mtcheck.core import Applicability, Edit, Finding, Repair, Span, plain
from mtcheck.profile.above import WEIGHED
from mtcheck.reviewers.local import installed, repair_judge
from mtcheck.reviewers.local.repair_judge import Adapter, Gain
from mtcheck.scoring.alignment import Change, Token, changes, tokens
from mtcheck.training.corpora import items

_WORDS = 3  # of a change, before and after
_LONGEST = 170  # code points of a line
_FOLDS = 5
RIGHT = "right"


@dataclass
class Case:
    """A repair of a line. `kind`: RIGHT or what is wrong with it."""

    document: str
    kind: str
    place: int
    gain: Gain


@dataclass
class _Line:
    """A line with what stood before it, and one change of it."""

    document: str
    before: str
    text: str
    tokens: list[Token]
    change: Change


def lines(path: Path) -> list[_Line]:
    """Single changes of few words, in an order that is always the same."""
    found = []
    for _, group in itertools.groupby(items(path), key=lambda row: (row["id"], row["system"])):
        before = ""
        for row in group:
            if row["changed"] and row["share"] <= 0.5 and not row["broken"] and len(row["mt"]) < _LONGEST:
                old, new = tokens(row["mt"]), tokens(row["pe"])
                for change in changes([token.text for token in old], [token.text for token in new]):
                    if change.end - change.start <= _WORDS and len(change.text) <= _WORDS:
                        found.append(_Line(row["id"], before, row["mt"], old, change))
            before = row["mt"][-120:]
    random.Random(7).shuffle(found)
    return found


def ways(line: _Line, others: Sequence[tuple[str, ...]], dice: random.Random) -> Iterator[tuple[str, Change]]:
    """The right change of a line and wrong ones of its kind."""
    start, end, text = line.change
    yield RIGHT, line.change
    yield "other", Change(start, end, dice.choice(others))
    if end > start:
        yield "deleted", Change(start, end, ())
    word = line.tokens[start].text if end == start + 1 else ""
    if word.strip().isalpha() and word.islower():
        stem = word.removesuffix("e")
        yield "form", Change(start, end, (dice.choice([f"{word}s", f"{stem}ing", f"{stem}ed"]),))
    alone = [at for at in range(1, len(line.tokens) - max(1, end - start)) if at + end - start <= start or at >= end]
    if alone:
        at = dice.choice(alone)
        yield "elsewhere", Change(at, at + end - start, text)


def edit(line: _Line, change: Change, offset: int) -> Edit:
    """The change as an edit of a text in which the line begins at an offset."""
    if change.start == change.end:
        low = high = line.tokens[change.start - 1].end if change.start else 0
    else:
        low, high = line.tokens[change.start].start, line.tokens[change.end - 1].end
        low -= line.tokens[change.start].text.startswith(" ")
    words = "".join(change.text)
    return Edit(Span(low + offset, high + offset), words if low else words.lstrip())


def cases(path: Path, limit: int) -> Iterator[Case]:
    """What the judge says of right and wrong repairs."""
    judge = Adapter(installed()[0])
    every = lines(path)
    shapes: dict[tuple[int, int], list[tuple[str, ...]]] = {}
    for line in every:
        shapes.setdefault((line.change.end - line.change.start, len(line.change.text)), []).append(line.change.text)
    dice = random.Random(11)
    for number, line in enumerate(every[:limit]):
        doc = plain(f"{line.before} {line.text}".strip())
        offset = len(doc.text) - len(line.text)
        shape = line.change.end - line.change.start, len(line.change.text)
        offers = [(kind, edit(line, change, offset)) for kind, change in ways(line, shapes[shape], dice)]
        offers = [one for one in offers if one[1] != offers[0][1] or one[0] == RIGHT]
        repairs = tuple(Repair((one,), 0.5, Applicability.REVIEW) for _, one in offers)
        finding = Finding(WEIGHED, offers[0][1].span, "", WEIGHED.severity, 0.5, repairs)
        told = judge.gains(doc, [(finding, Span(offset, len(doc.text)))])
        yield from (
            Case(line.document, kind, number, gain)
            for (kind, _), gain in zip(offers, told, strict=True)
            if gain is not None
        )
        if number % 10 == 9:
            print(f"{number + 1} changes read", flush=True)


def auc(right: Sequence[float], wrong: Sequence[float]) -> float:
    """The share of pairs in which the right one is ahead."""
    ahead = [(one > other) + 0.5 * (one == other) for one in right for other in wrong]
    return sum(ahead) / len(ahead) if ahead else float("nan")


def fitted(rows: "np.ndarray", right: "np.ndarray", ridge: float = 1.0) -> "np.ndarray":
    """Coefficients of a logistic regression, the last for 1, by Newton's method.

    `rows` (cases, features), `right` (cases,).
    """
    given = np.column_stack([rows, np.ones(len(rows))])
    held = ridge * np.diag([1.0] * rows.shape[1] + [0.0])
    weights = np.zeros(given.shape[1])
    for _ in range(50):
        shares = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (right - shares) - held @ weights
        curve = (given * (shares * (1 - shares))[:, None]).T @ given + held
        weights += np.linalg.solve(curve, slope)
    return weights


def features(some: Sequence[Case]) -> "np.ndarray":
    """(cases, 2): gain held within bounds, tokens that the repair is longer, likewise."""
    bounds = np.array([repair_judge.REACH, repair_judge.STRETCH])
    return np.clip(np.array([case.gain for case in some], dtype=float), -bounds, bounds)


def report(found: Sequence[Case]) -> None:
    """Coefficients and figures."""
    right = np.array([float(case.kind == RIGHT) for case in found])
    documents = sorted({case.document for case in found})
    scores = np.zeros(len(found))
    for fold in range(_FOLDS):
        inside = np.array([documents.index(case.document) % _FOLDS == fold for case in found])
        weights = fitted(features([case for case, out in zip(found, inside, strict=True) if not out]), right[~inside])
        own = features([case for case, out in zip(found, inside, strict=True) if out])
        scores[inside] = np.column_stack([own, np.ones(len(own))]) @ weights
    whole = fitted(features(found), right)
    print(f"{len(found)} repairs of {len({case.place for case in found})} places, {int(right.sum())} right")
    print(f"log-odds: {whole[0]:.3f} a nat, {whole[1]:.3f} a token, even at {-whole[2] / whole[0]:.1f} nats")
    in_use = [repair_judge.sure(0.5, case.gain) for case in found]
    wrong_kinds = sorted({case.kind for case in found} - {RIGHT})
    for kind in [*wrong_kinds, "all"]:
        chosen = [number for number, case in enumerate(found) if case.kind != RIGHT and kind in (case.kind, "all")]
        of_right = [number for number, case in enumerate(found) if case.kind == RIGHT]
        gains = auc([found[n].gain.nats for n in of_right], [found[n].gain.nats for n in chosen])
        formula = auc([scores[n] for n in of_right], [scores[n] for n in chosen])
        own = auc([in_use[n] for n in of_right], [in_use[n] for n in chosen])
        print(
            f"right against {kind}: AUC {gains:.3f} by gain, {formula:.3f} fitted, {own:.3f} in use ({len(chosen)}"
            " wrong)"
        )
    first = chance = places = 0.0
    for _, group in itertools.groupby(enumerate(found), key=lambda one: one[1].place):
        same = [(in_use[number], case.kind == RIGHT) for number, case in group if case.kind != "elsewhere"]
        if len(same) > 1 and any(good for _, good in same):
            places += 1
            first += max(same)[1]
            chance += 1 / len(same)
    print(f"right one first at its place: {first / places:.3f} of {places:.0f} places, {chance / places:.3f} by chance")
    best = [case.gain.nats for case in found if case.kind == RIGHT]
    alone = [case.gain.nats for case in found if case.kind == "elsewhere"]
    for least in (0, 3, 5, 8):
        print(
            f"gain of {least} nats: {np.mean([gain >= least for gain in best]):.2f} of right repairs, "
            f"{np.mean([gain >= least for gain in alone]):.2f} of repairs where nothing was wrong"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--edits", type=Path, required=True, help="edits/dev.jsonl.gz")
    parser.add_argument(
        "--limit", type=int, default=150, help="changes to read; a judge reads some 5 sentences for each"
    )
    options = parser.parse_args()
    report(list(cases(options.edits, options.limit)))


if __name__ == "__main__":
    main()
