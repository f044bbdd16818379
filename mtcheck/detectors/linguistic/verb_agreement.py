"""Verbs that do not agree with “each of”, with “one of the largest”, or with a pronoun that opens its sentence."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.inflection import plural

RULE = Rule(
    id="verb-agreement",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MINOR,
    summary="A verb or noun has the wrong number.",
    why="The engine chooses the form by the nearest noun, or the source does not mark number.",
    examples=(
        Bad("Each of the players ⟦have→has⟧ signed."),
        Bad("It is one of the biggest ⟦company→companies⟧ in the valley."),
        Bad("⟦He have→He has⟧ left the town."),
        Bad("⟦They was→They were⟧ late, the judge found."),
        Good("Each of the players has signed; each of them may have won."),
        Bad("The number of farms in the valley ⟦have→has⟧ fallen by half."),
        Good("A number of farms have been sold; the number of farms that are for sale is small."),
        Good("It is one of the biggest company failures in the valley."),
        Good("One of the largest in the country, it has 300 beds."),
        Good("“He don't know,” she said. Should he have known?"),
    ),
)

_EACH = Pattern(
    r"\b[Ee]ach of (?:the|his|her|their|these|its) (?:[a-z]+ ){1,2}(?P<verb>have|are|were|do)(?= (?!and\b)[a-z])",
    needs=("ach of",),
)
_NUMBER_OF = Pattern(
    r"(?:^|(?<=[.!?] )|(?<=that )|(?<=while )|(?<=and ))[Tt]he (?:total |overall )?number of (?:[a-z-]+ ){1,3}?"
    r"(?:in (?:the [a-z]+|[A-Z]\w+) )?(?P<verb>have|are|were)(?= (?!that\b|who\b|you\b|we\b|they\b)[a-z]+)",
    needs=("number of",),
)
_ONE_OF = Pattern(
    r"\b[Oo]ne of (?:the|its|his|her|their) (?:most [a-z]+|[a-z]+est|main|leading|best|top|oldest)"
    r"(?: (?!in|of|on|at|for|to|by|the|and|ever|that)[a-z-]+)? (?P<noun>company|city|country|party|player|man|woman"
    r"|problem|reason|place|team|bank|event|leader|region|town|person|state|case|victim|suspect|member|candidate"
    r"|expert|book|film|project|university|hospital|school|club|airport|river|building|house|factory|question|task"
    r"|goal|fighter|child|politician|artist|actor|writer|singer|journalist|attack|accident|issue|example|source)"
    r"(?=[.,;]|$| (?:in|of|on|to|that|who|which|for|at|from|and|is|was|has)\b)",
    needs=("ne of",),
)
_PRONOUN = Pattern(
    r"(?P<who>(?:He|She|It) (?P<many>have|are|do not)|They (?P<one>has|was|is|does not)|We (?P<ours>was|has|is))"
    r"(?= [a-z])",
    needs=("he ", "she ", "it ", "they ", "we "),
)
_RIGHT = {"have": "has", "are": "is", "were": "was", "do": "does", "do not": "does not"}
_MANY = {"has": "have", "was": "were", "is": "are", "does not": "do not"}


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    for match in doc.matches(_EACH):
        verb = match["verb"]
        yield RULE.correction(Span(*match.span("verb")), _RIGHT[verb], "“Each” is singular.", 0.88)
    for match in doc.matches(_NUMBER_OF):
        if not {"who", "that", "which", "and", "we", "they"} & set(match[0].split()):
            verb, what = match["verb"], "“The number” is singular."
            yield RULE.correction(Span(*match.span("verb")), _RIGHT[verb], what, 0.85)
    for match in doc.matches(_ONE_OF):
        noun = match["noun"]
        yield RULE.correction(Span(*match.span("noun")), plural(noun), "“One of the” takes the plural.", 0.92, 0.9)
    for match in at_sentence_starts(doc, _PRONOUN):
        if not doc.in_quotation(match.start()):
            who, verb = match["who"].split(" ", 1)
            right = _RIGHT[verb] if match["many"] else _MANY[verb]
            yield RULE.correction(Span(*match.span("who")), f"{who} {right}", "Subject and verb disagree.", 0.9)
