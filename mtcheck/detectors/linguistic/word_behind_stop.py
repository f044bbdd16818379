"""A single word thrown behind the stop at the end of a line, or a noun cut from its adjective: "the mayor of the town.

Former".
"""

from mtcheck.core import Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.grammar import WEEKDAY
from mtcheck.text.lazy import lazy
from mtcheck.text.paragraphs import is_prose
from mtcheck.text.vocabulary import ADJECTIVE, ING, NOUN, PLURAL
from mtcheck.text.words import listed

RULE = Rule(
    id="word-behind-stop",
    mqm="linguistic-conventions/word-order",
    severity=Severity.MAJOR,
    summary="A single word follows the stop that should end its sentence.",
    why="The engine moved a modifier behind its noun and past the end of the sentence.",
    needs=("vocabulary",),
    examples=(
        Bad("The storm cut power in the north of the island and in most of the ⟦coast. Eastern→eastern coast.⟧"),
        Bad("Rescuers searched the cellar all night and noticed a strong smell of ⟦burning. Rubber→burning rubber⟧."),
        Bad("The two sides met in the old town hall and signed the new ⟦trade. Agreement→trade agreement.⟧"),
        Bad("The port will stay closed and the pier will be guarded until ⟦noon. Monday→noon on Monday.⟧"),
        Good("The minister said he would stay on for another full year. Really?"),
        Good("The two sides will meet again in the town hall on Sunday. Reuters"),
        Good("Was the vote fair, the way the observers had been told? Hardly."),
        Good("She had one word for the deal that the port had been offered. Nonsense."),
    ),
)

_BEHIND = Pattern(r"\. (?P<word>[A-Z][a-z]{2,})(?P<end>\.?)(?=$|(?<=\.) [\"“A-Z])")
_LAST = lazy(r"(?<![\w'’-])[a-z][a-z'’-]+$")
_MODIFYING = lazy(r"(?:ing|al|ic|ive|ous|ern|ary)$")
_SAID = listed("word-behind-stop: said")

_TIMED = Pattern(rf"\. (?:(?P<day>{WEEKDAY})|(?P<part>Morning|Afternoon|Evening|Night)|(?P<way>[A-Z][a-z]+wards?))\.?$")
_HOUR = lazy(r"\b(?:noon|midnight|midday|dawn|dusk|\d[\d:.]* [ap]m)$")
_DATE = lazy(rf"\b(?:{WEEKDAY}|yesterday|tomorrow|that|this)$")
_ON_DAY = lazy(rf"\b(?:on )?{WEEKDAY}$")


def _times(doc: Document) -> Findings:
    """A weekday behind an hour, a part of the day behind its day, a direction behind the day: "until noon. Monday"."""
    for match in doc.matches(_TIMED):
        before = (_HOUR if match["day"] else _DATE if match["part"] else _ON_DAY).search(
            doc.text, max(0, match.start() - 20), match.start()
        )
        if before is None or doc.in_quotation(match.end() - 1) or not is_prose(doc.text, doc.segment_at(match.start())):
            continue
        if match["day"]:
            new = f"{before[0]} on {match['day']}."
        elif match["part"]:
            new = f"{before[0]} {match['part'].lower()}."
        else:
            new = f"{match['way'].lower()} {before[0]}."
        span = Span(before.start(), match.end())
        word = match["day"] or match["part"] or match["way"]
        yield RULE.correction(span, new, f"“{word}” comes after the stop.", 0.85)


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _times(doc)
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_BEHIND):
        segment = doc.segment_at(match.start())
        found = _LAST.search(doc.text, max(segment.span.start, match.start() - 40), match.start())
        if found is None:
            continue
        word, last = match["word"].lower(), found[0]
        if match.end() != segment.span.end and not _MODIFYING.search(last):
            continue
        tags = vocabulary.tags(word)[:1]
        if (
            word in _SAID
            or word not in vocabulary
            or vocabulary.capital(word) > 60
            or not is_prose(doc.text, segment)
            or doc.in_quotation(match.start("word"))
        ):
            continue
        ended = bool(match["end"])
        before = doc.text[max(segment.span.start, found.start() - 30) : found.start()].split()[-1:]
        lead = before[0].lower() if before else ""
        modifier = vocabulary.mostly(last, ADJECTIVE, ING) or last.endswith("ern")
        wants = modifier and lead in ("of", "the", "a", "an", "their", "its", "his", "her", "by", "new")
        span = Span(found.start(), match.end("word"))
        if tags in ("N", "P") and (wants or not ended):
            edit = Edit(Span(found.end(), match.end("word")), f" {word}" + ("" if ended else "."))
        elif tags == "J" and not ended and vocabulary.mostly(last, NOUN, PLURAL):
            edit = Edit(span, f"{word} {last}.")
        else:
            continue
        yield RULE.correction(span, edit, f"“{match['word']}” comes after the stop.", 0.8)
