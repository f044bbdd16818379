"""Reports read back: each format written as the command line writes it, checked against its schema, and its places
found again.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from mtcheck.cli.outputs import Form, pieces, writer
from mtcheck.core import Report
from mtcheck.reporters import Look, Tally

SCHEMAS = Path(__file__).parent / "schemas"
XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"
Range = tuple[int, int]


def written(format: str, reports: Sequence[Report], tally: Tally | None = None) -> str:
    """The report as its file would be, decoded."""
    form = Form(format, Look())
    made = writer(form)
    parts = [text for report in reports for text in made.add(pieces([form], report)[0])]
    return "".join([*parts, *made.end(tally or Tally())]).encode("utf-8", "backslashreplace").decode("utf-8")


@cache
def _xml_schema(name: str) -> Any:
    parsed = etree.parse(str(SCHEMAS / name))
    return etree.RelaxNG(parsed) if name.endswith(".rng") else etree.XMLSchema(parsed)


@cache
def _json_schema(name: str) -> Any:
    import jsonschema

    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    return jsonschema.validators.validator_for(schema)(schema)


def _xml(name: str) -> Callable[[str], None]:
    def check(text: str) -> None:
        _xml_schema(name).assertValid(etree.fromstring(text.encode("utf-8")))

    return check


def _json(name: str) -> Callable[[str], None]:
    def check(text: str) -> None:
        _json_schema(name).validate(json.loads(text))

    return check


def _rdjsonl(text: str) -> None:
    for line in text.splitlines():
        _json_schema("rdjson.json").validate({"diagnostics": [json.loads(line)]})


def _commands(text: str) -> None:
    for line in text.splitlines():
        assert re.fullmatch(r"::(error|warning|notice)( \w+=[^,:\r\n]*(,\w+=[^,:\r\n]*)*)?::[^\r\n]*", line), line


def _table(text: str) -> None:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert all(len(row) == len(rows[0]) for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


def _page(text: str) -> None:
    assert len(text.encode("utf-8")) < 1_000_000
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) for row in rows} <= {6, 7}


VALID: dict[str, Callable[[str], None]] = {
    "sarif": _json("sarif-2.1.0-rtm.5.json"), "junit": _xml("junit-10.xsd"), "checkstyle": _xml("checkstyle.rng"),
    "gitlab": _json("gitlab.json"),
    "rdjson": _json("rdjson.json"), "rdjsonl": _rdjsonl, "its": _xml("xliff-its.rng"),
    "webannotation": _json("webannotation.json"),
    "jsonfeed": _json("jsonfeed.json"), "github": _commands, "csv": _table, "markdown": _page,
}  # fmt: skip


# Places: each gives (start, end) in code points of the decoded file as far as the format says, an end of -1 where it
# does not.


def _offset(raw: str, line: int, column: int) -> int:
    """Independent of the package: lines as `str.splitlines` would cut them at CR, LF and CRLF alone."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", raw)
    return sum(map(len, lines[: line - 1])) + column - 1


def _bytes_offset(raw: str, place: dict[str, int]) -> int:
    lines = raw.encode("utf-8", "surrogatepass").split(b"\n")
    before = b"\n".join([*lines[: place["line"] - 1], lines[place["line"] - 1][: place["column"] - 1]])
    return len(before.decode("utf-8", "surrogatepass"))


def region(raw: str, one: dict[str, Any]) -> Range:
    start, end = _offset(raw, one["startLine"], one["startColumn"]), _offset(raw, one["endLine"], one["endColumn"])
    assert (start, end) == (one["charOffset"], one["charOffset"] + one["charLength"])
    return start, end


def _sarif(text: str, raw: str) -> list[Range]:
    results = json.loads(text)["runs"][0]["results"]
    found = []
    for result in results:
        one = result["locations"][0]["physicalLocation"]["region"]
        start, end = region(raw, one)
        assert one["snippet"]["text"] == raw[start:end]
        if not result["suppressions"]:
            found.append((start, end))
    return found


def _lines(text: str, raw: str) -> list[Range]:
    root = etree.fromstring(text.encode("utf-8"))
    said = "\n".join(node.text or "" for node in root.iter("failure", "system-out"))
    return [
        (_offset(raw, int(line), int(column)), -1)
        for line, column in re.findall(r"^x\.txt:(\d+):(\d+): ", said, re.MULTILINE)
    ]


