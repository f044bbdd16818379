"""The parser of the command line: `parse` gives the options of the chosen subcommand; `options.run` carries it out."""

import argparse
import importlib
import os
import re
import shlex
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from mtcheck.cli import COMMANDS
from mtcheck.errors import ConfigError

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_EPILOG = """examples:
  mtcheck check story.txt            report on one story
  mtcheck check feed/ --jobs 2       report on every story in a folder
  mtcheck fix story.txt              show what would be repaired
  mtcheck fix story.txt --write      repair the file

exit codes: 0 clean, 1 findings at or above the gate, 2 wrong usage or configuration,
            3 something could not be checked
"""


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are finished sentences."""

    def error(self, message: str) -> NoReturn:
        for theirs, ours in _OURS:
            if match := re.fullmatch(theirs, message):
                message = match.expand(ours)
        raise ConfigError(f"{message[:1].upper()}{message[1:].rstrip('.')}; `{self.prog} --help` lists the options.")

    def _get_formatter(self) -> argparse.HelpFormatter:
        """argparse makes one for each option, and would ask shutil for the width."""
        from mtcheck.cli.output import columns

        made: Callable[..., argparse.HelpFormatter] = self.formatter_class
        return made(prog=self.prog, width=columns(80) - 2)

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """argparse lists every choice; the nearest one says more."""
        if action.choices is None or value in action.choices:
            return
        known = [str(choice) for choice in action.choices]
        listed = f"choose from {', '.join(known)}"
        raise ConfigError(_unknown(action.dest.replace("_", " "), str(value), known, listed))

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        """argparse swallows what goes wrong here; help that nobody can read is an error."""
        (file or sys.stderr).write(message)


# what argparse says, and what it means
_OURS = (
    (r"argument (?:\S+/)?(\S+): not allowed with argument (?:\S+/)?(\S+)", r"\2 and \1 exclude one another"),
    (r"one of the arguments (.+) is required", r"one of these is needed: \1"),
    (r"the following arguments are required: (.+)", r"this is missing: \1"),
    (r"argument (?:\S+/)?(\S+): expected one argument", r"\1 wants a value"),
    (r"argument (?:\S+/)?(\S+): expected at least one argument", r"\1 wants a value or several"),
)


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options. Raises ConfigError for wrong usage, SystemExit after --help."""
    name = arguments[0] if arguments else ""
    if name not in COMMANDS:
        return _without_command(arguments)
    module = importlib.import_module(f"mtcheck.cli.{name}")
    parser = _of(name)
    options, rest = parser.parse_known_intermixed_args(_without_doubt(arguments[1:]))
    if rest:
        known = [option for action in parser._actions for option in action.option_strings]
        raise ConfigError(_unknown("option", rest[0].split("=")[0], known, f"`mtcheck {name} --help` lists them all"))
    options.run = module.run
    return options


def _of(name: str) -> Parser:
    """The parser of a subcommand."""
    parser = Parser(prog=f"mtcheck {name}", description=_about(name), allow_abbrev=False)
    importlib.import_module(f"mtcheck.cli.{name}").configure(parser)
    return parser


def _about(name: str) -> str:
    return f"{COMMANDS[name][:1].upper()}{COMMANDS[name][1:]}."


def whole() -> argparse.ArgumentParser:
    """A parser of all subcommands together, for completion."""
    parser = argparse.ArgumentParser(prog="mtcheck")
    commands = parser.add_subparsers()
    for name in COMMANDS:
        importlib.import_module(f"mtcheck.cli.{name}").configure(
            commands.add_parser(name, help=_about(name), description=_about(name))
        )
    return parser


def _without_doubt(words: list[str]) -> list[str]:
    """The words such that no name of a file is taken for an option. Behind the first `--` all are names; argparse would
    still look for options there.

    Raises ConfigError for an option before it that a file is called, too: a hook that appends names of files may have
    put it there.
    """
    at = words.index("--") if "--" in words else len(words)
    for word in words[:at]:
        if word.startswith("-") and word != "-" and os.path.lexists(word):
            raise ConfigError(
                f"“{word}” is an option and also the name of a file; write the options first, then `--`, then the"
                " files."
            )
    return [*words[:at], *(os.path.join(".", word) if word.startswith("-") else word for word in words[at + 1 :])]


def _without_command(arguments: list[str]) -> NoReturn:
    """Shows the help that is asked for, else raises ConfigError."""
    if arguments and not arguments[0].startswith("-"):
        if os.path.exists(arguments[0]):
            raise ConfigError(
                f"There is no command “{arguments[0]}”, did you mean `mtcheck check {shlex.quote(arguments[0])}`?"
            )
        raise ConfigError(_unknown("command", arguments[0], list(COMMANDS), "`mtcheck --help` lists them all"))
    wide = max(map(len, COMMANDS)) + 2
    lines = "\n".join(f"  {command:{wide}}{about}" for command, about in COMMANDS.items())
    parser = Parser(
        prog="mtcheck",
        usage="mtcheck [-h] [--version] COMMAND ...",
        description=(
            f"Finds what machine translation does to English news copy and proposes the repair.\n\ncommands:\n{lines}"
        ),
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("-V", "--version", action="store_true", help="print the version and exit")
    _, rest = parser.parse_known_args(arguments)
    if not rest:
        raise ConfigError("Say what to do, as in `mtcheck check story.txt`; `mtcheck --help` lists the commands.")
    raise ConfigError(_unknown("option", rest[0], ["--help", "--version"], "`mtcheck --help` lists them all"))


def _unknown(what: str, word: str, known: list[str], otherwise: str) -> str:
    from mtcheck.profile.catalog import nearest

    near = nearest(word, known)
    return f"There is no {what} “{word}”{near}" if near else f"There is no {what} “{word}”; {otherwise}."
