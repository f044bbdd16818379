"""A name and its title with one comma where two belong: “The mayor of Tarn, Ada Lund said that”."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.clauses import Token, is_finite, may_be_finite, stands_alone, tokens
from mtcheck.text.grammar import NAME, WORD
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import Vocabulary
from mtcheck.text.words import either

RULE = Rule(
    id="half-open-apposition",
    mqm="linguistic-conventions/punctuation",
    preview=True,
    summary="A name beside its title has a comma on one side only.",
    why="Other languages set one comma or none there, and engines keep what they find.",
    examples=(
        Bad("The mayor of Tarn, Ada ⟦Lund→Lund,⟧ said that the bridge was safe."),
        Bad("Ada Lund, the head of the river ⟦board→board,⟧ told reporters that the water was rising."),
        Bad("The director of the ⟦clinic→clinic,⟧ Aru Lesk, announced on Monday that it would close."),
        Bad("The spokesman, Aru ⟦Lesk→Lesk,⟧ said that the bridge was safe."),
        Bad("The minister of ⟦transport→transport,⟧ Aru Lesk, said the bridge was safe."),
        Bad("The minister of transport, Aru ⟦Lesk→Lesk,⟧ opened new lines on Monday."),
        Bad("The company's director, Aru ⟦Lesk→Lesk,⟧ told reporters on Monday that it was late."),
        Bad("According to the mayor, Ada ⟦Lund→Lund,⟧ the bridge is safe."),
        Bad("In the view of the head of the clinic, Aru ⟦Lesk→Lesk,⟧ nobody was hurt."),
        Good("According to the mayor, Ada Lund, the bridge is safe. According to the mayor, Ada Lund was there."),
        Good("The head of the board, Ada Lund met in May, left. The mayor of Tarn, Ada Lund hoped, would stay."),
        Good("According to the mayor, Ada Lund the singer was there."),
        Good("The mayor, Ada Lund said the other day, is ill."),
        Good("The mayor of Tarn, Ada Lund, said that the bridge was safe."),
        Good("In Tarn, Mayor Ada Lund said that it was. The bridge is safe, the mayor of Tarn said."),
        Good("The mayor of Tarn and the head of the board, Ada Lund and Aru Lesk said, were late."),
        Good("Tarn mayor Ada Lund said so. Ada Lund, mayor since May, said so."),
    ),
)

_ROLE = rf"(?:{either('half-open-apposition: roles')})"
_OF = r"(?: (?:of|for|at|in) (?:the )?(?:[\w’'-]+ ){0,5}?[\w’'-]+)"
_SAID = (
    r"(?:said|says|told|added|announced|explained|warned|confirmed|stated|stressed|noted|declared|reported|denied"
    r"|claimed|insisted|recalled|admitted|believes|promised)"
)
_THEN = r"(?= (?:that|the|on|in|at|his|her|a|an|it|he|she|they|there|reporters|journalists|[A-Z])\b)"
_BEHIND_NAME = Pattern(
    rf"(?:The|His|Her|Its|Their) (?:[a-z’'-]+ ){{0,2}}?{_ROLE}{_OF}, (?P<who>{NAME}) (?P<verb>{WORD})(?= \w)"
)
_ACCORDING = Pattern(
    rf"(?:According to|In the (?:view|opinion|words) of) (?:the|his|her|its|their) (?:[a-z’'-]+ ){{0,2}}?{_ROLE}{_OF}?,"
    rf" (?P<who>{NAME})(?= (?:the|an?|his|her|its|their|this|these|those|there|it|he|she|they|we|no|nobody|all|some"
    rf"|most|many|two|three|several|only|about)\b)"
)
_BEHIND_TITLE = Pattern(rf"(?P<name>{NAME}), (?:the|a) (?:[a-z’'-]+ ){{0,2}}?(?P<who>{_ROLE}{_OF}) {_SAID}{_THEN}")
_BARE_TITLE = Pattern(
    rf"(?:The|His|Her|Its|Their) (?:[a-z’'-]+ )?{_ROLE}, (?P<who>{NAME}) (?:{_SAID}(?= (?:that|the) )"
    rf"|told (?=reporters|journalists|parliament|state|local|a|[A-Z]))"
)
_BEFORE_NAME = Pattern(
    rf"(?P<who>(?:The|His|Her|Its|Their) (?:[a-z’'-]+ ){{0,2}}?{_ROLE} (?:of|for) (?:the )?(?:[a-z’'-]+ ){{0,3}}?"
    rf"[a-z’'-]+) {NAME}, {_SAID}{_THEN}"
)


# the name and its verb stand between commas: “The mayor, Ada Lund said on Monday, is ill”
_GOES_ON = lazy(r"[^.!?;\n\"“”]{0,80}, (?:is|was|are|were|has|had|have|will|would|can|could|did|does)\b")


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for pattern in (_BEHIND_NAME, _BARE_TITLE, _BEHIND_TITLE, _BEFORE_NAME, _ACCORDING):
        for match in at_sentence_starts(doc, pattern):
            who = match["who"]
            if " and " in match[0] or (pattern is _BEHIND_TITLE and " " not in match["name"]):
                continue
            rest = tokens(doc.text, match.end("who"), doc.sentence_at(match.start()).end)
            if pattern is _BEHIND_NAME and not _is_its_verb(rest, vocabulary):
                continue
            if pattern is _ACCORDING and not _is_clause(rest, vocabulary):
                continue
            if pattern is not _ACCORDING and _GOES_ON.match(doc.text, match.end()):
                continue
            at = match.end("who")
            last = who.split()[-1]
            span = Span(at - len(last), at)
            message = "Two commas belong round a title beside its name, not one."
            yield RULE.correction(span, f"{last},", message, 0.86, 0.85)


def _is_its_verb(rest: list[Token], vocabulary: Vocabulary) -> bool:
    """Whether a finite verb begins the rest of the sentence, and none follows a comma."""
    return is_finite(rest, 0, vocabulary) and not any(
        rest[at].text == "," and may_be_finite(rest, at + 1, vocabulary) for at in range(len(rest) - 1)
    )


def _is_clause(rest: list[Token], vocabulary: Vocabulary) -> bool:
    """Whether a clause with a subject of its own follows; in “John Hill the builder left” the name is the subject."""
    return stands_alone(rest, vocabulary) and not (
        rest[0].low in ("the", "a", "an") and any(_OF_PERSON.search(word.low) for word in rest[1:3])
    )


_OF_PERSON = lazy(r"..(?:er|or|ist|man|woman|ian)$")
