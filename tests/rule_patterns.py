"""The patterns of all rules, and which examples of rules each of them matches."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from random import Random

import pytest

from mtcheck.core import Document, Pattern
from mtcheck.profile import catalog

OWN = {
    f"{rule}:{name}": value
    for rule in catalog.detector_ids()
    for name, value in vars(catalog.detector(rule)).items()
    if isinstance(value, Pattern)
}
both_cases = pytest.mark.parametrize("flags", [re.MULTILINE, re.MULTILINE | re.IGNORECASE], ids=["cased", "caseless"])
EXAMPLES = [example.text for rule in catalog.detector_ids() for example in catalog.detector(rule).RULE.examples]


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
