"""The patterns of all rules, and which examples of rules each of them matches."""

import re
from functools import cache

import pytest

from mtcheck.core import Pattern
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
