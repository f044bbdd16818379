"""Modals or aspect adverbs that say the same thing twice; a list of pairs and what stays of each."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.closed_classes import ARTICLES, POSSESSIVES
from mtcheck.text.vocabulary import ADVERB, BASE, DETERMINER, PAST, PLURAL, PREPOSITION, PRESENT, PRONOUN
from mtcheck.text.words import paired

RULE = Rule(
    id="stacked-modals",
    mqm="linguistic-conventions/grammar",
    summary="Two modals or adverbs of time do the work of one.",
    why="Agglutinating languages mark ability, duty and aspect on the verb as well as by a word.",
    examples=(
        Bad("The cause is ⟦still not yet→not yet⟧ known."),
        Bad("The team ⟦can be able to→can⟧ leave on Friday."),
        Bad("Residents ⟦must have to→must⟧ wait."),
        Bad("The plant ⟦will can→can⟧ open in May."),
        Good("They have the money and the will to send more."),
        Good("The cause is not yet known."),
        Good("They may not be able to leave."),
        Good("Will Can Yaman star in it?"),
    ),
)

_STACKS = paired("stacked-modals: stacks")
_STACK = Pattern(rf"(?<![\w’'-])(?P<stack>{'|'.join(sorted(_STACKS, reverse=True))}) (?P<next>[a-z]+)")
_NOUNS = ARTICLES | POSSESSIVES | frozenset("own free good political oil tin".split())

_MODAL_TO = Pattern(
    r"\b(?P<who>[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|who|which|and|also) (?P<modal>will|must|should|would|may"
    r"|might)(?P<to> to) (?P<verb>[a-z]+)"
)

_NO_BASE = ("", PAST, PRESENT, PREPOSITION, DETERMINER, PRONOUN, PLURAL, ADVERB)


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_MODAL_TO):
        if resources.model("vocabulary").mostly(match["verb"], BASE) or match["verb"] in ("be", "have", "do", "go"):
            said = f"“{match['modal']}” takes the verb without “to”."
            yield RULE.correction(Span(*match.span("to")), "", said, 0.88)
    for match in doc.matches(_STACK):
        stack = match["stack"]
        before = doc.before(match.start(), 20).lower().split()
        if before and (before[-1] in _NOUNS or before[-1] == "what"):  # what will be will be
            continue
        tags = resources.model("vocabulary").tags(match["next"])
        if stack.endswith(("to", "can", "could", "must", "should", "would", "will")) and tags[:1] in _NO_BASE:
            continue
        if stack == "must have to" and tags[:1] in (PRONOUN, DETERMINER):
            continue
        span = Span(*match.span("stack"))
        spoken = Severity.NEUTRAL if doc.in_quotation(span.start) else None  # people do talk so
        yield RULE.correction(span, _STACKS[stack], f"“{stack}” says one thing twice.", 0.9, severity=spoken)
