"""Accents, primes, backquotes and other marks used as apostrophes or quotation marks."""

import re

from mtcheck.core import Applicability, Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.claims import Claims
from mtcheck.text.edges import widened
from mtcheck.text.typography import house_apostrophe, house_marks, inner_marks
from mtcheck.text.vocabulary import PLURAL

RULE = Rule(
    id="wrong-apostrophe",
    mqm="linguistic-conventions/punctuation",
    applicability=Applicability.AUTOMATIC,
    summary="Another mark is used for an apostrophe or quotation mark.",
    why="Keyboards and encodings of other languages have look-alikes.",
    whole=True,
    examples=(
        Bad("The ⟦mayor´s→mayor's⟧ dog didn't bark."),
        Bad("They ⟦don`t→don't⟧ know."),
        Bad("They ⟦don‘t→don’t⟧ know it’s late."),
        Bad("⟦It\"s→It's⟧ late."),
        Bad("The ⟦mayor'S→mayor's⟧ dog ran to the ⟦islands'S→islands'⟧ ferries."),
        Good("THE TOWN'S MAYOR; IT'S LATE, McDONALD'S SAID."),
        Good("The mayor's dog; the ‘90s; ’tis late."),
        Good("It is 40° 26′ N, 6′ 2″ long."),
        Good("The Hawaiʻi board and the O`ahu club met."),
    ),
)

_INSIDE = Pattern(r"(?<=[A-Za-zÀ-ÿ])[´`ʼ′ʹ‘‛＇](?:s|t|re|ve|ll|d|m)\b")
_DITTO = Pattern(r"(?<=[a-z])\"(?:s|t)\b(?!\")")
_CAPITAL = Pattern(r"(?<=[a-zà-ÿ]{2})['’]S(?= [a-z\d]| [A-Z][a-z]|[.,;:]|$)")
_PLURAL = Pattern(r"(?<=[a-z]{2})s[´`](?= [a-z])")
_CLIPPED = frozenset("it that don doesn didn isn wasn can won he she there what".split())
_PAIR = Pattern(r"(?<![\w´`])[´`](?=\w)[^´`'\n]{1,200}(?<=[\w.,!?])[´`'](?![\w´`'])")
_DOUBLE = Pattern(
    r"(?<![\w'’])(?:''|’’|‘‘|´´)(?=[\w])[^'’‘´\n]{1,400}(?:['’][a-z]{1,2}\b[^'’‘´\n]{0,400}){0,4}(?:''|’’|´´)(?![\w'’])"
)


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    vocabulary = resources.model("vocabulary")
    taken = Claims()
    for match in doc.matches(_DOUBLE, masked=True):
        taken.take(*match.span())
        opening, closing = house_marks(text)
        yield _finding(match.span(), opening + match[0][2:-2] + closing)
    for match in doc.matches(_PAIR, masked=True):
        taken.take(*match.span())
        opening, closing = inner_marks(text)
        yield _finding(match.span(), opening + match[0][1:-1] + closing)
    for match in doc.matches(_CAPITAL):
        low, _ = widened(text, *match.span(), str.isalpha)
        owner = text[low : match.start()]
        several = owner.endswith("s") and vocabulary.mostly(owner.lower(), PLURAL)  # “Islands'S”
        yield _finding((low, match.end()), text[low : match.end() - 1] + "s" * (not several))
    for pattern in (_INSIDE, _DITTO, _PLURAL):
        for match in doc.matches(pattern):
            low, _ = widened(text, *match.span(), str.isalpha)
            if pattern is _DITTO and text[low : match.start()].lower() not in _CLIPPED:
                continue
            if not taken.overlaps(match.start(), match.start() + 1):
                new = re.sub(r"[´`ʼ′ʹ‘‛＇\"]", house_apostrophe(text), text[low : match.end()])
                yield _finding((low, match.end()), new)


def _finding(place: tuple[int, int], new: str) -> Finding:
    return RULE.correction(Span(*place), new, "This mark is not the one that English uses here.", 0.94)
