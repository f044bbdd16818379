"""Fits what the language model's opinion of a whole story costs and from where on it holds the story back: `python
benchmarks/fit_opinion.py --data DATA`.

It reads documents of `mt/train` that no model has learnt from (systems and references), native news (`text/train`,
`clean/train`) and the marked stories of `gold/tune`, checks them under the default profile, and writes
`mtcheck/resources/calibration/opinion.json`; then it prints how the score does on the dev parts, which nothing is
fitted on. To be run again whenever the model has been trained anew, or the rules have changed much: 15 minutes on one
core, `--quick` takes a fifth of the documents.

The weights make log(points) follow the MQM points that editors gave (`gold/tune`), put systems below references (all
pairs, logistic loss) and native news at `NATIVE` points. The level is then lowered until no more than `REVIEWED` of
native stories cost more than a review does. `block_likelihood` is where no more than `BLOCKED` of 1,000 native
sentences stand in a story above it and no more than `TRANSLATED` of the references are.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from mtcheck.profile.config import Config
from mtcheck.readers.files import RawFile
from mtcheck.run.session import Session
from mtcheck.scoring import opinion, quality
from mtcheck.scoring.opinion import Opinion
from mtcheck.text.odds import logit
from mtcheck.training.corpora import items

NATIVE = 0.1  # MQM points per 100 words that native news is to have
REVIEWED, REVIEW = 0.01, 1.5  # share of native stories, points
BLOCKED, TRANSLATED = 0.18, 0.1  # of 1,000 native sentences; share of references
CAUTION = 0.5  # at least so much, whatever the leads of a few papers show: other short copy is not like them
Z, FEWEST = 2.576, 10  # standard deviations beyond which REVIEWED / 2 of them lie; leads that say something of a band
BANDS = (40, 80), (80, 130), (130, 200)  # words of the beginnings of native stories
PAIRS = 3.0  # weight of the order of systems and references beside the points of editors
MOST = 40.0  # points, whatever the formula says
SEVERITIES = {"neutral": 0, "minor": 1, "major": 5, "critical": 25}


@dataclass
class Story:
    """A document as the default profile sees it. `points`: MQM points of its annotations per 100 words, `slips`:
    annotations per 100 words.
    """

    kind: str
    words: int
    sentences: int
    said: Opinion
    found: quality.Weights
    points: float = 0.0
    slips: float = 0.0

    @property
    def score(self) -> float:
        model = self.said.heed * self.found.model
        return 100 - self.found.rules - max(model, opinion.unseen(self.said, self.found.rules))


def texts(data: Path, part: str, most: int) -> Iterator[tuple[str, str]]:
    """(kind, text): of each of `most` documents two systems and a reference, and native news."""
    documents = [item for item in items(data / "mt" / f"{part}.jsonl.gz") if item["domain"] == "news"]
    if part == "train":  # the others have taught the models what output is like
        unseen = {item["id"] for item in items(data / "edits" / "dev.jsonl.gz")}
        documents = [item for item in documents if item["id"] in unseen]
    random.Random(0).shuffle(documents)
    for item in documents[:most]:
        for kind, key, number in (("human", "refs", 1), ("mt", "mt", 2)):
            names = sorted({name for segment in item["segments"] for name in segment[key]})
            for name in random.Random(item["id"]).sample(names, min(number, len(names))):
                yield kind, "\n\n".join(segment[key].get(name, "") for segment in item["segments"])
    native = [item for item in items(data / "text" / f"{part}.jsonl.gz") if item["origin"] == "bbc2004"]
    random.Random(0).shuffle(native)
    news = [item for item in items(data / "clean" / f"{part}.jsonl.gz") if item["domain"] == "news"]
    for item in (*news, *native[: 2 * most]):
        yield "native", "\n\n".join(item["paragraphs"])


def gold(folder: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for path in sorted(folder.glob("*.json")):
        yield (
            path.with_suffix(".txt").read_text(encoding="utf-8"),
            json.loads(path.read_text(encoding="utf-8"))["annotations"],
        )


class Reader:
    """Checks texts under the default profile."""

    def __init__(self) -> None:
        self.session = Session(Config())

    def story(self, kind: str, text: str, notes: Sequence[dict[str, Any]] = ()) -> Story | None:
        """The story, or None where it is too short for the model."""
        (one,) = self.session.stories(RawFile("<text>", text))
        report = self.session.check(one)
        if report.mt_likelihood is None or report.mt_errors is None:
            return None
        words = report.document.word_count
        counts = opinion.heed(words, report.document.sentence_count)
        said = Opinion(report.mt_likelihood, report.mt_errors, counts)
        points = 100 * sum(SEVERITIES[note["severity"]] for note in notes) / words
        found = quality.weights(report.findings, words)
        return Story(
            kind, words, sum(map(len, report.document.sentences)), said, found, points, 100 * len(notes) / words
        )

    def stories(self, data: Path, part: str, most: int) -> list[Story]:
        """Documents and marked stories of one part."""
        folder = {"train": "tune", "dev": "dev"}[part]
        found = [self.story(kind, text) for kind, text in texts(data, part, most)]
        found += [self.story("gold", text, notes) for text, notes in gold(data / "gold" / folder)]
        return [story for story in found if story is not None]

    def leads(self, data: Path, part: str, most: int) -> list[Story]:
        """The beginnings of native stories, as short as flashes are."""
        native = [text for kind, text in texts(data, part, most) if kind == "native"]
        found = [self.story("native", lead) for text in native for lead in beginnings(text)]
        return [story for story in found if story is not None]


def beginnings(text: str) -> Iterator[str]:
    """The first paragraphs of a story, enough for the least words of each band."""
    paragraphs = text.split("\n\n")
    for least, _ in BANDS:
        words = 0
        for number, paragraph in enumerate(paragraphs):
            words += len(paragraph.split())
            if words >= least:
                if number + 1 < len(paragraphs):
                    yield "\n\n".join(paragraphs[: number + 1])
                break


def of(stories: Sequence[Story], kind: str) -> list[Story]:
    return [story for story in stories if story.kind == kind]


def table(stories: Sequence[Story]) -> Any:
    """(stories, 4): the features and a column of ones."""
    return np.array([[*opinion.features(story.said, story.found.rules), 1.0] for story in stories])


def weights(stories: Sequence[Story]) -> Any:
    """Weights of errors, likelihood and findings, none of them negative, and the constant."""
    from scipy.optimize import minimize

    marked, native, systems, people = (table(of(stories, kind)) for kind in ("gold", "native", "mt", "human"))
    wanted = np.log([max(0.5, story.points) for story in of(stories, "gold")])

    def loss(found: Any) -> float:
        gaps = (systems @ found)[:, None] - (people @ found)[None, :]
        order = PAIRS * np.logaddexp(0, -gaps).mean()
        return float(
            np.mean((marked @ found - wanted) ** 2)
            + np.mean((native @ found - np.log(NATIVE)) ** 2)
            + order
            + 0.01 * np.sum(found[:3] ** 2)
        )

    return minimize(loss, [0.3, 0.3, 0.3, 0.0], bounds=[(0, 3), (0, 3), (0, 1), (None, None)]).x


def level(stories: Sequence[Story], found: Any) -> float:
    """The constant at which no more than `REVIEWED` of native stories cost `REVIEW` points."""
    bare = table(of(stories, "native")) @ (*found[:3], 0.0)
    return float(min(found[3], np.log(REVIEW) - np.quantile(bare, 1 - REVIEWED)))


def limits(stories: Sequence[Story]) -> dict[str, float]:
    """From which likelihood on a story is held back."""
    native, people = of(stories, "native"), of(stories, "human")
    sentences = sum(story.sentences for story in native)
    for block in np.arange(0.5, 0.999, 0.005):
        above = sum(story.said.likelihood >= block for story in native)
        if (
            1000 * above / sentences <= BLOCKED
            and np.mean([story.said.likelihood >= block for story in people]) <= TRANSLATED
        ):
            break
    review = np.quantile([story.said.likelihood for story in native], 1 - REVIEWED / 2)
    return {
        "review_likelihood": round(float(min(block, max(review, 0.5))), 3),
        "block_likelihood": round(float(block), 3),
    }


def short(leads: Sequence[Story], review: float) -> float:
    """How much surer the model has to be of a short story, so that no more than `REVIEWED / 2` of native leads in any
    band of lengths are held back, as far as so few of them can tell: the quantile of a normal distribution of their
    log-odds, and its standard error on top.
    """
    most = CAUTION
    for low, high in BANDS:
        some = [story for story in leads if low <= story.words < high]
        if len(some) < FEWEST:
            continue
        odds = np.array([logit(story.said.likelihood) for story in some])
        error = odds.std() * np.sqrt((1 + Z**2 / 2) / len(some))
        beyond = odds.mean() + Z * odds.std() + error - logit(review)
        most = max(most, beyond / opinion.shortness(round(np.mean([story.words for story in some]))))
    return round(float(most), 2)


def auc(scores: Sequence[float], known: Sequence[bool]) -> float:
    """The chance that a positive scores above a negative, ties counting half."""
    one = np.array([score for score, positive in zip(scores, known, strict=True) if positive])[:, None]
    other = np.array([score for score, positive in zip(scores, known, strict=True) if not positive])[None, :]
    return float(np.mean((one > other) + 0.5 * (one == other)))


def ranks(values: Sequence[float]) -> Any:
    order = np.argsort(np.argsort(values))
    return order.astype(float)


def report(name: str, stories: Sequence[Story]) -> None:
    """How the score does."""
    marked, native, systems, people = (of(stories, kind) for kind in ("gold", "native", "mt", "human"))
    spearman = np.corrcoef(ranks([-story.score for story in marked]), ranks([story.slips for story in marked]))[0, 1]
    print(f"{name}: Spearman of score and slips {spearman:.2f} on {len(marked)} marked stories")
    for one, other, words in (
        (systems, people, "systems and references"),
        (systems, native, "systems and native news"),
        (people, native, "references and native"),
    ):
        known = [True] * len(one) + [False] * len(other)
        scores = [-story.score for story in (*one, *other)]
        likely = [story.said.likelihood for story in (*one, *other)]
        print(f"  {words}: AUC of the score {auc(scores, known):.3f}, of mt_likelihood {auc(likely, known):.3f}")
    limit = opinion.fitted()
    for kind in ("native", "human", "mt"):
        some = of(stories, kind)
        shares = [np.mean([test(story) for story in some]) for test in (
            lambda story: story.score < 98.5, lambda story: story.score < 92, lambda story: story.score < 90,
                lambda story: story.said.likelihood >= limit["block_likelihood"],
        )]  # fmt: skip
        print(
            f"  {kind}: {len(some)} stories; score under 98.5 {shares[0]:.1%}, under 92 {shares[1]:.1%}, under 90"
            f" {shares[2]:.1%}, blocked by likelihood {shares[3]:.1%}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--report", action="store_true", help="fit nothing, say how the file that is there does")
    options = parser.parse_args()
    most = 40 if options.quick else 200
    reader = Reader()
    if not options.report:
        stories = reader.stories(options.data, "train", most)
        leads = reader.leads(options.data, "train", most)
        found = weights(stories)
        held = limits(stories)
        fitted = {
            "constant": round(level(stories, found), 4),
            "errors": round(float(found[0]), 4),
            "likelihood": round(float(found[1]), 4),
            "findings": round(float(found[2]), 4),
            "most": MOST,
            **held,
            "short": short(leads, held["review_likelihood"]),
            "fitted_on": {
                **{kind: len(of(stories, kind)) for kind in ("gold", "native", "human", "mt")},
                "leads": len(leads),
            },
        }
        opinion.FITTED.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
        print(opinion.FITTED.read_text(encoding="utf-8"))
        opinion.fitted.cache_clear()
        report("fitted on", stories)
    report("held out", reader.stories(options.data, "dev", most))
    leads = reader.leads(options.data, "dev", most)
    for low, high in BANDS:
        some = [story for story in leads if low <= story.words < high]
        least = [opinion.limit("review", story.words, story.said.heed) for story in some]
        over = np.mean([story.said.likelihood >= limit for story, limit in zip(some, least, strict=True)])
        print(f"  native leads of {low} to {high} words: {len(some)}; held back by likelihood {over:.1%}")


if __name__ == "__main__":
    main()
