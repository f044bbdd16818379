"""Exports a trained tagger and fits what turns its outputs into findings: `python benchmarks/fit_tagger.py --data DATA --network FILE --gold FOLDER ... --output FOLDER`.

The formulas of `about.json`, "fusion", are fitted on annotated stories (folders with `wire/` and `clean/`, as `fixtures/`), native news and round trips of it (dev
parts), the thresholds on the same: so many findings of the model a thousand words of native news, none on clean stories. Figures on other data come from `mtcheck evaluate`.
"""

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from mtcheck.readers import text as plain_text
from mtcheck.resources import Packaged
from mtcheck.scoring.alignment import changes
from mtcheck.scoring.words import offsets
from mtcheck.tagger import tags
from mtcheck.tagger.reading import Story, logit, read
from mtcheck.tagger.runtime import Tagger
from mtcheck.tagger.suspects import features, is_inner, suspects
from mtcheck.tagger.words import words

BUDGET = 0.15  # findings of the model a thousand words of native news
_GARBLED = 0.15  # weight of a word of a round trip beside one of a story: there are many, and all alike


@dataclass
class Text:
    """A document with its reading. `part`: wire, clean, native or garbled. `errors`: places with one."""

    part: str
    text: str
    errors: list[tuple[int, int]]
    story: Story
    words: int


def texts(tagger: Tagger, options: argparse.Namespace) -> Iterator[Text]:
    """Everything to fit on."""
    for part, text, errors in _sources(options):
        doc = plain_text.read(text)
        yield Text(part, text, errors, read(doc, tagger), doc.word_count)


def _sources(options: argparse.Namespace) -> Iterator[tuple[str, str, list[tuple[int, int]]]]:
    for folder in options.gold:
        for part in ("wire", "clean"):
            for path in sorted((folder / part).glob("*.json")):
                notes = json.loads(path.read_text(encoding="utf-8"))["annotations"]
                errors = [(note["start"], note["end"]) for note in notes]
                yield part, path.with_suffix(".txt").read_text(encoding="utf-8"), errors
    for item in _items(options.data / "text" / "dev.jsonl.gz"):
        if item["origin"] == "bbc2004":
            yield "native", "\n".join(item["paragraphs"]), []
    for item in _items(options.data / "clean" / "dev.jsonl.gz"):
        if item["domain"] == "news":
            yield "native", "\n".join(item["paragraphs"]), []
    for item in _items(options.garbled) if options.garbled else ():
        yield "garbled", *_garbled(item)


def _items(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _garbled(item: dict[str, Any]) -> tuple[str, list[tuple[int, int]]]:
    """A round trip whose words are errors where they differ from the original."""
    found: list[tuple[int, int]] = []
    before, after = words(item["text"]), words(item["original"])
    for change in changes([word.text.lower() for word in before], [word.text.lower() for word in after]):
        if change.end > change.start:
            found.append((before[change.start].start, before[change.end - 1].end))
    return item["text"], found


def logistic(rows: Sequence[Sequence[float]], labels: Sequence[bool], weights: Sequence[float]) -> list[float]:
    """Weights and constant of a logistic regression."""
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=10, max_iter=1000).fit(np.array(rows), np.array(labels), sample_weight=np.array(weights))
    return [*map(float, fitted.coef_[0]), float(fitted.intercept_[0])]


def formula(some: Sequence[Text]) -> list[float]:
    """The formula for words inside sentences."""
    rows, labels, weights = [], [], []
    for one in some:
        for stretch in one.story.stretches:
            for number, row in enumerate(features(stretch)):
                if not is_inner(stretch, number):
                    continue
                place = stretch.place(number)
                rows.append(row)
                labels.append(any(start < place.end and place.start < end for start, end in one.errors))
                weights.append(_GARBLED if one.part == "garbled" else 1.0)
    return logistic(rows, labels, weights)


