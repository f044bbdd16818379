"""The gate: each story a decision and a reason, the run within its limits; nothing that could not be checked passes;
order and processes change nothing.
"""

import json
import time
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from commands import CLEAN, DOUBLED, ONLY, complains, run
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck import gate
from mtcheck.core import Failure, Report, plain
from mtcheck.gate.decision import WORDLESS
from mtcheck.profile.config import Config, GateLimits, load
from mtcheck.readers.files import RawFile
from mtcheck.readers.files import load as load_file
from mtcheck.run.examined import content, pack, portable, unpack
from mtcheck.run.session import Session
from mtcheck.run.stream import Checked, Checker, Work
from mtcheck.run.workers import Workers
from mtcheck.text.language import is_foreign

FIXTURES = Path(__file__).parents[2] / "fixtures"
RULES = ("doubled-coordination", "doubled-word", "number-agreement")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "gate.toml"
    path.write_text('select = ["doubled-coordination"]\n[gate]\nmax_blocked_share = 0.5\n', encoding="utf-8")
    return path


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    folder = tmp_path / "feed"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(DOUBLED if number == 2 else CLEAN, encoding="utf-8")
    return folder


def documents(out: str) -> dict[str, tuple[str, str]]:
    return {
        Path(story["uri"]).name: (story["decision"], story["reason"]) for story in json.loads(out)["summary"]["stories"]
    }


def test_every_story_and_the_run_have_a_decision_and_a_reason(feed: Path, profile: Path) -> None:
    result = run("check", str(feed), "--config", str(profile), "--format", "json")
    assert result.code == 0
    said = documents(result.out)
    assert said["0.txt"] == ("pass", "Nothing was found in 9 words by 1 rule, without the language model.")
    assert said["2.txt"] == (
        "block",
        "doubled-coordination at “weapons and weapons” is major and 93% sure; the gate stops from minor on.",
    )
    summary = json.loads(result.out)["summary"]
    assert (summary["decision"], summary["reason"]) == (
        "pass",
        "1 of 4 stories is blocked, which is within the limits.",
    )


def test_lines_of_json_have_it_too(feed: Path, profile: Path) -> None:
    lines = run("check", str(feed), "--config", str(profile), "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["summary"]["decision"] for line in lines] == ["pass", "pass", "block", "pass"]


def test_terminal_speaks_of_the_gate_where_the_profile_does(feed: Path, profile: Path) -> None:
    shown = run("check", str(feed), "--config", str(profile)).out
    assert "0.txt pass score" in " ".join(shown.split())  # a long path breaks the line
    assert "\n  doubled-coordination at" in shown
    assert shown.splitlines()[-1] == "gate: pass. 1 of 4 stories is blocked, which is within the limits."
    assert "gate: " not in run("check", str(feed), *ONLY).out


@pytest.mark.parametrize(
    ("limits", "code", "words"),
    [
        ("max_blocked = 0", 1, "1 story is blocked, where none may be."),
        ("max_blocked = 1", 0, "blocked"),
        ("max_blocked_share = 0.2", 1, "1 story is blocked of 4 (25.0%), where 20.0% may be."),
        ("max_blocked_share = 0.25", 0, "blocked"),
        ("max_blocked = 9\nmax_findings = 0.9", 1, "There are 1.00 findings per 1,000 words, where 0.9 may be."),
        ("max_blocked = 9\nmax_findings = 1", 0, "blocked"),
        (
            "max_blocked = 9\nmax_penalty = 4.6",
            1,
            "The expected penalty is 4.65 MQM points per 1,000 words, where 4.6 may be.",
        ),
        ("max_blocked = 9\nmax_penalty = 4.7", 0, "blocked"),
        ("", 1, "1 story is blocked, where none may be."),
    ],
)
def test_limits_of_a_run(feed: Path, tmp_path: Path, limits: str, code: int, words: str) -> None:
    path = tmp_path / "limits.toml"
    path.write_text(f'select = ["doubled-coordination"]\n[gate]\n{limits}\n', encoding="utf-8")
    result = run("check", str(feed), "--config", str(path))
    assert result.code == code
    assert words in result.out.splitlines()[-1]


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ("max_blocked = -1", ["“max_blocked” must be a whole number from 0 to 1,000,000"]),
        ("max_blocked_share = 2", ["“max_blocked_share” must be a number from 0 to 1"]),
        ("max_findings = true", ["“max_findings” must be a number from 0 to 25000"]),
        ("max_blokced = 1", ["[gate] has no key “max_blokced”", "“max_blocked”"]),
    ],
)
def test_limits_that_make_no_sense(feed: Path, tmp_path: Path, limits: str, words: list[str]) -> None:
    path = tmp_path / "limits.toml"
    path.write_text(f"[gate]\n{limits}\n", encoding="utf-8")
    result = run("check", str(feed), "--config", str(path))
    assert result.code == 2
    complains(result, *words)


