"""What an expression cannot match without: no text that holds a match lacks one of its literals, and a document gives
the same matches with the filter as without.
"""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_patterns import EXAMPLES, OWN, assert_same_matches, both_cases, drawn, matched

from mtcheck.core import Pattern, plain
from mtcheck.run import hits
from mtcheck.run.hits import Scanner
from mtcheck.text.literals import Literals, _table, folded, key, literals, read

EXPRESSIONS = (
    r"\b(?:in|on) the (?P<side>north|south)\b",
    r"[Tt]he (?:kisı|maß|[Ss]kill)s?",
    r"(?:said|told) (?:(?:him|her) )?that",
    r"(?i:kilo|ſix)[ -](?-i:Watt)",
    r"of m(?<!x) gates?(?=\s)",
    r"(?:ab){2}c?|x{2}[yz]",
    r"(?:ab)*(?:cd)+|ef{1,}",
    r"(?P<mark>[“\"])?kelvin(?(mark)”|!)",
    r"(?>ten|twelve)(?: days?| weeks)? ago",
    r"İx|Σx|é-é|“no”|straße",
    r"[a-f]at|[a-z]og",
    r"(?:)|never",
    r"(\w+) \1 again",
    r"[a-z]+ +[!?]|(?:ha)+!|-{2,}>",
    r"[ \u00a0]{2,}x|(?:ab|c){2,5}d",
    r"[a-z][A-Z]",
    r"\b(?:in|since)(?:19|20)\d\d\b",
    r"(?<=[\w)%]),(?=\S)",
    r"(?<![\w-])\d+(?:[.,]\d{3})+(?![\w-])",
    r"(?i:it ?['’] ?s)\b",
    r"(\w)\1-(?:ü|é+|)x",
    r"[^\w\s]{2,}(?=\d)",
    r"[^a-z\s“]”|\(\)",
    r"^[-–—] ?(?=[A-Z])|\d\s*%$",
    r"(?<=\. )\"(?!\w)",
    r"\s[,;](?:\s|$)",
    r"(?:a|\d|-)+?:(?:b|\d)",
    r"(?>\d+)-\d*+x",
    r"(?P<mark>[“\"])?kelvin(?(mark)”|!)",
    r"[\u0400-\u04ff]{2}|[\u3000-\U0001f000]-",
    r"(?:)|@",
    r"[\n\t\x1c]x|\u00a0\.",
    r".-.",
)
pieces = st.sampled_from(
    ["said ", "The ", " ", ", ", ".", "“", "”", '"', "’s", "-", "İ", "ı", "ſ", "\u212a", "K", "k", "É", "Σ", "ς", "ß",
     "字", "\n", "\r", "kelvin!", "in the North", "KILO WATT", "twelve days ago", "ababc", "\ud800"]
)  # fmt: skip
texts = st.lists(st.one_of(pieces, st.text(st.characters(), max_size=4)), max_size=20).map("".join)


def held(wanted: tuple[Literals, ...], text: str) -> bool:
    there = folded(text)
    return all(any(literal in there for literal in one) for one in wanted)


@pytest.mark.slow
@pytest.mark.parametrize("source", EXPRESSIONS)
@both_cases
def test_what_an_expression_matches_holds_its_literals(source: str, flags: int) -> None:
    expression, wanted = re.compile(source, flags), literals(source, flags)

    @given(st.from_regex(expression), texts)
    def check(found: str, before: str) -> None:
        text = before + found
        for match in expression.finditer(text):
            assert held(wanted, text[match.start() :])

    check()


@pytest.mark.slow
def test_examples_of_rules_hold_the_literals_of_their_patterns() -> None:
    missed = {
        name: [text for text in matched(pattern) if not held(wanted, text)]
        for name, pattern in OWN.items()
        for wanted in [literals(pattern.source, re.MULTILINE | (re.IGNORECASE if pattern.ignore_case else 0))]
    }
    assert {name: texts for name, texts in missed.items() if texts} == {}


@pytest.mark.slow
@given(st.lists(st.one_of(texts, st.sampled_from(EXAMPLES)), min_size=1, max_size=6).map("\n".join), st.randoms())
def test_the_filter_loses_no_match(text: str, random) -> None:
    doc = plain(text)
    some = drawn(EXPRESSIONS, random)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hits, "_LONG", 0)
        filtered = replace(doc, hits=Scanner(some).hits(doc))
    assert_same_matches(filtered, doc, some)


def test_what_is_asked_of_a_text() -> None:
    assert literals(r"\b(?:in|on) the (?:north|south)\b", 0) == (frozenset({" the north", " the south"}),)
    assert literals(r"(?:rose|fell) \w+ (?:in|on) (?:May|June)", 0) == (
        frozenset({" in may", " in june", " on may", " on june"}),
        frozenset({"rose ", "fell "}),
    )
    assert literals(r"\bTKTK+\b|Kyiv", 0) == (frozenset({"tktk", "kyiv"}),)
    assert literals(r"\w+ +[!?]", 0) == (frozenset({" !", " ?"}),)
    assert literals(r"(?:north)?", 0) == literals(r"[A-Z]\w+", 0) == literals(r"\w+\.", 0) == ()


def test_letters_that_are_the_same_to_an_expression_are_the_same_to_the_filter() -> None:
    pattern = Pattern("skis? ink", ignore_case=True)
    doc = plain("\n".join(["SKIS INK", "ſkiſ İnk", "sKıs ınK", "none"]))
    filtered = replace(doc, hits=Scanner([pattern]).hits(doc))
    assert [match[0] for match in filtered.matches(pattern)] == [match[0] for match in doc.matches(pattern)]
    assert list(filtered.candidates(pattern)) == [0, 1, 2]


def test_the_table_has_what_is_read_off_the_patterns() -> None:
    """A pattern that has changed is read anew at every start: the release before is the time to write them all."""
    there = list(OWN.values())
    missing = [pattern for pattern in there if key(pattern.source, pattern._flags) not in _table()]
    assert len(missing) < len(there) / 10, "run python benchmarks/build_literals.py"
    other = [one for one in there if one not in missing and set(one.literals) != set(read(one.source, one._flags))]
    assert other == []


def test_an_expression_that_the_table_lacks_is_read() -> None:
    assert Pattern("never written before, [a-z]+ so").literals == (
        frozenset({"never written before, "}),
        frozenset({" so"}),
    )
    assert Pattern(r"\w+").literals == ()
