"""Other forms of a word: what an inflecting edit writes, and which one leads from one word to another."""

from collections.abc import Callable, Iterator

from mtcheck.tagger.labels import BASE, FORMS, ING, PARTICIPLE, PAST, PLURAL, SINGULAR, THIRD
from mtcheck.text.inflection import irregular_forms, match_case, plural, verb_forms

_TAGS = {BASE: "base", THIRD: "s", PAST: "past", PARTICIPLE: "participle", ING: "ing"}
Known = Callable[[str], int]  # uses of a word in clean news, 0 for an unknown one


def _bases(word: str) -> Iterator[str]:
    """What may be the base of a verb form; not all of them are words."""
    if word in irregular_forms():
        yield irregular_forms()[word]
        return
    yield word
    for ending in ("ing", "ed", "es", "s", "d"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            yield stem
            if ending in ("ing", "ed"):
                yield stem + "e"
                if stem[-1:] == stem[-2:-1]:
                    yield stem[:-1]
            if stem.endswith("i"):
                yield stem[:-1] + "y"


def singulars(word: str) -> Iterator[str]:
    for ending, put in (
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
        ("men", "man"),
        ("children", "child"),
        ("people", "person"),
        ("ves", "f"),
        ("feet", "foot"),
    ):
        if word.endswith(ending) and len(word) >= len(ending) + (len(ending) < 3):
            yield word[: -len(ending)] + put


def inflection(word: str, other: str) -> int | None:
    """The edit that makes `other` of `word`, case aside; None where it is no form of it."""
    low, wanted = word.lower(), other.lower()
    if low == wanted or not low.isalpha() or not wanted.isalpha():
        return None
    for base in _bases(low):
        forms = verb_forms(base)
        if low not in {form for some in forms.values() for form in some}:
            continue
        for edit, tag in _TAGS.items():
            if wanted in forms[tag]:
                return PLURAL if tag == "s" and base == low and plural(low) == wanted else edit
    if plural(low) == wanted:
        return PLURAL
    return SINGULAR if plural(wanted) == low else None


def inflected(word: str, edit: int, uses: Known) -> str | None:
    """The word in the form that an edit asks for; None where that is the word itself or no known word."""
    low = word.lower()
    if edit == PLURAL:
        candidates = [plural(low)]
    elif edit == SINGULAR:
        candidates = [single for single in singulars(low) if plural(single) == low]
    else:
        candidates = [form for base in _bases(low) if uses(base) for form in verb_forms(base)[FORMS[edit]]]
    best = max((form for form in candidates if form != low), key=uses, default=None)
    return match_case(best, word) if best and uses(best) else None
