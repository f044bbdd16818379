"""From a detector's own estimate to the probability that an editor agrees: `load` reads a fitted table,
`Calibration.finding` applies it.

A table has shifts in log-odds, each fitted on top of those above it: for all rules together, for a group, for a rule,
and for a rule's estimates of one size (a band: 0.8 is from 0.8 to below 0.9). The probability is the estimate moved by
the shifts that there are, so a rule that nobody has judged keeps its own estimate, moved as its group is. Findings and
repairs have shifts of their own; findings are grouped by family, repairs by applicability. `mtcheck calibrate` fits
them. What a model says has a probability that was fitted already (`MODEL`): only what was judged of the model itself
moves it.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from mtcheck.core import Finding
from mtcheck.errors import ConfigError
from mtcheck.text import odds
from mtcheck.text.odds import expit

PACKAGED = Path(__file__).parent.parent / "resources" / "calibration" / "default.tsv"
DEFAULT, NONE = "default", "none"  # names for the table that ships with mtcheck, and for none
FINDINGS, REPAIRS = "findings", "repairs"
GATE, WARN, HINT = "gate", "warn", "hint"
COLUMNS = ("what", "name", "band", "count", "right", "shift", "level", "judged", "held_out")
MODEL = "model"  # the group of rules that rest on a model; the shift of all rules is not theirs
ALL = "*"  # the name of the row for all rules together; the band of a row for all estimates
GroupOf = Callable[[str, str], str]  # from findings or repairs, and a rule, to a group of rules that are alike
LOWEST, HIGHEST = 0.02, 0.99
logit = partial(odds.logit, lowest=LOWEST, highest=HIGHEST)
_BANDS = 10


@dataclass(frozen=True)
class Row:
    """A line of the table. `count`, `right`: weighted evidence. `level`: gate, warn or hint.

    `judged`, `held_out`: what it was measured on.
    """

    what: str
    name: str
    band: str
    count: float
    right: float
    shift: float
    level: str = ""
    judged: str = ""
    held_out: str = ""


@dataclass(frozen=True)
class Calibration:
    """A fitted table, ready for use; without shifts it changes nothing. `head`: its comment lines, without the `#`."""

    rows: tuple[Row, ...] = ()
    head: tuple[str, ...] = ()
    group_of: GroupOf = field(default=lambda what, rule: "", compare=False)

    def __post_init__(self) -> None:
        shifts: Mapping[tuple[str, str, str], float] = {
            (row.what, row.name, row.band): row.shift for row in self.rows if row.shift
        }
        object.__setattr__(self, "_shifts", shifts)
        object.__setattr__(self, "gate", frozenset(row.name for row in self.rows if row.level == GATE))

    gate: frozenset[str] = field(init=False, compare=False)
    _shifts: Mapping[tuple[str, str, str], float] = field(init=False, compare=False, repr=False)

    def probability(self, what: str, rule: str, estimate: float) -> float:
        """The probability, 0.02 to 0.99, that an editor agrees with a finding (or accepts a repair) so estimated."""
        if not self._shifts:
            return estimate
        group = self.group_of(what, rule)
        shifts = (
            self._shifts.get(key, 0.0)
            for key in (
                (what, ALL if group != MODEL else "", ALL),
                (what, f"{group}/", ALL),
                (what, rule, ALL),
                (what, rule, band(estimate)),
            )
        )
        return round(min(HIGHEST, max(LOWEST, expit(logit(estimate) + sum(shifts)))), 4)

    def finding(self, finding: Finding) -> Finding:
        """The finding with calibrated confidences, its best repair first.

        Weak evidence is left as it is: only its sum is ever used.
        """
        if not self._shifts or finding.rule.pooled:
            return finding
        rule = finding.rule.id
        repairs = [
            replace(repair, confidence=self.probability(REPAIRS, rule, repair.confidence)) for repair in finding.repairs
        ]
        repairs.sort(key=lambda repair: -repair.confidence)
        return replace(finding, confidence=self.probability(FINDINGS, rule, finding.confidence), repairs=tuple(repairs))


def band(estimate: float) -> str:
    """The tenth that an estimate lies in, by its lower end; 1 belongs to the last."""
    return f"{min(int(estimate * _BANDS + 1e-9), _BANDS - 1) / _BANDS:.1f}"


def load(name: str, group_of: GroupOf) -> Calibration:
    """The table of a path, "default" for the one that ships with mtcheck, "none" for no change.

    Raises ConfigError when it makes no sense.
    """
    if name == NONE or (name == DEFAULT and not PACKAGED.is_file()):
        return Calibration()
    path = PACKAGED if name == DEFAULT else Path(name)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"The calibration {path} cannot be read: {getattr(error, 'strerror', None) or error}."
        ) from None
    head = tuple(line.removeprefix("#").strip() for line in lines if line.startswith("#"))
    return Calibration(
        tuple(_row(path, n, line) for n, line in enumerate(lines, 1) if line and not line.startswith("#")),
        head,
        group_of,
    )


def _row(path: Path, number: int, line: str) -> Row:
    try:
        what, name, size, count, right, shift, level, judged, held_out = line.split("\t")
        row = Row(what, name, size, float(count), float(right), float(shift), level, judged, held_out)
        if what not in (FINDINGS, REPAIRS) or level not in ("", GATE, WARN, HINT) or not math.isfinite(row.shift):
            raise ValueError(f"a line says {what}, {shift}, {level}")
    except ValueError as error:
        raise ConfigError(
            f"The calibration {path} makes no sense in line {number} ({error}); make it again with `mtcheck calibrate`."
        ) from None
    return row


def dump(table: Calibration) -> str:
    """The table as its file has it."""
    lines = [f"# {line}".rstrip() for line in table.head]
    for row in table.rows:
        figures = f"{row.count:g}", f"{row.right:g}", f"{row.shift:+.3f}"
        lines.append("\t".join((row.what, row.name, row.band, *figures, row.level, row.judged, row.held_out)))
    return "\n".join(lines) + "\n"