def thresholds(tagger: Tagger, some: Sequence[Text]) -> None:
    """Sets the thresholds of places that are shown by themselves and of those shown in a crowd.

    Alone: the lowest that keeps to the budget on native news and finds nothing in clean stories. In a crowd: of the settings that keep to twice the budget and
    find nothing in clean stories, the one that shows most places of damaged stories at an error, less three for each that is at none.
    """
    fusion = tagger.about["fusion"]
    fusion.update(threshold=2.0, crowd_threshold=0.2, crowd=0, crowd_per_100_words=0.0)
    found = [_suspects(tagger, one) for one in some]
    fusion["threshold"] = _alone(some, [[place.probability for place in places] for places in found], BUDGET)
    best = (0.0, 2.0, 2, 1.0)
    for least in np.arange(0.2, fusion["threshold"], 0.025):
        for number in (2, 3, 4):
            for rate in (0.4, 0.6, 0.8, 1.0, 1.5, 2.0):
                gain = _gain(some, found, fusion["threshold"], float(least), number, rate)
                best = max(best, (gain, float(least), number, rate))
    fusion["crowd_threshold"], fusion["crowd"], fusion["crowd_per_100_words"] = round(best[1], 3), best[2], best[3]


def _alone(some: Sequence[Text], found: Sequence[Sequence[float]], budget: float) -> float:
    native = sorted((place for one, places in zip(some, found, strict=True) if one.part == "native" for place in places), reverse=True)
    clean = [place for one, places in zip(some, found, strict=True) if one.part == "clean" for place in places]
    allowed = int(budget * sum(one.words for one in some if one.part == "native") / 1000)
    return round(max([0.05, *native[allowed : allowed + 1], *clean]) + 0.005, 3)


def _gain(some: Sequence[Text], found: Sequence[Sequence[Any]], alone: float, least: float, number: int, rate: float) -> float:
    gain, native = 0.0, 0
    for one, places in zip(some, found, strict=True):
        here = [place for place in places if place.probability >= least]
        if len(here) < max(number, rate * one.words / 100):
            here = [place for place in places if place.probability >= alone]
        if one.part == "clean" and here:
            return 0.0
        native += len(here) * (one.part == "native")
        if one.part == "wire":
            right = sum(any(start <= place.span.end and place.span.start <= end for start, end in one.errors) for place in here)
            gain += right - 3 * (len(here) - right)
    return gain if 1000 * native <= 2 * BUDGET * sum(one.words for one in some if one.part == "native") else 0.0


def _suspects(tagger: Tagger, one: Text) -> Sequence[Any]:
    doc = plain_text.read(one.text)
    doc.memo["tagger"] = one.story
    return suspects(doc, tagger, with_edits=False)


def tag_rule(tagger: Tagger, data: Path) -> list[float]:
    """Start, slope and gap threshold of `mtcheck.tagger.tags`: those with the best mean MCC over the language pairs of the post-edits and tags (dev)."""
    sets: dict[str, list[dict[str, Any]]] = {}
    for item in _items(data / "postedits" / "dev.jsonl.gz"):
        if len(sets.setdefault(item["pair"], [])) < 300:
            sets[item["pair"]].append(item)
    sets["zh-en"] = list(_items(data / "spans" / "tags2022.jsonl.gz"))
    judged = {}
    gaps: tuple[list[float], list[bool]] = ([], [])
    for pair, items in sets.items():
        chances, means, bad = [], [], []
        for item in items:
            places = offsets(item["mt"], item["tokens"])
            if places is None:
                continue
            reading = tagger.read([item["mt"]])[0]
            row = [tags.chance(reading, place) for place in places]
            chances += row
            means += [sum(row) / len(row)] * len(row)
            bad += [tag == "BAD" for tag in item["tags"]]
            if item["gap_tags"]:
                gaps[0].extend(tags.missing(reading, start) for start, _ in places)
                gaps[1].extend(tag == "BAD" for tag in item["gap_tags"][:-1])
        judged[pair] = (np.array(chances), np.array(means), np.array(bad))
    best = max(
        ((float(np.mean([_mcc(bad, chances >= start + slope * means) for chances, means, bad in judged.values()])), start, slope)
         for start in np.arange(0.05, 0.6, 0.05) for slope in np.arange(0.0, 0.9, 0.1)),
    )  # fmt: skip
    chances, bad = np.array(gaps[0]), np.array(gaps[1])
    gap = max((float(_mcc(bad, chances >= least)), least) for least in np.arange(0.05, 0.95, 0.05))
    for pair, (some, means, labels) in judged.items():
        print(f"{pair}: MCC {_mcc(labels, some >= best[1] + best[2] * means):.3f}")
    print(f"mean MCC {best[0]:.3f} at {best[1]:.2f} + {best[2]:.1f} · mean; gaps {gap[0]:.3f} at {gap[1]:.2f}")
    return [round(float(best[1]), 3), round(float(best[2]), 3), round(float(gap[1]), 3)]


