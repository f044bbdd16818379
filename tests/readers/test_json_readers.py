"""JSON Feed, ninjs, JSON Lines, JSON, CSV, TSV and PO: every place leads back to the file, and json, csv and polib read
the result as we do.
"""

import csv
import io
import json
import random
import re
import tempfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from handmade import HANDMADE
from hypothesis import given, settings
from hypothesis import strategies as st
from test_readers import lawful

from mtcheck import readers
from mtcheck.core import Document, Edit, Span
from mtcheck.errors import InputError
from mtcheck.readers import _cells, _json, po
from mtcheck.readers.files import RawFile
from mtcheck.repair.patch import carry, patch

WORDS = "The port of Lomna closed on Monday, said Ana Bor; 40% of ships “wait” – naïve café 😀 & <5 \\ / ’s".split()
LEAD = ' class="lead"'
NEW = "Zebra"
NASTY = 'Ze"bra\\ & <é>, \u2028x'


WORD = re.compile(r"(?<!\S)[A-Za-z]+(?!\S)")


def words(rng: random.Random) -> str:
    return " ".join(rng.choices(WORDS, k=rng.randint(2, 12)))


def html(rng: random.Random) -> str:
    said = [words(rng).replace("&", "&amp;").replace("<", "&lt;") for _ in range(rng.randint(1, 3))]
    return "".join(f"<p{rng.choice(['', LEAD])}>{one}</p>" + rng.choice(["", "\n"]) for one in said)


def paragraphs(rng: random.Random) -> str:
    return rng.choice(["\n\n", "\n", "\r\n"]).join(words(rng) for _ in range(rng.randint(1, 3)))


def written(rng: random.Random, value: object) -> str:
    return json.dumps(
        value, ensure_ascii=rng.random() < 0.5, indent=rng.choice([None, 1, 2]), sort_keys=rng.random() < 0.3
    )


def jsonfeed(rng: random.Random) -> str:
    items = []
    for number in range(rng.randint(1, 4)):
        item: dict[str, Any] = {"id": rng.choice([str(number), f"https://lomna.example/{number}"]), "title": words(rng)}
        item.update(
            rng.choice(
                [
                    {"content_html": html(rng)},
                    {"content_text": paragraphs(rng)},
                    {"content_html": html(rng), "content_text": paragraphs(rng)},
                ]
            )
        )
        if rng.random() < 0.5:
            item["summary"] = words(rng)
        if rng.random() < 0.5:
            item["tags"] = [words(rng), {"deep": [[], {}, -1.5e10, None, True]}]
        items.append(item)
    return written(rng, {"version": "https://jsonfeed.org/version/1.1", "title": words(rng), "items": items})


def ninjs(rng: random.Random) -> str:
    if rng.random() < 0.5:
        item: dict[str, Any] = {
            "uri": "urn:lomna:1",
            "headline": words(rng),
            "body_text": paragraphs(rng),
            "body_xhtml": html(rng),
            "description_text": words(rng),
        }
        item["person"] = [{"name": "Ana Bor", "rel": "about"}]
    else:
        item = {
            "uri": "urn:lomna:2",
            "headlines": [{"role": "main", "value": words(rng)}],
            "bodies": [
                {
                    "role": "main",
                    "contentType": rng.choice(["text/plain", "text/html"]),
                    "value": words(rng).replace("<", ""),
                }
            ],
            "descriptions": [{"value": words(rng)}],
            "associations": [{"name": "a1", "descriptions": [{"value": words(rng)}]}],
        }
    return written(rng, rng.choice([item, [item, item], {"items": [item]}]))


def jsonl(rng: random.Random) -> str:
    text = rng.choice(["text", "body", "content"])
    lines = [
        json.dumps(
            {"id": number, "title": words(rng), text: rng.choice([html, paragraphs])(rng), "n": 10**30},
            ensure_ascii=rng.random() < 0.5,
        )
        for number in range(rng.randint(2, 5))
    ]
    return rng.choice(["\n", "\r\n", "\n\n"]).join(lines) + rng.choice(["", "\n"])


def array(rng: random.Random) -> str:
    return written(
        rng,
        [
            {"guid": f"a{number}", "headline": words(rng), "body": [paragraphs(rng), words(rng)]}
            for number in range(rng.randint(1, 4))
        ],
    )


def delimited(rng: random.Random, delimiter: str) -> str:
    out = io.StringIO(newline="")
    table = csv.writer(
        out,
        delimiter=delimiter,
        quoting=rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
        lineterminator=rng.choice(["\n", "\r\n"]),
    )
    table.writerow(["id", "headline", "text", "source", "n"])
    for number in range(rng.randint(1, 5)):
        table.writerow([number, words(rng), rng.choice([html, paragraphs])(rng), "Le port.", '"'])
    return out.getvalue()


