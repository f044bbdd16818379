"""Phrase lists: what patterns match, how repairs are inflected, and that the shipped lists keep their own rules."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtcheck
from mtcheck.core import plain
from mtcheck.cues.idioms import own_idioms
from mtcheck.cues.phrases import findings, first
from mtcheck.profile import catalog
from mtcheck.repair.plan import apply, plan
from mtcheck.resources import Packaged
from mtcheck.run.engine import Engine
from mtcheck.text.closed_classes import WEEKDAYS
from mtcheck.text.phrase_words import anchors, rows_of_words
from mtcheck.text.phrases import Phrase, PhraseBook, with_article
from mtcheck.text.scanner import runs


def _has_phrases(rule: str) -> bool:
    return "mtcheck.cues.phrases" in Path(catalog.detector(rule).__file__).read_text(encoding="utf-8")


def phrase(pattern: str, repairs: str = "") -> Phrase:
    return Phrase.from_row(
        {
            "pattern": pattern,
            "kind": "idiom",
            "language": "xx",
            "meaning": "m",
            "repairs": repairs,
            "unless": "",
            "confidence": "0.9",
        }
    )


@pytest.mark.parametrize(
    ("text", "idiom"),
    [
        ("The mayor took the bull by the horns.", "took the bull by the horns"),
        ("She has had her work cut out since May.", "had her work cut out"),
        ("The board is sitting on the fence, he said.", "sitting on the fence"),
        ("It was the tip of the iceberg.", "the tip of the iceberg"),
        ("He put his money where his mouth is.", "put his money where his mouth is"),
    ],
)
def test_idioms_of_english_are_known(text: str, idiom: str) -> None:
    assert idiom in [span.of(text) for span in own_idioms(plain(text), Packaged())]


@pytest.mark.parametrize("text", ["The bull lay down.", "He has a tip about ice.", "The fence fell on the mayor."])
def test_plain_words_are_no_idiom(text: str) -> None:
    assert not own_idioms(plain(text), Packaged())


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("<hang> noodles on (the|{whose}) ears", "He hung noodles on the ears of all."),
        ("<hang> noodles on (the|{whose}) ears", "Hanging noodles on voters' ears."),
        ("<put> (all )?the dots", "They put the dots."),
        ("under (the)? four eyes", "under four eyes"),
        ("under (the)? four eyes", "under the four eyes"),
        ("in the circle(s)?", "in the circles"),
        ("<press> {whom} the thumbs", "We pressed the young team the thumbs."),
        ("white [fly]", "Two white flies."),
        ("it rains (ropes|strings|jugs)", "It  rains strings"),
        ("don't <paint> the devil", "Don’t paint the devil."),
        ("(very )?far (away )?(from)? home", "far home"),
        ("(a|the)? (heavy)? stone <fall> from {whose} heart", "A stone fell from his heart."),
        ("(a|the)? (heavy)? stone <fall> from {whose} heart", "A heavy stone fell from his heart."),
        ("(a|the)? (heavy)? stone <fall> from {whose} heart", "stones aside, stone fell from their hearts' heart"),
        ("<wait> (long)? (enough)?", "They waited long enough."),
        ("<wait> (long)? (enough)?", "They waited."),
        ("<give> {num} points", "gave 1,200 points"),
        ("<take> (him|her)? to the well", "took to the well"),
        ("in the {name} direction", "fighting in the Upper Lomna direction"),
        ("(yesterday|tomorrow)(,)? {weekday}", "Yesterday, Monday, it rained"),
        ("the current {month}", "in the current May"),
        ("{start}On the eve,", "It rained. On the eve, the mayor spoke"),
        ("shown in television{end}", "The game was shown in television."),
        ("shown in television{end}", "It was shown in television on Monday."),
        ("came by (foot|feet){end}", "They came by foot"),
    ],
)
def test_pattern_matches(pattern: str, text: str) -> None:
    assert phrase(pattern).compiled.search(text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("under (the)? four eyes", "under thefour eyes"),
        ("under four eyes", "thunder four eyes"),
        ("white [fly]", "white flyer"),
        ("<hang> noodles", "shanghai noodles"),
        ("in the {name} direction", "in the opposite direction"),
        ("the current {month}", "the current may be strong"),
        ("{start}In detail,", "He explained it, in detail, on Monday"),
        ("shown in television{end}", "The set was shown in television studios."),
    ],
)
def test_pattern_leaves_alone(pattern: str, text: str) -> None:
    assert not phrase(pattern).compiled.search(text)


@pytest.mark.parametrize(
    ("pattern", "repair", "text", "wanted"),
    [
        (
            "<hang> noodles on {whose} ears",
            "<deceive> {whose:whom}",
            "They have hung noodles on his ears.",
            "deceived him",
        ),
        (
            "<hang> noodles on {whose} ears",
            "<mislead> {whose:whom}",
            "She hangs noodles on voters' ears.",
            "misleads voters",
        ),
        (
            "<buy> the cat in the sack",
            "<buy> a pig in a poke",
            "The state bought the cat in the sack.",
            "bought a pig in a poke",
        ),
        ("<put> the dots", "<make> it plain", "The court will put the dots.", "make it plain"),
        ("<put> the dots", "<make> it plain", "The court has put the dots.", "made it plain"),
        ("white [crow]", "rare [exception]", "They are white crows.", "rare exceptions"),
        (
            "<press> {whom} the thumbs",
            "<keep> {whom:whose} fingers crossed for {whom}",
            "We press them the thumbs.",
            "keep their fingers crossed for them",
        ),
        ("under four eyes", "in private", "Under four eyes, they talked.", "In private"),
        (
            "<be> between sword and wall",
            "<be> between a rock and a hard place",
            "They were between sword and wall.",
            "were between a rock and a hard place",
        ),
        (
            "<push> (it|them)? on the long bench",
            "<put> {1} on the back burner",
            "They were pushed on the long bench.",
            "put on the back burner",
        ),
        (
            "<push> (it|them)? on the long bench",
            "<put> {1} on the back burner",
            "He pushed it on the long bench.",
            "put it on the back burner",
        ),
        ("<result> hurt", "<be> hurt", "Two men resulted hurt.", "were hurt"),
        ("<result> hurt", "<be> hurt", "The mayor resulted hurt.", "was hurt"),
        ("<result> hurt", "<be> hurt", "The mayor and Ana Rust resulted hurt.", "were hurt"),
        ("<result> hurt", "<be> hurt", "The crews result hurt.", "are hurt"),
        ("<result> hurt", "<be> hurt", "They may result hurt.", "be hurt"),
        ("<be> agree with", "<agree> with", "They are agree with it.", "agree with"),
        ("<be> agree with", "<agree> with", "She is agree with it.", "agrees with"),
        ("<shut> (up|lower) on", "<close> {1} on", "The index shut lower on Friday.", "closed lower on"),
        ("<shut> (up|lower) on", "<close> {1} on", "The index may shut lower on Friday.", "close lower on"),
        (
            "<spend> {num} hours to (make|write)",
            "<spend> {num} hours {1:ing}",
            "She spent two hours to write it.",
            "spent two hours writing",
        ),
        ("he is to (own|carry)", "he {1:s}", "He is to carry it.", "He carries"),
        ("scored (a|an) objective", "scored {1} goal", "She scored an objective.", "scored a goal"),
        ("scored (a|an) goal", "scored {1} equaliser", "She scored a goal.", "scored an equaliser"),
        ("ministry of inside", "ministry of health", "the Ministry of Inside", "Ministry of Health"),
        ("let us note", "-", "Let us note it.", ""),
    ],
)
def test_repair_agrees(pattern: str, repair: str, text: str, wanted: str) -> None:
    one = phrase(pattern, repair)
    match = one.compiled.search(text)
    assert match
    assert list(one.proposals(match)) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Let us remind that the bridge was closed.", "The bridge was closed."),
        ("The mayor, let us remind that, was ill.", None),
    ],
)
def test_a_phrase_that_says_nothing_is_left_out_where_a_sentence_begins(text: str, wanted: str | None) -> None:
    doc = plain(text)
    found = first(catalog.rule("calque"), doc, phrase("let us remind that", "-"))
    repaired = apply(text, found.repairs[0].edits) if found and found.repairs else None
    assert repaired == wanted


def test_a_phrase_with_a_repair_comes_before_a_longer_one_without() -> None:
    doc = plain("Police opened a penal file was said.")
    rows = [
        {"pattern": "opened a penal file was", "repairs": ""},
        {"pattern": "penal file was", "repairs": "criminal case was"},
    ]
    full = [
        {"kind": "calque", "language": "xx", "meaning": "m", "unless": "", "confidence": "0.9"} | row for row in rows
    ]

    class Lists:
        def table(self, _name: str) -> list[dict[str, str]]:
            return full

        def derived(self, _name: str, make: object) -> object:
            return make(self)  # type: ignore[operator]

        def model(self, name: str) -> object:
            return Packaged().model(name)

    found = list(findings(catalog.rule("calque"), doc, Lists(), "calques", frozenset({"calque"})))  # type: ignore[arg-type]
    assert [(one.span.of(doc.text), one.repairs[0].edits[0].text) for one in found] == [
        ("penal file was", "criminal case was")
    ]


def test_the_longest_way_to_end_is_taken() -> None:
    one = phrase("<put> the dots on the (i|i's)")
    assert [match[0] for match in one.compiled.finditer("He put the dots on the i's.")] == ["put the dots on the i's"]


def test_article_follows_the_new_word() -> None:
    text = "It was a white crow."
    start, new = with_article(text, 9, "exception")
    assert text[:start] + new == "It was an exception"


@pytest.mark.parametrize("name", ["idioms", "calques", "topic_senses"])
def test_list_keeps_its_rules(name: str) -> None:
    rows = Packaged().table(name)
    patterns = [row["pattern"] for row in rows]
    assert patterns == sorted(set(patterns))
    for one in map(Phrase.from_row, rows):
        assert anchors(one.pattern), f"{one.pattern!r} has no word to look for"
        assert 0.5 <= one.confidence <= 1
        assert one.kind and one.language
        assert one.meaning or one.repairs or name == "topic_senses"  # a topic and a word often say enough
        assert not any(len(anchor) < 2 for anchor in anchors(one.pattern)), one.pattern


@pytest.mark.slow
@pytest.mark.parametrize("name", ["idioms", "calques", "topic_senses"])
def test_an_expression_can_be_made_of_every_pattern_in_the_list(name: str) -> None:
    assert all(Phrase.from_row(row).compiled for row in Packaged().table(name))


@pytest.mark.parametrize("name", ["idioms", "calques", "topic_senses", "english_idioms"])
def test_anchors_in_the_list_are_those_of_the_patterns(name: str) -> None:
    for row in Packaged().table(name):
        assert row["anchors"] == " ".join(anchors(row["pattern"])), "run python benchmarks/anchor_phrases.py"


def test_ten_times_the_phrases_find_the_same() -> None:
    rows = [
        dict.fromkeys(("kind", "language", "meaning", "repairs", "unless"), "")
        | {
            "pattern": f"under number{n} eyes",
            "confidence": "1",
        }
        for n in range(5000)
    ]
    rows.append(rows[0] | {"pattern": "under four eyes"})
    text = "The two leaders spoke under four eyes."
    assert [found.pattern for found in PhraseBook(rows).candidates(frozenset(runs(text)), text)] == ["under four eyes"]


@pytest.mark.parametrize(
    ("pattern", "rows"),
    [
        ("under four eyes", [{" under four eyes "}]),
        ("<take> place in {det} [hall]", [{f" {form} place in " for form in "take takes took taken taking".split()}]),
        ("in the (very)? heat of (battle|the moment)", [{" in the "}, {" heat of battle ", " heat of the moment "}]),
        ("the mother's milk", []),
        ("{start}on {num} the (chair|fire side){end}", [{" the chair ", " the fire side "}]),
        ("{det} (about around|well over) {num}", [{" about around ", " well over "}]),
        ("(in|on) {weekday} {num}", [{f" {word} {day.lower()} " for word in ("in", "on") for day in WEEKDAYS}]),
        ("(a |the )?stone that {whose} wheel (e-mail|post) box", []),
    ],
)
def test_words_that_stand_in_a_row(pattern: str, rows: list[set[str]]) -> None:
    assert sorted(map(sorted, rows_of_words(pattern))) == sorted(map(sorted, rows))


def test_a_word_with_a_group_inside_is_looked_for_in_all_its_forms() -> None:
    assert anchors("author(s)? of it") == ("authors", "author")
    rows = [
        dict.fromkeys(("kind", "language", "meaning", "repairs", "unless"), "") | {"pattern": "the author(s)? of it"}
    ]
    rows[0]["confidence"] = "1"
    for text in ("He met the author of it.", "He met the authors of it."):
        assert [found.pattern for found in PhraseBook(rows).candidates(frozenset(runs(text)), text)]


ROWS = [
    row
    for name in ("idioms", "calques", "topic_senses", "english_idioms")
    for row in Packaged().table(name)
    if row["pattern"].isascii()
]


@pytest.mark.slow
@given(st.data())
def test_a_text_with_a_phrase_is_searched_for_it(data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(ROWS))
    expression = Phrase.from_row(row).compiled
    found = data.draw(
        st.from_regex(re.compile(expression.pattern, expression.flags), alphabet=st.characters(codec="ascii"))
    )
    assert [one.pattern for one in PhraseBook([row]).candidates(frozenset(runs(found)), found)] == [row["pattern"]]


LINES = (Path(__file__).parents[2] / "fixtures" / "phrases.jsonl").read_text(encoding="utf-8").splitlines()
ENGINE = Engine([catalog.detector(rule) for rule in catalog.detector_ids() if _has_phrases(rule)], Packaged())


def test_examples_of_phrases_are_sorted() -> None:
    assert sorted(set(LINES)) == LINES


@pytest.mark.parametrize("example", [*map(json.loads, LINES)], ids=lambda example: example["pattern"])
def test_an_example_of_a_phrase_is_found_and_its_near_miss_is_not(example: dict[str, str]) -> None:
    before, marked, after = example["bad"].replace("⟧", "⟦").split("⟦")
    doc = plain(before + marked + after)
    (finding,) = ENGINE.check(doc).findings
    assert finding.span.of(doc.text) == marked
    if "fixed" in example:
        assert apply(doc.text, plan([finding], lambda finding, repair: True).edits) == example["fixed"]
    assert not ENGINE.check(plain(example["good"])).findings


@pytest.mark.parametrize(
    ("text", "rule", "said"),
    [
        ("She is married with a doctor.", "wrong-preposition", "“married with” should be “married to”."),
        ("They informed to her that he left.", "wrong-preposition", "“informed to her” should be “informed her”."),
    ],
)
def test_a_phrase_that_other_words_put_right_is_not_explained(text: str, rule: str, said: str) -> None:
    found = Engine([catalog.detector(rule)], Packaged()).check(plain(text)).findings
    assert [finding.message for finding in found] == [said]


def test_a_gloss_is_what_a_phrase_means() -> None:
    text = "He hung noodles on our ears."
    rule = catalog.detector("literal-idiom").RULE
    row = phrase("<hang> noodles on {whose} ears", "<fool> us")
    found = first(rule, plain(text), row)
    assert found is not None
    assert found.message == "“hung noodles on our ears” means: m."


@pytest.mark.parametrize("pattern", ["suffered (,|in the (crash|fire))", "in the (crash"])
def test_a_group_that_no_expression_can_be_made_of_is_said(pattern: str) -> None:
    with pytest.raises(ValueError, match="a group inside a group, or one that never ends"):
        assert phrase(pattern).compiled


def test_a_title_keeps_the_capitals_of_its_words() -> None:
    story = "The guests met.\n\nPrime Clergyman Boris Novak met a prime clergyman of Lomna on Friday.\n"
    repaired = mtcheck.fix(story, select=["calque"], depth="fast", review=True, min_confidence=0.5)
    assert "Prime Minister Boris Novak met a prime minister of" in repaired