def _mcc(truth: Any, found: Any) -> float:
    from mtcheck.scoring.counts import mcc

    counts = [int((found & truth).sum()), int((found & ~truth).sum()), int((~found & truth).sum()), int((~found & ~truth).sum())]
    return float(mcc(*counts))


def span_threshold(tagger: Tagger, data: Path) -> float:
    """The threshold of `tags.spans` with the best character F1 on error spans (dev, one of four)."""
    from mtcheck.scoring.characters import characters, two_severities
    from mtcheck.scoring.counts import f_score

    items = [item for number, item in enumerate(_items(data / "spans" / "dev.jsonl.gz")) if number % 4 == 0]
    best = (0.0, 0.3)
    for least in np.arange(0.05, 0.6, 0.05):
        tagger.about["fusion"]["spans"] = float(least)
        sums = np.zeros(3)
        for item in items:
            theirs = [(span["start"], span["end"], two_severities(span["severity"])) for span in item["spans"] if span["severity"] != "neutral"]
            ours = [(start, end, two_severities("minor")) for start, end in tags.spans(tagger, item["mt"])]
            sums += np.array(characters(ours, theirs, len(item["mt"])))
        f1 = float(f_score(sums[0] / max(sums[1], 1e-9), sums[0] / max(sums[2], 1e-9)))
        best = max(best, (f1, round(float(least), 3)))
    print(f"spans: character F1 {best[0]:.3f} at {best[1]}")
    return best[1]


def likelihood(some: Sequence[Text]) -> list[float]:
    """The formula of `mt_likelihood`: round trips and damaged stories against native copy; the number of findings is left at what it means by itself."""
    judged = [one for one in some if one.words >= 40]
    rows = [[logit(one.story.translated), logit(one.story.rate)] for one in judged]
    weights = logistic(rows, [one.part in ("wire", "garbled") for one in judged], [1.0] * len(rows))
    return [weights[0], weights[1], 0.5, weights[2]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--garbled", type=Path, help="round trips of text/dev, from mtcheck.training.roundtrip")
    parser.add_argument("--network", type=Path, help="network.pt of build_tagger.py; left out: the model in --output is fitted again")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    if options.network:
        _export(options.network, options.output)
    tagger = Tagger(options.output, Packaged().model("vocabulary").count)
    some = list(texts(tagger, options))
    fusion = tagger.about["fusion"] = {}
    fusion["words"] = formula(some)
    thresholds(tagger, some)
    fusion["likelihood"] = likelihood(some)
    fusion["tags"] = tag_rule(tagger, options.data)
    fusion["spans"] = span_threshold(tagger, options.data)
    for part in ("wire", "clean", "native", "garbled"):
        found = [(one, place) for one in some if one.part == part for place in _suspects(tagger, one)]
        right = sum(any(start <= place.span.end and place.span.start <= end for start, end in one.errors) for one, place in found)
        size = sum(one.words for one in some if one.part == part)
        print(f"{part}: {1000 * len(found) / max(1, size):.2f} findings per 1,000 words, {right} of {len(found)} at an error")
    (options.output / "about.json").write_text(json.dumps(tagger.about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _export(network_file: Path, output: Path) -> None:
    import torch

    from mtcheck.training.export import export
    from mtcheck.training.network import Network, base

    encoder, tokenizer = base()
    network = Network(encoder)
    state = torch.load(network_file, weights_only=True)
    network.load_state_dict(state.get("network", state))
    export(network, tokenizer, output, {"base": "all-MiniLM-L6-v2 (Apache-2.0)"})


if __name__ == "__main__":
    main()
