"""Decides about items: `Judge.decide` checks one alone, repairs it if asked, and passes nothing unchecked."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from hashlib import sha256

from mtcheck import gate, readers
from mtcheck.core import Document, Finding, Repair, Report, plain
from mtcheck.core.fingerprint import fingerprints
from mtcheck.errors import MtcheckError, RepairError
from mtcheck.profile.config import Config
from mtcheck.readers.files import RawFile
from mtcheck.repair.patch import carry
from mtcheck.run.session import WARM, Session
from mtcheck.text.counting import count
from mtcheck.watch.database import storable
from mtcheck.watch.feeds import Cut
from mtcheck.watch.store import Decision

PASS, REPAIRED, QUARANTINE = "pass", "repaired", "quarantine"
_LONGEST = 2000  # code points of a key; PostgreSQL's indexes hold no more than 2,700 bytes


class Judge:
    """Decides about the items of one feed under one profile."""

    def __init__(self, session: Session, file: RawFile, pieces: Cut, format: str, *, repair: bool) -> None:
        self._session = session
        self._file = file
        self._pieces = pieces
        self._format = format
        self._repair = repair
        self._ready = False

    def __reduce__(self) -> tuple[object, ...]:
        """For a process that shares nothing: the profile goes there, the rules are loaded anew."""
        return partial(_judge, repair=self._repair), (self._session.config, self._file, self._pieces, self._format)

    def prepare(self, item: str) -> None:
        """Loads what checking needs, so that the time for an item is its own."""
        if not self._ready:
            self._ready = True
            with suppress(Exception):  # `decide` will say what is wrong
                self._session.examine(plain(WARM))

    def key(self, item: str) -> str:
        """What tells this item from others: its id, else a digest of it."""
        try:
            documents = readers.read(self._alone(item), self._format)
            name = documents[0].id if documents and (self._format != "jsonfeed" or _has_id(item)) else ""
        except Exception:  # `decide` will say what is wrong with it
            name = ""
        name = storable(name.strip())
        if not name or len(name) > _LONGEST // 4:
            return f"sha256:{digest(name or item)}"
        return name

    def decide(self, item: str) -> Decision:
        """What becomes of the item.

        An item that makes a reader or a rule fall over is set apart, so that the others go on.
        """
        try:
            return self._decide(item)
        except MtcheckError as error:
            return unchecked(str(error))
        except Exception as error:
            return unchecked(f"mtcheck fell over this story ({type(error).__name__}: {error}); please report it.")

    def _decide(self, item: str) -> Decision:
        if "\ufffd" in item:
            return unchecked(
                "A byte in it is not in the feed's encoding, and nobody can say what stood there (U+FFFD)."
            )
        file = self._alone(item)
        session = self._session
        reports = [session.check(story) for story in session.stories(file, self._format)]
        if not any(report.document.text.strip() for report in reports):
            return Decision(QUARANTINE, gate.NOTHING, gate.EMPTY)
        skipped = next((report.document.skipped[0] for report in reports if report.document.skipped), "")
        if skipped:
            return unchecked(skipped)
        decision = self._said(reports, item)
        if decision.verdict in (gate.UNCHECKED, gate.NOTHING) or not self._repair:
            return decision
        repaired = self._repaired(file, item)
        return replace(repaired, findings=decision.findings) if repaired else decision

    def _repaired(self, file: RawFile, item: str) -> Decision | None:
        """The decision to let the item pass with its automatic repairs; None where that is nothing or not enough."""
        mended = self._session.mend(file, self._session.accepts(), self._format)
        after = self._said(mended.reports, item)
        if mended.raw == file.text or after.outcome != PASS:
            return None
        repaired = self._pieces.inside(mended.raw)
        try:
            self._file.encode(repaired)
        except RepairError:
            return None
        reason = f"{count(len(mended.repaired), 'repair was', 'repairs were')} carried out."
        return replace(after, outcome=REPAIRED, reason=reason, repaired=repaired)

    def _alone(self, item: str) -> RawFile:
        return replace(self._file, text=self._pieces.alone(item))

    def _said(self, reports: Sequence[Report], item: str) -> Decision:
        """The decision about reports on one item: the worst that the gate says of one of them."""
        at = len(self._pieces.head)
        worst = max(reports, key=lambda report: gate.DECISIONS.index(report.decision))
        return Decision(
            PASS if worst.decision == gate.PASS else QUARANTINE,
            worst.decision,
            storable(worst.reason),
            storable(_title(reports[0].document)),
            min(report.score for report in reports),
            findings=tuple(row for report in reports for row in _rows(report, at, len(item))),
        )


def _judge(config: Config, file: RawFile, pieces: Cut, format: str, *, repair: bool) -> Judge:
    return Judge(Session(config), file, pieces, format, repair=repair)


def _has_id(item: str) -> bool:
    """Whether an item of a JSON Feed says itself what tells it from others; the reader counts those that do not."""
    said = json.loads(item)
    return isinstance(said, dict) and bool(said.get("id") or said.get("url"))


def digest(text: str) -> str:
    """64 hexadecimal digits for a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def unchecked(reason: str) -> Decision:
    """The decision about an item that could not be checked."""
    return Decision(QUARANTINE, gate.UNCHECKED, storable(reason))


def _title(doc: Document) -> str:
    segment = next(
        (segment for segment in doc.segments if segment.kind == "headline"), doc.segments[0] if doc.segments else None
    )
    return " ".join(segment.span.of(doc.text).split())[:200] if segment else ""


def _rows(report: Report, at: int, length: int) -> list[dict[str, object]]:
    """The findings of a report as rows of the table; `at`: where the item begins in its feed."""
    doc = report.document
    return [
        _row(doc, finding, name, at, length)
        for finding, name in zip(report.findings, fingerprints(doc, report.findings), strict=True)
    ]


def _row(doc: Document, finding: Finding, fingerprint: str, at: int, length: int) -> dict[str, object]:
    raw = doc.raw_span(finding.span)
    start, end = (min(max(0, place - at), length) for place in (raw.start, raw.end))
    repairs = [_edits(doc, repair, at) for repair in finding.repairs]
    return {
        "rule": finding.rule.id,
        "severity": finding.severity.name.lower(),
        "confidence": finding.confidence,
        "start": start,
        "end": end,
        "text": storable(doc.raw[raw.start : raw.end]),
        "message": storable(finding.message),
        "fingerprint": fingerprint,
        "repairs": json.dumps([edits for edits in repairs if edits]),
    }


def _edits(doc: Document, repair: Repair, at: int) -> list[dict[str, object]]:
    """The edits of a repair, in code points of the item; nothing where one would cross markup."""
    edits, refused = carry(doc, repair.edits)
    return (
        []
        if refused
        else [{"start": edit.span.start - at, "end": edit.span.end - at, "text": edit.text} for edit in edits]
    )
