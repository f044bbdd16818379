"""A name and its title with one comma where two belong: “The mayor of Tarn, Ada Lund said that”."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.grammar import NAME
from mtcheck.text.lazy import lazy
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
_BEHIND_NAME = Pattern(rf"(?:The|His|Her|Its|Their) (?:[a-z’'-]+ ){{0,2}}?{_ROLE}{_OF}, (?P<who>{NAME}) {_SAID}{_THEN}")
_BEHIND_TITLE = Pattern(rf"(?P<name>{NAME}), (?:the|a) (?:[a-z’'-]+ ){{0,2}}?(?P<who>{_ROLE}{_OF}) {_SAID}{_THEN}")
_BARE_TITLE = Pattern(rf"(?:The|His|Her|Its|Their) (?:[a-z’'-]+ )?{_ROLE}, (?P<who>{NAME}) {_SAID}(?= (?:that|the) )")
_BEFORE_NAME = Pattern(
    rf"(?P<who>(?:The|His|Her|Its|Their) (?:[a-z’'-]+ ){{0,2}}?{_ROLE} (?:of|for) (?:the )?(?:[a-z’'-]+ ){{0,3}}?"
    rf"[a-z’'-]+) {NAME}, {_SAID}{_THEN}"
)


_GOES_ON = lazy(r"[^.!?;\n\"“”]{0,80}, (?:is|was|are|were|has|had|have|will|would|can|could|did|does)\b")


def detect(doc: Document, resources: Resources) -> Findings:
    for pattern in (_BEHIND_NAME, _BARE_TITLE, _BEHIND_TITLE, _BEFORE_NAME):
        for match in at_sentence_starts(doc, pattern):
            who = match["who"]
            if _GOES_ON.match(doc.text, match.end()):
                continue  # the name and its verb stand between commas: “The mayor, Ada Lund said on Monday, is ill”
            if " and " in match[0] or (pattern is _BEHIND_TITLE and " " not in match["name"]):
                continue
            at = match.end("who")
            last = who.split()[-1]
            span = Span(at - len(last), at)
            message = "Two commas belong round a title beside its name, not one."
            yield RULE.correction(span, f"{last},", message, 0.86, 0.85)
