"""A noun phrase without its noun: an article or such an adjective before a preposition, pronoun or auxiliary."""

import re
from itertools import pairwise

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.closed_classes import ARTICLES, DEMONSTRATIVES, POSSESSIVES
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import BASE, NOUN, PAST, PLURAL, PRESENT, Vocabulary
from mtcheck.text.words import either

RULE = Rule(
    id="missing-noun",
    mqm="accuracy/omission",
    severity=Severity.MAJOR,
    summary="An article or adjective has lost its noun, or a modal its verb.",
    why="Engines drop a name or noun that they do not know, or that the source leaves to the context.",
    examples=(
        Bad("The price of milk rose in ⟦the by⟧ a third."),
        Bad("Her third title was ⟦the second consecutive on⟧ clay."),
        Bad("The head of ⟦the of⟧ the town resigned."),
        Bad("The council rejected ⟦the upcoming and⟧ left."),
        Bad("The families ⟦would⟧ new homes by winter, the board said."),
        Bad("A crowd gathered ⟦to against→to protest against⟧ the closure."),
        Bad("Two men came ⟦to against⟧ the closure; ⟦the mayor of said⟧ that it was small."),
        Bad("The crew ⟦must⟧ without its captain in the regatta."),
        Good("The mayor will on Friday open the fair. The choir can in a pinch sing. The board said it would in May."),
        Good("So would his rivals, and the more they ask, the more will a court doubt; what would a ban change?"),
        Good("The by-election is a must for the party."),
        Good("Vitamin A is good; the A and the B road meet."),
        Good("They did their utmost to help; the then mayor agreed."),
        Good("He won a second straight set and a third straight game."),
    ),
    limits="The word that is missing can only come from the source.",
)

_NO_NOUNS = either("missing-noun: no nouns")
_ARTICLE = Pattern(rf"(?<![\w’'-])(?:[Tt]he |an |(?<=[a-z] )a )(?:{_NO_NOUNS}|for(?! and\b))(?= [a-z])(?! of course)")
_ATTRIBUTIVE = Pattern(
    r"(?<![\w’'-])(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts) (?:(?:first|second|third|[a-z]+th)"
    r" )?(?:consecutive|successive|straight"
    r"|so-called|upcoming|forthcoming|ongoing|outgoing|longtime|aforementioned|eponymous) (?:in|on|at|by|for|from"
    r"|with|after|before|was|were|is|are|has|have|had|will|would|and|during|since|said)(?= )(?! (?:and|or)\b)"
)
# “The mayor of said”, “one of the in the country”, “to against the closure”, “A was killed”.
_OF = Pattern(
    r"(?<![\w’'-])(?:[Tt]he|[Aa]|[Hh]is|[Hh]er|[Tt]heir) (?!part|kind|sort|type)[a-z]+ of "
    r"(?:said|rose|fell|told|was|were|has|have|had|announced)(?= [a-z])"
)
_ONE_OF = Pattern(
    r"(?<![\w’'-])[Oo]ne of (?:the|his|her|their|its) (?:in|on|at|for|to|and|that|who|said|was|is|are|were)(?= [a-z])"
)
_TO = Pattern(r"(?<=[a-z] )to (?:against|of|during|despite)(?= [a-z])(?! course)")
# what a crowd does, which has come to be against something
_GATHERED = lazy(
    r"\b(?:gather(?:ed|ing)?|rall(?:ied|ying)|march(?:ed|ing)?|assembl(?:ed|ing)|demonstrat(?:ed|ing)"
    r"|took to the streets|turned out|crowd(?:ed)?|protesters)\b"
)
_FIRST = Pattern(r"A (?:was|were|has|had) (?:[a-z]+ed|been|not|killed|found|shot|hit|broken)\b")
# A subject, a modal, and what begins an object.
_MODAL = Pattern(
    r"(?<=[a-z] )(?P<modal>would|will|could|should|must|can) "
    r"(?P<next>an?|new|his|her|their|its|our|against|two|three|four|five|several|many)(?= [a-z])"
)
# “The team will without its captain in the final”: a modal, and no verb up to the end of its clause
_MODAL_ALONE = Pattern(
    r"(?:The|His|Her|Its|Their|This|Most|Many|Some|[A-Z][a-z]+) (?:[A-Za-z][\w’-]* ){0,4}?(?P<noun>[\w’-]+) "
    r"(?P<modal>will|would|must|should|can|could|may) "
    r"(?:(?:without|at|in|with|from|before|against) (?:the|its|his|her|their|an?|this|[A-Z])[^.,;:?!\n\"“”]{4,90})\."
)
_WHO = frozenset("he she they it we police".split())
# Behind these subject and auxiliary change places: “so would his rivals”, “nor can a court”, “the more will they”.
_INVERTED = lazy(rf"\b(?:{either('missing-noun: before an auxiliary')})\b", re.IGNORECASE)


