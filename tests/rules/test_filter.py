"""All rules say the same of a story with the filter in front of their patterns as without it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_patterns import EXAMPLES, OWN

from mtcheck.core import Document, Finding, plain
from mtcheck.profile import catalog
from mtcheck.resources import Packaged
from mtcheck.run import hits
from mtcheck.run.engine import Engine
from mtcheck.tagger.fusion import MODEL

RULES = [detector for detector in map(catalog.detector, catalog.detector_ids()) if MODEL not in detector.RULE.needs]
LITERALS = sorted({literal for pattern in OWN.values() for one in pattern.literals for literal in one})
SIGNS = [
    " ",
    ". ",
    ", ",
    "? ",
    " “",
    "” ",
    '"',
    "’s ",
    " - ",
    "–",
    "(",
    ") ",
    "\n",
    "1",
    "2,5",
    "é",
    "ſ",
    "İ",
    "A",
    "\u00a0",
]
WORDS = "The a of in said that he she they it was is Minister Lomna Maro 12 2014 Monday percent not and".split()
pieces = st.one_of(
    st.sampled_from(LITERALS),
    st.sampled_from(LITERALS).map(str.capitalize),
    st.sampled_from(SIGNS),
    st.sampled_from(WORDS).map(lambda word: f"{word} "),
)
paragraphs = st.one_of(st.lists(pieces, max_size=25).map("".join), st.sampled_from(EXAMPLES))


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(paragraphs, min_size=1, max_size=5).map("\n".join), st.booleans())
def test_rules_find_the_same_with_the_filter(text: str, full: bool) -> None:
    doc = plain(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hits, "_LONG", 0 if full else 10**9)  # all sets of literals, or the rarest of each pattern
        engine = Engine(RULES, Packaged())
        filtered = engine.index(doc)

    def found(one: Document) -> list[Finding]:
        findings, failures, _ = engine._detected(one, engine.detectors)
        assert not failures
        return findings

    assert found(filtered) == found(replace(doc, hits=None))
