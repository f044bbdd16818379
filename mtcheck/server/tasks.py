"""What a worker process does for one request: `perform` carries out a task and gives the body of the answer.

A task knows two things: how it is `done`, given a session, and what its answer is when it could not be done.
"""

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Protocol

from mtcheck import gate
from mtcheck.core import Report, plain
from mtcheck.errors import MtcheckError, crashed
from mtcheck.gate import Gate
from mtcheck.profile.catalog import DEEP, STANDARD
from mtcheck.profile.config import Config
from mtcheck.readers.files import RawFile
from mtcheck.reporters import Look, Tally
from mtcheck.reporters import json as form
from mtcheck.run.session import WARM, Session, Story, session_of
from mtcheck.run.stream import Checked, Checker, Work

TEXT = "<text>"  # a name that no file has, so no sidecar file is looked for beside it
CRASHED, LATE, REFUSED = "crash", "time", "input"  # why a request was not answered as it was meant
JSON = "application/json"


@dataclass(frozen=True)
class Answer:
    """`findings`: how many of each rule. `cause`: why the request was not answered as it was meant, empty if it was."""

    body: bytes
    status: int = 200
    media: str = JSON
    findings: tuple[tuple[str, int], ...] = ()
    cause: str = ""


class Task(Protocol):
    """Something that pickle can carry to a process and that is done there."""

    @property
    def config(self) -> Config: ...

    def done(self, session: Session) -> Answer:
        """Raises MtcheckError for what cannot be read."""
        ...

    def undone(self, why: str, cause: str) -> Answer:
        """The answer when the time was up or mtcheck crashed. `why`: a finished sentence."""
        ...

    def refused(self, why: str) -> Answer:
        """The answer to something that makes no sense."""
        ...


def perform(task: Task) -> Answer:
    """The answer to a task; never raises."""
    try:
        return task.done(session_of(task.config))
    except MtcheckError as error:
        return task.refused(str(error))
    except Exception as error:  # one request must not end the process for the others
        return task.undone(crashed(error), CRASHED)


def prepare(task: Task) -> None:
    """Loads what this process has not loaded yet, so that it does not count as time for the task."""
    kind = (task.config.depth, task.config.tagger)
    if kind not in _ready:
        config = task.config if task.config.depth != DEEP else replace(task.config, depth=STANDARD)
        perform(Check(config, "\n\n".join([WARM] * 5)))
        if task.config.depth == DEEP:  # the second reader; models and reviewers of the user see no text but their own
            with suppress(MtcheckError):
                session_of(task.config).tagger()
        _ready.add(kind)


_ready: set[tuple[str, str]] = set()


@dataclass(frozen=True)
class Check:
    """A report on the stories in a text. `format`: None for what the text looks like. `path`: the file that it is the
    text of, only if the user has said so: what is marked as fine beside it counts.
    """

    config: Config
    text: str
    format: str | None = "text"
    uri: str = TEXT
    path: str = TEXT

    def done(self, session: Session) -> Answer:
        return _answer(whole(session, checked(session, stories(session, self.text, self.format, self.uri, self.path))))

    def undone(self, why: str, cause: str) -> Answer:
        return replace(_answer(_undone(self.config, self.uri, why)), cause=cause)

    def refused(self, why: str) -> Answer:
        return refusal(why)


@dataclass(frozen=True)
class Fix:
    """A text with its repairs carried out, and the report on what is left. `review`: also those meant for a person."""

    config: Config
    text: str
    format: str | None = "text"
    uri: str = TEXT
    review: bool = False
    path: str = TEXT

    def done(self, session: Session) -> Answer:
        mended = session.mend(RawFile(self.path, self.text), session.accepts(review=self.review), self.format)
        reports = tuple(replace(report, document=replace(report.document, uri=self.uri)) for report in mended.reports)
        report = whole(session, reports)
        repaired = [{"rule": finding.rule.id, "message": finding.message} for finding in mended.repaired]
        left_out = [
            {"rule": clash.finding.rule.id, "reason": "A surer repair claims the same words."}
            for clash in mended.clashes
        ]
        left_out += [
            {"rule": finding.rule.id, "reason": "What stands around it in the file does not allow it."}
            for finding in mended.refused
        ]
        left_out += [{"rule": rule, "reason": "It undoes what another rule does."} for rule in mended.loop]
        return _answer(_with(report, mended.raw, repaired, left_out))

    def undone(self, why: str, cause: str) -> Answer:
        return replace(_answer(_with(_undone(self.config, self.uri, why), self.text, [], [])), cause=cause)

    def refused(self, why: str) -> Answer:
        return refusal(why)


def _with(report: dict[str, Any], text: str, repaired: list[Any], left_out: list[Any]) -> dict[str, Any]:
    head = {key: report[key] for key in ("schema", "tool")}
    return {
        **head,
        "text": text,
        "repaired": repaired,
        "left_out": left_out,
        "documents": report["documents"],
        "summary": report["summary"],
    }


def stories(session: Session, text: str, format: str | None, uri: str, path: str = TEXT) -> Iterable[Story]:
    """The stories in a text. Raises MtcheckError for a text that is not in the format."""
    for story in session.stories(RawFile(path, text), format):
        yield replace(story, document=replace(story.document, uri=uri))


def checked(session: Session, found: Iterable[Story]) -> tuple[Report, ...]:
    """A report on each story."""
    return tuple(
        one.report for one in Checker().reports(Work(session, story) for story in found) if isinstance(one, Checked)
    )


def whole(session: Session, reports: Iterable[Report]) -> dict[str, Any]:
    """The JSON report of docs/json.md."""
    tally, totals = Tally(), Gate()
    told = []
    for report in reports:
        told.append(form.story(report, Look()))
        tally.stories.append(form.record(report))
        tally.add(report, unchecked=session.unchecked(report), fix_from=session.config.fix_min_confidence)
        totals.add(session.config, report)
    decision = totals.decision()
    tally.decision, tally.reason, tally.gated = decision.word, decision.reason, totals.gated
    found: dict[str, Any] = json.loads(form.begin() + form.JOINT.join(told) + form.end(tally, Look()))
    return found


def _undone(config: Config, uri: str, why: str) -> dict[str, Any]:
    """The report on a text of which nothing else is known than that it was not checked."""
    report = gate.undone(config, plain("", uri), why)
    tally = Tally(stories=[form.record(report)])
    tally.add(report, unchecked=True)
    tally.decision, tally.reason = gate.UNCHECKED, why
    found: dict[str, Any] = json.loads(form.begin() + form.story(report, Look()) + form.end(tally, Look()))
    return found


def refusal(why: str, status: int = 400) -> Answer:
    """An error of the own interface: one sentence."""
    return Answer(form.dumped({"error": why}).encode(), status, cause=REFUSED)


def _answer(report: dict[str, Any]) -> Answer:
    rules = Counter(finding["rule"] for document in report["documents"] for finding in document["findings"])
    return Answer(form.dumped(report).encode(), findings=tuple(sorted(rules.items())))
