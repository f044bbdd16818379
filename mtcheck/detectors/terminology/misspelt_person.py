"""A person of world news with the surname one letter off: “Rishi Sonak”.

The given name must be right, and the wrong surname no word and no other person's.
"""

import re
from collections.abc import Sequence

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.names import edit_distance_at_most_one, skeleton, without_accents
from mtcheck.text.words import listed

RULE = Rule(
    id="misspelt-person",
    mqm="linguistic-conventions/spelling",
    severity=Severity.MAJOR,
    summary="The name of a person whom world news names is one letter off.",
    why="Engines build names from pieces, and change or lose a letter of one that they have seen a thousand times.",
    needs=("vocabulary",),
    whole=True,
    examples=(
        Bad("German Chancellor Olaf ⟦Sholz→Scholz⟧ left for Lomna."),
        Bad("The minister met Justin ⟦Trudau→Trudeau⟧'s envoy and Elon ⟦Muskk→Musk⟧."),
        Bad("She asked Emmanuel ⟦Makron→Macron⟧ for help."),
        Bad("They met ⟦Emanuel→Emmanuel⟧ Macron and Elon ⟦Mask→Musk⟧."),
        Good("Melania Trump and Jim Johnson met Harry Cane, who sells masks."),
        Good("Talks with Yassir Arafat ended."),
        Good("Olaf Scholz met Emmanuel Macron and Pedro Sanchez."),
        Good("Olaf Schumann, a teacher, and Robert Fisk, a reporter, met."),
    ),
    limits="Knows the people of its list and no others; a namesake with a surname one letter away is taken for a slip.",
    names=True,
)

_NAME = Pattern(r"(?<![\w'’-])(?P<first>[A-ZÀ-Þ][^\W\d_]+(?:-[^\W\d_]+)?)(?= (?P<last>[A-ZÀ-Þ][^\W\d_]{3,})(?![\w-]))")
_SHORTEST = 4  # letters of a surname that is compared


def _by_first_name(resources: Resources) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in resources.table("people"):
        parts = row["name"].split()
        if len(parts) in (2, 3) and len(parts[-1]) >= _SHORTEST and parts[-2][0].isupper():
            found.setdefault(without_accents(parts[-2]), []).append(parts[-1])
    return found


def _plain(name: str) -> str:
    """The name as any romanisation has it: without accents, with one sign for y and i and a single one at its end."""
    return without_accents(name).lower().replace("y", "i").rstrip("i")


def detect(doc: Document, resources: Resources) -> Findings:
    people: dict[str, list[str]] = resources.derived("people by first name", _by_first_name)
    vocabulary = resources.model("vocabulary")
    names = list(doc.matches(_NAME))
    for match in names:
        last = match["last"]
        known = people.get(without_accents(match["first"]), ())
        if not known or any(_plain(last) == _plain(name) for name in known):
            continue
        plain = without_accents(last).lower()
        near = [name for name in known if edit_distance_at_most_one(plain, without_accents(name).lower())] or [
            name for name in known if _sounds_alike(plain, without_accents(name).lower())
        ]
        if len(near) != 1 or last == f"{near[0]}s":
            continue
        # a common noun is nobody's surname: Elon Mask; four letters differ by one between two people
        sure = vocabulary.count(last) < 3 or (
            vocabulary.capital(last) < _NOUN and vocabulary.count(match["first"]) < 60
        )
        if sure and (len(near[0]) > _SHORTEST or vocabulary.count(match["first"]) < 60):
            message = f"“{match[0]} {last}” is one letter away from {match['first']} {near[0]}."
            yield RULE.correction(Span(*match.span("last")), near[0], message, 0.85, 0.8)
    yield from _first_names(names, resources)
    yield from _whole_names(names, resources)


_VOWELS = re.compile(r"[aeiouy]+|(.)(?=\1)")


def _sounds_alike(one: str, other: str) -> bool:
    """Whether two surnames of five letters or more have the same first letter and the same consonants."""
    return min(len(one), len(other)) >= _LONG and one[0] == other[0] and _VOWELS.sub("", one) == _VOWELS.sub("", other)


_LONG = 5
_NOUN = 30  # percent of capitals below which a word is a common noun
_SHARED = listed("misspelt-person: shared surnames")  # that many have


