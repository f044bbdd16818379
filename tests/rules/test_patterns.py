"""The words that a pattern says it needs are proven from the parsed expression: no match can do without one of them."""

import re
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

import pytest
from rule_patterns import OWN

from mtcheck.core import Pattern

PATTERNS = [param for param in OWN if param.values[0].needs]


def guaranteed(items, needs: tuple[str, ...], ignore_case: bool) -> bool:
    """Whether every string that the parsed sequence matches contains one of the needs."""
    run = [""]
    for op, value in items:
        chars = None
        if op is ops.LITERAL:
            chars = {chr(value)}
        elif (
            op is ops.IN
            and value[0][0] is not ops.NEGATE
            and len(value) <= 24
            and all(o is ops.LITERAL for o, _ in value)
        ):
            chars = {chr(v) for _, v in value}
        if chars is not None:
            run = list(dict.fromkeys(before + char.lower() for before in run for char in chars))[:512]
            if all(any(need in option for need in needs) for option in run):
                return True
            if len(run) >= 512:
                run = [""]
            continue
        if op is ops.BRANCH:
            branches = value[1]
            literal = [literals(branch) for branch in branches]
            if all(option is not None for option in literal):
                run = list(dict.fromkeys(before + text for before in run for options in literal for text in options))
                if all(any(need in option for need in needs) for option in run):
                    return True
                if len(run) > 4096:
                    run = [""]
                continue
            if all(guaranteed(branch, needs, ignore_case) for branch in branches):
                return True
        elif op is ops.SUBPATTERN:
            if guaranteed(value[-1], needs, ignore_case):
                return True
            options = literals(value[-1])
            if options is not None:
                run = list(dict.fromkeys(before + text for before in run for text in options))
                if all(any(need in option for need in needs) for option in run):
                    return True
                continue
        elif op in (ops.MAX_REPEAT, ops.MIN_REPEAT):
            low, _, inner = value
            if low and guaranteed(inner, needs, ignore_case):
                return True
            if (low, value[1]) == (0, 1) and (options := literals(inner)) is not None:
                run = list(dict.fromkeys([*run, *(before + text for before in run for text in options)]))
                continue
        elif op in (ops.ASSERT, ops.ASSERT_NOT, ops.AT):
            if op is ops.ASSERT and value[0] > 0 and guaranteed(value[1], needs, ignore_case):
                return True
            continue
        run = [""]
    return False


def literals(items) -> list[str] | None:
    """Every string that the sequence can match, if they are few."""
    run = [""]
    for op, value in items:
        if op is ops.LITERAL:
            step = [chr(value).lower()]
        elif (
            op is ops.IN
            and value[0][0] is not ops.NEGATE
            and len(value) <= 8
            and all(o is ops.LITERAL for o, _ in value)
        ):
            step = [chr(v).lower() for _, v in value]
        elif op is ops.SUBPATTERN and (inner := literals(value[-1])) is not None:
            step = inner
        elif op is ops.BRANCH and all(literals(branch) is not None for branch in value[1]):
            step = [text for branch in value[1] for text in literals(branch) or []]
        elif (
            op in (ops.MAX_REPEAT, ops.MIN_REPEAT)
            and (value[0], value[1]) == (0, 1)
            and (inner := literals(value[2])) is not None
        ):
            step = ["", *inner]
        elif op is ops.AT:
            continue
        else:
            return None
        run = list(dict.fromkeys(before + text for before in run for text in step))
        if len(run) > 4096:
            return None
    return run


@pytest.mark.parametrize("pattern", PATTERNS)
def test_needs_hold(pattern: Pattern) -> None:
    assert all(need == need.lower() for need in pattern.needs)
    parsed = parser.parse(pattern.source, re.MULTILINE | (re.IGNORECASE if pattern.ignore_case else 0))
    assert guaranteed(parsed, pattern.needs, pattern.ignore_case), f"{pattern} can match without {pattern.needs}"
