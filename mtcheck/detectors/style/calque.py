"""Phrases that follow the source word by word, from `lexicons/calques.tsv`: light verbs, formulas, collocations; and
fixed phrases of English with a word in them replaced (`cues/fixed_phrases.py`).
"""

from mtcheck.core import Bad, Document, Findings, Good, Resources, Rule
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


def detect(doc: Document, resources: Resources) -> Findings:
    listed = list(findings(RULE, doc, resources, "calques", _KINDS))
    yield from listed
    yield from fixed_phrases.findings(RULE, doc, resources, [finding.span for finding in listed])
