"""Passages before and after a repair: what is compared, and how little is read for it."""

from collections import Counter

from mtcheck.core import Document, plain
from mtcheck.run.passages import Passages, beside


def passages(reads: Counter[tuple[str, str]]) -> Passages:
    """Two rules, each of which finds its own letter."""

    def count(doc: Document, letter: str) -> int:
        reads[letter, doc.text] += 1
        return doc.text.count(letter)

    return Passages("ab", plain, count)


def test_a_passage_is_worse_where_one_rule_finds_more() -> None:
    some = passages(Counter())
    assert some.worse("a", "aa")
    assert some.worse("ab", "bb")  # that another rule finds less counts for nothing
    assert not some.worse("ab", "ba")
    assert not some.worse("aab", "")


def test_only_rules_that_find_something_after_a_repair_read_the_passage_before() -> None:
    reads: Counter[tuple[str, str]] = Counter()
    assert not passages(reads).worse("ab", "a")
    assert reads == {("a", "a"): 1, ("b", "a"): 1, ("a", "ab"): 1}


def test_the_rule_that_refused_a_repair_is_asked_first() -> None:
    reads: Counter[tuple[str, str]] = Counter()
    some = passages(reads)
    assert some.worse("", "b")
    assert some.worse("", "bb")
    assert ("a", "bb") not in reads


def test_rules_that_see_little_read_what_differs_and_two_lines_on_each_side() -> None:
    lines = [f"Line {number}." for number in range(20)]
    other = [*lines[:9], "A line.", *lines[10:]]
    assert beside("\n".join(lines), "\n".join(other)) == ("\n".join(lines[6:12]), "\n".join(other[6:12]))


def test_lines_that_hold_nothing_are_not_counted() -> None:
    lines = [f"Line {number}." for number in range(20)]
    other = [*lines[:9], "A line.", *lines[10:]]
    before, after = beside("\n\n".join(lines), "\n\n".join(other))
    assert after == "\n" + "\n\n".join(other[7:12])
    assert before == "\n" + "\n\n".join(lines[7:12])


def test_a_line_that_goes_is_read_with_those_beside_it() -> None:
    lines = [f"Line {number}." for number in range(20)]
    before, after = beside("\n".join(lines), "\n".join([*lines[:9], *lines[10:]]))
    assert before == "\n".join(lines[6:12])
    assert after == "\n".join([*lines[6:9], *lines[10:12]])


def test_short_passages_are_read_as_they_are() -> None:
    assert beside("One.\nTwo.\nThree.", "One.\nTwo!\nThree.") == ("One.\nTwo.\nThree.", "One.\nTwo!\nThree.")


def test_only_rules_of_the_whole_story_read_what_is_far_from_a_repair() -> None:
    reads: list[tuple[str, int]] = []

    def count(doc: Document, letter: str) -> int:
        reads.append((letter, len(doc.segments)))
        return 0

    lines = [f"Line {number}." for number in range(20)]
    other = [*lines[:9], "A line.", *lines[10:]]
    assert not Passages("ab", plain, count, "b".__eq__).worse("\n".join(lines), "\n".join(other))
    assert reads == [("a", 6), ("b", 20)]
