"""JUnit XML as Jenkins and GitLab read it: a suite for each story, in it a test for each rule that found something.

Names stay the same from run to run, so that a test can be followed; places are in the text of a failure. Hints and rules on trial never fail.
"""

from itertools import groupby

from mtcheck.core import Report, Severity
from mtcheck.reporters import Look, Tally
from mtcheck.reporters.entries import Entry, entries
from mtcheck.reporters.markup import attributes, content
from mtcheck.reporters.words import count, title, told

JOINT = ""


def begin() -> str:
    return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="mtcheck">\n'


def story(report: Report, look: Look) -> str:
    doc = report.document
    found = sorted(entries(report), key=lambda entry: entry.finding.rule.id)
    cases = [_case(report, rule, list(some)) for rule, some in groupby(found, key=lambda entry: entry.finding.rule.id)]
    cases += [_error(title(doc), failure.rule, f"The rule crashed: {failure.error}") for failure in report.failures]
    cases += [_skipped(title(doc), skipped.rule, skipped.reason) for skipped in report.skipped]
    cases = cases or [f"<testcase{attributes(name='no findings', classname=title(doc))}/>"]
    failed = len({entry.finding.rule.id for entry in found if _fails(entry)})
    numbers = {"tests": len(cases), "failures": failed, "errors": len(report.failures), "skipped": len(report.skipped)}
    return f"<testsuite{attributes(name=title(doc), file=doc.uri, **numbers)}>\n" + "".join(f"  {case}\n" for case in cases) + "</testsuite>\n"


def record(report: Report) -> None:
    """This format lists no stories at its end."""


def end(tally: Tally, look: Look) -> str:
    suites = [
        f"<testsuite{attributes(name=uri, tests=1, failures=0, errors=1, skipped=0)}>\n  {_error(uri, 'not checked', sentence)}\n</testsuite>\n"
        for uri, sentence in tally.errors
    ]
    return "".join(suites) + "</testsuites>\n"


def _fails(entry: Entry) -> bool:
    return entry.weight > Severity.NEUTRAL


def _case(report: Report, rule: str, found: list[Entry]) -> str:
    doc = report.document
    lines = "\n".join(f"{doc.uri}:{entry.line}:{entry.column}: {entry.severity}, {entry.finding.confidence:.0%}: {told(doc, entry)}" for entry in found)
    head = f"<testcase{attributes(name=rule, classname=title(doc))}>"
    if not any(map(_fails, found)):
        return f"{head}<system-out>{content(lines)}</system-out></testcase>"
    worst = max(found, key=lambda entry: entry.finding.severity)
    said = worst.finding.message if len(found) == 1 else f"{count(len(found), 'finding')}: {found[0].finding.rule.summary}"
    return f"{head}<failure{attributes(message=said, type=worst.severity)}>{content(lines)}</failure></testcase>"


def _error(suite: str, name: str, sentence: str) -> str:
    return f"<testcase{attributes(name=name, classname=suite)}><error{attributes(message=sentence, type='not checked')}/></testcase>"


def _skipped(suite: str, name: str, sentence: str) -> str:
    return f"<testcase{attributes(name=name, classname=suite)}><skipped{attributes(message=sentence)}/></testcase>"
