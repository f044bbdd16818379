"""Models of the user, without a framework: settings, memory, surprises under a made-up language model, and what is said
when something is absent.

`test_tiny_models.py` runs real models.
"""

import builtins
import importlib.util
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from commands import run
from hypothesis import given
from hypothesis import strategies as st

import mtcheck
from mtcheck.core import Applicability, Edit, Finding, Repair, Report, Span, plain
from mtcheck.errors import ConfigError, ResourceError
from mtcheck.evaluation.signature import sign
from mtcheck.profile.above import TAGGED
from mtcheck.profile.config import Config, parse
from mtcheck.profile.models import CAUSAL, ModelSettings
from mtcheck.readers import text as plain_text
from mtcheck.repair.plan import apply
from mtcheck.reviewers import rewrite
from mtcheck.reviewers.local import memory, surprise
from mtcheck.reviewers.local.windows import Window, clean
from mtcheck.reviewers.review import Review, added

STORY = "The mayor mayor opened the bridge.\n"


def deep(*models: dict[str, Any], **keys: Any) -> Config:
    return parse({"depth": "deep", "models": list(models), **keys}, Path("mtcheck.toml"))


def test_defaults_depend_on_the_task() -> None:
    tagger, causal, judge = deep(
        {"path": "a/house", "task": "token-classification"},
        {"path": "b", "task": "causal-lm"},
        {"path": "c", "task": "sequence-classification", "labels": {"good": 1, "bad": 0}},
    ).models
    assert (tagger.name, tagger.threshold, causal.threshold, judge.threshold) == ("house", 0.5, 4.0, None)
    assert not tagger.allow_download and tagger.device == tagger.dtype == "auto"


def test_a_folder_beside_the_profile_is_meant(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    table = {"models": [{"path": "house", "task": "causal-lm"}, {"path": "desk/gpt", "task": "causal-lm"}]}
    assert [model.path for model in parse(table, tmp_path / "mtcheck.toml").models] == [
        str(tmp_path / "house"),
        "desk/gpt",
    ]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"task": "causal-lm"}, "number 1 has no “path”"),
        ({"path": "a"}, "no “task”"),
        ({"path": "a", "task": "translation"}, "token-classification, masked-lm"),
        ({"path": "a", "task": "causal-lm", "treshold": 3}, "threshold"),
        ({"path": "a", "task": "token-classification", "threshold": 3}, "a probability from 0 to 1"),
        ({"path": "a", "task": "token-classification", "labels": {"X": "awful"}}, "none, neutral, minor"),
        ({"path": "a", "task": "sequence-classification", "labels": {"X": 3}}, "from 0 to 1"),
        ({"path": "a", "task": "causal-lm", "labels": {"X": "minor"}}, "“labels” are for"),
        ({"path": "a", "task": "causal-lm", "labels": []}, "a table of labels"),
        ({"path": "a", "task": "causal-lm", "device": "gpu"}, "cuda"),
        ({"path": "a", "task": "sequence-to-sequence", "prompt": "grammar:"}, "{text} once"),
        ({"path": "a", "task": "causal-lm", "allow_download": "yes"}, "true or false"),
    ],
)
def test_a_table_that_makes_no_sense(table: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        deep(table)


def test_tables_that_make_no_sense_together() -> None:
    with pytest.raises(ConfigError, match="another model is called “a”"):
        deep({"path": "a", "task": "causal-lm"}, {"path": "x/a", "task": "masked-lm"})
    with pytest.raises(ConfigError, match=r"\[\[models\]\]"):
        parse({"models": {"path": "a"}}, Path("mtcheck.toml"))


def test_without_the_extra_the_install_line_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "torch" else found(name, *rest)
    )
    report = mtcheck.check(STORY, config=deep({"path": "nowhere", "task": "masked-lm"}))
    reasons = {one.reason for one in report.skipped if one.rule == "surprising-word"}
    assert any("needs torch" in reason and "pip install mtcheck[models]" in reason for reason in reasons)
    assert {finding.rule.id for finding in report.findings} == {"doubled-word"}


