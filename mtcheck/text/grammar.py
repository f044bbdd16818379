"""Closed word classes of English and pieces of patterns made from them, for the rules on word order and agreement."""

import re

from mtcheck.text.closed_classes import AUXILIARIES, MONTHS, NUMERALS, PREPOSITIONS
from mtcheck.text.inflection import irregular_forms, verb_forms
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import BASE, ING, NOUN, PARTICIPLE, PAST, PLURAL, Vocabulary
from mtcheck.text.words import either

WORD = r"[^\W\d_][\w’'-]*"
NAME = r"[A-Z][\w’'-]+(?: (?:(?:al|el|bin|ben|de|da|do|van|von|der|den|di|la|le)[ -])*(?:[A-Z][\w’'-]+|[A-Z]\.))*"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MONTH = rf"(?:{'|'.join(MONTHS)})"
# When it was said, done or announced.
TIME = (
    rf"(?:(?:on|last|this|next) )?(?:{WEEKDAY})(?: (?:morning|afternoon|evening|night))?(?:, {MONTH} \d{{1,2}},?)?"
    r"|yesterday(?: (?:morning|afternoon|evening))?|today|tonight|this (?:morning|afternoon|evening|week|month|year)"
    rf"|last (?:night|week|month|year)|(?:on|in) (?:the )?\d{{0,2}} ?{MONTH}(?: \d{{1,4}})?|in (?:19|20)\d\d|earlier"
    r"|later|recently"
)
# Words that end a noun phrase when they follow it.
AFTER_NOUN = (
    PREPOSITIONS
    | AUXILIARIES
    | frozenset("and or but that which who whom whose where when while because if as than so not also".split())
)
# “about” and the like before a number: “approved about half of the claims”, “discussed about a year ago”.
ABOUT_FIGURE = lazy(
    rf"(?:about|around|over) (?:[£$€]?\d|(?:an? )?(?:{'|'.join(sorted(NUMERALS))}|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|half|dozens?|hundreds?"
    r"|thousands?|millions?|third|quarter|fifth|score|couple)\b|an? (?:hour|day|week|month|year|decade)\b)",
    re.IGNORECASE,
)
# What can say, write or make known; past forms, and for the first group a bare object or "that" may follow.
REPORTED = either("grammar: reported")


def base_of(word: str, vocabulary: Vocabulary) -> str:
    """The base form of an inflected verb (went: go), else ""."""
    low = word.lower()
    if low in irregular_forms():
        return irregular_forms()[low]
    options = []
    if low.endswith("ied") or low.endswith("ies"):
        options.append(low[:-3] + "y")
    if low.endswith("ed"):
        options += [low[:-1], low[:-2], low[:-3] if low[-3:-2] == low[-4:-3] else ""]
    if low.endswith("s"):
        options += [low[:-1], low[:-2] if low.endswith("es") else ""]
    if low.endswith("ing"):
        options += [low[:-3] + "e", low[:-3], low[:-4] if low[-4:-3] == low[-5:-4] else ""]
    known = [
        option
        for option in options
        if option
        and option in vocabulary
        and (vocabulary.may_be(option, BASE) or low.endswith("ed"))
        and any(low in forms for forms in verb_forms(option).values())
    ]
    return max(known, key=vocabulary.count, default="")


def is_participle(word: str, vocabulary: Vocabulary) -> bool:
    """Whether the word is, as a rule, the past participle of a verb (built, arrested)."""
    low = word.lower()
    base = base_of(low, vocabulary)
    return bool(base) and low in verb_forms(base)["participle"] and not vocabulary.mostly(low, NOUN)


def past_of(participle: str, vocabulary: Vocabulary) -> str:
    """The past form beside a past participle (taken: took), else ""; “travelled” is spelt as in Britain."""
    low = participle.lower()
    if is_participle(low, vocabulary):
        return low if low.endswith("ed") else verb_forms(base_of(low, vocabulary))["past"][0]
    verb = low[:-3]
    british = low.endswith("lled") and low in vocabulary and vocabulary.may_be(f"{verb}ling", ING)
    return low if british else ""


def may_be_base(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a verb may have the word as its base form, also one that is a noun as a rule (“house”, “film”)."""
    return vocabulary.may_be(word, BASE) or (
        vocabulary.mostly(word, NOUN) and vocabulary.mostly(verb_forms(word)["past"][0], PAST, PARTICIPLE)
    )


# Nouns that the vocabulary knows as verbs.
_AS_NOUNS = frozenset("match matches suspect suspects launch cut permit update".split())


def may_head(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a noun phrase can end in the word: a noun as a rule, or one of a few that verbs share."""
    return vocabulary.mostly(word, NOUN, PLURAL) or word in _AS_NOUNS


def lower_first(text: str) -> str:
    """The text with a small first letter, as it stands inside a sentence; callers leave names alone."""
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """The text with a capital first letter, as it stands at the start of a sentence."""
    return text[:1].upper() + text[1:]
