"""Options that several subcommands have, and the profile that they make of a file's own."""

import argparse
import os
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from mtcheck.cli.arguments import option
from mtcheck.cli.output import complain
from mtcheck.errors import ConfigError
from mtcheck.profile import config, rule_sets, values
from mtcheck.profile.config import Config
from mtcheck.readers.files import is_address
from mtcheck.run import parts
from mtcheck.run.session import Session
from mtcheck.text.counting import count

# an option of this name replaces the profile's value
GIVEN = ("select", "min_confidence", "min_severity", "fail_on", "fix_min_confidence", "fields", "depth", "max_time")


def add_long_run(parser: argparse.ArgumentParser) -> None:
    """Which rules run over how much data, in how many processes, and where what is done is kept."""
    add = partial(option, parser)
    add_choice(parser)
    add("--jobs N", "processes (default: all cores)", type=whole, default=os.cpu_count() or 1)
    add("--limit N", "take N texts of each DATA, spread evenly", type=whole, default=0)
    add("--resume FOLDER", "keep what is done there, and take from there what an interrupted run has done")


def add_choice(parser: argparse.ArgumentParser) -> None:
    """Which rules run, and under which profile."""
    add = partial(option, parser)
    add("--select RULES", "rules or families to run instead of the profile's, by commas", type=names, action="extend")
    add("--ignore RULES", "rules or families to leave out besides the profile's", type=names, action="extend")
    add(
        "--depth DEPTH",
        (
            "fast (rules alone), standard (and the bundled model; default) or deep (and the models and the reviewer of"
            " your profile)"
        ),
        type=typed(values.depth),
    )
    add(
        "--field ROLE=NAME",
        (
            "which field or column of JSON Lines, JSON or CSV holds the title, summary, text, source or id, as in"
            " text=body; may be repeated"
        ),
        dest="fields",
        action="append",
        type=typed(values.field),
    )
    add(
        "--config PROFILE",
        "a profile by name (prepublication, ci-gate, strict) or a .toml file, instead of the nearest mtcheck.toml",
    )
    add("--default-config PROFILE", "the profile of stories that have no mtcheck.toml above them")


def typed(reading: Callable[[Any], Any], convert: Callable[[str], Any] = str) -> Callable[[str], Any]:
    """A reader of profile values as a type for argparse, with its message."""

    def read(text: str) -> Any:
        try:
            value = convert(text)
        except ValueError:
            value = text
        try:
            return reading(value)
        except ValueError as error:
            raise argparse.ArgumentTypeError(f"{error}, not “{text}”") from None

    return read


def names(text: str) -> list[str]:
    """Names by commas; whether they exist is for the profile to say."""
    return [name for name in text.replace(" ", "").split(",") if name]


def whole(text: str) -> int:
    """A number of at least 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1 on, not “{text}”")
    return int(text)


def number(text: str, what: str, least: float, most: float) -> float:
    """A number above 0, of `least` or more and below `most`; `what` it must be, for who writes another."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not (value > 0 and least <= value < most):
        raise argparse.ArgumentTypeError(f"must be {what}, not “{text}”")
    return value


class Sessions:
    """The session for each file: its profile, found upwards or named by the user, with the options laid over it."""

    def __init__(self, options: argparse.Namespace, **forced: Any) -> None:
        """`forced`: values that no profile can change.

        Raises ConfigError for a profile or a rule that does not exist.
        """
        self._given = {key: value for key in GIVEN if (value := getattr(options, key, None)) is not None} | forced
        for several in ("select", "fields"):
            if several in self._given:
                self._given[several] = tuple(self._given[several])
        self._ignore = tuple(options.ignore or ())
        self._named = _loaded("--config", options.config)
        self._default = _loaded("--default-config", getattr(options, "default_config", None))
        self._found: dict[Path, Config] = {}
        self._used: set[Config] = set()

    def jobs(self, wanted: int) -> int:
        """How many processes may check: one where models or reviewers take part, which each would load and pay."""
        return 1 if any(_session(config).reviewers for config in self._used) else wanted

    def reviewed(self) -> bool:
        """Whether a reviewer takes part in one of the sessions so far."""
        return any(config.reviewer is not None for config in self._used)

    def of(self, path: str) -> Session:
        """The session for a file, or for standard input. Raises ConfigError for a profile that makes no sense."""
        folder = Path(path).parent if path != "-" and not is_address(path) else Path()
        base = self._named or self._found.get(folder)
        if base is None:
            found = config.find(folder)
            base = self._found[folder] = self._default if self._default is not None and found.origin is None else found
        chosen = replace(base, ignore=(*base.ignore, *self._ignore), **self._given)
        self._used.add(chosen)
        return _session(chosen)


def _loaded(option: str, name: str | None) -> Config | None:
    """The profile of a name. Raises ConfigError also for none, as of a variable of the shell that is not set."""
    if name is not None and not name.strip():
        raise ConfigError(f"{option} names no profile; a variable may not be set.")
    return config.load(name) if name is not None else None


@lru_cache(maxsize=64)
def _session(config: Config) -> Session:
    session = Session(config)
    if config.rule_set and config.rule_set != rule_sets.current():
        new = count(len(rule_sets.changed_since(config.rule_set)), "rule has", "rules have")
        changed = f"{new} come or changed since then: `mtcheck rules --changed-since {config.rule_set}`"
        then = changed if config.rule_set < rule_sets.current() else "update mtcheck"
        complain(
            f"{config.origin} is written for the rules {config.rule_set}, and {rule_sets.current()} are installed;"
            f" {then}."
        )
    if lacks := parts.lacking(config):
        _complain_once(lacks)
    for reviewer in session.reviewers:
        if reviewer.notice:
            complain(reviewer.notice)
    return session


@lru_cache(maxsize=8)
def _complain_once(sentence: str) -> None:
    complain(sentence)
