"""What may stand in a doubtful place instead: `candidates` is the way in; `proposals` says which of them is right.

They come from the model's edits, from the vector that it writes for the word that belongs there, from closed classes
(forms of the word, articles, prepositions), from other orders of the words, and from words that a language model
expects there. None brings a name or a figure that the story does not have.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mtcheck.core import Document, Edit, Span
from mtcheck.core import rewritten as applied
from mtcheck.tagger import labels
from mtcheck.tagger.edits import glues, put, rewritten, without
from mtcheck.tagger.forms import inflected, inflection, singulars
from mtcheck.tagger.places import Place
from mtcheck.tagger.reading import Stretch, logit
from mtcheck.tagger.runtime import Tagger
from mtcheck.text.inflection import match_case, plural
from mtcheck.text.numbers import POWERS, word_value

REWRITE, DELETE, REPLACE, CASE, INSERT, SWAP, TURN, OF, JOIN = KINDS = (
    "rewrite", "delete", "replace", "case", "insert", "swap", "turn", "of", "join",
)  # fmt: skip
FEATURES = (
    "doubt", "gap doubt", "of the place's", "by edit", "by word", "at a gap", "insert at a gap", "single", "words",
    "form", "expected", "function word", "for a function word", "mark", "gap doubt of an insertion",
    "doubt of a deletion", *KINDS,
)  # fmt: skip
_FOCUS = 3  # words of a place that are tried
_WORDS = 20  # of the vocabulary, for a word
_CLASSES = 3  # of the edits, for a word; one more for a gap
_INSERTED = (
    ", ; : and the a an to of in on for at by with from has had have is are was were be been it he she they we i "
    "that who which as but his her its their not no so also"
).split()
_CLOSE = frozenset(".,;:?!)”’")  # marks that stand close to the word before
_ENDS = frozenset('.!?:“"')
_STOPS = frozenset(".!?")
_QUOTES = frozenset("\"“”'’()")  # nobody puts in one of a pair alone


@dataclass(frozen=True)
class Candidate:
    """An edit for a place. `kind`: one of KINDS. `words`: those of the stretch that it touches.

    `by_edit`, `by_word`: probability by the model's edits and by its vocabulary, 0.0 where they do not speak of it.
    `form`: it is another form of the word. `expected`: a language model expects the word there.
    """

    edit: Edit
    kind: str
    words: range
    by_edit: float = 0.0
    by_word: float = 0.0
    form: bool = False
    expected: bool = False


@dataclass(frozen=True)
class Expected:
    """Words that a language model expects, by the number of a word: in its place, and before it."""

    instead: Mapping[int, Sequence[str]]
    between: Mapping[int, Sequence[str]]


NOTHING = Expected({}, {})


def focus(place: Place) -> list[int]:
    """The words of a place that are tried, in order: of a gap the two beside it, else those that are doubted most."""
    if place.gap:
        return list(range(max(0, place.last - 1), place.last + 1))
    wrong = place.stretch.reading.wrong
    return sorted(sorted(place.range, key=lambda number: -float(wrong[number]))[:_FOCUS])


def gaps(place: Place) -> list[int]:
    """The gaps that are tried, each by the number of the word behind it."""
    if place.gap:
        return [place.last] if place.last else []
    size = len(place.stretch.reading.words)
    return sorted({gap for number in focus(place) for gap in (number, number + 1) if 0 < gap < size})


def candidates(doc: Document, place: Place, tagger: Tagger, expected: Expected = NOTHING) -> list[Candidate]:
    """All candidates of a place, each outcome once, in an order that is always the same."""
    maker = _Maker(doc, place, tagger, expected)
    some = [one for one in maker.all() if maker.may_stand(one.edit)]
    whole = Span(min(one.edit.span.start for one in some), max(one.edit.span.end for one in some)) if some else None
    found: dict[str, Candidate] = {}
    for one in some:
        after = applied(doc.text, whole, [one.edit]) if whole else ""
        found[after] = _both(found[after], one) if after in found else one
    return sorted(found.values(), key=lambda one: one.edit)


def _both(one: Candidate, other: Candidate) -> Candidate:
    """One outcome that was found in two ways."""
    return Candidate(
        one.edit,
        one.kind,
        one.words,
        max(one.by_edit, other.by_edit),
        max(one.by_word, other.by_word),
        one.form or other.form,
        one.expected or other.expected,
    )


class _Maker:
    def __init__(self, doc: Document, place: Place, tagger: Tagger, expected: Expected) -> None:
        self._text, self._place, self._tagger, self._expected = doc.text, place, tagger, expected
        self._named = doc.is_named
        self._stretch: Stretch = place.stretch
        self._reading = place.stretch.reading
        self._words = [word.text for word in self._reading.words]
        self._low = [word.lower() for word in self._words]

    def all(self) -> Iterator[Candidate]:
        place = self._place
        if not place.gap:
            whole = rewritten(self._text, self._stretch, place.range, self._tagger.uses)
            if whole is not None:
                yield Candidate(whole[0], REWRITE, place.range, by_edit=whole[1])
        for number in focus(place):
            yield from self._deletions(number)
            yield from self._replacements(number)
            yield from self._orders(number)
            yield from self._joins(number)
        yield from self._inversions()
        for gap in gaps(place):
            yield from self._insertions(gap)

    def may_stand(self, edit: Edit) -> bool:
        """Whether an edit changes something, keeps the figures and glues no two words together."""
        return edit.span.of(self._text) != edit.text and self._keeps_figures(edit) and not glues(self._text, edit)

    def _keeps_figures(self, edit: Edit) -> bool:
        """Whether the new words have the figures of the old ones, and no others."""
        before = edit.span.of(self._text)
        if any(char.isdigit() for char in before + edit.text):
            return "".join(filter(str.isdigit, before)) == "".join(filter(str.isdigit, edit.text))
        return _figures(before) == _figures(edit.text)

    def _is_no_new_name(self, word: str) -> bool:
        return word.islower() or not word.isalpha() or word in self._text

    def _is_no_name(self, word: str) -> bool:
        """Whether a capital is there for the sentence's beginning: clean news has the word without it."""
        low = word.lower()
        return (
            word.istitle() and word.isalpha() and word != "I" and bool(self._tagger.uses(low)) and not self._named(word)
        )

    def _span(self, first: int, last: int) -> Span:
        return Span(self._stretch.place(first).start, self._stretch.place(last).end)

    def _deletions(self, number: int) -> Iterator[Candidate]:
        yield Candidate(self._without(number, number), DELETE, range(number, number + 1), self._deleted(number))
        for first in (number - 1, number):
            pair = range(first, first + 2)
            if first >= 0 and pair[-1] < len(self._words) and all(self._words[at].isalpha() for at in pair):
                yield Candidate(self._without(first, first + 1), DELETE, pair, min(map(self._deleted, pair)))

    def _deleted(self, number: int) -> float:
        return float(self._reading.edits[number][labels.DELETE])

    def _without(self, first: int, last: int) -> Edit:
        """Deletes some words; where they begin a sentence, the next one gets their capital, and where they end one, the
        next loses its own unless it is a name's.
        """
        span = self._span(first, last)
        if self._words[first] in _STOPS and 0 < first == last < len(self._words) - 1:
            after = self._stretch.place(last + 1)
            if after.start > span.end and self._is_no_name(after.of(self._text)):
                between = self._text[span.end : after.start]
                return Edit(Span(span.start, after.end), between + after.of(self._text).lower())
        begins = first == 0 or self._words[first - 1] in _ENDS
        if (
            begins
            and self._words[first][0].isupper()
            and last + 1 < len(self._words)
            and self._words[last + 1].islower()
        ):
            after = self._span(last + 1, last + 1)
            return Edit(Span(span.start, after.end), match_case(after.of(self._text), self._words[first]))
        return without(self._text, self._stretch.span, span)

    def _replacements(self, number: int) -> Iterator[Candidate]:
        word, row, span = self._words[number], self._reading.edits[number], self._stretch.place(number)
        here = range(number, number + 1)
        words: dict[str, float] = {}
        if word.isalpha():
            case = labels.CAPITALISE if word[0].islower() else labels.LOWER
            yield Candidate(Edit(span, word[0].swapcase() + word[1:]), CASE, here, float(row[case]))
            for new, chance in self._tagger.replacements([self._reading.wanted[number]], _WORDS)[0]:
                words[new] = chance
            words.update((form, 0.0) for form in self._forms(word) if form not in words)
        top = sorted(range(labels.OTHER + 1, len(labels.EDITS)), key=lambda edit: -float(row[edit]))[:_CLASSES]
        expected = self._expected.instead.get(number, ())
        for new in (*(labels.EDITS[edit][1:] for edit in top), *expected):
            words.setdefault(new, 0.0)
        for new, chance in words.items():
            if new.lower() == self._low[number] or new in _QUOTES or word in _QUOTES or not self._is_no_new_name(new):
                continue
            form = inflection(word, new)
            edit = form if form is not None else labels.REPLACE.get(new.lower())
            close = new in _CLOSE and self._text[span.start - 1 : span.start] == " "
            instead = match_case(new, word) if new.isalpha() else new
            by_edit = 0.0 if edit is None else float(row[edit])
            whole = Span(span.start - close, span.end)
            yield Candidate(Edit(whole, instead), REPLACE, here, by_edit, chance, form is not None, new in expected)

    def _forms(self, word: str) -> list[str]:
        made = (inflected(word, edit, self._tagger.uses) for edit in labels.FORMS)
        return sorted({form for form in made if form})

    def _orders(self, number: int) -> Iterator[Candidate]:
        """Two words that change places, three of which the last comes first or the first last."""
        size = len(self._words)
        for first in (number - 1, number):
            if 0 <= first < size - 1:
                yield from self._order(range(first, first + 2), (1, 0), SWAP)
        for first in (number - 2, number - 1, number):
            if 0 <= first < size - 2:
                for order in ((2, 0, 1), (1, 2, 0)):
                    yield from self._order(range(first, first + 3), order, TURN)

    def _order(self, some: range, order: Sequence[int], kind: str) -> Iterator[Candidate]:
        words = [self._words[at] for at in some]
        span = self._span(some[0], some[-1])
        if span.of(self._text) != " ".join(words) or not all(word.isalpha() for word in words):
            return
        if words[0][0].isupper() and words[0] != "I" and self._tagger.uses(words[0].lower()):
            words[0] = words[0].lower()
        new = " ".join(words[at] for at in order)
        yield Candidate(
            Edit(span, match_case(new, span.of(self._text))),
            kind,
            some,
            float(self._reading.edits[some[0]][labels.SWAP]),
        )

    def _joins(self, number: int) -> Iterator[Candidate]:
        for first in (number - 1, number):
            if (
                first < 0
                or first + 1 >= len(self._words)
                or (self._words[first].isalpha() and self._words[first + 1].isalpha())
            ):
                continue
            between = Span(self._stretch.place(first).end, self._stretch.place(first + 1).start)
            ends = self._words[first] in _STOPS and self._words[first + 1].isalpha()
            if between.of(self._text) == " " and not ends:
                yield Candidate(Edit(between, ""), JOIN, range(first, first + 2))

    def _inversions(self) -> Iterator[Candidate]:
        """“Festival of the film” becomes “film festival”."""
        around = range(max(1, self._place.first - 2), min(len(self._words) - 1, self._place.last + 3))
        for at in around:
            if self._low[at] != "of":
                continue
            behind = at + 2 if self._low[at + 1] in ("the", "a", "an") else at + 1
            for before in (1, 2):
                for after in (1, 2):
                    head, tail = range(at - before, at), range(behind, behind + after)
                    if (
                        head[0] < 0
                        or tail[-1] >= len(self._words)
                        or not all(self._is_content(one) for one in (*head, *tail))
                    ):
                        continue
                    yield from self._inverted(head, tail)

    def _inverted(self, head: range, tail: range) -> Iterator[Candidate]:
        first, last = [self._words[at] for at in head], [self._words[at] for at in tail]
        whole = self._span(head[0], tail[-1])
        if "\n" in whole.of(self._text):
            return
        singles = [
            one for one in singulars(last[-1].lower()) if self._tagger.uses(one) and plural(one) == last[-1].lower()
        ]
        for end in sorted({last[-1], *(match_case(one, last[-1]) for one in singles)}):
            yield Candidate(Edit(whole, " ".join([*last[:-1], end, *first])), OF, range(head[0], tail[-1] + 1))

    def _is_content(self, number: int) -> bool:
        return self._words[number].isalpha() and self._low[number] not in labels.FUNCTION_WORDS

    def _insertions(self, gap: int) -> Iterator[Candidate]:
        row, at = self._reading.gaps[gap], self._stretch.place(gap).start
        top = sorted(range(labels.SOMETHING + 1, len(labels.INSERTIONS)), key=lambda edit: -float(row[edit]))[
            : _CLASSES + 1
        ]
        expected = self._expected.between.get(gap, ())
        for word in dict.fromkeys((*_INSERTED, *(labels.INSERTIONS[edit][1:] for edit in top), *expected)):
            if word in _QUOTES or not self._is_no_new_name(word):
                continue
            edit = labels.INSERT.get(word)
            chance = 0.0 if edit is None else float(row[edit])
            yield Candidate(
                put(self._text, self._stretch.span, at, word),
                INSERT,
                range(gap, gap + 1),
                chance,
                expected=word in expected,
            )


