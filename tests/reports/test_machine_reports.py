"""Reports for programs: valid for every text, their places lead back into the file, their limits keep the
most serious.
"""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from commands import CLEAN, DOUBLED, ONLY, run
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from report_forms import PLACES, VALID, XLIFF, bytes_range, marks, region, written

from mtcheck import readers
from mtcheck.core import (
    Document,
    Edit,
    Failure,
    Finding,
    Repair,
    Report,
    Severity,
    Skipped,
    Span,
    Suppressed,
    mqm,
    plain,
)
from mtcheck.profile import catalog
from mtcheck.repair.patch import patch
from mtcheck.reporters import FORMATS, Tally, github, markdown, sarif
from mtcheck.reporters.entries import entries, rank

RULE = catalog.detector("doubled-coordination").RULE
MACHINES = sorted(VALID)
BY_SPAN = ("its", "webannotation", "jsonfeed", "csv")  # they name the text; others lead to what a reader sees of it
PIECES = st.sampled_from(
    [
        "The port ",
        "closed.",
        "\n",
        "\r\n",
        "\r",
        "\t",
        " ",
        "👩‍👩‍👧",
        "𝒜",
        "e\u0301",
        "日本",
        "\u2028",
        "\x85",
        "\x01",
        "\ud800",
        "\ufffe",
        "&amp;",
        "&",
        "<b>",
        "</b>",
    ]
    + [
        "<p>",
        "]]>",
        '"',
        "'",
        ",",
        ";",
        "=1+1",
        "-",
        "@x",
        "|",
        "`",
        "%0A",
        "::error::",
        "\ufeff",
        "\x00",
        "\\",
        "\u202e",
        "x" * 50,
    ]
)
TEXT = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(st.characters(), max_size=30))
WORDS = st.one_of(st.lists(PIECES, max_size=3).map("".join), st.text(st.characters(), max_size=8))

SENTENCE = WORDS.filter(bool)


@st.composite
def findings(draw: st.DrawFn, doc: Document) -> list[Finding]:
    places = (
        st.tuples(st.integers(0, len(doc.text)), st.integers(0, len(doc.text))).map(sorted).map(lambda two: Span(*two))
    )
    found = []
    for span in draw(st.lists(places, max_size=4, unique=True)):
        repairs = [
            Repair((Edit(span, text),), draw(st.sampled_from([0.2, 0.95])))
            for text in draw(st.lists(WORDS, max_size=2))
        ]
        severity = draw(st.sampled_from(Severity))
        found.append(
            RULE.finding(
                span,
                draw(SENTENCE),
                confidence=draw(st.sampled_from([0.0, 0.5, 1.0])),
                repairs=repairs,
                severity=severity,
            )
        )
    return sorted(found, key=lambda finding: finding.span)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    doc = readers.read_raw(draw(TEXT), "x.txt", draw(st.sampled_from(["text", "html", "markdown"])))
    doc = replace(doc, id=draw(st.sampled_from(["", "guid-1", "\x00<&,:|"])))
    fine = tuple(Suppressed(finding, draw(WORDS)) for finding in draw(findings(doc))[:1])
    crashed = tuple(Failure("doubled-word", text) for text in draw(st.lists(WORDS, max_size=1)))
    skipped = tuple(Skipped("doubled-word", text) for text in draw(st.lists(WORDS, max_size=1)))
    return Report(
        doc,
        tuple(draw(findings(doc))),
        crashed,
        skipped,
        fine,
        notes=tuple(draw(st.lists(WORDS, max_size=1))),
        verdict="review",
    )


