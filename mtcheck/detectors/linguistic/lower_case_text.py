"""A paragraph of whole sentences without one capital.

The repair gives sentences, “I” and the names that clean news knows their capitals; others it cannot know.
"""

import re
from collections.abc import Iterator

from mtcheck.core import Bad, Document, Edit, Findings, Good, Resources, Rule, Severity, Span
from mtcheck.text.closed_classes import WEEKDAYS_LOWER
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import Vocabulary

RULE = Rule(
    id="lower-case-text",
    mqm="linguistic-conventions/spelling",
    severity=Severity.MAJOR,
    summary="A paragraph is written all in small letters.",
    why="Engines trained on lower-cased text lose every capital: of sentences, names and “I”.",
    examples=(
        Bad("⟦the mayor of orlec closed the pier on friday.→The mayor of orlec closed the pier on Friday.⟧"),
        Bad("⟦on monday i left the town. nobody was hurt.→On Monday I left the town. Nobody was hurt.⟧"),
        Bad(
            "⟦it was announced in germany on tuesday, the agency said.→It was announced in Germany on Tuesday, the "
            "agency said.⟧"
        ),
        Good("Two docks were shut.\n\n48 cranes and 90 boats are to be sold at the next auction."),
        Good("so happy to be in spain on monday"),
        Good("mix the flour. add milk.\nstir well. bake it."),
        Good("The mayor wrote: “we are closed.”"),
    ),
    limits=(
        "Names that clean news does not know stay small in the repair. Short lines and lines without a stop are taken"
        " for posts and verse."
    ),
)

_STOP = lazy(r"[.!?][”\"’')\]]*$")
_WORD = lazy(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OPENS = lazy(r"(?:^|(?<=[.!?] )|(?<=[.!?][”\"'] ))[“\"‘'(\[]*([^\W\d_])")
_DAYS = WEEKDAYS_LOWER | frozenset(
    "january february april june july august september october november december".split()
)
_OPENING = "\"“‘'0123456789"
_SMALL_SENTENCE = lazy(r"[a-z]{3}[.!?] [a-z]")
_MIN_WORDS = 7


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    for at, segment in enumerate(doc.segments):
        start, end = segment.span.start, segment.span.end
        if (
            segment.kind != "paragraph"
            or not (text[start].islower() or text[start] in _OPENING)
            or not _STOP.search(text, max(start, end - 4), end)
        ):
            continue
        piece = text[start:end]
        words = _WORD.findall(piece)
        if len(words) < _MIN_WORDS or piece != piece.lower() or any(sign in piece for sign in "@#\t|`{}<>="):
            continue
        if text[start].isdigit() and not _SMALL_SENTENCE.search(piece):
            continue  # one sentence that begins with a figure has nowhere to show a capital
        if at and text[start - 1] == "\n" and not _closes(text, doc.segments[at - 1].span.end):
            continue  # goes on from the line above: verse, or split-paragraph's
        edits = tuple(_capitals(text, start, end, resources))
        yield RULE.correction(segment.span, edits or None, "The paragraph has no capital letter.", 0.88, 0.7)


def _closes(text: str, end: int) -> bool:
    return _STOP.search(text, max(0, end - 4), end) is not None or text[end - 1] == ":"


def _capitals(text: str, start: int, end: int, resources: Resources) -> Iterator[Edit]:
    """An edit for each word that surely takes a capital."""
    vocabulary = resources.model("vocabulary")
    names = resources.derived(
        "one-word-names",
        lambda _: {row["name"].lower() for row in resources.table("capitalised_words") if " " not in row["name"]},
    )
    opens = {match.start(1) for match in re.finditer(_OPENS.pattern, text[start:end])}
    for match in _WORD.finditer(text, start, end):
        word = match[0]
        name = (
            word in _DAYS or word in names or word == "i" or word.startswith(("i'", "i’")) or _is_name(word, vocabulary)
        )
        if name or match.start() - start in opens:
            yield Edit(Span(match.start(), match.start() + 1), word[0].upper())


def _is_name(word: str, vocabulary: Vocabulary) -> bool:
    return len(word) > 3 and vocabulary.count(word) >= 10 and vocabulary.capital(word) >= 94
