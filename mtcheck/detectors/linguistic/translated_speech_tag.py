"""“so the minister” after a quotation: German “so” and French “ainsi” as a speech tag; a verb behind the name makes it
a plain “so”.
"""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.grammar import NAME, WORD
from mtcheck.text.vocabulary import PAST, PRESENT

RULE = Rule(
    id="translated-speech-tag",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MAJOR,
    summary="A speech tag was translated without its verb.",
    why="German and Dutch attribute a quotation by “so der Minister”, without a verb.",
    examples=(
        Bad("“The road is open,” ⟦so the minister→said the minister⟧."),
        Bad("“We wait”, ⟦thus the spokesman of the port→said the spokesman of the port⟧."),
        Bad("“Nobody was hurt,” ⟦so Lindqvist→said Lindqvist⟧ on Monday."),
        Good("“The road is open,” so the minister left."),
        Good("It rained, so Lindqvist went home."),
        Good("“It is over,” so the story goes."),
    ),
)

_TAG = Pattern(
    r"(?:(?<=[\"”»] )|(?<=[\"”»], ))"
    rf"(?P<tag>(?P<so>so|thus|so also|according so) (?P<who>(?:the|a|an|its) (?:{WORD} ){{0,5}}?{WORD}|{NAME}))"
    rf"(?=[.;]|$|, (?:who|which|the)\b| (?:on {NAME}|further|literally|in (?:a|an|the) [a-z]+|to [A-Z][a-z]+)[.,;])",
    needs=("so ", "thus "),
)
_VERBS = frozenset("goes went is was were are has had left says said came runs reads saying story legend".split())


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    for match in doc.matches(_TAG):
        if _VERBS.intersection(match["who"].lower().split()):
            continue
        if any(
            resources.model("vocabulary").mostly(word, PAST, PRESENT)
            for word in match["who"].split()[1:]
            if word.islower()
        ):
            continue
        span = Span(*match.span("tag"))
        yield RULE.correction(span, f"said {match['who']}", f"“{match['so']}” is used for “said”.", 0.9, 0.88)
