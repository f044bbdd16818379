"""The newsroom's own lists over a story: `findings` are what its terms and its variant of English say, `spared` leaves
its names alone.
"""

import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from mtcheck.core import Applicability, Document, Edit, Finding, Findings, Repair, Resources, Span
from mtcheck.profile.above import TERM, VARIANT
from mtcheck.profile.house import AMERICAN, House, Term
from mtcheck.text.phrases import with_article
from mtcheck.text.scanner import LiteralScanner, lowered

_SURE = 0.95
_ALIKE = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "})


def findings(doc: Document, house: House, resources: Resources) -> tuple[Finding, ...]:
    """Sorted findings, of overlapping ones the longest; none inside a name of the house or where all is right."""
    lists = _lists(house)
    spelt = _spellings(house.variant, resources)
    found = [(span, _of_term(doc, span, lists.terms[words])) for words, span in _matches(doc, lists.wrong)]
    # “Labour” may be a party
    spellings = ((words, span) for words, span in _matches(doc, spelt.scanner) if doc.text[span.start].islower())
    found += [(span, _of_variant(doc, span, spelt.words[words], house.variant)) for words, span in spellings]
    right = sorted((*(span for _, span in _matches(doc, lists.right)), *names(doc, house)))
    kept: list[Finding] = []
    end = -1
    for span, finding in sorted(found, key=lambda one: (one[0].start, -one[0].end, one[1].rule.id)):
        if span.start >= end and not _inside(span, right):
            kept.append(finding)
            end = span.end
    return tuple(kept)


def names(doc: Document, house: House) -> tuple[Span, ...]:
    """Where names of the house stand, sorted; one inside another is left out."""
    return tuple(_outermost(span for _, span in _matches(doc, _lists(house).names)))


def spared(doc: Document, found: Iterable[Finding], house: House) -> Findings:
    """The findings but those at a name of the house, and without repairs that would change one."""
    places = names(doc, house)
    for finding in found:
        if not places:
            yield finding
        elif not (len(finding.span) and _inside(finding.span, places)):
            repairs = tuple(repair for repair in finding.repairs if not _changes(doc, repair, places))
            yield finding if len(repairs) == len(finding.repairs) else replace(finding, repairs=repairs)


def _changes(doc: Document, repair: Repair, places: Sequence[Span]) -> bool:
    """Whether a repair leaves a name otherwise than it stands."""
    for edit in repair.edits:
        at = max(0, bisect.bisect_left(places, edit.span.start, key=lambda span: span.end))
        for place in places[at:]:
            if place.start >= edit.span.end and place.start >= edit.span.start:
                break
            if place.start < edit.span.end and edit.span.start < place.end and place.of(doc.text) not in edit.text:
                return True
    return False


class _Words:
    """Words to be found: in lower case, they are found with a capital too; others as they stand."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_literal: dict[str, list[str]] = {}
        for one in words:
            self._by_literal.setdefault(lowered(one).translate(_ALIKE), []).append(one)
        self._scanner = LiteralScanner(self._by_literal)

    def find(self, text: str) -> Iterator[tuple[str, Span]]:
        """(the words as they were given, where they stand)."""
        for literal, start in self._scanner.find(lowered(text).translate(_ALIKE)):
            words = self._scanner.literals[literal]
            end = start + len(words)
            if _goes_on(text, start) or _goes_on(text, end):
                continue
            stands = text[start:end].translate(_ALIKE)
            for given in self._by_literal[words]:
                wanted = given.translate(_ALIKE)
                if stands == wanted or (wanted.islower() and stands[1:] == wanted[1:]):
                    yield given, Span(start, end)
                    break


class _Lists:
    """The lists of a house, ready to be looked for."""

    def __init__(self, house: House) -> None:
        self.terms: Mapping[str, Term] = {term.wrong: term for term in house.terms}
        self.wrong, self.right = _Words(self.terms), _Words(term.right for term in house.terms)
        self.names = _Words(house.names)


class _Spellings:
    """Words of the other variant, and how this one spells them."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words, self.scanner = words, _Words(words)


@lru_cache(maxsize=16)
def _lists(house: House) -> _Lists:
    return _Lists(house)


def _spellings(variant: str, resources: Resources) -> _Spellings:
    def made(given: Resources) -> _Spellings:
        rows = given.table("variants") if variant else ()
        fitting = [row for row in rows if row["only"] in ("", variant)]
        american = variant == AMERICAN
        return _Spellings(
            {row["british" if american else "american"]: row["american" if american else "british"] for row in fitting}
        )

    found: _Spellings = resources.derived(f"spellings of {variant or 'either variant'}", made)
    return found


def _matches(doc: Document, words: _Words) -> Iterator[tuple[str, Span]]:
    """What stands in the story's own text: neither in code nor where language rules are not to look."""
    for given, span in words.find(doc.text):
        if doc.segments and doc.segment_at(span.start).kind != "code" and not doc.is_masked(span.start, span.end):
            yield given, span


def _goes_on(text: str, at: int) -> bool:
    """Whether a word goes on at the offset."""
    return 0 < at < len(text) and _is_letter(text[at - 1]) and _is_letter(text[at])


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"


def _inside(span: Span, places: Sequence[Span]) -> bool:
    at = bisect.bisect_right(places, span.start, key=lambda place: place.start)
    return any(place.contains(span) for place in places[max(0, at - 4) : at])


def _outermost(spans: Iterable[Span]) -> Iterator[Span]:
    end = -1
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if span.end > end:
            yield span
            end = span.end


def _of_term(doc: Document, span: Span, term: Term) -> Finding:
    note = f" {term.note[:1].upper()}{term.note[1:].rstrip('.')}." if term.note else ""
    message = f"This newsroom writes “{term.right}”, not “{term.wrong}”.{note}"
    alone = term.wrong.islower() and term.right.islower() and not doc.in_quotation(span.start)
    return TERM.finding(span, message, confidence=_SURE, repairs=[_written(doc, span, term.right, alone)])


def _of_variant(doc: Document, span: Span, right: str, variant: str) -> Finding:
    there = "American" if variant == AMERICAN else "British"
    message = f"This newsroom's spelling is {there}: “{right}”."
    return VARIANT.finding(
        span, message, confidence=_SURE, repairs=[_written(doc, span, right, not doc.in_quotation(span.start))]
    )


def _written(doc: Document, span: Span, right: str, alone: bool) -> Repair:
    """The words put there, with the capital that a sentence begins with and the article that fits."""
    if doc.text[span.start].isupper() and right[:1].islower():
        right = right[:1].upper() + right[1:]
    start, text = with_article(doc.text, span.start, right)
    return Repair(
        (Edit(Span(start, span.end), text),), _SURE, Applicability.AUTOMATIC if alone else Applicability.REVIEW
    )
