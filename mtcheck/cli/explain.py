"""`mtcheck explain RULE`: the rule's words and examples; with --story, what became of findings."""

import argparse
import textwrap
from functools import partial

from mtcheck.cli import CLEAN
from mtcheck.cli.arguments import flag, option
from mtcheck.cli.options import add_choice
from mtcheck.cli.output import Output
from mtcheck.core import Applicability, Bad, Good, Rule
from mtcheck.errors import ConfigError
from mtcheck.profile import catalog
from mtcheck.profile.catalog import families
from mtcheck.reporters import Look
from mtcheck.reporters.excerpt import harmless
from mtcheck.reporters.paint import paint

_WIDTH = 100
_REPAIRS = {
    Applicability.AUTOMATIC: "`mtcheck fix` carries out its repairs by itself where it is sure enough",
    Applicability.REVIEW: "its repairs are for a person to look at",
}


def configure(parser: argparse.ArgumentParser) -> None:
    add = partial(option, parser)
    add("names RULE", "rules to explain; with --story, fingerprints of findings (default all)", nargs="*")
    add("--story FILE", "print what each step on the way to the report made of each finding in this story")
    flag(parser, "--all", help="with --story, findings that were dropped, too")
    add_choice(parser)


def run(options: argparse.Namespace) -> int:
    if options.story:
        from mtcheck.cli.explain_finding import pages

        output = Output(None)
        for number, page in enumerate(pages(options, output.look)):
            output.write("\n" * bool(number) + page)
        return CLEAN
    if options.all or not options.names:
        raise ConfigError(
            "--all is for a story; name one with --story." if options.all else "Name a RULE, or a story with --story."
        )
    chosen = []
    for name in options.names:
        if name in families():
            raise ConfigError(f"“{name}” is a family of rules; `mtcheck rules {name}` lists it.")
        chosen += [catalog.rule(rule) for rule in catalog.expand([name])]
    output = Output(None)
    for number, rule in enumerate(chosen):
        output.write("\n" * bool(number) + _page(rule, output.look))
    return CLEAN


def _page(rule: Rule, look: Look) -> str:
    lines = [paint(rule.id, "bold", look), *_wrapped(rule.summary), "", *_wrapped(rule.why), ""]
    facts = [f"{rule.severity.name.lower()}, {rule.mqm}", _REPAIRS[rule.applicability]]
    facts += ["evidence only: counted over the story, never shown alone"] * rule.pooled
    facts += ["on trial: never fails a gate"] * rule.preview
    facts += ["off unless selected by name"] * (not rule.default)
    lines += _wrapped("; ".join(facts) + ".")
    if rule.limits:
        lines += ["", *_wrapped(f"Limits: {rule.limits}")]
    bad = [example for example in rule.examples if isinstance(example, Bad)]
    good = [example for example in rule.examples if isinstance(example, Good)]
    if bad:
        lines += ["", paint("finds", "bold", look)]
    for example in bad:
        lines += [paint(f"  - {_line(example.text)}", "red", look)]
        lines += (
            [paint(f"  + {_line(example.fixed) or '(nothing)'}", "green", look)] if example.fixed is not None else []
        )
    if good:
        lines += ["", paint("leaves alone", "bold", look), *(f"    {_line(example.text)}" for example in good)]
    return "\n".join(
        [
            *lines,
            "",
            f"To mark one place as fine: <!-- mtcheck-ignore {rule.id}: why --> in the paragraph or on a line before"
            " it.",
            "",
        ]
    )


def _line(text: str) -> str:
    return harmless(text.strip("\n"))


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH)
