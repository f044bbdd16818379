"""Findings for fixed phrases with a word in them replaced, from `lexicons/fixed_phrases.tsv` and `substitutes.tsv`."""

from collections.abc import Iterable

from mtcheck.core import Document, Edit, Findings, Repair, Resources, Rule, Span
from mtcheck.cues.phrases import is_meant
from mtcheck.text.fixed_phrases import FixedPhrases, Replaced, table
from mtcheck.text.packed import Packed, pack
from mtcheck.text.phrases import with_article

_CONFIDENCE = 0.86
_SURE = 0.82  # of the repair


def _book(resources: Resources) -> FixedPhrases:
    phrases = resources.table("fixed_phrases")
    made: dict[str, dict[str, bytes]] = resources.derived(
        "fixed phrases",
        lambda them: {part: pack(one) for part, one in table(phrases, them.table("substitutes")).items()},
    )
    return FixedPhrases(phrases, {part: Packed(one) for part, one in made.items()})


def findings(rule: Rule, doc: Document, resources: Resources, besides: Iterable[Span]) -> Findings:
    """A finding for each place that no span of `besides` overlaps; of overlapping places the longest."""
    taken = list(besides)
    for place in sorted(_places(doc, resources), key=lambda one: (one.start - one.end, one.start, one.proposal)):
        span = Span(place.start, place.end)
        if not any(span.overlaps(other) for other in taken) and not is_meant(doc, span):
            taken.append(span)
            start, text = with_article(doc.text, span.start, place.proposal)
            yield rule.finding(
                Span(start, span.end),
                f"“{span.of(doc.text)}” should be “{place.proposal}”.",
                confidence=_CONFIDENCE,
                repairs=[Repair((Edit(Span(start, span.end), text),), _SURE)],
            )


def _places(doc: Document, resources: Resources) -> list[Replaced]:
    book: FixedPhrases = resources.derived("book of fixed phrases", _book)
    found = []
    for segment, words in zip(doc.segments, doc.words, strict=True):
        if segment.kind != "code":
            at = segment.span.start
            for one in book.find(words, segment.span.of(doc.text)):
                if not doc.is_masked(at + one.start, at + one.end):
                    found.append(Replaced(at + one.start, at + one.end, one.phrase, one.proposal))
    return found