def _figures(text: str) -> set[str]:
    words = (word.lower() for word in text.split() if word.isalpha())
    return {word for word in words if word != "one" and (word_value(word) is not None or word in POWERS)}


def features(place: Place, one: Candidate) -> list[float]:
    """What a candidate's worth is made of before the sentence is read with it, in the order of FEATURES."""
    reading = place.stretch.reading
    old, new = one.edit.span, one.edit.text.strip()
    doubt = max(float(reading.wrong[number]) for number in one.words)
    missing = max(reading.missing(number) for number in one.words)
    surest = float(reading.wrong[place.first : place.last + 1].max())
    inserts, deletes = one.kind == INSERT, one.kind == DELETE
    word = reading.words[one.words[0]].text.lower()
    instead_of_function = len(old) > 0 and len(one.words) == 1 and word in labels.FUNCTION_WORDS
    return [
        _odds(doubt),
        _odds(missing),
        math.log(max(1e-3, doubt) / max(1e-3, surest)),
        _odds(one.by_edit),
        math.log(max(1e-3, one.by_word)),
        float(place.gap),
        float(place.gap and inserts),
        float(len(place.range) == 1),
        float(len(one.words)),
        float(one.form),
        float(one.expected),
        float(new.lower() in labels.FUNCTION_WORDS),
        float(instead_of_function),
        float(bool(new) and not any(char.isalnum() for char in new)),
        inserts * _odds(missing),
        deletes * _odds(doubt),
        *(float(one.kind == kind) for kind in KINDS),
    ]


def _odds(probability: float) -> float:
    return max(-9.0, min(9.0, logit(probability)))