def gettext(rng: random.Random) -> str:
    polib = pytest.importorskip("polib")
    file = polib.POFile(wrapwidth=rng.choice([20, 78]))
    file.metadata = {"Language": "en"}
    for number in range(rng.randint(1, 6)):
        file.append(
            polib.POEntry(
                msgid=f"{number} {words(rng)}",
                msgstr=words(rng) + rng.choice(["", "\n", "\t“x”\n"]),
                comment=words(rng),
            )
        )
    file.append(polib.POEntry(msgid="a", msgstr="b", obsolete=True))
    return str(file)


MAKERS: dict[str, Callable[[random.Random], str]] = {
    "jsonfeed": jsonfeed,
    "ninjs": ninjs,
    "jsonl": jsonl,
    "json": array,
    "csv": lambda rng: delimited(rng, ","),
    "semicolons": lambda rng: delimited(rng, ";"),
    "tsv": lambda rng: delimited(rng, "\t"),
    "po": gettext,
}
NAMES = {"semicolons": "csv", "tsv": "csv"}


def parsed(name: str, raw: str) -> Any:
    """What another program makes of the file: a list of values, so that two can be compared one by one."""
    if name == "jsonl":
        return list(leaves([json.loads(line) for line in raw.split("\n") if line.strip()]))
    if name in ("jsonfeed", "ninjs", "json"):
        return list(leaves(json.loads(raw)))
    if name == "po":
        return polib_reads(raw)
    dialect = _cells.dialect_of(raw, "x")
    quoting = csv.QUOTE_MINIMAL if dialect.quoting else csv.QUOTE_NONE
    return [
        cell
        for row in csv.reader(io.StringIO(raw, newline=""), delimiter=dialect.delimiter, quoting=quoting)
        for cell in (*row, "\n")
    ]


def polib_reads(raw: str) -> list[Any]:
    """From a file: text that is given to it directly is cut at more than line ends."""
    polib = pytest.importorskip("polib")
    with tempfile.NamedTemporaryFile("w", suffix=".po", encoding="utf-8", newline="") as file:
        file.write(raw)
        file.flush()
        entries = polib.pofile(file.name, encoding="utf-8")
    return [
        (one.msgctxt, one.msgid, one.msgstr, form, one.comment, one.obsolete)
        for one in entries
        for form in (one.msgstr_plural or {"": ""}).items()
    ]


def leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for name, held in value.items():
            yield name
            yield from leaves(held)
    elif isinstance(value, list):
        for held in value:
            yield from leaves(held)
    else:
        yield value


def read(name: str, raw: str) -> list[Document]:
    return list(readers.read(RawFile("x", raw), NAMES.get(name, name)))


def holds_together(name: str, raw: str, rng: random.Random) -> None:
    """Nothing changes without an edit; an edit of a word changes that value, and no other."""
    docs = read(name, raw)
    for doc in docs:
        lawful(doc)
        assert doc.raw is docs[0].raw and patch(raw, carry(doc, [])[0]) == raw
    before = parsed(name, raw)
    for number in rng.sample(range(len(docs)), min(2, len(docs))):
        doc = docs[number]
        spots = [
            match for segment in doc.segments for match in WORD.finditer(doc.text, segment.span.start, segment.span.end)
        ]
        if not spots:
            continue
        spot = rng.choice(spots)
        new = rng.choice([NEW, NASTY])
        edits, refused = carry(doc, [Edit(Span(*spot.span()), new)])
        if refused:
            assert name in ("csv", "semicolons", "tsv") and new == NASTY
            continue
        assert len(edits) == 1
        changed = patch(raw, edits)
        after = parsed(name, changed)
        different = [(old, now) for old, now in zip(before, after, strict=True) if old != now]
        assert len(different) == 1, (different, changed)
        again = read(name, changed)
        assert [one.text for one in again[:number]] == [one.text for one in docs[:number]]
        assert [one.text for one in again[number + 1 :]] == [one.text for one in docs[number + 1 :]]
        assert again[number].text == doc.text[: spot.start()] + new + doc.text[spot.end() :]


@pytest.mark.slow
@pytest.mark.parametrize("name", MAKERS)
def test_generated_files_hold_together(name: str) -> None:
    for seed in range(200):
        rng = random.Random(f"{name} {seed}")
        holds_together(name, MAKERS[name](rng), rng)


@pytest.mark.parametrize("name", HANDMADE)
def test_files_made_by_hand_hold_together(name: str) -> None:
    assert len(HANDMADE[name]) >= 20
    for number, raw in enumerate(HANDMADE[name]):
        holds_together(name, raw, random.Random(number))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)


def as_python(raw: str, value: _json.Value) -> object:
    if isinstance(value, _json.String):
        return _json.piece(raw, value).text
    if isinstance(value, _json.Object):
        return {name: as_python(raw, held) for name, held in value.members.items()}
    if isinstance(value, _json.Array):
        return [as_python(raw, held) for held in value.items]
    return json.loads(raw[value.start : value.end])


