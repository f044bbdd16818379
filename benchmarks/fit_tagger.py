"""Exports a trained tagger and fits what turns its outputs into findings: `python benchmarks/fit_tagger.py --data DATA
--network FOLDER ... --output FOLDER`.

The formulas of `about.json`, "fusion", are fitted on marked stories (`gold/tune`), corrected output (`edits/dev`),
written slips and odd copy that are held out, alone and in stories, native news and references (dev parts); the
thresholds are the lowest that keep to so many findings a thousand words of native news and of references. What the
model proposes is fitted by benchmarks/fit_proposals.py, afterwards. Figures on other data come from `mtcheck evaluate`
and benchmarks/tagger_figures.py.
"""

import argparse
import itertools
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from stories import native_news
from written import odd, pairs

from mtcheck.core import Document, Span
from mtcheck.readers import text as plain_text
from mtcheck.resources import Packaged
from mtcheck.scoring.alignment import changes
from mtcheck.scoring.words import offsets
from mtcheck.tagger import tags
from mtcheck.tagger.places import FEATURES, features, places
from mtcheck.tagger.reading import Story, logit, read
from mtcheck.tagger.runtime import Tagger
from mtcheck.tagger.suspects import confidence, judged, unreadable
from mtcheck.tagger.words import words
from mtcheck.training.corpora import items

NATIVE, REFERENCE, GOLD, EDITED, OUTPUT = "native", "reference", "gold", "edited", "output"
# single lines and paragraphs of these
BRIEF = {EDITED: "brief edited", NATIVE: "brief native", REFERENCE: "brief reference"}
WRITTEN = "brief written"  # lines of benchmarks/written.txt that no training reads, faulty and sound
ODD = "brief odd"  # lines of benchmarks/odd.txt that no training reads: sound, whatever a model thinks of them
# Stories put together from such lines, in which most is sound: what keeps one bad line from blaming its neighbours.
PATCHWORK = "patchwork"
# Findings of the model a thousand words; brief texts have less of a story that could mislead.
BUDGETS = {"thresholds": {NATIVE: 0.45, REFERENCE: 0.95}, "brief_thresholds": {NATIVE: 0.45, REFERENCE: 1.2}}
LOWEST = {"thresholds": 0.3, "brief_thresholds": 0.3}  # probability of a finding, whatever the budgets allow
SENTENCES = 0.003  # of native news that are called unreadable
# Marked stories and references weigh most: the budget of references is the one that binds, and what tells them from
# output is the story's evidence; the corrected lines come from systems and test sets that the models were trained on.
WEIGHTS = {
    GOLD: 4.0,
    REFERENCE: 2.0,
    NATIVE: 1.0,
    ODD: 1.0,
    EDITED: 0.5,
    PATCHWORK: 0.25,
    **dict.fromkeys((*BRIEF.values(), WRITTEN), 0.5),
}


@dataclass
class Mark:
    """A place with an error, what may stand there instead (gold), and how bad it is."""

    start: int
    end: int
    repairs: tuple[str, ...] = ()
    major: bool = False


@dataclass
class Text:
    """A document with its reading."""

    part: str
    doc: Document
    story: Story
    marks: list[Mark]
    corrected: list[tuple[Span, str]] = field(default_factory=list)  # lines and what an editor made of them

    def at_error(self, span: Span) -> bool:
        return any(mark.start < span.end and span.start < max(mark.end, mark.start + 1) for mark in self.marks)


