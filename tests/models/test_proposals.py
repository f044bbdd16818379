"""What may stand in a doubtful place instead: the candidates, and the probability that each of them is right."""

import itertools
import math
import re

import pytest

from mtcheck.core import Document, Span, plain
from mtcheck.repair.plan import apply
from mtcheck.resources import BUNDLED, Packaged
from mtcheck.tagger.candidates import CASE, FEATURES, INSERT, KINDS, OF, TURN, Candidate, Expected, candidates, features
from mtcheck.tagger.places import Place
from mtcheck.tagger.proposals import NONE, Proposer, log_odds, shares, weighed
from mtcheck.tagger.reading import read
from mtcheck.tagger.runtime import Tagger

TAGGER: Tagger = Packaged().model("tagger")


def place(text: str, words: str, *, gap: bool = False) -> tuple[Document, Place]:
    """A place made by hand: so many words of a text, or the gap before the last of them."""
    doc = plain(text)
    stretch = read(doc, TAGGER).stretches[0]
    start = text.index(words)
    inside = [
        number
        for number in range(len(stretch.reading.words))
        if Span(start, start + len(words)).contains(stretch.place(number))
    ]
    return doc, Place(stretch, inside[0], inside[-1], gap, "other")


def outcomes(text: str, words: str, *, gap: bool = False, expected: Expected | None = None) -> dict[str, Candidate]:
    """The text after each candidate."""
    doc, one = place(text, words, gap=gap)
    found = candidates(doc, one, TAGGER, expected) if expected else candidates(doc, one, TAGGER)
    return {apply(text, (candidate.edit,)): candidate for candidate in found}


@pytest.mark.parametrize(
    ("text", "words", "after"),
    [
        ("The council has raise the tax.", "raise", "The council has raised the tax."),  # another form
        ("The mayor met the the press.", "the the", "The mayor met the press."),  # a word too many
        ("He asked the council money.", "council money", "He asked the council for money."),  # a word too few
        ("They drank soup hot in the tent.", "soup hot", "They drank hot soup in the tent."),  # another order
        ("A law humanitarian international was passed.", "humanitarian international", None),
        ("She spoke at a conference of news.", "conference of news", "She spoke at a news conference."),
        ("He won at the festival of films.", "festival of films", "He won at the film festival."),  # and one of them
        ("The match ended at 19: 00 sharp.", "19: 00", "The match ended at 19:00 sharp."),  # a space too many
        ("The match was in march.", "march", "The match was in March."),  # a capital
    ],
)
def test_candidates_are_forms_orders_and_closed_classes(text: str, words: str, after: str | None) -> None:
    found = outcomes(text, words)
    assert after is None or after in found
    assert text not in found
    if after is None:
        assert "A humanitarian international law was passed." in found


def test_where_something_is_missing_words_are_put_in() -> None:
    found = outcomes("He asked the council money.", "council money", gap=True)
    assert found["He asked the council for money."].kind == INSERT
    assert "He asked the council, money." in found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Some 300 people left Lomna in 2019.", "300 people left Lomna"),
        ("Three men and two boys swam.", "Three men and"),
    ],
)
def test_no_candidate_brings_a_figure_or_a_name(text: str, words: str) -> None:
    instead = Expected({0: ["Paris", "five"], 1: ["Paris", "five", "12"], 2: ["Paris"], 3: ["Berlin"]}, {1: ["Rome"]})
    digits = "".join(filter(str.isdigit, text))
    for after in outcomes(text, words, expected=instead):
        assert "".join(filter(str.isdigit, after)) == digits
        assert not {"Paris", "Berlin", "Rome", "five", "Five"} & set(after.replace(".", "").split())


def test_what_a_language_model_expects_is_a_candidate_and_is_known_as_such() -> None:
    text = "The police reached the man."
    found = outcomes(text, "reached", expected=Expected({2: ["arrested"]}, {2: ["later"]}))
    assert found["The police arrested the man."].expected
    assert found["The police later reached the man."].expected


