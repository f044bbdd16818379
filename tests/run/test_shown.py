"""What a reader sees is what rules read, whatever spaces and letters it is written with."""

import re
from collections.abc import Callable
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_patterns import examples

import mtcheck
from mtcheck.core import Span, plain, rewritten
from mtcheck.profile import catalog
from mtcheck.readers import text as plain_text
from mtcheck.run import shown as shown_module
from mtcheck.run.engine import Engine
from mtcheck.run.parts import resources
from mtcheck.run.shown import shown

BAD = "The army took weapons and weapons from the depot on Monday."
DISGUISES: dict[str, Callable[[str], str]] = {
    "no-break space": lambda text: text.replace(" ", "\u00a0"),
    "narrow space": lambda text: text.replace(" ", "\u202f"),
    "thin space": lambda text: text.replace(" ", "\u2009"),
    "tab": lambda text: text.replace(" ", "\t"),
    "two spaces": lambda text: text.replace(" ", "  "),
    "spaces with nothing between": lambda text: text.replace(" ", " \u200b "),
    "two tabs": lambda text: text.replace(" ", "\t\t"),
    "soft hyphen": lambda text: re.sub(r"(?<=[a-z])(?=[a-z])", "\u00ad", text),
    "zero-width joiner": lambda text: text.replace("ea", "e\u200da"),
    "word joiner": lambda text: text.replace("ea", "e\u2060a"),
    "selector": lambda text: text.replace("ea", "e\ufe0fa"),
    "tag": lambda text: text.replace("ea", "e\U000e0041a"),
    "control": lambda text: text.replace("ea", "e\x08a"),
    "vertical tab": lambda text: text.replace(" ", "\x0b"),
    "next line beside a space": lambda text: text.replace(" and", "\x85 and"),
    "line separators": lambda text: text.replace(" and", "\u2028\u2028and"),
    "blank of Braille": lambda text: text.replace(" ", "\u2800"),
    "filler": lambda text: text.replace(" ", "\u3164"),
    "mark of music": lambda text: text.replace("ea", "e\U0001d173a"),
    "annotation": lambda text: text.replace("ea", "e\ufff9a"),
    "line under letters": lambda text: re.sub(r"(?<=[a-z])(?=[a-z])", "\u0332", text),
    "Cyrillic": lambda text: text.replace("and weapons", "аnd wеароns"),
    "circled": lambda text: text.replace("and", "ⓐⓝⓓ"),
    "ligature": lambda text: text.replace("weapons", "ﬁsh"),
    "bold": lambda text: "".join(chr(0x1D41A + ord(one) - 97) if "a" <= one <= "z" else one for one in text),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_disguised_error_is_found_where_it_stands(disguise: str) -> None:
    text = f"Port shut\n\n{DISGUISES[disguise](BAD)}\n"
    report = mtcheck.check(text, select=["doubled-coordination"], depth="fast")
    (finding,) = (one for one in report.findings if one.rule.id == "doubled-coordination")
    assert finding.span.of(text) == DISGUISES[disguise]("weapons and weapons")


@pytest.mark.parametrize("gap", ["\n", "\r\n", "  \n\t", "\u00ad\n", "\n\u200b"])
@pytest.mark.parametrize("word", ["and", "weapons from"])
def test_a_sentence_that_a_line_break_parts_is_one(gap: str, word: str) -> None:
    text = f"The port is shut.\n\n{BAD.replace(f' {word}', f'{gap}{word}')}\n"
    (finding,) = mtcheck.check(text, select=["doubled-coordination"], depth="fast").findings
    assert re.sub("[\u00ad\u200b]", "", finding.span.of(text)).split() == ["weapons", "and", "weapons"]


def test_lines_that_are_no_sentence_stay_apart() -> None:
    for text in (
        "The port is shut\n\nand so is the road.",
        "Ports:\n- shut\n- open",
        "red\nred\nred",
        "It is late.\nso",
        "the oars were wet with rain,\nand no one on the pier\nhad seen the boat go out.",
    ):
        assert shown(plain_text.read(text)) == []


def test_other_alphabets_stay_what_they_are() -> None:
    for text in ("The word “москва” was on the wall.", "A dose of 5 μg.", "Привет, Мир."):
        assert shown(plain(text)) == []


def test_of_a_long_text_only_what_stands_around_odd_signs_is_read_again() -> None:
    lines = [f"Crews cleared road {number} near the mill, and the carts went on at dawn." for number in range(500)]
    lines[200] = BAD.replace(" ", "\u00a0")
    doc = plain("\n".join(lines))
    (looks,) = shown(doc)
    assert [segment.span.of(looks.document.text) for segment in looks.document.segments] == [
        line.replace("\u00a0", " ") for line in lines[190:211]
    ]
    assert looks.places == (doc.segments[200].span,)
    report = mtcheck.check(doc.text, select=["doubled-coordination"], depth="fast")
    (finding,) = (one for one in report.findings if one.rule.id == "doubled-coordination")
    assert finding.span.of(doc.text) == "weapons\u00a0and\u00a0weapons"
    assert doc.segment_at(finding.span.start) == doc.segments[200]


def test_repairs_are_carried_back() -> None:
    text = "The army took all\u00a0wea\u00adpons all\u00a0wea\u00adpons from the depot on Monday."
    (finding,) = mtcheck.check(text, select=["phrase-loop"], depth="fast").findings
    after = rewritten(text, Span(0, len(text)), finding.repairs[0].edits)
    assert after == "The army took all\u00a0wea\u00adpons from the depot on Monday."


@pytest.mark.parametrize("rule", catalog.detector_ids())
def test_no_rule_is_blind_to_other_spaces(rule: str) -> None:
    detector = catalog.detector(rule)
    if "tagger" in detector.RULE.needs:
        return
    engine = Engine([detector], resources())
    for example in examples(rule):
        plainly = re.sub("[⟦⟧]", "", example.text)
        if re.search(r"[^\x00-\x7f“”‘’—–…€£]|\t|\n| \W|\W |\d ", plainly):
            continue  # it may be about the very spaces
        text = plainly.replace(" ", "\u00a0")
        seen = [one.span for one in engine.check(plain_text.read(text)).findings]
        for one in engine.check(plain_text.read(plainly)).findings:
            assert any(span.overlaps(one.span) or span == one.span for span in seen), plainly


@pytest.mark.parametrize("longest", [20_000, 0])
@given(
    text=st.text(st.sampled_from("ab \n\t\u00a0\u00ad\u200b\ufe0f\U0001d41a\uff21\x00\u3000.\ufb01\x0b\u0332\u0430"))
)
def test_the_way_back(longest: int, text: str) -> None:
    doc = plain_text.read(text)
    with mock.patch.object(shown_module, "_LONGEST", longest), mock.patch.object(shown_module, "_AROUND", 1):
        for looks in shown(doc):
            made = looks.document
            assert len(looks.starts) == len(made.text) + 1 and list(looks.starts) == sorted(looks.starts)
            assert all(
                segment.span.of(made.text) == segment.span.of(made.text).strip() != "" for segment in made.segments
            )
            for segment in made.segments:
                back = looks._span(segment.span)
                assert all(
                    any(one.span.start <= at <= one.span.end for one in doc.segments) for at in (back.start, back.end)
                )
            assert not shown(plain(made.text)) or any(sign in made.text for sign in ("\t", "\x0b", "  ", " \u200b"))
            assert looks._span(Span(0, len(made.text))).end <= len(text)