def texts(tagger: Tagger, data: Path, documents: int) -> Iterator[Text]:
    """Everything to fit on."""
    yield from marked(tagger, data / "gold" / "tune")
    yield from _edited(tagger, data / "edits" / "dev.jsonl.gz")
    for faulty, sound in pairs(held_out=True):
        yield written(tagger, faulty, sound)
        yield written(tagger, sound, sound)
    for line in odd(held_out=True):
        yield _text(tagger, ODD, line, [])
    yield from _patchwork(tagger)
    chosen = random.Random(3)
    native = native_news(data)
    for text in native:
        yield _text(tagger, NATIVE, text, [])
    for text in chosen.sample(native, min(100, len(native))):
        for paragraph in text.split("\n\n"):
            if 5 <= paragraph.count(" ") < 55:
                yield _text(tagger, BRIEF[NATIVE], paragraph, [])
    for item in chosen.sample(
        [item for item in items(data / "mt" / "dev.jsonl.gz") if item["domain"] in ("news", "unknown")], documents
    ):
        yield _text(tagger, REFERENCE, "\n\n".join(next(iter(one["refs"].values())) for one in item["segments"]), [])
        for one in item["segments"][:2]:
            yield _text(tagger, BRIEF[REFERENCE], next(iter(one["refs"].values())), [])
        system = chosen.choice(sorted(item["segments"][0]["mt"]))
        yield _text(tagger, OUTPUT, "\n\n".join(one["mt"].get(system, "") for one in item["segments"]), [])


def marked(tagger: Tagger, folder: Path) -> Iterator[Text]:
    """Marked stories."""
    for path in sorted(folder.glob("*.json")):
        notes = json.loads(path.read_text(encoding="utf-8"))["annotations"]
        marks = [
            Mark(note["start"], note["end"], tuple(note["repairs"]), note["severity"] != "minor") for note in notes
        ]
        yield _text(tagger, GOLD, path.with_suffix(".txt").read_text(encoding="utf-8"), marks)


def _text(tagger: Tagger, part: str, text: str, marks: list[Mark]) -> Text:
    doc = plain_text.read(text)
    return Text(part, doc, read(doc, tagger), marks)


