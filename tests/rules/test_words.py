"""Word lists that stand beside the code: sorted, nothing twice, each asked for by name; no list too long in code."""

import ast
import re
from pathlib import Path

import pytest

from mtcheck.text.words import FOLDER, listed, paired

PACKAGE = Path(__file__).parents[2] / "mtcheck"
WORDED = [path for room in ("cues", "detectors", "text") for path in sorted((PACKAGE / room).rglob("*.py"))]
MOST = 31  # words of a list that may stand in the code


def rows(file: str) -> list[list[str]]:
    lines = (FOLDER / f"{file}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@pytest.mark.parametrize("file", ["words", "pairs"])
def test_rows_are_sorted_and_words_stand_once(file: str) -> None:
    assert sorted(rows(file)) == rows(file)
    assert len({(name, word) for name, word, *_ in rows(file)}) == len(rows(file))


@pytest.mark.parametrize(("file", "function"), [("words", "(?:listed|either)"), ("pairs", "paired")])
def test_every_list_is_asked_for_and_every_name_is_a_list(file: str, function: str) -> None:
    call = re.compile(rf'{function}\(\s*["\']([^"\']+)["\']')
    asked = {name for path in PACKAGE.rglob("*.py") for name in call.findall(path.read_text(encoding="utf-8"))}
    assert asked == {name for name, *_ in rows(file)}


def test_lists_are_given_by_name() -> None:
    assert "went" in listed("clauses: past") and "goes" not in listed("clauses: past")
    assert paired("mass-noun-plural: mass")["informations"] == "information"


def test_long_sets_of_words_stand_in_the_file() -> None:
    nodes = [(path, node) for path in WORDED for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    for path, node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "frozenset" and node.args:
            for word in ast.walk(node.args[0]):
                if isinstance(word, ast.Constant) and isinstance(word.value, str) and path.stem != "closed_classes":
                    assert len(word.value.split()) < MOST, f"{path}, line {node.lineno}"
        if isinstance(node, ast.Dict):
            words = [value for value in node.values if isinstance(value, ast.Constant) and isinstance(value.value, str)]
            assert len(words) < MOST, f"{path}, line {node.lineno}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            alternatives = re.search(rf"(?:[\w'’ ?-]+\|){{{MOST - 1},}}[\w'’]", node.value)
            assert not alternatives, f"{path}, line {node.lineno}: {alternatives}"
