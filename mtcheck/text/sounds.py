"""Names by ear: whether two spellings are one name put into letters by two languages, Scholz and Sholtz.

`consonants` gives what to look a name up by, `distance` how far two names are apart, `romanised` what the ways have in
common in which English papers write a name from another script.
"""

import itertools
from functools import lru_cache

from mtcheck.text.lazy import lazy
from mtcheck.text.names import without_accents

_JOINTS = str.maketrans("", "", " -'’.")


@lru_cache(maxsize=2_000)
def flat(name: str) -> str:
    """The bare letters of a name: Le Pen, LePen and Lepen are one, and so are Sánchez and Sanchez."""
    return without_accents(name.lower()).translate(_JOINTS)


# letters that write one consonant together, with the sign for it; small signs are read in several ways
_TOGETHER = {
    "schtsch": "S", "shch": "S", "tsch": "S", "dsch": "S", "tch": "S", "sch": "S", "dzh": "S", "sh": "S", "zh": "S",
    "tz": "S", "ts": "S", "cz": "S", "sz": "S", "zs": "S", "cs": "S", "dz": "S", "dj": "S", "ch": "c", "ck": "K",
    "kh": "h", "gh": "g", "ph": "F", "th": "T", "dh": "D", "qu": "K",
}  # fmt: skip
_CLUSTER = lazy("|".join(sorted(_TOGETHER, key=len, reverse=True)))
_ALONE = str.maketrans("bpdtkqsvfmnlrz", "BPDTKKSFFMNLRS", "aeiouyßæœøðþ")
_READINGS = {"c": "KS", "g": "KS", "h": ("", "K"), "j": ("S", "", "K"), "w": ("F", ""), "x": ("KS", "S", "K")}
_DOUBLE = lazy(r"(.)\1+")


@lru_cache(maxsize=2_000)
def consonants(bare: str) -> frozenset[str]:
    """The consonants of a name in bare letters by their sound, in each way that its letters can be read: those of
    Scholz and Sholtz are SLS.
    """
    signs = _CLUSTER.sub(lambda match: _TOGETHER[match[0]], bare).translate(_ALONE)
    readings = [signs]
    for sign, ways in _READINGS.items():
        if sign in signs:
            readings = [reading.replace(sign, way) for reading in readings for way in ways]
    return frozenset(_DOUBLE.sub(r"\1", reading) for reading in readings)


# what one language puts for another's letters, with the price of taking one for the other; a pair has its lowest price
_PRICES = (
    (0.1, "sh sch shch schtsch"), (0.1, "ch tch tsch cz cs c"), (0.1, "ts tz z c dz"), (0.1, "j dzh dj zh dsch"),
    (0.1, "k c ck q qu kh"), (0.1, "f ph"), (0.1, "v w"), (0.1, "t th"), (0.1, "d dh"), (0.1, "s sz c zs"),
    (0.1, "h kh"), (0.1, "g gh"), (0.1, "o oe"), (0.2, "i ai"), (0.2, "i ay"), (0.2, "v f"), (0.2, "s z"),
    (0.2, "j h kh"), (0.2, "ch k kh h c"), (0.2, "g j dzh dj zh"), (0.4, "g h k"), (0.4, "ch sh sch tsch tch"),
    (0.4, "sh s sch sz"), (0.4, "ch c ts cz tsch tch"), (0.5, "d t th"), (0.5, "b p"), (0.5, "w f"),
)  # fmt: skip
_LIGHT = {"h": 0.2, "j": 0.1, "e": 0.25, "w": 0.3}  # what may be there or not
_UNIT = lazy(
    r"y(?=[aeiou])(?<![aeiouyj].)|(?:[aeiouy]|(?<=[aeiouyj])j)+|"
    + "|".join(sorted(_TOGETHER, key=len, reverse=True))
    + r"|\w"
)
_MAC = lazy(r"^m[ae]?[ck]+")  # McConnell, Mak-Connell
_NEAR = frozenset("i y ii iy yi ie iye ee ey ei ij".split())
_LIKE_I = frozenset("i y e ii iy yi ie ee ei ey ej ij ea ai ay aj ae".split())


@lru_cache(maxsize=1)
def _prices() -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for price, units in _PRICES:
        for pair in itertools.permutations(units.split(), 2):
            found.setdefault(pair, price)
    return found


@lru_cache(maxsize=2_000)
def _units(bare: str) -> tuple[str, ...]:
    """Letters that write one sound, and runs of vowels."""
    units = _UNIT.findall(_DOUBLE.sub(r"\1", _MAC.sub("mk", bare)).replace("x", "ks"))
    return tuple(
        "j" if unit == "y" and at + 1 < len(units) and units[at + 1][0] in "aeiou" else unit
        for at, unit in enumerate(units)
    )


def _is_vowel(unit: str) -> bool:
    return unit[0] in "aeiouy"


def _price(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if _is_vowel(one) and _is_vowel(other):
        if one in _NEAR and other in _NEAR:
            return 0.1
        return _prices().get((one, other)) or (0.25 if _vowel(one) == _vowel(other) else 0.5)
    return _prices().get((one, other), 1.0)


def _vowel(run: str) -> str:
    if "u" in run or "o" in run:
        return "u"
    return "a" if "a" in run and run not in _LIKE_I else "i"


def _lost(unit: str) -> float:
    return _LIGHT.get(unit, 0.5 if _is_vowel(unit) else 1.0)


def distance(one: str, other: str) -> float:
    """How far two names in bare letters are from each other by ear: 0 for the same, 0.1 to 0.5 for each sound that two
    languages write in two ways, 1 for another consonant.
    """
    here, there = _units(one), _units(other)
    row = [0.0]
    for unit in there:
        row.append(row[-1] + _lost(unit))
    for mine in here:
        before, row = row, [row[0] + _lost(mine)]
        for at, unit in enumerate(there):
            row.append(min(before[at] + _price(mine, unit), before[at + 1] + _lost(mine), row[at] + _lost(unit)))
    return row[-1]


_ROMANISED = {
    "kh": "h", "gh": "k", "g": "k", "q": "k", "ck": "k", "c": "k", "ph": "f", "dh": "d", "th": "t", "zh": "j",
    "dj": "j", "dzh": "j", "x": "ks", "tz": "z", "ts": "z", "ff": "v", "ch": "ch", "sh": "sh",
}  # fmt: skip
_LETTERS = lazy("|".join(sorted(_ROMANISED, key=len, reverse=True)))
_SOFT = lazy(r"[aeiouyhj]+")


@lru_cache(maxsize=2_000)
def romanised(bare: str) -> str:
    """What all romanisations have in common that English papers use: Mohammed, Muhammad, Mohamad."""
    return _DOUBLE.sub(r"\1", _SOFT.sub("", _LETTERS.sub(lambda match: _ROMANISED[match[0]], bare)))