@pytest.mark.slow
@given(JSON, st.booleans(), st.sampled_from([None, 1]), st.data())
@settings(max_examples=150)
def test_json_is_what_json_says(value: object, ascii_: bool, indent: int | None, data: st.DataObject) -> None:
    raw = json.dumps(value, ensure_ascii=ascii_, indent=indent)
    assert as_python(raw, _json.walk(raw, "x")) == value
    at = data.draw(st.integers(0, len(raw)))
    broken = (
        raw[:at]
        + data.draw(st.sampled_from(["", ",", "}", "]", '"', "\\", "{", "1", "\n", "\\u12"]))
        + raw[at + data.draw(st.integers(0, 2)) :]
    )
    try:
        expected = json.loads(broken)
    except json.JSONDecodeError as error:
        with pytest.raises(
            InputError,
            match=rf"^x is not valid JSON: .+ in line {error.lineno}, column \d+; mend it or export it again\.$",
        ):
            _json.walk(broken, "x")
    else:
        assert as_python(broken, _json.walk(broken, "x")) == expected


@given(st.text(st.characters(), max_size=20), st.booleans())
def test_what_is_written_into_json_is_read_again(text: str, ascii_: bool) -> None:
    written = _json.ascii_only(text) if ascii_ else _json.escape(text)
    raw = f'"{written}"'
    value = _json.walk(raw, "x")
    assert isinstance(value, _json.String) and _json.piece(raw, value).text == json.loads(raw) == json.loads(
        json.dumps(text)
    )
    raw.encode("utf-8")  # half of a pair never stands in the file as it is


@pytest.mark.slow
@given(
    st.lists(st.sampled_from(['"', '""', ",", "\n", "\r", "\r\n", "a", " b", "é"]), max_size=25).map("".join),
    st.sampled_from([",", ";", "\t", "|"]),
)
@settings(max_examples=400)
def test_cells_are_what_csv_says(raw: str, delimiter: str) -> None:
    raw = raw.replace(",", delimiter)
    for quoting in (True, False):
        dialect = _cells.Dialect(delimiter, quoting)
        style = csv.QUOTE_MINIMAL if quoting else csv.QUOTE_NONE
        try:
            found = [[_cells.piece(raw, cell, dialect).text for cell in row] for row in _cells.rows(raw, "x", dialect)]
        except InputError as error:
            assert str(error).startswith("x has a quotation mark in line ")
            with pytest.raises(csv.Error):
                list(csv.reader(io.StringIO(raw, newline=""), delimiter=delimiter, quoting=style, strict=True))
            continue
        assert found == [
            row for row in csv.reader(io.StringIO(raw, newline=""), delimiter=delimiter, quoting=style) if row
        ]


@pytest.mark.slow
@given(st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=20))
def test_what_is_written_into_po_is_read_again(text: str) -> None:
    raw = f'msgid "a"\nmsgstr "b {po.escape(text)}"\n'
    assert po._piece(raw, [(raw.index('"b ') + 1, len(raw) - 2)]).text == f"b {text}"


@pytest.mark.parametrize(("name", "raw"), [
    ("a.json", '{"title": "A storm",\n "body": "The crew left \\ud83d the port. \\u00e9 \\ud83d\\ude00 stays."}'),
    ("a.jsonl", '{"text": "The crew left."}\n{"text": "The \\uDE00 port is open."}\n'),
])  # fmt: skip
def test_half_of_a_character_is_named_with_its_place(name: str, raw: str) -> None:
    stories = list(readers.read(RawFile(name, raw)))
    told = [sentence for story in stories for sentence in story.skipped]
    assert len(told) == 1
    assert "in line 2, column" in told[0]
    assert "is half of a character" in told[0]


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"blocks": [{"type": "p", "content": "The the pier was shut on Monday."}]}, True),
        ({"translations": {"en": "The the pier was shut on Monday.", "de": "Der Pier war am Montag zu."}}, True),
        ({"blocks": [{"type": "p", "content": "The pier opened."}]}, False),  # the story says so itself
        ({"notes": "The desk has to call the board on Monday."}, False),
        ({"author": {"name": "Ada Brun", "description": "Ada Brun writes about ships and piers."}}, False),
        ({"image": {"title": "Pier in Lomna", "text": "pier-42.jpg"}}, False),
    ],
)
def test_text_further_inside_a_record_is_named(more: dict[str, object], named: bool) -> None:
    raw = json.dumps({"title": "Pier opens", "text": "The pier opened.", **more})
    for path in ("story.json", "stories.jsonl"):
        (doc,) = readers.read(RawFile(path, raw))
        assert bool(doc.skipped) is named
