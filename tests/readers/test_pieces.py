"""Text inside a file of another format: two maps joined are one map, and stories of pieces lead back to the file."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_readers import RAW, lawful

from mtcheck.core import Edit, RawSpan, Run, Span
from mtcheck.readers.html import build
from mtcheck.readers.html import escape as html_escape
from mtcheck.readers.pieces import Nested, Piece, Story, compose, is_html
from mtcheck.repair.patch import carry, patch
from mtcheck.text.lazy import lazy

_ENTITY = lazy(r"&[a-zA-Z]+;|&#\d+;")


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def decoded(raw: str) -> Piece:
    """A value whose entities are decoded once, between `<v>` and `</v>`."""
    text, runs, at, place = "", [], 3, 0
    for match in (*_ENTITY.finditer(raw, 3, len(raw) - 4), None):
        end = match.start() if match else len(raw) - 4
        for piece, start, stop, verbatim in (
            (raw[at:end], at, end, True),
            (unescape(match[0]), *match.span(), False) if match else ("", 0, 0, False),
        ):
            if piece:
                runs.append(Run(Span(place, place + len(piece)), RawSpan(start, stop), verbatim, escaped))
                text, place = text + piece, place + len(piece)
        at = match.end() if match else end
    return Piece(text, tuple(runs))


@given(html=RAW)
def test_composed_runs_lead_to_the_file(html: str) -> None:
    raw = f"<v>{escaped(html)}</v>"
    piece = decoded(raw)
    assert piece.text == html
    builder = build(html)
    runs = compose(builder.runs, piece.runs, html_escape)
    text = "".join(builder.text)
    at, end = 0, 0
    for run in runs:
        assert (run.span.start, run.raw.start >= end) == (at, True)
        at, end = run.span.end, run.raw.end
        if run.verbatim:
            assert run.span.of(text) == raw[run.raw.start : run.raw.end]
        if len(run.raw):
            assert html_escape(run.span.of(text)) in (
                html_escape(unescape(unescape(raw[run.raw.start : run.raw.end]))),
                " ",
                html_escape(run.span.of(text)),
            )
    assert at == len(text)


@given(html=RAW, data=st.data())
def test_an_edit_in_escaped_html_changes_that_word_alone(html: str, data: st.DataObject) -> None:
    raw = f"<v>{escaped(html)}</v>"
    story = Story(raw, "x")
    story.html(decoded(raw))
    doc = story.document()
    lawful(doc)
    letters = [at for at, char in enumerate(doc.text) if char.isalpha()]
    if not letters:
        return
    at = data.draw(st.sampled_from(letters))
    edits, refused = carry(doc, [Edit(Span(at, at + 1), "A&<b")])
    if refused:
        return
    patched = patch(raw, edits)
    again = Story(patched, "x")
    again.html(decoded(patched))
    assert again.document().text == doc.text[:at] + "A&<b" + doc.text[at + 1 :]


def test_new_text_is_escaped_once_for_each_format() -> None:
    raw = "<v>&lt;p&gt;Shell &amp;amp; BP&lt;/p&gt;</v>"
    story = Story(raw, "x")
    story.html(decoded(raw))
    doc = story.document("one", ["Shell  plc", "x", "Shell plc"])
    assert (doc.text, doc.id, doc.names) == ("Shell & BP", "one", ("Shell plc",))
    edits, refused = carry(doc, [Edit(Span(0, 7), "R&D <")])
    assert not refused
    assert patch(raw, edits) == "<v>&lt;p&gt;R&amp;amp;D &amp;lt; BP&lt;/p&gt;</v>"
    assert doc.runs[0].escape == Nested(html_escape, escaped)


def test_half_of_a_double_character_is_not_edited() -> None:
    piece = Piece(
        "abcd",
        (
            Run(Span(0, 1), RawSpan(0, 1), True),
            Run(Span(1, 3), RawSpan(1, 9), False),
            Run(Span(3, 4), RawSpan(9, 10), True),
        ),
    )
    runs = compose([Run(Span(0, 2), RawSpan(0, 2), True), Run(Span(2, 4), RawSpan(2, 4), True)], piece.runs)
    assert [(run.span, run.raw, run.verbatim) for run in runs] == [
        (Span(0, 1), RawSpan(0, 1), True),
        (Span(1, 2), RawSpan(1, 1), False),
        (Span(2, 3), RawSpan(9, 9), False),
        (Span(3, 4), RawSpan(9, 10), True),
    ]


def test_pieces_stand_in_the_order_of_the_file() -> None:
    raw = "body one\n\nbody\ttwo|Head line"
    story = Story(raw, "x")
    story.plain(Piece("Head line", (Run(Span(0, 9), RawSpan(19, 28), True),)), "headline")
    story.plain(Piece(raw[:18], (Run(Span(0, 18), RawSpan(0, 18), True),)), source="quelle")
    doc = story.document()
    lawful(doc)
    assert [(segment.span.of(doc.text), segment.kind, segment.source) for segment in doc.segments] == [
        ("body one", "paragraph", "quelle"),
        ("body two", "paragraph", "quelle"),
        ("Head line", "headline", None),
    ]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Shell & BP", False), ("a <b and c> d", True), ("x < y > z", False), ("AT&T;", False), ("AT&amp;T", True),
        ("<P>One", True), ("5 &#8211; 6", True),
        ("<unknown>", False), ("", False), ("x&copy=1", False),
    ],
)  # fmt: skip
def test_html_is_told_by_known_tags_and_entities(text: str, html: bool) -> None:
    assert is_html(text) is html
