"""“them”, “him” and “us” before a finite verb, “he” and “they” behind a preposition: where nothing but the other case
can stand.
"""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span

RULE = Rule(
    id="pronoun-case",
    mqm="linguistic-conventions/grammar",
    preview=True,
    summary="A pronoun has the form of an object where it is the subject, or the other way round.",
    why="Many languages have one form for both, and engines and spinners put the wrong one.",
    examples=(
        Bad("Growers say ⟦them→they⟧ cannot compete."),
        Bad("She left because ⟦him→he⟧ was late, the court heard."),
        Bad("The prize went to ⟦they→them⟧."),
        Bad("Lund said that ⟦us→we⟧ must wait for ⟦he→him⟧."),
        Good("Players as good as him are rare, and everyone but me is ill."),
        Good("She and him were late; what is left for us is the house."),
        Good("They spoke of he who pays and to we happy few."),
        Good("He says that helping them is hard, and that between him and them are miles."),
    ),
)

_SUBJECTS = {"them": "they", "him": "he", "us": "we", "me": "I"}
_OBJECTS = {"he": "him", "she": "her", "they": "them", "we": "us"}
_AS_SUBJECT = Pattern(
    r"(?<![\w’'-])(?:says?|said|that|because|when|if|although|while|whether|where|thinks?|believes?|hopes?) "
    r"(?P<pronoun>them|him|us|me) (?:can|could|will|would|is|are|was|were|has|have|had|do|does|did|must|should|may"
    r"|cannot|might)(?![\w’'-])"
)
_AS_OBJECT = Pattern(
    r"(?<![\w’'-])(?:of|to|for|with|from|by|against|between|among|about) (?P<pronoun>he|she|they|we)(?=[.,;!?]|$)"
)


def detect(doc: Document, resources: Resources) -> Findings:
    for pattern, right in ((_AS_SUBJECT, _SUBJECTS), (_AS_OBJECT, _OBJECTS)):
        for match in doc.matches(pattern):
            pronoun = match["pronoun"]
            said = f"“{pronoun}” should be “{right[pronoun]}”."
            yield RULE.correction(Span(*match.span("pronoun")), right[pronoun], said, 0.88)
