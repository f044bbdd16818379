"""The rules there are, and the names that people give them: rule ids, families, "default" and "all".

A detector is found by its file name and imported only when asked for; those of the bundled model are rows of the table
`detectors/doubtful.py`, and the rules above the detectors, which look at a report, stand in `above`.
"""

import importlib
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from mtcheck.core import Document, Finding, Resources, Rule
from mtcheck.errors import ConfigError
from mtcheck.profile.above import RULES as ABOVE
from mtcheck.scoring.calibration import FINDINGS, MODEL

DEFAULT = "default"
DEPTHS = FAST, STANDARD, DEEP = (
    "fast",
    "standard",
    "deep",
)  # rules alone; with the bundled model; with the user's models and reviewer, too
_LISTS = frozenset({"vocabulary", "house"})  # word counts and word lists are tables, not models that have learnt
_OF_THE_USER = frozenset({"models", "reviewer"})
_PACKAGE = Path(__file__).parent.parent


class Detector(Protocol):
    """What a module in `detectors/` offers."""

    RULE: Rule

    def detect(self, doc: Document, resources: Resources) -> Iterable[Finding]: ...


@cache
def _modules() -> dict[str, str]:
    root = os.path.join(_PACKAGE, "detectors")
    families = sorted(entry.name for entry in os.scandir(root) if entry.is_dir())
    return {
        name.removesuffix(".py").replace("_", "-"): f"mtcheck.detectors.{family}.{name.removesuffix('.py')}"
        for family in families
        for name in sorted(os.listdir(os.path.join(root, family)))
        if name.endswith(".py") and not name.startswith("_")
    }


@cache
def _tabled() -> dict[str, Any]:
    """Detectors that share one module, as rows of its table."""
    found: dict[str, Any] = importlib.import_module("mtcheck.detectors.doubtful").DETECTORS
    return found


@cache
def detector_ids() -> tuple[str, ...]:
    """Every rule that has a detector, sorted; `repeated_word.py` is `repeated-word`."""
    return tuple(sorted((*_modules(), *_tabled())))


@cache
def rule_ids() -> tuple[str, ...]:
    """Every rule, sorted."""
    return tuple(sorted((*detector_ids(), *ABOVE)))


@cache
def detector(rule_id: str) -> Any:
    """The module of a rule, or its row in a table; it is a `Detector`. Raises ConfigError naming the nearest rule."""
    if rule_id in _tabled():
        return _tabled()[rule_id]
    try:
        return importlib.import_module(_modules()[rule_id])
    except KeyError:
        raise ConfigError(
            f"There is no rule “{rule_id}”{nearest(rule_id, detector_ids())}. `mtcheck rules` lists them all."
        ) from None


def rule(rule_id: str) -> Rule:
    """What a rule says of itself. Raises ConfigError naming the nearest rule."""
    if rule_id in ABOVE:
        return ABOVE[rule_id]
    about: Rule = detector(rule_id).RULE
    return about


def families() -> tuple[str, ...]:
    """The folders of `detectors/`, usable wherever a rule name is."""
    return tuple(sorted({module.split(".")[-2] for module in _modules().values()}))


def family_of(rule_id: str) -> str:
    """The family of a rule: its MQM dimension, shortened."""
    if rule_id in _modules():
        return _modules()[rule_id].split(".")[-2]
    return rule(rule_id).mqm.split("/")[0].split("-")[0]


def depth_of(rule_id: str) -> str:
    """The least depth at which a rule runs."""
    needs = set(rule(rule_id).needs) - _LISTS
    if not needs:
        return FAST
    return DEEP if needs & _OF_THE_USER else STANDARD


def group_of(what: str, rule_id: str) -> str:
    """The rules that one is calibrated with: for findings its family, for repairs those as automatic; those that rest
    on a model are by themselves.
    """
    if depth_of(rule_id) != FAST:
        return MODEL
    return family_of(rule_id) if what == FINDINGS else rule(rule_id).applicability.value


def expand(names: Iterable[str]) -> tuple[str, ...]:
    """Rule ids, sorted, for ids, families, "default" (all that are on by default) and "all". Raises ConfigError for
    anything else.

    A family is the rules in its folder of `detectors/`; the rules above them are chosen by their ids.
    """
    found: set[str] = set()
    wrong: dict[str, None] = {}  # sentences about all names that there are not, not about the first alone
    for name in names:
        if name == "all":
            found.update(rule_ids())
        elif name == DEFAULT:
            found.update(rule_id for rule_id in rule_ids() if rule(rule_id).default)
        elif name in families():
            found.update(rule_id for rule_id in detector_ids() if family_of(rule_id) == name)
        elif name in rule_ids():
            found.add(name)
        else:
            known = (*rule_ids(), *families(), DEFAULT, "all")
            wrong[unknown("There is no rule or family", name, known, "`mtcheck rules` lists them all")] = None
    if wrong:
        raise ConfigError(" ".join(wrong))
    return tuple(sorted(found))


_NEAR = 0.72  # share of letters that agree; below it a guess only distracts


def nearest(word: str, known: Iterable[str]) -> str:
    """ ", did you mean …?" for messages, or nothing."""
    import difflib

    close = difflib.get_close_matches(word, list(known), n=1, cutoff=_NEAR)
    return f", did you mean “{close[0]}”?" if close else ""


def unknown(sentence: str, word: str, known: Iterable[str], otherwise: str) -> str:
    """A finished sentence about a word that is not known: it names the nearest one, or says something else."""
    near = nearest(word, known)
    return f"{sentence} “{word}”{near}" if near else f"{sentence} “{word}”; {otherwise}."
