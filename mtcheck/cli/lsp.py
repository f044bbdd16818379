"""`mtcheck lsp`: a language server for code editors, over standard input and output."""

import argparse

from mtcheck.cli.options import typed
from mtcheck.profile import config, values
from mtcheck.server.settings import MAX_SECONDS, Settings


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--stdio", action="store_true", help="speak over standard input and output, which it does anyway"
    )
    parser.add_argument(
        "--depth", metavar="DEPTH", type=typed(values.depth), help="fast, standard or deep, instead of the profile's"
    )
    parser.add_argument(
        "--max-time",
        metavar="SECONDS",
        type=typed(values.seconds, float),
        default=MAX_SECONDS,
        help=f"for a text (default {MAX_SECONDS:g})",
    )


def run(options: argparse.Namespace) -> int:
    from mtcheck.server.lsp import server

    given = {"depth": options.depth} if options.depth else {}
    return server.run(Settings(config.Config(), max_seconds=options.max_time), given)