@pytest.mark.slow
@given(report=reports(), sentence=SENTENCE)
@settings(max_examples=60)
def test_every_report_is_valid_and_leads_back(report: Report, sentence: str) -> None:
    tally = Tally(errors=[("y.txt", sentence)])
    spans = sorted((entry.span.start, entry.span.end) for entry in entries(report))
    seen = sorted((entry.seen.start, entry.seen.end) for entry in entries(report))
    for format in MACHINES:
        text = written(format, [report, report], tally)
        VALID[format](text)
        if format in PLACES:
            found = PLACES[format](written(format, [report]), report.document.raw)
            expected = spans if format in BY_SPAN else seen
            known = [(start, end if any(one[1] >= 0 for one in found) else -1) for start, end in expected]
            if format == "github":
                assert len(found) == len(known) and set(found) <= {*known, (-1, -1)}
            else:
                assert sorted(found) == sorted(known), format


@pytest.mark.slow
@given(report=reports())
@settings(max_examples=50)
def test_repairs_do_the_same_in_every_format(report: Report) -> None:
    raw = report.document.raw
    known = [[patch(raw, offer.edits) for offer in entry.offers] for entry in entries(report)]
    diagnostics = [one for one in json.loads(written("rdjson", [report]))["diagnostics"] if "range" in one["location"]]
    for wanted, one in zip(known, diagnostics, strict=True):
        proposed = []
        for suggestion in one.get("suggestions", []):
            start, end = bytes_range(raw, suggestion["range"])
            proposed.append(raw[:start] + suggestion["text"] + raw[end:])
        assert proposed == wanted[:1]
    results = json.loads(written("sarif", [replace(report, suppressed=())]))["runs"][0]["results"]
    made = [_after(raw, fix) for result in results for fix in result.get("fixes", [])]
    assert set(made) == {text for some in known for text in some}


def _after(raw: str, fix: dict[str, Any]) -> str:
    for one in reversed(fix["artifactChanges"][0]["replacements"]):
        start, end = region(raw, one["deletedRegion"])
        raw = raw[:start] + one["insertedContent"]["text"] + raw[end:]
    return raw


@pytest.mark.slow
@given(report=reports())
@settings(max_examples=50)
def test_xliff_holds_the_whole_text_and_marks_it_exactly(report: Report) -> None:
    (_, whole), *found = marks(written("its", [report]))
    assert whole == report.document.text
    assert sorted(text for _, text in found) == sorted(finding.span.of(whole) for finding in report.findings)


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """Three stories and a file that cannot be read."""
    folder = tmp_path / "feed"
    folder.mkdir()
    (folder / "a.txt").write_text(f"Fleet leaves Lorani\n\n{DOUBLED} “é”\n", encoding="utf-8")
    (folder / "b.html").write_text(f"<h1>Prices &amp; ports</h1>\r\n<p>{DOUBLED}</p>", encoding="utf-8")
    (folder / "c.txt").write_text(
        f"{DOUBLED} [mtcheck-ignore doubled-coordination: a quotation]\n{CLEAN}", encoding="utf-8"
    )
    (folder / "d.txt").write_bytes(bytes(range(256)) * 4)
    return folder


