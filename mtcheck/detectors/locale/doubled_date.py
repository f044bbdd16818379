"""The same weekday, day or day word twice in a sentence, each with its own "on" or as a date: one is left over."""

import re

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.grammar import MONTH, WEEKDAY
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="doubled-date",
    mqm="accuracy/addition",
    summary="A sentence gives the same day twice.",
    why="The source names the day at both ends of the clause, or the engine has put it in again where English has it.",
    examples=(
        Bad("On June 19, the envoy left⟦ on June 19→⟧."),
        Bad("The vote is on Friday, in the old hall⟦, on Friday→⟧."),
        Bad("On Monday the council met in Lom⟦ on Monday→⟧, he said."),
        Bad("The law was passed on the 13th⟦, on the 13th→⟧, they say."),
        Good("They met on the 13th, on the 14th and on the 15th."),
        Good("The vote is on Friday; the count is on Friday night."),
        Good("Those who came on Monday and those who left on Monday met."),
        Good("On Friday he sang; he will sing again on Friday next week."),
    ),
    limits=(
        "A day that two clauses share for a reason is silent where a conjunction or relative pronoun stands between."
    ),
)

_DAY = Pattern(
    r"(?P<on>(?:,? |^)[Oo]n )"
    rf"(?P<day>{WEEKDAY}(?! (?:morning|afternoon|evening|night|and|or|to|next|last))"
    rf"|{MONTH} \d{{1,2}}(?!\d)|\d{{1,2}} {MONTH})(?P<tail>(?:st|nd|rd|th)?)(?![\w-])"
)
_LINK = lazy(
    r"\b(?:and|or|but|that|who|which|when|while|where|after|before|because|since|until|as|if|whether|than|not|said"
    r"|says|told|also|again|another)\b|[;:–—“”\"()]"
)

_STUTTER = Pattern(r"(?P<day>[Oo]n the \d{1,2}(?:st|nd|rd|th))(?P<again>,? on the \d{1,2}(?:st|nd|rd|th))(?![\w-])")


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_STUTTER):
        if match["again"].lower().endswith(match["day"].lower()):
            yield RULE.correction(Span(*match.span("again")), "", f"“{match['day']}” appears twice.", 0.9)
    previous: tuple[str, int, int, int] | None = None
    for match in doc.matches(_DAY):
        sentence = doc.sentence_at(match.start("day"))
        day = match["day"]
        if (
            previous
            and previous[0] == day
            and previous[1] == sentence.start
            and not _LINK.search(doc.text, previous[2], match.start())
        ):
            span = Span(match.start(), match.end())
            following = doc.after(match.end(), 6)
            if not re.match(r",? \d{4}| \w+ing\b|, (?:[A-Z]|\d)", following) and not doc.in_quotation(match.start()):
                yield RULE.correction(span, "", f"“{day}” appears twice in this sentence.", 0.85)
        previous = (day, sentence.start, match.end(), match.start())
