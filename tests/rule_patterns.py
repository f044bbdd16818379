"""The patterns of all rules, their examples with the further cases of `fixtures/cases.jsonl`, and which of these each
pattern matches.
"""

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from random import Random

import pytest

from mtcheck.core import Bad, Document, Good, Pattern
from mtcheck.profile import catalog

CASES = Path(__file__).parent.parent / "fixtures" / "cases.jsonl"

OWN = {
    f"{rule}:{name}": value
    for rule in catalog.detector_ids()
    for name, value in vars(catalog.detector(rule)).items()
    if isinstance(value, Pattern)
}
both_cases = pytest.mark.parametrize("flags", [re.MULTILINE, re.MULTILINE | re.IGNORECASE], ids=["cased", "caseless"])


@cache
def examples(rule: str) -> tuple[Bad | Good, ...]:
    """What a rule must find, and what it must leave alone: its own examples first."""
    return (*catalog.detector(rule).RULE.examples, *_cases().get(rule, ()))


@cache
def _cases() -> dict[str, list[Bad | Good]]:
    found: dict[str, list[Bad | Good]] = {}
    for case in map(json.loads, CASES.read_text(encoding="utf-8").rstrip().split("\n")):
        example = Good(case["good"]) if "good" in case else Bad(case["bad"], case.get("fixed"))
        found.setdefault(case["rule"], []).append(example)
    return found


EXAMPLES = [example.text for rule in catalog.detector_ids() for example in examples(rule)]


@cache
def matched(pattern: Pattern) -> tuple[str, ...]:
    """The examples that hold a match; a second is spent on it for all patterns together."""
    return tuple(text for text in EXAMPLES if pattern.compiled.search(text))


def drawn(expressions: Sequence[str], random: Random) -> list[Pattern]:
    """Forty of the rules' patterns, and the expressions as patterns, each in some case."""
    some = random.sample(list(OWN.values()), 40)
    return some + [Pattern(source, ignore_case=random.random() < 0.5) for source in expressions]


def assert_same_matches(filtered: Document, doc: Document, some: Iterable[Pattern]) -> None:
    for pattern in some:
        there = [match.span() for match in doc.matches(pattern)]
        assert [match.span() for match in filtered.matches(pattern)] == there, pattern
