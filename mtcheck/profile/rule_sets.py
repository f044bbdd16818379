"""Sets of rules by name: `current` is the installed one, `changed_since` the rules that came or changed after another.

A release that adds rules, or changes what they find, has a set of its own, named by year and month.
`resources/rules.tsv` says in which set each rule came and last changed; a rule that it does not have is of the newest.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mtcheck.profile import catalog

_TABLE = Path(__file__).parent.parent / "resources" / "rules.tsv"
NAME = re.compile(r"20\d\d\.(?:0[1-9]|1[0-2])")
_HEAD = "# set: "


class Age(NamedTuple):
    """The sets in which a rule came and last changed what it finds."""

    since: str
    changed: str


@cache
def _lines() -> tuple[str, ...]:
    return tuple(_TABLE.read_text(encoding="utf-8").splitlines())


def current() -> str:
    """The name of the installed set."""
    return next(line.removeprefix(_HEAD) for line in _lines() if line.startswith(_HEAD))


@cache
def ages() -> dict[str, Age]:
    """Every rule with its age."""
    told = {cells[0]: Age(*cells[1:]) for line in _lines() if not line.startswith("#") for cells in [line.split("\t")]}
    return {rule: told.get(rule, Age(current(), current())) for rule in catalog.rule_ids()}


def changed_since(name: str) -> tuple[str, ...]:
    """The rules that came or changed after a set, sorted."""
    return tuple(rule for rule, age in sorted(ages().items()) if age.changed > name)
