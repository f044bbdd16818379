"""The conditional of unconfirmed reports; a condition, plan or ban in the sentence keeps the rule silent."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.inflection import verb_forms

RULE = Rule(
    id="press-conditional",
    mqm="accuracy/mistranslation",
    severity=Severity.NEUTRAL,
    summary="“would have” reports something unconfirmed.",
    why=(
        "French, Spanish, Italian and Portuguese news uses the conditional for what is not confirmed; in English it"
        " says that it did not happen."
    ),
    examples=(
        Bad("The blast ⟦would have killed→reportedly killed⟧ twelve people, according to a first count."),
        Bad("According to police sources, the suspect ⟦would have fled→reportedly fled⟧ to the north."),
        Bad("The oldest layer ⟦would date→reportedly dates⟧ from the Bronze Age, according to the team."),
        Good("The blast would have killed more people if the school had been open."),
        Good("According to the council, the dam would have flooded two villages."),
        Good("Without the alarm the fire would have killed them, police said."),
        Good("The bomb, had it gone off, would have killed dozens, according to the army."),
    ),
)

_HAVE = Pattern(
    r"\b(?P<verb>would (?:already |also )?have (?P<participle>killed|injured|wounded|fled|been killed|been arrested"
    r"|been injured|been wounded|been shot|been kidnapped|been abducted|been found dead|stolen|escaped|confessed|died"
    r"|been seen|committed suicide|fallen asleep))\b"
)
_DATE = Pattern(r"\b(?P<verb>would (?P<base>date|originate|come)) (?:from|back to)\b")
_SOURCE = (
    "according to|sources|reportedly|preliminary|provisional|first count|eyewitness|witnesses|investigators|local media"
    "|the daily|newspaper"
).split("|")
_CONDITION = (
    " if |had |without|otherwise|could |unless|but for|more |might |would be|another |even |imagine|in time".split("|")
)
_PLANNED = (
    "plan|plot|bill| law|proposal|foiled|thwarted|defused|failed|deal|project|hypothe|scenario|estimate|saved|prevent"
    "|vaccin|lockdown"
).split("|")


def detect(doc: Document, resources: Resources) -> Findings:
    for pattern in (_HAVE, _DATE):
        for match in doc.matches(pattern):
            if doc.in_quotation(match.start()):
                continue
            sentence = doc.sentence_at(match.start())
            around = f" {sentence.of(doc.text)} ".lower()
            if not any(word in around for word in _SOURCE) or any(word in around for word in (*_CONDITION, *_PLANNED)):
                continue
            span = Span(*match.span("verb"))
            if pattern is _DATE:
                fixed = "reportedly " + verb_forms(match["base"])["s"][0]
            elif match["participle"].startswith("been "):
                be = "were" if _plural(doc, match.start()) else "was"
                fixed = f"{be} reportedly {match['participle'][5:]}"
            else:
                fixed = f"reportedly {_past(match['participle'])}"
            message = "The conditional seems to mean “reportedly”; check whether it happened."
            yield RULE.correction(span, fixed, message, 0.7)


def _past(participle: str) -> str:
    return {"stolen": "stole", "fallen asleep": "fell asleep"}.get(participle, participle)


def _plural(doc: Document, start: int) -> bool:
    word = (doc.before(start, 30).split() or [""])[-1]
    return word.endswith("s") or word in ("people", "men", "women", "children", "they")
