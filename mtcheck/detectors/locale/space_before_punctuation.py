"""A space before a comma, stop, colon, semicolon, question or exclamation mark, as in French or after a tokeniser."""

import re
from collections.abc import Iterator

from mtcheck.core import Applicability, Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="space-before-punctuation",
    mqm="locale-conventions/punctuation-convention",
    applicability=Applicability.AUTOMATIC,
    summary="There is a space before a punctuation mark.",
    why="French sets spaces there, tokenisers too.",
    examples=(
        Bad("The result is final⟦ :→:⟧ nobody won⟦ .→.⟧"),
        Bad("Who will pay⟦ ?→?⟧"),
        Bad("Three towns⟦ ,→,⟧ two villages."),
        Bad("LOMNA⟦ :→:⟧ The port is open."),
        Good("The result is final: nobody won."),
        Good("It fell by .5 points to .44 and .net grew."),
        Good("The S&P 500 .SPX fell and the FTSE 100 .FTSE rose."),
        Good("The Dow .DJI, the Nasdaq .IXIC and the Stoxx .STOXX50E closed higher."),
    ),
)

_BEHIND = r"(?=[\s\"”’]|(?<![:;])[)\]]|$|(?<=,)[A-Za-z]|(?<=\.)[A-Z])"
_SPACE = Pattern(
    rf"(?<=[\w)\]\"”’»%$€])[ \t]*(?: ,| ;| :| !| \?| \.(?!\.| \.)|[\u00a0\u202f\u2009\t] ?[,;:!?.](?!\.)){_BEHIND}"
)
_PLAIN_SPACE = Pattern(rf"(?<=[\w)\]\"”’»%$€]) * [,;:!?.](?!(?<= \.)(?:\.| \.)){_BEHIND}")
_WIDE = ("\u00a0", "\u202f", "\u2009", "\t")
_CODE = lazy(r"\.(?:[A-Z][A-Z\d]+|Net)(?![a-z])")  # an index, a domain, a framework: .SPX


def detect(doc: Document, resources: Resources) -> Findings:
    places = list(_places(doc))
    # One is a slip such as people make (0.07 per 1,000 words of native news); more are the habit of a language or a
    # tokeniser.
    applicability = Applicability.AUTOMATIC if len(places) > 1 else Applicability.REVIEW
    for span, mark, new in places:
        # the stop itself is wrong, false-stop's matter
        cuts = mark == "." and doc.after(span.end, 2).lstrip(" ").islower()
        message = f"There is a space before “{mark}”."
        yield RULE.correction(span, new, message, 0.93, 0.75 if cuts else 0.93, applicability=applicability)


def _places(doc: Document) -> Iterator[tuple[Span, str, str]]:
    text = doc.text
    for match in doc.matches(_SPACE if any(space in text for space in _WIDE) else _PLAIN_SPACE):
        start, end = match.span()
        mark = match[0][-1]
        if mark == ":" and text[start - 1].isdecimal() and re.match(r"\s?\d", text[end : end + 2]):
            continue
        if mark == "." and (text[max(0, start - 2) : start] in (" .", "..") or re.match(r"[ ]\.", text[end : end + 2])):
            continue
        if mark == "." and _CODE.match(text, end - 1):
            continue
        if mark in "!?" and text[start - 1] in "!?":
            continue
        if text[start - 1] in "\"'" and text[start - 2 : start - 1].isspace():
            continue
        new = mark + (" " if end < len(text) and text[end].isalpha() else "")
        yield Span(start, end), mark, new
