"""Expressions mean the same in every Python from 3.11.0 on."""

import ast
import re
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import mtcheck

PACKAGE = Path(mtcheck.__file__).parent


def repeated(items: Iterable[tuple[Any, Any]]) -> Iterator[Any]:
    """What possessive quantifiers stand behind, anywhere in a parsed expression."""
    from re import _constants as ops  # type: ignore[attr-defined]

    for op, value in items:
        if op is ops.POSSESSIVE_REPEAT:
            yield value[2]
        if isinstance(value, tuple | list):
            for part in value:
                if hasattr(part, "data"):
                    yield from repeated(part)
                elif isinstance(part, list):
                    yield from (one for each in part if hasattr(each, "data") for one in repeated(each))
        elif hasattr(value, "data"):
            yield from repeated(value)


def of_groups(source: str) -> bool:
    """Whether a possessive quantifier stands behind more than one character or class."""
    from re import _constants as ops  # type: ignore[attr-defined]
    from re import _parser  # type: ignore[attr-defined]

    single = (ops.LITERAL, ops.NOT_LITERAL, ops.IN, ops.ANY)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = _parser.parse(source)
    except (re.error, OverflowError):
        return False
    return any(len(body) != 1 or body[0][0] not in single for body in repeated(parsed))


def test_what_counts_as_a_group() -> None:
    assert of_groups(r"a(?:(?!b).)*+c") and of_groups(r"(?:x|(?:ab)++)") and of_groups(r"(?=(?:ab?)?+)")
    assert not of_groups(r"a[bc]*+\s++.?+") and not of_groups(r"(?>(?:ab)*)")


def test_no_possessive_quantifier_stands_behind_a_group() -> None:
    """Up to Python 3.11.4 such a group may not match where it should (https://github.com/python/cpython/issues/106052);
    `(?>(?:...)*)` says the same and always does.
    """
    sources = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    trees = {path: ast.parse(source) for path, source in sources.items() if "*+" in source or "++" in source}
    found = [(path, node.value) for path, tree in trees.items() for node in ast.walk(tree) if is_text(node)]
    assert [(path, one) for path, one in found if ("*+" in one or "++" in one) and of_groups(one)] == []


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
