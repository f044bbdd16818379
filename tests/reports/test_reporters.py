"""Laws of the reporters: each takes every finding on every text, harms no terminal and keeps to the width."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.core import Document, Edit, Finding, Repair, Report, Severity, Span, plain
from mtcheck.profile import catalog
from mtcheck.reporters import Look, Tally, jsonl, terminal
from mtcheck.reporters import json as json_reporter
from mtcheck.reporters.entries import entries
from mtcheck.reporters.excerpt import harmless, head, middle, tail, width
from mtcheck.reporters.words import change

RULE = catalog.detector("doubled-coordination").RULE
WORDS = st.lists(
    st.sampled_from(
        [
            "the ",
            "port ",
            "日本語",
            "\u0301",
            "👩‍👩‍👧",
            "\x1b[2J",
            "\u202e",
            "\n",
            "\t",
            "e\u0308",
            "ﬁ",
            "\u200b",
            "𝒜",
            "x" * 40,
        ]
    )
)
TEXT = st.one_of(WORDS.map("".join), st.text(st.characters(), max_size=200))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    doc: Document = plain(draw(TEXT))
    places = (
        st.tuples(st.integers(0, len(doc.text)), st.integers(0, len(doc.text))).map(sorted).map(lambda two: Span(*two))
    )
    findings = []
    for span in draw(st.lists(places, max_size=4, unique=True)):
        texts = draw(st.lists(st.text(st.characters(), max_size=8), max_size=4))
        repairs = [Repair((Edit(span, text),), draw(st.floats(0, 1))) for text in texts]
        finding = RULE.finding(span, draw(st.text(st.characters(), max_size=30)), confidence=0.5, repairs=repairs)
        findings.append(replace(finding, severity=draw(st.sampled_from(Severity))))
    return Report(
        doc,
        tuple(sorted(findings, key=lambda finding: finding.span)),
        notes=(draw(st.text(st.characters(), max_size=9)),),
    )


@given(report=reports(), columns=st.integers(40, 140), colour=st.booleans())
@settings(max_examples=300, deadline=None)
def test_terminal(report: Report, columns: int, colour: bool) -> None:
    shown = terminal.story(report, Look(colour, columns))
    if colour:
        shown = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    shown.encode("utf-8")
    for finding in report.findings:
        assert width(terminal.excerpt(report.document, finding.span, Look(width=columns))) <= columns
    assert len(shown.splitlines()) >= 1 + 2 * len(report.findings)


@given(report=reports())
@settings(max_examples=300, deadline=None)
def test_json(report: Report) -> None:
    tally = Tally()
    tally.add(report, unchecked=False)
    look = Look()
    whole = json.loads(json_reporter.begin() + json_reporter.story(report, look) + json_reporter.end(tally, look))
    (document,) = whole["documents"]
    line = jsonl.story(report, look)
    assert len(line.splitlines()) == 1
    assert json.loads(line)["findings"] == document["findings"]
    for finding, shown in zip(report.findings, document["findings"], strict=True):
        assert shown["text"] == finding.span.of(report.document.text)
        assert shown["message"] == finding.message


@pytest.mark.slow
@given(text=TEXT, room=st.integers(20, 100))
@settings(max_examples=300, deadline=None)
def test_trimmed_text_fits(text: str, room: int) -> None:
    text = harmless(text)
    for trimmed in (head(text, room), tail(text, room), middle(text, room)):
        assert width(trimmed) <= room
        assert trimmed == text or "…" in trimmed


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("日本", 4), ("e\u0301", 1), ("ﬁ", 1), ("", 0), ("⟦x⟧", 3), ("한국", 4), ("\u200d", 0)],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


def test_trimming_keeps_what_is_near_the_place() -> None:
    doc = plain("far " * 50 + "near weapons and weapons near " + "far " * 50)
    at = doc.text.index("weapons and")
    shown = terminal.excerpt(doc, Span(at, at + 19), Look(width=60))
    assert shown.startswith("…") and shown.endswith("…")
    assert "near ⟦weapons and weapons⟧ near" in shown


def test_long_line_costs_no_more_than_a_short_one() -> None:
    doc = plain("word " * 400_000)
    findings = tuple(
        RULE.finding(
            Span(at, at + 4), "A message.", confidence=0.9, repairs=[Repair((Edit(Span(at, at + 4), "x"),), 0.9)]
        )
        for at in range(0, 2_000_000, 10_000)
    )
    report = Report(doc, findings)
    assert len(terminal.story(report, Look()).splitlines()) == 1 + 1 + 6 * len(findings)
    assert len(json.loads(jsonl.story(report, Look()))["findings"]) == len(findings)


def finding_of(severity: Severity) -> Finding:
    return replace(RULE.finding(Span(0, 3), "A message.", confidence=0.62), severity=severity)


def test_hints_are_less_loud_and_come_last() -> None:
    report = Report(plain("The port."), (finding_of(Severity.NEUTRAL), finding_of(Severity.MINOR)))
    shown = terminal.story(report, Look())
    assert shown.index("minor  doubled-coordination") < shown.index(
        "  hints\n  1:1  doubled-coordination  62%  A message."
    )


def test_reports_name_the_line_that_a_reader_sees() -> None:
    doc = plain("Water rose.\n\nShare this story\n\nRoads closed.")
    finding = RULE.finding(Span(11, 29), "Furniture.", confidence=0.9)  # it goes with the break before it
    report = Report(doc, (finding,))
    assert "  3:1  " in terminal.story(report, Look(width=80))
    (entry,) = entries(report)
    assert (entry.line, entry.column) == (3, 1) and entry.span.start == 11
    (found,) = json.loads(jsonl.story(report, Look()))["findings"]
    assert (found["start"], found["line"], found["column"]) == (11, 1, 12)  # of `start`, as promised


def test_a_repair_that_only_sets_line_breaks_shows_them() -> None:
    doc = plain("They ask 1) for water 2) for tents 3) for fuel.")
    gaps = [match.start() for match in re.finditer(r" (?=\d\))", doc.text)]
    repair = Repair(tuple(Edit(Span(at, at + 1), "\n") for at in gaps), 0.75)
    finding = catalog.rule("flattened-list").finding(Span(8, 46), "Run together.", confidence=0.8, repairs=[repair])
    (entry,) = entries(Report(doc, (finding,)))
    before, new = change(doc, entry.offers[0])
    shown = doc.text.removesuffix(" fuel.")
    assert (before, new) == (shown, shown.replace(" 1)", "⏎1)").replace(" 2)", "⏎2)").replace(" 3)", "⏎3)"))
    assert "⏎2)" in terminal.story(Report(doc, (finding,)), Look(width=80))
