"""The parser of the command line: `parse` gives the options of the chosen subcommand, `options.run` being what carries it out."""

import argparse
import importlib
from typing import NoReturn

from mtcheck.cli import COMMANDS
from mtcheck.errors import ConfigError

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
        raise ConfigError(f"{message[:1].upper()}{message[1:].rstrip('.')}; `{self.prog} --help` lists the options.")


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options. Raises ConfigError for wrong usage, SystemExit after --help."""
    parser = Parser(
        prog="mtcheck",
        description="Finds what machine translation does to English news copy and proposes the repair.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("-V", "--version", action="store_true", help="print the version and leave")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", parser_class=Parser)
    name = next((argument for argument in arguments if not argument.startswith("-")), None)
    if name is not None and name not in COMMANDS and not set(arguments) & {"-h", "--help"}:
        raise ConfigError(_unknown("command", name, list(COMMANDS), "`mtcheck --help` lists them all"))
    for command, help_line in COMMANDS.items():
        chosen = commands.add_parser(command, help=help_line, description=f"{help_line.capitalize()}.", allow_abbrev=False)
        if command == name:
            importlib.import_module(f"mtcheck.cli.{command}").configure(chosen)
    options, rest = parser.parse_known_args(arguments)
    if rest:
        known = _options_of(commands.choices[options.command] if options.command else parser)
        raise ConfigError(_unknown("option", rest[0].split("=")[0], known, f"`{' '.join(filter(None, ('mtcheck', options.command)))} --help` lists them all"))
    if name is None:
        raise ConfigError("Say what to do, as in `mtcheck check story.txt`; `mtcheck --help` lists the commands.")
    options.run = importlib.import_module(f"mtcheck.cli.{name}").run
    return options


def _options_of(parser: argparse.ArgumentParser) -> list[str]:
    return [name for action in parser._actions for name in action.option_strings]


def _unknown(what: str, word: str, known: list[str], otherwise: str) -> str:
    from mtcheck.catalog import nearest

    near = nearest(word, known)
    return f"There is no {what} “{word}”{near}" if near else f"There is no {what} “{word}”; {otherwise}."
