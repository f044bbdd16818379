"""What is kept of each sample: enough to compute and resample every figure, little enough to keep 100,000."""

from dataclasses import asdict, dataclass, field
from typing import Any

RIGHT, OTHER, HARM = "right", "other", "harm"


@dataclass(slots=True)
class Offer:
    """The best repair of a finding. `sure`: `fix` would carry it out if it is automatic. `outcome`: right, other, harm,
    or None: nobody can say.

    right: as the gold or the post-edit has it there. harm: changes what was left alone. other: changes what the editor
    changed otherwise.
    """

    confidence: float
    automatic: bool
    sure: bool
    outcome: str | None


@dataclass(slots=True)
class Judged:
    """A finding. `shown`: the profile reports it as an error. `gate`: it fails the gate. `right`: a person marked or
    changed something there; None: nobody can say. `excerpt` is kept where it was wrong.
    """

    rule: str
    family: str
    confidence: float
    severity: int
    shown: bool
    gate: bool
    right: bool | None
    repair: Offer | None = None
    excerpt: str = ""


@dataclass(slots=True)
class Marked:
    """An annotation, and the confidence of the surest finding at its place (-1 without one).

    `found`: by a finding that is shown.
    """

    family: str
    severity: str
    surface: bool | None
    confidence: float
    found: bool
    excerpt: str = ""


@dataclass(slots=True)
class Record:
    """A sample, checked. Sums are named and ordered as the functions of `mtcheck.scoring` give them.

    `tokens`, `gaps`, `merged`: right, false, missed, quiet, of findings; `model_...`: of every word that the bundled
    model would change (see `mtcheck.tagger.tags`). `rival`: score of the better version. `texts`: for each corpus
    metric the statistics before, after `fix`, and after all sure repairs (None: as before).
    """

    id: str
    set: str
    part: str
    kind: str
    origin: str
    document: str
    words: int
    sentences: int
    score: float
    findings: list[Judged] = field(default_factory=list)
    marked: list[Marked] | None = None
    characters: list[float] | None = None
    spans: list[float] | None = None
    tokens: list[int] | None = None
    gaps: list[int] | None = None
    merged: list[int] | None = None
    model_characters: list[float] | None = None
    model_tokens: list[int] | None = None
    model_gaps: list[int] | None = None
    model_merged: list[int] | None = None
    rival: float | None = None
    mt_likelihood: float | None = None
    texts: dict[str, list[Any]] = field(default_factory=dict)
    metrics: dict[str, str] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def pack(self, *, excerpts: bool = True) -> dict[str, Any]:
        """For JSON, empty parts left out."""
        row = {
            key: value
            for key, value in asdict(self).items()
            if value not in (None, [], {}) or (key == "marked" and value is not None)
        }
        if not excerpts:
            for entry in (*row.get("findings", ()), *row.get("marked", ())):
                entry["excerpt"] = ""
        return row


def unpack(row: dict[str, Any]) -> Record:
    """A record from JSON."""
    row = dict(row)
    row["findings"] = [
        Judged(**{**entry, "repair": Offer(**entry["repair"]) if entry.get("repair") else None})
        for entry in row.get("findings", ())
    ]
    if row.get("marked") is not None:
        row["marked"] = [Marked(**entry) for entry in row["marked"]]
    return Record(**row)
