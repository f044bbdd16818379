"""docs/rules.md is made from rules and calibration: a line for each rule, with figures that a hand gets, too."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from mtcheck.profile import catalog
from mtcheck.scoring.calibration import ALL, FINDINGS, GATE, Calibration, Row, load


@pytest.fixture(scope="module")
def table() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "rules_table.py"
    spec = importlib.util.spec_from_file_location("rules_table", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_rule_has_a_line(table: ModuleType) -> None:
    page = table.page(Calibration())
    assert all(page.count(f"\n| `{rule}`") == 1 for rule in catalog.rule_ids())


def test_the_page_in_the_docs_is_what_the_rules_say(table: ModuleType) -> None:
    shipped = Path(catalog.__file__).parents[1] / "resources" / "calibration" / "default.tsv"
    page = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
    assert table.page(load(str(shipped), catalog.group_of)) == page, "run python benchmarks/rules_table.py"


def test_precision_by_hand(table: ModuleType) -> None:
    assert table.precision("") == (None, 0)
    assert table.precision("native 4") == (None, 0)
    share, number = table.precision("postedits 3/4, spans 0/4, native 9", "stories 1/1")
    assert (share, number) == (pytest.approx(4 / 6), 9)
    row = Row(FINDINGS, "doubled-word", ALL, 9, 8, 0.1, GATE, "stories 4/4, native 1", "postedits 4/5")
    line = table.line(catalog.rule("doubled-word"), row)
    assert "| gate | 0.89 of 9 | stories 4/4, native 1; held out: postedits 4/5 |" in line
