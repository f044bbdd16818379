"""Verbs of telling: nobody told (told that), no “to” (explained us), or one too many (asked to them)."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.closed_classes import BE
from mtcheck.text.inflection import match_case
from mtcheck.text.vocabulary import NAME, NOUN, Vocabulary
from mtcheck.text.words import either

RULE = Rule(
    id="verb-listener",
    mqm="linguistic-conventions/grammar",
    summary="The one who is told something is missing, or is joined to the verb in the wrong way.",
    why=(
        "Russian рассказал о, German erklärte ihm, Spanish pidió al ministro: the listener stands where English has"
        " none."
    ),
    examples=(
        Bad("The keeper ⟦told about→spoke about⟧ the new pier."),
        Bad("The port board has ⟦informed that→announced that⟧ the gate is shut."),
        Bad("He ⟦explained reporters→explained to reporters⟧ that the road was closed."),
        Bad("The mayor ⟦explained the residents→explained to the residents⟧ why the pier was shut."),
        Good("The mayor was told about the pier, and the crew, told that it was safe, went aboard."),
        Good("Patients told about the risk often wait; the story told about the pier is old."),
        Good("A court told that he was ill freed him; people informed about the strike stayed away."),
        Good("The mayor explained the residents' plan; he was asked to the wedding."),
    ),
)

_LISTENERS = either("verb-listener: listeners")
_UNTOLD = Pattern(
    r"(?<![\w’'-])(?P<who>[^\W\d_][\w’'-]*) (?:also |earlier |later )?(?P<said>(?P<verb>told|informed|informs) "
    r"(?P<link>that|about))(?= \w)"
)
_INSTEAD = {
    "told that": "said that",
    "told about": "spoke about",
    "informed that": "said that",
    "informed about": "reported on",
    "informs that": "says that",
    "informs about": "reports on",
}
_ONE = frozenset({"he", "she"})
_PERFECT = {"told about": "spoken about"}
_TELLERS = frozenset("he she who authorities police officials ministry government".split())
# What is told or informed when it stands before the verb: “a court told that”, “the tale told about him”.
_TOLD = frozenset(
    "court jury inquest inquiry trial tribunal hearing story tale truth lie joke anecdote history public patient"
    " customer parliament audience world nation reader viewer mother father".split()
)
_TO = Pattern(
    r"(?<![\w’'-])(?:(?P<verb>explained|announced|mentioned|declared|stated|stressed|emphasised|emphasized|suggested"
    rf"|confirmed|described) (?P<whom>(?:(?:the|his|her|their) )?(?:{_LISTENERS})|us|them|him|me)"
    r"|(?P<saying>said) (?P<one>(?:the )?(?:reporters|journalists|press)|us|them|him|me)) (?=that|how|why|what)"
)
_TOO_MANY = Pattern(
    r"(?<![\w’'-])(?P<before>[^\W\d_][\w’'-]*)"
    r" (?P<verb>asked|asks|ordered|orders|urged|urges|advised|advises|warned|warns"
    rf"|told|tells) to (?P<whom>(?:the|his|her|their) (?:{_LISTENERS})|him|them|us) (?=to |not to |that )"
)
_PASSIVE = BE | {"get", "got", "gets", "as", "not", "when", "if"}


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_UNTOLD):
        who, said = match["who"], match["said"]
        perfect = who in ("has", "have", "had")
        if perfect or _tells(doc, match.start("who"), who, vocabulary):
            right = _PERFECT.get(said, _INSTEAD[said]) if perfect else _INSTEAD[said]
            if said == "informed that" and (perfect or (who[0].islower() and who not in _ONE)):
                right = "announced that"  # a body does so
            message = f"“{match['verb']}” needs somebody who is told."
            yield RULE.correction(Span(*match.span("said")), right, message, 0.86, 0.82)
    for match in doc.matches(_TO):
        verb, whom = (match["verb"], match["whom"]) if match["verb"] else (match["saying"], match["one"])
        span = Span(match.start("verb" if match["verb"] else "saying"), match.end("whom" if match["verb"] else "one"))
        yield RULE.correction(span, f"{verb} to {whom}", f"“{verb}” needs “to” before the listener.", 0.88)
    for match in doc.matches(_TOO_MANY):
        if match["before"].lower() not in _PASSIVE:
            verb, whom = match["verb"], match["whom"]
            span = Span(match.start("verb"), match.end("whom"))
            fixed = match_case(f"{verb} {whom}", verb)
            yield RULE.correction(span, fixed, f"“{verb}” takes the listener without “to”.", 0.88)


def _tells(doc: Document, start: int, who: str, vocabulary: Vocabulary) -> bool:
    """Whether the word before the verb is its subject: a name, “he”, or a noun that is not told something itself."""
    if who in _TELLERS:
        return True
    if who[0].isupper():
        return start > doc.sentence_at(start).start and vocabulary.mostly(who, NAME, NOUN, "")
    return vocabulary.mostly(who, NOUN) and who not in _TOLD
