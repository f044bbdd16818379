"""`mtcheck rules`: the rules by family, a line each."""

import argparse

from mtcheck.cli import CLEAN
from mtcheck.cli.output import Output
from mtcheck.core import Applicability, Rule
from mtcheck.profile import catalog
from mtcheck.reporters.excerpt import head
from mtcheck.reporters.json import dumped
from mtcheck.reporters.paint import paint


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="RULE", help="rules or families to list (default all)")
    parser.add_argument("--format", choices=("terminal", "json"), default="terminal", help="terminal (default) or json")


def run(options: argparse.Namespace) -> int:
    rules = [catalog.rule(name) for name in catalog.expand(options.names or ["all"])]
    output = Output(None, for_programs=options.format == "json")
    if options.format == "json":
        output.write("[\n" + ",\n".join(dumped(record(rule)) for rule in rules) + "\n]\n")
        return CLEAN
    by_family: dict[str, list[Rule]] = {}
    for rule in rules:
        by_family.setdefault(catalog.family_of(rule.id), []).append(rule)
    longest = max(len(rule.id) for rule in rules)
    room = max(30, output.look.width - longest - 16) if output.look.colour else 1000
    for family, members in sorted(by_family.items()):
        output.write(paint(family, "bold", output.look) + "\n")
        for rule in members:
            output.write(f"  {rule.id:{longest}}  {rule.severity.name.lower():8}  {_sign(rule)} {head(rule.summary, room)}\n")
        output.write("\n")
    output.write(f"{len(rules)} rules. * fix carries its repairs out by itself, ~ on trial, + evidence only, - off unless selected.\n")
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
    }
