"""A paragraph that opens with a phrase, a stop, and the sentence to which the phrase belongs: "After the talks in Tarn.
The two sides left."

Only prepositions and participles that open a setting count, and only where no verb stands in the phrase and a whole
sentence follows it.
"""

from itertools import chain

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.clauses import finite_verbs, holds_verb, may_be_finite, stands_alone, tokens
from mtcheck.text.grammar import NAME, WEEKDAY, lower_first
from mtcheck.text.vocabulary import PARTICIPLE, PAST, PRESENT, Vocabulary
from mtcheck.text.words import either, listed

RULE = Rule(
    id="stop-after-phrase",
    mqm="linguistic-conventions/punctuation",
    severity=Severity.MAJOR,
    preview=True,
    summary="A stop cuts an opening phrase off its sentence.",
    why="Engines translate line by line and finish each line as a sentence.",
    needs=("vocabulary",),
    examples=(
        Bad("After three days of talks in Tarn⟦. The→, the⟧ two sides agreed to meet again."),
        Bad("Because of the flood in the lower valley⟦. All→, all⟧ schools will stay closed on Monday."),
        Bad("According to the mayor of the old town⟦. They→, they⟧ have lost half of the harvest."),
        Bad("During the night from Monday to Tuesday⟦. Ada→, Ada⟧ Lund was seen at the port of Lomna."),
        Bad("On Monday⟦. The→, the⟧ council will meet again."),
        Bad("When the police reached the house⟦. The→, the⟧ man had already fled."),
        Good("After three days of talks in Tarn. Nothing."),
        Good("The head of the school in Lomna, Prof. Ada Lund, said it was full."),
        Good("After the war. After the flood. The town has seen it all."),
        Good("After the mayor left. The crews went home."),
        Good("The ferry left. After three days at sea. The crew was tired."),
    ),
    limits="Reads only the opening of a paragraph: further down the phrase may belong to the sentence before.",
)

_OPENING = Pattern(
    rf"(?P<phrase>(?:{either('stop-after-phrase: leads')}) [^.!?:;\n\"“”]{{8,140}})\. (?P<word>[A-Z][\w’'-]*)(?= )"
)
_CLAUSE = Pattern(
    r"(?P<phrase>(?:Although|Though|Even though|If|Unless|Whereas|As soon as|Given that|Provided that|When|While) "
    r"[^.,!?:;\n\"“”]{8,120})\. (?P<word>[A-Z][\w’'-]*)(?= )"
)
_DAY = Pattern(
    rf"(?P<phrase>On {WEEKDAY}(?: (?:morning|afternoon|evening|night))?|In (?:{NAME}|(?:19|20)\d\d))"
    r"\. (?P<word>[A-Z][\w’'-]*)(?= )"
)
# The mayor of the town. Ada Lund, opened the fair. The mayor, who has been ill since May. Told the crews that
_SUBJECT = Pattern(
    r"(?P<lead>(?:The|His|Her|Its|Their) [^.!?:;\n\"“”]{4,110})\. (?P<word>[A-Z][\w’'-]*)(?P<rest>(?:"
    r" [A-Z][\w’'-]+){0,3}, (?P<verb>[a-z]+)| )"
)
# The men were arrested in Torv. In connection with the theft of a boat, police said.
_TAGGED = Pattern(
    r"\. (?P<word>In connection with|As part of|As a result of|Because of|Due to|On suspicion of|For the|On charges"
    r" of|With the|At the|In the|On the|Near the|From the|By the|During the|After the)"
    r"(?P<phrase>[^.,!?:;\n\"“”]{3,90}), (?P<who>[^.,!?:;\n\"“”]{2,60}?)"
    r" (?:said|reported|reports|announced|confirmed|added|told [a-z]+)\."
)
_SUBJECTS = frozenset(
    "The A An He She It They His Her Its Their This These Those That There Two Three Four Five Six Several Many Some"
    " All Both Most".split()
)


_TITLES = listed("sentences: titles")  # “the dean of the school, Dr. Ada Lund”


