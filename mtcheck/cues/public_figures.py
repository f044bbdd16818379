"""Public figures by the sound of their names, from `lexicons/public_figures.tsv`; `meant` is the way in.

The list has a row for each first letter of a surname, which is read when a name is asked for that may begin with it.
"""

from functools import cached_property
from typing import NamedTuple

from mtcheck.core import Resources
from mtcheck.text.lazy import lazy
from mtcheck.text.names import without_accents
from mtcheck.text.sounds import consonants, distance, flat, romanised


class Figure(NamedTuple):
    """A person, with the bare letters of both names. `own`: whether the name is written as at home, so that any other
    spelling is a slip.
    """

    given: str
    surname: str
    own: bool
    first: str
    last: str


_PARTICLE = lazy(r"(?:[a-z].*|D[aeiou]s?|Del|Della|La|Le|El|Al|Van|Von|Mac|Ben|Bin|Abu|San|Ten|Ter|Der|Den)$")


_Plain = tuple[str, str, bool, str, str]  # a figure, as it is kept


def _figure(name: str, own: bool) -> _Plain:
    parts = name.split()
    last = len(parts) - 1
    at = next((at for at in range(1, last) if _PARTICLE.match(parts[at])), last) if last > 1 else last
    given, surname = parts[at - 1], " ".join(parts[at:])
    return given, surname, own, flat(given), flat(surname)


class Figures:
    """The list: `of_surname` gives those of one surname, `alike` those whose names may sound so."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self.passed: set[str] = set()  # names of pairs that sound like nobody's; a story has each several times

    @cached_property
    def _rows(self) -> dict[str, list[tuple[str, bool]]]:
        rows: dict[str, list[tuple[str, bool]]] = {}
        for row in self._resources.table("public_figures"):
            rows.setdefault(row["initial"].lower(), []).append((row["names"], row["letters"] == "own"))
        return rows

    def of_surname(self, surname: str) -> list[Figure]:
        """Those who have exactly this surname, accents left out of account."""
        bare = flat(surname)
        return [Figure(*one) for letter in _initials(surname) for one in self._written(letter).get(bare, ())]

    def alike(self, surname: str) -> list[Figure]:
        """Those whose surnames have the same consonants, read in any way."""
        found: dict[_Plain, None] = {}
        keys = consonants(flat(surname))
        for letter in _near(_initials(surname)):
            heard = self._heard(letter)
            for key in keys & heard.keys():
                found.update(dict.fromkeys(heard[key]))
        return [Figure(*one) for one in found]

    def _written(self, letter: str) -> dict[str, list[_Plain]]:
        """Those with a first letter, by the bare surname."""

        def read(_: Resources) -> dict[str, list[_Plain]]:
            surnames: dict[str, list[_Plain]] = {}
            for names, own in self._rows.get(letter, ()):
                for name in names.split(" | "):
                    figure = _figure(name, own)
                    surnames.setdefault(figure[-1], []).append(figure)
            return surnames

        found: dict[str, list[_Plain]] = self._resources.derived(f"public figures with {letter}", read)
        return found

    def _heard(self, letter: str) -> dict[str, list[_Plain]]:
        """Those with a first letter, by the consonants of the surname."""

        def hear(_: Resources) -> dict[str, list[_Plain]]:
            heard: dict[str, list[_Plain]] = {}
            for last, figures in self._written(letter).items():
                for key in consonants(last):
                    heard.setdefault(key, []).extend(figures)
            return heard

        found: dict[str, list[_Plain]] = self._resources.derived(f"public figures heard with {letter}", hear)
        return found


def _initials(surname: str) -> set[str]:
    """First letters of the whole surname and of what follows its particles."""
    words = [word for word in surname.replace("-", " ").split() if word]
    core = next((word for word in words if not _PARTICLE.match(word)), words[-1])
    return {without_accents(word.lower())[:1] for word in (words[0], core)}


# letters that another language may put for a first letter
_GROUPS = ("ckqgxh", "szctjgdx", "vwf", "yjieg", "uwvoh", "aeh", "pf")


def _near(initials: set[str]) -> set[str]:
    return initials.union(*(group for group in _GROUPS if not initials.isdisjoint(group)))


def meant(figures: Figures, given: str, surname: str, *, free: bool, common: bool) -> Figure | None:
    """The one whose name this pair sounds like but is not; None where nobody or several may be meant.

    `free`: nobody is called by this surname, so that a slip in it is likelier than another person; `common`: many bear
    the given name.
    """
    first, last = flat(given), flat(surname)
    same = figures.of_surname(surname)
    if any(figure.first == first for figure in same):
        return None
    found: dict[tuple[str, str], tuple[float, Figure]] = {}
    for figure in same or (figures.alike(surname) if free else ()):
        apart = _apart(figure, first, last, common)
        if apart is not None:
            found.setdefault((figure.first, figure.last), (apart, figure))
    ranked = sorted(found.values(), key=lambda pair: pair[0])
    if not ranked or (len(ranked) > 1 and ranked[1][0] - ranked[0][0] < _MARGIN):
        return None
    figure = ranked[0][1]
    return None if _is_a_way(figure, first, last) else figure


_MARGIN = 0.2  # by which the nearest must be nearer than the next
_LEEWAY = 0.01  # for sums of tenths
_GIVEN, _SURNAME, _BOTH = 0.5, 0.65, 0.75  # farthest of a given name, of a surname, of both together
_WAY, _TELLING = 0.1, 4  # of two ways to write a given name, and the consonants that make them one
_COMMON = 0.3  # farthest of a name beside which another has the other name
_BY_LENGTH = 0.055  # the same, for each letter of a long one


def _apart(figure: Figure, first: str, last: str, common: bool) -> float | None:
    """How far the pair of bare names is from the figure's by ear; None where too far."""
    given, surname = figure.first, figure.last
    if first != given and not consonants(first) & consonants(given):
        return None
    one = distance(first, given) if first != given else 0.0
    if (
        one > _WAY
        and first[-1] == given[-1]
        and len(romanised(given)) >= _TELLING
        and romanised(first) == romanised(given)
    ):
        one = _WAY  # Aleksandr, Alexander and Aleksandar are one
    if one > (_COMMON if common else _GIVEN):
        return None
    other = distance(last, surname) if last != surname else 0.0
    most = max(_COMMON, min(_BY_LENGTH * len(last), _GIVEN)) if common else _SURNAME
    if other > most or one + other > (_COMMON + _LEEWAY if common and one and other else _BOTH):
        return None
    return one + other


_UMLAUT = lazy(r"(?<=[aou])e")


def _is_a_way(figure: Figure, first: str, last: str) -> bool:
    """Whether papers write the figure's name so, too: Füllkrug is Fuellkrug, and a name from another script is written
    in many ways.
    """
    for here, there in ((first, figure.first), (last, figure.last)):
        if here == there or (figure.own and _UMLAUT.sub("", here) == there) or here == f"{there}s":
            continue
        if figure.own or romanised(here) != romanised(there):
            return False
    return True
