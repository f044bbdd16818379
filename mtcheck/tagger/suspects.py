"""Places of a story that the model takes for errors, with the family of each and the edit it proposes. `suspects` is the way in.

The model's outputs for a word are made one probability by a logistic formula fitted on annotated stories (`about.json`, "fusion"). Only words inside a
sentence are judged: where one begins or ends the model takes short sentences for broken ones, and the rules on joins know better. On stories by other
authors 84 of 100 inner words above 0.6 stood in an error; of words behind a stop it was half.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mtcheck.core import Document, Edit, Span
from mtcheck.tagger.edits import applied, rewritten
from mtcheck.tagger.labels import FAMILIES
from mtcheck.tagger.reading import Stretch, doubt, expit, logit, read
from mtcheck.tagger.runtime import Tagger
from mtcheck.tagger.words import TITLE, shapes

_MEMO = "suspects"
_SPREAD = 0.6  # share of the seed's probability from which on a neighbour belongs to the same place
_LONGEST = 8  # words of a place; beyond it nobody can say what is wrong
_INSIDE = frozenset(",-’'")
_LEAST_GAIN = 0.5  # nats of doubt that a proposal must take away


@dataclass(frozen=True)
class Suspect:
    """A place. `probability`: that an editor agrees. `family`: one of FAMILIES. `edits`: what the model would write, () where it does not know.

    `gain`: how much less the model doubts the words around after these edits, as a share of the doubt before.
    """

    span: Span
    family: str
    probability: float
    edits: tuple[Edit, ...] = ()
    sure: float = 0.0
    gain: float = 0.0


def suspects(doc: Document, tagger: Tagger, *, with_edits: bool = True) -> tuple[Suspect, ...]:
    """All places above the model's threshold, in order: found once, however many rules ask. Without edits it asks the model for no second reading."""
    if _MEMO not in doc.memo:
        doc.memo[_MEMO] = tuple(sorted(_suspects(doc, tagger, with_edits), key=lambda one: one.span))
    found: tuple[Suspect, ...] = doc.memo[_MEMO]
    return found


def features(stretch: Stretch) -> list[tuple[float, ...]]:
    """For each word of a stretch what its probability is made of: the log-odds of bad and of wrong, and a capital inside the sentence."""
    reading, forms = stretch.reading, shapes(stretch.reading.words)
    return [
        (logit(float(bad)), logit(float(wrong)), float(forms[number] % 6 == TITLE))
        for number, (bad, wrong) in enumerate(zip(reading.bad, reading.wrong, strict=True))
    ]


def is_inner(stretch: Stretch, number: int) -> bool:
    """Whether a word stands inside a sentence: a word before it, or a comma, a hyphen or an apostrophe."""
    found = stretch.reading.words
    before = found[number - 1].text if number else ""
    return found[number].text[0].isalnum() and (before[:1].isalnum() or before in _INSIDE)


def _chances(rows: Sequence[Sequence[float]], formula: Sequence[float]) -> list[float]:
    """Probabilities by a logistic formula: a weight for each feature, then the constant."""
    *weights, constant = formula
    return [expit(constant + sum(weight * value for weight, value in zip(weights, row, strict=True))) for row in rows]


def _suspects(doc: Document, tagger: Tagger, with_edits: bool) -> Iterator[Suspect]:
    """Places that are sure by themselves, and in a crowd of doubtful ones those too: one odd word in a sound story is most often a name or a quotation."""
    fusion = tagger.about["fusion"]
    found = list(_candidates(doc, tagger, fusion))
    crowd = len(found) >= max(fusion["crowd"], fusion["crowd_per_100_words"] * doc.word_count / 100)
    for bare, stretch, place in found:
        if crowd or bare.probability >= fusion["threshold"]:
            yield _mended(doc, tagger, stretch, bare, place) if with_edits else bare


def _candidates(doc: Document, tagger: Tagger, fusion: Mapping[str, Any]) -> Iterator[tuple[Suspect, Stretch, range]]:
    """Places above the lower threshold, without edits."""
    for stretch in read(doc, tagger).stretches:
        if doc.segment_at(stretch.span.start).kind == "headline":  # telegrams of their own kind
            continue
        chances = [chance if is_inner(stretch, number) else 0.0 for number, chance in enumerate(_chances(features(stretch), fusion["words"]))]
        for first, last in _places(chances, fusion["crowd_threshold"]):
            found = _suspect(stretch, range(first, last + 1), chances)
            if not doc.is_masked(found.span.start, found.span.end):
                yield found, stretch, range(first, last + 1)


def _places(chances: Sequence[float], threshold: float) -> Iterator[tuple[int, int]]:
    """First and last word of each place: a word above the threshold and its doubtful neighbours, one sound word between them allowed."""
    at = 0
    while at < len(chances):
        if chances[at] < threshold:
            at += 1
            continue
        first = last = at
        floor = max(chances[at : at + 3]) * _SPREAD
        while first and chances[first - 1] >= max(floor, threshold * _SPREAD) and last - first < _LONGEST:
            first -= 1
        nearby = last + 1
        while nearby < len(chances) and nearby - first < _LONGEST:
            if chances[nearby] >= max(floor, threshold * _SPREAD):
                last = nearby
            elif nearby - last >= 2:
                break
            nearby += 1
        yield first, last
        at = last + 1


def _suspect(stretch: Stretch, place: range, chances: Sequence[float]) -> Suspect:
    """The place with the family that the model gives its doubtful words."""
    reading = stretch.reading
    weights = [sum(float(reading.wrong[number]) * float(reading.families[number][kind]) for number in place) for kind in range(len(FAMILIES))]
    family = FAMILIES[max(range(len(FAMILIES)), key=weights.__getitem__)]
    return Suspect(Span(stretch.place(place[0]).start, stretch.place(place[-1]).end), family, max(chances[number] for number in place))


def _mended(doc: Document, tagger: Tagger, stretch: Stretch, suspect: Suspect, place: range) -> Suspect:
    found = rewritten(doc.text, stretch, place, tagger.uses)
    return suspect if found is None else _with_edit(doc, tagger, stretch, suspect, *found)


def _with_edit(doc: Document, tagger: Tagger, stretch: Stretch, suspect: Suspect, edit: Edit, sure: float) -> Suspect:
    """The suspect with an edit, if the model doubts the stretch less with it: the check that no proposal gets past."""
    before = doubt(stretch.reading)
    after = doubt(tagger.read([applied(doc.text, stretch.span, [edit])])[0])
    gain = (before - after) / max(before, 1e-6)
    if after > before - _LEAST_GAIN:
        return suspect
    span = Span(min(suspect.span.start, edit.span.start), max(suspect.span.end, edit.span.end))
    return Suspect(span, suspect.family, suspect.probability, (edit,), sure, gain)
