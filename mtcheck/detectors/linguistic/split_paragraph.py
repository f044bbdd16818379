"""A line that goes on, in lower case, the sentence of the line before it.

Verse, lists and odd wrapping are told by how many lines do so.
"""

import re

from mtcheck.core import Bad, Document, Finding, Findings, Good, Resources, Rule, Segment, Span
from mtcheck.text.clauses import finite_verbs, tokens
from mtcheck.text.joints import PREPOSITIONS, STARTING, cut_by_stop
from mtcheck.text.lazy import lazy
from mtcheck.text.paragraphs import ends_in_stop, is_apparatus, is_verse, words_of
from mtcheck.text.sentences import sentences
from mtcheck.text.vocabulary import NOUN, PAST, PLURAL, PRESENT, Vocabulary

RULE = Rule(
    id="split-paragraph",
    mqm="design-and-markup/layout",
    summary="A line break cuts a sentence in two.",
    why="A scraper took a line break or an inserted advertisement for the end of a paragraph.",
    needs=("vocabulary",),
    whole=True,
    examples=(
        Bad(
            "Snow is near.\nThe agency asked families to turn off ovens, heat pumps and⟦\n→ ⟧heaters between five "
            "and nine."
        ),
        Bad(
            "Snow is near.\nThe convoy of forty lorries had arrived there a day before⟦\n→ ⟧the first snow of the year."
        ),
        Bad("Snow is near.\nResidents wrote to the new regional govern⟦-\n→⟧ment about the noise."),
        Good("The board of the port met for the last time.\nthe members were told to leave."),
        Bad(
            "Snow is near.\nThe agency asked families in the north of the island to turn off the⟦.\nlights→ lights⟧ "
            "between five and nine."
        ),
        Good("The firm was sold on Monday after a long fight\neBay bought it."),
        Good("You need\nflour\nmilk\neggs"),
        Good(
            "O river of my father's house\nthat ran below the hill,\nthat took the barges to the sea\nand takes them"
            " still."
        ),
    ),
)

_FIRST = lazy(r"[a-z][a-z'’]*(?![\w-]|\.\w)")
# what no paragraph ends in
_TITLE = lazy(
    r"(?<![\w.])(?:Prof|Dr|Mr|Mrs|Ms|Gen|Lt|Col|Sgt|Capt|Cpl|Maj|Rev|Sen|Gov|Hon|Rep|Fr|Insp|Supt|Cmdr|Adm)\.$"
)
# “the mayor of”, and the name on the next line
_OPEN_END = lazy(r"(?<= )(?:of|the|an?|at)$")
_NAME = lazy(r"[A-Z][\w’'-]+(?=,? [A-Za-z(]|,)|[A-Z]\. [A-Z]")
_LOOSE = frozenset(
    "by via from photo source with text words pictures and/or al el de von van bin ibn la le p pp no nos vs".split()
)


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    vocabulary = resources.model("vocabulary")
    verse: bool | None = None
    for before, segment in zip(doc.segments, doc.segments[1:], strict=False):
        if before.kind == segment.kind == "paragraph" and _NAME.match(text, segment.span.start, segment.span.end):
            title = _TITLE.search(text, max(before.span.start, before.span.end - 9), before.span.end)
            gap = Span(before.span.end, segment.span.start)
            if title is not None and not gap.of(text).strip() and not doc.is_masked(title.start(), title.end()):
                said = f"A line break stands between “{title[0]}” and the name."
                yield RULE.correction(Span(title.start(), gap.end), f"{title[0]} ", said, 0.9)
        if (
            segment.kind == "paragraph"
            and before.kind in ("paragraph", "headline")
            and text[segment.span.start].isupper()
        ):
            gap = Span(before.span.end, segment.span.start)
            opened = _OPEN_END.search(text, before.span.start, before.span.end)
            if opened is not None and ends_in_stop(text, segment) and len(before.span.of(text).split()) > 2:
                said = f"A line break stands behind “{opened[0]}”."
                yield RULE.correction(Span(opened.start(), gap.end), f"{opened[0]} ", said, 0.85)
        if (
            not text[segment.span.start].islower()
            or segment.kind != "paragraph"
            or before.kind in ("code", "table", "list-item")
        ):
            continue
        match = _FIRST.match(text, segment.span.start, segment.span.end)
        if (
            match is None
            or doc.is_masked(match.start(), match.end())
            or "\n" not in text[before.span.end : segment.span.start]
        ):
            continue
        if verse is None:
            verse = is_verse(text, doc.segments)
        if (
            verse
            or is_apparatus(text, segment.span.start, segment.span.end)
            or is_apparatus(text, before.span.start, before.span.end)
        ):
            continue
        finding = _judge(text, before, segment, match, vocabulary)
        if finding is not None:
            yield finding


def _is_subject(text: str, before: Segment, vocabulary: Vocabulary) -> bool:
    """Whether the paragraph, or its last sentence, is a noun phrase alone: “The suspect, a retired teacher.”"""
    words = tokens(text, sentences(text, before.span.start, before.span.end)[-1][0], before.span.end - 1)
    return (
        len(words) > 2
        and words[0].low in STARTING
        and words[-1].text.islower()
        and (vocabulary.may_be(words[-1].low, NOUN, PLURAL) or words[-1].low not in vocabulary)
        and not finite_verbs(words, vocabulary)
        and not any(word.text.islower() and vocabulary.mostly(word.low, PAST, PRESENT) for word in words[1:])
    )


def _judge(
    text: str, before: Segment, segment: Segment, match: "re.Match[str]", vocabulary: Vocabulary
) -> Finding | None:
    lead = words_of(text, before.span.start, before.span.end)
    rest = words_of(text, segment.span.start, segment.span.end)
    last = text[before.span.end - 1]
    if last == "." and match[0] in PREPOSITIONS and _is_subject(text, before, vocabulary):
        right = tokens(text, segment.span.start, sentences(text, segment.span.start, segment.span.end)[0][1])
        if finite_verbs(right, vocabulary) and len(rest) >= 5:
            said = "A stop and a line break part a subject from its verb."
            return RULE.correction(Span(before.span.end - 1, match.end()), f" {match[0]}", said, 0.8)
    if len(lead) < 6 or (match[0] in _LOOSE and len(rest) < 8):
        return None
    if ends_in_stop(text, before):
        joint = cut_by_stop(text, before, segment, match[0], vocabulary)
        if joint is None or vocabulary.count(match[0]) < 10 or vocabulary.capital(match[0]) > 15 or len(rest) < 5:
            return None
        span = Span(before.span.end - 1, match.end())
        return RULE.correction(span, joint + match[0], "A stop and a line break cut this sentence in two.", 0.75)
    if last == "-":
        joined = lead[-1].rstrip("-") + match[0]
        if joined.lower() not in vocabulary:
            return None
        span = Span(before.span.end - 1, segment.span.start)
        return RULE.correction(span, "", f"A line break cuts “{joined}” in two.", 0.9)
    if match[0] not in vocabulary or vocabulary.capital(match[0]) > 40 or not (last.isalnum() or last in ",;—–"):
        return None
    if len(lead) < 10 or before.kind == "headline" or (len(rest) < 3 and not lead[-1].islower()):
        return None  # verse has short lines
    span = Span(before.span.end, segment.span.start)
    return RULE.correction(span, " ", "A line break cuts this sentence in two.", 0.85)
