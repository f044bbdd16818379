"""Verbs that do not agree with “each of”, with “one of the largest”, or with a pronoun that opens its sentence."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.inflection import plural
from mtcheck.text.vocabulary import BASE, PAST
from mtcheck.text.words import either

RULE = Rule(
    id="verb-agreement",
    mqm="linguistic-conventions/grammar",
    summary="A verb or noun has the wrong number.",
    why="The engine chooses the form by the nearest noun, or the source does not mark number.",
    examples=(
        Bad("Each of the players ⟦have→has⟧ signed."),
        Bad("The number of families who lost their homes in the flood ⟦have→has⟧ doubled since May."),
        Bad("It is one of the biggest ⟦company→companies⟧ in the valley."),
        Bad("⟦He have→He has⟧ left the town."),
        Bad("⟦They was→They were⟧ late, the judge found."),
        Bad("The police in Lomna ⟦has→have⟧ found the car."),
        Bad("Thousands of residents ⟦was→were⟧ moved."),
        Good("The police chief has resigned; the police of Lomna have not."),
        Good("Each of the players has signed; each of them may have won."),
        Good("One of the men who have been held is ill; one of the things that are lost."),
        Good("The number of firms that have risen is small; the numbers of pupils in town have grown."),
        Good("One of the plants the crews are testing is new."),
        Good("More than one of the men and two of the women were hurt; one of the men and his wife were ill."),
    ),
)

_EACH = Pattern(
    r"\b[Ee]ach of (?:the|his|her|their|these|its) (?:[a-z]+ ){1,2}(?P<verb>have|are|were|do)(?= (?!and\b)[a-z])"
)
_NUMBER_OF = Pattern(
    r"(?:^|(?<=[.!?] )|(?<=that )|(?<=while )|(?<=and ))[Tt]he (?:total |overall )?number of (?:[a-z-]+ ){1,3}?"
    r"(?:in (?:the [a-z]+|[A-Z]\w+) )?(?P<verb>have|are|were)(?= (?!that\b|who\b|you\b|we\b|they\b)[a-z]+)"
)
# A verb of change, which the people of “the number of people who …” do not do, ends the subject.
_GROWN = (
    r"(?:(?:more than|almost|nearly|now|also|already|sharply|slightly|steadily) )?(?:doubled|tripled|risen"
    r"|fallen|increased|grown|dropped|reached|exceeded|decreased|declined|soared|rising|falling|growing|increasing|decreasing|declining)"
)
_NUMBER_WHO = Pattern(
    r"\b[Tt]he (?:total |overall )?number of [a-z-]+(?: [\w’'-]+){1,12}? (?P<verb>have|are|were)"
    rf"(?= {_GROWN}\b)(?<!who have)(?<!that have)(?<!which have)(?<!who are)(?<!that are)(?<!who were)(?<!that were)"
)
_ONE = Pattern(
    r"\b(?<!than )(?<!but )(?<!every )[Oo]ne of (?:the|his|her|their|its|these|those|our) "
    r"(?:(?:two|three|four|five|six|seven|eight|nine|ten|many|other|most|\d+) )?(?P<kind>(?:[a-z’'-]+ ){0,2}?)"
    r"(?:[a-z]+s|men|women|children|people)"
    r"(?: (?:in|of|on|at|from|near) (?:(?:the|a|his|her|its|their) )?(?:[a-z]+|[A-Z]\w+))?"
    r"(?P<clause> (?:that|who|which) (?:have |are |were |had )?[a-z]+(?: [\w’'-]+){0,4}?)?"
    r" (?P<verb>were|have|are)(?= (?!that\b|who\b|you\b|we\b|they\b|all\b)[a-z]+)"
)
_KINDS = either("verb-agreement: one of")
_ONE_OF = Pattern(
    r"\b[Oo]ne of (?:the|its|his|her|their) (?:most [a-z]+|[a-z]+est|main|leading|best|top|oldest)"
    rf"(?: (?!in|of|on|at|for|to|by|the|and|ever|that)[a-z-]+)? (?P<noun>{_KINDS})"
    r"(?=[.,;]|$| (?:in|of|on|to|that|who|which|for|at|from|and|is|was|has)\b)"
)
_PRONOUN = Pattern(
    r"(?P<who>(?:He|She|It) (?P<many>have|are|do not)|They (?P<one>has|was|is|does not)|We (?P<ours>was|has|is))"
    r"(?= [a-z])"
)
# Nouns that are plural without an ending, and crowds that are counted.
_CROWD = Pattern(
    r"(?:(?:The )?(?:[Ll]ocal |[Rr]iot |[Tt]raffic |[Bb]order |[Mm]ilitary |[Ss]tate )?[Pp]olice"
    r"|(?:Many|Several|Most|Some|Few|The|These|Those|Two|Three|Four|Five|\d+) people"
    r"|(?:Dozens|Hundreds|Thousands|Scores) of (?:[a-z]+ )?"
    r"(?:people|residents|women|children|workers|homes|houses|soldiers|students|protesters|families|villagers"
    r"|passengers|migrants|refugees|troops|supporters|patients|farmers|buildings|schools|shops))"
    r"(?: (?:in|of|from|at|near) (?:the )?(?:[A-Z]\w+|[a-z]+))? (?P<verb>has|was|is|does)(?= (?!a\b|the\b)[a-z]+)"
)
_RIGHT = {"have": "has", "are": "is", "were": "was", "do": "does", "do not": "does not"}
_PLURAL = {"has": "have", "was": "were", "is": "are", "does": "do"}
_MANY = {"has": "have", "was": "were", "is": "are", "does not": "do not"}


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_EACH):
        verb = match["verb"]
        yield RULE.correction(Span(*match.span("verb")), _RIGHT[verb], "“Each” is singular.", 0.88)
    for match in doc.matches(_NUMBER_OF):
        if not {"who", "that", "which", "and", "we", "they"} & set(match[0].split()):
            verb, what = match["verb"], "“The number” is singular."
            yield RULE.correction(Span(*match.span("verb")), _RIGHT[verb], what, 0.85)
    for match in doc.matches(_NUMBER_WHO):
        if not {"and", "they", "we", "will", "would", "could", "may", "might", "must", "should"} & set(
            match[0].split()
        ):
            verb, what = match["verb"], "“The number” is singular."
            yield RULE.correction(Span(*match.span("verb")), _RIGHT[verb], what, 0.87)
    for match in doc.matches(_ONE):
        words = match[0].split()
        inside = (match["clause"] or "").split()
        if (
            not {"and", "or", "they", "we", "you", "but", "as", "than", "because", "while", "where"} & set(words)
            and not {"the", "a", "an", "his", "her", "their", "its", "this"} & set(match["kind"].split())
            and "n't" not in match[0].replace("’", "'")
            and words[-2] not in ("who", "that", "which", "whom")
            and (not inside or inside[1] in ("have", "are", "were", "had") or vocabulary.may_be(inside[1], BASE, PAST))
            and not (inside and inside[1] in ("have", "had") and len(inside) < 3)
        ):
            verb = match["verb"]
            yield RULE.correction(Span(*match.span("verb")), _RIGHT[verb], "“One” is singular.", 0.86)
    for match in doc.matches(_ONE_OF):
        noun = match["noun"]
        yield RULE.correction(Span(*match.span("noun")), plural(noun), "“One of the” takes the plural.", 0.92, 0.9)
    for match in at_sentence_starts(doc, _CROWD):
        verb = match["verb"]
        yield RULE.correction(Span(*match.span("verb")), _PLURAL[verb], "The subject is plural.", 0.86)
    for match in at_sentence_starts(doc, _PRONOUN):
        if not doc.in_quotation(match.start()):
            who, verb = match["who"].split(" ", 1)
            right = _RIGHT[verb] if match["many"] else _MANY[verb]
            yield RULE.correction(Span(*match.span("who")), f"{who} {right}", "Subject and verb disagree.", 0.9)
