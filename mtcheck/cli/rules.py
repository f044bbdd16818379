"""`mtcheck rules`: the rules by family, a line each."""

import argparse
from functools import partial

from mtcheck.cli import CLEAN
from mtcheck.cli.arguments import option
from mtcheck.cli.output import Output
from mtcheck.core import Applicability, Rule
from mtcheck.errors import ConfigError
from mtcheck.profile import catalog, rule_sets
from mtcheck.reporters.excerpt import head
from mtcheck.reporters.json import dumped
from mtcheck.reporters.paint import paint
from mtcheck.text.counting import count


def configure(parser: argparse.ArgumentParser) -> None:
    add = partial(option, parser)
    add("names RULE", "rules or families to list (default all)", nargs="*")
    add("--changed-since SET", "only rules that came or changed after a set of rules, as in 2026.11")
    add("--format", "terminal (default) or json", choices=("terminal", "json"), default="terminal")


def run(options: argparse.Namespace) -> int:
    names = catalog.expand(options.names or ["all"])
    if options.changed_since is not None:
        if not rule_sets.NAME.fullmatch(options.changed_since):
            raise ConfigError(
                f"A set of rules is called by year and month, as in {rule_sets.current()}, not"
                f" “{options.changed_since}”."
            )
        names = tuple(name for name in names if name in rule_sets.changed_since(options.changed_since))
    rules = [catalog.rule(name) for name in names]
    output = Output(None, for_programs=options.format == "json")
    if options.format == "json":
        output.write("[\n" + ",\n".join(dumped(record(rule)) for rule in rules) + "\n]\n")
        return CLEAN
    by_family: dict[str, list[Rule]] = {}
    for rule in rules:
        by_family.setdefault(catalog.family_of(rule.id), []).append(rule)
    longest = max((len(rule.id) for rule in rules), default=0)
    room = max(30, output.look.width - longest - 16) if output.look.colour else 1000
    for family, members in sorted(by_family.items()):
        output.write(paint(family, "bold", output.look) + "\n")
        for rule in members:
            output.write(
                f"  {rule.id:{longest}}  {rule.severity.name.lower():8}  {_sign(rule)} {head(rule.summary, room)}\n"
            )
        output.write("\n")
    output.write(
        f"{count(len(rules), 'rule')} of the set {rule_sets.current()}. * fix carries its repairs out by itself, ~ on"
        " trial, + evidence only, - off unless selected.\n"
    )
    output.write("mtcheck explain RULE says more about one.\n")
    return CLEAN


def _sign(rule: Rule) -> str:
    if not rule.default:
        return "-"
    if rule.pooled:
        return "+"
    if rule.preview:
        return "~"
    return "*" if rule.applicability is Applicability.AUTOMATIC else " "


def record(rule: Rule) -> dict[str, object]:
    """What a list of rules says of one."""
    return {
        "rule": rule.id,
        "family": catalog.family_of(rule.id),
        "mqm": rule.mqm,
        "severity": rule.severity.name.lower(),
        "applicability": rule.applicability.value,
        "summary": rule.summary,
        "preview": rule.preview,
        "pooled": rule.pooled,
        "default": rule.default,
        **rule_sets.ages()[rule.id]._asdict(),
    }
