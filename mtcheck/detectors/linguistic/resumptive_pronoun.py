"""A relative clause that repeats its antecedent as an object pronoun and ends or goes on with the main verb."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.closed_classes import AUXILIARIES
from mtcheck.text.grammar import WORD
from mtcheck.text.vocabulary import MODAL, NOUN, PARTICIPLE, PAST, PLURAL, PRESENT

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
    rf"(?P<head>(?:The|This|These|Those|A|An) (?:{WORD} ){{1,4}}?)(?P<link>which|whom|that|who) "
    rf"(?:the|a|an|his|her|their|police|he|she|they|we|[A-Z]\w+) (?:{WORD} ){{0,2}}?(?P<verb>{WORD})"
    rf"(?P<pronoun> (?:it|him|her|them)) (?P<next>{WORD})"
)


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in at_sentence_starts(doc, _CLAUSE):
        head, following = match["head"].split()[-1], match["next"]
        if not vocabulary.mostly(head, NOUN, PLURAL) or not vocabulary.mostly(match["verb"], PAST, PARTICIPLE):
            continue
        if following not in AUXILIARIES and not vocabulary.mostly(following, PAST, PRESENT):
            continue
        between = match[0][len(match["head"]) : match.start("verb") - match.start()].split()
        if any(vocabulary.mostly(word, PAST, PRESENT, MODAL) or word in AUXILIARIES for word in between[1:]) or (
            match["link"] == "that" and head in ("fact", "claim", "idea", "news", "evidence")
        ):
            continue
        yield RULE.correction(Span(*match.span("pronoun")), "", f"“{match['pronoun'].strip()}” repeats “{head}”.", 0.86)
