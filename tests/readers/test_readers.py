"""Readers: what they read, and that every place leads back to the raw file."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck import readers
from mtcheck.core import Document, Edit, Span
from mtcheck.errors import InputError, RepairError
from mtcheck.readers import files
from mtcheck.repair.patch import carry, patch

FORMATS = ["text", "markdown", "html"]

PIECES = st.sampled_from(
    [
        "The port closed. ",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        " ",
        "  ",
        "&amp;",
        "&nbsp;",
        "& nbsp;",
        "<p>",
        "</p>",
        "<br>",
        "<b>",
        "</b>",
        "<!-- x -->",
    ]
    + [
        "*",
        "**",
        "_",
        "`",
        "`x = 1`",
        "[",
        "](",
        ")",
        "# ",
        "- ",
        "> ",
        "1. ",
        "```\n",
        "\\",
        "|",
        "---\n",
        "“",
        "”",
        '"',
        "’",
        "é",
        "\u00a0",
        "🜁",
        "\u0301",
    ]
    + [
        "<li>",
        "<ul>",
        "</ul>",
        "<pre>",
        "</pre>",
        "<script>",
        "</script>",
        "<code>",
        "</code>",
        "&#39;",
        "&copy",
        "&bogus;",
        "\t",
        "\ufeff",
        "https://x.org/a",
    ]
)
RAW = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(st.characters(), max_size=60))


def lawful(doc: Document) -> None:
    """Runs tile the text, in order, and equal the raw where verbatim; segments and masks are sorted, disjoint and not
    empty.
    """
    at = raw_at = 0
    for run in doc.runs:
        assert run.span.start == at
        assert run.raw.start >= raw_at
        if run.verbatim:
            assert run.span.of(doc.text) == doc.raw[run.raw.start : run.raw.end]
        at, raw_at = run.span.end, run.raw.end
    assert at == len(doc.text)
    end = 0
    for segment in doc.segments:
        assert segment.span.start >= end
        words = segment.span.of(doc.text)
        assert words and words == words.strip() and "\n" not in words
        end = segment.span.end
    for before, after in zip(doc.masks, doc.masks[1:], strict=False):
        assert before.end <= after.start


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
@given(raw=RAW)
@settings(max_examples=300, deadline=None)
def test_runs_lead_back(format: str, raw: str) -> None:
    doc = readers.read_raw(raw, "x", format)
    lawful(doc)
    assert patch(doc.raw, carry(doc, [])[0]) == raw


@pytest.mark.parametrize("format", FORMATS)
@given(raw=RAW, data=st.data())
@settings(max_examples=200, deadline=None)
def test_reading_the_patched_raw_is_patching_the_read_text(format: str, raw: str, data: st.DataObject) -> None:
    doc = readers.read_raw(raw, "x", format)
    letters = [at for at, char in enumerate(doc.text) if char.isascii() and char.isalpha()]
    if not letters:
        return
    start = data.draw(st.sampled_from(letters))
    end = start
    while end < len(doc.text) and doc.text[end].isascii() and doc.text[end].isalpha():
        end += 1
    edits, refused = carry(doc, [Edit(Span(start, end), "Zebra")])
    if refused:
        return
    assert len(edits) == 1
    again = readers.read_raw(patch(doc.raw, edits), "x", format, wrapped=doc.wrapped)
    if format == "text" or doc.raw[edits[0].span.start : edits[0].span.end] == doc.text[start:end]:
        # a word of a link's address or of an info string is no text
        assert "Zebra" in again.text or format == "markdown"
    if format == "text":
        assert again.text == doc.text[:start] + "Zebra" + doc.text[end:]


@pytest.mark.parametrize("format", FORMATS)
def test_a_plain_story_reads_as_its_lines(format: str) -> None:
    raw = {
        "text": "Port closes\n\nThe port of Lomna closed.\n\nIt reopens in May.\n",
        "markdown": "# Port closes\n\nThe **port** of [Lomna](https://x.org) closed.\n\nIt reopens in May.\n",
        "html": "<h1>Port closes</h1><p>The <b>port</b> of\n Lomna closed.</p><p>It reopens in May.",
    }[format]
    doc = readers.read_raw(raw, "x", format)
    assert [(segment.kind, segment.span.of(doc.text)) for segment in doc.segments] == [
        ("headline", "Port closes"),
        ("paragraph", "The port of Lomna closed."),
        ("paragraph", "It reopens in May."),
    ]


def test_wrapped_lines_are_one_paragraph() -> None:
    words = (
        "The harbour board of Lomna approved the new ferry line on Monday after a long debate about noise, costs and"
        " the fate of the old pier. " * 3
    )
    lines, line = [], ""
    for word in words.split():
        if len(line) + len(word) + 1 > 60:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    raw = "Ferry line\n\n" + "\n".join([*lines, line]) + "\n\n- Agency\n"
    doc = readers.read_raw(raw, "x", "text")
    assert doc.segments[1].span.of(doc.text) == words.strip()
    edits, refused = carry(doc, [Edit(doc.segments[1].span, "Gone.")])
    assert not refused
    assert patch(raw, edits) == "Ferry line\n\nGone.\n\n- Agency\n"


@pytest.mark.parametrize("mark", ["> ", "- "])
def test_markdown_nested_deeper_than_its_parser_goes_is_read_all_the_same(mark: str) -> None:
    raw = (
        "The port closed.\n\n"
        + "\n".join(mark * depth + f"Line {depth} stands." for depth in range(1, 60))
        + "\n\nThe end came.\n"
    )
    doc = readers.read_raw(raw, "x", "markdown")
    lawful(doc)
    for words in ("The port closed.", *(f"Line {depth} stands." for depth in range(1, 60)), "The end came."):
        assert words in doc.text


def test_entities_are_written_back_as_entities() -> None:
    doc = readers.read_raw("<p>AT&amp;T and R&D</p>", "x", "html")
    edits, refused = carry(doc, [Edit(Span(0, 4), "A & B")])
    assert not refused
    assert patch(doc.raw, edits) == "<p>A &amp; B and R&D</p>"


def test_an_edit_across_markup_is_refused() -> None:
    doc = readers.read_raw("<p>The <b>port</b> closed</p>", "x", "html")
    edit = Edit(Span(0, 8), "A port")
    assert carry(doc, [edit]) == ([], [edit])


def test_half_an_entity_is_refused() -> None:
    doc = readers.read_raw("<p>&#8230;</p>", "x", "html")
    assert carry(doc, [Edit(Span(0, 1), "...")])[0]


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("Café".encode(), "utf-8", "Café"),
        (codecs.BOM_UTF8 + "Café".encode(), "utf-8", "Café"),
        (codecs.BOM_UTF16_LE + "Café".encode("utf-16-le"), "utf-16-le", "Café"),
        (codecs.BOM_UTF16_BE + "Café".encode("utf-16-be"), "utf-16-be", "Café"),
        ("Caf\u00e9 \u201cx\u201d".encode("cp1252"), "cp1252", "Café “x”"),
        ('<meta charset="koi8-r"><p>Мир'.encode("koi8-r"), "koi8-r", '<meta charset="koi8-r"><p>Мир'),
        (b"", "utf-8", ""),
    ],
)
def test_encodings_come_back_byte_for_byte(data: bytes, encoding: str, text: str) -> None:
    file = files.decode(data, "story.txt")
    assert (file.encoding, file.text) == (encoding, text)
    assert file.encode(file.text) == data
    assert bool(file.notes) == (encoding == "cp1252")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_back_or_refused_in_a_sentence(data: bytes) -> None:
    try:
        file = files.decode(data, "story.txt")
    except InputError as error:
        assert str(error).startswith("story.txt ") and str(error).endswith(".")
    else:
        assert file.encode(file.text) == data


def test_a_character_that_the_encoding_lacks_is_named() -> None:
    file = files.decode(b"Caf\xe9", "story.txt")
    with pytest.raises(RepairError, match="U\\+0444"):
        file.encode("ф")


def test_files_are_replaced_whole_and_keep_their_mode(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    files.write_atomically(path, b"new\r\n")
    assert path.read_bytes() == b"new\r\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(RepairError, match=r"cannot be written: .+\. It was left as it is\."):
        files.write_atomically(tmp_path / "absent" / "story.txt", b"new")
    assert not list(tmp_path.iterdir())


def test_expand_finds_stories(tmp_path: Path) -> None:
    for name in ("a.txt", "b/c.md", "b/d.html", "b/e.bin", ".git/f.txt", "g.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('{"name": "lomna"}' if name.endswith(".json") else "x")
    given = list(readers.expand([str(tmp_path)]))
    assert [str(one) for one in given if not isinstance(one, str)] == [
        f"{tmp_path}/g.json holds no stories and is left out."
    ]
    found = [Path(path).relative_to(tmp_path).as_posix() for path in given if isinstance(path, str)]
    assert found == ["a.txt", "b/c.md", "b/d.html"]
    assert list(readers.expand([str(tmp_path / "*.txt"), "-"])) == [str(tmp_path / "a.txt"), "-"]
    for path in ("absent.txt", str(tmp_path / "*.rst")):
        with pytest.raises(InputError, match=r"\.$"):
            list(readers.expand([path]))
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no stories"):
        list(readers.expand([str(tmp_path / "empty")]))


@pytest.mark.parametrize(
    "raw",
    [
        "---\ntitle: The port\n---\nIt closed.\n",
        '---\r\ntitle: "The port"  # so\r\nsummary: It closed.\r\n---\r\nIt did.\r\n',
        "+++\ntitle = 'The port'\n[extra]\nx = 1\n+++\nIt closed.\n",
        "<div>\nThe <b>port</b> &amp; shut\n</div>\n\nIt closed.\n",
        "> <p>The port\n> closed</p>\n\nIt did.\n",
        "Before.\n\n<table><tr><td>One</td><td>Two words</td></tr></table>\n\nAfter.\n",
    ],
)
def test_markdown_with_front_matter_and_html_is_lawful(raw: str) -> None:
    doc = readers.read_raw(raw, "x.md", "markdown")
    lawful(doc)
    assert "port" in doc.text or "Two words" in doc.text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("fence", ["---", "+++"])
def test_front_matter_is_no_prose_whatever_its_lines_end_with(end: str, fence: str) -> None:
    lines = [
        fence,
        "title: Storm hits coast" if fence == "---" else 'title = "Storm hits coast"',
        "slug: the-the-storm",
        fence,
        "",
        "The council met on Friday.",
        "",
    ]
    (doc,) = readers.read(files.RawFile("x.md", end.join(lines)))
    assert [segment.span.of(doc.text) for segment in doc.segments] == ["Storm hits coast", "The council met on Friday."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("summary", "read"),
    [
        ("The port is shut.", True),
        ("In monday the port", False),
        ("port, strike, port", False),
        ("Is it “shut?”", True),
    ],
)
def test_a_summary_in_front_matter_is_read_where_it_is_a_sentence(end: str, summary: str, read: bool) -> None:
    lines = ["---", "title: Port shut", f"summary: {summary}", "---", "", "It is.", ""]
    (doc,) = readers.read(files.RawFile("x.md", end.join(lines)))
    assert [segment.span.of(doc.text) for segment in doc.segments] == ["Port shut", *[summary] * read, "It is."]


BROKEN = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><item><title>A'
    b" caf\xc3\xa9</title><description>The the port \xff closed.</description></item></channel></rss>\n"
)


def test_a_broken_byte_is_named_and_what_is_around_it_read() -> None:
    file = files.decode(BROKEN, "wire.xml")
    assert file.encode(file.text) == BROKEN
    assert file.notes == ("not UTF-8 at line 2, column 82; what is around is read, and nothing is written there",)
    (doc,) = readers.read(file)
    assert "A café" in doc.text
    at = doc.text.index("The the")
    done, refused = carry(doc, [Edit(Span(at, at + 4), "")])
    assert file.encode(patch(file.text, done)) == BROKEN.replace(b"The the", b"the")
    assert not refused
    last = doc.text.index("port")
    assert carry(doc, [Edit(Span(last, last + len("port x closed")), "port closed")])[0] == []


@pytest.mark.parametrize(
    ("data", "encoding", "errors"),
    [
        (b"The caf\xe9 closed on Monday.", "cp1252", "strict"),
        (
            "The café, the café ".encode()
            + b"\xe9 closed on Monday, the mayor said to reporters in the town of Lomna, where it has stood for long.",
            "utf-8",
            "surrogateescape",
        ),
        (b"The port \x81 closed on Monday. " * 10, "utf-8", "surrogateescape"),
        (
            b"The caf\xc3 in B\xc3rn, a proteg\xc3\xa9 of the gar\xc3on said, is to be sold soon.",
            "utf-8",
            "surrogateescape",
        ),
        (
            b"The owner\xe2\x80 son said it\xe2\x80 gone, and nobody in the harbour knew whose boat it had been.",
            "utf-8",
            "surrogateescape",
        ),
        ("In “SÉANCE” the McÉvoy’s name is “CAFÉ”".encode("cp1252"), "cp1252", "strict"),
    ],
)
def test_single_broken_bytes_in_utf_8_are_told_from_another_encoding(data: bytes, encoding: str, errors: str) -> None:
    file = files.decode(data, "x.txt")
    assert (file.encoding, file.errors) == (encoding, errors)
    assert file.encode(file.text) == data


def test_two_encodings_in_one_file_are_said() -> None:
    mixed = "The owner’s café. ".encode() + "The owner’s “café”. It’s “his”.".encode("cp1252")
    (note,) = files.decode(mixed, "x.txt").notes
    assert note == "not UTF-8 (byte 30); read as Windows-1252, but 2 characters in it are UTF-8"


def test_utf_8_that_is_broken_throughout_is_refused() -> None:
    with pytest.raises(InputError, match=r"^x\.txt is UTF-8 of which too many letters are broken"):
        files.decode(b"Caf\xc3 caf\xc3 caf\xc3\xa9 gar\xc3on.", "x.txt")


STORY = "<article><h1>Bridge opens</h1><p>The bridge in Lomna opened on Monday.</p>{}</article>"


@pytest.mark.parametrize(
    ("page", "left", "read"),
    [
        ("<nav><a>Home</a> <a>World</a></nav>" + STORY, "Home", "Bridge opens"),
        ("<nav><a>Home</a> <a>World</a> <a>Arts</a> <a>Sport</a> <a>Jobs</a></nav>" + STORY, "Home", "Monday."),
        (STORY + "<footer>Contact us | Terms of use</footer>", "Terms", "on Monday."),
        (STORY + "<aside><ul><li>Most read</li></ul></aside><p>By Ada Brun</p>", "Most read", "By Ada Brun"),
        ("<header><h1>Bridge opens</h1><nav>Home</nav></header><p>It did.</p>", "Home", "Bridge opens"),
        (STORY + "<footer><p>By Ada Brun</p><p>Terms of use</p></footer>", "", "By Ada Brun"),
        (STORY + "<footer><p>Website By Brun Media</p></footer>", "Brun Media", "on Monday."),
        (STORY.format("<footer>By Ada Brun</footer>"), "", "By Ada Brun"),
        (STORY.format("<aside>Photo: Ada Brun</aside>"), "", "Photo: Ada Brun"),
        ("<main><p>It did.</p><footer>Ada Brun, Lomna</footer></main>", "", "Ada Brun, Lomna"),
        ("<p>It did.</p><footer>The the council has met in the hall on Monday.</footer>", "", "The the council"),
        ("<nav>Home" + STORY, "", "Home"),
        ("<nav>Home" + STORY + "</nav>", "", "Bridge opens"),
        ("<footer>Bridge opens</footer>", "", "Bridge opens"),
        ("<nav>Home<nav>World</nav>Sport</nav><p>It did.</p>", "Sport", "It did."),
    ],
)
def test_a_page_is_read_without_its_menu_and_footer(page: str, left: str, read: str) -> None:
    from mtcheck.readers import html

    doc = html.read(f"<!DOCTYPE html><html><body>{page.format('')}</body></html>")
    assert read in doc.text
    assert not left or left not in doc.text
    assert all(run.span.of(doc.text) == doc.raw[run.raw.start : run.raw.end] for run in doc.runs if run.verbatim)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 text of a page", "PDF"),
        (b"PK\x03\x04word/document.xml", "ZIP"),
        (b"{\\rtf1 The port is shut.}", "RTF"),
        (b"\x1f\x8b\x08 pressed", "gzip"),
    ],
)
def test_files_of_other_programs_are_named(data: bytes, kind: str) -> None:
    with pytest.raises(InputError, match=f"not a text file .*{kind}"):
        files.decode(data, "x.txt")
