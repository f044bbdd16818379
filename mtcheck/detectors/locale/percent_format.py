"""The percent sign with a space or in front, "percents", and the word in another language."""

import re

from mtcheck.core import Applicability, Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.numbers import english

RULE = Rule(
    id="percent-format",
    mqm="locale-conventions/number-format",
    applicability=Applicability.AUTOMATIC,
    summary="A percentage is written as another language writes it.",
    why=(
        "French and German put a space before the sign, Turkish puts the sign in front, engines make a plural of"
        " “percent”."
    ),
    examples=(
        Bad("Turnout was ⟦61 %→61%⟧ in the south."),
        Bad("Prices rose ⟦5 percents→5 percent⟧."),
        Bad("Some ⟦12 Prozent→12 percent⟧ voted no."),
        Bad("She won ⟦% 48.7→48.7%⟧ of the vote."),
        Good("Turnout was 61% in the south and 5 percent elsewhere."),
        Good("What % of 20 voters came? Half of 1 percent's worth."),
        Good("Between 4 and 5 percentage points."),
    ),
)

_FIGURE = r"\d[\d.,]*\d|\d"
_SPACE = Pattern(rf"(?P<figure>{_FIGURE})[ \u00a0\u2009\u202f]+%(?!\w)")
_FRONT = Pattern(rf"%(?<![\w%.]%)(?<!\d %) ?(?P<figure>{_FIGURE})(?![\w%]| %)")
_SUFFIX = Pattern(rf"(?P<figure>{_FIGURE}) ?(?:%-(?:[a-zà-ž]{{1,3}}|ы?й)|%[’'](?:[a-zıiüue]{{1,4}}))(?!\w)")
_POINTS = Pattern(rf"(?P<figure>{_FIGURE}) ?(?:%[pP]|[pP]%|%-?[pP]oints?|% percentage points?)(?!\w)")
_WORD = Pattern(
    rf"(?P<figure>\b(?:{_FIGURE})) ?(?P<word>percents|per cents|percent %|per cent %"
    r"|percentage(?= (?:of the (?:vote|people|population)|in\b|by\b|from\b|compared))|procents?|Prozent|por ciento"
    r"|por cento|percento|per cento|pour ?cent|percentages|prosent|prosentti|procentów|procenta|процент\w*|yüzde|pct%"
    r"|persen|peratus)(?!\w)"
)


_OPENING, _CLOSING = frozenset('“"‘'), frozenset('”"’')


def detect(doc: Document, resources: Resources) -> Findings:
    for pattern in (_POINTS, _SPACE, _FRONT, _SUFFIX, _WORD):
        for match in doc.matches(pattern):
            figure = english(match["figure"])
            sign = "%"
            if pattern is _POINTS:
                sign = " percentage points"
            elif pattern is _WORD:
                sign = " per cent" if re.match("per cent(?!o)", match["word"]) else " percent"
            span = Span(*match.span())
            if doc.before(span.start, 1) in _OPENING and doc.after(span.end, 1) in _CLOSING:
                continue  # what was printed, and is spoken of
            same = figure == match["figure"]
            automatic = Applicability.AUTOMATIC if same and pattern is not _FRONT else Applicability.REVIEW
            sure = 0.95 if pattern is not _WORD or "percentage" not in match["word"] else 0.8
            message = f"“{match[0]}” should be “{figure}{sign}”."
            yield RULE.correction(span, figure + sign, message, sure, applicability=automatic)
