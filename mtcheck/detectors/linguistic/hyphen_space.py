"""A space beside the hyphen of a compound or before the ending of an ordinal. Suspended ones stay: pre- or post-war."""

import re

from mtcheck.core import Applicability, Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.people import given_names
from mtcheck.text.closed_classes import ARTICLES, COORDINATORS, MONTHS
from mtcheck.text.lazy import lazy
from mtcheck.text.numbers import ordinal
from mtcheck.text.vocabulary import ADJECTIVE, NOUN, PLURAL, Vocabulary
from mtcheck.text.words import listed

RULE = Rule(
    id="hyphen-space",
    mqm="linguistic-conventions/whitespace",
    applicability=Applicability.AUTOMATIC,
    summary="A space splits a hyphenated or broken word.",
    why="Tokenisers split at hyphens, and words broken at line ends keep them.",
    examples=(
        Bad("The ⟦door- to-door→door-to-door⟧ count began."),
        Bad("A ⟦long- term→long-term⟧ plan."),
        Bad("Work ⟦con- tinued→continued⟧ on Monday."),
        Bad("Residents wrote to the ⟦govern¬ ment→government⟧, and the ⟦com- mittee→committee⟧ met."),
        Bad("The poet ⟦Anne -Sophie→Anne-Sophie⟧ Rask and ⟦Al- Wadi→Al-Wadi⟧ fans met."),
        Good("The Anne - Rask - left; al - Wadi."),
        Bad("The Torv⟦―→-⟧Orlec line is shut."),
        Good("They came second - and last - in the world - but he left in a state - village guards said so."),
        Good("The pre- and post-war years, BBC—1, the AS–12 list, 5–7."),
        Good("Short- to medium-term loans, two- or three-year terms."),
        Good("He left - the door was open - and ran."),
    ),
)

