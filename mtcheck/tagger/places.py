"""Places of a story that the model doubts, and what is known of each: `places` is the way in.

What they are worth is for `suspects` to say.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mtcheck.core import Document, Span
from mtcheck.errors import ResourceError
from mtcheck.tagger.labels import FAMILIES, KEEP
from mtcheck.tagger.reading import Story, Stretch, logit

if TYPE_CHECKING:
    from mtcheck.tagger.runtime import Tagger

LEAST = 0.2  # probability of a word or a gap from which on it begins a place
_SPREAD = 0.5  # share of the first word's probability from which on a neighbour belongs to the same place
_LONGEST = 7  # words of a place; beyond it nobody can say what is wrong
_OMISSION = FAMILIES.index("omission")
FEATURES = (
    "surest", "mean", "size", "gap", "story", "elsewhere", "translated", "translationese", "broken", "first", "capital",
    "quotation",
    "headline", "figure", "mark", "unknown",
    "edit", "brief", "brief surest", "brief elsewhere", "brief translated",
    "brief translationese", *FAMILIES,
)  # fmt: skip
BRIEF = 60  # words of a story under which it says little about its own places


@dataclass(frozen=True)
class Place:
    """Words [first, last] of a stretch; `gap`: something is missing before the last one.

    `family`: what the model takes the error for.
    """

    stretch: Stretch
    first: int
    last: int
    gap: bool
    family: str

    @property
    def span(self) -> Span:
        return Span(self.stretch.place(self.first).start, self.stretch.place(self.last).end)

    @property
    def range(self) -> range:
        return range(self.first, self.last + 1)


def places(doc: Document, story: Story) -> Iterator[Place]:
    """Every doubtful word with its doubtful neighbours, and gaps that lack something where no word is; in order."""
    for stretch in story.stretches:
        wrong = [float(chance) for chance in stretch.reading.wrong]
        gaps = [stretch.reading.missing(number) for number in range(len(wrong))]
        segments, sentences = _beginnings(doc, stretch)
        for number in segments:
            gaps[number] = 0.0
        taken = 0
        for first, last in _runs(wrong, segments, sentences):
            yield from _gaps(stretch, gaps, range(taken, first))
            yield _place(stretch, first, last, gap=False)
            taken = last + 2
        yield from _gaps(stretch, gaps, range(taken, len(wrong)))


def _beginnings(doc: Document, stretch: Stretch) -> tuple[set[int], set[int]]:
    """The words that begin a segment, and those that begin a sentence."""
    segments, sentences = {0}, {0}
    segment, sentence = -1, -1
    for number in range(len(stretch.reading.words)):
        start = stretch.place(number).start
        if (now := doc.segment_index(start)) != segment:
            segments.add(number)
        if (begun := doc.sentence_at(start).start) != sentence:
            sentences.add(number)
        segment, sentence = now, begun
    return segments, sentences


def _gaps(stretch: Stretch, gaps: Sequence[float], among: range) -> Iterator[Place]:
    for number in among:
        if gaps[number] >= LEAST and gaps[number] >= max(gaps[max(0, number - 1) : number + 2]):
            yield _place(stretch, max(0, number - 1), number, gap=True)


def _runs(chances: Sequence[float], segments: Collection[int], sentences: Collection[int]) -> Iterator[tuple[int, int]]:
    """First and last word of each place: a word above the least and its doubtful neighbours in the same segment, one
    sound word between them allowed.

    It reaches into the next sentence only where the stop between the two is doubted.
    """
    at = 0
    while at < len(chances):
        if chances[at] < LEAST:
            at += 1
            continue
        first = last = at
        floor = max(LEAST, max(chances[at : at + 3]) * _SPREAD)
        nearby = last + 1
        while nearby < len(chances) and nearby - first < _LONGEST and nearby not in segments:
            if nearby in sentences and chances[nearby - 1] < floor:
                break
            if chances[nearby] >= floor:
                last = nearby
            elif nearby - last >= 2:
                break
            nearby += 1
        yield first, last
        at = last + 1


def _place(stretch: Stretch, first: int, last: int, *, gap: bool) -> Place:
    reading = stretch.reading
    if gap:
        return Place(stretch, first, last, gap, FAMILIES[_OMISSION])
    weights = reading.wrong[first : last + 1] @ reading.families[first : last + 1]
    return Place(stretch, first, last, gap, FAMILIES[int(weights.argmax())])


def features(doc: Document, story: Story, place: Place, uses: Callable[[str], int]) -> list[float]:
    """What a place's probability is made of, in the order of FEATURES. `uses`: of a word in clean news."""
    reading, span = place.stretch.reading, place.span
    chances = reading.wrong[place.first : place.last + 1]
    surest = reading.missing(place.last) if place.gap else float(chances.max())
    words = [reading.words[number].text for number in place.range]
    letters = [word for word in words if word[0].isalpha()]
    sentence = doc.sentence_at(span.start)
    size = story.size
    rest = (story.rate * size - float(chances.sum())) / max(1, size - len(chances))
    row = [
        logit(surest), logit(float(chances.mean())), len(words) / 3, float(place.gap), logit(story.rate),
            logit(max(1e-4, rest)), logit(story.translated) / 3, _bounded(story.translationese),
        logit(float(reading.broken[place.first : place.last + 1].mean())), float(sentence.start >= span.start),
        float(any(word[0].isupper() for word in letters)), float(doc.in_quotation(span.start)),
        float(doc.segment_at(span.start).kind == "headline"),
        float(any(word[0].isdigit() for word in words)), float(not letters),
        float(any(not uses(word.lower()) for word in letters)),
        logit(1 - float(reading.edits[place.first : place.last + 1, KEEP].min())),
    ]  # fmt: skip
    brief = float(is_brief(story))
    row += [
        brief,
        brief * row[FEATURES.index("surest")],
        brief * row[FEATURES.index("elsewhere")],
        brief * row[FEATURES.index("translated")],
        brief * row[FEATURES.index("translationese")],
    ]
    return [*row, *(float(place.family == family) for family in FAMILIES)]


def formulas(tagger: "Tagger") -> Mapping[str, Any]:
    """What has been fitted to a model's outputs. Raises ResourceError where that was done for other features."""
    found: Mapping[str, Any] = tagger.about.get("fusion", {})
    if found.get("features") != list(FEATURES):
        raise ResourceError(
            f"The model {tagger.name} was fitted for another version of mtcheck; make it again with `mtcheck train`."
        )
    return found


def _bounded(score: float) -> float:
    """Evidence of a whole story, so bounded that it cannot make errors of words that are hardly doubted."""
    return max(-1.0, min(1.0, 5 * score))


def is_brief(story: Story) -> bool:
    """Whether a story is too short to say much about its own places."""
    return story.size < BRIEF
