"""docs/rules.md is made from rules and calibration: a line for each rule, with figures that a hand gets, too."""

import re
from pathlib import Path

import pytest
from scripts import script

from mtcheck.profile import catalog
from mtcheck.scoring.calibration import ALL, FINDINGS, GATE, Calibration, Row, load

table = script("rules_table")


def test_every_rule_has_a_line() -> None:
    page = table.page(Calibration())
    assert all(page.count(f"\n| `{rule}`") == 1 for rule in catalog.rule_ids())


def test_the_levels_add_up() -> None:
    shipped = Path(catalog.__file__).parents[1] / "resources" / "calibration" / "default.tsv"
    page = table.page(load(str(shipped), catalog.group_of))
    (said,) = re.findall(r"^(\d+) rules: (\d+) gate, (\d+) warn, (\d+) hint, (\d+) without a level", page, re.M)
    every, *levels = map(int, said)
    assert every == sum(levels) == len(catalog.rule_ids())


def test_the_page_in_the_docs_is_what_the_rules_say() -> None:
    shipped = Path(catalog.__file__).parents[1] / "resources" / "calibration" / "default.tsv"
    page = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
    assert table.page(load(str(shipped), catalog.group_of)) == page, "run python benchmarks/rules_table.py"


def test_precision_by_hand() -> None:
    assert table.precision("") == (None, 0)
    assert table.precision("native 4") == (None, 0)
    share, number = table.precision("postedits 3/4, spans 0/4, native 9", "stories 1/1")
    assert (share, number) == (pytest.approx(4 / 6), 9)
    row = Row(FINDINGS, "doubled-word", ALL, 9, 8, 0.1, GATE, "stories 4/4, native 1", "postedits 4/5")
    line = table.line(catalog.rule("doubled-word"), row)
    assert "| gate | 0.89 of 9 | stories 4/4, native 1; held out: postedits 4/5 |" in line
