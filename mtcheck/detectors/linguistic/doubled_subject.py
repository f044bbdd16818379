"""A noun and a pronoun for it side by side; not with a later finite verb (“the plan it backed failed”)."""

import re

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.resumed_subject import RESUMED
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.closed_classes import AUXILIARIES, MONTHS, WEEKDAYS
from mtcheck.text.grammar import NAME, WORD
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import ADJECTIVE, DETERMINER, MODAL, PARTICIPLE, PAST, PRESENT, Vocabulary
from mtcheck.text.words import listed

RULE = Rule(
    id="doubled-subject",
    mqm="linguistic-conventions/grammar",
    summary="The subject is repeated as a pronoun.",
    why="Arabic, Hindi and spoken Romance resume the subject before the verb.",
    examples=(
        Bad("The company⟦ it→⟧ denied the claims."),
        Bad("The rebels⟦ they→⟧ left the town at dawn."),
        Bad("This law⟦ it→⟧ was never used."),
        Bad("President Halvard⟦ he→⟧ said that talks would resume."),
        Bad("The mayor of the town, Ines Varga,⟦ he→⟧ declared that the bridge was safe."),
        Bad("Ines Varga, the head of the port,⟦ she→⟧ denied the claims."),
        Bad("Varga⟦ she→⟧ told reporters that the port was shut."),
        Bad("Oleh Hnatenko⟦ he→⟧ left the town at dawn."),
        Good("Monday he left, Yesterday she came. Varga she had never met. Lomna he called a town of saints."),
        Good("Varga he told was dead."),
        Good("The mayor of the town, Ines Varga, he said, was abroad."),
        Good("The mayor of the town, Ines Varga, she claimed was absent."),
        Good("The company it denied a licence is bankrupt."),
        Good("The plan it announced in May has failed."),
        Good("The first thing they did was to run."),
        Good("The rebels, they said, left the town."),
    ),
    limits="Only at the start of a sentence.",
)

_DOUBLED = Pattern(
    r"(?:(?P<noun>(?:The|This|These|Those|Our|His|Her|Their|Its) (?:[a-z’'-]+ )?(?P<head>[a-z’'-]+))"
    rf"|(?:President|Minister|Mr\.?|Mrs\.?|Ms\.?|General) {NAME})(?P<pronoun> (?:it|they|he|she)) (?P<verb>{WORD})"
)
_BARE = Pattern(rf"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,2}})(?P<pronoun> (?:he|she)) (?P<verb>{WORD})(?= \w)")
_CALLED = frozenset("called named dubbed described considered found made hated loved knew saw met visited had".split())
_ENDS = frozenset(
    "and or but because that which who when while if as after before since although where until so than to".split()
)
_NOT_HEADS = listed("doubled-subject: not heads")


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    taken: set[int] = set()  # pronouns that are found
    for match in at_sentence_starts(doc, _DOUBLED):
        head, pronoun, verb = match["head"], match["pronoun"].strip(), match["verb"].lower()
        if head is not None:
            tag = vocabulary.tags(head)[:1]
            if head in _NOT_HEADS or tag not in ("N", "P") or (tag == "P") != (pronoun == "they"):
                continue
        elif pronoun not in ("he", "she"):
            continue
        if not (verb in AUXILIARIES or vocabulary.mostly(verb, PAST, PRESENT, PARTICIPLE)):
            continue
        if _has_finite(doc, match.end(), vocabulary):
            continue
        taken.add(match.start("pronoun"))
        yield RULE.correction(Span(*match.span("pronoun")), "", f"“{pronoun}” repeats the subject.", 0.86)
    for match in at_sentence_starts(doc, RESUMED):
        verb = match["verb"].lower()
        if (verb in AUXILIARIES or vocabulary.mostly(verb, PAST, PRESENT, PARTICIPLE)) and not _has_finite(
            doc, match.end(), vocabulary
        ):
            pronoun = match["pronoun"].strip()
            yield RULE.correction(Span(*match.span("pronoun")), "", f"“{pronoun}” repeats the subject.", 0.86)
    for match in at_sentence_starts(doc, _BARE):
        verb = match["verb"].lower()
        if (
            all(_is_of_person(word, vocabulary) for word in match["name"].split())
            and verb not in _CALLED
            and (verb in AUXILIARIES or vocabulary.mostly(verb, PAST, PRESENT, PARTICIPLE))
            and (_says_clause(doc, match) or not _has_finite(doc, match.end(), vocabulary))
            and match.start("pronoun") not in taken
        ):
            pronoun = match["pronoun"].strip()
            yield RULE.correction(Span(*match.span("pronoun")), "", f"“{pronoun}” repeats the subject.", 0.84)


def _says_clause(doc: Document, match: "re.Match[str]") -> bool:
    """Whether the verb tells a clause that begins with its subject: “she said the line was cut”."""
    return (
        match["verb"] in ("said", "says", "added", "warned", "believes")
        and _SUBJECT.match(doc.text, match.end()) is not None
    )


_SUBJECT = lazy(r" (?:the|an?|his|her|its|their|this|these|there|it|they|he|she|we|no|nobody|all|some|many|most)\b")
_TITLES = frozenset("President Minister Mr Mr. Mrs Mrs. Ms Ms. General Mayor Dr Dr. Judge Senator Governor".split())


def _is_of_person(word: str, vocabulary: Vocabulary) -> bool:
    """Whether the word is none but a name, and not that of a day."""
    if word in _TITLES:
        return True
    return vocabulary.capital(word) >= _NAME and word not in (*WEEKDAYS, *MONTHS)


_NAME = 90  # percent of capitals inside sentences


def _has_finite(doc: Document, start: int, vocabulary: Vocabulary) -> bool:
    """Whether the rest of the clause has another finite verb, or ends where a relative clause would."""
    rest = doc.text[start : min(doc.sentence_at(start).end, start + 200)]
    words = rest.split()
    for before, word in zip(["", *words], words, strict=False):
        low = word.strip('.,;:"“”').lower()
        if (low in AUXILIARIES and low not in ("been", "be")) or (
            vocabulary.mostly(low, PAST, PRESENT, MODAL) and not vocabulary.mostly(before, DETERMINER, ADJECTIVE)
        ):
            return True
        if low in _ENDS or word[-1] in ".;:,":
            return False
    return False
