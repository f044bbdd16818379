"""Marks of people: comments in the story, sidecar files, by rule and by fingerprint; those without a use are named."""

import json
from pathlib import Path
from typing import Any

import pytest
from commands import CLEAN, DOUBLED, ONLY, complains, run

HTML = "<!-- mtcheck-ignore doubled-coordination: quoted so -->"
TEXT = "[mtcheck-ignore doubled-coordination: quoted so]"


def checked(path: Path, *arguments: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The document and what the summary says of it."""
    result = run("check", str(path), "--format", "json", *arguments)
    assert result.code in (0, 1), result.err
    whole = json.loads(result.out)
    return whole["documents"][0], whole["summary"]["stories"][0]


def story(folder: Path, text: str, name: str = "story.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "comment", [HTML, TEXT, TEXT.replace("doubled-coordination", "accuracy"), TEXT.replace(":", ",doubled-word :")]
)
@pytest.mark.parametrize(
    "layout",
    [
        f"{{}}\n{DOUBLED}\n",
        f"Intro.\n\n{{}}\n\n\n{DOUBLED}\n",
        f"{DOUBLED} {{}}\n\nMore.\n",
        f"{{}} {DOUBLED}\n",
        f"They left. {{}} {DOUBLED}\n",
        f"Intro.\r\n{{}}\r\n{DOUBLED}\r\n",
    ],
)
def test_comment_speaks_for_its_own_or_the_next_paragraph(tmp_path: Path, layout: str, comment: str) -> None:
    document, about = checked(story(tmp_path, layout.format(comment)), *ONLY)
    assert document["findings"] == []
    assert [(mark["rule"], mark["reason"]) for mark in about["suppressed"]] == [("doubled-coordination", "quoted so")]
    assert about["notes"] == []


@pytest.mark.parametrize(
    "layout", [f"{TEXT}\nIntro.\n\n{DOUBLED}\n", f"{DOUBLED}\n\n{TEXT}\n\nMore.\n", f"{DOUBLED}\nMore. {TEXT}\n"]
)
def test_comment_speaks_for_no_other_paragraph(tmp_path: Path, layout: str) -> None:
    document, about = checked(story(tmp_path, layout), *ONLY)
    assert len(document["findings"]) == 1
    assert about["notes"] == [
        f"The comment in line {layout[: layout.index('[')].count(chr(10)) + 1} ignores nothing that is found."
    ]


@pytest.mark.parametrize("comment", [HTML, TEXT])
def test_comment_itself_is_nobodys_finding(tmp_path: Path, comment: str) -> None:
    document, _ = checked(
        story(tmp_path, f"Police came on Tuesday.\n\n{comment}\n\n{DOUBLED}\n\nThe mayor left at dawn. {comment}\n")
    )
    assert [finding["text"] for finding in document["findings"]] == []


@pytest.mark.parametrize(("name", "comment"), [("a.html", HTML), ("a.md", HTML), ("a.md", TEXT)])
def test_comment_in_other_formats(tmp_path: Path, name: str, comment: str) -> None:
    text = (
        f"<p>{CLEAN}</p>\n{comment}\n<p>{DOUBLED}</p>" if name == "a.html" else f"{CLEAN}\n\n{comment}\n\n{DOUBLED}\n"
    )
    document, about = checked(story(tmp_path, text, name), *ONLY)
    assert document["findings"] == []
    assert len(about["suppressed"]) == 1


@pytest.mark.parametrize(
    ("comment", "note"),
    [
        ("[mtcheck-ignore doubled-coordination]", "It gives no reason after a colon."),
        ("[mtcheck-ignore doubled-coordination: ]", "It gives no reason after a colon."),
        ("[mtcheck-ignore]", "It must read “mtcheck-ignore RULE: reason”."),
        ("[mtcheck-ignore doubled-cordination: so]", "did you mean “doubled-coordination”?"),
    ],
)
def test_comment_that_says_nothing_useful_is_named_and_ignores_nothing(tmp_path: Path, comment: str, note: str) -> None:
    document, about = checked(story(tmp_path, f"{comment}\n{DOUBLED}\n"), *ONLY)
    assert len(document["findings"]) == 1
    assert about["notes"][0].startswith("The comment in line 1 ignores nothing. ")
    assert about["notes"][0].endswith(note)


def test_comment_survives_a_repair(tmp_path: Path) -> None:
    path = story(tmp_path, f"{TEXT}\n{DOUBLED}\n\n{DOUBLED}\n")
    assert run("fix", str(path), *ONLY, "--review", "--write").code == 0
    assert path.read_text(encoding="utf-8") == f"{TEXT}\n{DOUBLED}\n\n{CLEAN}\n"


@pytest.mark.parametrize("name", ["story.txt.mtcheck.toml", ".mtcheck-ignore.toml"])
def test_sidecar_by_rule_and_by_fingerprint(tmp_path: Path, name: str) -> None:
    path = story(tmp_path, f"{DOUBLED}\n\n{DOUBLED}\n\nMore.\n")
    first, second = checked(path, *ONLY)[0]["findings"]
    assert first["fingerprint"] != second["fingerprint"]
    story(tmp_path, f'[[ignore]]\nfingerprint = "{second["fingerprint"]}"\nreason = "fine"\n', name)
    document, about = checked(path, *ONLY)
    assert document["findings"] == [first]
    assert about["suppressed"] == [
        {"rule": "doubled-coordination", "fingerprint": second["fingerprint"], "reason": "fine"}
    ]
    story(tmp_path, '[[ignore]]\nrule = "doubled-coordination"\nreason = "house style"\n', name)
    assert checked(path, *ONLY)[0]["findings"] == []


def test_fingerprint_survives_changes_elsewhere(tmp_path: Path) -> None:
    (before,) = checked(story(tmp_path, f"{DOUBLED}\n"), *ONLY)[0]["findings"]
    (after,) = checked(story(tmp_path, f"A headline\n\nIntro of some length.\n\n{DOUBLED}  And more.\n"), *ONLY)[0][
        "findings"
    ]
    assert before["fingerprint"] == after["fingerprint"]
    assert before["line"] != after["line"]


def test_folder_sidecar_names_files(tmp_path: Path) -> None:
    one, two = story(tmp_path, DOUBLED, "one.txt"), story(tmp_path, DOUBLED, "two.txt")
    story(tmp_path, '[[ignore]]\nfile = "o*.txt"\nrule = "accuracy"\nreason = "fine"\n', ".mtcheck-ignore.toml")
    assert checked(one, *ONLY)[0]["findings"] == []
    assert len(checked(two, *ONLY)[0]["findings"]) == 1


def test_unused_sidecar_entry_is_named(tmp_path: Path) -> None:
    path = story(tmp_path, CLEAN)
    story(tmp_path, '[[ignore]]\nrule = "doubled-coordination"\nreason = "x"\n', "story.txt.mtcheck.toml")
    assert checked(path, *ONLY)[1]["notes"] == [f"{path}.mtcheck.toml, entry 1 ignores nothing that is found."]
    assert checked(path, "--select", "markup")[1]["notes"] == []  # the rule did not run
    (tmp_path / "story.txt.mtcheck.toml").unlink()
    for file, named in (("story.txt", True), ("*.txt", False)):
        story(
            tmp_path,
            f'[[ignore]]\nfile = "{file}"\nrule = "doubled-coordination"\nreason = "{file}"\n',
            ".mtcheck-ignore.toml",
        )
        assert bool(checked(path, *ONLY)[1]["notes"]) == named


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[ignore]]\nrule = "doubled-word"\n', "gives no reason"),
        ('[[ignore]]\nreason = "x"\n', "names neither a rule nor a fingerprint"),
        ('[[ignore]]\nrule = "doubled-wrd"\nreason = "x"\n', "“doubled-word”?"),
        ('[[ignore]]\nrul = "doubled-word"\nreason = "x"\n', "“rule”?"),
        ('[[ignore]]\nrule = 3\nreason = "x"\n', "must be a table of texts"),
        ('[[ignored]]\nrule = "doubled-word"\n', "nothing but [[ignore]] tables"),
        ("[[ignore\n", "not valid TOML"),
    ],
)
def test_sidecar_that_makes_no_sense(tmp_path: Path, text: str, words: str) -> None:
    path = story(tmp_path, DOUBLED)
    story(tmp_path, text, "story.txt.mtcheck.toml")
    result = run("check", str(path), *ONLY)
    assert result.code == 3
    complains(result, words, "story.txt.mtcheck.toml")
