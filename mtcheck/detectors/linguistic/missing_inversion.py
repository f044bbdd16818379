"""“Only in May the port reopened”: behind a negative or limiting front, English turns subject and auxiliary round."""

from collections.abc import Iterator
from re import Match

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.clauses import tokens
from mtcheck.text.closed_classes import AUXILIARIES, PREPOSITIONS
from mtcheck.text.grammar import MONTH, NAME, WEEKDAY, base_of, is_participle, may_head
from mtcheck.text.vocabulary import PARTICIPLE, PAST, PRESENT, Vocabulary

RULE = Rule(
    id="missing-inversion",
    mqm="linguistic-conventions/word-order",
    severity=Severity.MAJOR,
    summary="The auxiliary does not come before the subject after “only then”, “never” or “not until”.",
    why="Most languages keep the order of a statement there, or put the whole verb before the subject.",
    needs=("vocabulary",),
    examples=(
        Bad("Only in May ⟦the mill will→will the mill⟧ open again."),
        Bad("Rarely ⟦the court has→has the court⟧ imposed such a fine."),
        Bad("Only on Friday ⟦the crews reached→did the crews reach⟧ the valley."),
        Bad("Never before ⟦has seen the harbour→has the harbour seen⟧ such a storm."),
        Good("Only in May did the mill open, and only then could the crews leave."),
        Good("Only the mayor was there; never has the river been so low."),
        Good("Hardly the start they wanted, but only on Friday nights was it worse."),
        Good("Only last week the council said so, and only recently the mill opened."),
        Good("Only in Lomna, the baker said, is the bread so good. Never mind the rain."),
    ),
)

_WHEN = (
    rf"(?:in (?:{MONTH}|(?:19|20)\d\d|(?:this|the last|recent) (?:way|case|manner|years|weeks|days|months|minute))"
    rf"|on {WEEKDAY}(?: (?:morning|afternoon|evening|night))?|at (?:dawn|noon|midnight|the end|the weekend|night)"
    rf"|in the (?:evening|morning|afternoon|night|end|summer|winter|spring|autumn|second half|last minute)"
    r"|(?:after|since|during|before|with|through|thanks to|because of|by|at) (?:the|a|an|his|her|its|their|this|that)"
    r" (?:[a-z’'-]+ )??[a-z’'-]+(?: of [a-z’'-]+)?|(?:after|for|in)"
    r" (?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|many)"
    r" (?:hours|days|weeks|months|years|minutes|decades)|later)"
)
# “Only last week the board met” means “as lately as”, and needs no inversion.
_LATELY = r"(?:yesterday|today|recently|last (?:week|month|year)|this (?:week|month|year))"
_FRONT = (
    rf"(?:Only (?:then|now|{_WHEN})|Not until (?:{MONTH}|{WEEKDAY}|(?:19|20)\d\d|{_WHEN}|{_LATELY})|Never(?:"
    r" before)?|Rarely|Seldom|Hardly|Scarcely|No sooner"
    r"|Nowhere(?: else)?|(?:At|On) no (?:time|account|occasion|point)|(?:In|Under) no (?:way|case|circumstances)"
    r"|By no means|Not once|In vain)"
)
_FRONTED = Pattern(
    rf"(?P<front>{_FRONT}),? (?P<first>he|she|it|they|we|the|a|an|his|her|its|their|this|police|[A-Z][\w’'-]+)(?= )"
)
_WHOLE = Pattern(
    rf"(?P<front>{_FRONT}),? (?P<aux>has|have|had|was|were|will|is|are) (?P<verb>(?:be )?(?P<main>[a-z]{{3,}})) "
    rf"(?P<subject>(?:the|a|an|his|her|its|their) (?:[a-z’'-]+ )??[a-z’'-]+(?: of {NAME})?|{NAME}"
    r"|so (?:many|much) [a-z]+)(?=[.,;]|$| [a-z\d])"
)


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in _statements(doc, _FRONTED):
        turned = _turned(doc, match, vocabulary)
        if turned is not None:
            yield _finding(match, *turned)
    for match in _statements(doc, _WHOLE):
        if is_participle(match["main"], vocabulary) and not _holds_verb(match["subject"], vocabulary):
            right = f"{match['aux']} {match['subject']} {match['verb']}"
            yield _finding(match, Span(match.start("aux"), match.end("subject")), right)


def _statements(doc: Document, pattern: Pattern) -> Iterator[Match[str]]:
    for match in at_sentence_starts(doc, pattern):
        sentence = doc.sentence_at(match.start()).of(doc.text).rstrip("\"”'’ ")
        if sentence.endswith((".", "!")) and doc.segment_at(match.start()).kind == "paragraph":
            yield match


def _turned(doc: Document, match: Match[str], vocabulary: Vocabulary) -> tuple[Span, str] | None:
    """Where subject and verb stand, and both in the order that English wants; None where the match is no clause."""
    start = match.start("first")
    words = tokens(doc.text, start, min(doc.sentence_at(start).end, start + _REACH))[: _LONGEST + 2]
    first = words[0].low
    for at, word in enumerate(words[1:], 1):
        if not word.text[0].isalpha() or word.low in PREPOSITIONS - {"of"} or at > (1 if first in _ALONE else _LONGEST):
            return None
        auxiliary = word.low in AUXILIARIES
        if not auxiliary and not (word.text.islower() and vocabulary.mostly(word.low, PAST, PARTICIPLE, PRESENT)):
            continue
        subject, before = doc.text[start : words[at - 1].end], words[at - 1]
        if first in _DETERMINERS and not (
            at > 1 and (before.low not in vocabulary or may_head(before.low, vocabulary) or before.text[0].isupper())
        ):
            return None
        span = Span(start, word.end)
        if auxiliary:
            return span, f"{word.low} {subject}"
        base = base_of(word.low, vocabulary)
        does = "does" if vocabulary.mostly(word.low, PRESENT) else "did"
        return (span, f"{does} {subject} {base}") if base and base != word.low else None
    return None


_REACH = 80  # code points of a subject and its verb
_LONGEST = 5  # words of a subject
_ALONE = frozenset("he she it they we police".split())
_DETERMINERS = frozenset("the a an his her its their this".split())


def _holds_verb(subject: str, vocabulary: Vocabulary) -> bool:
    """Whether what was read as a noun phrase ends in something else."""
    words = subject.split()
    last = words[words.index("of") - 1] if "of" in words else words[-1]
    return words[0] in _DETERMINERS and last.lower() in vocabulary and not may_head(last.lower(), vocabulary)


def _finding(match: Match[str], span: Span, right: str) -> Finding:
    message = f"Behind “{match['front']}” the auxiliary comes before the subject."
    return RULE.correction(span, right, message, 0.87, 0.84)
