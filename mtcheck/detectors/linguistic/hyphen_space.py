"""A space beside the hyphen of a compound or before the ending of an ordinal. Suspended hyphens (pre- and post-war) are
right.
"""

import re
from collections.abc import Iterator

from mtcheck.core import Applicability, Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.closed_classes import ARTICLES, COORDINATORS, MONTHS
from mtcheck.text.lazy import lazy
from mtcheck.text.numbers import ordinal
from mtcheck.text.words import listed

RULE = Rule(
    id="hyphen-space",
    mqm="linguistic-conventions/whitespace",
    severity=Severity.MINOR,
    applicability=Applicability.AUTOMATIC,
    summary="A space splits a hyphenated or broken word.",
    why="Tokenisers split at hyphens, and words broken at line ends keep them.",
    examples=(
        Bad("The ⟦door- to-door→door-to-door⟧ count began."),
        Bad("A ⟦long- term→long-term⟧ plan."),
        Bad("Work ⟦con- tinued→continued⟧ on Monday."),
        Bad("A ⟦self -defence→self-defence⟧ class."),
        Bad("Cases rose in ⟦Lomna- 42→Lomna - 42⟧ and ⟦Orlec- 12→Orlec - 12⟧."),
        Bad("They have ⟦Covid- 19→Covid-19⟧."),
        Bad("On July ⟦24 th→24th⟧ the pier reopened, for the ⟦3 rd→3rd⟧ time."),
        Good("The pre- and post-war years."),
        Good("Short- to medium-term loans, two- or three-year terms."),
        Good("He left - the door was open - and ran."),
        Good("He weighs 21 st and came in on gate 2 nd."),
        Good("Micro-, small and mid- as well as large-scale firms."),
    ),
)

_AFTER = Pattern(r"\b([A-Za-z][a-z]+(?:-[a-z]+)*)- ([a-z]+(?:-[a-z]+)*)\b", needs=("- ",))
_BEFORE = Pattern(r"\b([A-Za-z][a-z]+) -([a-z]+)\b", needs=(" -",))
_FIGURE = Pattern(r"(?<![\w-])(?P<left>[A-Z][\w’']+)- (?P<right>\d{1,6})(?![\w%]|[.,:]\d)", needs=("- ",))
_ORDINAL = Pattern(r"(?<![\w.,’'/-])(?P<count>\d{1,3}) (?P<ending>st|nd|rd|th)(?![\w’'-])", needs=" st| nd| rd| th")
_COUNTED = lazy(rf"\b(?:the|{'|'.join(MONTHS)}) $", re.IGNORECASE)  # “21 st” is a weight, too
_SUSPENDS = (
    ARTICLES
    | COORDINATORS
    | frozenset("to versus vs as than und through not also including if rather for from".split())
)
_PREFIXES = listed("hyphen-space: prefixes")


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_AFTER):
        left, right = match[1], match[2]
        if right in _SUSPENDS or (right.split("-")[0] in _SUSPENDS and right.count("-") != 1):
            continue
        if (
            "-" in right
            and right.split("-")[0] == "to"
            and left.lower() != right.split("-")[1]
            and right.split("-")[1] in ("medium", "long", "high", "large", "mid", "low")
        ):
            continue
        whole, hyphened = (left + right).lower(), f"{left}-{right}".lower()
        if whole in vocabulary and (left.lower() not in vocabulary or right not in vocabulary):
            new = left + right
        elif hyphened in vocabulary or left.lower() in _PREFIXES or "-" in right:
            new = f"{left}-{right}"
        else:
            continue
        yield _finding(match.span(), match[0], new)
    figures = list(doc.matches(_FIGURE))
    for match in figures:
        left, right = match["left"], match["right"]
        if f"{left}-{right}".lower() in vocabulary or f"{left}-{right}" in doc.text or left.lower() == "covid":
            yield _finding(match.span(), match[0], f"{left}-{right}")
        elif len(figures) > 1:  # a list: “Lomna- 42, Orlec- 12”
            span = Span(*match.span())
            yield RULE.correction(
                span,
                f"{left} - {right}",
                f"“{match[0]}” has a hyphen for a dash.",
                0.85,
                0.8,
                applicability=Applicability.REVIEW,
            )
    for match in doc.matches(_ORDINAL):
        whole = match["count"] + match["ending"]
        if whole == ordinal(int(match["count"])) and (
            whole.endswith("th") or _COUNTED.search(doc.text, max(0, match.start() - 12), match.start())
        ):
            yield _finding(match.span(), match[0], whole)
    for match in doc.matches(_BEFORE):
        if f"{match[1]}-{match[2]}".lower() in vocabulary or match[1].lower() in ("self", "non", "anti", "pre", "ex"):
            yield _finding(match.span(), match[0], f"{match[1]}-{match[2]}")


def _finding(place: tuple[int, int], shown: str, new: str) -> Finding:
    return RULE.correction(Span(*place), new, f"“{shown}” is one word: {new}.", 0.92)
