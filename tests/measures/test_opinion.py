"""What the language model thinks of a whole story takes part in its score and its decision, and can be
marked as fine.
"""

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from commands import run

from mtcheck import gate
from mtcheck.core import Report, Severity, Span, plain
from mtcheck.errors import ConfigError
from mtcheck.profile import catalog
from mtcheck.profile.config import Config, parse
from mtcheck.readers import text as plain_text
from mtcheck.run.pooling import pool
from mtcheck.run.session import Session
from mtcheck.scoring import opinion, quality
from mtcheck.scoring.opinion import Opinion
from mtcheck.tagger.reading import doubted
from mtcheck.text.paragraphs import is_stanza

STORY = plain(
    " ".join(
        f"The harbour office of Lomna said on Monday that crane {number} would be taken down." for number in range(25)
    )
)
LIKELY, UNLIKELY = Opinion(0.999, 9.0), Opinion(0.01, 0.5)


def report(said: Opinion, **changes: object) -> Report:
    made = Report(STORY, (), mt_likelihood=said.likelihood, mt_errors=said.errors, opinion_counts=True, words=22)
    return replace(made, **{"score": quality.score((), 300, said), **changes})  # type: ignore[arg-type]


def test_the_more_the_model_doubts_the_lower_the_score() -> None:
    assert quality.score((), 300, UNLIKELY) > 99.5
    assert quality.score((), 300, LIKELY) < quality.score((), 300, Opinion(0.9, 2.0)) < quality.score((), 300, UNLIKELY)
    assert quality.score((), 300) == 100
    assert 100 - opinion.fitted()["most"] <= quality.score((), 300, Opinion(1.0, 100.0)) < 92


def test_findings_of_the_model_and_its_opinion_are_not_counted_twice() -> None:
    rule = catalog.rule("doubtful-grammar")
    assert "tagger" in rule.needs
    found = rule.finding(STORY.segments[0].span, "Doubtful.", confidence=0.9, severity=Severity.MINOR)
    assert quality.score([found], 100, LIKELY) == quality.score([], 100, LIKELY)
    assert quality.score([found], 100, UNLIKELY) == pytest.approx(99.1)


def test_a_story_that_reads_like_unedited_output_is_blocked_and_the_reason_says_so() -> None:
    said = gate.decide(Config(), report(LIKELY))
    assert (said.word, said.reason) == (
        "block",
        "It reads like unedited machine translation (100% likely), which blocks a story.",
    )
    assert gate.decide(Config(), report(UNLIKELY)).word == "pass"
    lenient = replace(Config().verdict, block_likelihood=None, review_likelihood=0.9, block_below=0.0, review_below=0.0)
    assert gate.decide(replace(Config(), verdict=lenient), report(LIKELY)).word == "review"
    assert (
        gate.decide(replace(Config(), verdict=replace(lenient, review_likelihood=None)), report(LIKELY)).word == "pass"
    )


def test_the_reason_names_the_sentences_that_are_doubted_most() -> None:
    first, second = STORY.segments[0].span, Span(0, 3)
    said = gate.decide(Config(), report(LIKELY, doubted=(first, second)))
    assert said.reason.startswith("It reads like unedited machine translation (100% likely), which blocks a story; ")
    assert said.reason.endswith(
        f"the language model doubts “{first.of(STORY.text)[:39]}…” and “{STORY.text[:3]}” most."
    )


def test_the_model_doubts_the_sentence_that_is_garbled() -> None:
    sound = (
        "The harbour office of Lomna said on Monday that the old crane would be taken down by spring. It was built in"
        " 1931 and has not moved since the last grain ship left. Two firms have offered to buy the steel. The council"
        " will choose between them in March. "
    )
    garbled = "She have went the crane to look it for, and it were of the sea breaked many times."
    doc = plain(sound + garbled)
    tagger = Session(Config()).engine.resources.model("tagger")
    assert doubted(doc, tagger)[0].of(doc.text) == garbled


def test_the_report_has_a_hint_with_the_probability_and_marking_it_as_fine_counts() -> None:
    (hint,) = pool(report(LIKELY), 0.9).findings
    assert (hint.rule.id, hint.message, hint.confidence) == (
        "machine-translated-text", "The story reads like unedited machine translation (100% likely).", 0.999,
    )  # fmt: skip
    assert pool(report(UNLIKELY), 0.9).findings == ()
    assert gate.decide(Config(), report(LIKELY, opinion_counts=False, score=100.0)).word == "pass"