def test_all_formats_at_once_are_valid_and_change_nothing(feed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    asked = [part for format in FORMATS for part in ("--output", f"{format}=../out.{format}")]
    result = run("check", ".", *ONLY, *asked, cwd=feed)
    assert result == run("check", ".", *ONLY, cwd=feed)
    assert result.code == 3
    twice = run("check", ".", *ONLY, "--jobs", "2", *(part.replace("/out", "/again") for part in asked), cwd=feed)
    assert twice.code == 3
    for format in MACHINES:
        data = (feed.parent / f"out.{format}").read_bytes()
        VALID[format](data.decode("utf-8"))
        assert data == (feed.parent / f"again.{format}").read_bytes(), format
        if format not in ("webannotation", "jsonfeed"):
            assert b"d.txt" in data, format
    assert not [path for path in feed.parent.iterdir() if path.name.startswith(".")]


def test_run_without_stories_is_valid_too(tmp_path: Path) -> None:
    for format in MACHINES:
        VALID[format](run("check", "missing.txt", "--format", format, cwd=tmp_path).out)
        VALID[format](written(format, []))


def test_sarif_says_what_was_not_checked_and_what_is_fine(feed: Path) -> None:
    (whole,) = json.loads(run("check", ".", *ONLY, "--format", "sarif", cwd=feed).out)["runs"]
    assert whole["columnKind"] == "unicodeCodePoints"
    (invocation,) = whole["invocations"]
    assert not invocation["executionSuccessful"]
    (note,) = invocation["toolExecutionNotifications"]
    assert note["level"] == "error" and "d.txt is not a text file" in note["message"]["text"]
    (fine,) = [result for result in whole["results"] if result["suppressions"]]
    assert fine["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "a quotation"}]
    (rule,) = whole["tool"]["driver"]["rules"]
    assert (
        rule["id"] == "doubled-coordination"
        and "**Leaves alone**" in rule["help"]["markdown"]
        and len(rule["properties"]["tags"]) <= 10
    )
    assert {result["rank"] for result in whole["results"]} == {93.0}
    clean = json.loads(run("check", "a.txt", *ONLY, "--format", "sarif", cwd=feed).out)["runs"][0]
    assert clean["invocations"][0]["executionSuccessful"]


@pytest.mark.parametrize("format", ["gitlab", "checkstyle", "github", "csv", "rdjson", "rdjsonl", "sarif", "line"])
def test_what_stops_a_gate_without_a_finding_stands_in_the_report(tmp_path: Path, format: str) -> None:
    (tmp_path / "empty.txt").write_text("\n", encoding="utf-8")
    (tmp_path / "two.jsonl").write_text(
        json.dumps({"id": "a7", "text": CLEAN, "body": "Another text that nobody reads stands here."}), encoding="utf-8"
    )
    (tmp_path / "fine.txt").write_text(CLEAN, encoding="utf-8")
    result = run("check", ".", "--config", "ci-gate", *ONLY, "--format", format, cwd=tmp_path)
    assert result.code == 3
    VALID[format](result.out) if format in VALID else None
    assert "There is no text in it that could be checked." in result.out and "empty.txt" in result.out
    assert "“Another text that nobody reads" in result.out and "two.jsonl" in result.out and "a7" in result.out
    passed = run("check", "fine.txt", "--config", "ci-gate", *ONLY, "--format", format, cwd=tmp_path)
    assert passed.code == 0 and "not-checked" not in passed.out


def many(number: int) -> Report:
    """A report of so many findings whose seriousness goes up and down."""
    doc = plain("word " * number, "x.txt")
    severities = (Severity.MINOR, Severity.CRITICAL, Severity.NEUTRAL, Severity.MAJOR)
    found = [
        RULE.finding(
            Span(5 * at, 5 * at + 4), f"Finding {at}.", confidence=(at * 37 % 100) / 100, severity=severities[at % 4]
        )
        for at in range(number)
    ]
    return Report(doc, tuple(found))


def serious(report: Report, most: int) -> list[str]:
    return [finding.message for finding in sorted(report.findings, key=rank, reverse=True)[:most]]


def test_sarif_keeps_the_most_serious(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "RESULTS", 50)
    report = many(90)
    (whole,) = json.loads(written("sarif", [report, many(20)]))["runs"]
    assert len(whole["results"]) == 50
    assert whole["results"][0]["message"]["text"] in serious(report, 5)
    assert {result["level"] for result in whole["results"]} == {"error"}
    (note,) = whole["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("60 findings are left out")


@pytest.mark.slow
def test_sarif_of_many_findings_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    text = written("sarif", [many(sarif.RESULTS + 7)])
    (whole,) = json.loads(text)["runs"]
    assert len(whole["results"]) == sarif.RESULTS
    assert "7 findings are left out" in text
    monkeypatch.setattr(sarif, "BYTES", 40_000)
    (small,) = json.loads(written("sarif", [many(3_000)]))["runs"]
    assert (
        100 < len(small["results"]) < 3_000
        and "left out" in small["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    )


def test_github_shows_the_most_serious_and_counts_the_rest() -> None:
    report = many(200)
    tally = Tally()
    tally.add(report, unchecked=False)
    lines = written("github", [report, many(3)], tally).splitlines()
    levels = [line[2:].partition(" ")[0].partition("::")[0] for line in lines]
    assert (levels.count("error"), levels.count("warning"), levels.count("notice")) == (10, 10, 10)
    assert [line.rpartition("::")[2] for line in lines[:10]] == serious(report, 10)
    assert "174 less serious ones are not shown here" in lines[-1]


def test_github_escapes() -> None:
    assert (
        github.command("error", "a\n::b 100%", file="x,y:z%.txt", line=1)
        == "::error file=x%2Cy%3Az%25.txt,line=1::a%0A::b 100%25\n"
    )


def test_github_adds_a_summary_of_the_job(feed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = tmp_path / "summary"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert run("check", "a.txt", *ONLY, "--format", "github", cwd=feed).code == 1
    run("check", "a.txt", *ONLY, "--output", "github=../notes", cwd=feed)
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("before\n## mtcheck\n") and text.count("## mtcheck") == 2
    run("check", "a.txt", *ONLY, cwd=feed)
    assert summary.read_text(encoding="utf-8") == text


def test_markdown_is_never_more_than_a_page() -> None:
    text = written("markdown", [replace(many(150), verdict="block"), many(100)])
    assert text.count("\n| x.txt:") == markdown.FINDINGS
    assert "and 50 less serious findings, not shown here." in text
    VALID["markdown"](text)


def test_a_cell_is_never_a_formula(tmp_path: Path) -> None:
    report = Report(plain("=2+3", "+x.txt"), (RULE.finding(Span(0, 4), "@message", confidence=0.5),))
    row = written("csv", [report]).splitlines()[1].split(",")
    assert (row[0], row[10], row[11]) == ("'+x.txt", "'=2+3", "'@message")


def test_stories_of_one_feed_are_told_apart() -> None:
    doc = plain(DOUBLED, "feed.xml")
    reports = [
        Report(replace(doc, id=name), (RULE.finding(Span(0, 3), "A message.", confidence=0.5),))
        for name in ("item-1", "item-2")
    ]
    for format in MACHINES:
        text = written(format, reports)
        assert "item-1" in text and "item-2" in text, format
    gitlab = json.loads(written("gitlab", reports))
    assert len({one["fingerprint"] for one in gitlab}) == 2
    ids = [one["id"] for one in json.loads(written("webannotation", reports))["first"]["items"]]
    assert len(set(ids)) == 2


def test_what_is_fine_is_marked_so_in_xliff(feed: Path) -> None:
    root = etree.fromstring(run("check", "c.txt", *ONLY, "--format", "its", cwd=feed).out.encode())
    (mark,) = root.iter(f"{XLIFF}sm")
    assert mark.get("{http://www.w3.org/2005/11/its}locQualityIssueEnabled") == "no"
    assert "Marked as fine: a quotation" in mark.get("{http://www.w3.org/2005/11/its}locQualityIssueComment")


def test_rules_on_trial_fail_no_build() -> None:
    finding = replace(many(1).findings[0], rule=replace(RULE, preview=True), severity=Severity.CRITICAL)
    report = Report(plain("word", "x.txt"), (finding,))
    assert '"level": "note"' in written("sarif", [report]) and '"level": "error"' not in written("sarif", [report])
    assert "<failure" not in written("junit", [report])
    assert 'severity="info"' in written("checkstyle", [report])
    assert written("github", [report]).startswith("::notice")


def test_every_rule_has_an_issue_type_of_its() -> None:
    types = {mqm.its(catalog.detector(rule).RULE.mqm) for rule in catalog.detector_ids()}
    assert "other" not in types
    known = re.findall(
        "<value>([a-z-]+)</value>",
        (Path(__file__).parents[1] / "schemas" / "xliff-its.rng").read_text(encoding="utf-8"),
    )
    assert types <= set(known)
