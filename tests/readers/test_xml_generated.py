"""Generated feeds, 200 of every format: what was put in is read, and any word of it is edited in its place; other
programs read the same.
"""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from samples import samples
from test_readers import lawful
from test_xml_readers import FORMATS, edits_of, lands, reader

from mtcheck.core import Edit, Span
from mtcheck.repair.patch import carry, patch

pytestmark = pytest.mark.slow

WORDS = st.sampled_from(
    [
        "The",
        "port",
        "of",
        "Łomna",
        "closed",
        "R&D",
        "<x>",
        "]]",
        ">",
        "]",
        "a&amp;b",
        "it’s",
        "“so”",
        "\n",
        "\n\n",
        "  ",
        "\u00a0",
        "🜁",
        "&nbsp;",
        "3",
        "-->",
        "e\u0301",
    ]
)
CHARACTERS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=12)
TEXTS = st.lists(st.one_of(WORDS, CHARACTERS), min_size=1, max_size=8).map(" ".join)
MODES = st.sampled_from(["escaped", "cdata", "references"])
_SPACE = re.compile(r"[ \t\r\n\f]+")


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def written(text: str, mode: str) -> str:
    """Text as XML may have it."""
    if mode == "cdata":
        return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"
    if mode == "references":
        return "".join(f"&#{ord(char)};" if ord(char) > 127 or char in "&<>" else char for char in text)
    return escaped(text)


def shown(text: str) -> str:
    """Text with its white space as a browser shows it."""
    return _SPACE.sub(" ", text).strip(" ")


@dataclass(frozen=True)
class Made:
    """A file, and the lines that its documents have."""

    raw: str
    lines: list[list[str]]


@st.composite
def story(draw: st.DrawFn, emphasis: str) -> tuple[str, list[str]]:
    """Marked-up paragraphs of XHTML or NITF, and their lines."""
    xml, lines = [], []
    for _ in range(draw(st.integers(1, 3))):
        parts = draw(st.lists(st.tuples(TEXTS, MODES, st.booleans()), min_size=1, max_size=3))
        xml.append(
            "<p>"
            + "".join(
                f"<{emphasis}>{written(t, m)}</{emphasis}>" if marked else written(t, m) for t, m, marked in parts
            )
            + "</p>"
        )
        lines.append(shown("".join(text for text, _, _ in parts)))
    return "\n".join(xml), lines


