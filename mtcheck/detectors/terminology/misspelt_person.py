"""A person of world news with the surname one letter off, “Rishi Sonak”, or with a name spelt by ear: “Olaf Sholtz”,
“Jo Baiden”.

A letter off, the given name must be right, and the wrong surname no word and no other person's. By ear, both names
together must point to one public figure, and to nobody who is called so (`cues.public_figures`).
"""

import re
from collections.abc import Sequence

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.people import is_given_name
from mtcheck.cues.public_figures import Figure, Figures, meant
from mtcheck.text.lazy import lazy
from mtcheck.text.names import edit_distance_at_most_one, without_accents
from mtcheck.text.sounds import distance, flat, romanised
from mtcheck.text.vocabulary import NOUN, Vocabulary
from mtcheck.text.words import listed

RULE = Rule(
    id="misspelt-person",
    mqm="linguistic-conventions/spelling",
    severity=Severity.MAJOR,
    summary="The name of a person whom world news names is one letter off, or spelt by ear.",
    why=(
        "Engines build names from pieces, and lose a letter of one that they have seen a thousand times, or put it into"
        " Latin letters anew."
    ),
    needs=("vocabulary",),
    whole=True,
    examples=(
        Bad("German Chancellor Olaf ⟦Sholz→Scholz⟧ left for Lomna."),
        Bad("The minister met Justin ⟦Trudau→Trudeau⟧'s envoy and Elon ⟦Muskk→Musk⟧."),
        Bad("She asked Emmanuel ⟦Makron→Macron⟧ for help."),
        Bad("They met ⟦Emanuel→Emmanuel⟧ Macron and Elon ⟦Mask→Musk⟧."),
        Bad("The fund is run by Bill ⟦Gate→Gates⟧ and his aides."),
        Bad("Lionel ⟦Messy→Messi⟧ scored. ⟦Messy→Messi⟧ left the field."),
        Bad("The fund of ⟦Pit Hegset→Pete Hegseth⟧ paid Leonardo ⟦Di Kaprio→DiCaprio⟧."),
        Bad("Israeli Prime Minister ⟦Benyamin Netanyagu→Benjamin Netanyahu⟧ said so."),
        Good("John Mayor met Yevgeni Prigozhin and Hassan Nasralla. The room was messy."),
        Good("Melania Trump and Jim Johnson met Harry Cane, who sells masks."),
        Good("Talks with Yassir Arafat ended."),
        Good(
            "Robert Schuman spoke for coal. Elisabeth Warren runs the bakery, and George Bushe, a Lomna vet, knows her."
        ),
        Good("Olaf Scholz met Emmanuel Macron and Pedro Sanchez."),
        Good("Olaf Schumann, a teacher, and Robert Fisk, a reporter, met."),
    ),
    limits="Knows the people of its lists alone; a namesake whose surname is a letter away is taken for a slip.",
    names=True,
)

_JOINED = r"(?:[DdLl][aeiou]|D[eo][lsr]|V[ao]n|v[ao]n(?: de[nr]?)?|Ma?[ck]|O|al|el|Al|El|Bin|Ben)[ '’-]"
_NAME = Pattern(
    r"(?<![\w'’-])(?P<first>[A-ZÀ-Þ][^\W\d_]+(?:-[^\W\d_]+)?)"
    rf"(?= (?P<last>(?P<joined>{_JOINED})?[A-ZÀ-Þ][^\W\d_]{{3,}}(?P<behind>-[A-ZÀ-Þ][^\W\d_]+)?)(?![\w-]))"
)
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
    every = list(doc.matches(_NAME))
    private = {(match["first"], match["last"]) for match in every if _is_private(doc, match)}
    every = [match for match in every if (match["first"], match["last"]) not in private]
    names = [match for match in every if not match["joined"] and not match["behind"]]
    done: set[int] = set()
    figures: Figures = resources.derived("public figures", Figures)
    for finding in _by_letter(names, people, figures, vocabulary):
        done.add(finding.span.start)
        yield finding
    for finding in _first_names(names, figures, resources):
        done.add(finding.span.start)
        yield finding
    yield from _by_ear(doc, every, figures, resources, done)


