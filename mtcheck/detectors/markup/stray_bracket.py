"""Brackets are matched over the whole story, as a parenthesis may run over paragraphs; list numbers, smileys and
numbers of hidden tags are left out.
"""

from mtcheck.core import Applicability, Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.removal import removal
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="stray-bracket",
    mqm="linguistic-conventions/punctuation",
    applicability=Applicability.AUTOMATIC,
    summary="A bracket has no partner.",
    why="What stood between the brackets was dropped, or half of a tag was left behind.",
    examples=(
        Bad("The ferry company rejected the offer.⟦]→⟧ It made a new one."),
        Bad("The cost rose to 96 million francs ($2 million)⟦)→⟧."),
        Bad("The council⟦ {→⟧ met on Friday."),
        Bad("⟦] →⟧The river fell."),
        Good("He asked for 1) water, 2) tents and 3) fuel."),
        Good("The rule (in force since May\nand changed in June) is unchanged."),
        Good("“Great work :)” she wrote."),
        Good("a) The north wing\nb) The south wing"),
    ),
)

_EMPTY = Pattern(r"(?<=[\w.,;’'”\"])[ \u00a0]?\( ?\)")
_BRACKET = Pattern(r"[\[\](){}]")
_OPENERS = {"]": "[", ")": "(", "}": "{"}
_SMILEY = lazy(r"[:;=8xX]['’o-]?$")
_NUMBERED = lazy(r"(?:^|[\s(:;,.\"“-])(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.]?$")
_LONE_NUMBER = lazy(r"(?<=[a-z,] )1$")
_ELLIPSIS = lazy(r" ?(?:…|\.\.)")  # a text cut off: "[...", which is another rule's
_HIDDEN = lazy(r" ?(?:\d{6,}(?![\w.,)\]}-]| ?[\])}])|19[46]\d{5}[^\W\d_])")  # what `leaked-marker` finds
_TAG = lazy(r"\d{5,} ?$")


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    for match in doc.matches(_EMPTY):
        if match[0][0] == "(" and doc.before(match.start(), 40).split()[-1][:1].islower():
            continue  # “main()”, the name of a function
        edit = removal(doc, match.start(), match.end())
        span = Span(min(match.start(), edit.span.start), max(match.end(), edit.span.end))
        yield RULE.correction(span, edit, "Nothing stands between these brackets.", 0.9)
    numbers, stray = _partnerless(doc)
    for at in numbers:
        yield _lone_number(at)
    for at in sorted(stray):
        char = text[at]
        edit = removal(doc, at, at + 1)
        span = Span(min(at, edit.span.start), max(at + 1, edit.span.end))
        twin = char == ")" and at and text[at - 1] == ")"
        if twin and ("(" not in doc.before(at, 120) or _SMILEY.search(text[max(0, at - 12) : at - 1])):
            continue  # laughter, as Russian posts write it
        sure = 0.92 if char in "[]{}" or twin else 0.6
        severity = None if char in "[]{}" or twin else Severity.NEUTRAL
        # as often the partner is what is missing
        yield RULE.correction(span, edit, f"“{char}” has no partner.", sure, min(sure, 0.85), severity=severity)


def _partnerless(doc: Document) -> tuple[list[int], list[int]]:
    """Where the “1)” of a list without a second item ends, and where the other brackets without a partner stand."""
    text = doc.text
    opened: dict[str, list[int]] = {"[": [], "(": [], "{": []}
    numbers: list[int] = []
    stray: list[int] = []
    for match in doc.matches(_BRACKET, masked=True):
        at, char = match.start(), match[0]
        if doc.is_masked(at, at + 1) and not (char == ")" and opened["("]):
            continue
        before = doc.before(at, 12)
        if char in opened:
            if not (char == "(" and _SMILEY.search(before)) and not _HIDDEN.match(text, at + 1):
                opened[char].append(at)
        elif opened[_OPENERS[char]]:
            opened[_OPENERS[char]].pop()
        elif char == ")" and _LONE_NUMBER.search(before) and _is_first_of_none(doc, at):
            numbers.append(at)
        elif not (_NUMBERED.search(before) or _SMILEY.search(before) or _TAG.search(before)):
            stray.append(at)
    for at in opened["["] + opened["{"]:
        if len(stray) < 6 and not _ELLIPSIS.match(text, at + 1):
            stray.append(at)
    return numbers, stray


def _is_first_of_none(doc: Document, at: int) -> bool:
    return " 2)" not in doc.text and "(" not in doc.before(at, 200) and doc.after(at + 1, 1) == " "


def _lone_number(at: int) -> Finding:
    return RULE.correction(Span(at - 1, at + 2), "", "A list is numbered “1)” and has no second item.", 0.7)
