"""Verbs that take an object or an -ing form before “to” in English; the repair keeps what follows."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.closed_classes import BE
from mtcheck.text.inflection import match_case, verb_form
from mtcheck.text.vocabulary import BASE, NOUN, PARTICIPLE, PAST, Vocabulary

RULE = Rule(
    id="verb-complement",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MINOR,
    summary="A verb is followed by an infinitive that it does not take.",
    why="French permet de, Russian позволяет, German erlaubt zu: no object needed there.",
    examples=(
        Bad("The new valve ⟦allows to→makes it possible to⟧ reduce losses."),
        Bad("Doctors ⟦recommend to drink→recommend drinking⟧ water."),
        Bad("The crew ⟦avoided to use→avoided using⟧ the lift."),
        Bad("The team ⟦succeeded to reach→succeeded in reaching⟧ the summit."),
        Good("It’s recommended to wait, and they’re finished to perfection."),
        Good("The valve allows crews to reduce losses."),
        Good("She recommended to the board that it wait."),
        Good("What the law allows to be said is little."),
    ),
)

_ALLOW = Pattern(
    r"(?<![\w’'-])(?P<verb>allows|enables|permits|allowing|enabling|permitting|makes able"
    r"|(?<=will )(?:allow|enable|permit)|(?<=would )(?:allow|enable|permit)) to (?P<base>[a-z]+)\b"
)
_ING = Pattern(
    r"(?<![\w’'-])(?P<verb>recommends?|recommended|suggests|suggested|avoids?|avoided|avoiding|denied|denies|risks?"
    r"|risked|considers|finished|postponed|resumed|admitted|enjoys?|delayed|succeed|succeeds|succeeded|insisted"
    r"|insists|accused) to (?P<base>[a-z]+)\b(?P<next> [a-z]+)?"
)
_NOUN_BEFORE = frozenset(
    "have has had the a of for no their his her its with without and or new building work residence visas"
    " parking".split()
)
_BE = (BE | {"get", "got", "not", "what", "as"}) - {"am"}


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_ALLOW):
        base = match["base"]
        before = doc.before(match.start(), 12).lower().split()
        if (
            base == "be"
            or not _is_verb(base, vocabulary)
            or _be_before(doc, match.start())
            or not before
            or before[-1] in _NOUN_BEFORE
        ):
            continue
        span = Span(match.start("verb"), match.start("base") - 1)
        fixed = (
            "making it possible to"
            if match["verb"].endswith("ing")
            else "make it possible to"
            if not match["verb"].endswith("s")
            else "makes it possible to"
        )
        yield RULE.correction(span, match_case(fixed, match["verb"]), f"“{match['verb']}” needs an object.", 0.86, 0.85)
    for match in doc.matches(_ING):
        base, verb = match["base"], match["verb"]
        if base == "be" and verb == "considers":
            continue  # what it considers to be wrong
        if (base not in ("be", "have") and not _is_verb(base, vocabulary)) or _be_before(doc, match.start()):
            continue
        if verb.startswith(("risk", "consider", "accused", "finished")) and not (match["next"] or "").strip():
            continue
        preposition = (
            "in "
            if verb.startswith("succe")
            else "on "
            if verb.startswith("insist")
            else "of "
            if verb == "accused"
            else ""
        )
        span = Span(match.start("verb"), match.end("base"))
        before = doc.before(match.start(), 12).split()
        if verb in ("risk", "risks", "finished", "admitted", "accused", "delayed", "postponed", "resumed") and (
            not before
            or before[-1]
            not in ("they", "he", "she", "we", "it", "who", "which", "not", "would", "will", "has", "have")
        ):
            continue
        yield RULE.correction(
            span, f"{verb} {preposition}{verb_form(base, 'ing')}", f"“{verb}” takes no infinitive.", 0.86
        )


def _is_verb(base: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.may_be(base, BASE) or (
        vocabulary.mostly(base, NOUN) and vocabulary.mostly(verb_form(base, "past"), PAST, PARTICIPLE)
    )


def _be_before(doc: Document, start: int) -> bool:
    before = doc.before(start, 20).lower().split()
    return bool(before) and (
        before[-1] in _BE
        or before[-1].endswith(("'s", "’s", "'re", "’re"))
        or (before[-1].endswith(("n't", "n’t", "ly")) and len(before) > 1 and before[-2] in _BE)
    )
