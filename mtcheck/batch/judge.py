"""Stories in, rows out, in the same order: `Judge.rows`. A row says what `mtcheck check` says of the story."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from mtcheck import gate
from mtcheck.core import Document, Report
from mtcheck.errors import MtcheckError, crashed
from mtcheck.gate import Gate
from mtcheck.profile.config import Config
from mtcheck.readers import jsonl, rows
from mtcheck.readers.files import RawFile
from mtcheck.readers.rows import Row
from mtcheck.repair.together import mend
from mtcheck.reporters import Tally
from mtcheck.reporters import json as words
from mtcheck.run.session import Session, Story
from mtcheck.run.stream import Checked, Checker, Work
from mtcheck.scoring import quality

# Arrow and Ray run threads, and a program with threads must not fork.
METHOD = "forkserver" if sys.platform == "linux" else "spawn"
PATIENCE = 600.0  # seconds for each story of a part on which a process died
Said = dict[str, Any]  # a row of SCHEMA


@dataclass(frozen=True, eq=False)
class Given:
    """A story to check, or the `reason` why there is none. `row`: the fields of a story that came in fields.

    `file`: the file of a story that is a file.
    """

    uri: str
    id: str
    story: Story | None = None
    reason: str = ""
    row: Row | None = None
    file: RawFile | None = None
    text: str | None = None  # what could not be read


@dataclass(frozen=True)
class Judged:
    """A row of SCHEMA and its story."""

    given: Given
    row: Said

    @property
    def failed(self) -> bool:
        """Whether it could not be checked, so that the row is set aside."""
        return bool(self.row["decision"] == gate.UNCHECKED)

    @property
    def aside(self) -> Said:
        """The row as it is set aside: with the text, so that it can be checked again."""
        story = self.given.story
        return {**self.row, "text": story.document.raw if story is not None else self.given.text}


@dataclass(frozen=True)
class _Asked(Work):
    given: Given


class Judge:
    """Checks under one profile, whose model and word lists are loaded once. `close` it, or its processes stay."""

    def __init__(self, config: Config, *, repair: bool = False, jobs: int = 1, careful: bool = False) -> None:
        """`repair`: rows hold the repaired text. `jobs`: how many processes check; 1 is this one alone.

        `careful`: every story is checked in another process, which it may kill.

        Raises ConfigError as `Session` does.
        """
        self.session = Session(config)
        self._asked = Session(replace(config, max_time=config.max_time or PATIENCE)) if careful else self.session
        self._repair = repair
        self._checker = Checker(1 if self.session.reviewers else jobs, method=METHOD)

    def rows(self, given: Iterable[Given], tally: Tally | None = None, totals: Gate | None = None) -> Iterator[Judged]:
        """A row for each story, and for each that could not be read. `tally` and `totals` count them."""
        works = (one if one.story is None else _Asked(self._asked, one.story, one) for one in given)
        for item in self._checker.reports(works):
            if isinstance(item, Checked):
                report, one = item.report, item.work
                assert isinstance(one, _Asked)
                judged = Judged(one.given, self._row(report, one.given))
                if tally is not None and totals is not None:
                    if judged.failed and report.decision != gate.UNCHECKED:  # its row could not be made
                        tally.errors.append((report.document.uri, str(judged.row["reason"])))
                    else:
                        tally.add(
                            report,
                            unchecked=self.session.unchecked(report),
                            fix_from=self.session.config.fix_min_confidence,
                        )
                        totals.add(self.session.config, report)
                yield judged
            else:
                if tally is not None:
                    tally.errors.append((item.uri, item.reason))
                yield Judged(item, unread(item.uri, item.id, item.reason))

    def close(self) -> None:
        self._checker.close()

    def _row(self, report: Report, given: Given) -> Said:
        try:
            row = row_of(report)
            if self._repair and report.decision != gate.UNCHECKED:
                row["repaired"] = self._repaired(report, given)
        except Exception as error:  # one story must not lose the others
            return unread(given.uri, given.id, crashed(error))
        return row

    def _repaired(self, report: Report, given: Given) -> dict[str, str | None] | None:
        """The fields of a story with its automatic repairs carried out; None where it came in no fields of its own, as
        in a feed.
        """
        if given.row is not None and {form for form, _ in given.row.parts} <= _FIELDS:
            return self._repaired_fields(report, given.row)
        if given.file is None:
            return None
        mended = self.session.mend(given.file, self.session.accepts()) if self._has_repairs(report) else None
        return {"text": given.file.text if mended is None else mended.raw}

    def _repaired_fields(self, report: Report, row: Row) -> dict[str, str | None]:
        fields = {form: [text for kind, text in row.parts if kind == form] for form, _ in row.parts}
        if self._has_repairs(report):
            source = {} if row.source is None else {"source": row.source}
            raw = json.dumps({**fields, **source}, ensure_ascii=False)
            stories: dict[int, Story] = {}

            def read(raw: str) -> list[Document]:
                found = self.session.of_documents(jsonl.read(raw, report.document.uri), raw)
                stories.clear()
                stories.update((id(story.document), story) for story in found)
                return [story.document for story in stories.values()]

            fields = json.loads(
                mend(raw, read, lambda doc: self.session.check(stories[id(doc)]), self.session.accepts()).raw
            )
        return {form: rows.JOINT.join(texts) for form, texts in fields.items() if form in _FIELDS}

    def _has_repairs(self, report: Report) -> bool:
        accepts = self.session.accepts()
        return any(accepts(finding, repair) for finding in report.findings for repair in finding.repairs[:1])


_FIELDS = frozenset({"title", "summary", "text"})


def row_of(report: Report) -> Said:
    """What is said of a story, in the words of JSON reports."""
    said = {**words.record(report), **words.document(report)}
    said["scores"] = list(report.scores)
    return {
        **said,
        "findings": list(words.listed(report)),
        "failures": words.failures(report),
        "skipped": words.skipped(report),
    }


def unread(uri: str, id: str, reason: str) -> Said:
    """The row of a story that could not be checked."""
    return {
        "uri": uri,
        "id": id,
        "language": "und",
        "verdict": quality.VERDICTS[-1],
        "decision": gate.UNCHECKED,
        "reason": reason,
        "score": 0.0,
        "words": 0,
        "incomplete": reason,
    }


def given(session: Session, row: Row, uri: str) -> Given:
    """The story of a row, as a session checks it."""
    try:
        doc = rows.document(row, uri)
        return Given(uri, row.id, session.of_documents([doc], doc.raw)[0], row=row)
    except Exception as error:
        return broken(error, uri, row.id, rows.JOINT.join(text for _, text in row.parts))


def broken(error: Exception, uri: str, id: str, text: str | None = None) -> Given:
    """What could not be read, and why."""
    return Given(uri, id, reason=str(error) if isinstance(error, MtcheckError) else crashed(error), text=text)
