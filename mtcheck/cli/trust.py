"""`mtcheck trust`: lets the profile in a folder send text to its reviewer and load its models, while it stays so."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from mtcheck.cli import CLEAN
from mtcheck.cli.arguments import flag, option
from mtcheck.cli.output import Output
from mtcheck.errors import ConfigError
from mtcheck.profile import config, trust
from mtcheck.profile.config import Config
from mtcheck.reporters.excerpt import harmless


def configure(parser: argparse.ArgumentParser) -> None:
    option(
        parser,
        "folders FOLDER",
        "folders whose mtcheck.toml or pyproject.toml you have read (default: this one)",
        nargs="*",
        default=["."],
    )
    flag(parser, "--forget", help="trust it no longer")


def run(options: argparse.Namespace) -> int:
    for folder in options.folders or ["."]:
        found = config.find(Path(folder))
        profile = found.origin
        if profile is None:
            raise ConfigError(f"There is no profile in {folder} or above it, so there is nothing to trust.")
        if options.forget:
            said = f"{profile} is trusted no longer." if trust.drop(profile) else f"{profile} was not trusted."
        else:
            trust.add(profile)
            said = "\n".join(
                (f"{profile} is trusted, as long as it stays as it is.", *(f"  {line}" for line in what(found)))
            )
        Output(None).write("\n".join(map(harmless, said.split("\n"))) + "\n")
    return CLEAN


def what(found: Config) -> Iterator[str]:
    """What a profile does that needs trust, a line for each."""
    if found.reviewer is not None:
        key = f", with the key in {found.reviewer.api_key_env}" if found.reviewer.api_key_env else ""
        yield f"It sends sentences of your stories to {found.reviewer.url}{key}."
    for model in found.models:
        yield f"It loads the model {model.path}{', fetching it from the hub' if model.allow_download else ''}."
    if found.tagger:
        yield f"It loads the model {found.tagger}."
