"""What a run looks for and what it fails on: a frozen `Config` with its defaults; `find` and `load` read profiles."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from mtcheck.core import Finding, Severity
from mtcheck.errors import ConfigError
from mtcheck.profile import catalog, rule_sets, trust, values
from mtcheck.profile import house as house_lists
from mtcheck.profile import models as model_settings
from mtcheck.profile import reviewer as reviewer_settings
from mtcheck.profile.house import House
from mtcheck.profile.models import ModelSettings
from mtcheck.profile.reviewer import ReviewerSettings
from mtcheck.scoring import calibration
from mtcheck.scoring.quality import Limits

_PACKAGE = Path(__file__).parent.parent
_PROFILES = (_PACKAGE / "resources" / "profiles", _PACKAGE.parent / "config")  # in a wheel, in a checkout


@dataclass(frozen=True, slots=True)
class Override:
    """What a profile says instead of a rule; None leaves it to the rule. `confidence` and `min_confidence`, from which
    on it is shown, are probabilities in [0, 1].
    """

    severity: Severity | None = None
    confidence: float | None = None
    min_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class GateLimits:
    """What a run may have and still go on; None: no limit. Without a limit on blocked stories there may be none.

    `max_blocked_share`: of the stories, 0 to 1. `max_findings`, `max_penalty`: per 1,000 words; the penalty is severity
    times confidence in MQM points.
    """

    max_blocked: int | None = None
    max_blocked_share: float | None = None
    max_findings: float | None = None
    max_penalty: float | None = None


@dataclass(frozen=True)
class Config:
    """One profile. Confidences are probabilities in [0, 1]; `paths` are globs relative to the folder of `origin`.

    `depth`: fast (rules alone), standard (and the bundled model) or deep (and the user's models and reviewer).
    `fail_rules`: rules that may fail a gate; "gate" stands for those that the calibration trusts so far. `calibration`:
    "default", "none" or a path. `tagger`: the folder of a model made by `mtcheck train`, "" for the bundled one.
    `rule_set`: the set of rules that it was written for, "" for any. `fields`: (role, name of a field or column) for
    records such as JSON Lines and CSV. `inline_marks`: whether a mark in the story's own text (`mtcheck-ignore`)
    counts; whoever writes the text can write one. `trusted`: whether the user named the profile or trusts it; else it
    was found beside a story, and may neither send text nor load models. `max_time`: seconds for each story, None for no
    limit. `gate`: None where any story at or above the gate stops the run.
    """

    select: tuple[str, ...] = ("default",)
    ignore: tuple[str, ...] = ()
    min_confidence: float = 0.5
    min_severity: Severity = Severity.NEUTRAL
    fail_on: tuple[str, ...] = ("minor",)
    fail_rules: tuple[str, ...] = values.ALL
    fail_min_confidence: float = 0.5
    fix_min_confidence: float = 0.9
    verdict: Limits = field(default_factory=Limits)
    calibration: str = calibration.NONE
    depth: str = catalog.STANDARD
    fields: values.Fields = ()
    models: tuple[ModelSettings, ...] = ()
    reviewer: ReviewerSettings | None = None
    max_time: float | None = None
    gate: GateLimits | None = None
    house: House = field(default_factory=House)
    tagger: str = ""
    inline_marks: bool = True
    trusted: bool = True
    rules: tuple[tuple[str, Override], ...] = ()
    rule_set: str = ""
    paths: tuple[tuple[str, tuple[str, ...]], ...] = ()
    origin: Path | None = None

    def rule_ids(self) -> tuple[str, ...]:
        """The rules that this profile runs at its depth. Raises ConfigError when none is left."""
        catalog.expand((*self.select, *self.ignore))  # names all that there is not at once
        left_out = set(catalog.expand(self.ignore))
        chosen = [rule for rule in catalog.expand(self.select) if rule not in left_out]
        if not chosen:
            raise ConfigError("No rule is left to run; select more or ignore fewer.")
        depths = catalog.DEPTHS[: catalog.DEPTHS.index(self.depth) + 1]
        reached = tuple(rule for rule in chosen if catalog.depth_of(rule) in depths)
        if not reached:
            deeper = min(map(catalog.depth_of, chosen), key=catalog.DEPTHS.index)
            raise ConfigError(f"None of the rules runs at depth {self.depth}; go deeper, as with `--depth {deeper}`.")
        return reached

    def named(self) -> tuple[str, ...]:
        """The rules that this profile asks for by name: one that cannot run is missed."""
        return tuple(
            rule for rule in catalog.rule_ids() if rule in self.select and rule not in catalog.expand(self.ignore)
        )

    def ignored_for(self, uri: str) -> frozenset[str]:
        """The rules that this profile leaves out for one file."""
        if not self.paths:
            return frozenset()
        from fnmatch import fnmatch

        path = Path(os.path.realpath(uri))
        if self.origin is not None and path.is_relative_to(self.origin.parent.resolve()):
            path = path.relative_to(self.origin.parent.resolve())
        return frozenset(
            rule for glob, names in self.paths if fnmatch(path.as_posix(), glob) for rule in catalog.expand(names)
        )

    def override(self, finding: Finding) -> Finding:
        """The finding as this profile sees it."""
        for rule, override in self.rules:
            if rule == finding.rule.id:
                severity = finding.severity if override.severity is None else override.severity
                confidence = finding.confidence if override.confidence is None else override.confidence
                return replace(finding, severity=severity, confidence=confidence)
        return finding

    def least_for(self, rule: str) -> float:
        """The confidence from which on the findings of a rule are shown."""
        least = next((one.min_confidence for name, one in self.rules if name == rule), None)
        return self.min_confidence if least is None else least

    def may_fail(self, rule: str) -> bool:
        """Whether a rule may fail a gate. Raises ConfigError when the gate rules are asked for and there are none."""
        return self.fail_rules == values.ALL or rule in _failing(self.fail_rules, self.calibration)


@lru_cache(maxsize=64)
def _failing(names: tuple[str, ...], table: str) -> frozenset[str]:
    """The rules behind names; "gate" stands for those that the calibration trusts so far.

    Raises ConfigError when it trusts none: a gate that nothing can fail must not look like one.
    """
    gate = values.GATE[0]
    named = frozenset(catalog.expand(name for name in names if name != gate))
    if gate not in names:
        return named
    trusted = calibration.load(table, catalog.group_of).gate
    if not trusted:
        raise ConfigError(
            f"The calibration “{table}” names no rule that may fail a gate; fit one with --held-out, or name rules in"
            " “fail_rules”."
        )
    return named | trusted


_LIMITS: Mapping[str, Callable[[Any], Any]] = {
    "review_below": values.points,
    "block_below": values.points,
    "review_severity": values.severity_or_never,
    "block_severity": values.severity_or_never,
    "review_likelihood": values.likelihood,
    "block_likelihood": values.likelihood,
}
_OVERRIDE: Mapping[str, Callable[[Any], Any]] = {
    "severity": values.severity,
    "confidence": values.probability,
    "min_confidence": values.probability,
}
_KEYS: Mapping[str, Callable[[Any], Any]] = {
    "select": values.names,
    "ignore": values.names,
    "min_confidence": values.probability,
    "min_severity": values.severity,
    "fail_on": values.fail_words,
    "fail_rules": values.failing_rules,
    "fail_min_confidence": values.probability,
    "fix_min_confidence": values.probability,
    "calibration": values.table_name,
    "depth": values.depth,
    "max_time": values.seconds,
    "tagger": values.folder_name,
    "inline_marks": values.flag,
}
_MANY = 1_000_000
_GATE: Mapping[str, Callable[[Any], Any]] = {
    "max_blocked": values.count(0, _MANY),
    "max_blocked_share": values.probability,
    "max_findings": values.number(0, 25_000),
    "max_penalty": values.number(0, 25_000),
}
_TABLES = ("verdict", "gate", "fields", "house", "models", "reviewer", "rules", "paths")


def _read(
    table: Any, keys: Mapping[str, Callable[[Any], Any]], where: str, tables: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The values of known keys. Raises ConfigError for unknown keys, naming the nearest, and for wrong values: for all
    of the table at once.
    """
    if not isinstance(table, dict):
        raise ConfigError(f"{where} must be a table of keys and values.")
    found, wrong = {}, []
    for key, value in table.items():
        if key in tables:
            continue
        if key not in keys:
            known = (*keys, *tables)
            wrong.append(catalog.unknown(f"{where} has no key", key, known, f"it may have {values.either(known)}"))
            continue
        try:
            found[key] = keys[key](value)
        except ValueError as error:
            wrong.append(f"{where}: “{key}” {error}, not {value!r}.")
        except ConfigError as error:
            wrong.append(f"{where}: {error}")
    if wrong:
        raise ConfigError(" ".join(wrong))
    return found


def parse(table: Mapping[str, Any], origin: Path) -> Config:
    """A Config from the table of a profile. Raises ConfigError for anything that it does not know."""
    config = Config(**_read(table, _KEYS, str(origin), _TABLES), origin=origin)
    limits = Limits(**_read(table.get("verdict", {}), _LIMITS, f"{origin}, [verdict]"))
    if limits.block_below > limits.review_below:
        raise ConfigError(f"{origin}, [verdict]: “block_below” must not be above “review_below”.")
    held = table.get("rules", {})
    pinned, held = (
        (held, {})
        if isinstance(held, str)
        else (held.get("set", ""), {**held})
        if isinstance(held, dict)
        else ("", held)
    )
    if isinstance(held, dict):
        held.pop("set", None)
    if pinned and not (isinstance(pinned, str) and rule_sets.NAME.fullmatch(pinned)):
        raise ConfigError(
            f'{origin}: “rules” must be a set of rules by year and month, as in rules = "{rule_sets.current()}", not'
            f" {pinned!r}."
        )
    rules: dict[str, Any] = _read(held, dict.fromkeys(catalog.rule_ids(), values.table), f"{origin}, [rules]")
    paths = table.get("paths", {})
    fitted = config.calibration
    return replace(
        config,
        calibration=fitted if fitted in (calibration.DEFAULT, calibration.NONE) else str(origin.parent / fitted),
        tagger=str(origin.parent / config.tagger) if config.tagger else "",
        verdict=limits,
        fields=values.fields(
            _read(table.get("fields", {}), dict.fromkeys(values.ROLES, values.field_names), f"{origin}, [fields]")
        ),
        models=_models(table.get("models", []), origin),
        reviewer=_reviewer(table["reviewer"], origin) if "reviewer" in table else None,
        gate=GateLimits(**_read(table["gate"], _GATE, f"{origin}, [gate]")) if "gate" in table else None,
        house=house_lists.complete(
            _read(table.get("house", {}), house_lists.KEYS, f"{origin}, [house]"), origin.parent
        ),
        rules=tuple(
            (rule, Override(**_read(said, _OVERRIDE, f"{origin}, [rules.{rule}]"))) for rule, said in rules.items()
        ),
        rule_set=pinned,
        paths=tuple(_read(paths, dict.fromkeys(paths, values.names), f"{origin}, [paths]").items()),
    )


def _models(tables: Any, origin: Path) -> tuple[ModelSettings, ...]:
    """Raises ConfigError for a table that makes no sense, and for two models of one name."""
    if not isinstance(tables, list):
        raise ConfigError(f"{origin}: “models” must be tables of their own; write [[models]] above each.")
    found = []
    for number, table in enumerate(tables, 1):
        where = f"{origin}, [[models]] number {number}"
        found.append(model_settings.complete(_read(table, model_settings.KEYS, where), where, origin.parent))
        if any(found[-1].name == other.name for other in found[:-1]):
            raise ConfigError(f"{where}: another model is called “{found[-1].name}”; give it a “name” of its own.")
    return tuple(found)


def _reviewer(table: Any, origin: Path) -> ReviewerSettings:
    """Raises ConfigError for a table that makes no sense."""
    where = f"{origin}, [reviewer]"
    return reviewer_settings.complete(_read(table, reviewer_settings.KEYS, where), where)


def profiles() -> dict[str, Path]:
    """The profiles that ship with mtcheck, by name."""
    folder = next((folder for folder in _PROFILES if folder.is_dir()), _PROFILES[0])
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


def load(name: str) -> Config:
    """The profile of a name or a path. Raises ConfigError when there is none or it makes no sense."""
    path = Path(name)
    if path.suffix != ".toml" and not path.is_file():
        known = profiles()
        if name not in known:
            raise ConfigError(
                catalog.unknown(
                    "There is no profile", name, known, f"there are {', '.join(known)}, or name a .toml file"
                )
            )
        path = known[name]
    table = read_toml(path)
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("mtcheck", {})
    return parse(table, path)


def find(folder: Path) -> Config:
    """The profile in force in a folder: the nearest mtcheck.toml, or pyproject.toml with [tool.mtcheck], upwards; else
    the defaults.

    Nobody has named it, so it is `trusted` only if the user has said so. Raises ConfigError when it makes no sense.
    """
    start = Path(os.path.realpath(folder))
    for place in (start, *start.parents):
        own, shared = place / "mtcheck.toml", place / "pyproject.toml"
        if own.is_file():
            return _unasked(parse(read_toml(own), own), own)
        if shared.is_file() and b"tool.mtcheck" in shared.read_bytes():
            table = read_toml(shared).get("tool", {}).get("mtcheck")
            if table is not None:
                return _unasked(parse(table, shared), shared)
    return Config()


def _unasked(found: Config, path: Path) -> Config:
    needs_trust = found.reviewer is not None or found.models or found.tagger
    return replace(found, trusted=not needs_trust or trust.holds(path))


def read_toml(path: Path) -> dict[str, Any]:
    """The table of a TOML file. Raises ConfigError that names the file and what is wrong with it."""
    import tomllib  # 18 ms, and most runs have no profile

    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(f"The profile {path} does not exist; check the path.") from None
    except OSError as error:
        raise ConfigError(f"The profile {path} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise ConfigError(f"The profile {path} is not UTF-8; save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        if "Illegal character '\\n'" in said or "Illegal character '\\r'" in said:
            said = f"a string is not closed before its line ends{said[said.find(' (') :]}"
        raise ConfigError(f"The profile {path} is not valid TOML: {said}.") from None
