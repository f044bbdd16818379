"""`mtcheck fix --interactive`: one finding after the other; accept, pick, edit by hand, reject or quit.

Questions go to standard error.
"""

import sys
from dataclasses import replace

from mtcheck.cli.output import has_colour
from mtcheck.core import Applicability, Edit, Finding, Repair, Report
from mtcheck.core.fingerprint import fingerprints
from mtcheck.readers.files import RawFile
from mtcheck.repair.patch import RawEdit, carry, patch
from mtcheck.repair.together import Mended
from mtcheck.reporters import Look
from mtcheck.reporters.diff import repairs
from mtcheck.reporters.excerpt import harmless
from mtcheck.reporters.paint import paint
from mtcheck.reporters.places import place, visible
from mtcheck.reporters.terminal import excerpt
from mtcheck.run.session import Session

_SHOWN = 9  # alternatives that one key can pick


_HELP = """\
  a  accept the repair that is shown, or the first of several
  1  pick the repair of that number, where there are several
  e  write your own words in the place that is marked
  r  reject: leave the words as they are
  q  quit: leave this and all further findings as they are; what you accepted stays
"""


class _Quit(Exception):
    """The user has had enough; what was accepted so far stays."""


def ask(file: RawFile, session: Session) -> Mended:
    """The file with what the user accepted.

    After a round of repairs the story is checked again and asks about what is new.
    """
    raw = file.text
    asked: set[tuple[str, str]] = set()
    done: list[Finding] = []
    quit = False
    while not quit:
        edits: list[RawEdit] = []
        reports = _reports(file, session, raw)
        # a repaired text is read as it was at first
        file = replace(file, wrapped=reports[0].document.wrapped if reports else None)
        for report in reports:
            try:
                _round(report, asked, edits, done)
            except _Quit:
                quit = True
                break
        if not edits:
            break
        raw = patch(raw, sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)))
    return Mended(raw, tuple(_reports(file, session, raw)), tuple(done))


def agrees(question: str) -> bool:
    """Whether the user says yes; the end of the input is a no."""
    while True:
        try:
            answer = _read(f"{question} [y yes, n no] ").lower()
        except _Quit:
            return False
        if answer in ("y", "yes", "n", "no"):
            return answer in ("y", "yes")
        _say("Please answer with y or n.\n")


def _reports(file: RawFile, session: Session, raw: str) -> list[Report]:
    return [session.check(story) for story in session.stories(replace(file, text=raw))]


def _round(report: Report, asked: set[tuple[str, str]], edits: list[RawEdit], done: list[Finding]) -> None:
    """Asks about the findings that were not asked about; what is accepted goes into `edits` and `done`.

    Raises _Quit.
    """
    names = [(report.document.id, name) for name in fingerprints(report.document, report.findings)]
    fresh = [
        (finding, name)
        for finding, name in zip(report.findings, names, strict=True)
        if name not in asked and not finding.rule.of_story  # no words in one place mend a whole story
    ]
    for number, (finding, name) in enumerate(fresh, 1):
        asked.add(name)
        chosen = _question(report, finding, f"{number} of {len(fresh)}")
        if chosen is None:
            continue
        raw_edits, refused = carry(report.document, chosen.edits)
        if refused:
            _say("This repair would cross markup; change it in the file by hand.\n")
        elif any(_clash(new, old) for new in raw_edits for old in edits):
            asked.discard(name)
            _say("This place has changed already; it comes again if there is still something to find.\n")
        else:
            edits += raw_edits
            done.append(finding)


def _clash(one: RawEdit, other: RawEdit) -> bool:
    return one.span == other.span or (one.span.start < other.span.end and other.span.start < one.span.end)


def _question(report: Report, finding: Finding, progress: str) -> Repair | None:
    """The repair that the user wants, or None. Raises _Quit."""
    doc, look = report.document, Look(colour=has_colour(sys.stderr))
    span = visible(doc, finding.span)
    line, column = place(doc.raw, doc.raw_span(span).start)
    _say(
        f"\n{harmless(doc.uri)}:{line}:{column}  {progress}  {paint(finding.rule.id, 'bold', look)} "
        f" {finding.confidence:.0%}\n"
    )
    _say(f"  {excerpt(doc, span, look)}\n  {harmless(finding.message)}\n")
    offers = finding.repairs[:_SHOWN]
    if len(offers) == 1:
        _say("".join(f"    {text}\n" for text in repairs(doc, finding, look)))
    for number, repair in enumerate(offers if len(offers) > 1 else (), 1):
        shown = list(repairs(doc, replace(finding, repairs=(repair,)), look))
        _say("".join(f"  {number if text is shown[0] else ' '} {text}\n" for text in shown))
    keys = (
        ["a accept"] * bool(offers)
        + [f"1-{len(offers)} pick"] * (len(offers) > 1)
        + ["e edit", "r reject", "q quit", "? help"]
    )
    while True:
        answer = _read(f"[{', '.join(keys)}] ")
        if answer in ("r", "reject"):
            return None
        if answer in ("q", "quit"):
            raise _Quit
        if answer in ("a", "accept") and offers:
            return offers[0]
        if answer.isdecimal() and 1 <= int(answer) <= len(offers):
            return offers[int(answer) - 1]
        if answer in ("e", "edit"):
            _say(f"  {excerpt(doc, finding.span, look)}\n")
            text = _read(
                f"Write instead of “{harmless(finding.span.of(doc.text))}” (“-” deletes it, an empty line goes back): "
            )
            if text:
                return Repair((Edit(finding.span, "" if text == "-" else text),), 1.0, Applicability.REVIEW)
        elif answer == "?":
            _say(_HELP)
        else:
            _say("Please answer with one of the letters.\n")


def _say(text: str) -> None:
    print(text, end="", file=sys.stderr, flush=True)


def _read(question: str) -> str:
    _say(question)
    line = sys.stdin.readline()
    if not line:
        _say("\n")
        raise _Quit
    return line.strip()
