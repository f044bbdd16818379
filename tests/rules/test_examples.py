"""Every example of every rule: bad ones are found exactly at the marks, repaired, then quiet; good ones are quiet."""

import json
import re

import pytest
import rule_patterns

from mtcheck.core import Bad, Finding, Good, Repair, Span
from mtcheck.profile import catalog
from mtcheck.readers import text as plain_text
from mtcheck.repair.together import mend
from mtcheck.resources import Packaged
from mtcheck.run.engine import Engine
from mtcheck.tagger.fusion import MODEL

RESOURCES = Packaged()
ENGINES = {rule: Engine([catalog.detector(rule)], RESOURCES) for rule in catalog.detector_ids()}


def unmark(text: str) -> tuple[str, list[Span]]:
    spans, plain, at = [], [], 0
    opened = 0
    for piece in re.split(r"([⟦⟧])", text):
        if piece == "⟦":
            opened = at
        elif piece == "⟧":
            spans.append(Span(opened, at))
        else:
            plain.append(piece)
            at += len(piece)
    return "".join(plain), spans


def examples(kind: type) -> list:
    return [
        pytest.param(rule, example, id=f"{rule}-{number}")
        for rule in catalog.detector_ids()
        for number, example in enumerate(rule_patterns.examples(rule))
        if isinstance(example, kind)
    ]


def accepts(finding: Finding, repair: Repair) -> bool:
    return True


@pytest.mark.parametrize(("rule", "example"), examples(Bad))
def test_bad_example_is_found_repaired_and_then_quiet(rule: str, example: Bad) -> None:
    text, spans = unmark(example.text)
    report = ENGINES[rule].check(plain_text.read(text))
    assert not report.failures
    assert [finding.span for finding in report.findings] == spans, [
        (f.span.of(text), f.message) for f in report.findings
    ]
    if example.fixed is None:
        return
    settled = mend(text, lambda raw: [plain_text.read(raw)], ENGINES[rule].check, accepts)
    assert settled.raw == example.fixed
    assert not ENGINES[rule].check(plain_text.read(settled.raw)).findings


@pytest.mark.parametrize(("rule", "example"), examples(Good))
def test_good_example_is_quiet(rule: str, example: Good) -> None:
    report = ENGINES[rule].check(plain_text.read(example.text))
    assert not report.failures
    assert not report.findings, [(f.span.of(example.text), f.message) for f in report.findings]


@pytest.mark.parametrize("rule", catalog.detector_ids())
def test_rule_is_complete(rule: str) -> None:
    about = catalog.detector(rule).RULE
    assert about.id == rule
    assert about.summary.endswith(".") and about.why.endswith(".")
    kinds = [type(example) for example in about.examples]
    if MODEL not in about.needs:  # what those find is for the model to say
        assert kinds.count(Bad) >= 3
        assert kinds.count(Good) >= 3


def test_cases_are_of_rules_and_in_their_order() -> None:
    with rule_patterns.CASES.open(encoding="utf-8") as lines:
        rules = [json.loads(line)["rule"] for line in lines]
    assert set(rules) <= set(catalog.detector_ids())
    assert rules == sorted(rules)
