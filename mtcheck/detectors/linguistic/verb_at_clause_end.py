"""Participle and auxiliary at the very end of a subordinate clause that has its own subject."""

from collections.abc import Iterator
from typing import Any

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.grammar import WORD, is_participle

RULE = Rule(
    id="verb-at-clause-end",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MAJOR,
    summary="The verbs of a clause stand at its end.",
    why="German, Dutch, Turkish, Persian and Japanese clauses end in their verb.",
    examples=(
        Bad("He said that ⟦he the law signed has→he has signed the law⟧."),
        Bad("The mayor left because ⟦the bridge closed was→the bridge was closed⟧."),
        Bad("Villagers who ⟦their houses lost had→had lost their houses⟧, waited in the school."),
        Bad("It is unclear whether ⟦the council the plan approved has→the council has approved the plan⟧."),
        Good("The man who the police said was killed was a guard."),
        Good("He knew how badly hurt she was."),
        Good("The firm did better than analysts expected it would."),
        Good("He asked whether the man they arrested was."),
    ),
    limits="Clauses that begin without a conjunction are not seen.",
)

_NP = rf"(?:the|a|an|his|her|their|its|this|these) (?:{WORD} ){{0,2}}?{WORD}"
_CLAUSE = Pattern(
    r"\b(?P<link>that|because|when|after|if|whether|although|since|before|which|who|while)"
    rf" (?P<clause>(?P<subject>he|she|they|it|we|I|{_NP})"
    rf"(?: (?P<object>{_NP}|him|them|it))? (?P<verb>[a-z]+) (?P<aux>has|have|had|is|was|were|would|will))(?=[.,;]|$)",
    needs=tuple(f" {word}" for word in "has have had is was were would will".split()),
)
_OBJECTS = frozenset("his her their its the a an this these".split())


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    vocabulary: Any = None
    for match in doc.matches(_CLAUSE):
        subject, thing, verb, aux, link = match["subject"], match["object"], match["verb"], match["aux"], match["link"]
        vocabulary = vocabulary or resources.model("vocabulary")
        modal = aux in ("would", "will")
        if not (vocabulary.tags(verb)[:1] == "B" if modal else is_participle(verb, vocabulary)):
            continue
        words = [word for part in (subject, thing or "") if " " in part for word in part.split()[1:]]
        if any(vocabulary.tags(word)[:1] in ("D", "Z", "M", "I", "C", "O", "") for word in words):
            continue  # another verb or a preposition stands inside: "the man they arrested was"
        if (
            not thing
            and subject in ("he", "she", "they", "it", "we", "I")
            and aux in ("is", "was", "were", "would", "will")
        ):
            continue  # "which he used was,": the clause may be the subject of what follows
        if link in ("which", "who") and not thing:
            if subject.split()[0] not in _OBJECTS or aux not in ("has", "have", "had"):
                continue
            fixed = f"{aux} {verb} {subject}"
        elif link in ("which", "that") and not thing and subject in ("he", "she", "they", "it", "we", "I"):
            continue
        else:
            fixed = f"{subject} {aux} {verb} {thing}" if thing else f"{subject} {aux} {verb}"
        span = Span(*match.span("clause"))
        yield RULE.correction(span, fixed, f"The verbs “{verb} {aux}” stand at the end of the clause.", 0.88, 0.82)
