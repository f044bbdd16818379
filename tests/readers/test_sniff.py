"""What a file is, and what is said of one that is none: by its content, in one sentence, with a place."""

import json
from pathlib import Path

import pytest
from commands import CLEAN, DOUBLED, ONLY, complains, run

import mtcheck
from mtcheck import readers
from mtcheck.errors import ConfigError, InputError
from mtcheck.readers.files import RawFile
from mtcheck.readers.stories import Stories, Streamed

FEED = json.dumps(
    {
        "items": [{"id": "a", "content_text": DOUBLED}, {"id": "b", "content_text": CLEAN}],
        "version": "https://jsonfeed.org/version/1.1",
    }
)
RSS = '<?xml version="1.0"?>\n<!-- made by Lomna -->\n<rss version="2.0"><channel/></rss>'


@pytest.mark.parametrize(
    ("name", "raw", "format"),
    [
        ("a.txt", FEED, "jsonfeed"),
        ("a", json.dumps({"uri": "u", "headline": "H"}), "ninjs"),
        ("a.json", json.dumps([{"title": "T", "text": "x"}]), "json"),
        ("a.txt", '{"text": "a"}\n{"text": "b"}\n', "jsonl"),
        ("a.md", '{"text": "a"}\n{"text": "b"}\n', "markdown"),
        ("a.jsonl", '{"text": "a"}', "jsonl"),
        ("a.txt", 'msgid ""\nmsgstr ""\n', "po"),
        ("a.txt", '# note\n\n#, fuzzy\nmsgctxt "c"\nmsgid "a"\nmsgstr ""\n', "po"),
        ("a.csv", "id,text\n1,a\n", "csv"),
        ("a.txt", "id,text\n1,a\n", "text"),
        ("a.html", RSS, "html"),
        ("https://a.example/a.html", RSS, "rss"),
        ("a.txt", '<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "atom"),
        ("a.xml", "<!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf/>", "nitf"),
        ("a.xml", '<n:newsItem xmlns:n="http://iptc.org/std/nar/2006-10-01/"/>', "newsml"),
        ("a.xml", "<xliff version='1.2'/>", "xliff"),
        ("a.xml", "<tmx version='1.4'/>", "tmx"),
        ("a.txt", "<!doctype html><p>x", "html"),
        ("a.xml", "<?xml version='1.0'?><html/>", "html"),
        ("a.txt", "{not JSON at all} he said", "text"),
        ("a.txt", "[ad_1] The port closed.", "text"),
        ("a.md", "# msgid of the day", "markdown"),
        ("a.html", "<p>no root element", "html"),
        ("https://lomna.example/news.csv?page=2#top", "id,text\n", "csv"),
        ("https://lomna.example/feed", FEED, "jsonfeed"),
    ],
)
def test_content_tells_before_the_name(name: str, raw: str, format: str) -> None:
    assert readers.format_of(RawFile(name, raw)) == format


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.json", "", "a.json is empty"),
        ("a.csv", "\n \n", "a.csv is empty"),
        ("a.json", "{", "a name in quotation marks is missing in line 1, column 2"),
        ("a.json", '{"text":\n "a"', "a comma or } is missing in line 2, column 5"),
        ("a.json", '{"text": "a\nb"}', "a string holds a line break or another control character in line 1, column 12"),
        ("a.json", '{"text": "a\\x"}', "there is no such escape in line 1, column 12"),
        ("a.json", '{"text": "a}', "a string is never closed in line 1, column 10"),
        ("a.json", "[" * 50_000, "a value is missing in line 1, column 50001"),
        ("a.json", '{"name": "package"}', "is JSON of no kind that mtcheck reads"),
        (
            "a.json",
            '{"items": [7], "version": "https://jsonfeed.org/version/1"}',
            "has an item in line 1, column 12 that is not an object",
        ),
        ("a.json", '{"text": {"en": "a"}}', "has something else in line 1, column 10 where a text is wanted"),
        ("a.jsonl", '{"text": "a"}\n{"text":\n"b"}', "it is not closed at the end of its line in line 2, column 9"),
        ("a.jsonl", '{"text": "a"}\n["b"]', "has something else than an object in line 2, column 1"),
        (
            "a.jsonl",
            '{"text": "a"}\n{"words": "b"}',
            "has no field for the text (such as “text”, “body” or “content”) in line 2, column 1",
        ),
        (
            "a.csv",
            "id,words\n",
            "no column for the text (such as “text”, “body” or “content”); its header has “id”, “words”",
        ),
        ("a.csv", 'id,text\n1,"a\n', "has a quotation mark in line 2, column 3 that is never closed"),
        (
            "a.csv",
            "id,text\n1,a, b\n",
            "has 3 cells in line 2, column 1, where the header has 2; put quotation marks around cells with commas",
        ),
        ("a.csv", "text,text\n", "has 2 columns “text”"),
        ("a.po", 'msgid "a"\n', "its last entry has no msgstr"),
        ("a.po", 'msgid "a"\nmsgstr "b\n', "not valid PO in line 2, column 1"),
        ("a.xml", "plain words", "is not XML, as its name promises"),
        ("a.xml", "<pom/>", "has the root element <pom>"),
    ],
)
def test_what_is_broken_is_one_sentence_with_a_place(tmp_path: Path, name: str, raw: str, said: str) -> None:
    (tmp_path / name).write_text(raw, encoding="utf-8", newline="")
    result = run("check", *ONLY, name, cwd=tmp_path)
    assert result.code == 3
    complains(result, name, said)


