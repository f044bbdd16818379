"""Digits of Arabic, Persian, Indic and other scripts, with their decimal and thousands marks; each has its equal."""

import unicodedata

from mtcheck.core import Applicability, Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.figures import exotic

RULE = Rule(
    id="foreign-digits",
    mqm="locale-conventions/number-format",
    severity=Severity.MAJOR,
    applicability=Applicability.AUTOMATIC,
    summary="A number is written in the digits of another script.",
    why="Engines copy figures as they stand; few readers of English can read ٢٠٢٣ or २०२३.",
    examples=(
        Bad("The well was closed in ⟦٢٠٢٣→2023⟧ and reopened."),
        Bad("Some ⟦۲۰۰→200⟧ million litres were lost."),
        Bad("Prices rose ⟦४.५→4.5⟧ percent."),
        Bad("It cost ⟦١٬٢٠٠٫٥→1,200.5⟧ dinars, or ⟦٪٣→3%⟧ more."),
        Good("The well was closed in 2023 and reopened."),
        Good("The sign read “مغلق ٢٠٢٣” in red."),
        Good("The film Number ④ and the 5² rule."),
    ),
)

_D = (
    "\u0660-\u0669\u06f0-\u06f9\u07c0-\u07c9\u0966-\u096f\u09e6-\u09ef\u0a66-\u0a6f\u0ae6-\u0aef\u0b66-\u0b6f\u0be6-\u0bef"
    "\u0c66-\u0c6f\u0ce6-\u0cef\u0d66-\u0d6f\u0e50-\u0e59\u0ed0-\u0ed9\u0f20-\u0f29\u1040-\u1049\u17e0-\u17e9"
)
_NUMBER = Pattern(rf"(?:٪ ?)?[{_D}](?:[{_D}]|[.,/:٫٬،](?=[{_D}]))*(?: ?٪)?")
_MARKS = {"٫": ".", "٬": ",", "،": ","}


def detect(doc: Document, resources: Resources) -> Findings:
    for match in exotic(doc, _NUMBER):
        start, end = match.span()
        if _is_letter(doc.text[start - 1 : start]) or _is_letter(doc.after(end, 1)) or doc.in_quotation(start):
            continue
        digits = match[0].replace("٪", "").strip()
        figure = "".join(
            _MARKS.get(char) or (str(unicodedata.digit(char)) if unicodedata.category(char) == "Nd" else char)
            for char in digits
        )
        span = Span(start, end)
        text = figure + ("%" if "٪" in match[0] else "")
        yield RULE.correction(span, text, f"“{match[0]}” is {text}.", 0.95)


def _is_letter(char: str) -> bool:
    return char.isalpha() and not char.isascii()
