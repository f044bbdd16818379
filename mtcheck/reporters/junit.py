"""JUnit XML as Jenkins and GitLab read it: a suite for each story, in it a test for its decision and one for each rule
that found something.

It is red exactly when the exit code is: what was found in a story that stops nothing, or in a run that is within its
limits, is told and not failed. Whether the run is stopped shows at its end, so the stories wait for it in a temporary
file. Names stay the same from run to run, so that a test can be followed; places are in the text of a failure. Hints
and rules on trial never fail.
"""

import json
import tempfile
from collections.abc import Iterator
from itertools import groupby

from mtcheck.core import Report, Severity
from mtcheck.reporters import Tally
from mtcheck.reporters.entries import Entry, entries
from mtcheck.reporters.markup import attributes, content
from mtcheck.reporters.words import title, told
from mtcheck.text.counting import count

Piece = tuple[str, str]  # the suite of a story in a run that is stopped, and in one that is not
_IN_MEMORY = 8_000_000  # bytes of stories that wait without a file


def piece(report: Report) -> Piece:
    return _suite(report, red=True), _suite(report, red=False) if report.stopped else ""


class Writer:
    """Keeps the stories until the run is decided."""

    def __init__(self) -> None:
        self._waiting = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - it lives as long as the report
            _IN_MEMORY, mode="w+", encoding="utf-8", errors="surrogatepass", newline="\n"
        )

    def add(self, piece: Piece) -> Iterator[str]:
        self._waiting.write(json.dumps(piece) + "\n")
        return iter(())

    def end(self, tally: Tally) -> Iterator[str]:
        held = tally.decision not in ("pass", "review", "nothing to check", "")
        stopped = held or bool(tally.errors or tally.unchecked)
        yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="mtcheck">\n'
        with self._waiting as waiting:
            waiting.seek(0)
            for line in waiting:
                red, green = json.loads(line)
                yield red if stopped or not green else green
        for uri, sentence in tally.errors:
            yield _whole(uri, _error(uri, "not checked", sentence), errors=1)
        if tally.decision == "block" and not tally.failing:  # by a sum over the stories, or by the ratchet
            yield _whole("mtcheck", _failure("mtcheck", "run", tally.reason, "block"), failures=1)
        yield "</testsuites>\n"


def _suite(report: Report, *, red: bool) -> str:
    """The suite of a story. `red`: the run is stopped, so that a story that stops it fails."""
    doc = report.document
    fails = report.stopped and red
    found = sorted(entries(report), key=lambda entry: entry.finding.rule.id)
    cases, failed, errors, skipped = (
        [_decision(report, fails=fails)],
        int(fails),
        len(report.failures),
        len(report.skipped),
    )
    for rule, group in groupby(found, key=lambda entry: entry.finding.rule.id):
        some = list(group)
        failing = fails and any(entry.weight > Severity.NEUTRAL for entry in some)
        failed += failing
        cases.append(_case(report, rule, some, fails=failing))
    cases += [_error(title(doc), failure.rule, f"The rule crashed: {failure.error}") for failure in report.failures]
    cases += [_skipped(title(doc), one.rule, one.reason) for one in report.skipped]
    if report.decision == "nothing to check":
        errors, skipped = (errors + 1, skipped) if report.gated else (errors, skipped + 1)
    elif report.decision == "unchecked":
        errors += 1
    numbers = {"tests": len(cases), "failures": failed, "errors": errors, "skipped": skipped}
    return (
        f"<testsuite{attributes(name=title(doc), file=doc.uri, **numbers)}>\n"
        + "".join(f"  {case}\n" for case in cases)
        + "</testsuite>\n"
    )


def _decision(report: Report, *, fails: bool) -> str:
    """The test that says what becomes of the story."""
    suite, said = title(report.document), f"{report.decision}: {report.reason}"
    if report.decision == "unchecked" or (report.decision == "nothing to check" and report.gated):
        return _error(suite, "decision", said)
    if report.decision == "nothing to check":
        return _skipped(suite, "decision", said)
    if fails:
        return _failure(suite, "decision", said, report.decision)
    return (
        f"<testcase{attributes(name='decision', classname=suite)}><system-out>{content(said)}</system-out></testcase>"
    )


def _case(report: Report, rule: str, found: list[Entry], *, fails: bool) -> str:
    doc = report.document
    lines = "\n".join(
        f"{doc.uri}:{entry.line}:{entry.column}: {entry.severity}, {entry.finding.confidence:.0%}: {told(doc, entry)}"
        for entry in found
    )
    head = f"<testcase{attributes(name=rule, classname=title(doc))}>"
    if not fails:
        return f"{head}<system-out>{content(lines)}</system-out></testcase>"
    worst = max(found, key=lambda entry: entry.finding.severity)
    said = (
        worst.finding.message if len(found) == 1 else f"{count(len(found), 'finding')}: {found[0].finding.rule.summary}"
    )
    return f"{head}<failure{attributes(message=said, type=worst.severity)}>{content(lines)}</failure></testcase>"


def _whole(name: str, case: str, *, failures: int = 0, errors: int = 0) -> str:
    """A suite of one test."""
    return (
        f"<testsuite{attributes(name=name, tests=1, failures=failures, errors=errors, skipped=0)}>\n "
        f" {case}\n</testsuite>\n"
    )


def _failure(suite: str, name: str, sentence: str, kind: str) -> str:
    return (
        f"<testcase{attributes(name=name, classname=suite)}>"
        f"<failure{attributes(message=sentence, type=kind)}/></testcase>"
    )


def _error(suite: str, name: str, sentence: str) -> str:
    return (
        f"<testcase{attributes(name=name, classname=suite)}>"
        f"<error{attributes(message=sentence, type='not checked')}/></testcase>"
    )


def _skipped(suite: str, name: str, sentence: str) -> str:
    return f"<testcase{attributes(name=name, classname=suite)}><skipped{attributes(message=sentence)}/></testcase>"
