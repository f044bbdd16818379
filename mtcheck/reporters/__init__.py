"""Ways to write reports down, one module a format.

`Reporter` is what most of them offer; those that must see every story are a `Gatherer`.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from mtcheck.core import Applicability, Report, Severity
from mtcheck.repair.patch import carry

FORMATS = {
    "terminal": "terminal", "line": "lines", "json": "json", "jsonl": "jsonl", "html": "html", "junit": "junit",
    "checkstyle": "checkstyle", "gitlab": "gitlab", "rdjson": "rdjson",
    "rdjsonl": "rdjsonl", "csv": "spreadsheet", "sarif": "sarif", "github": "github", "markdown": "markdown",
    "its": "its",
    "webannotation": "webannotation", "jsonfeed": "jsonfeed",
}  # name of a format: its module  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """What the place of output can show. `width`: columns.

    `quiet`: stories that pass and the summary are left out of what people read.
    """

    colour: bool = False
    width: int = 100
    quiet: bool = False


@dataclass
class Tally:
    """What a run has seen so far; `merge` adds another one's numbers. `stories` holds one record a story for the
    formats that list them.

    `known`: findings that a baseline has. `decision`, `reason`: what the gate says of the whole run (pass, review,
    block, unchecked), `gated`: whether a profile speaks of a gate. `since`: the revision that stories were compared
    with, if only those count that have changed.
    """

    documents: int = 0
    words: int = 0
    failing: int = 0
    automatic: int = 0
    suppressed: int = 0
    unchecked: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    decisions: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[str, str]] = field(default_factory=list)
    stories: list[dict[str, object]] = field(default_factory=list)
    known: int = 0
    decision: str = ""
    reason: str = ""
    gated: bool = False
    since: str = ""

    def add(self, report: Report, *, unchecked: bool, fix_from: float = 0.9) -> None:
        """Counts a story in. `unchecked`: the exit code is 3 for it. `fix_from`: see Config."""
        self.documents += 1
        self.words += report.document.word_count
        self.failing += report.stopped
        self.unchecked += unchecked
        self.suppressed += len(report.suppressed)
        self.known += len(report.known)
        self.verdicts[report.verdict] += 1
        self.decisions[report.decision] += 1
        self.severities.update(finding.severity.name.lower() for finding in report.findings)
        self.automatic += sum(
            1
            for finding in report.findings
            for repair in finding.repairs[:1]
            if repair.confidence >= fix_from
            and finding.applicability(repair) is Applicability.AUTOMATIC
            and not carry(report.document, repair.edits)[1]
        )

    def merge(self, other: "Tally") -> None:
        """Adds the numbers of another tally."""
        self.documents += other.documents
        self.words += other.words
        self.failing += other.failing
        self.automatic += other.automatic
        self.suppressed += other.suppressed
        self.known += other.known
        self.unchecked += other.unchecked
        self.severities += other.severities
        self.verdicts += other.verdicts
        self.decisions += other.decisions
        self.errors += other.errors
        self.stories += other.stories

    @property
    def findings(self) -> int:
        """Findings of severity minor or above."""
        return sum(self.severities.values()) - self.hints

    @property
    def hints(self) -> int:
        """Findings of severity neutral."""
        return self.severities[Severity.NEUTRAL.name.lower()]


class Reporter(Protocol):
    """A module in `reporters/` that writes each story as it comes. Everything returned ends with its own line feed;
    `JOINT` goes between two stories.

    `record`: what `end` wants to know of the story in `Tally.stories`, if anything. An empty `story` is left out. But
    for `story`, a module leaves out what would be empty.
    """

    JOINT: str

    def begin(self) -> str: ...

    def story(self, report: Report, look: Look) -> str: ...

    def record(self, report: Report) -> dict[str, object] | None: ...

    def end(self, tally: Tally, look: Look) -> str: ...


class Writer(Protocol):
    """Puts the pieces of stories together, in the process that has the output. Both give text to write now."""

    def add(self, piece: Any) -> Iterable[str]: ...

    def end(self, tally: Tally) -> Iterable[str]: ...


class Gatherer(Protocol):
    """A module in `reporters/` that must see every story before it can write, say to choose the most serious findings.

    `piece` runs where the story is checked, perhaps in another process: it gives something small that pickle can carry.
    """

    def piece(self, report: Report) -> Any: ...

    @property
    def Writer(self) -> type[Writer]: ...
