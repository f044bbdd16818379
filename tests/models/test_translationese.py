"""The classifier that tells an engine's whole story from a person's."""

from pathlib import Path

import pytest

from mtcheck.errors import ResourceError
from mtcheck.resources import Packaged
from mtcheck.text.translationese import BUCKETS, Translationese

VOCABULARY = Packaged().model("vocabulary")
MODEL: Translationese = Packaged().model("translationese")
PLAIN = "The ministry said on Monday that the work was under way."
ODD = "By the ministry it was said that the given work is carried out."
LONG_AGO = "Nobody in the village remembers who built the bridge."


def taught(sentence: str) -> Translationese:
    """A classifier that takes all runs of one sentence for an engine's."""
    weights = bytearray(BUCKETS)
    for bucket in MODEL.buckets(sentence):
        weights[bucket] = 100
    return Translationese(bytes(weights), VOCABULARY)


def test_runs_that_output_has_raise_the_score() -> None:
    model = taught(ODD)
    assert model.score([ODD]) > model.score([PLAIN]) > 0.0
    assert taught(PLAIN).score([PLAIN]) > taught(PLAIN).score([ODD])


def test_weights_are_signed() -> None:
    weights = bytes([0x80]) * BUCKETS
    assert Translationese(weights, VOCABULARY).score([PLAIN]) < 0.0


def test_the_more_sentences_the_surer() -> None:
    model = taught(ODD)
    assert model.score([ODD] * 8) > model.score([ODD] * 2) > model.score([ODD, LONG_AGO])
    assert model.score([]) == model.score(["Yes, he did."]) == 0.0


def test_rare_words_count_as_their_part_of_speech() -> None:
    model = taught("The prosecutor questioned the smuggler.")
    assert model.score(["The beekeeper dismantled the hedgehog."]) > 0.0


def test_marks_of_a_house_style_and_figures_do_not_matter() -> None:
    plain = ['"We were 20 minutes late," the driver said - and it\'s true.']
    styled = ["“We were 35 minutes late,” the driver said – and it’s true."]
    assert MODEL.score(plain) == MODEL.score(styled) != 0.0


def test_every_bucket_has_a_weight() -> None:
    assert MODEL.buckets(ODD) < set(range(BUCKETS))
    assert Translationese(bytes(BUCKETS), VOCABULARY).score([ODD]) == 0.0


def test_a_file_that_is_gone_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtcheck.resources._HERE", Path("nowhere"))
    with pytest.raises(ResourceError, match="translationese cannot be read"):
        Packaged().model("translationese")


def test_words_of_a_feed_without_end_are_not_kept_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtcheck.text.translationese._KEPT", 10)
    model = Translationese(bytes(BUCKETS), VOCABULARY)
    for number in range(100):
        model.score([f"Ship{number} left port{number} for the harbour."])
    assert len(model._classes) <= 10
