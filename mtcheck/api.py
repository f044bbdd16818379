"""The Python interface: `check` reports, `fix` repairs. Both take a text and need no files."""

from collections.abc import Iterable
from functools import lru_cache

from mtcheck import catalog
from mtcheck.core import Applicability, Finding, Repair, Report
from mtcheck.engine import Engine
from mtcheck.readers import text as plain_text
from mtcheck.repair.settle import settle
from mtcheck.resources import Packaged


@lru_cache(maxsize=8)
def engine(rules: tuple[str, ...] | None = None) -> Engine:
    """An engine over rule ids, by default over every rule that is on by default."""
    chosen = [catalog.detector(rule) for rule in (catalog.rule_ids() if rules is None else rules)]
    return Engine([module for module in chosen if rules is not None or module.RULE.default], Packaged())


def check(text: str, *, select: Iterable[str] | None = None) -> Report:
    """A report on a plain text. `select`: rule ids or families to run instead of the default ones.

    Raises ConfigError for an unknown rule.
    """
    rules = None if select is None else tuple(catalog.expand(select))
    return engine(rules).check(plain_text.read(text))


def fix(text: str, *, select: Iterable[str] | None = None, min_confidence: float = 0.9, review: bool = False) -> str:
    """The text with its automatic repairs of at least `min_confidence` carried out; with `review`, also those meant for a person."""
    rules = None if select is None else tuple(catalog.expand(select))

    def accepts(finding: Finding, repair: Repair) -> bool:
        return repair.confidence >= min_confidence and (review or finding.applicability(repair) is Applicability.AUTOMATIC)

    return settle(plain_text.read(text), engine(rules).check, plain_text.read, accepts).raw
