"""`mtcheck explain --story FILE`: the trail of each finding, step by step from its detector to the report or to where
it was dropped.

With a FINGERPRINT: the trail of that finding, its repairs, and what the bundled model thinks of each word around it.
"""

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
from mtcheck.reporters.places import place, seen
from mtcheck.run.session import Session
from mtcheck.run.steps import Trail, Way
from mtcheck.tagger.labels import EDITS
from mtcheck.tagger.reading import read
from mtcheck.tagger.runtime import Tagger

_NEAR = 4  # words on either side
_QUOTED = 60  # code points of a finding's words


def pages(options: argparse.Namespace, look: Look) -> Iterator[str]:
    """A page for each finding asked for. Raises ConfigError for a fingerprint that the story does not have."""
    session = Sessions(options).of(options.story)
    found: dict[str, tuple[Report, Entry, Trail]] = {}
    trails: list[tuple[Report, Trail]] = []
    for story in session.stories(files.load(options.story)):
        trail = Trail()
        report = session.check(story, trail)
        trails.append((report, trail))
        found.update((entry.fingerprint, (report, entry, trail)) for entry in entries(report))
    if not options.names:
        for report, trail in trails:
            ways = [way for way in trail.ways if options.all or way.last is not None]
            yield from (
                _trail(report, way, look) for way in sorted(ways, key=lambda way: (way.first.span, way.first.rule.id))
            )
    for name in options.names:
        if name not in found:
            raise ConfigError(
                f"{options.story} has no finding {name}; `mtcheck check --format json {options.story}` gives their"
                " fingerprints."
            )
        yield _page(session, *found[name], look)


def _trail(report: Report, way: Way, look: Look) -> str:
    """What each step made of a finding."""
    first, last = way.first, way.last
    line, column = place(report.document.raw, seen(report.document, first.span).start)
    words = " ".join(first.span.of(report.document.text).split())
    shown = words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"
    lines = [
        paint(f"{first.rule.id}  {report.document.uri}:{line}:{column}", "bold", look),
        f"“{harmless(shown)}”: {harmless(first.message)}",
    ]
    was = first
    for number, stop in enumerate(way.stops):
        if stop.after is None:
            lines.append(f"  {stop.step}: dropped. {harmless(stop.reason)}".rstrip())
        elif number == 0:
            lines.append(f"  {stop.step}: confidence {first.confidence:.2f}, {first.severity.name.lower()}")
        else:
            lines.append(f"  {stop.step}: {_change(was, stop.after)}")
            was = stop.after
    outcome = "dropped" if last is None else f"shown, confidence {last.confidence:.2f}, {last.severity.name.lower()}"
    return "\n".join([*lines, paint(outcome, "red" if last is None else "green", look), ""])


def _change(before: Finding, after: Finding) -> str:
    """What a step changed, in words."""
    said = []
    if before.confidence != after.confidence:
        said.append(f"confidence {before.confidence:.2f} becomes {after.confidence:.2f}")
    if before.severity != after.severity:
        said.append(f"{before.severity.name.lower()} becomes {after.severity.name.lower()}")
    if before.repairs != after.repairs:
        said.append("its repairs change")
    return ", ".join(said) or "its evidence changes"


def _page(session: Session, report: Report, entry: Entry, trail: Trail, look: Look) -> str:
    finding = entry.finding
    way = next(way for way in trail.ways if way.last == finding)
    lines = [_trail(report, way, look).rstrip("\n"), ""]
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