def test_nothing_is_written_where_a_later_story_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    raw = json.dumps({"text": DOUBLED}) + '\n{"text": "cut o'
    path.write_text(raw)
    assert run("fix", *ONLY, "--write", "a.jsonl", cwd=tmp_path).code == 3
    assert path.read_text() == raw


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.json", FEED),
        (
            "b.json",
            json.dumps({"uri": "u", "headline": "Port", "body_text": DOUBLED, "body_xhtml": f"<p>{DOUBLED}</p>"}),
        ),
        ("c.jsonl", json.dumps({"text": DOUBLED}) + "\n" + json.dumps({"text": CLEAN}) + "\n"),
        ("d.json", json.dumps([{"id": 1, "body": DOUBLED}])),
        ("e.csv", f'\ufeffid,text\r\n1,{DOUBLED}\r\n2,"{CLEAN}"\r\n'),
        ("f.tsv", f'id\ttext\n1\t{DOUBLED}\n2\t"Quoted," he said.\n'),
        ("g.po", f'msgid "L\'arm\u00e9e"\nmsgstr ""\n"{DOUBLED}"\n'),
    ],
)
def test_fix_writes_into_every_format(tmp_path: Path, name: str, raw: str) -> None:
    path = tmp_path / name
    path.write_bytes(raw.encode())
    result = run("fix", *ONLY, "--review", "--write", name, cwd=tmp_path)
    assert result.code == 0, result.err
    assert path.read_bytes().decode() == raw.replace(DOUBLED, CLEAN)


def test_a_cell_without_quotation_marks_takes_no_comma(tmp_path: Path) -> None:
    from mtcheck.core import Edit, Span
    from mtcheck.repair.patch import carry

    [doc] = readers.read(RawFile("a.csv", "id,text\n1,The port closed\n"))
    edit = Edit(Span(0, 3), "Yes, the")
    assert carry(doc, [edit]) == ([], [edit])
    assert carry(doc, [Edit(Span(0, 3), "A")])[0][0].text == "A"


def test_fields_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"nr,kop,stuk\n7,Port,{DOUBLED}\n")
    assert run("check", *ONLY, "a.csv", cwd=tmp_path).code == 3
    told = ("--field", "text=stuk", "--field", "title=kop", "--field", "id=nr")
    result = run("check", *ONLY, *told, "--format", "jsonl", "a.csv", cwd=tmp_path)
    assert result.code == 1 and json.loads(result.out)["id"] == "7"
    (tmp_path / "mtcheck.toml").write_text('[fields]\ntext = "stuk"\n')
    assert run("check", *ONLY, "a.csv", cwd=tmp_path).code == 1
    (tmp_path / "mtcheck.toml").write_text('[fields]\nbody = "stuk"\n')
    complains(run("check", *ONLY, "a.csv", cwd=tmp_path), "[fields] has no key “body”")
    complains(run("check", *ONLY, "--field", "stuk", "a.csv", cwd=tmp_path), "--field", "as in text=body")


def test_a_feed_is_read_story_by_story() -> None:
    found = readers.read(RawFile("a.json", FEED))
    assert isinstance(found, Stories) and len(found) == 2
    assert [doc.id for doc in found] == [found[0].id, found[-1].id] == ["a", "b"] and [doc.id for doc in found[1:]] == [
        "b"
    ]
    streamed = Streamed(lambda: iter("abc"))
    assert (list(streamed), len(streamed), streamed[1], streamed[-1], streamed[1:]) == (
        ["a", "b", "c"],
        3,
        "b",
        "c",
        ["b", "c"],
    )
    with pytest.raises(IndexError):
        streamed[3]


def test_folders_hold_stories_and_other_things(tmp_path: Path) -> None:
    for name, raw in {
        "a.json": FEED,
        "package.json": "{}",
        "b.csv": "id,text\n",
        "c.csv": "id,price\n",
        "d.xml": RSS,
        "pom.xml": "<pom/>",
        "e.po": "",
        "f.json": "{",
    }.items():
        (tmp_path / name).write_text(raw)
    given = list(readers.expand([str(tmp_path)]))
    assert [str(one).rpartition("/")[2] for one in given if isinstance(one, readers.LeftOut)] == [
        f"{name} holds no stories and is left out." for name in ("c.csv", "package.json", "pom.xml")
    ]
    found = [Path(path).name for path in given if isinstance(path, str)]
    assert found == ["a.json", "b.csv", "d.xml", "e.po", "f.json"]  # the last is broken, which its reader says


def test_the_python_interface_takes_one_story() -> None:
    assert mtcheck.fix(FEED, select=["doubled-coordination"], review=True, format="jsonfeed") == FEED.replace(
        DOUBLED, CLEAN
    )
    with pytest.raises(InputError, match="holds 2 stories"):
        mtcheck.check(FEED, format="jsonfeed")


def test_a_format_that_there_is_not() -> None:
    with pytest.raises(ConfigError, match="There is no format “docx”"):
        readers.read(RawFile("a", "x"), "docx")
    with pytest.raises(InputError, match="is not a JSON Feed"):
        readers.read(RawFile("a", "[]"), "jsonfeed")
