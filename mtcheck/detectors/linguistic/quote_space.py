"""Spaces inside quotation marks or on the wrong side of one. Straight marks are paired within the paragraph; where
their number is odd only
unmistakable places count."""

from collections.abc import Iterator

from mtcheck.core import (
    Applicability,
    Bad,
    Document,
    Edit,
    Finding,
    Good,
    Pattern,
    Resources,
    Rule,
    Severity,
    Span,
)
from mtcheck.cues.claims import Claims
from mtcheck.text.balance import closes_here
from mtcheck.text.lazy import lazy
from mtcheck.text.speech import REPORTING

RULE = Rule(
    id="quote-space",
    mqm="linguistic-conventions/whitespace",
    severity=Severity.MINOR,
    applicability=Applicability.AUTOMATIC,
    summary="A quotation mark has its space on the wrong side.",
    why="Tokenisers set spaces on both sides of a mark, and detokenisers take the wrong one away.",
    examples=(
        Bad("He called it ⟦“ a mistake ”→“a mistake”⟧ on Monday."),
        Bad("The group ⟦“ →“⟧Free Delta” was banned."),
        Bad('She used the word ⟦" traitor "→"traitor"⟧ twice.'),
        Bad('It offends common decency⟦, "→," ⟧said Ana Verne.'),
        Bad('"My neighbours ask me every day⟦. "→."⟧'),
        Bad("He called the pact ⟦“ late and weak “→“late and weak”⟧ on air."),
        Bad('She said⟦:" →: "⟧We wait here."'),
        Bad("“They walked all night⟦, “→,” ⟧said Ana Verne, their guide."),
        Bad("“The youngest of them was nine⟦. “→.”⟧"),
        Bad('A boat came.\nThe crew was on shore⟦, "→," ⟧the harbour office said in a note.'),
        Bad("“The mine is shut⟦, “ →,” ⟧they say."),
        Bad('"We waited for two nights⟦.“⟧', fixed='"We waited for two nights."'),
        Good('He said, "said" is a verb, and "told" too.'),
        Good("He called it “a mistake” on Monday."),
        Good('"We wait," she said. "We go."'),
        Good('It is 6\' 2" tall and 4" wide.'),
        Good('The paper wrote: "Red Dawn".'),
    ),
)

_CURLY_PAIR = Pattern(r"“ ([^“”\n]{1,300}?) [”“](?!\w)", needs=("“ ",))
_CURLY_OPEN = Pattern(r"(?:(?<=\s)|^|(?<=\())“[ \u00a0][ \u00a0]*(?=\w)", needs=("“ ", "“\u00a0"))
_CURLY_CLOSE = Pattern(r"(?<=[\w.,!?…])[ \u00a0]*[ \u00a0]”(?!\w)", needs=(" ”", "\u00a0”"))
_TURNED = Pattern(r"(?P<stop>[,.!?…\w)])[ \u00a0]{0,2}(?P<mark>[“\"])[ \u00a0]?(?=[^\s\"“”]|$)", needs=('"', "“"))
_STRAIGHT = Pattern(r' "|" |"\u00a0|\u00a0"', needs=(' "', '" ', '"\u00a0', '\u00a0"'))
_SAID = lazy(rf"(?:(?:he|she|they|the [a-z]+|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) )?(?:{REPORTING})\b")
_VERB = lazy(
    r"(?:said|says|added|told|noted|explained|stressed|warned) (?:[A-Z]|the |an? |his |her"
    r" |he\b|she\b|they\b)|(?:he|she|they) (?:said|says|added|told|noted|explained)\b"
)
SHORT = 60  # code points of a quotation that is shown as one place


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    text = doc.text
    taken = Claims()
    for match in doc.matches(_CURLY_PAIR):
        taken.take(*match.span())
        yield _finding(match.start(), match.end(), Edit(Span(*match.span()), f"“{match[1].strip()}”"))
    for match in doc.matches(_TURNED):
        at = match.start("mark")
        line = doc.segment_at(at).span
        if taken.overlaps(*match.span()) or not closes_here(text, at, line.start, line.end):
            continue
        opened = text[line.start : at]
        mark = '"' if match["mark"] == '"' or ('"' in opened and "“" not in opened) else "”"
        new = match["stop"] + mark + ("" if match.end() >= line.end or text[match.end()] in ".,;:!?)" else " ")
        if new != match[0] and taken.take(*match.span()):
            yield _finding(match.start(), match.end(), Edit(Span(*match.span()), new), 0.93)
    for pattern, new in ((_CURLY_OPEN, "“"), (_CURLY_CLOSE, "”")):
        for match in doc.matches(pattern):
            if not taken.overlaps(*match.span()):
                yield _finding(match.start(), match.end(), Edit(Span(*match.span()), new))
    for line in dict.fromkeys(doc.segment_at(match.start()).span for match in doc.matches(_STRAIGHT, masked=True)):
        for finding in _straight(doc, text, line.start, line.end):
            if not taken.overlaps(finding.span.start, finding.span.end):
                yield finding


