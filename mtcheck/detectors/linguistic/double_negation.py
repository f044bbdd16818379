"""Two negatives in one clause; only pairs that English never needs, outside quotation marks where dialect is spoken."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.closed_classes import FINITE_BE
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="double-negation",
    mqm="linguistic-conventions/grammar",
    severity=Severity.CRITICAL,
    summary="A clause is negated twice.",
    why=(
        "Slavic, Romance and Greek negate the verb as well as “nobody” and “nothing”; taken word by word the meaning"
        " may turn round."
    ),
    examples=(
        Bad("⟦Nobody did not come→Nobody came⟧ to the vote."),
        Bad("The police did not find ⟦nothing→anything⟧."),
        Bad("⟦Nothing is not→Nothing is⟧ known about the crew."),
        Bad("The firm has not told ⟦nobody→anybody⟧ about the leak."),
        Good("Nobody came to the vote."),
        Good("The trip was not for nothing."),
        Good("There is nothing that cannot be repaired."),
        Good("It was not that nobody cared."),
        Good("Doing nothing is not an option, and the board cannot do nothing."),
    ),
)

_SUBJECT = Pattern(
    r"(?<![\w’'-])(?P<all>(?P<who>(?:[Nn]obody|[Nn]o one|[Nn]othing|[Nn]one of the|[Nn]one of them|[Nn]either of the"
    r"|[Nn]either of them)(?: else)?) (?P<aux>did|does|do|is|are|was|were|has|have|had|will|would|could|can|ca|wo)"
    r"(?: not|n[’']t|not)(?: (?P<verb>[a-z]+))?)(?![\w’'-])"
)
_OBJECT = Pattern(
    r"(?<![\w’'-])(?P<aux>did|does|do|has|have|had|will|would|could|can|is|was|are|were)(?: not|n[’']t|not) (?:yet )?"
    r"(?P<verb>[a-z]+)(?: (?:to|him|her|them|us|with|about|on|of|any more))? "
    r"(?P<what>nobody|no one|nothing|nowhere|none of (?:the|them))(?P<end>[.,;]|$"
    r"| (?:about|to|in|at|from|on|of|for|there|yet|with|by|after|else|new|wrong|because|and|when|during)\b)"
)
_ANY = {
    "nobody": "anybody",
    "no one": "anyone",
    "nothing": "anything",
    "nowhere": "anywhere",
    "none of the": "any of the",
    "none of them": "any of them",
}
_SAYING = frozenset(
    "say said think thought mean believe know knew that mind stand just want like feel imply for".split()
)
_MODALS = frozenset("can could will would".split())
# “Saying nothing is not lying”, “losing to no one was not enough”: what is negated belongs to the verb in “-ing”
_GERUND = lazy(
    r"(?i)\b(?!(?:morning|evening|spring|meeting|building|hearing)\b)[a-z]+ing"
    r" (?:(?:to|with|for|about|on|of|at|by|in) )?$"
)


def _is_object(lead: str) -> bool:
    return _GERUND.search(lead) is not None


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_SUBJECT):
        if doc.in_quotation(match.start()) or _is_object(doc.before(match.start(), 30)):
            continue
        span = Span(*match.span("all"))
        if match["verb"] is None or match["aux"] not in ("did", "does", "do", "ca", "wo"):
            end = match.start("verb") - 1 if match["verb"] else match.end("all")
            span = Span(match.start("all"), end)
            aux = {"ca": "can", "wo": "will"}.get(match["aux"], match["aux"])
            fixed = f"{match['who']} {aux}"
        else:
            fixed = f"{match['who']} {_inflect(match['aux'], match['verb'])}"
        message = f"“{match['who']}” and “not” negate twice; check the meaning."
        everyone = match["who"].lower() in ("nobody", "no one") and match["aux"] in FINITE_BE
        severity = Severity.MINOR if everyone else RULE.severity  # “no one is not affected”: everyone is
        yield RULE.correction(span, fixed, message, 0.9, 0.85, severity=severity)
    for match in doc.matches(_OBJECT):
        if doc.in_quotation(match.start()) or match["verb"] in _SAYING:
            continue
        if match["verb"] == "do" and match["what"] == "nothing" and match["aux"] in _MODALS:
            continue  # “cannot do nothing” has to act
        span = Span(*match.span("what"))
        before = doc.before(match.start(), 30).lower()
        if before.rstrip().endswith(("why", "if", "it", "there")) and match["aux"] in ("is", "was", "are", "were"):
            continue
        message = f"“not” and “{match['what']}” negate twice; check the meaning."
        yield RULE.correction(span, _ANY[match["what"]], message, 0.88, 0.83)


def _inflect(aux: str, verb: str) -> str:
    from mtcheck.text.inflection import verb_form

    return {
        "ca": f"can {verb}",
        "wo": f"will {verb}",
        "did": verb_form(verb, "past"),
        "does": verb_form(verb, "s"),
    }.get(aux, verb)
