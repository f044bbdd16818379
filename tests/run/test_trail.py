"""The trail of a finding: each step on the way to the report is named, and says why it dropped what it dropped."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from commands import complains, run

from mtcheck.core import Report, plain
from mtcheck.core.fingerprint import fingerprints
from mtcheck.profile import catalog
from mtcheck.profile.config import Config, Override
from mtcheck.run.session import Session, Story
from mtcheck.run.steps import Trail

TEXT = "The army took weapons and weapons from the the depot on Monday."


def trailed(story: Story, **settings: object) -> tuple[Report, Trail]:
    trail = Trail()
    config = Config(**{"select": ("doubled-coordination", "doubled-word"), "depth": "fast", **settings})  # type: ignore[arg-type]
    return Session(config).check(story, trail), trail


def dropped(trail: Trail) -> dict[str, tuple[str, str]]:
    return {way.first.rule.id: (way.stops[-1].step, way.stops[-1].reason) for way in trail.ways if way.last is None}


def test_a_trail_changes_nothing_and_ends_in_the_report() -> None:
    report, trail = trailed(Story(plain(TEXT)))
    assert report == Session(Config(select=("doubled-coordination", "doubled-word"), depth="fast")).check(
        Story(report.document)
    )
    assert sorted(way.last.rule.id for way in trail.ways if way.last) == [
        finding.rule.id for finding in report.findings
    ]
    assert {way.stops[0].step for way in trail.ways} == {"found"}


def test_each_step_says_why_it_drops(tmp_path: Path) -> None:
    doc = plain(TEXT, str(tmp_path / "story.txt"))
    every = Session(Config(select=("doubled-coordination",), depth="fast")).check(Story(doc)).findings
    name = fingerprints(doc, every)[0]
    rule = "doubled-coordination"
    cases = [
        (Story(doc), {"paths": (("*.txt", (rule,)),)}, "paths", "leaves doubled-coordination out"),
        (
            Story(doc),
            {"rules": ((rule, Override(confidence=0.2)),)},
            "confidence",
            "of 0.20 is under the profile's 0.50",
        ),
        (Story(doc, known=frozenset({name})), {}, "baseline", "baseline"),
        (Story(doc, places=()), {}, "changes", "has not changed"),
        (Story(doc), {"min_severity": catalog.rule(rule).severity.CRITICAL}, "severity", "from critical on"),
    ]
    for story, settings, step, reason in cases:
        _, trail = trailed(story, select=(rule,), **settings)
        where, why = dropped(trail)[rule]
        assert where == step
        assert reason in why


def test_names_of_the_story_and_weak_evidence_are_told_apart() -> None:
    foreign = "foreign-place-name"
    doc = replace(plain("Trains from Lomna to Mailand were late."), names=("Mailand",))
    _, trail = trailed(Story(doc), select=(foreign,))
    assert dropped(trail)[foreign] == ("names of the story", "The story's own metadata has “Mailand” as a name.")
    weak = next(
        rule for rule in catalog.detector_ids() if catalog.rule(rule).pooled and catalog.depth_of(rule) == "fast"
    )
    text = (
        next(example.text for example in catalog.rule(weak).examples if "⟦" in example.text)
        .replace("⟦", "")
        .replace("⟧", "")
    )
    _, trail = trailed(Story(plain(text)), select=(weak,))
    assert dropped(trail)[weak][0] == "evidence only"


def test_the_command_prints_every_trail(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(f"{TEXT}\n[mtcheck-ignore doubled-word: as spoken]\n\n{TEXT}\n", encoding="utf-8")
    select = ("--select", "doubled-coordination,doubled-word", "--depth", "fast")
    shown = run("explain", "--story", str(story), *select)
    every = run("explain", "--story", str(story), "--all", *select)
    assert (shown.code, every.code) == (0, 0)
    found = json.loads(run("check", "--format", "json", *select, str(story)).out)["documents"][0]["findings"]
    assert shown.out.count("\nshown, confidence") == every.out.count("\nshown, confidence") == len(found) > 0
    assert "dropped" not in shown.out
    assert "  marks: dropped. Somebody has marked it as fine: as spoken" in every.out


@pytest.mark.parametrize("arguments", [("--all",), ()])
def test_a_story_or_a_rule_must_be_named(arguments: tuple[str, ...]) -> None:
    result = run("explain", *arguments)
    assert result.code == 2
    complains(result, "--story")