def test_what_cannot_be_read_is_never_passed(feed: Path, profile: Path) -> None:
    (feed / "9.txt").write_bytes(b"\x00\x01")
    result = run("check", str(feed), "--config", str(profile), "--format", "json")
    assert result.code == 3
    summary = json.loads(result.out)["summary"]
    assert (summary["decision"], summary["reason"]) == ("unchecked", "1 input could not be checked.")


def test_reasons(tmp_path: Path) -> None:
    def decided(text: str, **config: object) -> gate.Decision:
        session = Session(replace(Config(select=RULES), **config))  # type: ignore[arg-type]
        report = session.check(session.stories(RawFile("<text>", text))[0])
        assert (report.decision, report.reason) == (
            gate.decide(session.config, report).word,
            gate.decide(session.config, report).reason,
        )
        return gate.decide(session.config, report)

    twice = f"{DOUBLED}\n\nThe ministry sent planes and planes to the north on Friday.\n"
    lenient = replace(Config().verdict, block_below=80.0)
    light = replace(lenient, review_below=0.0, review_severity=None)
    assert (
        "(and 1 more finding); the run fails from major on." in decided(twice, fail_on=("major",), verdict=light).reason
    )
    found = "doubled-coordination at “weapons and weapons” is major"
    assert decided(DOUBLED, fail_on=("none",)) == gate.Decision("review", f"{found}, which wants a review.")
    assert decided(DOUBLED, fail_on=("minor",)) == gate.Decision(
        "review", f"{found}, which wants a review.", stops=True
    )
    gated = decided(DOUBLED, fail_on=("minor",), gate=GateLimits())
    assert gated == gate.Decision("block", f"{found} and 93% sure; the gate stops from minor on.", stops=True)
    assert decided(twice, fail_on=("block",)) == gate.Decision(
        "block", "Its score of 90.7 is under 92, which blocks a story.", stops=True
    )
    light = replace(Config().verdict, review_severity=None)
    assert decided(DOUBLED, fail_on=("none",), verdict=light) == gate.Decision(
        "review", "Its score of 95.3 is under 98.5, which wants a review."
    )
    limits = replace(Config().verdict, review_below=90.0, review_severity=None)
    passed = decided(DOUBLED, fail_on=("none",), verdict=limits)
    assert (
        passed.reason == "1 finding by 3 rules, without the language model, none of which holds it back (score 95.3)."
    )


GERMAN = (
    "Der Stadtrat von Lomna hat am Montag beschlossen, die Brücke über den Fluss zu sperren. Die Bürgermeisterin sagte,"
    " die Schäden seien größer als erwartet, und die Arbeiten sollten bis zum Herbst dauern.\n"
)
JUNK = (
    "[ad_1] The council of Lomna met on Friday to discuss the closure of the old bridge.\n\nThe mayor said the work"
    " would last until autumn & nbsp; and cost four million euros. 19659014] Residents complained that the detour was"
    " too long.\n"
)


