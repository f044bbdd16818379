"""English inflection, both ways: `verb_forms` and `plural` make forms, `verb_tags` tells which form a word is.

Tags: "base" (run), "s" (runs), "past" (ran), "participle" (run), "ing" (running).
"""

import re
from functools import cache

from mtcheck.text.lazy import lazy
from mtcheck.text.words import listed, paired

TAGS = ("base", "s", "past", "participle", "ing")

# past and participle; the participle is left out where it equals the past
IRREGULAR = {base: tuple(forms.split()) for base, forms in paired("inflection: irregular verbs").items()}
_DOUBLING = listed("inflection: doubling")
_BE = {"base": ("be",), "s": ("is",), "past": ("was", "were"), "participle": ("been",), "ing": ("being",)}
_PLURALS = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "foot": "feet", "tooth": "teeth",
    "goose": "geese", "mouse": "mice",
    "ox": "oxen", "sheep": "sheep", "fish": "fish", "series": "series", "crisis": "crises", "analysis": "analyses",
    "criterion": "criteria",
    "phenomenon": "phenomena", "wolf": "wolves", "knife": "knives", "life": "lives", "wife": "wives", "leaf": "leaves",
    "half": "halves",
    "thief": "thieves", "calf": "calves", "loaf": "loaves", "shelf": "shelves", "self": "selves",
    "aircraft": "aircraft", "spokesman": "spokesmen",
}  # fmt: skip


@cache
def verb_forms(base: str) -> dict[str, tuple[str, ...]]:
    """The forms of a verb by tag, the usual form of each first."""
    if base == "be":
        return {**_BE, "s": ("is", "are", "am")}
    doubled = base + base[-1] if base in _DOUBLING else base + "k" if base.endswith("ic") else base
    if base in IRREGULAR:
        past, *rest = IRREGULAR[base]
        participle = rest[0] if rest else past
    else:
        past = participle = _regular_past(base, doubled)
    if base == "have":
        third = "has"
    elif base in ("go", "do", "undergo", "outdo", "overdo", "undo", "redo"):
        third = base + "es"
    else:
        third = _add_s(base)
    if base.endswith("ie"):
        ing = base[:-2] + "ying"
    elif base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        ing = base[:-1] + "ing"
    else:
        ing = doubled + "ing"
    return {"base": (base,), "s": (third,), "past": (past,), "participle": (participle,), "ing": (ing,)}


@cache
def irregular_forms() -> dict[str, str]:
    """The base of every form of an irregular verb, the base itself among them (went: go)."""
    forms: dict[str, str] = {}
    for base in [*IRREGULAR, "be"]:
        for words in verb_forms(base).values():
            for word in words:
                forms.setdefault(word, base)
    return forms


def _regular_past(base: str, doubled: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base[:-1] + "ied"
    return doubled + "ed"


def _add_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and len(word) > 1 and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def verb_tags(word: str, base: str) -> tuple[str, ...]:
    """Which forms of `base` the word can be, in the order of TAGS; empty where it is none."""
    low = word.lower()
    return tuple(tag for tag, forms in verb_forms(base).items() if low in forms)


def verb_form(base: str, tag: str, like: str = "") -> str:
    """The form of `base` under a tag; `like` picks the person of "be" (were for are; are for the bare form) and of
    other verbs (agree for are).
    """
    forms = verb_forms(base)[tag]
    if base == "be" and tag == "base" and like == "are":
        return like
    if base == "be" and like.lower() in forms:
        return like.lower()
    if tag == "s" and like.lower() in ("are", "am"):
        return base  # “they are agree”: they agree
    return forms[0]


_OES = frozenset("hero potato tomato veto echo torpedo embargo cargo volcano mosquito".split())


@cache
def plural(noun: str) -> str:
    """The plural of a singular noun."""
    if noun in _PLURALS:
        return _PLURALS[noun]
    for ending in ("man", "woman", "child", "person", "foot", "wolf", "life"):
        if (
            len(noun) > len(ending) + 2
            and noun.endswith(ending)
            and noun not in ("human", "german", "roman", "ottoman", "talisman")
        ):
            return noun[: -len(ending)] + _PLURALS[ending]
    if noun.endswith("o") and noun in _OES:
        return noun + "es"
    return _add_s(noun)


_LETTER = lazy(r"[A-Z](?![A-Za-z])")  # X-ray, U-turn, S&P, F-16
_SILENT_H = ("hour", "honest", "honor", "honour", "heir")
_Y_SOUND = lazy(r"eu|ew|one(?:\b|-|s\b)|once|unan|uni(?![mnd])|u[st][aeiu]|ur[aeiou]|ub[ie]|ukr|ukul|uk\b|ugan|ufo|u$")


def article(following: str) -> str:
    """ "a" or "an", by the sound of the following word; short capital abbreviations are spelt out (an MP, a UN)."""
    low = following.lower()
    spelt = (following.isupper() and len(following) <= 3 and following.isalpha()) or _LETTER.match(following)
    if spelt:
        return "an" if following[0] in "AEFHILMNORSX" else "a"
    if low.startswith(_SILENT_H) or low.startswith("8") or re.match(r"1[18]\b", low):
        return "an"
    return "an" if low[:1] in set("aeiou") and not _Y_SOUND.match(low) else "a"


def match_case(text: str, model: str) -> str:
    """`text` with a capital first letter where `model` has one, all in capitals where `model` is of two words and more;
    what begins with a figure stays as it is.
    """
    if text[:1].isdigit():
        return text
    if " " in model.strip() and model.isupper():
        return text.upper()
    first = next((char for char in model if char.isalpha()), "")
    if first.isupper():
        for at, char in enumerate(text):
            if char.isalpha():
                return text[:at] + char.upper() + text[at + 1 :]
    return text


_ARTICLE = lazy(r"\b(?P<article>[Aa]n?) (?=(?P<next>[\w-]+))")


def with_articles(new: str, old: str) -> str:
    """The repair with “a” and “an” as what follows them now wants it: “an objective”, “a goal”."""

    def fitting(found: "re.Match[str]") -> str:
        if found[0] + found["next"] in old:
            return found[0]
        return match_case(article(found["next"]), found["article"]) + " "

    return _ARTICLE.sub(fitting, new)


def titled(new: str, old: str) -> str:
    """The words of a title as capitals, where each of as many old ones had one: “Prime Clergyman”, “Prime Minister”."""
    words, were = new.split(" "), old.split(" ")
    if len(words) == len(were) > 1 and all(word.istitle() or word in _SMALL for word in were) and were[-1].istitle():
        return " ".join(word if word in _SMALL else word[:1].upper() + word[1:] for word in words)
    return new


_SMALL = frozenset({"of", "the", "and", "for"})  # words of a title that keep their small letters