def _first_names(names: Sequence["re.Match[str]"], resources: Resources) -> Findings:
    """A given name one letter off before a surname that the world has once: “Emanuel Macron”."""
    surnames: dict[str, set[str]] = resources.derived("people by surname", _by_surname)
    vocabulary = resources.model("vocabulary")
    every: dict[str, set[str]] = resources.derived("given names by any surname", _by_any_surname)
    for match in names:
        first, last = match["first"], match["last"]
        if len(first) >= _SHORTEST and not vocabulary.count(first):  # no given name that news knows: Ilon, Boriss
            near = {
                name
                for name in every.get(without_accents(last), ())
                if _is_slip(without_accents(first).lower(), without_accents(name).lower())
            }
            if len(near) == 1 and without_accents(first) not in resources.derived("given names", _given):
                name = near.pop()
                message = f"“{first} {last}” is one letter away from {name} {last}."
                yield RULE.correction(Span(*match.span("first")), name, message, 0.85, 0.82)
                continue
        known = surnames.get(without_accents(last), set())
        if len(known) != 1 or len(first) < _SHORTEST:
            continue
        name = next(iter(known))
        one, other = without_accents(first).lower(), without_accents(name).lower()
        if (
            one != other
            and edit_distance_at_most_one(one, other)
            and one[-1] == other[-1]
            and _plain(one) != _plain(other)
            and not _is_another_vowel(one, other)
        ):
            message = f"“{first} {last}” is one letter away from {name} {last}."
            yield RULE.correction(Span(*match.span("first")), name, message, 0.82, 0.8)


def _whole_names(names: Sequence["re.Match[str]"], resources: Resources) -> Findings:
    """Both names spelt by ear: “Emanuel Makron”."""
    whole: dict[tuple[str, str], set[tuple[str, str]]] = resources.derived("people by sound", _by_sound)
    known: dict[str, set[str]] = resources.derived("people by surname", _by_surname)
    for match in names:
        first, last = without_accents(match["first"]), without_accents(match["last"])
        if last in known:
            continue
        meant = whole.get((skeleton(first.lower()), skeleton(last.lower())), set())
        if len(meant) != 1:
            continue
        given, surname = next(iter(meant))
        if _plain(last) != _plain(surname) and _plain(first) != _plain(given) and first[0] == given[0]:
            span = Span(match.start("first"), match.end("last"))
            message = f"“{match['first']} {match['last']}” sounds like {given} {surname}."
            yield RULE.correction(span, f"{given} {surname}", message, 0.85, 0.8)


def _by_sound(resources: Resources) -> dict[tuple[str, str], set[tuple[str, str]]]:
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for row in resources.table("people"):
        parts = row["name"].split()
        if len(parts) == 2 and min(map(len, parts)) >= _SHORTEST:
            key = tuple(skeleton(without_accents(part).lower()) for part in parts)
            found.setdefault((key[0], key[1]), set()).add((parts[0], parts[1]))
    return found


def _is_another_vowel(one: str, other: str) -> bool:
    """Whether two forms differ by a vowel, as two ways of writing one Arabic name do: Yassir and Yasser."""
    apart = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    return len(one) == len(other) and all(char in "aeiou" for pair in apart for char in pair)


def _is_slip(one: str, other: str) -> bool:
    """Whether a letter parts them, and no vowel inside, by which two romanisations differ: Yassir and Yasser."""
    return (
        one != other
        and edit_distance_at_most_one(one, other)
        and not (one[0] == other[0] and _is_another_vowel(one, other))
    )


def _given(resources: Resources) -> frozenset[str]:
    return frozenset(without_accents(name) for row in resources.table("given_names") for name in row["names"].split())


def _by_any_surname(resources: Resources) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in resources.table("people"):
        parts = row["name"].split()
        if len(parts) == 2 and len(parts[1]) >= _SHORTEST:
            found.setdefault(without_accents(parts[1]), set()).add(parts[0])
    return found


def _by_surname(resources: Resources) -> dict[str, set[str]]:
    every: dict[str, set[str]] = resources.derived("given names by any surname", _by_any_surname)
    return {name: given for name, given in every.items() if len(name) >= _LONG and name not in _SHARED}