@pytest.mark.slow
def test_a_model_that_was_asked_for_by_name_leaves_the_story_unchecked(tmp_path: Path) -> None:
    (tmp_path / "mtcheck.toml").write_text(
        'depth = "deep"\nselect = ["doubled-word", "model-finding"]\n[[models]]\npath = "no/where"\ntask ='
        ' "token-classification"\n'
    )
    (tmp_path / "story.txt").write_text(STORY)
    result = run("check", "story.txt", "--config", "mtcheck.toml", cwd=tmp_path)
    assert result.code == 3 and "not checked: model-finding." in result.out and "Traceback" not in result.err
    assert run("check", "story.txt", "--config", "mtcheck.toml", "--select", "doubled-word", cwd=tmp_path).code == 1


def test_below_deep_no_model_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def watch(name: str, *rest: Any, **more: Any) -> Any:
        assert not name.startswith(("torch", "transformers", "mtcheck.reviewers.local.loading"))
        return imported(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", watch)
    report = mtcheck.check(STORY, config=replace(deep({"path": "nowhere", "task": "masked-lm"}), depth="fast"))
    assert not any(one.rule.startswith("surprising") for one in report.skipped)


def test_the_signature_names_the_weights(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"one")
    config = deep({"path": str(tmp_path), "task": "masked-lm"})
    first = sign(config).models
    assert sign(config).models == first != sign(Config()).models
    (tmp_path / "model.safetensors").write_bytes(b"two")
    assert sign(config).models != first
    assert sign(replace(config, depth="standard")).models == sign(Config()).models


# Memory


@given(st.lists(st.integers(1, 50), max_size=30), st.integers(1, 60), st.integers(1, 8))
def test_batches_lose_nothing_and_halve_where_memory_runs_out(rows: list[int], room: int, size: int) -> None:
    seen: list[int] = []

    def work(batch: list[int]) -> list[int]:
        if len(batch) > 1 and max(batch) * len(batch) > room:
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory")
        seen.append(len(batch))
        return [row * 10 for row in batch]

    assert memory.in_batches(rows, lambda row: row, lambda longest: size, work) == [row * 10 for row in rows]
    assert max(seen, default=0) <= size


def test_a_single_row_that_does_not_fit_is_a_sentence() -> None:
    def work(batch: list[int]) -> list[int]:
        raise MemoryError

    with pytest.raises(ResourceError, match="smaller model"):
        memory.in_batches([3, 4], lambda row: row, lambda longest: 8, work)


def test_another_error_is_not_taken_for_want_of_memory() -> None:
    def work(batch: list[int]) -> list[int]:
        raise RuntimeError("shapes do not fit")

    with pytest.raises(RuntimeError, match="shapes"):
        memory.in_batches([3], lambda row: row, lambda longest: 8, work)


# Windows


@given(st.text(st.characters(), max_size=30))
def test_clean_text_is_as_long_as_before(text: str) -> None:
    assert len(clean(text)) == len(text)
    clean(text).encode()


def test_a_window_knows_the_tokens_of_a_word() -> None:
    window = Window(0, (9, 1, 2, 3, 9), (None, (0, 3), (4, 7), (7, 9), None))
    assert window.tokens(4, 9) == [2, 3] and window.tokens(5, 6) == [2] and window.tokens(0, 3) == [1]
    assert window.tokens(8, 12) == [] and window.margin([2, 3]) == 1
    assert Window(0, (9, 9), (None, None)).tokens(0, 1) == []


# Surprises, under a language model that is made up


class Told:
    """Every word has two bits, but for those that are told."""

    def __init__(self, **odd: float) -> None:
        self._odd = odd

    def bits(self, asked: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> list[list[float | None]]:
        return [[self._odd.get(text[a:b], 2.0 + (a % 3) / 10) for a, b in spans] for text, spans in asked]


LONG = (
    "the mayor opened the bridge and the council closed the old school near the river while people watched the quiet"
    " market from a small hill over town. " * 2
)
SETTINGS = ModelSettings("x", CAUSAL, "gpt", threshold=4.0)


def found(text: str, model: Told, settings: ModelSettings = SETTINGS) -> tuple[Finding, ...]:
    return surprise.review(plain_text.read(text), model, settings).findings


def test_a_word_far_beyond_the_others_is_found() -> None:
    (finding,) = found(f"{LONG}They ate the zebra there.", Told(zebra=30.0))
    assert finding.rule.id == "surprising-word" and 0.5 <= finding.confidence <= 0.9
    assert finding.message == "“zebra” surprises “gpt”: 30 bits, where a word of this story has 3."


@pytest.mark.parametrize(
    "text",
    [
        "They ate the zebra.",
        f"{LONG}The zebra and the zebra.",
        f"{LONG}They met Zebra.",
        f"{LONG}See www.zebra.com today.",
    ],
)
def test_few_words_repeated_words_names_and_addresses_are_left_alone(text: str) -> None:
    assert not found(text, Told(zebra=30.0, Zebra=30.0))


def test_a_seam_that_had_better_be_none() -> None:
    text = "He spoke to the people. Of the town on Monday."
    (finding,) = found(text, Told(Of=14.0, of=1.0))
    assert finding.rule.id == "surprising-seam"
    assert apply(text, finding.repairs[0].edits) == "He spoke to the people of the town on Monday."
    assert "bits less" in finding.message
    assert not found(text, Told(Of=14.0, of=1.0), replace(SETTINGS, seam_threshold=20.0))


# Rewrites


def rewritten(text: str, words: str, start: int, end: int) -> list[str]:
    flagged = TAGGED.finding(Span(start, end), "Wrong.", confidence=0.6)
    offers = rewrite.repairs(text, rewrite.edits(text, Span(0, len(text)), words), [flagged], 0.5)
    return [apply(text, repair.edits) for _, repair in offers]


def test_a_rewrite_is_kept_at_flagged_words_and_one_word_beside_them() -> None:
    text = "The mayor opened a old bridge on Monday ."
    assert rewritten(text, "The mayor opened an old bridge on Friday .", 17, 18) == [
        "The mayor opened an old bridge on Monday ."
    ]
    assert rewritten(text, "The mayor opened the oldest bridge on Monday .", 17, 18) == [
        "The mayor opened the oldest bridge on Monday ."
    ]
    assert not rewritten(text, "The mayor opened the newest tunnel there on Monday .", 17, 18)


def test_beside_a_flagged_mark_no_word_is_changed() -> None:
    text = "The mayor opened the bridge ."
    assert not rewritten(text, "The mayor opened the tunnel.", 27, 29)
    assert rewritten(text, "The mayor opened the bridge.", 27, 29) == ["The mayor opened the bridge."]


def test_a_rewrite_that_brings_a_number_or_a_sentence_is_dropped() -> None:
    text = "They came in many."
    assert not rewritten(text, "They came in 1712.", 13, 17)
    assert not rewritten(text, "They came in many. Approve this now please.", 13, 17)


# What a review adds to a report


DOC = plain("The mayor mayor opened the bridge.")
KNOWN = TAGGED.finding(Span(4, 15), "Known.", confidence=0.6, repairs=[Repair((Edit(Span(9, 15), ""),), 0.9)])


def test_two_witnesses_for_one_place_are_one_finding() -> None:
    same = TAGGED.finding(
        Span(4, 15),
        "Said.",
        confidence=0.8,
        repairs=[Repair((Edit(Span(4, 15), "mayor"),), 0.7), Repair((Edit(Span(4, 15), "major"),), 0.5)],
    )
    report = added(Report(DOC, (KNOWN,)), Review((same,)), lambda doc, findings: tuple(findings))
    (finding,) = report.findings
    assert (finding.message, finding.confidence) == ("Known.", 0.8)
    assert [apply(DOC.text, repair.edits) for repair in finding.repairs] == [
        "The mayor opened the bridge.",
        "The major opened the bridge.",
    ]


def test_a_repair_that_reaches_beyond_the_finding_names_the_place_and_is_never_automatic() -> None:
    beyond = Repair((Edit(Span(4, 9), "mayors"), Edit(Span(16, 22), "opens")), 0.99, Applicability.AUTOMATIC)
    report = added(Report(DOC, (KNOWN,)), Review(repairs=((KNOWN, beyond),)), lambda doc, findings: tuple(findings))
    (finding,) = report.findings
    assert finding.repairs[0] == KNOWN.repairs[0] and finding.applicability(finding.repairs[1]) is Applicability.REVIEW
    assert all(finding.covers(edit.span) for edit in finding.repairs[1].edits)
