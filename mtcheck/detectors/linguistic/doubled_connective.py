"""Two relatives or conjunctions that do the same work; each pair is listed with the one to keep."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.inflection import match_case
from mtcheck.text.words import paired

RULE = Rule(
    id="doubled-connective",
    mqm="linguistic-conventions/grammar",
    summary="Two conjunctions or relative pronouns are used where one belongs.",
    why="The source has a pair of particles, or the decoder tried two translations of one.",
    examples=(
        Bad("The bridge ⟦which that→that⟧ was built in May fell."),
        Bad("They sell nuts, oil ⟦as well as also→as well as⟧ soap."),
        Bad("The firm, ⟦who which→which⟧ owns the mine, is silent."),
        Bad("Although the road was closed, ⟦but the→the⟧ convoy arrived."),
        Bad("Neither the mayor ⟦or→nor⟧ the council agreed, and both the mayor ⟦as well as→and⟧ the council left."),
        Good("Neither of them is tall or rich; both men and women as well as children came."),
        Good("Because the road was closed for so long, so many people left that the town died."),
        Good("The group to which that man belongs met."),
        Good("They did not leave because since May the roads have been closed."),
        Good("Although small but brave, the club held on."),
    ),
)

# pair: what stays. "which that" also begins a noun phrase ("to which that man belongs"), so a verb must follow.
_PAIRS = paired("doubled-connective: pairs")
_PAIR = Pattern(
    r"(?<![\w’'-])(?P<pair>[Ww]ho which|[Ww]hich who|[Bb]ecause since|[Aa]lthough but|[Dd]espite although|as well as"
    r" also|and as well as|such as for example|including such as|where which|in order for to|because of because"
    r"|if in case|and also as well as|also too|due to because|for example such as|from since) (?=(?P<next>[\w“\"]+))"
)
_WHICH_THAT = Pattern(
    r"(?<![\w’'-])(?P<pair>which that|who that|that which) "
    r"(?=(?:is|are|was|were|has|have|had|will|would|can|could|did|does)\b)"
)
_SUBJECT = (
    "the|a|an|he|she|it|they|we|his|her|their|its|this|that|there|police|no|nobody|no one|nothing|everyone|everybody"
    "|people|these|those|our|all"
)
_ALTHOUGH = Pattern(
    r"(?P<first>Although|Though|Even though|Despite|In spite of) [^.!?;:\"“”\n]{8,150}?, "
    rf"(?P<pair>(?P<but>but|yet) (?P<next>{_SUBJECT}))\b"
)
_BECAUSE = Pattern(
    r"(?P<first>Because) (?!of )[^.!?;:,\"“”\n]{8,100}, " rf"(?P<pair>(?P<but>so|therefore) (?P<next>{_SUBJECT}))\b"
)
_HOWEVER = Pattern(r"(?P<first>Although|Though|Even though) [^.!?;:,\"“”\n]{8,120}(?P<pair>,? however,)")


# “neither the mayor or the council”, “both the mayor as well as the council”
_NEITHER = Pattern(
    r"\b[Nn]either (?!of\b|one\b)(?P<first>[^.,;:!?\n\"“”]{2,40}?) (?P<wrong>or) (?P<rest>[^.;:!?\n\"“”]{2,60})"
)
_BOTH = Pattern(
    r"\b[Bb]oth (?:the|an?|his|her|its|their|in|on|at|to|for|by|with|from|against) [^.,;:!?\n\"“”]{2,40}? (?P<wrong>as"
    r" well as) "
)


def _pairs(doc: Document) -> Findings:
    for match in doc.matches(_NEITHER):
        words = match["first"].split()
        if " nor " not in match[0] and not {
            "or",
            "and",
            "who",
            "that",
            "is",
            "was",
            "are",
            "were",
            "did",
            "does",
            "do",
            "can",
            "will",
        } & set(words):
            yield RULE.correction(Span(*match.span("wrong")), "nor", "“Neither” goes with “nor”.", 0.88)
    for match in doc.matches(_BOTH):
        if " and " not in match[0] and len(match[0].split()) < _FAR:
            yield RULE.correction(Span(*match.span("wrong")), "and", "“Both” goes with “and”.", 0.86)


_FAR = 9


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _pairs(doc)
    for match in doc.matches(_PAIR):
        pair, following = match["pair"], match["next"]
        if pair.lower() == "because since" and (
            following[0].isupper()
            or following in ("then", "last", "may", "march")
            or doc.before(match.start(), 4).strip().endswith(("is", "was"))
        ):
            continue
        if following.isdigit() or (pair == "from since" and following == "ceased"):
            continue
        fixed = match_case(_PAIRS[pair.lower()], pair)
        yield RULE.correction(Span(*match.span("pair")), fixed, f"“{pair}” is a pair where one word is enough.", 0.9)
    for match in doc.matches(_WHICH_THAT):
        pair = match["pair"]
        before = doc.before(match.start(), 12).split()
        if pair == "that which" or (
            before
            and before[-1].lower()
            in ("in", "to", "of", "from", "with", "by", "on", "for", "than", "at", "under", "or", "and")
        ):
            continue
        span = Span(*match.span("pair"))
        yield RULE.correction(span, "who" if pair == "who that" else "that", f"“{pair}” doubles the relative.", 0.9)
    for match in at_sentence_starts(doc, _HOWEVER):
        span = Span(*match.span("pair"))
        yield RULE.correction(span, ",", f"“however” repeats “{match['first']}”.", 0.88)
    for match in (*at_sentence_starts(doc, _ALTHOUGH), *at_sentence_starts(doc, _BECAUSE)):
        if "but" in match[0][: match.start("pair") - match.start()].split() or doc.in_quotation(match.start()):
            continue
        span = Span(*match.span("pair"))
        message = f"“{match['but']}” repeats “{match['first']}”."
        yield RULE.correction(span, match["next"], message, 0.85, 0.88, severity=Severity.MINOR)