@pytest.mark.parametrize(("name", "text"), [("german.txt", GERMAN), ("junk.txt", JUNK)])
def test_what_is_called_block_stops_the_gate_whatever_rule_found_it(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    result = run("check", name, "--config", "ci-gate", "--format", "json", cwd=tmp_path)
    assert result.code == 1
    assert documents(result.out)[name][0] == "block"


def test_a_list_of_foreign_names_is_no_foreign_story() -> None:
    assert not is_foreign("Results: Paris, Lyon, Marseille.", "fr")
    assert is_foreign(GERMAN, "de")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\n"),
        ("page.html", b"<html><body><script>let a = 1</script></body></html>"),
    ],
)
def test_story_without_text_is_nothing_to_check(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    shown = run("check", name, cwd=tmp_path)
    assert (shown.code, "nothing to check" in shown.out, "pass" in shown.out) == (0, True, False)
    gated = run("check", name, "--config", "ci-gate", "--format", "json", cwd=tmp_path)
    assert gated.code == 3
    (story,) = json.loads(gated.out)["documents"]
    assert documents(gated.out)[name] == ("nothing to check", "There is no text in it that could be checked.")
    assert (story["verdict"], story["score"]) == ("block", 0)


FORMATS_OF_A_STORY = ("terminal", "json", "jsonl", "junit", "sarif", "html", "markdown")


@pytest.mark.parametrize(
    ("text", "config", "word", "code"),
    [
        (CLEAN, "ci-gate", "pass", 0),
        (DOUBLED, "ci-gate", "block", 1),
        (DOUBLED, "prepublication", "review", 0),
        ("", "ci-gate", "nothing to check", 3),
        ("", "prepublication", "nothing to check", 0),
        (JUNK, "ci-gate", "block", 1),
        (GERMAN, "prepublication", "block", 1),
    ],
)
def test_every_format_says_the_same_and_junit_is_red_when_the_exit_code_is(
    tmp_path: Path, text: str, config: str, word: str, code: int
) -> None:
    (tmp_path / "story.txt").write_text(text, encoding="utf-8")
    shown = {}
    for format in FORMATS_OF_A_STORY:
        result = run("check", "story.txt", "--config", config, "--format", format, cwd=tmp_path)
        assert result.code == code
        shown[format] = result.out
    (story,) = json.loads(shown["json"])["summary"]["stories"]
    assert story["decision"] == json.loads(shown["jsonl"])["summary"]["decision"] == word
    (told,) = json.loads(shown["sarif"])["runs"][0]["properties"]["stories"]
    assert (told["decision"], told["reason"]) == (word, story["reason"])
    assert shown["terminal"].startswith(f"story.txt  {word}")
    assert story["reason"] in " ".join(shown["terminal"].split())
    assert f'"decision": "{word}"' in shown["html"]
    assert f"1 {word}" in shown["markdown"]
    assert escape(f"{word}: {story['reason']}") in shown["junit"].replace("&quot;", '"')
    assert ("<failure" in shown["junit"]) == (code == 1)
    assert ("<error" in shown["junit"]) == (code == 3)


def test_junit_is_green_where_the_limits_of_the_run_hold(feed: Path, profile: Path) -> None:
    result = run("check", str(feed), "--config", str(profile), "--format", "junit")
    assert result.code == 0
    assert "<failure" not in result.out
    assert "block: doubled-coordination" in result.out


def test_crash_of_a_rule_is_never_passed() -> None:
    report = Report(plain(CLEAN), (), failures=(Failure("doubled-word", "ValueError: no"),))
    assert gate.decide(Config(), report) == gate.Decision(
        "unchecked", "The rule doubled-word crashed on it (ValueError: no); please report this."
    )


def test_runs_under_several_profiles_keep_to_each(tmp_path: Path) -> None:
    for name, limits in (("lax", "max_blocked_share = 1.0"), ("strict", "max_blocked = 0")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mtcheck.toml").write_text(
            f'select = ["doubled-coordination"]\n[gate]\n{limits}\n', encoding="utf-8"
        )
        (tmp_path / name / "story.txt").write_text(DOUBLED if name == "lax" else CLEAN, encoding="utf-8")
    assert run("check", str(tmp_path / "lax"), str(tmp_path / "strict")).code == 0
    (tmp_path / "strict" / "story.txt").write_text(DOUBLED, encoding="utf-8")
    assert run("check", str(tmp_path / "lax"), str(tmp_path / "strict")).code == 1


# Stability


def works(texts: list[str], config: Config) -> list[Work]:
    session = Session(config)
    return [Work(session, session.stories(RawFile(f"{number}.txt", text))[0]) for number, text in enumerate(texts)]


def decisions(items: list[Work], jobs: int = 1) -> tuple[dict[str, tuple[str, str]], gate.Decision]:
    checker, total = Checker(jobs), gate.Gate()
    found, order = {}, []
    for item in checker.reports(items):
        assert isinstance(item, Checked)
        total.add(item.work.session.config, item.report)
        order.append(item.report.document.uri)
        found[item.report.document.uri] = (item.report.decision, item.report.reason)
    checker.close()
    assert order == [item.story.document.uri for item in items]
    return found, total.decision()


LINES = (
    DOUBLED, CLEAN, "He he said so.", "Two man came.", "The the mayor left for Lomna and and Orvath.",
    "Three planes and planes landed.", "“No,” she said.",
)  # fmt: skip
STORIES = st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=4).map("\n\n".join), min_size=1, max_size=7)
LIMITS = GateLimits(max_blocked_share=0.5, max_findings=40.0, max_penalty=9.3)


