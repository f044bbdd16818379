"""English inflection, both ways: `verb_forms` and `plural` make forms, `verb_tags` tells which form a word is.

Tags: "base" (run), "s" (runs), "past" (ran), "participle" (run), "ing" (running).
"""

import re
from functools import cache

from mtcheck.text.lazy import lazy
from mtcheck.text.words import listed

TAGS = ("base", "s", "past", "participle", "ing")

# base past participle; the participle is left out where it equals the past
_VERBS = """
arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|become became become|begin began begun|
bend bent|bet bet|bind bound|bite bit bitten|bleed bled|blow blew blown|break broke broken|breed bred|bring brought|
broadcast broadcast|build built|burst burst|buy bought|cast cast|catch caught|choose chose chosen|cling clung|
come came come|cost cost|creep crept|cut cut|deal dealt|dig dug|do did done|draw drew drawn|drink drank drunk|
drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fling flung|
fly flew flown|forbid forbade forbidden|forecast forecast|foresee foresaw foreseen|forget forgot forgotten|
forgive forgave forgiven|freeze froze frozen|get got|give gave given|go went gone|grind ground|grow grew grown|
hang hung|have had|hear heard|hide hid hidden|hit hit|hold held|hurt hurt|keep kept|know knew known|lay laid|lead led|
leave left|lend lent|let let|lie lay lain|lose lost|make made|mean meant|meet met|mislead misled|
mistake mistook mistaken|overcome overcame overcome|overtake overtook overtaken|overthrow overthrew overthrown|
pay paid|put put|quit quit|read read|rebuild rebuilt|ride rode ridden|ring rang rung|rise rose risen|run ran run|
say said|see saw seen|seek sought|sell sold|send sent|set set|shake shook shaken|shed shed|shine shone|shoot shot|
show showed shown|shrink shrank shrunk|shut shut|sing sang sung|sink sank sunk|sit sat|sleep slept|slide slid|
sling slung|speak spoke spoken|spend spent|spin spun|split split|spread spread|spring sprang sprung|stand stood|
steal stole stolen|stick stuck|sting stung|strike struck|strive strove striven|swear swore sworn|sweep swept|
swell swelled swollen|swim swam swum|swing swung|take took taken|teach taught|tear tore torn|tell told|think thought|
throw threw thrown|tread trod trodden|undergo underwent undergone|understand understood|
undertake undertook undertaken|undo undid undone|uphold upheld|upset upset|wake woke woken|wear wore worn|
weave wove woven|weep wept|win won|wind wound|withdraw withdrew withdrawn|withhold withheld|withstand withstood|
write wrote written|outdo outdid outdone|overdo overdid overdone|oversee oversaw overseen|redo redid redone|
retell retold|sow sowed sown|swap swapped|bid bid|bury buried|knit knit|light lit|lose lost|outrun outran outrun|
overhear overheard|repay repaid|resell resold|rid rid|saw sawed sawn|sew sewed sewn|slay slew slain|slit slit|
sneak sneaked|spit spat|stink stank stunk|stride strode stridden|string strung|thrust thrust|unwind unwound|wed wed|
wring wrung
"""
IRREGULAR = {
    base: (past, *rest) for base, past, *rest in (entry.split() for entry in _VERBS.replace("\n", "").split("|"))
}
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
    """The form of `base` under a tag; `like` picks the person of "be" (were for are; are for the bare form)."""
    forms = verb_forms(base)[tag]
    if base == "be" and tag == "base" and like == "are":
        return like
    if base == "be" and like.lower() in forms:
        return like.lower()
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
    """`text` with a capital first letter where `model` has one; what begins with a figure stays as it is."""
    if text[:1].isdigit():
        return text
    first = next((char for char in model if char.isalpha()), "")
    if first.isupper():
        for at, char in enumerate(text):
            if char.isalpha():
                return text[:at] + char.upper() + text[at + 1 :]
    return text
