"""`mtcheck fix`, whole runs: repairs happen where they should, and nothing else in a file changes by a single byte."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import LOOP_ONLY as ONLY
from commands import LOOPED as DOUBLED
from commands import UNLOOPED as CLEAN
from commands import complains, run

from mtcheck.cli import fix
from mtcheck.core import Document, Finding, Report, Span, plain, replace
from mtcheck.profile import catalog
from mtcheck.profile.above import POOLED
from mtcheck.readers import files
from mtcheck.repair.together import Mended

REVIEW = "literal-idiom"  # a rule whose repairs are for people


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(f"Depot robbed\n\n{DOUBLED}\n", encoding="utf-8")
    return path


@pytest.fixture
def idiom(tmp_path: Path) -> tuple[Path, str]:
    """A story with a finding that has several repairs, and its text."""
    for example in catalog.detector(REVIEW).RULE.examples:
        text = example.text.replace("⟦", "").replace("⟧", "") + "\n"
        path = tmp_path / "idiom.txt"
        path.write_text(text, encoding="utf-8")
        if "  2 - " in run("fix", str(path), "--interactive", "--select", REVIEW).err:
            return path, text
    pytest.skip(f"no example of {REVIEW} has two repairs")


@pytest.mark.parametrize("option", [(), ("--diff",)])
def test_diff_is_the_default_and_writes_nothing(story: Path, option: tuple[str, ...]) -> None:
    before = story.read_bytes()
    result = run("fix", str(story), *ONLY, *option)
    assert result.code == 0
    assert f"\n-{DOUBLED}\n+{CLEAN}\n" in result.out
    assert result.err == f"mtcheck: {story}: 1 repair shown (phrase-loop), 0 findings left.\n"
    assert story.read_bytes() == before


def test_a_file_that_is_not_utf_8_is_said_and_its_broken_bytes_stay(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    before, after = (
        f"{words}\nThe caf\u00e9 of the gar\u00e7on".encode().replace(b"\xa7", b"") for words in (DOUBLED, CLEAN)
    )
    path.write_bytes(before)
    result = run("fix", str(path), *ONLY, "--write")
    assert f"{path}: not UTF-8 at line 2, column 20; what is around is read" in result.err
    assert path.read_bytes() == after


def test_diff_can_be_applied(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(f"One\r\n{DOUBLED}\r\nThree\r\n\r\nFour\r\nFive\r\n{DOUBLED}".encode())
    diff = run("fix", "a.txt", *ONLY, cwd=tmp_path).raw
    done = subprocess.run(["patch", "--binary", "-p0"], input=diff, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    assert (tmp_path / "a.txt").read_bytes() == f"One\r\n{CLEAN}\r\nThree\r\n\r\nFour\r\nFive\r\n{CLEAN}".encode()


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("crlf.txt", f"One\r\n{DOUBLED}\r\n\r\n last \t\r\n".encode(), f"One\r\n{CLEAN}\r\n\r\n last \t\r\n".encode()),
        ("mixed.txt", f"One\r{DOUBLED}\n\r\n\x0clast".encode(), f"One\r{CLEAN}\n\r\n\x0clast".encode()),
        ("bom.txt", b"\xef\xbb\xbf" + DOUBLED.encode(), b"\xef\xbb\xbf" + CLEAN.encode()),
        ("utf16.txt", f"\ufeff“Yes”\n{DOUBLED}".encode("utf-16-le"), f"\ufeff“Yes”\n{CLEAN}".encode("utf-16-le")),
        ("cp1252.txt", f"Café – “Yes”\n{DOUBLED}".encode("cp1252"), f"Café – “Yes”\n{CLEAN}".encode("cp1252")),
        (
            "page.html",
            f"<p class=x>A&nbsp;b &amp c<br>\n<p>{DOUBLED}".encode(),
            f"<p class=x>A&nbsp;b &amp c<br>\n<p>{CLEAN}".encode(),
        ),
        (
            "note.md",
            f"# Title  \n\n*  item\n\n{DOUBLED}  \n***\n".encode(),
            f"# Title  \n\n*  item\n\n{CLEAN}  \n***\n".encode(),
        ),
    ],
)
def test_write_keeps_every_other_byte_and_settles(tmp_path: Path, name: str, before: bytes, after: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(before)
    path.chmod(0o640)
    result = run("fix", str(path), *ONLY, "--write")
    assert result.code == 0
    assert path.read_bytes() == after
    assert path.stat().st_mode & 0o777 == 0o640
    again = path.stat().st_mtime_ns
    assert run("fix", str(path), *ONLY, "--write").code == 0
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (after, again)
    assert [found.name for found in tmp_path.iterdir()] == [name]


def test_file_without_repairs_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "clean.txt"
    path.write_bytes(b"\xef\xbb\xbf" + CLEAN.encode() + b"\r\n\r")
    path.chmod(0o444)
    assert run("fix", str(path), *ONLY, "--write").code == 0


def test_output_to_a_file_to_standard_output_and_to_a_folder(story: Path, tmp_path: Path) -> None:
    repaired = f"Depot robbed\n\n{CLEAN}\n"
    before = story.read_bytes()
    assert run("fix", str(story), *ONLY, "--output", str(tmp_path / "new.txt")).code == 0
    assert (tmp_path / "new.txt").read_text(encoding="utf-8") == repaired
    assert run("fix", "-", *ONLY, "--output", "-", stdin=DOUBLED.encode("utf-16")).raw == CLEAN.encode("utf-16")
    (tmp_path / "out").mkdir()
    assert run("fix", str(story), str(tmp_path / "new.txt"), *ONLY, "--output", str(tmp_path / "out")).code == 0
    assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir()} == {
        "story.txt": repaired,
        "new.txt": repaired,
    }
    assert story.read_bytes() == before


def test_min_confidence_and_config(story: Path, tmp_path: Path) -> None:
    assert run("fix", str(story), *ONLY, "--min-confidence", "0.99").out == ""
    assert run("fix", str(story), *ONLY, "--min-confidence", "0.99").code == 1  # what is left is at the gate
    (tmp_path / "mtcheck.toml").write_text("fix_min_confidence = 0.99\n", encoding="utf-8")
    assert run("fix", str(story), *ONLY).out == ""
    assert run("fix", str(story), *ONLY, "--min-confidence", "0.9").out != ""
    assert run("fix", str(story), *ONLY, "--config", "prepublication").out != ""


def test_review_includes_repairs_for_people(idiom: tuple[Path, str]) -> None:
    path, text = idiom
    assert run("fix", str(path), "--select", REVIEW, "--min-confidence", "0").out == ""
    assert f"-{text}" in run("fix", str(path), "--select", REVIEW, "--min-confidence", "0", "--review").out


def interact(path: Path, answers: str, *arguments: str) -> str:
    result = run("fix", str(path), "--interactive", "--write", *arguments, stdin=answers.encode())
    assert result.code in (0, 1)
    return path.read_text(encoding="utf-8")


def test_interactive_accept_reject_quit_edit(story: Path) -> None:
    before = story.read_text(encoding="utf-8")
    assert interact(story, "r\n", *ONLY) == before
    assert interact(story, "q\n", *ONLY) == before
    assert interact(story, "", *ONLY) == before
    assert interact(story, "e\n\nr\n", *ONLY) == before
    assert interact(story, "x\nr\n", *ONLY) == before
    assert interact(story, "e\nold arms\n", *ONLY) == before.replace("all weapons all weapons", "old arms")
    story.write_text(before, encoding="utf-8")
    assert interact(story, "a\n", *ONLY) == before.replace(DOUBLED, CLEAN)


def test_interactive_quits_with_what_was_accepted(story: Path) -> None:
    story.write_text(f"{DOUBLED}\n{DOUBLED}\n{DOUBLED}\n", encoding="utf-8")
    assert interact(story, "r\na\nq\n", *ONLY) == f"{DOUBLED}\n{CLEAN}\n{DOUBLED}\n"


def test_interactive_picks_an_alternative(idiom: tuple[Path, str]) -> None:
    path, text = idiom
    first = interact(path, "1\n" + "r\n" * 9, "--select", REVIEW)
    path.write_text(text, encoding="utf-8")
    second = interact(path, "2\n" + "r\n" * 9, "--select", REVIEW)
    assert len({text, first, second}) == 3


def test_clash_is_named(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.detectors.linguistic import doubled_word

    def rival(doc: Document, resources: object) -> Iterator[Finding]:
        at = doc.text.find("took all weapons all")
        if at >= 0:
            span = Span(at, at + 20)
            yield doubled_word.RULE.finding(span, "A rival.", confidence=0.9, repairs=[replace(span, "x", 0.9)])

    monkeypatch.setattr(doubled_word, "detect", rival)
    result = run("fix", str(story), "--select", "phrase-loop,doubled-word", "--review")
    assert "+" + CLEAN in result.out
    assert "a repair by doubled-word is left out: a surer one puts “all weapons” there." in result.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("fix", "missing.txt"), 3, ["does not exist"]),
        (("fix", "-", "--write"), 2, ["--write needs a file"]),
        (("fix", "-", "--interactive"), 2, ["--interactive"]),
        (("fix", "story.txt", "--write", "--diff"), 2, ["--write and --diff exclude one another"]),
        (("fix", "story.txt", "--output", "nowhere/x.txt"), 2, ["nowhere/x.txt cannot be written"]),
        (("fix", "story.txt", "other.txt", "--output", "nowhere"), 2, ["nowhere is not a folder"]),
        (("fix", "story.txt", "sub/story.txt", "--output", "sub"), 2, ["2 of the stories are called story.txt"]),
        (("fix", "story.txt", "--min-confidence", "x"), 2, ["from 0 to 1"]),
    ],
)
def test_bad_input_changes_nothing(tmp_path: Path, arguments: tuple[str, ...], code: int, words: list[str]) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("story.txt", "other.txt", "sub/story.txt"):
        (tmp_path / name).write_text(DOUBLED, encoding="utf-8")
    result = run(*arguments, cwd=tmp_path, stdin=DOUBLED.encode())
    assert result.code == code
    complains(result, *words)
    assert {path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.txt")} == {DOUBLED}
    assert sum(1 for _ in tmp_path.rglob("*")) == 4


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_folder_that_cannot_be_written(story: Path) -> None:
    story.parent.chmod(0o500)
    try:
        result = run("fix", str(story), *ONLY, "--write")
    finally:
        story.parent.chmod(0o700)
    assert result.code == 3
    complains(result, "cannot be written")


def test_encoding_that_lacks_a_character(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(f"Café\n{DOUBLED}\n".encode("cp1252"))
    result = run("fix", str(path), *ONLY, "--write", "--interactive", stdin="e\nоружие\n".encode())
    assert result.code == 3
    assert "has no “о”" in result.err
    assert path.read_bytes() == f"Café\n{DOUBLED}\n".encode("cp1252")


def test_hints_are_no_findings_and_late_repairs_are_told(tmp_path: Path) -> None:
    hint, path = tmp_path / "hint.txt", tmp_path / "story.txt"
    hint.write_text(
        "The head of the office of the control of the depth of the water of the harbour resigned.\n", encoding="utf-8"
    )
    told = run("fix", str(hint), "--depth", "fast").err
    assert "0 findings and 1 hint left." in told
    path.write_text("They said “ the house\u200b ” is \x1b[31mshut\x1b[0m on Monday.\n", encoding="utf-8")
    told = run("fix", str(path), "--write", "--depth", "fast").err
    assert "made possible by the others)" in told, told
    assert path.read_text(encoding="utf-8") == "They said “the house” is shut on Monday.\n"


def test_every_report_gives_one_column(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("The team won , he said on Monday in Lomna.\n", encoding="utf-8")
    line = run("check", str(path), "--format", "line", "--depth", "fast").out.removeprefix(f"{path}:").split(" ")[0]
    assert (
        f"  {line.removesuffix(':')}  minor  space-before-punctuation" in run("check", str(path), "--depth", "fast").out
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The mayor spoke about ＡＢＣ and the harbour on Monday.", "“ＡＢＣ” is in full-width characters."),
        ("It is to be noted that the harbour is shut.", "says nothing here: leave it out."),
    ],
)
def test_messages_are_true(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "story.txt"
    path.write_text(text + "\n", encoding="utf-8")
    assert said in run("check", str(path), "--format", "line", "--depth", "fast").out


def test_what_is_new_after_the_repairs_is_told_apart_from_what_is_left(tmp_path: Path) -> None:
    rule = catalog.rule("doubled-word")

    def found(text: str, *words: str) -> Report:
        spans = [Span(text.index(word), text.index(word) + len(word)) for word in words]
        doc = plain(text)
        return Report(doc, tuple(rule.finding(span, "Twice.", confidence=0.9) for span in spans))

    before = found("The the clerk wrote and and left it it there.", "The the", "and and", "it it")
    after = found("The clerk wrote and and left it it there.", "and and", "it it", "clerk wrote")
    mended = Mended(after.document.text, (after,), before.findings[:1], before=(before,))
    assert [finding.span.of(after.document.text) for finding in mended.fresh] == ["clerk wrote"]
    path = tmp_path / "story.txt"
    path.write_text(before.document.text, encoding="utf-8")
    (said,) = fix._account(files.load(str(path)), mended, "shown")
    assert said.endswith("1 repair shown (doubled-word), 2 findings left; 1 finding new after the repairs.")
    (said,) = fix._account(files.load(str(path)), Mended(before.document.text, (before,), before=(before,)), "shown")
    assert said.endswith("0 repairs shown, 3 findings left.")


def test_no_sentence_goes_that_was_not_listed_before(tmp_path: Path) -> None:
    story = tmp_path / "tags.txt"
    story.write_text("The ports closed.\n\n</p>Read also: Fees will be paid at the gate.\n\nThey reopened in May.\n")
    result = run("fix", str(story), "--review", "--select", "leftover-tag,related-link")
    assert "+Read also: Fees will be paid at the gate.\n" in result.out
    assert result.err.endswith("1 repair shown (leftover-tag), 0 findings left; 1 finding new after the repairs.\n")


def test_interactive_without_write_asks_at_the_end(story: Path) -> None:
    before = story.read_text(encoding="utf-8")
    asked = run("fix", str(story), "--interactive", *ONLY, stdin=b"?\na\nn\n")
    assert "Nothing is written but what you agree to at the end" in asked.err
    assert "  r  reject: leave the words as they are\n" in asked.err
    assert f"Write 1 repair into {story}? [y yes, n no] " in asked.err and "1 repair shown" in asked.err
    assert story.read_text(encoding="utf-8") == before
    assert "1 repair shown" in run("fix", str(story), "--interactive", *ONLY, stdin=b"a\n").err
    assert story.read_text(encoding="utf-8") == before
    assert "1 repair written" in run("fix", str(story), "--interactive", *ONLY, stdin=b"a\nx\ny\n").err
    assert story.read_text(encoding="utf-8") == before.replace(DOUBLED, CLEAN)


def test_an_interrupted_question_says_that_nothing_was_written(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.cli import ask

    def interrupted(question: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(ask, "_read", interrupted)
    result = run("fix", str(story), "--interactive", "--write", *ONLY)
    assert (result.code, result.err.splitlines()[-1]) == (
        130, f"mtcheck: {story}: interrupted, so nothing was written.",
    )  # fmt: skip


def test_editing_by_hand_shows_the_words_around(story: Path) -> None:
    asked = run("fix", str(story), "--interactive", *ONLY, stdin=b"e\n\nr\n").err
    assert "(“-” deletes it, an empty line goes back): " in asked
    assert asked.count("⟦") == 2  # with the finding, and before the words are written


def test_the_account_of_repairs_adds_up() -> None:
    doc = plain("The the the council met on Monday.")
    rule = catalog.rule("doubled-word")
    found = tuple(rule.finding(Span(4 * at, 4 * at + 3), "Doubled.", confidence=0.9) for at in range(3))
    file = files.RawFile("story.txt", doc.text)
    mended = Mended(doc.text, (Report(doc, found[2:]),), found[:1], before=(Report(doc, found),))
    (line,) = fix._account(file, mended, "shown")
    assert line == "story.txt: 1 repair shown (doubled-word), it settles 2 findings, 1 finding left."


def test_review_says_what_is_too_unsure(idiom: tuple[Path, str]) -> None:
    path, _ = idiom
    told = run("fix", str(path), "--select", REVIEW, "--min-confidence", "1", "--review").err
    assert "left out, less sure than 1; --min-confidence sets that." in told
    assert "less sure" not in run("fix", str(path), "--select", REVIEW).err


def test_nobody_is_asked_about_the_whole_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.cli import ask

    doc = plain(f"Harbour board meets\n\n{DOUBLED}")
    rule = catalog.rule("doubled-word")
    found = (
        POOLED.finding(Span(0, 19), "The story reads like a machine translation.", confidence=0.9),
        rule.finding(Span(21, 24), "Doubled.", confidence=0.9),
    )
    asked: list[str] = []
    monkeypatch.setattr(ask, "_question", lambda report, one, progress: asked.append(f"{one.rule.id} {progress}"))
    ask._round(Report(doc, found), set(), [], [])
    assert asked == ["doubled-word 1 of 1"]
