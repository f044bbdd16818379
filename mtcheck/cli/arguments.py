"""What a subcommand takes, declared in a line or two each."""

from argparse import _ActionsContainer
from typing import Any


def option(to: _ActionsContainer, usage: str, help: str, **more: Any) -> None:
    """Adds an option with a value, or what stands without a name, to a parser or a group. `usage`: `--jobs N` or
    `feeds FEED`; `more` as argparse has it.
    """
    name, _, metavar = usage.partition(" ")
    to.add_argument(name, metavar=metavar or None, help=help, **more)


def flag(to: _ActionsContainer, *names: str, help: str) -> None:
    """Adds an option that is said or not."""
    to.add_argument(*names, action="store_true", help=help)
