"""What is looked at first, to spare an expression most lines, stands wherever the expression matches."""

from hypothesis import given
from hypothesis import strategies as st

from mtcheck.core import Document, plain
from mtcheck.detectors.accuracy import repeated_sentence
from mtcheck.detectors.linguistic import engine_debris, missing_space
from mtcheck.resources import Packaged

VOCABULARY = Packaged().model("vocabulary")


def test_no_word_of_the_vocabulary_has_a_cluster() -> None:
    words = {line.split(b"\t")[0].decode() for line in VOCABULARY._lines}
    assert not [word for word in words if engine_debris._CLUSTER.compiled.search(word)]


JOINING = (missing_space._HUMP, missing_space._WORDS_JOIN, missing_space._NAME_JOINS)


@given(st.one_of(*(st.from_regex(pattern.compiled) for pattern in JOINING)))
def test_a_capital_inside_a_word_joins_lines(text: str) -> None:
    matches = [match for pattern in JOINING for match in pattern.compiled.finditer(text)]
    assert all(missing_space._JOINT.search(match[0]) for match in matches)


@given(st.from_regex(engine_debris._APART.compiled))
def test_letters_apart_are_two_beside_each_other(text: str) -> None:
    assert all(engine_debris._TWO_LETTERS.search(match[0]) for match in engine_debris._APART.compiled.finditer(text))


@given(st.lists(st.sampled_from([".", "...", "…", "[", "]", "(", ")", "x", " "])).map("".join))
def test_a_line_that_breaks_off_ends_so(text: str) -> None:
    assert text.endswith(repeated_sentence._CUTS) or not repeated_sentence._CUT.search(text)


@given(st.lists(st.sampled_from(["The mill.", "Ships\u00a0sank", "", "é"]), max_size=6))
def test_lines_that_stay_have_the_same_words_again(lines: list[str]) -> None:
    doc = plain("\n".join(lines))
    assert Document.words.func(doc) == tuple(
        frozenset(word for word in ("the", "mill", "ships", "sank") if word in segment.span.of(doc.text).lower())
        for segment in doc.segments
    )
