"""A pronoun whose only possible antecedents are of the other gender; a person without a known gender nearby keeps the rule silent."""

from collections.abc import Iterator, Sequence
from dataclasses import replace as replaced
from typing import Any

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span, replace
from mtcheck.detectors._people import people, sentence_numbers
from mtcheck.text.inflection import match_case
from mtcheck.text.persons import Mention

RULE = Rule(
    id="pronoun-gender",
    mqm="accuracy/mistranslation",
    severity=Severity.MAJOR,
    summary="A pronoun does not fit the person it refers to.",
    why="Turkish, Persian, Finnish, Chinese and Indonesian have one pronoun for he and she; Romance possessives follow the thing owned.",
    examples=(
        Bad("Ms. Lindqvist opened the clinic, and ⟦he⟧ thanked the donors.", fixed="Ms. Lindqvist opened the clinic, and she thanked the donors."),
        Bad("The actress Nilay Aksu said ⟦his⟧ role was small.", fixed="The actress Nilay Aksu said her role was small."),
        Bad("Mr. Oyelaran greeted reporters with ⟦her⟧ wife at the gate.", fixed="Mr. Oyelaran greeted reporters with his wife at the gate."),
        Bad(
            "Klaudia Brenn, who bakes bread, said she had flour for a week. “After that we close,” ⟦he⟧ said.",
            fixed="Klaudia Brenn, who bakes bread, said she had flour for a week. “After that we close,” she said.",
        ),
        Good("Mr. Oyelaran met Ms. Lindqvist, and she thanked him."),
        Good("The king spoke first. Ms. Lindqvist opened the clinic, and he thanked the donors."),
        Good("Her father was a baker. Ms. Lindqvist said his bread was famous."),
        Good("A doctor met Ms. Lindqvist. He said all was well."),
        Good("“He is late,” Ms. Lindqvist said."),
    ),
    limits="Gender is taken from titles, nouns for people, given names that belong to one gender in nearly all countries, and other pronouns.",
)

_NEAR = Pattern(r"(?<![\w’'-])(?:[Hh]e|[Hh]im|[Hh]is|[Ss]he|[Hh]er|[Hh]imself|[Hh]erself)(?![\w])", needs=("he", "hi"))
_OTHER = {"he": "she", "him": "her", "his": "her", "himself": "herself", "she": "he", "hers": "his", "herself": "himself"}
_OPPOSITE = {"m": "f", "f": "m"}
_WINDOW = 4  # sentences before the pronoun in which nobody of its gender, or of none, may stand


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    if not any(True for _ in doc.matches(_NEAR)):
        return
    vocabulary: Any = resources.model("vocabulary")
    found = people(doc, resources)
    places = sentence_numbers(doc, found)
    for index, mention in enumerate(found):
        if mention.kind != "pronoun" or doc.is_masked(mention.start, mention.end):
            continue
        if (
            doc.text[mention.end : mention.end + 7] in (" or she", " or her", "/she an"[:7])
            or doc.text[max(0, mention.start - 3) : mention.start] == "or "
        ):
            continue
        rival = _rival(found, places, index)
        if rival is None:
            continue
        word = doc.text[mention.start : mention.end]
        fixed = _turn(doc, mention, word, vocabulary)
        span = Span(mention.start, mention.end)
        name = doc.text[rival.start : rival.end]
        found[index] = replaced(mention, gender=rival.gender)
        yield RULE.finding(
            span,
            f"“{word}” does not fit “{name}”, and nobody else is near.",
            confidence=0.82,
            repairs=[replace(span, fixed, 0.8)],
            related=(Span(rival.start, rival.end),),
        )


def _rival(found: Sequence[Mention], places: Sequence[int], index: int) -> Mention | None:
    """The nearest person before the pronoun, if all near ones are surely of the other gender."""
    pronoun, here = found[index], places[index]
    following = found[index + 1] if index + 1 < len(found) else None
    near: Mention | None = None
    if following is not None and following.kind == "pronoun" and following.gender != pronoun.gender and places[index + 1] == here:
        return None  # “he spoke to her”: two people
    sandwiched = (
        following is not None
        and following.kind == "pronoun"
        and following.gender == _OPPOSITE[pronoun.gender]
        and places[index + 1] - here <= 1
        and index > 0
        and found[index - 1].gender == following.gender
        and found[index - 1].kind == "name"
        and places[index - 1] == here
    )
    for at in range(index - 1, max(-1, index - 40), -1):
        mention, distance = found[at], here - places[at]
        if distance > (0 if sandwiched else _WINDOW):
            break
        if mention.gender != _OPPOSITE[pronoun.gender]:
            return None
        if near is None and mention.kind != "pronoun" and distance <= 2:
            near = mention
    if near is None:
        return None
    if following is not None and following.gender != near.gender and following.kind != "pronoun" and 1 < following.start - pronoun.end < 60:
        return None
    return near


def _turn(doc: Document, mention: Mention, word: str, vocabulary: Any) -> str:
    low = word.lower()
    if low == "her":
        following = doc.text[mention.end : mention.end + 30].split()
        owns = (
            bool(following)
            and doc.text[mention.end : mention.end + 1] == " "
            and vocabulary.tags(following[0].strip(".,;:"))[:1] in ("N", "P", "J", "U", "Q", "G", "")
        )
        return match_case("his" if owns else "him", word)
    return match_case(_OTHER[low], word)
