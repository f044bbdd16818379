"""The proposer of repairs: what it is asked and what its answers change, by hand; a tiny model that has learnt answers
by heart; low-rank changes merged into weights.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from mtcheck.core import Document, Edit, Finding, Report, Span, plain
from mtcheck.errors import ResourceError
from mtcheck.profile.catalog import rule
from mtcheck.profile.models import ModelSettings
from mtcheck.reviewers.local.repair_proposer import (
    FEATURES,
    Answer,
    Written,
    asked,
    chance,
    changed,
    features,
    is_fit,
)

TEXT = "The mayor said so. Families were warned to travel at night, the police said."


def span(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def finding(doc: Document, words: str, *, sure: float = 0.7) -> Finding:
    return rule("doubtful-grammar").finding(span(doc.text, words), "Wrong.", confidence=sure)


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ("warned to", "were warned to travel"),
        ("Families", "Families were"),
        ("said.", "police said."),
        ("night", "at night, the"),  # the mark belongs to the word
        ("The", "The mayor"),
    ],
)
def test_a_place_is_shown_with_a_word_on_either_side(words: str, window: str) -> None:
    doc = plain(TEXT)
    found = asked(doc, span(TEXT, words))
    assert found is not None and found.window.of(TEXT) == window and found.sentence.contains(found.window)


def test_nothing_is_asked_about_two_sentences_or_a_long_place() -> None:
    doc = plain(f"{TEXT} It {'said and ' * 20}went.")
    assert asked(doc, span(TEXT, "so. Families")) is None
    assert asked(doc, span(doc.text, "said and " * 20)) is None


@pytest.mark.parametrize(
    ("answer", "after"),
    [
        ("were warned against travel", "were warned against travel"),
        ("were told not to travel", "were told not to travel"),
        ("were warned travel", "were warned travel"),
        ("warned to travel", "warned to travel"),
        ("were warned to", "were warned to"),
        ("were warned not to travel", "were warned not to travel"),
        ("they were warned to travel", "they were warned to travel"),
        ("were warned to travel alone", "were warned to travel alone"),
    ],
)
def test_an_answer_is_one_edit_of_whole_words(answer: str, after: str) -> None:
    window = span(TEXT, "were warned to travel")
    edit = changed(TEXT, window, answer)
    assert edit is not None
    whole = TEXT[: edit.span.start] + edit.text + TEXT[edit.span.end :]
    assert whole == TEXT.replace("were warned to travel", after)


def test_the_same_words_are_no_edit() -> None:
    assert changed(TEXT, span(TEXT, "were warned to travel"), "were warned to travel") is None


def test_what_is_likelier_is_surer() -> None:
    edit = Edit(Span(0, 1), "one")
    weights = (0.5, 0.3, 1.0, -0.5, -0.2, 0.0)
    likely, unlikely = Answer(edit, 1, -0.5, 0), Answer(edit, 1, -4.0, 0)
    said = Written(-3.0, (likely, unlikely))
    assert len(features(said, likely, 0.6)) == len(FEATURES) == len(weights) - 1
    assert chance(said, likely, 0.6, weights) > chance(said, unlikely, 0.6, weights)
    assert chance(said, likely, 0.9, weights) > chance(said, likely, 0.6, weights)
    assert chance(said, likely, 0.6, weights) > chance(Written(-0.01, ()), Answer(edit, 1, -5.0, 0), 0.6, weights)


@pytest.mark.parametrize(
    ("text", "fit"),
    [("against", True), ("not to", True), ("by Khartoum to", False), ("17 times to", False), ("", True)],
)
def test_a_repair_brings_no_name_and_no_figure(text: str, fit: bool) -> None:
    assert is_fit(TEXT, Edit(span(TEXT, "warned to"), text)) is fit


# Real models, tiny

LINE = "Families were warned to travel at night ."


@pytest.mark.slow
def test_a_tiny_model_proposes_what_it_has_learnt(torch: Any, tmp_path: Path) -> None:
    import tiny_models as tiny

    from mtcheck.reviewers.local.repair_proposer import Adapter

    known = [
        (LINE, "were warned to travel", "were warned against travel"),
        (LINE, "travel at night", "travel at night"),
        ("The mayor opened the school .", "mayor opened the", "mayor closed the"),
    ]
    proposer = Adapter(ModelSettings(str(tiny.proposer(tmp_path, known)), "repair-proposer", "tiny", device="cpu"))
    doc = plain(LINE)
    one = finding(doc, "warned to")
    said = proposer.review(Report(doc, (one,)), (one,))
    ((old, now),) = said.weighed
    assert old is one and now.rule is one.rule and now.span == one.span
    assert now.repairs[0].edits == (Edit(span(LINE, "to"), "against"),) and len(now.repairs) <= 3
    assert all(0.25 <= repair.confidence < 1 for repair in now.repairs)
    assert [one.confidence for one in now.repairs] == sorted((one.confidence for one in now.repairs), reverse=True)
    assert proposer.review(Report(doc, (one,)), (one,)) == said
    assert proposer.review(Report(doc, (one,)), ()).weighed == ()  # nothing that nobody is shown


@pytest.mark.slow
def test_a_model_without_the_marks_or_the_formula_is_a_sentence(torch: Any, tmp_path: Path) -> None:
    import tiny_models as tiny

    from mtcheck.reviewers.local.repair_proposer import Adapter

    causal = tiny.causal(tmp_path / "causal", epochs=1)
    with pytest.raises(ResourceError, match="corrections"):
        Adapter(ModelSettings(str(causal), "repair-proposer", "tiny"))
    learnt = tiny.proposer(tmp_path / "learnt", [(LINE, "warned to", "warned against")], steps=1)
    (learnt / "about.json").unlink()
    with pytest.raises(ResourceError, match="how sure"):
        Adapter(ModelSettings(str(learnt), "repair-proposer", "tiny"))


@pytest.mark.slow
def test_an_adapter_changes_the_weights_as_it_says(torch: Any, tmp_path: Path) -> None:
    import tiny_models as tiny
    from safetensors.torch import save_file

    from mtcheck.reviewers.local.loading import load

    base = tiny.proposer(tmp_path / "base", [(LINE, "warned to", "warned against")], steps=1)
    before = load(ModelSettings(str(base), "causal-lm", "tiny", device="cpu")).model
    name = "model.layers.0.self_attn.q_proj"
    down, up = torch.randn(2, 32), torch.randn(32, 2)
    folder = tmp_path / "adapter"
    folder.mkdir()
    save_file(
        {f"base_model.model.{name}.lora_A.weight": down, f"base_model.model.{name}.lora_B.weight": up},
        folder / "adapter_model.safetensors",
    )
    (folder / "adapter_config.json").write_text(json.dumps({"r": 2, "lora_alpha": 6}), encoding="utf-8")
    settings = ModelSettings(str(base), "causal-lm", "tiny", device="cpu", adapter=str(folder))
    after = load(settings).model
    change = after.get_submodule(name).weight - before.get_submodule(name).weight
    assert torch.allclose(change, 3 * up @ down, atol=1e-4)
    same = "model.layers.1.self_attn.q_proj"
    assert torch.equal(after.get_submodule(same).weight, before.get_submodule(same).weight)
    (folder / "adapter_config.json").write_text('{"r": 0, "lora_alpha": 6}', encoding="utf-8")
    with pytest.raises(ResourceError, match="adapter"):
        load(settings)
