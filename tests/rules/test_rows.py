"""Rows of word lists, and words of documents, told piece by piece as they are told at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.core import Pattern, Span, document, plain
from mtcheck.text import scanner
from mtcheck.text.names import NameList
from mtcheck.text.rows import Rows
from mtcheck.text.scanner import LiteralScanner

ROWS = Rows(["name", "kind", "anchors"], [b"Lom\ttown\tlom", b"Tarn\triver\ttarn lake", b"Ost\t\t"])


def test_rows_are_mappings() -> None:
    assert len(ROWS) == 3 and ROWS[1] == {"name": "Tarn", "kind": "river", "anchors": "tarn lake"}
    assert list(ROWS) == [ROWS[0], ROWS[1], ROWS[2]] and list(ROWS[1:]) == [ROWS[1], ROWS[2]]
    assert list(ROWS.last("anchors") or ()) == ["lom", "tarn lake", ""] and ROWS.last("kind") is None


def test_a_row_that_is_too_short_is_an_error() -> None:
    with pytest.raises(ValueError):
        list(Rows(["name", "kind"], [b"Lom"]))


@given(st.text(st.sampled_from("ab’- \n\r1é"), max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_words_are_counted_part_by_part_as_at_once(text: str, start: int, end: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "_PART", 5)
        counted = plain(text).count_words(Span(min(start, end), max(start, end)))
    assert counted == len(document._WORD.compiled.findall(text, min(start, end), max(start, end)))


FEW = ["ater", "the", "at", "water", "ate", "x"]


@given(
    st.lists(st.sampled_from([*FEW, "port", "ater’s", "Lom.", "\n"]), max_size=12).map(" ".join),
    st.sets(st.sampled_from(FEW)),
)
def test_wanted_matches_are_the_matches_that_are_wanted(text: str, wanted: set[str]) -> None:
    doc, pattern = plain(f"{text}\n{text}"), Pattern(r"(?<![\w’])[a-z]{2,}(?![\w’])")
    expected = [match.span() for match in doc.matches(pattern) if match[0] in wanted]
    assert [match.span() for match in doc.matches_of(pattern, wanted)] == expected


@given(st.text(st.sampled_from("abAB \n’é\ud800"), max_size=80))
def test_a_text_is_searched_part_by_part_as_at_once(text: str) -> None:
    literals, names = LiteralScanner(["ab", "b a", "é"]), NameList([("A B", 1), ("Ab", 2), ("A", 3)])
    whole = list(literals.find(text)), list(names.find(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scanner, "_PART", 5)
        assert (list(literals.find(text)), list(names.find(text))) == whole


@given(st.text(st.sampled_from("abAB ’é\ud800"), max_size=80))
def test_literals_are_found_one_by_one_as_by_an_automaton(text: str) -> None:
    def found() -> tuple[object, ...]:
        literals, names = LiteralScanner(["ab", "b a", "é", "a", "ab a"]), NameList([("A B", 1), ("Ab", 2), ("A", 3)])
        return list(literals.find(text)), literals.within(scanner.searchable(text)), list(names.find(text))

    one_by_one = found()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scanner, "_ONE_BY_ONE", -1)
        assert found() == one_by_one