def _straight(doc: Document, text: str, start: int, end: int) -> Iterator[Finding]:
    marks = [
        at
        for at in range(start, end)
        if text[at] == '"'
        and not (
            at > start
            and text[at - 1].isdigit()
            and (at + 1 == end or not text[at + 1].isalnum())
            and text.count('"', start, at) % 2 == 0
        )
    ]
    even = len(marks) % 2 == 0
    done = -1
    for number, at in enumerate(marks):
        if at <= done or doc.is_masked(at, at + 1):
            continue
        left = at == start or text[at - 1] in " \u00a0"
        right = at + 1 == end or text[at + 1] in " \u00a0"
        opens = number % 2 == 0
        before = text[at - 2] if at - 2 >= start and left else ""
        if left and not right and before in tuple(",.!?…") and _VERB.match(text, at + 1) and not (opens and even):
            yield _finding(at - 2, at + 1, Edit(Span(at - 2, at + 1), before + '"' + " "), 0.93)
            continue
        if left and not right and before == "," and opens and len(marks) == 1 and _SAID.match(text, at + 1):
            yield _finding(at - 2, at + 1, Edit(Span(at - 2, at + 1), '," '), 0.93)
            continue
        if (
            left
            and at + 1 == end
            and before
            and (before in ".!?…," and (even or number == len(marks) - 1) and not (opens and len(marks) > 1 and even))
        ):
            if len(marks) > 1 or before != ",":
                yield _finding(at - 2, at + 1, Edit(Span(at - 2, at + 1), f'{before}"'), 0.92)
            continue
        if not even:
            continue
        if (
            opens
            and not left
            and right
            and text[at - 1] in ":,"
            and number + 1 < len(marks)
            and text[at + 2 : at + 3].isalpha()
            and not _SAID.match(text, at + 2)
        ):
            yield _finding(at - 1, at + 2, Edit(Span(at - 1, at + 2), f'{text[at - 1]} "'), 0.88)
        elif opens and left and right and number + 1 < len(marks) and at + 2 < end:
            close = marks[number + 1]
            inner = text[at + 1 : close]
            if not inner.strip() or (close + 1 < end and text[close + 1].isalnum()):
                continue
            if inner[-1].isspace() and close - at <= SHORT:
                done = close
                yield _finding(at, close + 1, Edit(Span(at, close + 1), f'"{inner.strip()}"'))
            else:
                yield _finding(at, at + 2, Edit(Span(at, at + 2), '"'))
        elif (
            not opens
            and left
            and (right or text[at + 1] in ".,;:!?)")
            and text[at - 2 : at - 1] not in ("", " ")
            and (number + 1 == len(marks) or text[marks[number + 1] - 1].isspace())  # the next one opens
        ):
            yield _finding(at - 1, at + 1, Edit(Span(at - 1, at + 1), '"'))


def _finding(start: int, end: int, edit: Edit, sure: float = 0.94) -> Finding:
    return RULE.correction(Span(start, end), edit, "The space belongs on the other side of the quotation mark.", sure)
