"""Places that want their own way of writing, and names that a story's own metadata has."""

from dataclasses import replace

import pytest

from mtcheck.core import Document, Edit, RawSpan, Run, Span, plain
from mtcheck.profile import catalog
from mtcheck.repair.patch import carry, patch
from mtcheck.resources import Packaged
from mtcheck.run.engine import Engine


def shouted(text: str) -> str:
    return text.upper()


def spelt(text: str) -> str:
    return text.replace(">", "&gt;")


def one_run(raw: str) -> Document:
    """A document over one CDATA section whose words are its text."""
    start, end = raw.index("[CDATA[") + 7, raw.rindex("]]>")
    text = raw[start:end]
    return Document("x", raw, text, (Run(Span(0, len(text)), RawSpan(start, end), True, spelt),), plain(text).segments)


def test_a_run_writes_in_its_own_way() -> None:
    raw = "<t>one</t><b>two</b>"
    runs = (
        Run(Span(0, 3), RawSpan(3, 6), True),
        Run(Span(3, 4), RawSpan(6, 6), False),
        Run(Span(4, 7), RawSpan(13, 16), True, shouted),
    )
    doc = replace(plain("one\ntwo"), raw=raw, runs=runs)
    edits, refused = carry(doc, [Edit(Span(0, 3), "three"), Edit(Span(4, 7), "four")])
    assert not refused
    assert patch(raw, edits) == "<t>three</t><b>FOUR</b>"


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("a]]x>", [Edit(Span(3, 4), "")]),
        ("a]x]>", [Edit(Span(2, 3), "")]),
        ("a]x>", [Edit(Span(2, 3), "]")]),
        ("ax>", [Edit(Span(1, 2), "]]")]),
        ("a]x]y>", [Edit(Span(2, 3), ""), Edit(Span(4, 5), "")]),
        ("axy>", [Edit(Span(1, 2), "]]"), Edit(Span(2, 3), "")]),
        ("a>", [Edit(Span(1, 1), "]]")]),
    ],
)
def test_no_edit_ends_a_cdata_section(text: str, edits: list[Edit]) -> None:
    doc = one_run(f"<d><![CDATA[{text}]]></d>")
    assert patch(doc.raw, carry(doc, edits)[0]).count("]]>") == 1


def test_brackets_elsewhere_are_edited() -> None:
    doc = one_run("<d><![CDATA[See [the map] for more > less]]></d>")
    edits, refused = carry(doc, [Edit(Span(4, 13), "[maps]")])
    assert not refused
    assert patch(doc.raw, edits) == "<d><![CDATA[See [maps] for more > less]]></d>"


def test_names_of_the_metadata_are_whole_words() -> None:
    doc = replace(plain("Mailand"), names=("Mailand Port Authority", "Anna Berg"))
    assert doc.is_named("Mailand") and doc.is_named("Anna Berg") and doc.is_named(" Port Authority ")
    assert not any(map(doc.is_named, ("Mail", "Anna B", "", " ", "(")))
    assert not plain("Mailand").is_named("Mailand")


@pytest.mark.parametrize(
    ("rule", "text", "name"),
    [
        ("foreign-place-name", "Trains from Lomna to Mailand were late.", "Mailand"),
        ("misspelt-place", "They fled from Abkhasia in the night.", "Abkhasia"),
        ("translated-personal-name", "The driver, Nikolai Sparrow, was fined.", "Nikolai Sparrow"),
    ],
)
def test_rules_on_names_are_silent_where_the_metadata_has_the_form(rule: str, text: str, name: str) -> None:
    engine = Engine([catalog.detector(rule)], Packaged())
    doc = plain(text)
    assert engine.check(doc).findings
    assert engine.check(replace(doc, names=("Somebody Else",))).findings
    assert not engine.check(replace(doc, names=(name,))).findings