def test_limits_in_a_profile() -> None:
    limits = parse({"verdict": {"review_likelihood": 0.8, "block_likelihood": "never"}}, Path("x.toml")).verdict
    assert (limits.review_likelihood, limits.block_likelihood) == (0.8, None)
    with pytest.raises(ConfigError, match='“review_likelihood” must be a probability from 0 to 1, "fitted" or "never"'):
        parse({"verdict": {"review_likelihood": "often"}}, Path("x.toml"))


def test_a_short_story_has_to_be_surer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opinion, "fitted", lambda: {"review_likelihood": 0.7, "block_likelihood": 0.9, "short": 1.0})
    assert opinion.limit("review", 300) == opinion.limit("review", 3000) == pytest.approx(0.7)
    assert opinion.limit("review", 75) == pytest.approx(0.7 * math.e / (0.7 * math.e + 0.3))
    assert opinion.limit("block", 75) > opinion.limit("review", 75)
    limits = Config().verdict
    assert gate.likely_from(limits, 75) == opinion.limit("review", 75)
    assert (
        gate.likely_from(replace(limits, review_likelihood=0.6), 75) == 0.6
    )  # what a profile says holds at any length


def test_the_opinion_of_a_short_piece_unlike_news_counts_for_less() -> None:
    assert opinion.heed(60, 3) == opinion.heed(3000, 600) == 1.0
    assert opinion.heed(60, 12) < opinion.heed(60, 6) < opinion.heed(200, 20) < 1.0
    terse = LIKELY._replace(heed=opinion.heed(45, 6))
    assert opinion.unseen(terse, 0.0) < 0.4 * opinion.unseen(LIKELY, 0.0)
    assert quality.score((), 45, LIKELY) < quality.score((), 45, terse) < quality.score((), 45)
    assert opinion.limit("block", 45, opinion.heed(45, 6)) > opinion.limit("block", 45)
    limits = Config().verdict
    assert gate.likely_from(limits, 45, 0.2) > gate.likely_from(limits, 45)  # type: ignore[operator]


def test_verse_is_not_said_to_be_unreadable() -> None:
    lines = "Who keeps the rope,\nWho keeps the oar,\nWho keeps the lamp\nAbove the door?"
    assert is_stanza(lines, plain_text.read(lines).segments)
    prose = "The boat left.\nThe mill shut.\nThe road is open.\nNobody was hurt."
    assert not is_stanza(prose, plain_text.read(prose).segments)


def test_formula_is_sound() -> None:
    fitted = opinion.fitted()
    assert all(fitted[key] >= 0 for key in ("errors", "likelihood", "findings"))
    assert fitted["short"] >= 0
    assert 0.5 <= fitted["review_likelihood"] <= fitted["block_likelihood"] < 1


def test_json_has_what_the_model_thinks(tmp_path: Path) -> None:
    text = "The harbour office of Lomna said on Monday that the old crane would be taken down. " * 5
    (tmp_path / "story.txt").write_text(text, encoding="utf-8")
    (story,) = json.loads(run("check", "story.txt", "--format", "json", cwd=tmp_path).out)["summary"]["stories"]
    assert 0 <= story["mt_likelihood"] <= 1
    assert 0 <= story["mt_errors"] <= 100


def test_a_score_that_only_the_model_lowers_says_so() -> None:
    quiet = replace(Config().verdict, block_likelihood=None, review_likelihood=None, block_below=0.0)
    config = replace(Config(), verdict=quiet)
    held = report(Opinion(0.3, 1.0), score=98.2)  # of 375 words
    under = "Its score of 98.2 is under 98.5, which wants a review"
    expects = f"{under}: the language model expects about 4 errors in it"
    assert gate.decide(config, held).reason == f"{expects}, none sure enough to name."
    named = catalog.rule("doubtful-grammar").finding(STORY.segments[0].span, "Doubtful.", confidence=0.9)
    assert (
        gate.decide(config, replace(held, words=375, findings=(named,))).reason
        == f"{expects}, 1 of them sure enough to name."
    )
    few = replace(held, mt_errors=0.1)
    assert (
        gate.decide(config, few).reason
        == f"{under}: the language model doubts it as a whole more than what it can name."
    )
    assert gate.decide(config, replace(held, opinion_counts=False)).reason == f"{under}."


def test_a_score_and_its_limit_never_look_alike() -> None:
    quiet = replace(Config().verdict, block_likelihood=None, review_likelihood=None, block_below=0.0)
    held = report(Opinion(0.3, 1.0), score=98.46)
    reason = gate.decide(replace(Config(), verdict=quiet), held).reason
    assert reason.startswith("Its score of 98.46 is under 98.5, which wants a review")
    nearly = gate.decide(replace(Config(), verdict=quiet), replace(held, score=98.49999)).reason
    assert nearly.startswith("Its score is a hair under 98.5")
