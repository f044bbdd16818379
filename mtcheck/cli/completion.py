"""`mtcheck completion`: a script that teaches a shell the commands and options. shtab, which writes it, comes with `pip
install mtcheck[completion]`.
"""

import argparse

from mtcheck.cli import CLEAN
from mtcheck.cli.arguments import option
from mtcheck.cli.output import Output


def configure(parser: argparse.ArgumentParser) -> None:
    option(
        parser,
        "shell",
        "as in: mtcheck completion bash > ~/.local/share/bash-completion/completions/mtcheck",
        choices=("bash", "zsh", "tcsh"),
    )


def run(options: argparse.Namespace) -> int:
    import shtab

    from mtcheck.cli.parser import whole

    Output(None).write(shtab.complete(whole(), options.shell))
    return CLEAN
