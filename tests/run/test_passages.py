"""Passages before and after a repair: what is compared, and how little is read for it."""

from collections import Counter

from mtcheck.core import Document, plain
from mtcheck.run.passages import Passages


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