def test_candidates_come_once_and_in_one_order() -> None:
    doc, one = place("They drank soup hot of the army in the tent.", "soup hot of the army")
    found = candidates(doc, one, TAGGER)
    assert found == candidates(doc, one, TAGGER)
    assert len({apply(doc.text, (candidate.edit,)) for candidate in found}) == len(found)
    assert {candidate.kind for candidate in found} >= {OF, TURN, INSERT}
    assert {candidate.kind for candidate in found} <= {*KINDS}
    assert all(len(features(one, candidate)) == len(FEATURES) for candidate in found)


def test_a_word_that_begins_a_sentence_keeps_its_capital() -> None:
    found = outcomes("Police the arrested two men.", "Police the")
    assert "The police arrested two men." in found
    assert not any(after[0].islower() for after, one in found.items() if one.kind != CASE)


@pytest.mark.parametrize(
    ("text", "words", "after"),
    [
        ("We were not allowed to. Full marks to them.", "to. Full", "We were not allowed to full marks to them."),
        ("She waited. Four times a day he rang.", "waited. Four", "She waited four times a day he rang."),
        ("She went to see. Lomna lies in the north.", "see. Lomna", "She went to see Lomna lies in the north."),
        ("They ran 5 kilometres there.", "5 kilometres", None),
    ],
)
def test_no_candidate_glues_words_together(text: str, words: str, after: str | None) -> None:
    found = outcomes(text, words)
    assert after is None or after in found
    split = re.compile(r"[^\W_]+")
    pairs = {one + two for one, two in itertools.pairwise(split.findall(text.lower()))}
    for outcome in found:
        assert not pairs & set(split.findall(outcome.lower())), outcome
        assert not re.search(r"[.!?](?=[A-Z])", outcome), outcome


def test_the_shares_of_a_place_are_less_than_one_together() -> None:
    formula = {"candidate": [1.0, -1.0], "none": [1.0]}
    odds = log_odds([[2.0, 0.0], [0.0, 0.0]], [0.5], formula)
    assert odds == [1.5, -0.5]
    whole = math.exp(1.5) + math.exp(-0.5) + 1
    assert shares(odds) == pytest.approx([math.exp(1.5) / whole, math.exp(-0.5) / whole])
    assert shares([4000.0]) == [1.0]
    assert weighed([2.0], [(3.0, 1.0)], [0.5, -1.0, 2.0, -4.0]) == [2.0]


def with_formulas(tried: list[float]) -> Tagger:
    """The bundled model with formulas under which all candidates are alike before they are tried."""
    tagger = Tagger(BUNDLED, TAGGER.uses)
    plain_ = {"candidate": [0.0] * len(FEATURES), "none": [0.0] * len(NONE)}
    repairs = {"plain": plain_, "tried": tried}
    tagger.about = {**tagger.about, "fusion": {**tagger.about["fusion"], "repairs": repairs}}
    return tagger


@pytest.mark.slow
def test_only_what_is_likely_right_is_shown() -> None:
    doc, one = place("The mayor met the the press.", "the the")
    assert Proposer(doc, with_formulas([1.0, 9.0, 0.0, 0.0])).proposals(one, 0.9) == []  # each as likely as the others
    offered = Proposer(doc, with_formulas([1.0, 600.0, 0.0, -200.0])).proposals(one, 0.9)
    assert len(offered) == 1  # no two are doubted alike
    assert offered[0].confidence == 0.9  # no repair is likelier right than its place is wrong
    assert Proposer(doc, with_formulas([1.0, -9.0, 0.0, 0.0])).proposals(one, 0.9) == []


def test_once_the_readings_are_spent_nothing_is_proposed() -> None:
    doc, one = place("The mayor met the the press.", "the the")
    proposer = Proposer(doc, with_formulas([1.0, 600.0, 0.0, -200.0]))
    assert [len(proposer.proposals(one, 0.9)) for _ in range(3)] == [1, 1, 0]


def test_a_model_without_formulas_proposes_nothing() -> None:
    doc, one = place("The mayor met the the press.", "the the")
    tagger = with_formulas([])
    tagger.about = {**tagger.about, "fusion": {"proposals": [0.1, 0.2]}}  # as an earlier version wrote it
    assert Proposer(doc, tagger).proposals(one, 0.9) == []
