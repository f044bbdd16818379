"""Names of rules, readers and reporters, taken from file names; a module is imported only when asked for."""

import importlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from mtcheck.core import Document, Finding, Resources, Rule
from mtcheck.errors import ConfigError

_PACKAGE = Path(__file__).parent


class Detector(Protocol):
    """What a module in `detectors/` offers."""

    RULE: Rule

    def detect(self, doc: Document, resources: Resources) -> Iterable[Finding]: ...


@cache
def rule_ids() -> tuple[str, ...]:
    """Every rule, sorted; `repeated_word.py` is `repeated-word`."""
    return tuple(sorted(_rule_modules()))


@cache
def _rule_modules() -> dict[str, str]:
    return {
        path.stem.replace("_", "-"): f"mtcheck.detectors.{path.parent.name}.{path.stem}"
        for path in sorted((_PACKAGE / "detectors").glob("*/*.py"))
        if not path.stem.startswith("_")
    }


def detector(rule_id: str) -> Any:
    """The module of a rule; it is a `Detector`. Raises ConfigError naming the nearest rule."""
    try:
        return importlib.import_module(_rule_modules()[rule_id])
    except KeyError:
        raise ConfigError(f"There is no rule “{rule_id}”{nearest(rule_id, rule_ids())}. `mtcheck rules` lists them all.") from None


def families() -> tuple[str, ...]:
    """The folders of `detectors/`, usable wherever a rule name is."""
    return tuple(sorted({module.split(".")[-2] for module in _rule_modules().values()}))


def family_of(rule_id: str) -> str:
    return _rule_modules()[rule_id].split(".")[-2]


def expand(names: Iterable[str]) -> list[str]:
    """Rule ids for rule ids, families and "all". Raises ConfigError for anything else."""
    found: dict[str, None] = {}
    for name in names:
        if name == "all":
            found.update(dict.fromkeys(rule_ids()))
        elif name in families():
            found.update(dict.fromkeys(rule for rule in rule_ids() if family_of(rule) == name))
        elif name in _rule_modules():
            found[name] = None
        else:
            raise ConfigError(f"There is no rule or family “{name}”{nearest(name, (*rule_ids(), *families()))}. `mtcheck rules` lists them all.")
    return list(found)


def nearest(word: str, known: Iterable[str]) -> str:
    """ ", did you mean …?" for messages, or nothing."""
    import difflib

    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f", did you mean “{close[0]}”?" if close else ""
