"""A surname that news knows, in a second spelling: “Karim Haddad was held; a lawyer for Hadad spoke”, “Jan Olsen … Jan
Olson”.

`inconsistent-name` compares names that are no words; here one of the two is a known name, and the person's given name
tells that both are one.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.names import edit_distance_at_most_one, skeleton
from mtcheck.text.vocabulary import Vocabulary
from mtcheck.text.words import either

RULE = Rule(
    id="varying-surname",
    mqm="terminology/inconsistent-use-of-terminology",
    preview=True,
    summary="A person's surname is spelt in two ways.",
    why="Engines build names from pieces, and build them anew in each sentence.",
    needs=("vocabulary",),
    whole=True,
    examples=(
        Bad("Karim Haddad was arrested. Haddad is 40. A lawyer for ⟦Hadad→Haddad⟧ spoke."),
        Bad("The court heard Jan Olsen. ⟦Jan Olson→Jan Olsen⟧ denied it. Jan Olsen is 40."),
        Bad("Ivan Novak runs the mill. Novak is 80. Aides of ⟦Novack→Novak⟧ were silent."),
        Bad("Judge Ines Castell-Bravo heard it. ⟦Castle-Bravo→Castell-Bravo⟧ left."),
        Good("Judge Ines Castell-Bravo met Ana Castro-Bravo. The Cast-Bravo trial and Norvik-Bravo were over."),
        Good("Jon Olsen and Jan Olson are not related."),
        Good("Karim Haddad met the Haddads. Tom Haddan left."),
        Good("Martin Collins and Martina Collin met Martin Collinson."),
    ),
    names=True,
)

_FULL = Pattern(r"(?<![\w'’-])(?P<first>[A-Z][a-z]{1,}) (?P<last>[A-Z][a-z]{4,})(?![\w-])(?! [A-Z])")
_ALONE = Pattern(r"(?<![\w'’.-])[A-Z][a-z]{4,}(?![\w-])(?! [A-Z])")
_BEFORE = lazy(r"(?P<word>[A-Z][\w’'-]*)\.? $")
_GIVEN = lazy(r"(?P<word>[A-Z][\w’'-]*) $")
_PLACES = either("varying-surname: places")
_OF_A_PLACE = lazy(rf" (?:{_PLACES})s?\b")
_TITLES = frozenset(
    "Mr Mrs Ms Dr President Minister General Mayor Judge Professor Senator Sir The A For And But".split()
)
_NAME = 80  # percent of capitals inside sentences from which on a known word is a name


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _hyphened(doc)
    vocabulary = resources.model("vocabulary")
    full: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for match in doc.matches(_FULL):
        if vocabulary.capital(match["first"]) > _NAME and vocabulary.capital(match["last"]) > _NAME:
            full[match["first"], match["last"]].append(Span(*match.span()))
    if not full:
        return
    counted: dict[str, int] = {}

    def often(name: str) -> int:
        """How often a name stands in the text: few are asked for, and each reads all of it."""
        if name not in counted:
            counted[name] = doc.text.count(name)
        return counted[name]

    yield from _whole(full, doc, often)
    surnames: dict[str, list[str]] = defaultdict(list)  # by their first letters
    for last in dict.fromkeys(last for _, last in full if vocabulary.count(last)):
        surnames[last[0]].append(last)
    if surnames:
        yield from _alone(doc, surnames, vocabulary, often)


_HYPHENED = Pattern(r"(?<![\w'’-])(?P<first>[A-ZÀ-Ž][^\W\d_]{2,})-(?P<second>[A-ZÀ-Ž][^\W\d_]{2,})(?![\w-])")
_ALIKE = 3  # first letters that two forms of half a surname share


def _hyphened(doc: Document) -> Findings:
    """A double surname of which a half was translated or respelt where it stands alone: Castell-Bravo, Castle-Bravo."""
    places: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for match in doc.matches(_HYPHENED):
        places[match["first"], match["second"]].append(Span(*match.span()))
    if len(places) < 2:
        return
    named = [
        name
        for name, spans in places.items()
        if (before := _GIVEN.search(doc.text, max(0, spans[0].start - 24), spans[0].start))
        and before["word"] not in _TITLES
    ]
    for name, spans in places.items():
        meant = [
            other
            for other in named
            if _is_half_of(name, other) and places[other][0] < spans[0] and len(spans) <= len(places[other])
        ]
        if name in named or len(meant) != 1:
            continue
        usual = "-".join(meant[0])
        for span in spans:
            yield _finding(doc, span, usual, places[meant[0]][0], True)


def _is_half_of(name: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether one half is the same and the other begins alike."""
    differing = [(one, two) for one, two in zip(name, other, strict=True) if one != two]
    if len(differing) != 1:
        return False
    one, two = differing[0]
    return one[:_ALIKE] == two[:_ALIKE] and one != f"{two}s"


def _whole(full: dict[tuple[str, str], list[Span]], doc: Document, often: Callable[[str], int]) -> Findings:
    """One given name with two surnames a letter apart."""
    by_first: dict[tuple[str, str], list[str]] = defaultdict(list)
    for first, last in full:
        by_first[first, last[0]].append(last)
    for (first, _), lasts in by_first.items():
        if not any(_is_one(one, other) for one, other in itertools.combinations(lasts, 2)):
            continue
        lasts.sort(key=lambda last: (-often(last), full[first, last][0]))
        for at, rare in enumerate(lasts):
            usual = next((other for other in lasts[:at] if _is_one(rare, other)), None)
            if usual is not None:
                for span in full[first, rare]:
                    yield _finding(doc, span, f"{first} {usual}", full[first, usual][0], often(usual) > 1)


def _alone(
    doc: Document, surnames: dict[str, list[str]], vocabulary: Vocabulary, often: Callable[[str], int]
) -> Findings:
    """An unknown name that stands alone, a letter from a known surname of the story."""
    for match in doc.matches(_ALONE):
        word = match[0]
        beginning_alike = surnames.get(word[0])
        if beginning_alike is None or vocabulary.count(word) or word in beginning_alike:
            continue
        near = [last for last in beginning_alike if _is_one(word, last)]
        if len(near) != 1:
            continue
        before = _BEFORE.search(doc.text, max(0, match.start() - 24), match.start())
        if before and before["word"] not in _TITLES:
            continue
        if _OF_A_PLACE.match(doc.text, match.end()):
            continue  # the Daula hotel
        if often(word) <= often(near[0]):
            first = Span(doc.text.index(near[0]), doc.text.index(near[0]) + len(near[0]))
            yield _finding(doc, Span(*match.span()), near[0], first, often(near[0]) > 1)


def _is_one(one: str, other: str) -> bool:
    """Whether one letter parts them that is not a plural's, a man's or a woman's."""
    if one[0] != other[0] or abs(len(one) - len(other)) > 1 or one == other:
        return False
    short, long = sorted((one.lower(), other.lower()), key=len)
    if long.startswith(short) and long[len(short) :] in ("s", "a", "n", "o", "e"):
        return False
    return edit_distance_at_most_one(short, long) and (
        len(short) != len(long) or skeleton(short) == skeleton(long) or short[-3:] != long[-3:]
    )


def _finding(doc: Document, span: Span, usual: str, first: Span, sure: bool) -> Finding:
    message = f"“{span.of(doc.text)}” is spelt “{usual}” elsewhere in the story."
    return RULE.correction(span, usual if sure else None, message, 0.8, 0.82, related=(first,))
