"""What a rewrite by the reviewer becomes: edits that make it, quotes that stand in the text, and nothing beyond what
was flagged.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.core import Edit, Span, plain
from mtcheck.repair.plan import apply
from mtcheck.reviewers import rewrite
from mtcheck.reviewers.endpoint import protocol
from mtcheck.reviewers.endpoint.anchor import Place, anchored, locate
from mtcheck.reviewers.endpoint.protocol import Answer, Passage, Remark

SENTENCE = "The the harbour makes part of the old town since long."
WORDS = st.lists(
    st.sampled_from(["the", "harbour", "makes", "part,", "of", "“old”", "town", "well-known", "it's", "12", "—"]),
    max_size=12,
).map(" ".join)


@settings(max_examples=40)
@given(st.one_of(WORDS, st.text(st.characters(), max_size=60)), st.one_of(WORDS, st.text(st.characters(), max_size=60)))
def test_the_edits_make_the_rewrite(before: str, after: str) -> None:
    found = rewrite.edits(before, Span(0, len(before)), after)
    assert all(a.span.end <= b.span.start for a, b in zip(found, found[1:], strict=False))
    assert apply(before, found).split() == after.split()


@settings(max_examples=50)
@given(st.text(st.characters(), max_size=40), st.text(st.characters(), max_size=8), st.integers(-1, 4))
def test_a_quote_is_found_where_it_stands_or_not_at_all(sentence: str, quote: str, occurrence: int) -> None:
    doc = plain(f"Before. {sentence}")
    place = Place(Span(8, len(doc.text)), (), Passage(sentence, "", "", ()))
    span = locate(place, Remark(quote, occurrence, protocol.SEVERITIES["minor"], 0.5, ""))
    assert span is None or (span.of(doc.text) == quote and span.start >= 8)


@settings(max_examples=50)
@given(st.text(st.characters(), max_size=80))
def test_no_rewrite_changes_what_is_not_flagged(words: str) -> None:
    doc = plain(SENTENCE)
    place = Place(Span(0, len(SENTENCE)), (), Passage(SENTENCE, "", "", ()))
    remark = Remark("makes part", 1, protocol.SEVERITIES["minor"], 0.5, "")
    review = anchored(doc, [(place, Answer((remark,), words))], "m")
    assert all(
        Span(16, 26).contains(edit.span) for f in review.findings for repair in f.repairs for edit in repair.edits
    )


def test_edits_are_whole_words() -> None:
    assert rewrite.edits("He go home.", Span(0, 11), "He goes home.") == [Edit(Span(3, 5), "goes")]
    assert rewrite.edits("He go  home.", Span(0, 12), "He go home.") == []
