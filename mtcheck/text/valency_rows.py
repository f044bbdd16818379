"""A row of the valency lexicon: the expression of its wrong frame, and the word in the right one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from mtcheck.text.closed_classes import (
    ARTICLES,
    AUXILIARIES,
    COORDINATORS,
    DEMONSTRATIVES,
    NUMERALS,
    POSSESSIVES,
    PREPOSITIONS,
    QUANTIFIERS,
    REFLEXIVES,
    RELATIVES,
)
from mtcheck.text.expressions import compiled
from mtcheck.text.grammar import base_of
from mtcheck.text.inflection import match_case, plural, verb_form, verb_forms, verb_tags
from mtcheck.text.vocabulary import Vocabulary
from mtcheck.text.words import listed

ANY = "*"
NOTHING = "-"  # a right frame in which nothing stands between the word and its object
DETERMINERS = (
    ARTICLES | POSSESSIVES | DEMONSTRATIVES | QUANTIFIERS | NUMERALS | {"any", "another", "every", "each", "both"}
)
_WHOM = frozenset("him her them us me".split())
OBJECTS = _WHOM | {"it"}
_PERSONS = "|".join(sorted(listed("valency: persons")))
# Words that no noun phrase goes over.
ENDING = PREPOSITIONS | AUXILIARIES | COORDINATORS | RELATIVES | {"that", "not", "as", "than", "if", "when", "while"}
ENDS = "|".join(sorted(ENDING))
DETERMINER = "|".join(sorted(DETERMINERS))
PERSON = rf"(?:{'|'.join(sorted(_WHOM))}|(?:(?:{DETERMINER}) )?(?:(?!(?:{ENDS})\b)[a-z]+ )?(?:{_PERSONS}))"
NAMED = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}"
_THING = rf"(?:{'|'.join(sorted(OBJECTS))}|(?:{DETERMINER})(?: (?!(?:{ENDS})\b)[\w’'-]+){{1,3}}?|{NAMED})"
PIECES = {
    "do": r"(?P<do>[a-z]+)",
    "doing": r"(?P<doing>[a-z]+ing)",
    "self": rf"(?P<self>{'|'.join(sorted(REFLEXIVES))})",
    "sb": rf"(?P<object>{PERSON})",
    "sth": rf"(?P<object>{_THING})",
    "that": rf"that(?= (?:(?:{DETERMINER}|he|she|it|they|we|no|all|there|people)\b|[A-Z]))",
}
LAST = {
    "sth": rf"(?=(?:(?!that\b)(?:{DETERMINER}|{'|'.join(sorted(OBJECTS))})\b|[A-Z]))",
    "sb": rf"(?={PERSON}\b)",
    "state": rf"(?=(?:very |so |too |quite |really )?(?:{'|'.join(sorted(listed('valency: states')))})\b)",
}


@dataclass(frozen=True)
class Valency:
    """A row: `word` of a `part` of speech (v: verb; va: in the active; vp: in the passive; n: noun; a: adjective)
    with a frame that is wrong and one that is right. `guards`: words near the frame (see `docs/lexicons.md`).
    """

    word: str
    part: str
    wrong: str
    right: str
    guards: tuple[str, ...]
    confidence: float

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> "Valency":
        word, part, wrong, right = (row[name] for name in ("word", "part", "wrong", "right"))
        return cls(word, part, wrong, right, tuple(row["guards"].split()), float(row["confidence"]))

    @cached_property
    def frame(self) -> "re.Pattern[str]":
        """What stands behind the word, its space included; behind the first word of the frame where that is listed."""
        return _frame(self.wrong if self.opens else self.wrong.partition(" ")[2])

    @cached_property
    def opens(self) -> bool:
        """Whether the frame begins with a slot, which says itself what the first word can be."""
        return self.wrong.split()[0] in PIECES

    def links(self) -> tuple[str, ...]:
        """The words of which one follows, as far as they can be listed."""
        first = self.wrong.split()[0]
        if first == "self":
            return tuple(sorted(REFLEXIVES))
        if first in ("sth", "sb"):
            return (*sorted(DETERMINERS | OBJECTS), ANY)
        return (ANY,) if first in ("do", "doing") else tuple(first.split("/"))


@cache
def _frame(wrong: str) -> "re.Pattern[str]":
    """The expression for a frame, or for the end of one that begins with words; most rows share a few."""
    pieces = wrong.split()
    if not pieces:
        return compiled(r"(?= [\w“\"£$€])")
    out = [PIECES.get(piece, rf"(?:{piece.replace('/', '|')})") for piece in pieces[:-1]]
    last = pieces[-1]
    if last in ("do", "doing", "that", "self"):
        out.append(PIECES[last] + r"\b")
    elif last in LAST:
        out.append(LAST[last])
    else:
        out.append(rf"(?:{last.replace('/', '|')})(?= [\w“\"£$€])")
    return compiled(" " + " ".join(out))


def forms(word: str, part: str) -> tuple[str, ...]:
    """The forms in which a word of this part of speech stands."""
    head, _, tail = word.partition(" ")
    tail = f" {tail}" if tail else ""
    if part == "vp":
        return tuple(form + tail for form in verb_forms(head)["participle"])
    if part.startswith("v"):
        every = dict.fromkeys(form for some in verb_forms(head).values() for form in some)
        return tuple(form + tail for form in every)
    return tuple(dict.fromkeys((word, plural(word)))) if part == "n" else (word,)


def proposal(valency: Valency, form: str, match: "re.Match[str]", vocabulary: Vocabulary) -> str | None:
    """The word in its right frame."""
    if not valency.right:
        return None
    groups = match.groupdict()
    base = groups.get("do") or (base_of(groups["doing"], vocabulary) if groups.get("doing") else "")
    out: list[str] = []
    pieces = valency.right.split()
    if not pieces[0].startswith("<"):
        out.append(form)
    for number, piece in enumerate(pieces):
        if piece.startswith("<"):
            out.append(_inflected(piece.strip("<>"), form, valency))
        elif piece == "do":
            out.append(base)
        elif piece == "doing":
            out.append(verb_form(base, "ing"))
        elif piece in ("sth", "sb"):
            if groups.get("object"):
                out.append(
                    _SUBJECT_OF.get(groups["object"], groups["object"]) if out[-1] == "that" else groups["object"]
                )
            elif number + 1 < len(pieces):
                return None
        elif piece == "self":
            out.append(groups["self"])
        elif piece != NOTHING:
            out.append(piece)
    return match_case(" ".join(out), form)


_SUBJECT_OF = {"me": "I", "him": "he", "her": "she", "us": "we", "them": "they"}  # “recommend that they wait”


def _inflected(word: str, form: str, valency: Valency) -> str:
    """Another word in the form of the one it stands for."""
    if valency.part == "n":
        return plural(word) if form.lower() != valency.word else word
    if valency.part == "a":
        return word
    tags = verb_tags(form.partition(" ")[0], valency.word.partition(" ")[0]) or ("base",)
    return verb_form(word, tags[0])