@pytest.mark.slow
@given(texts=STORIES, data=st.data())
@settings(max_examples=25)
def test_order_changes_no_decision(texts: list[str], data: st.DataObject) -> None:
    items = works(texts, Config(select=RULES, fail_min_confidence=0.7, gate=LIMITS))
    assert decisions(data.draw(st.permutations(items))) == decisions(items)


@pytest.mark.slow
@given(texts=STORIES, jobs=st.integers(2, 3), data=st.data())
@settings(max_examples=4)
def test_number_of_processes_changes_no_decision(texts: list[str], jobs: int, data: st.DataObject) -> None:
    items = works(texts * 4, Config(select=RULES, gate=LIMITS))
    assert decisions(data.draw(st.permutations(items)), jobs) == decisions(items)


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(FIXTURES.glob("wire/*.txt"))[:4], ids=lambda path: path.stem)
def test_what_is_found_depends_on_the_portable_document_alone(path: Path) -> None:
    session = Session(load("strict"))
    file = load_file(path)
    paragraphs = "".join(
        f"<p>{line.replace('&', '&amp;').replace('<', '&lt;')}</p>" for line in file.text.splitlines() if line
    )
    for story in (*session.stories(file), *session.stories(replace(file, text=paragraphs), "html")):
        doc = portable(story.document)
        report = session.engine.check(story.document)
        assert session.engine.check(doc).findings == report.findings
        assert content(portable(doc)) == content(doc) == content(portable(replace(story.document, uri="elsewhere")))
        examined = session.examine(doc)
        assert unpack(pack(examined)) == examined


# Time


def slow(task: float) -> str:
    if task < 0:
        raise SystemExit(3)
    time.sleep(task)
    return f"slept {task:g}"


def test_a_process_that_takes_too_long_or_dies_takes_nothing_along() -> None:
    workers = Workers(slow, 2)
    try:
        tickets = [workers.submit(task, 3) for task in (0.0, 600.0, 0.01, -1.0, 0.02)]
        assert [workers.result(ticket).failure for ticket in tickets] == [
            "",
            "It was not done within 3 s.",
            "",
            "The process that worked on it died (exit code 3).",
            "",
        ]
        assert tickets[4].value == "slept 0.02"
    finally:
        workers.close()