def documents(path: Path) -> list[list[dict[str, Any]]]:
    """Corrected lines by document and system, each as one editor has them."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for item in items(path):
        if item.get("editor", 1) == 1:
            found.setdefault((item["id"], item["system"]), []).append(item)
    return list(found.values())


def _edited(tagger: Tagger, path: Path) -> Iterator[Text]:
    for lines in documents(path):
        one = edited(tagger, lines)
        yield one
        for line, _ in one.corrected[::2]:
            inside = [
                Mark(mark.start - line.start, mark.end - line.start)
                for mark in one.marks
                if line.start <= mark.start and mark.end <= line.end
            ]
            yield _text(tagger, BRIEF[EDITED], line.of(one.doc.text), inside)


def edited(tagger: Tagger, lines: Sequence[dict[str, Any]]) -> Text:
    """A document of corrected lines."""
    pieces, marks, corrected, at = [], [], [], 0
    for item in lines:
        line = " ".join(item["mt"].split())
        if not line:
            continue
        before, after = words(line), words(item["pe"])
        for change in changes([word.text for word in before], [word.text for word in after]):
            if change.end > change.start:
                marks.append(Mark(at + before[change.start].start, at + before[change.end - 1].end))
            elif before:
                first, last = before[max(0, change.start - 1)], before[min(change.start, len(before) - 1)]
                marks.append(Mark(at + first.end, at + last.end))
        marks += [Mark(at + start, at + end, major=True) for start, end in item["broken"] or []]
        corrected.append((Span(at, at + len(line)), item["pe"]))
        pieces.append(line)
        at += len(line) + 2
    one = _text(tagger, EDITED, "\n\n".join(pieces), marks)
    one.corrected = corrected
    return one


def written(tagger: Tagger, line: str, sound: str) -> Text:
    """A line that was written down, as a corrected one."""
    one = edited(tagger, [{"mt": line, "pe": sound, "broken": []}])
    one.part = WRITTEN
    return one


def _patchwork(tagger: Tagger) -> Iterator[Text]:
    """Stories of one to seven faulty lines, mended lines and lines of odd copy, in random order."""
    chance = random.Random(9)
    slips, sound = (
        list(pairs(held_out=True)),
        itertools.cycle(chance.sample(lines := list(odd(held_out=True)), len(lines))),
    )
    chance.shuffle(slips)
    at = 0
    while at < len(slips):
        faulty = slips[at : (at := at + chance.choice([1, 3, 5, 7]))]
        mended = [(line, line) for _, line in slips[at : at + chance.choice([2, 4])]]
        at += 4
        strange = [(line, line) for line in itertools.islice(sound, chance.choice([2, 4, 6]))]
        story = faulty + mended + strange
        chance.shuffle(story)
        one = edited(tagger, [{"mt": line, "pe": meant, "broken": []} for line, meant in story])
        one.part = PATCHWORK
        yield one


def logistic(
    rows: Sequence[Sequence[float]], labels: Sequence[bool], weights: Sequence[float], c: float = 1.0
) -> list[float]:
    """Weights and constant of a logistic regression."""
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=c, max_iter=3000).fit(
        np.array(rows), np.array(labels), sample_weight=np.array(weights)
    )
    return [round(float(one), 4) for one in (*fitted.coef_[0], fitted.intercept_[0])]


def place_formula(tagger: Tagger, some: Sequence[Text]) -> list[float]:
    rows, labels, weights = [], [], []
    for one in some:
        if one.part == OUTPUT:
            continue
        for place in places(one.doc, one.story):
            rows.append(features(one.doc, one.story, place, tagger.uses))
            labels.append(one.at_error(place.span))
            weights.append(WEIGHTS[one.part])
    print(f"places: {len(rows)}, at an error {sum(labels)}")
    return logistic(rows, labels, weights, 0.3)


def sentence_formula(tagger: Tagger, some: Sequence[Text]) -> list[float]:
    """Of [broken, wrong, story] and a constant; a sentence is broken where marks cover half of it, or three majors
    stand in it.
    """
    tagger.about["fusion"]["sentences"] = [0.0] * 4
    rows, labels, weights = [], [], []
    for one in some:
        if one.part not in (GOLD, EDITED, NATIVE, REFERENCE):
            continue
        for sentence, _ in unreadable(one.doc, one.story, tagger):
            stretch = one.story.at(sentence.start)
            inside = [
                number for number in range(len(stretch.reading.words)) if sentence.contains(stretch.place(number))
            ]
            rows.append(
                [
                    logit(float(stretch.reading.broken[inside].mean())),
                    logit(float(stretch.reading.wrong[inside].mean())),
                    logit(one.story.rate),
                ]
            )
            labels.append(is_broken(one, sentence))
            weights.append(WEIGHTS[one.part])
    print(f"sentences: {len(rows)}, broken {sum(labels)}")
    return logistic(rows, labels, weights)


def is_broken(one: Text, sentence: Span) -> bool:
    inside = [mark for mark in one.marks if mark.start < sentence.end and sentence.start < mark.end]
    covered = sum(min(mark.end, sentence.end) - max(mark.start, sentence.start) for mark in inside)
    return covered > 0.5 * len(sentence) or sum(mark.major for mark in inside) >= 3


def thresholds(tagger: Tagger, some: Sequence[Text]) -> None:
    """Sets the lowest thresholds that keep to the budgets: of findings, of hints (twice as many), of sentences; brief
    texts have their own.
    """
    fusion = tagger.about["fusion"]
    found: dict[str, list[float]] = {}
    counts: dict[str, int] = {}
    sentences = []
    for one in some:
        found.setdefault(one.part, []).extend(probability for _, probability in judged(one.doc, one.story, tagger))
        counts[one.part] = counts.get(one.part, 0) + one.doc.word_count
        if one.part == NATIVE:
            sentences += [sure for _, sure in unreadable(one.doc, one.story, tagger)]
    for key, parts in (
        ("thresholds", {NATIVE: NATIVE, REFERENCE: REFERENCE}),
        ("brief_thresholds", BRIEF),
    ):
        least = []
        for times, lowest in ((1.0, LOWEST[key]), (2.2, 0.25)):
            for part, budget in BUDGETS[key].items():
                allowed = int(times * budget * counts[parts[part]] / 1000)
                lowest = max([lowest, *sorted(found[parts[part]], reverse=True)[allowed : allowed + 1]])
            least.append(round(lowest + 0.001, 3))
        fusion[key] = least
    fusion["sentence_threshold"] = round(
        max(0.5, sorted(sentences, reverse=True)[int(SENTENCES * len(sentences))]) + 0.001, 3
    )


def confidences(tagger: Tagger, some: Sequence[Text]) -> list[float]:
    """Slope and constant of `suspects.confidence`: of the places of output that reach a hint, what share is at an
    error; marked stories and single corrected lines weigh the same. Documents of corrected lines are left out: one
    editor's least change leaves standing what two careful ones mark.
    """
    tagger.about["fusion"].pop("confidence", None)
    rows: list[list[float]] = []
    labels: list[bool] = []
    parts: list[str] = []
    for one in some:
        if one.part not in (GOLD, BRIEF[EDITED]):
            continue
        least = tagger.about["fusion"]["brief_thresholds" if one.part == BRIEF[EDITED] else "thresholds"][1]
        for place, probability in judged(one.doc, one.story, tagger):
            if probability >= least:
                rows.append([logit(probability)])
                labels.append(one.at_error(place.span))
                parts.append(one.part)
    weights = [1 / parts.count(part) * len(parts) for part in parts]
    return logistic(rows, labels, weights, 100.0)


def tag_rule(tagger: Tagger, data: Path) -> list[float]:
    """Start, slope and gap threshold of `mtcheck.tagger.tags`: those with the best mean MCC over the language pairs of
    the post-edits and tags (dev).
    """
    sets: dict[str, list[dict[str, Any]]] = {}
    for item in items(data / "postedits" / "dev.jsonl.gz"):
        if len(sets.setdefault(item["pair"], [])) < 300:
            sets[item["pair"]].append(item)
    sets["zh-en"] = list(items(data / "spans" / "tags2022.jsonl.gz"))
    judged = {}
    gaps: tuple[list[float], list[bool]] = ([], [])
    for pair, some in sets.items():
        chances, means, bad = [], [], []
        for item in some:
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
        ((float(np.mean([_mcc(bad, chances >= start + slope * means) for chances, means, bad in judged.values()])),
        start, slope)
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

    counts = [
        int((found & truth).sum()),
        int((found & ~truth).sum()),
        int((~found & truth).sum()),
        int((~found & ~truth).sum()),
    ]
    return float(mcc(*counts))


def span_threshold(tagger: Tagger, data: Path) -> float:
    """The threshold of `tags.spans` with the best character F1 on error spans (dev, one of four)."""
    from mtcheck.scoring.characters import characters, two_severities
    from mtcheck.scoring.counts import f_score

    some = [item for number, item in enumerate(items(data / "spans" / "dev.jsonl.gz")) if number % 4 == 0]
    best = (0.0, 0.3)
    for least in np.arange(0.05, 0.6, 0.05):
        tagger.about["fusion"]["spans"] = float(least)
        sums = np.zeros(3)
        for item in some:
            theirs = [
                (span["start"], span["end"], two_severities(span["severity"]))
                for span in item["spans"]
                if span["severity"] != "neutral"
            ]
            ours = [(start, end, two_severities("minor")) for start, end in tags.spans(tagger, item["mt"])]
            sums += np.array(characters(ours, theirs, len(item["mt"])))
        f1 = float(f_score(sums[0] / max(sums[1], 1e-9), sums[0] / max(sums[2], 1e-9)))
        best = max(best, (f1, round(float(least), 3)))
    print(f"spans: character F1 {best[0]:.3f} at {best[1]}")
    return best[1]


def likelihood(some: Sequence[Text]) -> list[float]:
    """The formula of `mt_likelihood`: output of systems against references and native copy; the number of findings is
    left at what it means by itself.
    """
    judged_ = [one for one in some if one.doc.word_count >= 40 and one.part in (GOLD, OUTPUT, NATIVE, REFERENCE)]
    rows = [[logit(one.story.translated), logit(one.story.rate), 5 * one.story.translationese] for one in judged_]
    labels = [one.part in (GOLD, OUTPUT) for one in judged_]
    share = sum(labels) / len(labels)
    weights = logistic(rows, labels, [0.5 / share if label else 0.5 / (1 - share) for label in labels])
    return [weights[0], weights[1], 5 * weights[2], 0.3, weights[3]]


def report(tagger: Tagger, some: Sequence[Text], name: str) -> None:
    fusion = tagger.about["fusion"]
    for part in dict.fromkeys(one.part for one in some):
        least = fusion["brief_thresholds" if part in (*BRIEF.values(), WRITTEN, ODD) else "thresholds"][0]
        rows = [
            (one, place, sure)
            for one in some
            if one.part == part
            for place, sure in judged(one.doc, one.story, tagger)
            if sure >= least
        ]
        size = sum(one.doc.word_count for one in some if one.part == part)
        right = sum(one.at_error(place.span) for one, place, _ in rows)
        line = f"{name} {part}: {1000 * len(rows) / max(1, size):.2f} places a thousand words"
        if part in (GOLD, EDITED, BRIEF[EDITED], WRITTEN, PATCHWORK):
            told = [confidence(sure, fusion) for _, _, sure in rows]
            line += f", {right} of {len(rows)} at an error, mean confidence {np.mean(told or [0]):.2f}"
            hit = sum(
                any(
                    mark.start < place.span.end and place.span.start < max(mark.end, mark.start + 1)
                    for place in [p for o, p, _ in rows if o is one]
                )
                for one in some
                if one.part == part
                for mark in one.marks
            )
            line += f", {hit} of {sum(len(one.marks) for one in some if one.part == part)} marks found"
        print(line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--network",
        type=Path,
        nargs="+",
        help="work folder of build_tagger.py, of several the mean; left out: the model in --output is fitted again",
    )
    parser.add_argument("--documents", type=int, default=350, help="of mt/dev, for references and output")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    if options.network:
        _export(options.network, options.output)
    tagger = Packaged(options.output).model("tagger")
    before = tagger.about.get("fusion", {})
    fusion = tagger.about["fusion"] = {"repairs": before["repairs"]} if "repairs" in before else {}
    some = list(texts(tagger, options.data, options.documents))
    fusion["features"] = list(FEATURES)
    fusion["places"] = place_formula(tagger, some)
    fusion["sentences"] = sentence_formula(tagger, some)
    thresholds(tagger, some)
    fusion["confidence"] = confidences(tagger, some)
    fusion["likelihood"] = likelihood(some)
    fusion["tags"] = tag_rule(tagger, options.data)
    fusion["spans"] = span_threshold(tagger, options.data)
    report(tagger, some, "fitted on")
    (options.output / "about.json").write_text(
        json.dumps(tagger.about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def _export(folders: Sequence[Path], output: Path) -> None:
    import torch
    from tokenizers import Tokenizer

    from mtcheck.training.export import export
    from mtcheck.training.network import BASES, Network
    from mtcheck.training.restore import encoder_of

    states = [torch.load(folder / "network.pt", weights_only=True) for folder in folders]
    network = Network(encoder_of(states[0]))
    network.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    done = json.loads((folders[0] / "done.json").read_text(encoding="utf-8"))
    tokenizer = Tokenizer.from_file(str(folders[0] / "tokenizer.json"))
    export(network, tokenizer, output, {"base": BASES[done["base"]], "steps": done["steps"]})


if __name__ == "__main__":
    main()