# “Emanuel Macron, a baker from Lyon”: nobody whom the reader is taken to know
_PRIVATE = lazy(
    r",? (?:aged )?(?:\d{1,3},? )?an? (?P<what>(?:[a-z-]+ ){1,3})(?:from|in|at|who|with)\b"
    r"|,? (?:aged )?(?:\d{1,3},? )?an? (?P<job>(?:[A-Z]?[a-z-]+ ){0,2}[a-z-]+),"
    r"|,? (?:who )?(?:also )?(?:runs?|ran|owns?|owned|keeps?|kept|works? (?:at|in)|worked (?:at|in)|opened)"
    r" (?:the|an?|his|her) (?:[a-z-]+ )?(?P<shop>bakery|shop|caf[eé]|pub|farm|garage|salon|school|hotel|inn|bar"
    r"|restaurant|store|stall|clinic|surgery|library|museum|nursery|club|brewery|butcher's|pharmacy|chemist's|dairy)\b"
)
_JOBS = listed("misspelt-person: jobs")
_PUBLIC = frozenset(
    "former ex president minister politician senator billionaire leader candidate star singer actor actress footballer"
    " player striker champion director writer author lawmaker governor mayor general judge rival ally critic".split()
)


def _is_private(doc: Document, match: "re.Match[str]") -> bool:
    said = _PRIVATE.match(doc.text, match.end("last"))
    if said is None:
        return False
    words = (said["what"] or said["job"] or "").lower().replace("-", " ").split()
    return _PUBLIC.isdisjoint(words) and not (said["job"] and words[-1] not in _JOBS)


def _by_letter(
    names: Sequence["re.Match[str]"], people: dict[str, list[str]], figures: Figures, vocabulary: Vocabulary
) -> Findings:
    """A surname one letter off behind the right given name."""
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
        sure = sure or _is_short_of_a_letter(last, near[0], vocabulary)
        if near[0] not in _WRITTEN_ONE_WAY and _is_romanised(figures, last, near[0], near[0]):
            continue
        if sure and (len(near[0]) > _SHORTEST or vocabulary.count(match["first"]) < 60):
            message = f"“{match[0]} {last}” is one letter away from {match['first']} {near[0]}."
            yield RULE.correction(Span(*match.span("last")), near[0], message, 0.85, 0.8)


def _is_short_of_a_letter(last: str, name: str, vocabulary: Vocabulary) -> bool:
    """Whether a common noun is left of a surname that news knows: Bill Gate."""
    low = last.lower()
    return (
        last != name
        and name.startswith(last)
        and vocabulary.mostly(low, NOUN)
        and vocabulary.capital(low) <= _HARDLY
        and vocabulary.count(name) >= _UNKNOWN
        and vocabulary.capital(name) > _NOUN
    )


_HARDLY = 12  # percent of capitals of a noun that nobody is called by


_VOWELS = re.compile(r"[aeiouy]+|(.)(?=\1)")


def _sounds_alike(one: str, other: str) -> bool:
    """Whether two surnames of five letters or more have the same first letter and the same consonants."""
    return min(len(one), len(other)) >= _LONG and one[0] == other[0] and _VOWELS.sub("", one) == _VOWELS.sub("", other)


_LONG = 5
_NOUN = 30  # percent of capitals below which a word is a common noun
_SHARED = listed("misspelt-person: shared surnames")  # that many have
# English and the like, also where who bears them comes from a country of another script: Naftali Bennett
_WRITTEN_ONE_WAY = _SHARED - frozenset("Gandhi Huang Khan Medvedev Sharif Singh".split())


def _first_names(names: Sequence["re.Match[str]"], figures: Figures, resources: Resources) -> Findings:
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
            if len(near) == 1 and not is_given_name(first, resources):
                name = near.pop()
                if _is_romanised(figures, first, name, last):
                    continue
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
            and not _is_romanised(figures, first, name, last)
        ):
            message = f"“{first} {last}” is one letter away from {name} {last}."
            yield RULE.correction(Span(*match.span("first")), name, message, 0.82, 0.8)