@pytest.mark.slow
def test_story_that_takes_too_long_is_not_checked(feed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.detectors.accuracy import doubled_coordination

    detect = doubled_coordination.detect

    def runs_away(doc: object, resources: object) -> object:
        if "planes" in doc.text:  # type: ignore[attr-defined]
            time.sleep(600)
        return detect(doc, resources)  # type: ignore[arg-type]

    monkeypatch.setattr(doubled_coordination, "detect", runs_away)
    (feed / "1.txt").write_text("Three planes landed.", encoding="utf-8")
    result = run("check", str(feed), *ONLY, "--max-time", "4", "--format", "json")
    assert result.code == 3
    assert documents(result.out)["1.txt"] == ("unchecked", "It was not done within 4 s.")
    assert documents(result.out)["2.txt"][0] == "review"
    assert json.loads(result.out)["summary"]["unchecked"] == 1
    (story,) = [story for story in json.loads(result.out)["documents"] if story["uri"].endswith("1.txt")]
    assert (story["verdict"], story["score"]) == ("block", 0)  # whoever reads no further must not publish it
    shown = run("check", str(feed / "1.txt"), *ONLY, "--max-time", "0.5").out
    assert "not checked: It was not done within 0.5 s." in shown


def test_time_that_makes_no_sense(feed: Path) -> None:
    result = run("check", str(feed), "--max-time", "0")
    assert result.code == 2
    complains(result, "--max-time", "seconds above 0")


def test_a_run_without_a_gate_is_no_better_than_its_stories(tmp_path: Path) -> None:
    (tmp_path / "clean.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "story.txt").write_text(DOUBLED, encoding="utf-8")
    (tmp_path / "mtcheck.toml").write_text('fail_on = ["none"]\n', encoding="utf-8")
    told = {}
    for names in (("clean.txt",), ("clean.txt", "story.txt")):
        result = run("check", *names, *ONLY, "--format", "json", cwd=tmp_path)
        assert result.code == 0
        told[names] = json.loads(result.out)["summary"]
    assert [summary["decision"] for summary in told.values()] == ["pass", "review"]
    assert told["clean.txt", "story.txt"]["reason"] == "1 of 2 stories wants a review, which does not fail the run."
    assert 'failures="0"' in run("check", "story.txt", *ONLY, "--format", "junit", cwd=tmp_path).out


def test_a_text_that_is_not_in_words_is_nothing_to_check(tmp_path: Path) -> None:
    glued = "The_crew_took_the_boats_from_the_harbour_on_Monday_and_left_the_town_without_a_word_to_the_mayor.\n" * 5
    for name, text in (("glued.txt", glued), ("endless.txt", "a" * 200_000)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        result = run("check", str(tmp_path / name), "--config", "ci-gate", "--depth", "fast", "--format", "json")
        assert (result.code, documents(result.out)[name]) == (3, ("nothing to check", WORDLESS))


def test_a_short_text_full_of_findings_is_blocked(tmp_path: Path) -> None:
    story = tmp_path / "short.txt"
    story.write_text("He have told to the owners that the the mill will will close.\n", encoding="utf-8")
    result = run("check", str(story), "--config", "ci-gate", "--depth", "fast", "--format", "json")
    assert (result.code, documents(result.out)["short.txt"][0]) == (1, "block")


def test_run_without_any_text_is_nothing_to_check(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("\n")
    one = json.loads(run("check", "a.txt", "--format", "json", cwd=tmp_path).out)["summary"]
    assert (one["decision"], one["reason"]) == ("nothing to check", one["stories"][0]["reason"])
    two = run("check", "a.txt", "b.txt", "--format", "json", cwd=tmp_path)
    assert json.loads(two.out)["summary"]["reason"] == "None of the stories has text that could be checked."
    assert two.code == 0
    assert "<error" not in run("check", "a.txt", "--format", "junit", cwd=tmp_path).out


def test_run_of_one_story_speaks_of_the_story(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{CLEAN}\n")
    told = json.loads(run("check", "a.txt", "--format", "json", cwd=tmp_path).out)["summary"]
    assert told["reason"] == "The story does not fail the run."


@pytest.mark.parametrize(
    ("words", "errors", "decision"), [(90, 6.0, "review"), (90, 20.0, "block"), (400, 6.0, "block")]
)
def test_the_model_alone_blocks_no_short_story_in_which_it_expects_few_errors(
    words: int, errors: float, decision: str
) -> None:
    text = " ".join(f"the port{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(words // 2))
    report = Report(plain(text), (), mt_likelihood=1.0, mt_errors=errors, opinion_counts=True, words=words, score=70.0)
    said = gate.decide(load("ci-gate"), report)
    assert said.word == decision
    why = "; of a story under 150 words the language model's doubt alone blocks none."
    assert said.reason.endswith(why) == (decision == "review")


def test_a_gate_says_that_what_it_found_is_by_no_gate_rule(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Harbour board meets\n\nThe The played in Lomna on Monday, and the mayor said that the concert was good.\n\n"
        "The town wants to hold the festival again next year, when the new bridge should be open to all traffic.\n"
    )
    result = run("check", "a.txt", "--config", "ci-gate", "--depth", "fast", cwd=tmp_path)
    assert result.code == 0
    assert "gate: pass. The story is not blocked: 1 finding, none by a gate rule." in result.out