def _without_verb(doc: Document, vocabulary: Vocabulary) -> Findings:
    """“The families would new homes by winter”: a modal between its subject and an object."""
    for match in doc.matches(_MODAL, kinds=frozenset({"paragraph"})):
        sentence = doc.sentence_at(match.start())
        before, text = doc.before(match.start(), 30).split(" ")[-2], sentence.of(doc.text)
        noun = (
            vocabulary.tags(before) in ("P", "N", "PN", "NP", "U", "D", "UD", "DU")
            and vocabulary.count(before) >= _USUAL
        )
        if (
            not (before in _WHO or noun)
            or not text.rstrip('"”’) ').endswith(".")
            or _INVERTED.search(doc.text, max(sentence.start, match.start() - _NEAR), match.start("modal"))
        ):
            continue
        yield RULE.finding(Span(*match.span("modal")), f"No verb follows “{match['modal']}”.", confidence=0.8)


def _without_any(doc: Document, vocabulary: Vocabulary) -> Findings:
    """“The team will without its captain in the final.”"""
    for match in at_sentence_starts(doc, _MODAL_ALONE):
        lead = doc.text[match.start() : match.start("modal")].lower().split()
        rest = doc.text[match.end("modal") : match.end()].lower().strip(" .").split()
        if (
            doc.segment_at(match.start()).kind == "paragraph"
            and (match["noun"][0].isupper() or vocabulary.mostly(match["noun"], NOUN, PLURAL))
            and not any(
                word in ("be", "have", "do")
                or (vocabulary.may_be(word, BASE) and before not in _OF_NOUNS and not before.endswith(("'s", "’s")))
                for before, word in pairwise(("", *rest))
            )
            and not any(word in _TURNS or vocabulary.mostly(word, PAST, PRESENT) for word in lead)
        ):
            yield RULE.finding(Span(*match.span("modal")), f"No verb follows “{match['modal']}”.", confidence=0.8)


_OF_NOUNS = ARTICLES | POSSESSIVES | DEMONSTRATIVES
_TURNS = frozenset("as than so nor if when where what who which that whatever more never only not and".split())
_USUAL = 20  # uses of a noun from which on its part of speech is known
_NEAR = 60  # code points before a modal in which nothing turns subject and modal round


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _without_verb(doc, resources.model("vocabulary"))
    yield from _without_any(doc, resources.model("vocabulary"))
    for match in at_sentence_starts(doc, _FIRST):
        yield RULE.finding(Span(*match.span()), "No noun follows “A”.", confidence=0.8)
    for match in doc.matches(_TO, kinds=frozenset({"paragraph"})):
        before = doc.text[doc.sentence_at(match.start()).start : match.start()]
        protest = match[0].endswith("against") and _GATHERED.search(before)
        fixed = "to protest against" if protest else None
        yield RULE.correction(Span(*match.span()), fixed, "No verb follows “to”.", 0.85, 0.7)
    for pattern in (_ARTICLE, _ATTRIBUTIVE, _OF, _ONE_OF):
        for match in doc.matches(pattern, kinds=frozenset({"paragraph"})):
            words = match[0].split()
            yield RULE.finding(Span(*match.span()), f"No noun follows “{' '.join(words[:-1])}”.", confidence=0.85)
