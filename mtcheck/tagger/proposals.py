"""What may stand in a doubtful place instead: `Budget(doc, tagger).proposals(place)` is the way in.

Candidates come from the model's own edits, and for a single word from the vector that it writes for the word that
belongs there. Each is tried: the sentence is read with it, and what the model doubts less becomes part of the
proposal's worth. Readings are bounded, for each costs as much as the sentence's first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.core import Document, Edit, Span
from mtcheck.tagger import labels
from mtcheck.tagger.edits import applied, put, rewritten, without
from mtcheck.tagger.forms import inflection
from mtcheck.tagger.places import Place
from mtcheck.tagger.reading import doubt
from mtcheck.tagger.runtime import Tagger
from mtcheck.text.inflection import match_case

_PER_PLACE = 4  # candidates that are tried
_READINGS_PER_100_WORDS, _LEAST_READINGS = 4, 8
_WORTH = 0.02  # probability of a word from the vocabulary that is worth a try
FEATURES = ("edit", "vocabulary", "deletes", "form", "gain", "after", "first")


@dataclass(frozen=True)
class Candidate:
    """Edits for a place and what their worth is made of, in the order of FEATURES."""

    edits: tuple[Edit, ...]
    features: tuple[float, ...]


class Budget:
    """Readings that a story may cost beside its first."""

    def __init__(self, doc: Document, tagger: Tagger) -> None:
        self._doc, self._tagger = doc, tagger
        self._left = max(_LEAST_READINGS, _READINGS_PER_100_WORDS * doc.word_count // 100)

    def proposals(self, place: Place) -> list[Candidate]:
        """Candidates that the model doubts less than what stands there; none once the readings are spent."""
        found: dict[Edit, tuple[float, float]] = {}
        for edit, by_edit, by_vocabulary in self._edits(place):
            known = found.get(edit, (0.0, 0.0))
            found[edit] = max(known[0], by_edit), max(known[1], by_vocabulary)
        ranked = sorted(found.items(), key=lambda one: (-max(one[1][0], one[1][1]), one[0]))[:_PER_PLACE]
        ranked = ranked[: max(0, self._left)]
        self._left -= len(ranked)
        around = self._around(place)
        text = self._doc.text
        readings = (
            self._tagger.read([around.of(text), *(applied(text, around, [edit]) for edit, _ in ranked)])
            if ranked
            else []
        )
        out = []
        for number, ((edit, (by_edit, by_vocabulary)), reading) in enumerate(zip(ranked, readings[1:], strict=True)):
            before, after = doubt(readings[0]), doubt(reading)
            if after >= before:
                continue
            old = edit.span.of(text)
            row = (
                by_edit, by_vocabulary, float(not edit.text.strip()), float(inflection(old, edit.text) is not None),
                min(3.0, before - after), min(3.0, after), float(number == 0),
            )  # fmt: skip
            out.append(Candidate((edit,), row))
        return out

    def _around(self, place: Place) -> Span:
        """The sentences that the place stands in: what a candidate is read with."""
        first, last = self._doc.sentence_at(place.span.start), self._doc.sentence_at(place.span.end - 1)
        return Span(min(first.start, place.span.start), max(last.end, place.span.end))

    def _edits(self, place: Place) -> Iterator[tuple[Edit, float, float]]:
        """(edit, probability by the edit head, probability by the vocabulary)."""
        text, stretch, reading = self._doc.text, place.stretch, place.stretch.reading
        if place.gap:
            yield from self._insertions(place)
            return
        whole = rewritten(text, stretch, place.range, self._tagger.uses)
        if whole is not None:
            yield *whole, 0.0
        doubted = [
            number
            for number in place.range
            if float(reading.wrong[number]) >= 0.5 * float(reading.wrong[place.first : place.last + 1].max())
        ]
        for number in doubted[:2]:
            span = stretch.place(number)
            old = span.of(text)
            yield without(text, stretch.span, span), float(reading.edits[number][labels.DELETE]), 0.0
            if old.isalpha():
                for new, chance in self._tagger.replacements([reading.wanted[number]])[0]:
                    if chance >= _WORTH and new.lower() != old.lower() and (new.islower() or old[0].isupper()):
                        yield Edit(span, match_case(new, old)), 0.0, chance

    def _insertions(self, place: Place) -> Iterator[tuple[Edit, float, float]]:
        reading, at = place.stretch.reading, place.stretch.place(place.last).start
        row: Sequence[float] = reading.gaps[place.last]
        for number in sorted(range(labels.SOMETHING + 1, len(labels.INSERTIONS)), key=lambda n: -row[n])[:2]:
            if float(row[number]) >= 0.1:
                yield (
                    put(self._doc.text, place.stretch.span, at, labels.INSERTIONS[number][1:]),
                    float(row[number]),
                    0.0,
                )
