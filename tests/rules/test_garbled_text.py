"""Damage throughout: what is looked at first to spare the long way never decides otherwise."""

from hypothesis import given
from hypothesis import strategies as st

from mtcheck.core import plain
from mtcheck.detectors.accuracy import garbled_text
from mtcheck.resources import Packaged

VOCABULARY = Packaged().model("vocabulary")
_WORDS = 'tsol nworb esuoh gnihtyreve brakul fintor xqzt the council said it would la el der porqué “ ” " . 7 ’s \n'


@given(st.lists(st.sampled_from([*_WORDS.split(" "), "on"]), min_size=1, max_size=60).map(" ".join))
def test_the_short_look_refuses_nothing_that_the_long_one_finds(text: str) -> None:
    doc = plain(text)
    seldom = VOCABULARY.rare(doc.all_words, 0)
    words = [match for match in doc.matches(garbled_text._SMALL) if not doc.in_quotation(match.start())]
    found = [match for match in words if match[0] in seldom]
    enough = len(found) >= garbled_text._UNKNOWN and len(found) * 100 >= len(words) * min(garbled_text._PERCENT)
    assert garbled_text._may_be_strange(doc, seldom) or not enough


def test_matches_are_looked_for_in_some_segments_alone() -> None:
    doc = plain("tbe port\nthe mill\ntbe road")
    assert doc.having({"tbe", "mole"}) == {0, 2}
    found = doc.matches(garbled_text._TOKEN, among=doc.having({"tbe"}))
    assert [match[0] for match in found] == ["tbe", "port", "tbe", "road"]
    assert not list(doc.matches(garbled_text._TOKEN, among=set()))


@given(
    st.lists(st.sampled_from([*"- \u00ad ¬ . \n".split(" "), " ", "-", "coun", "cil", "Mon", "é", "in", "A"])).map(
        "".join
    )
)
def test_words_cut_in_two_are_all_found_by_their_hyphens(text: str) -> None:
    every = [match.span() for match in garbled_text._CUT.finditer(text)]
    assert [match.span() for match in garbled_text._cuts(text)] == every