@st.composite
def escaped_html(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Paragraphs of HTML inside XML."""
    texts = draw(st.lists(TEXTS, min_size=1, max_size=3))
    html = "".join(f"<p>{escaped(text)}</p>" for text in texts)
    return written(html, draw(MODES)), [shown(text) for text in texts]


@st.composite
def made(draw: st.DrawFn, format: str) -> Made:
    items, lines = [], []
    for number in range(draw(st.integers(1, 3))):
        title = draw(TEXTS)
        head, mode = f"<title>{written(escaped(title), draw(MODES))}</title>", [shown(title)]
        if format == "rss":
            body, text = draw(escaped_html())
            items.append(
                f"<item><guid>{number}</guid>{head.replace('<title>', '<title>' + written('<i></i>', 'escaped'))}"
                f"<description>{body}</description></item>"
            )
            lines.append(mode + text)
        elif format == "atom" and draw(st.booleans()):
            body, text = draw(escaped_html())
            head = head.replace("<title>", '<title type="html">')
            items.append(f'<entry><id>{number}</id>{head}<content type="html">{body}</content></entry>')
            lines.append(mode + text)
        elif format == "atom":
            body, text = draw(story("em"))
            items.append(
                f'<entry><id>{number}</id><content type="xhtml"><div'
                f' xmlns="http://www.w3.org/1999/xhtml">{body}</div></content></entry>'
            )
            lines.append(text)
        elif format == "newsml":
            body, text = draw(story("b"))
            items.append(
                "<newsItem"
                f' guid="{number}"><contentMeta/><contentSet><inlineXML><html><body>{body}</body></html>'
                f"</inlineXML></contentSet></newsItem>"
            )
            lines.append(text)
        elif format == "nitf":
            body, text = draw(story("em"))
            items.append(f'<nitf uno="{number}"><body><body.content>{body}</body.content></body></nitf>')
            lines.append(text)
        else:
            body, text = draw(story("g" if format == "xliff" else "hi"))
            body = body.replace("</p>\n<p>", " ").removeprefix("<p>").removesuffix("</p>")
            text = [shown(" ".join(text))]
            if format == "xliff":
                items.append(
                    f'<file original="{number}"><body><trans-unit'
                    f' id="1"><source>Quelle</source><target><mrk>{body}</mrk></target></trans-unit></body></file>'
                )
                lines.append(text)
            else:
                items.append(
                    '<tu><tuv xml:lang="de"><seg>Quelle</seg></tuv><tuv'
                    f' xml:lang="en"><seg><hi>{body}</hi></seg></tuv></tu>'
                )
                lines = [[*(lines[0] if lines else []), *text]]
    root, inside = {
        "rss": ("rss", "channel"), "atom": ("feed", ""), "newsml": ("newsMessage", "itemSet"), "nitf": ("x", ""),
        "xliff": ("xliff", ""), "tmx": ("tmx", "body"),
    }[format]  # fmt: skip
    whole = "\n".join(items)
    return Made(f"<{root}>{f'<{inside}>{whole}</{inside}>' if inside else whole}</{root}>", lines)


@pytest.mark.parametrize("format", FORMATS)
@given(data=st.data())
@settings(max_examples=200)
def test_what_was_put_in_is_read_and_edited_in_its_place(format: str, data: st.DataObject) -> None:
    file = data.draw(made(format))
    documents = reader(format)(file.raw)
    for doc in documents:
        lawful(doc)
        assert patch(doc.raw, carry(doc, [])[0]) == file.raw
    got = [[line for line in doc.text.split("\n") if line.strip()] for doc in documents]
    assert got == [[line for line in lines if line.strip()] for lines in file.lines]
    number = data.draw(st.integers(0, len(documents) - 1))
    edits = list(edits_of(documents[number]))
    if edits:
        lands(format, file.raw, documents, number, data.draw(st.sampled_from(edits)))


@pytest.mark.parametrize("format", FORMATS)
@given(data=st.data())
@settings(max_examples=25)
def test_edits_of_all_stories_meet_in_one_patch(format: str, data: st.DataObject) -> None:
    file = data.draw(made(format))
    documents = reader(format)(file.raw)
    wanted, raw_edits = [], []
    for doc in documents:
        chosen = [edit for edit in edits_of(doc) if data.draw(st.booleans()) and not carry(doc, [edit])[1]]
        done, refused = carry(doc, chosen)
        assert not refused
        raw_edits += done
        text = doc.text
        for edit in reversed(chosen):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        wanted.append(text)
    again = reader(format)(patch(file.raw, sorted(raw_edits, key=lambda edit: edit.span.start)))
    assert [doc.text for doc in again] == wanted


def squeezed(html: str) -> str:
    """The text of HTML without its white space."""
    tree = lxml_html.fromstring(f"<div>{html}</div>")
    for silent in tree.xpath("//script"):
        silent.drop_tree()
    return "".join(tree.text_content().split())


def repaired(format: str, raw: str) -> str:
    """The file with words put in front of every segment."""
    documents = reader(format)(raw)
    new = [
        Edit(Span(segment.span.start, segment.span.start), "Zebra & Co ")
        for doc in documents
        for segment in doc.segments
    ]
    sizes = [len(doc.segments) for doc in documents]
    edits = [
        edit for at, doc in enumerate(documents) for edit in carry(doc, new[sum(sizes[:at]) : sum(sizes[: at + 1])])[0]
    ]
    return patch(raw, edits)


@pytest.mark.parametrize("format", ["rss", "atom"])
def test_feedparser_reads_the_repaired_feed_as_we_do(format: str) -> None:
    import feedparser

    for sample in samples(format):
        raw = repaired(format, sample.raw)
        documents = reader(format)(raw)
        entries = feedparser.parse(raw.strip()).entries
        assert len(entries) == len(documents)
        for entry, doc in zip(entries, documents, strict=True):
            assert entry.get("id", entry.get("link", "")) == doc.id
            parts: list[Any] = [entry.get("title_detail"), *entry.get("content", [])]
            if "media:description" not in raw:  # which is a summary for it
                parts.append(entry.get("summary_detail"))
            ours = "".join(doc.text.split())
            for part in parts:
                if part is not None and part.type.startswith(("text/", "application/xhtml")):
                    said = "".join(part.value.split()) if part.type == "text/plain" else squeezed(part.value)
                    # its loose parser closes what looks like an entity
                    assert said.replace("R&D;g", "R&Dg") in ours, sample.name


def test_translate_toolkit_reads_the_repaired_file_as_we_do() -> None:
    from translate.storage import tmx, xliff

    checked = 0
    for format, storage in (("xliff", xliff.xlifffile), ("tmx", tmx.tmxfile)):
        for sample in samples(format):
            if re.search(r'version="2\.|translate="no"|<(bpt|ph|ept)\b', sample.raw):
                continue  # codes are text for them
            raw = repaired(format, sample.raw)
            theirs = []
            for unit in storage.parsestring(raw.encode()).units:
                for node in unit.getlanguageNodes() if format == "tmx" else [unit.get_target_dom()]:
                    if format == "xliff" or str(
                        node.get("{http://www.w3.org/XML/1998/namespace}lang", node.get("lang"))
                    ).lower().startswith("en"):
                        theirs.append("".join(str(unit.getNodeText(node) or "").split()))
            assert "".join(theirs) == "".join("".join(doc.text.split()) for doc in reader(format)(raw)), sample.name
            checked += 1
    assert checked >= 25
