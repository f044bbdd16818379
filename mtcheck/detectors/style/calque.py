"""Phrases that follow the source word by word, from `lexicons/calques.tsv`: light verbs, formulas, collocations; and
fixed phrases of English with a word in them replaced (`cues/fixed_phrases.py`).
"""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues import fixed_phrases
from mtcheck.cues.phrases import findings

RULE = Rule(
    id="calque",
    mqm="style/unidiomatic-style",
    summary="A turn of phrase follows the source language word by word.",
    why=(
        "Every language has its own fixed phrases for reporting news; carried over, they sound foreign or say something"
        " else."
    ),
    examples=(
        Bad("The ⟦prime clergyman→prime minister⟧ met the envoys."),
        Bad("The mayor spoke ⟦in an interview to→in an interview with⟧ the paper."),
        Bad("The envoy said so ⟦in an interview to→in an interview with⟧ a weekly."),
        Bad("She ⟦passed a heart attack→suffered a heart attack⟧ on stage and ⟦picked bronze in→won bronze in⟧ May."),
        Bad("Two men were ⟦launched on bail→released on bail⟧ on Tuesday."),
        Bad("She lost the ⟦last sport of the season→last game of the season⟧ and ⟦handed away→passed away⟧ in May."),
        Good("The boat was launched on Baikal, a sport of the rich handed down."),
        Good("She picked the silver spoon, and passed a heart attack victim; he is responsible."),
        Good("Passing sentence, the judge said a police official had led negotiations with the gang."),
        Good(
            "Ministers will impose cuts, and the support fund is shut. The relevant bank has an exit ban on the owner."
        ),
        Good("They endured a heavy defeat at Orlec, and the keeper received burns. Cold air moves south."),
    ),
    limits="Knows the phrases of its lists, the words that are put for theirs, and no others.",
)

_KINDS = frozenset({"calque", "light-verb", "wire-formula", "collocation"})
# German “es handelt sich um”, behind a sentence that has spoken of the person
_IT_IS_ABOUT = Pattern(
    r"\b(?P<known>suspects?|victims?|drivers?|perpetrators?|attackers?|gunm[ae]n|shooters?|detained|arrested|dead|deceased"
    r"|injured|winners?|identified|accused|killers?|bod(?:y|ies)|thie(?:f|ves)|robbers?|prisoners?|missing)\b[^.!?\n]*\.\s+"
    r"(?P<span>(?:It is|It was|It['’]s) (?:about|around)|It concerns)(?P<who> (?:(?P<one>an?)|(?:two|three|four|the))"
    r" (?:\d+-year-old |[a-z]+ ){0,2}(?:(?P<he>man|boy|teenager|father|brother)|(?P<she>woman|girl|mother|sister)"
    r"|(?P<they>men|women|boys|girls|brothers|sisters|teenagers|tourists|couple)))\b(?! who\b)"
)


def detect(doc: Document, resources: Resources) -> Findings:
    listed = list(findings(RULE, doc, resources, "calques", _KINDS))
    yield from listed
    for match in doc.matches(_IT_IS_ABOUT, kinds=frozenset({"paragraph"})):
        be = "was" if "was" in match["span"] else "is"
        who = f"He {be}" if match["he"] else f"She {be}" if match["she"] else f"They {'were' if be == 'was' else 'are'}"
        said = f"“{match['span']}” says who somebody is: “{who}”."
        if bool(match["they"]) != bool(match["one"]):
            yield RULE.correction(Span(*match.span("span")), who, said, 0.85, 0.82)
    yield from fixed_phrases.findings(RULE, doc, resources, [finding.span for finding in listed])
