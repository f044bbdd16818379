"""Every example of every rule: bad ones are found exactly at the marks, repaired, then quiet; good ones are quiet."""

import json
import re
from collections.abc import Iterable
from functools import cache

import pytest
import rule_patterns

from mtcheck.core import Bad, Finding, Good, Repair
from mtcheck.profile import catalog
from mtcheck.readers import text as plain_text
from mtcheck.repair.together import mend
from mtcheck.resources import Packaged
from mtcheck.run.engine import Engine
from mtcheck.tagger.fusion import MODEL

RESOURCES = Packaged()


@cache
def engine(rule: str) -> Engine:
    return Engine([catalog.detector(rule)], RESOURCES)


def unmark(text: str) -> str:
    return re.sub("[⟦⟧]", "", text)


def marked(text: str, findings: Iterable[Finding]) -> str:
    """The text with the marks that the findings ask for."""
    for span in sorted((finding.span for finding in findings), reverse=True):
        text = f"{text[: span.start]}⟦{span.of(text)}⟧{text[span.end :]}"
    return text


def found(rule: str, text: str) -> tuple[Finding, ...]:
    report = engine(rule).check(plain_text.read(text))
    assert not report.failures
    return report.findings


def accepts(finding: Finding, repair: Repair) -> bool:
    return True


@pytest.mark.parametrize("rule", catalog.detector_ids())
def test_bad_examples_are_found_repaired_and_then_quiet(rule: str) -> None:
    bad = [example for example in rule_patterns.examples(rule) if isinstance(example, Bad)]
    texts = [unmark(example.text) for example in bad]
    assert [marked(text, found(rule, text)) for text in texts] == [example.text for example in bad]
    repaired = [
        mend(text, lambda raw: [plain_text.read(raw)], engine(rule).check, accepts).raw
        for text, example in zip(texts, bad, strict=True)
        if example.fixed is not None
    ]
    assert repaired == [example.fixed for example in bad if example.fixed is not None]
    assert {text: messages for text in repaired if (messages := [f.message for f in found(rule, text)])} == {}


@pytest.mark.parametrize("rule", catalog.detector_ids())
def test_good_examples_are_quiet(rule: str) -> None:
    good = [example.text for example in rule_patterns.examples(rule) if isinstance(example, Good)]
    assert {marked(text, loud): [f.message for f in loud] for text in good if (loud := found(rule, text))} == {}


def test_rules_are_complete() -> None:
    for rule in catalog.detector_ids():
        about = catalog.detector(rule).RULE
        assert about.id == rule
        assert about.summary.endswith(".") and about.why.endswith("."), rule
        kinds = [type(example) for example in about.examples]
        if MODEL not in about.needs:  # what those find is for the model to say
            assert kinds.count(Bad) >= 3, rule
            assert kinds.count(Good) >= 3, rule


def test_cases_are_of_rules_and_in_their_order() -> None:
    with rule_patterns.CASES.open(encoding="utf-8") as lines:
        rules = [json.loads(line)["rule"] for line in lines]
    assert set(rules) <= set(catalog.detector_ids())
    assert rules == sorted(rules)