def _errors(text: str, raw: str) -> list[Range]:
    nodes = etree.fromstring(text.encode("utf-8")).iter("error")
    return [(_offset(raw, int(node.get("line")), int(node.get("column"))), -1) for node in nodes if node.get("column")]


def diagnostics(text: str, raw: str) -> list[Range]:
    lines = (
        [json.loads(line) for line in text.splitlines()]
        if not text.startswith('{"source"')
        else json.loads(text)["diagnostics"]
    )
    ranges = [one["location"]["range"] for one in lines if "range" in one["location"]]
    return [bytes_range(raw, one) for one in ranges]


def bytes_range(raw: str, one: dict[str, Any]) -> Range:
    return _bytes_offset(raw, one["start"]), _bytes_offset(raw, one["end"])


def _rows(text: str, raw: str) -> list[Range]:
    found = []
    for row in csv.DictReader(io.StringIO(text, newline="")):
        if row["start"]:
            start, end = int(row["start"]), int(row["end"])
            assert _offset(raw, int(row["line"]), int(row["column"])) == start
            found.append((start, end))
    return found


def marks(text: str) -> list[tuple[Range, str]]:
    """For each mark the range of the raw file that it names, and the marked text; the targets joined come first, as a
    range of their own.
    """
    root = etree.fromstring(text.encode("utf-8"))
    whole: list[str] = []
    begun: dict[str, tuple[int, Any]] = {}
    found: list[tuple[Range, str]] = []
    for node in root.iter(f"{XLIFF}target"):
        whole.append(node.text or "")
        for child in node:
            at = sum(map(len, whole))
            if child.tag == f"{XLIFF}cp":
                whole.append(chr(int(child.get("hex"), 16)))
            elif child.tag == f"{XLIFF}sm":
                begun[child.get("id")] = (at, child)
            else:
                start, mark = begun.pop(child.get("startRef"))
                place = (int(mark.get("{urn:mtcheck:1}start")), int(mark.get("{urn:mtcheck:1}end")))
                if mark.get("{http://www.w3.org/2005/11/its}locQualityIssueEnabled") == "yes":
                    found.append((place, "".join(whole)[start:at]))
            whole.append(child.tail or "")
    assert not begun
    return [((0, 0), "".join(whole)), *found]


def _its(text: str, raw: str) -> list[Range]:
    return [place for place, _ in marks(text)[1:]]


def _annotations(text: str, raw: str) -> list[Range]:
    found = []
    for one in json.loads(text)["first"]["items"]:
        quote, place = one["target"]["selector"]
        start, end = place["start"], place["end"]
        assert raw[start:end] == quote["exact"]
        assert raw[:start].endswith(quote["prefix"]) and raw[end:].startswith(quote["suffix"])
        found.append((start, end))
    return found


def _items(text: str, raw: str) -> list[Range]:
    found = []
    for item in json.loads(text)["items"]:
        for one in item["_mtcheck"]["findings"]:
            assert raw[one["start"] : one["end"]] == one["text"]
            assert 0 <= one["content_start"] <= one["content_end"] <= len(item["content_text"])
            found.append((one["start"], one["end"]))
    return found


def _notes(text: str, raw: str) -> list[Range]:
    found = []
    for line in text.splitlines():
        given = dict(part.split("=", 1) for part in line.split("::")[1].partition(" ")[2].split(",") if "=" in part)
        if "line" in given and "col" in given:
            found.append(
                (
                    _offset(raw, int(given["line"]), int(given["col"])),
                    _offset(raw, int(given["endLine"]), int(given["endColumn"])),
                )
            )
        elif "line" in given:
            found.append((-1, -1))  # a range over several lines has no columns there
    return found


def _cells(text: str, raw: str) -> list[Range]:
    return [
        (_offset(raw, int(line), int(column)), -1)
        for line, column in re.findall(r"^\| x\.txt:(\d+):(\d+)", text, re.MULTILINE)
    ]


PLACES: dict[str, Callable[[str, str], list[Range]]] = {
    "sarif": _sarif, "junit": _lines, "checkstyle": _errors, "rdjson": diagnostics, "rdjsonl": diagnostics,
    "csv": _rows, "its": _its,
    "webannotation": _annotations, "jsonfeed": _items, "github": _notes, "markdown": _cells,
}  # fmt: skip
