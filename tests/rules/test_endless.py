"""Inputs that grow without bound: each test is done in seconds where cost follows length, and would not end in minutes
where it follows the square.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands import ONLY, run

import mtcheck
from mtcheck import readers
from mtcheck.core import Document, Edit, Finding, RawSpan, Repair, Run, Segment, Span, plain
from mtcheck.core.fingerprint import fingerprints
from mtcheck.cues.claims import Claims
from mtcheck.gate import suppressions
from mtcheck.profile import catalog
from mtcheck.readers import text as plain_text
from mtcheck.readers.files import RawFile
from mtcheck.repair.patch import carry
from mtcheck.repair.plan import apply, plan
from mtcheck.reporters.places import place
from mtcheck.run.findings import one_per_place, without_echoes
from mtcheck.run.parts import resources
from mtcheck.server import annotated
from mtcheck.text.balance import troubles
from mtcheck.text.dates import written
from mtcheck.text.masks import masks
from mtcheck.text.quotes import quotations
from mtcheck.text.repeats import repeats
from mtcheck.text.scanner import lowered
from mtcheck.text.sentences import sentences

pytestmark = pytest.mark.slow

MANY = 40_000
HTML = (
    "<", "<a ", '<a href="', "<a href='\"", "<!--", "<!", "<?", "<![CDATA[", "</", "</a ", "<script>", "<svg>",
    "<p><b><i>", "<p>a", "<ul><li>a ", "<code>a",
    "&amp;", "&#8217;s ", "&", "<td>a</td>", '<a "<b" ', "</p>",
)  # fmt: skip
MARKDOWN = (
    "[",
    "[a](",
    "![",
    "[a][",
    "`",
    "` `` ",
    "*a ",
    "**a",
    "_a ",
    ">",
    "> a\n",
    "- ",
    "<",
    "<a ",
    "<!-- ",
    "<http:",
    "\\",
    "| a | b |\n",
    "[a]: b\n",
    "# a\n",
    "a\n=\n",
)
LINES = (
    "the director of the ",
    "“a ",
    "a” ",
    "(a ",
    "A. B. ",
    "weapons and weapons ",
    "19659002] ",
    "12.5.2020 ",
    "« a ",
    "的。",
    ".",
    "aaaaa",
    "AAAAA",
    "a,b",
    "`` ",
)


@pytest.mark.parametrize("unit", HTML)
def test_html_that_never_ends(unit: str) -> None:
    raw = unit * MANY
    doc = readers.read_raw(raw + " the end", "x", "html")
    assert all(doc.raw[run.raw.start : run.raw.end] == run.span.of(doc.text) for run in doc.runs if run.verbatim)


@pytest.mark.parametrize("unit", MARKDOWN)
def test_markdown_that_never_ends(unit: str) -> None:
    doc = readers.read_raw(unit * (MANY // 8), "x", "markdown")
    assert all(doc.raw[run.raw.start : run.raw.end] == run.span.of(doc.text) for run in doc.runs if run.verbatim)


@pytest.mark.parametrize("unit", LINES)
def test_functions_over_one_line_that_never_ends(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    doc = plain_text.read(text)
    assert doc.sentences and len(repeats(text)) <= len(text)
    for segment in doc.segments:
        masks(text, segment.span.start, segment.span.end)
    troubles(text, [(segment.span.start, segment.span.end) for segment in doc.segments])


def test_no_line_is_read_twice() -> None:
    assert len(sentences("." * 300_000, 0, 300_000)) == 1
    assert quotations("‘a " * 100_000, 0, 300_000) == []
    assert len(quotations('"a" ' * 100_000, 0, 400_000)) == 100_000
    assert lowered("İA" * 200_000) == "İa" * 200_000
    assert len({written(1, 5, 2020, "5 May 2020, " * 50_000) for _ in range(20_000)}) == 1


@pytest.mark.parametrize(
    "line",
    ["word " * 9_000, "A sentence ends. " * 4_000, "x" * 30_000, "a\u00a0" * 20_000, "“One,” he said. ”Two.” " * 2_000],
)
def test_endless_lines_are_read_in_pieces(line: str) -> None:
    doc = plain_text.read(f"A headline\n{line}\nThe end of it.")
    pieces = [segment.span for segment in doc.segments]
    assert all(
        0 < len(span) <= plain_text.LONGEST and span.of(doc.text) == span.of(doc.text).strip() for span in pieces
    )
    assert "".join("".join(span.of(doc.text).split()) for span in pieces) == "".join(doc.text.split())


def test_repairs_by_the_thousand() -> None:
    text = "ab " * MANY
    runs = tuple(Run(Span(at, at + 1), RawSpan(at, at + 1), verbatim=True) for at in range(len(text)))
    doc = Document("x", text, text, runs, (Segment(Span(0, len(text) - 1)),))
    rule = catalog.detector("doubled-word").RULE
    findings = [
        rule.finding(
            Span(3 * at, 3 * at + 2),
            "There.",
            confidence=0.9,
            repairs=[Repair((Edit(Span(3 * at, 3 * at + 2), "c"),), 0.9)],
        )
        for at in reversed(range(MANY))
    ]
    kept = without_echoes(text, one_per_place(findings))
    chosen = plan(kept, accepts)
    edits, refused = carry(doc, chosen.edits)
    assert len(kept) == len(edits) == len(set(fingerprints(doc, kept))) == MANY and not refused
    assert apply(text, chosen.edits) == "c " * MANY


def accepts(finding: Finding, repair: Repair) -> bool:
    return True


def test_claims_keep_ranges_apart() -> None:
    claims = Claims()
    assert all(claims.take(at, at + 2) for at in range(0, 4 * MANY, 4))
    assert not any(claims.take(at + 1, at + 3) for at in range(0, 4 * MANY, 4))
    assert claims.overlaps(3, 5) and not claims.overlaps(2, 4) and claims.take(2, 4)


@pytest.mark.parametrize(
    "raw",
    ["The army took took the the hill. " * 5_000, "The army took took the the hill.\n" * 5_000],
    ids=["line", "lines"],
)
def test_a_story_with_thousands_of_findings(raw: str, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(raw, encoding="utf-8")
    checked = run("check", "--select", "doubled-word", "--format", "json", str(story))
    assert checked.code == 1 and checked.out.count('"rule": "doubled-word"') == 10_000
    unasked = raw.replace("the the", "the")  # of two verbs one was as often another word
    assert (
        run("fix", "--select", "doubled-word", "--write", str(story)).code == 1
        and story.read_text(encoding="utf-8") == unasked
    )
    assert run("fix", "--select", "doubled-word", "--review", "--write", str(story)).code == 0
    assert story.read_text(encoding="utf-8") == unasked.replace("took took", "took")


def test_places_in_a_file_of_many_lines() -> None:
    raw = "a\r\n" * 200_000
    assert [place(raw, 3 * line) for line in range(0, 200_000, 2)] == [(line + 1, 1) for line in range(0, 200_000, 2)]


def test_many_small_files(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number:03}.txt").write_text(
            "They took weapons and weapons." if number % 3 else "All is well.", encoding="utf-8"
        )
    assert run("check", *ONLY, str(tmp_path)).code == 1
    assert run("fix", *ONLY, "--review", "--write", str(tmp_path)).code == 0
    assert run("check", *ONLY, str(tmp_path)).code == 0


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
@pytest.mark.parametrize("plane", range(17))
def test_every_plane_of_unicode(plane: int, format: str) -> None:
    sampled = [chr(plane * 0x10000 + at) for at in range(plane % 7, 0x10000, 211)]
    text = "".join(char + " " * (number % 5 == 0) + "\n" * (number % 40 == 0) for number, char in enumerate(sampled))
    report = mtcheck.check(f"The army said on Monday {text} that it had left the the town.", format=format)
    assert not report.failures


def test_lone_surrogates() -> None:
    assert not mtcheck.check("\ud800 said the the army \udfff\ud800.").failures
    assert mtcheck.fix("It left the the town \udc00 on Monday.") == "It left the town \udc00 on Monday."


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<p>a<b and c", "a<b and c"),
        ("<p>one</p><!-- two <p>three</p>", "one\n<!-- two\nthree\n"),
        ('<p title="a>b">x</p>', "x\n"),
        ("<p>5 < 6 > 4</p>", "5 < 6 > 4\n"),
        ('<p>a <a href="x>b</a> c</p>', "a b c\n"),
        ("<script>if (a<b) '<p>'</script>x", "x"),
        ("<SCRIPT>a</Script >x", "x"),
        ("a</>b<//>c", "abc"),
        ("<p>a<p>b<li>c", "a\nb\nc"),
    ],
)
def test_broken_html_loses_no_text(raw: str, text: str) -> None:
    assert readers.read_raw(raw, "x", "html").text == text


def test_cells_of_a_row_have_places_of_their_own() -> None:
    doc = readers.read_raw("| a | b | c |\n|---|---|---|\n| 5 | 5 | x \\| y |\n", "x", "markdown")
    cells = [doc.raw_span(segment.span) for segment in doc.segments]
    assert [doc.raw[cell.start : cell.end] for cell in cells] == ["a", "b", "c", "5", "5", "x \\| y"]
    assert len(set(cells)) == 6


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no full device")
@pytest.mark.parametrize("arguments", [("--version",), ("rules",)])
def test_full_disk_is_a_sentence(arguments: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mtcheck", *arguments], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (
        done.returncode == 2
        and done.stderr.decode().startswith("mtcheck: Standard output cannot be written")
        and done.stderr.count(b"\n") == 1
    )


@pytest.mark.parametrize("unit", ["â€™s ", "don?t ", "â€, ", "MÃ©nard "])
def test_a_text_in_the_wrong_encoding_that_never_ends(unit: str) -> None:
    found = list(catalog.detector("mojibake").detect(plain_text.read(unit * (MANY // 4)), resources()))
    assert len(found) == MANY // 4


@pytest.mark.parametrize(
    "unit",
    [
        "<!-- mtcheck-ignore ",
        "[mtcheck-ignore ",
        "[mtcheck-ignore all",
        "<!-- mtcheck-ignore all: a --",
        f"[mtcheck-ignore all{' ' * 400}!] ",
    ],
)
def test_marks_that_are_never_closed(unit: str) -> None:
    doc = plain_text.read(unit * (MANY // 4) if len(unit) < 100 else unit * 1_000)
    ((shown, marks),) = suppressions.inline([doc])
    assert not marks and len(shown.notes) <= len(doc.raw)


def test_stories_that_say_much_twice() -> None:
    detect = catalog.detector("repeated-sentence").detect
    days = [
        f"On day {number} the river rose at Lomna.\nNobody in town {number} was hurt then.\n" for number in range(8_000)
    ]
    apart = list(detect(plain_text.read("".join(day * 2 for day in days)), resources()))
    assert len(apart) == len(days)
    story = "".join(days)
    whole = list(
        detect(plain_text.read(f"{story}One more line of it.\n{story}Another one of it.\n{story}"), resources())
    )
    assert len(whole) == 4 * len(days)


def test_markup_by_the_thousand() -> None:
    doc = annotated.document([annotated.Part("a\r"), annotated.Part("<b>", "b")] * MANY, "x")
    assert len(doc.raw) == 5 * MANY and len(doc.segments) == MANY + 1


@pytest.mark.parametrize("blank", ["\n", " ", "\n<?a?>"])
def test_blanks_behind_an_instruction(blank: str) -> None:
    file = RawFile("x.txt", f"<?a?>{blank * (MANY // len(blank))}The end.")
    assert readers.format_of(file) == "text"


def test_a_reason_of_blanks_costs_no_more_than_its_length() -> None:
    doc = plain_text.read(f"<!-- mtcheck-ignore all: a{' ' * 400_000}b -->\nThe end.")
    ((_, marks),) = suppressions.inline([doc])
    assert [mark.reason for mark in marks] == ["a b"]


@pytest.mark.parametrize("word", ["x" * 3_000, "bcdfgh" * 500, "y" * 180])
def test_a_word_without_end_is_one_finding(word: str) -> None:
    detector = catalog.detector("engine-debris")
    (found,) = detector.detect(plain(f"The {word} came."), resources())
    assert found.span == Span(4, 4 + len(word))
    assert len(found.message) < 500
