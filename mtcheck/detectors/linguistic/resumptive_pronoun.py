"""A relative clause that repeats its antecedent as an object pronoun and ends or goes on with the main verb."""

from collections.abc import Iterator
from typing import Any

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.grammar import AUXILIARIES, WORD

RULE = Rule(
    id="resumptive-pronoun",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MAJOR,
    summary="A relative clause repeats what it refers to.",
    why="Arabic, Hebrew, Persian and Slavic speech keep a pronoun inside the clause.",
    examples=(
        Bad("The village which the minister visited⟦ it→⟧ is empty."),
        Bad("The man whom police arrested⟦ him→⟧ is 40."),
        Bad("The law that the council approved⟦ it→⟧ starts in May."),
        Bad("The three boats which the navy found⟦ them→⟧ were empty."),
        Good("The village which the minister visited is empty."),
        Good("The officer that he said arrested him is on leave."),
        Good("He said that the council approved it in May."),
        Good("The firm that bought it is Dutch."),
    ),
)

_CLAUSE = Pattern(
    rf"(?P<head>(?:The|This|These|Those|A|An) (?:{WORD} ){{1,4}}?)(?P<link>which|whom|that|who)"
    r" (?:the|a|an|his|her|their|police|he|she|they|we|[A-Z]\w+) "
    rf"(?:{WORD} ){{0,2}}?(?P<verb>{WORD})(?P<pronoun> (?:it|him|her|them)) (?P<next>{WORD})",
    needs=("which ", "whom ", "that ", "who "),
)


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    vocabulary: Any = None
    for match in at_sentence_starts(doc, _CLAUSE):
        vocabulary = vocabulary or resources.model("vocabulary")
        head, following = match["head"].split()[-1], match["next"]
        if vocabulary.tags(head)[:1] not in ("N", "P") or vocabulary.tags(match["verb"])[:1] not in ("D", "U"):
            continue
        if following not in AUXILIARIES and vocabulary.tags(following)[:1] not in ("D", "Z"):
            continue
        between = match[0][len(match["head"]) : match.start("verb") - match.start()].split()
        if any(vocabulary.tags(word)[:1] in ("D", "Z", "M") or word in AUXILIARIES for word in between[1:]) or (
            match["link"] == "that" and head in ("fact", "claim", "idea", "news", "evidence")
        ):
            continue
        span = Span(*match.span("pronoun"))
        yield RULE.correction(span, "", f"“{match['pronoun'].strip()}” repeats “{head}”.", 0.86)
