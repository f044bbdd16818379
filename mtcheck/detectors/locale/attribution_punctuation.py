"""The mark between a quotation of speech and its speaker: missing, on the wrong side of the closing mark, or a stop
where a comma belongs. Only quotations that begin like a sentence and have some length count: titles and single words
keep their marks.
"""

import re
from dataclasses import replace as replaced

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.clauses import finite_verbs, tokens
from mtcheck.text.lazy import lazy
from mtcheck.text.speech import REPORTING
from mtcheck.text.vocabulary import Vocabulary

RULE = Rule(
    id="attribution-punctuation",
    mqm="linguistic-conventions/punctuation",
    summary="A quotation and its speaker are not joined by a comma inside the marks.",
    why="Other languages put the comma outside or none at all; engines keep it so.",
    needs=("vocabulary",),
    whole=True,
    examples=(
        Bad('"We have no water in the house⟦",→,"⟧ she said.'),
        Bad('"We want our wages now⟦."→,"⟧ said Oleg Verne.'),
        Bad('"It is one we can handle⟦"→," ⟧said Professor Lom.'),
        Bad("“We have no planes at all⟦”→,”⟧ said Ana Verne."),
        Good('She called it "a storm that nobody saw and nobody had told us about".'),
        Good('"We have no water," she said.'),
        Good('The group called "Red Dawn" said it was ready.'),
        Good('He calls it "the lie of the year", she said.'),
    ),
)

_END = Pattern(
    r"([\"”])(?:(?<=[\w)%][\"”])|(?<=[\w)%][,.!?…][\"”]))(?:(,)|(?= )|(?=(?:said|says|added|told|he|she)\b)) ?"
    rf"(?=(?:{REPORTING})\b(?! (?:to|by|in|on|that|the same|so|it|as|for)\b)"
    r"|(?:he|she|they|we|I|(?:the|his|her|their|its|my|our|an?|one|another) [a-z]+(?: [a-z]+)?|[A-Z][\w'’-]+(?:"
    rf" [A-Z][\w'’-]+){{0,2}}) (?:{REPORTING})\b)"
)
# a story that always puts the mark outside follows a house style
_INSIDE = lazy(r"\w,[\"”] [a-zA-Z]|\w\.[\"”](?=\s|$)")
_LENGTH = 4  # words of a quotation that is speech: three were titles in 2 of 9 hits on native news
_SUBJECT = lazy(r",? (?:he|she|they|we|the [a-z]+)\b")
_VERB = lazy(rf" ?(?:{REPORTING})\b")
_BEFORE = lazy(r"(?:^|[.!?:,…][\"”’]?\s|(?:said|says|added|told \w+|replied)[,:]? )$")

_OUTSIDE = Pattern(r"[\"”]\.(?<=\w..)(?=\s|$)")
_WHOLE = lazy(r"(?:^|[.!?][\"”]? )(?P<open>[\"“])(?=[A-Z])[^\"“”\n]{15,600}$", re.MULTILINE)


def _stops(doc: Document, vocabulary: Vocabulary) -> Findings:
    """A quotation that is a whole sentence keeps its stop, in every house style."""
    text = doc.text
    for match in doc.matches(_OUTSIDE):
        line = doc.segment_at(match.start()).span
        whole = _WHOLE.search(text, max(line.start, match.start() - 620), match.start())
        if whole is None or (whole["open"] == '"' and text.count('"', line.start, whole.start("open")) % 2):
            continue
        last = text.rfind(". ", whole.end("open"), match.start())
        words = tokens(text, max(whole.end("open"), last + 1), match.start())
        if len(words) < 5 or not finite_verbs(words, vocabulary):
            continue
        span = Span(*match.span())
        message = "The stop of a quoted sentence belongs inside the closing mark."
        yield RULE.correction(span, "." + match[0][0], message, 0.85)


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    wavers = _INSIDE.search(text) is not None
    for finding in (*_stops(doc, resources.model("vocabulary")), *_commas(doc)):
        outside = not finding.message.endswith("speaker.") and not wavers
        yield finding if not outside else replaced(finding, severity=Severity.NEUTRAL)


def _commas(doc: Document) -> Findings:
    text = doc.text
    for match in doc.matches(_END):
        at = match.start(1)
        line = doc.segment_at(at).span
        mark, outside = match[1], match[2]
        last = text[at - 1]
        start = max(text.rfind('"', line.start, at), text.rfind("“", line.start, at)) if mark in '"”' else -1
        if start < 0 or text[start : start + 1].isspace() or not text[start + 1].isupper():
            continue
        inner = text[start + 1 : at]
        if len(inner.split()) < (1 if outside and last in ".,!?" else _LENGTH) or not _BEFORE.search(
            text[line.start : start]
        ):
            continue
        if text.count('"', line.start, start) % 2 == 1 and text[start] == '"':
            continue
        follows_verb = _VERB.match(text, match.end(2) if outside else at + 1) is not None
        if last in "!?…,":
            if not outside:
                continue
            new, low = (last + mark, at - 1) if last == "?" else (mark, at)
        elif last == ".":
            if not outside and not follows_verb and not _SUBJECT.match(text, at + 1):
                continue
            new, low = "," + mark, at - 1
        else:
            new, low = "," + mark, at
        high = match.end(2) if outside else at + 1
        if text[high : high + 1].isalnum():
            new += " "
        new = new.replace(mark, "”" if text[start] == "“" else '"')
        span = Span(low, high)
        shown = (
            "comma belongs inside the closing mark"
            if outside and last != "."  # no house sets both
            else "comma belongs between the quotation and its speaker"
        )
        yield RULE.correction(span, new, f"A {shown}.", 0.93)
