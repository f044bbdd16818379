"""Names of rules as people give them: rule ids, families, "default" and "all", and the rules that stand above the detectors."""

from collections.abc import Iterable

from mtcheck import catalog
from mtcheck.core import Rule
from mtcheck.errors import ConfigError
from mtcheck.pooling import RULE as POOLED
from mtcheck.review.rules import RULES as REVIEWED
from mtcheck.scoring.calibration import FINDINGS

DEFAULT = "default"
DEPTHS = FAST, STANDARD, DEEP = "fast", "standard", "deep"  # rules alone; with the bundled model; with the user's models and reviewer, too
_COUNTED = frozenset({"vocabulary"})  # word counts are a table, not a model that has learnt
_OF_THE_USER = frozenset({"models", "reviewer"})
_ABOVE = {POOLED.id: POOLED, **REVIEWED}  # rules that no detector has: they look at a report


def rule_ids() -> tuple[str, ...]:
    """Every rule, sorted."""
    return tuple(sorted((*catalog.rule_ids(), *_ABOVE)))


def rule(rule_id: str) -> Rule:
    """What a rule says of itself. Raises ConfigError naming the nearest rule."""
    if rule_id in _ABOVE:
        return _ABOVE[rule_id]
    about: Rule = catalog.detector(rule_id).RULE
    return about


def depth_of(rule_id: str) -> str:
    """The least depth at which a rule runs."""
    needs = set(rule(rule_id).needs) - _COUNTED
    if not needs:
        return FAST
    return DEEP if needs & _OF_THE_USER else STANDARD


def family_of(rule_id: str) -> str:
    """The family of a rule: its MQM dimension, shortened."""
    return _ABOVE[rule_id].mqm.split("/")[0].split("-")[0] if rule_id in _ABOVE else catalog.family_of(rule_id)


def group_of(what: str, rule_id: str) -> str:
    """The rules that a rule is calibrated with: for findings its family, for repairs those that a machine may carry out alone, or the rest."""
    return family_of(rule_id) if what == FINDINGS else rule(rule_id).applicability.value


def expand(names: Iterable[str]) -> tuple[str, ...]:
    """Rule ids, sorted, for ids, families, "default" (all that are on by default) and "all". Raises ConfigError for anything else."""
    found: set[str] = set()
    for name in names:
        if name == "all":
            found.update(rule_ids())
        elif name == DEFAULT:
            found.update(rule_id for rule_id in rule_ids() if rule(rule_id).default)
        elif name in _ABOVE:
            found.add(name)
        elif name in catalog.families():
            found.update(catalog.expand([name]))
        elif name in catalog.rule_ids():
            found.add(name)
        else:
            known = (*rule_ids(), *catalog.families(), DEFAULT, "all")
            raise ConfigError(unknown("There is no rule or family", name, known, "`mtcheck rules` lists them all"))
    return tuple(sorted(found))


def unknown(sentence: str, word: str, known: Iterable[str], otherwise: str) -> str:
    """A finished sentence about a word that is not known: it names the nearest one, or says something else."""
    near = catalog.nearest(word, known)
    return f"{sentence} “{word}”{near}" if near else f"{sentence} “{word}”; {otherwise}."
