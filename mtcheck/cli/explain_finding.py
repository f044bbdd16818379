"""`mtcheck explain --story FILE FINGERPRINT`: what a finding's confidence is made of, and what the bundled model thinks of each word around it."""

import argparse
from collections.abc import Iterator

from mtcheck.cli.options import Sessions
from mtcheck.core import Finding, Report
from mtcheck.errors import ConfigError
from mtcheck.readers import files
from mtcheck.reporters import Look
from mtcheck.reporters.entries import Entry, entries
from mtcheck.reporters.excerpt import harmless
from mtcheck.reporters.paint import paint
from mtcheck.run.session import Session
from mtcheck.tagger.labels import EDITS
from mtcheck.tagger.reading import read
from mtcheck.tagger.runtime import Tagger

_NEAR = 4  # words on either side


def pages(options: argparse.Namespace, look: Look) -> Iterator[str]:
    """A page for each finding asked for. Raises ConfigError for a fingerprint that the story does not have."""
    session = Sessions(options).of(options.story)
    found: dict[str, tuple[Report, Entry]] = {}
    for story in session.stories(files.load(options.story)):
        report = session.check(story)
        found.update((entry.fingerprint, (report, entry)) for entry in entries(report))
    for name in options.names:
        if name not in found:
            raise ConfigError(f"{options.story} has no finding {name}; `mtcheck check --format json {options.story}` gives their fingerprints.")
        yield _page(session, *found[name], look)


def _page(session: Session, report: Report, entry: Entry, look: Look) -> str:
    finding = entry.finding
    lines = [
        paint(f"{finding.rule.id}  {report.document.uri}:{entry.line}:{entry.column}", "bold", look),
        harmless(finding.message),
        "",
        f"confidence {finding.confidence:.2f}, {entry.severity}",
    ]
    for part in finding.evidence:
        lines.append(f"  {part.confidence:.2f} says {part.source} by itself")
    for offer in entry.offers:
        written = " + ".join(f"“{harmless(edit.text)}”" for edit in offer.edits)
        lines.append(f"repair {written}: confidence {offer.repair.confidence:.2f}, {offer.applicability.value}")
    tagger = session.tagger()
    if tagger is not None:
        lines += ["", *_words(report, finding, tagger, look)]
    return "\n".join([*lines, ""])


def _words(report: Report, finding: Finding, tagger: Tagger, look: Look) -> Iterator[str]:
    """A line for each word around the finding."""
    story = read(report.document, tagger)
    stretch = story.at(finding.span.start)
    if stretch is None:
        return
    inside = [number for number in range(len(stretch.reading.words)) if stretch.place(number).overlaps(finding.span)]
    if not inside:
        return
    yield f"{'the model on the words around':32}{'wrong':>7}{'edited':>8}{'gap':>6}  edit"
    for number in range(max(0, inside[0] - _NEAR), min(len(stretch.reading.words), inside[-1] + _NEAR + 1)):
        reading = stretch.reading
        word = harmless(reading.words[number].text)[:28]
        edit = EDITS[int(reading.edits[number].argmax())]
        figures = f"{float(reading.wrong[number]):7.2f}{float(reading.bad[number]):8.2f}{reading.missing(number):6.2f}"
        line = f"  {word:30}{figures}  {'' if edit == 'keep' else edit}".rstrip()
        yield paint(line, "bold", look) if number in inside else line
