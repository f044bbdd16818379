"""Readers of XML feeds: what they read, that an edit lands in its place and nowhere else, and that others read the
result as we do.
"""

import re
from collections.abc import Callable, Iterator
from html.entities import html5
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from samples import samples, told
from test_readers import lawful

from mtcheck.core import Document, Edit, Span
from mtcheck.errors import InputError
from mtcheck.readers import nitf
from mtcheck.readers.markup_faults import source
from mtcheck.repair.patch import carry, patch

FORMATS = ("rss", "atom", "nitf", "newsml", "xliff", "tmx")
NEW = "Zebra & <co>"
DECLARATIONS = (
    "",
    '<?xml version="1.0"?>',
    "<?xml \u00ff?>",
    '\n <?xml version="1.0" \u4e2d\U0001f600 encoding="x"?>\n',
    "<?xml \x07\ufffe?>",
)


def reader(format: str) -> Callable[[str], list[Document]]:
    module = import_module(f"mtcheck.readers.{format}")
    read = module.stories if hasattr(module, "stories") else module.read
    return lambda raw: list(read(raw))


def nodes(raw: str) -> list[tuple[Any, str | None, str | None]]:
    """(name, text, tail) of every node as lxml reads the file; what feeds alone may do is put right before."""
    parser = etree.XMLParser(load_dtd=False, no_network=True, recover=True)
    data = re.sub(r"^\s*<\?xml[^>]*>|<!DOCTYPE[^>]*>", "", raw)
    data = re.sub(r"&(?!amp;|lt;|gt;|quot;|apos;)(\w+;)", lambda match: html5.get(match[1], f"&amp;{match[1]}"), data)
    data = re.sub(
        r"<!\[CDATA\[.*?\]\]>|&(?![\w#]+;)",
        lambda match: match[0] if len(match[0]) > 1 else "&amp;",
        data,
        flags=re.DOTALL,
    ).encode()
    return [(node.tag, node.text, node.tail) for node in etree.fromstring(data, parser).iter()]


def edits_of(doc: Document) -> Iterator[Edit]:
    for match in re.finditer(r"\w+", doc.text):
        yield Edit(Span(*match.span()), NEW)


def lands(format: str, raw: str, documents: list[Document], number: int, edit: Edit) -> bool:
    """Whether an edit can be carried; if so, it changes its place and nothing else, for us and for lxml."""
    doc = documents[number]
    edits, refused = carry(doc, [edit])
    if refused:
        return False
    patched = patch(raw, edits)
    again = reader(format)(patched)
    texts = [one.text for one in documents]
    texts[number] = doc.text[: edit.span.start] + edit.text + doc.text[edit.span.end :]
    assert [one.text for one in again] == texts
    assert [one.id for one in again] == [one.id for one in documents]
    before, after = nodes(raw), nodes(patched)
    assert len(before) == len(after)
    changed = [
        place
        for old, new in zip(before, after, strict=True)
        for place in zip(old, new, strict=True)
        if place[0] != place[1]
    ]
    assert len(changed) == 1
    return True


def test_there_are_twenty_samples_of_every_format() -> None:
    assert all(len(list(samples(format))) >= 20 for format in FORMATS)


@pytest.mark.parametrize("format", FORMATS)
def test_samples_read_as_they_say(format: str) -> None:
    read = {sample.name: reader(format)(sample.raw) for sample in samples(format)}
    assert {name: told(documents) for name, documents in read.items()} == {
        sample.name: sample.reads for sample in samples(format)
    }
    for sample in samples(format):
        for doc in read[sample.name]:
            lawful(doc)
            assert doc.raw == sample.raw == patch(doc.raw, carry(doc, [])[0])


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
@pytest.mark.parametrize("format", FORMATS)
def test_line_ends_change_nothing(format: str, newline: str) -> None:
    for sample in samples(format):
        documents = reader(format)(sample.raw.replace("\n", newline))
        assert [doc.text for doc in documents] == [doc.text for doc in reader(format)(sample.raw)], sample.name
        for doc in documents:
            lawful(doc)


