"""A rule's own words for programs that show them beside its findings."""

import re

from mtcheck.core import Bad, Rule


def markdown(rule: Rule) -> str:
    """What the rule looks for, why, what it is known to mistake, and its examples."""
    parts = [rule.summary, rule.why]
    parts += [f"**Limits:** {rule.limits}"] if rule.limits else []
    bad = [example for example in rule.examples if isinstance(example, Bad)]
    good = [example for example in rule.examples if not isinstance(example, Bad)]
    parts += ["**Finds**\n\n" + "\n".join(map(_bad, bad))] if bad else []
    parts += ["**Leaves alone**\n\n" + "\n".join(f"- {_code(example.text)}" for example in good)] if good else []
    return "\n\n".join(parts)


def plain(rule: Rule) -> str:
    """The same without examples, as one paragraph."""
    return " ".join([rule.summary, rule.why, *([f"Limits: {rule.limits}"] if rule.limits else [])])


def _bad(example: Bad) -> str:
    fixed = "" if example.fixed is None else f" → {_code(example.fixed)}" if example.fixed else " → deleted"
    return f"- {_code(example.text)}{fixed}"


def _code(text: str) -> str:
    line = " ".join(text.split())
    ticks = "`" * (1 + max(map(len, re.findall("`+", line)), default=0))
    return f"{ticks} {line} {ticks}" if "`" in line else f"`{line}`"
