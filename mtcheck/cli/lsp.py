"""`mtcheck lsp`: a language server for code editors, over standard input and output."""

import argparse
from functools import partial

from mtcheck.cli.arguments import flag, option
from mtcheck.cli.options import typed
from mtcheck.profile import config, values
from mtcheck.server.settings import MAX_SECONDS, Settings


def configure(parser: argparse.ArgumentParser) -> None:
    add = partial(option, parser)
    flag(parser, "--stdio", help="speak over standard input and output, which it does anyway")
    add("--depth DEPTH", "fast, standard or deep, instead of the profile's", type=typed(values.depth))
    add(
        "--max-time SECONDS",
        f"for a text (default {MAX_SECONDS:g})",
        type=typed(values.seconds, float),
        default=MAX_SECONDS,
    )


def run(options: argparse.Namespace) -> int:
    from mtcheck.server.lsp import server

    given = {"depth": options.depth} if options.depth else {}
    return server.run(Settings(config.Config(), max_seconds=options.max_time), given)