_AFTER = Pattern(r"\b([A-Za-z][a-z]+(?:-[a-z]+)*)[-\u2010¬] ([a-z]+(?:-[a-z]+)*)\b")
_BEFORE = Pattern(r"\b([A-Za-z][a-z]+) -([a-z]+)\b")
_FIGURE = Pattern(r"(?<![\w-])(?P<left>[A-Z][\w’']+)- (?P<right>\d{1,6})(?![\w%]|[.,:]\d)")
# “Jean -Pierre”, “al- Wadi”: of a dash that parts there would be two spaces
_NAMES_APART = Pattern(
    r"(?<![\w’'-])(?P<left>[A-ZÀ-Þ][^\W\d_]+)(?: [-‐‑]|[-‐‑] )(?P<right>[A-ZÀ-Þ][^\W\d_]+)(?![\w-])(?! [-–—])"
)
_ARTICLE = Pattern(
    r"(?<![\w’'-])(?P<left>[Aa]l|[Ee]l|[Uu]l|[Aa]z|[Aa]sh)(?: [-‐‑]|[-‐‑] )(?P<right>[A-Z][a-z]{2,})(?![\w-])"
)
_APART = Pattern(r"(?<![\w-])(?P<left>[a-z]{2,}|[A-Z][a-z]+) (?P<mark>[-‐‑]) (?P<right>[a-z]{2,})(?![\w-]| -)")
# What is no word by itself, or no word that such a word follows: “non - profit”, “large - scale works”, “door - to -
# door”
_PREFIXED = Pattern(
    r"(?<![\w-])(?P<left>[Nn]on|[Aa]nti|[Ss]elf|[Ss]emi|[Mm]ulti|[Qq]uasi|[Pp]seudo|[Nn]eo|[Pp]re|[Cc]o|[Uu]ltra|[Ii]nter"
    r"|[Cc]ounter) ?[-‐‑] (?P<right>[a-z]{3,})(?![\w-]| -)"
)
_SECOND = Pattern(
    r"(?<![\w-])(?P<left>[a-z]{2,}) [-‐‑]"
    r" (?P<right>class|quality|level|term|scale|risk|speed|tech|grade|intensive|depth|range"
    r"|stage|profile|prevention|resistant|age|time|lying|made) (?P<next>[a-z]{3,})(?![\w-]| -)"
)
_THREE = Pattern(
    r"(?<![\w-])(?P<left>[a-z]+|\d{1,3}) ?[-‐‑] (?P<middle>on|to|by|year|month|day|week|and|in|of) ?[-‐‑]"
    r" (?P<right>[a-z]+)(?![\w-]| -)"
)
_OLD = Pattern(
    r"(?<![\w.,-])(?P<lead>[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Oo]ne|[Aa]nother) (?P<age>\d{1,2} year old)"
    r" (?P<next>[a-z]+)"
)
_WORD = 60  # uses in clean news of a word whose halves are joined whatever the second one is: gover- nor
_SURE = 3  # uses in clean news of a compound that a dash may have split
_DASHED = Pattern(r"\b(?:COVID|Covid|MI|F|SU|AN)[—–]\d{1,3}\b(?![—–])")
_BAR = Pattern(r"―(?<=[A-Za-z]―)(?=[A-Za-z])")
_ORDINAL = Pattern(r"(?<![\w.,’'/-])(?P<count>\d{1,3}) (?P<ending>st|nd|rd|th)(?![\w’'-])")
_COUNTED = lazy(rf"\b(?:the|{'|'.join(MONTHS)}) $", re.IGNORECASE)  # “21 st” is a weight, too
_SUSPENDS = (
    ARTICLES
    | COORDINATORS
    | frozenset("to versus vs as than und through not also including if rather for from".split())
)
_PREFIXES = listed("hyphen-space: prefixes")


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_AFTER):
        new = _joined(match[1], match[2], vocabulary)
        if new:
            yield _finding(match.span(), match[0], new)
    for match in doc.matches(_NAMES_APART):
        whole = f"{match['left']}-{match['right']}"
        if (
            {match["left"], match["right"]} <= given_names(resources)
            or whole in doc.text
            or vocabulary.count(whole) >= _SURE
        ):
            yield _finding(match.span(), match[0], whole)
    for match in doc.matches(_ARTICLE):
        yield _finding(match.span(), match[0], f"{match['left']}-{match['right']}")
    figures = list(doc.matches(_FIGURE))
    for match in figures:
        left, right = match["left"], match["right"]
        if f"{left}-{right}".lower() in vocabulary or f"{left}-{right}" in doc.text or left.lower() == "covid":
            yield _finding(match.span(), match[0], f"{left}-{right}")
        elif len(figures) > 1:  # a list: “Lomna- 42, Orlec- 12”
            said = f"“{match[0]}” has a hyphen for a dash."
            yield RULE.correction(Span(*match.span()), f"{left} - {right}", said, 0.85, 0.8, for_people=True)
    for match in doc.matches(_APART):
        whole = f"{match['left']}-{match['right']}"
        if vocabulary.count(whole) >= _SURE and match["right"] not in _SUSPENDS:
            message = f"“{match[0]}” is one word: {whole}."
            yield RULE.correction(Span(*match.span()), whole, message, 0.85, for_people=True)
    for match in (*doc.matches(_PREFIXED), *doc.matches(_SECOND), *doc.matches(_THREE)):
        parts = [part for part in match.groupdict().items() if part[0] != "next"]
        whole = "-".join(word for _, word in parts)
        span = Span(match.start(), match.end("right"))
        doubled = vocabulary.count(whole) >= _SURE and len(parts) == 2 and match["right"] not in _SUSPENDS
        if doubled or match["right"] in _SUSPENDS or " - " not in span.of(doc.text):
            continue  # found above
        if "next" in match.groupdict() and not vocabulary.mostly(match["next"], NOUN, PLURAL, ADJECTIVE):
            continue
        yield RULE.correction(span, whole, f"“{span.of(doc.text)}” is one word: {whole}.", 0.9)
    for match in doc.matches(_OLD):
        span = Span(*match.span("age"))
        if vocabulary.mostly(match["next"], NOUN, ADJECTIVE) or match["next"] == "man":
            whole = match["age"].replace(" ", "-")
            yield RULE.correction(span, whole, f"“{match['age']}” describes what follows: {whole}.", 0.85)
    for match in doc.matches(_DASHED):
        yield _finding(match.span(), match[0], match[0].replace("—", "-").replace("–", "-"))
    for match in doc.matches(_BAR):
        yield RULE.correction(Span(*match.span()), "-", "“―” parts no words in English.", 0.9)
    for match in doc.matches(_ORDINAL):
        whole = match["count"] + match["ending"]
        if whole == ordinal(int(match["count"])) and (
            whole.endswith("th") or _COUNTED.search(doc.text, max(0, match.start() - 12), match.start())
        ):
            yield _finding(match.span(), match[0], whole)
    for match in doc.matches(_BEFORE):
        if f"{match[1]}-{match[2]}".lower() in vocabulary or match[1].lower() in ("self", "non", "anti", "pre", "ex"):
            yield _finding(match.span(), match[0], f"{match[1]}-{match[2]}")


def _joined(left: str, right: str, vocabulary: Vocabulary) -> str:
    """The word or compound that the two parts make; empty where the hyphen is suspended or they make none."""
    low = left.lower()
    first, *more = right.split("-")
    if vocabulary.count(low + right) >= _WORD and low not in vocabulary:
        return left + right
    if first in _SUSPENDS and len(more) != 1:
        return ""
    if first == "to" and more and low != more[0] and more[0] in ("medium", "long", "high", "large", "mid", "low"):
        return ""  # “short- to medium-term”
    if low + right in vocabulary and (low not in vocabulary or right not in vocabulary):
        return left + right
    known = f"{low}-{right}" in vocabulary or low in _PREFIXES or more
    return f"{left}-{right}" if known else ""


def _finding(place: tuple[int, int], shown: str, new: str) -> Finding:
    return RULE.correction(Span(*place), new, f"“{shown}” is one word: {new}.", 0.92)
