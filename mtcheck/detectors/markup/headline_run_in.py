"""A subhead or headline glued to the sentence after it: words begin again, or it has no verb before a sentence."""

import re
from collections.abc import Iterator

from mtcheck.core import Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.clauses import OPEN_WORDS, holds_verb, stands_alone, tokens
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import BASE, MODAL, Vocabulary

RULE = Rule(
    id="headline-run-in",
    mqm="design-and-markup/layout",
    summary="A headline or subhead runs into the sentence after it.",
    why="A scraper dropped the line break behind the heading.",
    needs=("vocabulary",),
    limits=(
        "A heading that shares no word with its text is found only when it has no verb, or is a question, and the text"
        " begins with a plain word."
    ),
    whole=True,
    examples=(
        Bad(
            "⟦Port workers end strike →Port workers end strike\n⟧Port workers in Nordhavn ended a nine-day strike "
            "on Sunday."
        ),
        Bad("The vote is over.\n⟦What is next →What is next\n⟧The ministry will publish the list of names in June."),
        Bad(
            "The vote is over.\n⟦Empty shelves →Empty shelves\n⟧The ministry had said it would publish the list in May."
        ),
        Good("Port workers in Nordhavn ended a nine-day strike."),
        Good("What The Papers Say returned to the screen on Sunday."),
        Good("The vote is over.\nSinger of The Road Home was seen in town."),
        Good("Paris Paris was the name of the show that he took to the coast."),
    ),
)

_AGAIN = Pattern(r"(?P<head>(?P<first>[A-Z][\w'’-]*) [^.!?\n“”\"]{8,90}?[a-z\d]) (?P<body>(?P=first) [^\n]{25,})")
_SUBHEAD = Pattern(
    r"(?P<head>[A-Z][\w'’-]*(?: [a-z][\w'’-]*){1,6}) (?P<body>(?:The|A|An|He|She|It|They|We|This|These|In|On|According"
    r"|After|But|However|Officials|Police|Residents|Experts) [^\n]{25,})"
)
_ASKS = lazy(r"(?:What|Why|How|Who|Where|When)\b")
_TITLED = frozenset("film book novel song album show series play band newspaper magazine called named of by".split())


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    seen = set()
    for pattern in (_AGAIN, _SUBHEAD):
        for match in _at_starts(doc, pattern):
            if match.start() in seen or doc.segment_at(match.start()).kind in ("headline", "table"):
                continue
            if (pattern is _AGAIN and not _again(match)) or (pattern is _SUBHEAD and not _heads(match, vocabulary)):
                continue
            body = match.start("body")
            stop = re.search(r"[.!?]", doc.text[body : match.end()])
            words = tokens(doc.text, body, body + stop.start() if stop else match.end())
            if not stop or not stands_alone(words, vocabulary) or len(words) < 6:
                continue
            seen.add(match.start())
            gap = Span(match.end("head"), body)
            span = Span(match.start(), body)
            yield RULE.correction(span, Edit(gap, "\n"), "A heading runs into the sentence after it.", 0.75)


def _at_starts(doc: Document, pattern: Pattern) -> Iterator["re.Match[str]"]:
    for segment in doc.segments:
        match = pattern.compiled.match(doc.text, segment.span.start, segment.span.end)
        if match is not None and segment.kind != "code" and not doc.is_masked(*match.span()):
            yield match


_SUBJECTS = frozenset("I He She It They We You".split())


def _again(match: "re.Match[str]") -> bool:
    """Whether the second sentence begins with two words of the heading, in the same order."""
    head, body = match["head"].split(), match["body"].split()
    if len(head) < 3 or len(body) < 6 or head[-1].lower() in OPEN_WORDS:
        return False
    if head[0] in _SUBJECTS:
        return False  # “I believed in the nets I was selling”
    return head[0] == body[0] and head[1] == body[1] and head[1].islower() and (head[2] != body[2])


def _heads(match: "re.Match[str]", vocabulary: Vocabulary) -> bool:
    head = tokens(match.string, match.start("head"), match.end("head"))
    last = head[-1].low
    following = match["body"].split()[1]
    if (
        not following[:1].islower()
        or (last in OPEN_WORDS and not _ASKS.match(match["head"]))
        or last in _TITLED
        or any(word.low in _TITLED for word in head)
    ):
        return False
    if _ASKS.match(match["head"]):
        return len(head) >= 3 and any(
            word.low in ("is", "was", "are", "were", "will", "next", "now", "can", "to") for word in head
        )
    return not holds_verb(head, vocabulary) and not any(vocabulary.mostly(word.low, BASE, MODAL) for word in head[1:])
