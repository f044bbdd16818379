"""Places of a story that the model takes for errors, with the probability that an editor agrees and what it would
write. `suspects` is the way in.

What the model says of a place becomes one probability by a logistic formula over `places.FEATURES`, fitted on marked
stories, corrected output, references and native copy (`about.json`, "fusion"; benchmarks/fit_tagger.py). The story
takes part in it: one odd word in a sound story is most often a name or a turn of phrase, in a story full of odd words
it is an error.
"""

import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mtcheck.core import Document, Span
from mtcheck.tagger.places import FEATURES, Place, features, formulas, is_brief, places
from mtcheck.tagger.proposals import Proposal, Proposer
from mtcheck.tagger.reading import Story, logit, read
from mtcheck.tagger.runtime import Tagger
from mtcheck.text.odds import expit


@dataclass(frozen=True)
class Suspect:
    """A place. `family`: one of FAMILIES, or "sentence" for one that cannot be read.

    `probability`: that an editor agrees (`confidence`). `sure`: whether it is enough for a finding and not a hint.
    """

    span: Span
    family: str
    probability: float
    sure: bool
    proposals: tuple[Proposal, ...] = ()


def suspects(doc: Document, tagger: Tagger) -> tuple[Suspect, ...]:
    """All places above the model's lower threshold, in order: found once, however many rules ask."""
    return doc.once("suspects", lambda: tuple(sorted(_suspects(doc, tagger), key=lambda one: one.span)))


def judged(doc: Document, story: Story, tagger: Tagger) -> Iterator[tuple[Place, float]]:
    """Every place and the probability that an editor agrees, whatever it is."""
    formula = tagger.about["fusion"]["places"]
    for place in places(doc, story):
        yield place, chance(features(doc, story, place, tagger.uses), formula)


def chance(row: Sequence[float], formula: Sequence[float]) -> float:
    """Of a logistic formula: a weight for each feature, then the constant."""
    return expit(formula[len(FEATURES)] + sum(weight * value for weight, value in zip(formula, row, strict=False)))


def confidence(probability: float, fusion: Mapping[str, Any]) -> float:
    """How often an editor agrees with a place of that probability, where a story has been translated.

    The formula of places is fitted to tell such stories from native copy and references, and says less than that.
    """
    slope, constant = fusion.get("confidence", (1.0, 0.0))
    return expit(slope * logit(probability) + constant)


def unreadable(doc: Document, story: Story, tagger: Tagger) -> Iterator[tuple[Span, float]]:
    """Every sentence of some length and the probability that it cannot be read as it stands."""
    weight, rate, share, constant = tagger.about["fusion"]["sentences"]
    for sentence in (one for some in doc.sentences for one in some):
        stretch = story.at(sentence.start)
        if stretch is None:
            continue
        inside = [number for number in range(len(stretch.reading.words)) if sentence.contains(stretch.place(number))]
        if len(inside) < _SHORTEST:
            continue
        broken = float(stretch.reading.broken[inside].mean())
        wrong = float(stretch.reading.wrong[inside].mean())
        yield sentence, expit(weight * logit(broken) + rate * logit(wrong) + share * logit(story.rate) + constant)


_SHORTEST = 6  # words of a sentence of which it can be said that it is broken


def _suspects(doc: Document, tagger: Tagger) -> Iterator[Suspect]:
    fusion = formulas(tagger)
    story = read(doc, tagger)
    broken = [
        Suspect(span, "sentence", round(sure, 3), True)
        for span, sure in unreadable(doc, story, tagger)
        if sure >= fusion["sentence_threshold"]
    ]
    yield from broken
    proposer = Proposer(doc, tagger)
    threshold, hint = fusion["brief_thresholds" if is_brief(story) else "thresholds"]
    for place, probability in sorted(judged(doc, story, tagger), key=lambda one: -one[1]):
        if probability < hint:
            break
        span = place.span
        before = bisect.bisect_right(broken, span.start, key=lambda one: one.span.start) - 1
        if doc.is_masked(span.start, span.end) or (before >= 0 and broken[before].span.contains(span)):
            continue
        sure = confidence(probability, fusion)
        suspect = Suspect(span, place.family, round(sure, 3), probability >= threshold)
        if suspect.sure:
            offers = proposer.proposals(place, probability)
            suspect = replace(suspect, span=_covering(span, offers), proposals=tuple(offers))
        yield suspect


def _covering(span: Span, offers: Sequence[Proposal]) -> Span:
    """The place with all that its proposals change."""
    return Span(
        min([span.start, *(one.edit.span.start for one in offers)]),
        max([span.end, *(one.edit.span.end for one in offers)]),
    )