def _cut_subjects(doc: Document, vocabulary: Vocabulary) -> Findings:
    """A subject cut from its verb, or a title from the name that follows."""
    for match in at_sentence_starts(doc, _SUBJECT):
        lead = tokens(doc.text, match.start(), match.end("lead"))
        word, low = match["word"], match["word"].lower()
        if (
            lead[-1].low in _TITLES
            or finite_verbs(lead, vocabulary)
            or doc.segment_at(match.start()).kind != "paragraph"
        ):
            continue
        span = Span(match.end("lead"), match.end("word"))
        said = f"The stop before “{word}” cuts the sentence in two."
        if match["verb"]:
            named = " " in match["rest"].split(",")[0] and vocabulary.mostly(match["verb"], PAST, PRESENT, PARTICIPLE)
            if named and lead[1:] and not any(may_be_finite(lead, at, vocabulary) for at in range(1, len(lead))):
                yield RULE.correction(span, f", {word}", said, 0.84, 0.84)
        elif vocabulary.mostly(low, PAST) or low in _VERBS:
            relative = any(token.low in ("who", "which", "whose") for token in lead)
            if relative or not any(may_be_finite(lead, at, vocabulary) for at in range(1, len(lead))):
                yield RULE.correction(span, f", {low}" if "," in match["lead"] else f" {low}", said, 0.84, 0.84)


def _tagged(doc: Document, vocabulary: Vocabulary) -> Findings:
    """A phrase that the sentence before should hold, with nothing behind it but who said so."""
    for match in doc.matches(_TAGGED):
        phrase = tokens(doc.text, match.start("word"), match.end("phrase"))
        before = doc.sentence_at(match.start() - 1)
        left = tokens(doc.text, before.start, match.start())
        if (
            any(may_be_finite(phrase, at, vocabulary) for at in range(1, len(phrase)))
            or not finite_verbs(left, vocabulary)
            or doc.in_quotation(match.start() + 2)
            or (not _WHO.issuperset(match["who"].split()[:1]) and not match["who"][0].isupper())
            or finite_verbs(tokens(doc.text, match.start("who"), match.end("who")), vocabulary)
        ):
            continue
        word = match["word"]
        span = Span(match.start(), match.end("word"))
        yield RULE.correction(span, f" {lower_first(word)}", f"The stop before “{word}” cuts its sentence.", 0.82, 0.82)


_WHO = frozenset(
    "the police a an local authorities officials his her their its prosecutors investigators doctors".split()
)
_VERBS = frozenset("said told won lost held met left led took gave made went came began became spoke saw".split())


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    yield from _cut_subjects(doc, vocabulary)
    yield from _tagged(doc, vocabulary)
    for match in chain.from_iterable(at_sentence_starts(doc, pattern) for pattern in (_OPENING, _CLAUSE, _DAY)):
        segment = doc.segment_at(match.start())
        if segment.span.start != match.start() or segment.kind != "paragraph":
            continue
        phrase = tokens(doc.text, match.start(), match.end("phrase"))
        clause = match.re is _CLAUSE.compiled
        if (len(phrase) < 4 and match.re is not _DAY.compiled) or (
            bool(finite_verbs(phrase, vocabulary)) or not holds_verb(phrase, vocabulary)
            if clause
            else any(may_be_finite(phrase, at, vocabulary) for at in range(1, len(phrase)))
        ):
            continue
        word = match["word"]
        following = doc.sentence_at(match.start("word"))
        rest = tokens(doc.text, match.start("word"), following.end)
        whole = len(rest) > 3 and stands_alone(rest, vocabulary) and doc.text[following.end - 1] in '.”"'
        if (
            word in ("You", "I", "We")
            or following.start != match.start("word")
            or not whole
            or not finite_verbs(rest, vocabulary)
        ):
            continue
        common = word in _SUBJECTS or (vocabulary.count(word) > 0 and vocabulary.capital(word) < _NAME)
        span = Span(match.end("phrase"), match.end("word"))
        new = f", {lower_first(word) if common else word}"
        yield RULE.correction(span, new, f"The stop before “{word}” cuts the opening phrase off.", 0.82, 0.8)


_NAME = 50  # percent of capitals inside sentences from which on a word keeps its own