@pytest.mark.parametrize("format", FORMATS)
def test_every_word_of_a_sample_is_edited_in_its_place(format: str) -> None:
    for sample in samples(format):
        documents = reader(format)(sample.raw)
        carried = [
            lands(format, sample.raw, documents, number, edit)
            for number, doc in enumerate(documents)
            for edit in edits_of(doc)
        ]
        assert sum(carried) >= 0.6 * len(carried), sample.name


@pytest.mark.parametrize(
    ("format", "raw", "words"),
    [
        (
            "rss",
            "<rss><channel><item><title>One</titel></item></channel></rss>",
            ("<title> is not closed", "line 1, column 33"),
        ),
        ("rss", "<rss><channel>\n<item><title>One", ("<title> is not closed", "line 2, column 17")),
        ("rss", "", ("no element", "line 1, column 1")),
        ("rss", "<rss/><rss/>", ("junk after document element", "line 1, column 7")),
        ("rss", "<rss><item>\ud800</item></rss>", ("half a character",)),
        ("xliff", "<xliff><file>R&D</file></xliff>", ("unexpected “&”", "line 1, column 17")),
        ("xliff", "<xliff><file>&nbsp;</file></xliff>", ("&nbsp;", "line 1, column 14")),
        ("newsml", "<a:newsItem/>", ("“a:”", "line 1, column 1")),
        ("nitf", '<!DOCTYPE nitf [<!ENTITY a "b">]><nitf>&a;</nitf>', ("DOCTYPE", "line 1, column 1")),
        ("rss", '<!DOCTYPE rss [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><rss/>', ("DOCTYPE",)),
        ("rss", '<!DOCTYPE rss [<!ATTLIST item a CDATA "b">]><rss/>', ("DOCTYPE",)),
        ("atom", "<a>" * 300, ("256 elements",)),
        ("atom", "<a " + " ".join(f'a{number}="x"' for number in range(300)) + "/>", ("256 attributes",)),
    ],
)
def test_what_is_broken_or_hostile_is_refused_in_a_sentence(format: str, raw: str, words: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as caught:
        reader(format)(raw)
    said = str(caught.value)
    assert said.startswith(f"<{format}> ") and said.endswith(".") and all(word in said for word in words), said


def test_nothing_outside_the_file_is_fetched() -> None:
    raw = (
        '<!DOCTYPE nitf SYSTEM "file:///etc/passwd"><nitf><body><body.content><p>A&undeclared;'
        " b.</p></body.content></body></nitf>"
    )
    assert reader("nitf")(raw)[0].text == "A&undeclared; b."


@pytest.mark.parametrize("declaration", DECLARATIONS)
@pytest.mark.parametrize(
    "body", ["<rss><item><title>The port</title><description>It &lt;b>closed&lt;/b> & shut.</description></item></rss>"]
)
def test_no_sign_of_the_declaration_moves_a_place(declaration: str, body: str) -> None:
    (doc,) = reader("rss")(declaration + body)
    assert [segment.span.of(doc.text) for segment in doc.segments] == ["The port", "It closed & shut."]
    for word in ("port", "closed", "shut"):
        at = doc.text.index(word)
        place = doc.raw_span(Span(at, at + len(word)))
        assert doc.raw[place.start : place.end] == word


@given(st.text(st.sampled_from("<>?!&;-[]\"'=/ \n\r\t\x00\x0b\ufffe\u00ff\u4e2d\U0001f600xmlrsitemCDATA"), max_size=60))
def test_the_parser_is_given_a_file_of_the_same_places(text: str) -> None:
    for raw in (text, f"<?xml {text}?><rss/>"):
        for lenient in (False, True):
            given_ = source(raw, "x.xml", lenient=lenient)
            assert [len(char.encode()) for char in given_.data.decode()] == [len(char.encode()) for char in raw]


def test_text_of_a_body_before_its_head_stays_before_it() -> None:
    raw = (
        "<nitf><body>Early.<body.head><hedline><hl1>Storm</hl1></hedline></body.head>Late.<body.content><p>It"
        " came.</p></body.content></body></nitf>"
    )
    (doc,) = nitf.stories(raw)
    assert doc.text.split("\n") == ["Early.", "Storm", "Late.", "It came."]
    assert [run.raw.start for run in doc.runs] == sorted(run.raw.start for run in doc.runs)