def _by_ear(
    doc: Document, names: Sequence["re.Match[str]"], figures: Figures, resources: Resources, done: set[int]
) -> Findings:
    """Names that sound like a public figure's, and are nobody's; later the surname alone: “Lionel Messy … Messy”."""
    vocabulary = resources.model("vocabulary")
    wrong: dict[str, tuple[str, str]] = {}
    for match in names:
        first, last = match["first"], match["last"]
        if match.start("last") in done or match.start("first") in done:
            continue
        pair = f"{first} {last}"
        if pair in figures.passed:
            continue
        uses = vocabulary.count(last)
        noun = uses and vocabulary.capital(last) < _NOUN
        common = is_given_name(first, resources) or (
            vocabulary.count(first) >= _COMMON and vocabulary.capital(first) > _NOUN
        )
        free = uses < _UNKNOWN or bool(noun and vocabulary.count(first) < _COMMON)
        figure = meant(figures, first, last, free=free, common=common)
        if figure is None:
            if len(figures.passed) >= _KEPT:
                figures.passed.clear()
            figures.passed.add(pair)
            continue
        given, surname = flat(first) == figure.first, flat(last) == figure.last
        if surname and not _is_slip_in_given(first, figure, vocabulary, shared=not noun and uses > _SURNAME):
            continue
        if noun and not surname and (not given or distance(flat(last), figure.last) > _WORD):
            continue
        parts = ((match.span("first"), figure.given, given), (match.span("last"), figure.surname, surname))
        spans = [(span, name) for span, name, right in parts if not right]
        span = Span(spans[0][0][0], spans[-1][0][1])
        message = f"“{first} {last}” sounds like {figure.given} {figure.surname}."
        yield RULE.correction(span, " ".join(name for _, name in spans), message, 0.85, 0.8)
        if not surname:
            wrong[last] = figure.surname, first
    for form, (name, before) in wrong.items():
        yield from _alone(doc, form, name, before)


def _is_slip_in_given(first: str, figure: Figure, vocabulary: Vocabulary, *, shared: bool) -> bool:
    """Whether the given name before a figure's surname is a slip: not for common words, nor before a surname that many
    have unless nobody is called so and it sounds the same.
    """
    if first in vocabulary and vocabulary.capital(first) < _NOUN:
        return not shared and vocabulary.count(first) < _COMMON
    return not shared or (first not in vocabulary and distance(flat(first), figure.first) <= _SAME)


def _alone(doc: Document, last: str, surname: str, first: str) -> Findings:
    """The surname of somebody whose name was wrong, where it stands without the given name."""
    for match in re.finditer(rf"(?<![\w'’-]){re.escape(last)}(?![\w-])", doc.text):
        before = doc.before(match.start(), 24).split(" ")[-2:]
        if doc.is_masked(*match.span()) or doc.segment_at(match.start()).kind == "code":
            continue
        named = len(before) == 2 and not before[1] and before[0][:1].isupper()
        if named and (before[0] == first or before[0] not in _TITLES):
            continue  # the full name, which is found already, or another person's
        message = f"“{last}” is {surname}, as in the full name."
        yield RULE.correction(Span(*match.span()), surname, message, 0.8, 0.78)


_KEPT = 10_000  # pairs of names that are nobody's, for the next place and for repairs that are tried
_UNKNOWN = 3  # uses in the vocabulary below which a word is nobody's name
_COMMON = 60  # uses of a given name from which on many bear it
_WORD = 0.4  # how far by ear a common noun may be from a surname
_SAME = 0.2  # how far by ear a given name may be that sounds the same
_SURNAME = 40  # uses of a surname from which on others bear it
_TITLES = frozenset(
    "Mr Mrs Ms Dr President Minister Chancellor Senator But And For The In On As When While If Later".split()
)


def _is_romanised(figures: Figures, one: str, other: str, surname: str) -> bool:
    """Whether two forms are ways of writing a name from another script, that of somebody with this surname."""
    alike = romanised(flat(one)) == romanised(flat(other))
    return alike and any(not figure.own for figure in figures.of_surname(surname))


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
