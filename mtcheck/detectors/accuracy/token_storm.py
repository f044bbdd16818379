"""Three or more copies of a word or a short group.

What people shout, sing or stress three times is listed; numbers may be a table.
"""

from mtcheck.core import Bad, Document, Findings, Good, Resources, Rule, Severity, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.repeats import Repeat, repeats
from mtcheck.text.words import listed

RULE = Rule(
    id="token-storm",
    mqm="accuracy/addition",
    severity=Severity.CRITICAL,
    passage=True,
    summary="A word or short group is repeated three times or more.",
    why="The decoder was caught in a loop: what should stand here may be missing.",
    examples=(
        Bad("The price ⟦of of of of→of⟧ bread rose."),
        Bad("Officials ⟦said said said→said⟧ on Monday."),
        Bad("The dam ⟦5 5 5 5→5⟧ was opened."),
        Bad("Police came ⟦to the to the to the→to the⟧ square."),
        Bad("The mayor of Torv ⟦PLC PLC PLC→PLC⟧ urged calm."),
        Good("“Run, run, run,” the coach shouted."),
        Good("He sang Home Home Home, and the crowd cried SOS SOS SOS."),
        Good("It went on and on and on, louder and louder and louder."),
        Good("The crowd went ha ha ha, blah blah blah."),
        Good("Her marks were 6, 6, 6 and 5."),
    ),
    limits="The sentence should be translated again: what the loop has swallowed cannot be seen.",
)

_TENSES = 3
_SHOUTED = listed("token-storm: shouted")


def detect(doc: Document, resources: Resources) -> Findings:
    for repeat in repeats(doc.text):
        if repeat.copies >= 3 and _is_storm(doc, repeat) and not doc.is_masked(repeat.first, repeat.end):
            span = Span(repeat.first, repeat.end)
            kept = doc.text[repeat.first : repeat.first_end]
            named = len(repeat.words) == 1 and kept.istitle()  # Major Major Major Major is a name
            sure = 0.55 if named else 0.95 if not repeat.gap.strip() else 0.85
            severity = Severity.MAJOR if named else None
            message = f"“{kept}” appears {repeat.copies} times in a row."
            yield RULE.correction(span, kept, message, sure, sure - 0.05, severity=severity)


def _is_storm(doc: Document, repeat: Repeat) -> bool:
    words, spaced = repeat.words, not repeat.gap.strip()
    if words == ("had",) and repeat.copies == _TENSES:
        return False  # all the fun that she had had had gone
    if all(word in _SHOUTED for word in words) or words[-1] == "and" or words[0] == "and" or "by" in words:
        return False
    if any(char.isdigit() for char in words[0]):
        return (
            spaced
            and len(words) == 1
            and len(words[0]) <= 3
            and repeat.copies >= 4
            and not _NUMBERS_AROUND.search(doc.text, repeat.end, repeat.end + 8)
        )
    first = doc.text[repeat.first : repeat.first_end]
    # "Location, location, location": three times with commas is rhetoric where nothing but the words stands there
    if not spaced:
        alone = doc.sentence_at(repeat.first).start == repeat.first or doc.in_quotation(repeat.first)
        goes_on = (
            doc.after(repeat.end, 1) == " " and doc.text[repeat.end + 1 : repeat.end + 2].islower() and first.isalpha()
        )
        return (
            not alone
            and (repeat.copies > 3 or goes_on)
            and repeat.gap.strip() in (",", "-", ".")
            and repeat.copies <= 8
            and doc.text[repeat.first - 1 : repeat.first] == " "
            and first.islower()
        )
    if doc.in_quotation(repeat.first):
        return repeat.copies >= 4 or words[0] in ("the", "of", "to", "a", "is", "in")
    name = first[0].isupper() and repeat.copies == 3 and doc.sentence_at(repeat.first).start != repeat.first
    return not name or (
        len(first) > 1 and first.isupper() and not doc.segment_at(repeat.first).span.of(doc.text).isupper()
    )


_NUMBERS_AROUND = lazy(r"\s*[-–,|/]?\s*\d")
