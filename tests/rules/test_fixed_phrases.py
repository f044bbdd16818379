"""Fixed phrases with a word replaced: what is found and what is put back, and that the two lists keep their rules."""

from itertools import product

import pytest

import mtcheck
from mtcheck.core import plain
from mtcheck.cues import fixed_phrases
from mtcheck.detectors.style import calque
from mtcheck.resources import Packaged
from mtcheck.text.fixed_phrases import FixedPhrases, forms, is_name, slots, table
from mtcheck.text.scanner import runs

RESOURCES = Packaged()
PHRASES = RESOURCES.table("fixed_phrases")
SUBSTITUTES = RESOURCES.table("substitutes")


def repaired(text: str) -> str:
    return mtcheck.fix(text, select=["calque"], depth="fast", review=True, min_confidence=0.5)


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("The loss of life toll rose.", "The death toll rose."),
        ("Demise tolls differ.", "Death tolls differ."),
        ("They met the Prime Clergyman.", "They met the Prime Minister."),
        ("A dash of Tall Court judges left.", "A dash of High Court judges left."),
        ("He was sentenced to existence in prison.", "He was sentenced to life in prison."),
        ("She has begged guilty.", "She has pleaded guilty."),
        ("The two were unleashed on bail.", "The two were released on bail."),
        ("Fire warriors came.", "Firefighters came."),
        ("It fell on Divider Road.", "It fell on Wall Street."),
        ("He left the Financial Institution of England.", "He left the Bank of England."),
        ("HIS LAUNCH ON BAIL: THE DEMISE TOLL ROSE.", "HIS RELEASE ON BAIL: THE DEATH TOLL ROSE."),
    ],
)
def test_the_missing_word_is_put_back(text: str, fixed: str) -> None:
    assert repaired(text) == fixed


@pytest.mark.parametrize(
    "text",
    [
        "The death toll rose, and the prime minister left.",
        "He rules with an iron fist.",
        "They put a divider road users like on the bridge.",  # a name without its capitals
        "He spoke of his demise. Tolls rose.",
        "He wrote “demise-toll” by hand.",
        "On the last day of existence, prison guards left.",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert repaired(text) == text


def test_an_article_follows_the_word_that_is_put_back() -> None:
    text = "It was an equity minister."
    (finding,) = fixed_phrases.findings(calque.RULE, plain(text), RESOURCES, ())
    (edit,) = finding.repairs[0].edits
    assert edit.span.of(text) == "an equity minister"
    assert edit.text == "a justice minister"


@pytest.mark.parametrize(
    ("text", "proposal"),
    [("She hurled birth.", "gave birth"), ("She has hurled birth.", "given birth"), ("Hurl birth!", "Give birth")],
)
def test_a_verb_is_put_back_in_the_form_that_the_words_before_ask_for(text: str, proposal: str) -> None:
    phrases = [{"phrase": "<give> birth", "joined": "", "sound": ""}]
    book = FixedPhrases(phrases, table(phrases, [{"word": "give", "part": "v", "substitutes": "hurl"}]))
    assert [found.proposal for found in book.find(frozenset(runs(text)), text)] == [proposal]


def test_lists_are_sorted_and_unique() -> None:
    phrases = [row["phrase"] for row in PHRASES]
    assert phrases == sorted(set(phrases))
    assert all(2 <= len(phrase.split(" ")) <= 7 for phrase in phrases)
    words = [(row["word"], row["part"]) for row in SUBSTITUTES]
    assert words == sorted(set(words))
    for row in SUBSTITUTES:
        others = row["substitutes"].split(" | ")
        assert others == sorted(set(others))
        assert row["word"] not in others
        assert row["part"] in ("n", "v", "a")


def test_every_word_of_the_lists_serves() -> None:
    replaced = {form for row in SUBSTITUTES for _, form in forms(row["word"], row["part"])}
    standing = {form.lower() for row in PHRASES for way in slots(row["phrase"]) for form in way}
    assert not [
        row["word"] for row in SUBSTITUTES if standing.isdisjoint(f for _, f in forms(row["word"], row["part"]))
    ]
    assert not [
        row["phrase"]
        for row in PHRASES
        if replaced.isdisjoint(form.lower() for way in slots(row["phrase"]) for form in way)
    ]


def test_no_variant_is_a_phrase_itself() -> None:
    written = {" ".join(words).lower() for row in PHRASES for words in product(*slots(row["phrase"]))}
    book = FixedPhrases(PHRASES, table(PHRASES, SUBSTITUTES))
    found = {text: [one.phrase for one in book.find(frozenset(runs(text)), text)] for text in written}
    assert not {text: phrases for text, phrases in found.items() if phrases}


def test_names_begin_with_a_capital() -> None:
    assert is_name("Wall Street")
    assert not is_name("death [toll]")
