"""The JSON contract: exact keys, types and ranges, and places that lead back into the decoded file."""

import json
from pathlib import Path
from typing import Any

import pytest
from commands import DOUBLED, ONLY, run

from mtcheck import __version__

ROOT = Path(__file__).parents[2]
WIRE = sorted((ROOT / "fixtures" / "wire").glob("*.txt"))


def check_document(document: dict[str, Any], raw: str, findings_at: str = "findings") -> None:
    assert document["verdict"] in ("pass", "review", "block")
    assert 0 <= document["score"] <= 100
    assert (
        isinstance(document["uri"], str) and isinstance(document["id"], str) and isinstance(document["language"], str)
    )
    assert all(set(failure) == {"rule", "error"} for failure in document["failures"])
    assert all(set(skipped) == {"rule", "reason"} for skipped in document["skipped"])
    lines = raw.splitlines(keepends=True) or [""]
    for finding in document[findings_at]:
        assert [key for key in finding if key != "evidence"] == [
            "rule", "mqm", "severity", "confidence", "message", "start", "end", "line", "column", "text", "fingerprint",
            "repairs",
        ]  # fmt: skip
        assert finding["severity"] in ("neutral", "minor", "major", "critical")
        assert 0 <= finding["confidence"] <= 1
        assert 0 <= finding["start"] <= finding["end"] <= len(raw)
        assert raw[finding["start"] : finding["end"]] == finding["text"]
        assert sum(map(len, lines[: finding["line"] - 1])) + finding["column"] - 1 == finding["start"]
        assert len(finding["fingerprint"]) == 16
        confidences = [repair["confidence"] for repair in finding["repairs"]]
        assert confidences == sorted(confidences, reverse=True)
        for repair in finding["repairs"]:
            assert list(repair) == ["confidence", "applicability", "edits"]
            assert 0 <= repair["confidence"] <= 1
            assert repair["applicability"] in ("automatic", "review")
            at = 0
            for edit in repair["edits"]:
                assert list(edit) == ["start", "end", "text"]
                assert at <= edit["start"] <= edit["end"] <= len(raw)
                at = edit["end"]
    places = [(finding["start"], finding["end"]) for finding in document[findings_at]]
    assert places == sorted(places)
    assert len({finding["fingerprint"] for finding in document[findings_at]}) == len(places)


@pytest.fixture(scope="module", params=[5, pytest.param(len(WIRE), marks=pytest.mark.slow)], ids=["five", "every"])
def stories(request: pytest.FixtureRequest) -> list[Path]:
    return WIRE[-request.param :]


@pytest.fixture(scope="module")
def whole(stories: list[Path]) -> dict[str, Any]:
    result = run("check", *map(str, stories), "--format", "json")
    assert result.code in (0, 1)
    found: dict[str, Any] = json.loads(result.out)
    return found


def test_json_keeps_the_contract(whole: dict[str, Any], stories: list[Path]) -> None:
    assert list(whole) == ["schema", "tool", "documents", "summary"]
    assert whole["schema"] == 1
    assert whole["tool"] == {"name": "mtcheck", "version": __version__}
    assert [document["uri"] for document in whole["documents"]] == [str(path) for path in stories]
    for document, path in zip(whole["documents"], stories, strict=True):
        assert list(document) == ["uri", "id", "language", "verdict", "score", "findings", "failures", "skipped"]
        check_document(document, path.read_text(encoding="utf-8"))
    assert any(document["findings"] for document in whole["documents"])


def test_summary_adds_up(whole: dict[str, Any]) -> None:
    summary, documents = whole["summary"], whole["documents"]
    assert summary["documents"] == len(documents) == len(summary["stories"])
    assert sum(summary["findings"].values()) == sum(len(document["findings"]) for document in documents)
    assert sum(summary["verdicts"].values()) == len(documents)
    assert summary["words"] == sum(story["words"] for story in summary["stories"])
    assert all(story["readability"] > 0 and 0 <= story["touched"] <= 1 for story in summary["stories"])
    assert summary["errors"] == []


def test_jsonl_has_the_same_documents_one_a_line(whole: dict[str, Any], stories: list[Path]) -> None:
    lines = run("check", *map(str, stories[:3]), "--format", "jsonl").out.splitlines()
    for line, document, story in zip(lines, whole["documents"], whole["summary"]["stories"], strict=False):
        record = json.loads(line)
        assert (record.pop("schema"), record.pop("tool"), record.pop("summary")) == (1, whole["tool"], story)
        assert record == document
    assert len(lines) == 3


def test_run_without_stories_is_json_all_the_same() -> None:
    result = run("check", "missing.txt", "--format", "json")
    assert json.loads(result.out)["documents"] == []
    assert run("check", "missing.txt", "--format", "jsonl").out == ""


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("crlf.txt", f"One\r\n{DOUBLED}\r\n".encode(), f"One\r\n{DOUBLED}\r\n"),
        ("bom.txt", b"\xef\xbb\xbf" + DOUBLED.encode(), DOUBLED),
        ("cp1252.txt", f"– é\r{DOUBLED}".encode("cp1252"), f"– é\r{DOUBLED}"),
        ("page.html", f"<h1>A &amp; b</h1>\n<p>{DOUBLED}</p>".encode(), f"<h1>A &amp; b</h1>\n<p>{DOUBLED}</p>"),
        ("wide.txt", f"🜁𝒜 {DOUBLED}".encode(), f"🜁𝒜 {DOUBLED}"),
        ("odd.txt", f"a\u2028b\x85c {DOUBLED}".encode(), f"a\u2028b\x85c {DOUBLED}"),
    ],
)
def test_places_are_code_points_of_the_decoded_file(tmp_path: Path, name: str, data: bytes, text: str) -> None:
    (tmp_path / name).write_bytes(data)
    result = run("check", str(tmp_path / name), *ONLY, "--format", "json")
    assert all(ord(char) < 0x7F or char.isprintable() or char == "\n" for char in result.out)
    (finding,) = json.loads(result.out)["documents"][0]["findings"]
    assert text[finding["start"] : finding["end"]] == finding["text"] == "weapons and weapons"
    (edit,) = finding["repairs"][0]["edits"]
    repaired = text[: edit["start"]] + edit["text"] + text[edit["end"] :]
    assert repaired == text.replace("weapons and weapons", "weapons")


def test_json_is_utf_8_whatever_the_terminal_knows(tmp_path: Path) -> None:
    (tmp_path / "é.txt").write_text(f"“é” {DOUBLED}", encoding="utf-8")
    out = run("check", str(tmp_path), *ONLY, "--format", "json", encoding="ascii").raw.decode("utf-8")
    assert json.loads(out)["documents"][0]["uri"].endswith("é.txt")
