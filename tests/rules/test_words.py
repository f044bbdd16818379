"""Word lists that stand beside the code: sorted, nothing twice, each asked for by name; no list too long in code."""

import ast
import re
from pathlib import Path

import pytest

from mtcheck.text.words import _FILE, listed

PACKAGE = Path(__file__).parents[2] / "mtcheck"
ROWS = [line for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
WORDED = [path for room in ("cues", "detectors", "text") for path in sorted((PACKAGE / room).rglob("*.py"))]
MOST = 31  # words of a list that may stand in the code


def test_rows_are_sorted_and_stand_once() -> None:
    assert sorted({tuple(row.split("\t")) for row in ROWS}) == [tuple(row.split("\t")) for row in ROWS]


def test_every_list_is_asked_for_and_every_name_is_a_list() -> None:
    asked = {name for path in WORDED for name in re.findall(r'listed\(\s*"([^"]+)"', path.read_text(encoding="utf-8"))}
    assert asked == {row.split("\t")[0] for row in ROWS}
    assert "oblast" not in listed("clauses: past") and "went" in listed("clauses: past")


@pytest.mark.parametrize("path", WORDED, ids=lambda path: path.stem)
def test_long_sets_of_words_stand_in_the_file(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "frozenset" and node.args:
            for word in ast.walk(node.args[0]):
                if isinstance(word, ast.Constant) and isinstance(word.value, str) and path.stem != "closed_classes":
                    assert len(word.value.split()) < MOST, f"line {node.lineno}"
