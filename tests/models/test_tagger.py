"""The bundled model: how it sees words, what its rules make of its readings, and how its evidence joins
that of rules.
"""

import dataclasses
import hashlib
import json
import sys
from pathlib import Path

import pytest
from commands import complains, run
from hypothesis import given
from hypothesis import strategies as st

import mtcheck
from mtcheck.core import Finding, Span, plain, replace
from mtcheck.errors import ResourceError
from mtcheck.profile import catalog
from mtcheck.profile.config import Config
from mtcheck.readers import markdown
from mtcheck.readers import text as plain_text
from mtcheck.repair.plan import apply
from mtcheck.resources import BUNDLED, Packaged
from mtcheck.run.engine import Engine
from mtcheck.tagger import labels, runtime, wordpiece
from mtcheck.tagger.embeddings import Embeddings
from mtcheck.tagger.forms import inflected, inflection
from mtcheck.tagger.fusion import fused, weighed
from mtcheck.tagger.places import FEATURES, places
from mtcheck.tagger.reading import read
from mtcheck.tagger.runtime import Tagger
from mtcheck.tagger.suspects import confidence, suspects
from mtcheck.tagger.words import CONTINUED, LOWER, MARK, NUMBER, TITLE, UPPER, shapes, words

RESOURCES = Packaged()
TAGGER: Tagger = RESOURCES.model("tagger")
MODEL_RULES = [rule for rule in catalog.detector_ids() if "tagger" in catalog.detector(rule).RULE.needs]
GARBLED = (
    "The Gentleman of the trilogy of the Nets opened at the old neighbourhood of the city.\nIt said the council would"
    " not breed the imposed in the third neighbourhood, and that the to house of prices augment have."
)
SOUND = (
    "The council said on Tuesday that it would not raise taxes this year.\n"
    "Officials told reporters that the bridge would reopen in March after repairs that cost three million pounds."
)


@given(st.text(st.characters()))
def test_words_keep_their_places(text: str) -> None:
    found = words(text)
    assert all(text[word.start : word.end] == word.text for word in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))
    assert len(shapes(found)) == len(found)
    assert all(shape < CONTINUED for shape in shapes(found))


def test_confidence_rises_with_the_probability_of_a_place() -> None:
    fusion = TAGGER.about["fusion"]
    told = [confidence(tenth / 10, fusion) for tenth in range(1, 10)]
    assert told == sorted(told)
    assert confidence(fusion["thresholds"][0], fusion) >= Config().min_confidence
    assert confidence(0.4, {}) == pytest.approx(0.4)


def test_formulas_of_another_version_are_refused_and_no_story_is_lost() -> None:
    old = Tagger(BUNDLED, TAGGER.uses)
    fusion = TAGGER.about["fusion"]
    old.about = {**old.about, "fusion": {**fusion, "features": fusion["features"][:-1], "likelihood": [1.0, 1.0, 0.0]}}
    with pytest.raises(ResourceError, match="fitted for another version of mtcheck"):
        suspects(plain_text.read(GARBLED), old)
    resources = Packaged()
    resources.derived("tagger", lambda _: old)
    report = Engine([catalog.detector(rule) for rule in MODEL_RULES], resources).check(plain_text.read(GARBLED))
    assert {one.rule for one in report.skipped} == set(MODEL_RULES)
    assert not report.failures and report.mt_likelihood is None


def test_shapes_give_case_and_spacing_back() -> None:
    found = words("NATO troops left Lomna, 40 of them")
    assert [shape % 6 for shape in shapes(found)] == [UPPER, LOWER, LOWER, TITLE, MARK, NUMBER, LOWER, LOWER]
    assert shapes(found)[4] >= 6  # the comma stands close


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("raise", "raised"),
        ("Raised", "Raise"),
        ("city", "cities"),
        ("men", "man"),
        ("running", "run"),
        ("was", "were"),
        ("made", "make"),
    ],
)
def test_forms_lead_from_one_word_to_another(word: str, other: str) -> None:
    edit = inflection(word, other)
    assert edit is not None
    assert (inflected(word, edit, TAGGER.uses) or "").lower() == other.lower()


def test_other_words_are_no_forms() -> None:
    assert inflection("raise", "breed") is None
    assert inflection("raise", "raise") is None


def test_the_model_is_the_one_that_its_card_describes() -> None:
    about = json.loads((BUNDLED / "about.json").read_text(encoding="utf-8"))
    assert about["sha256"] == hashlib.sha256((BUNDLED / "model.onnx").read_bytes()).hexdigest()
    assert about["sha256"].startswith(TAGGER.name)
    assert sum(path.stat().st_size for path in BUNDLED.iterdir()) <= 73_400_320  # 70 MB
    assert about["fusion"]["features"] == list(FEATURES)


def test_garbled_copy_is_doubted_more_than_sound_copy() -> None:
    garbled, sound = read(plain(GARBLED), TAGGER), read(plain(SOUND), TAGGER)
    assert garbled.rate > 3 * sound.rate
    assert garbled.translated > sound.translated
    assert any(one.sure for one in suspects(plain(GARBLED), TAGGER))
    assert not any(one.sure for one in suspects(plain(SOUND), TAGGER))


def test_sentences_are_read_with_their_neighbours_and_code_apart() -> None:
    lines = "Talks went on.\n\nThe port stayed shut.\n\nShips waited outside it."
    (stretch,) = read(plain(lines), TAGGER).stretches
    assert stretch.span.of(lines) == lines
    parted = markdown.read(lines.replace("The port stayed shut.", "```\nport = shut\n```"))
    assert [one.span.of(parted.text) for one in read(parted, TAGGER).stretches] == [
        "Talks went on.",
        "Ships waited outside it.",
    ]


def test_no_place_reaches_into_the_next_paragraph() -> None:
    text = "The trilogy of the Nets opened it at.\n\nOf price the augment to have breed."
    doc = plain(text)
    for place in places(doc, read(doc, TAGGER)):
        assert "\n" not in place.span.of(text)


def test_a_sentence_that_cannot_be_read_is_one_finding() -> None:
    doc = plain(GARBLED)
    broken = [one for one in suspects(doc, TAGGER) if one.family == "sentence"]
    for one in broken:
        assert not [other for other in suspects(doc, TAGGER) if other is not one and one.span.contains(other.span)]


@pytest.mark.slow
def test_readings_of_repairs_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    read_texts: list[str] = []
    plain_read = Tagger.read
    monkeypatch.setattr(Tagger, "read", lambda self, texts: (read_texts.extend(texts), plain_read(self, texts))[1])
    text = "\n".join(
        f"It said the {number} council would not breed the imposed in the third neighbourhood." for number in range(60)
    )
    doc = plain(text)
    suspects(doc, Tagger(BUNDLED, TAGGER.uses))
    assert len(read_texts) < len(doc.text.split()) / 10


def test_words_that_belong_in_a_place_come_from_the_vocabulary() -> None:
    reading = TAGGER.read(["The council said it would not breed taxes this year."])[0]
    (found,) = TAGGER.replacements([reading.wanted[6]], most=8)
    assert len(found) == 8
    assert [chance for _, chance in found] == sorted((chance for _, chance in found), reverse=True)
    assert all(word.isalpha() and TAGGER.uses(word) for word, _ in found)


@pytest.mark.slow
def test_a_reading_does_not_depend_on_what_is_read_with_it() -> None:
    lines = [*GARBLED.split("\n"), *SOUND.split("\n"), "A short one here."]
    together = Tagger(BUNDLED).read(lines)
    alone = [Tagger(BUNDLED).read([line])[0] for line in lines]
    for one, other in zip(together, alone, strict=True):
        assert (one.wrong == other.wrong).all()


@pytest.mark.slow
@given(
    st.lists(
        st.sampled_from([*GARBLED.split(), "\n", "“", "”", ".", "\u200b", "ﬁ", "😀", "é", "中文"]), max_size=60
    ).map(" ".join)
)
def test_every_suspect_stays_inside_its_finding(text: str) -> None:
    doc = plain(text)
    for suspect in suspects(doc, TAGGER):
        assert 0 <= suspect.span.start < suspect.span.end <= len(text)
        assert suspect.family in (*labels.FAMILIES, "sentence")
        for proposal in suspect.proposals:
            assert suspect.span.contains(proposal.edit.span)
            assert 0 < proposal.confidence <= suspect.probability
            apply(text, (proposal.edit,))


@pytest.mark.parametrize(
    "text",
    ["", "   ", "\n\n", "word", "x" * 5000, "a " * 5000, "\ud800 lone", "中文" * 500, "\x00\x01", "word " * 200 + "."],
)
def test_odd_texts_are_read(text: str) -> None:
    story = read(plain(text), TAGGER)
    assert 0.0 <= story.rate <= 1.0
    suspects(plain(text), TAGGER)


def _finding(rule: str, start: int, end: int, confidence: float) -> Finding:
    return catalog.detector(rule).RULE.finding(Span(start, end), "Said.", confidence=confidence)


def test_items_of_a_list_are_not_read() -> None:
    text = "Soup for four\n\nServes 4\n2 tbsp olive oil\n1 onion, chopped\n\nThe oil goes into a pan."
    story = read(plain_text.read(text), TAGGER)
    words = [word.text for stretch in story.stretches for word in stretch.reading.words]
    assert words[:3] == ["Soup", "for", "four"]
    assert words[3:6] == ["The", "oil", "goes"]
    assert all(word in text for word in words)


def test_two_witnesses_make_one_finding() -> None:
    by_rule, by_model = _finding("literal-idiom", 5, 20, 0.6), _finding("doubtful-wording", 8, 15, 0.8)
    (joint,) = fused([by_model, by_rule])
    assert joint.rule.id == "literal-idiom"
    assert joint.confidence > 0.6
    assert [part.source for part in joint.evidence] == ["literal-idiom", "doubtful-wording"]


def test_findings_apart_stay_apart_and_markup_is_not_the_models_business() -> None:
    apart = fused([_finding("literal-idiom", 5, 20, 0.6), _finding("doubtful-wording", 24, 28, 0.8)])
    assert len(apart) == 2
    (beside,) = fused([_finding("literal-idiom", 5, 20, 0.6), _finding("doubtful-wording", 21, 25, 0.8)])
    assert beside.rule.id == "literal-idiom"
    words = [_finding("doubled-space", 15, 17, 0.9), _finding("doubtful-wording", 8, 30, 0.8)]
    assert fused(words) == words  # a space too many does not speak for the words around it
    sentence = [_finding("wrong-preposition", 15, 22, 0.9), _finding("doubtful-sentence", 4, 90, 0.8)]
    assert fused(sentence) == sentence  # a word says less than that nobody can read its sentence
    (mark,) = fused([_finding("quote-space", 15, 18, 0.9), _finding("doubtful-punctuation", 15, 17, 0.8)])
    assert mark.rule.id == "quote-space"
    (markup,) = fused([_finding("shortcode", 5, 20, 0.9), _finding("doubtful-wording", 8, 15, 0.8)])
    assert (markup.rule.id, markup.confidence, markup.evidence) == ("shortcode", 0.9, ())


def test_the_likelihood_of_a_machine_needs_some_text() -> None:
    assert mtcheck.check("Too short to tell.").mt_likelihood is None
    likely, unlikely = mtcheck.check(GARBLED * 2).mt_likelihood, mtcheck.check(SOUND * 2).mt_likelihood
    assert likely is not None
    assert unlikely is not None
    assert likely > unlikely


def test_fast_leaves_the_model_out() -> None:
    report = mtcheck.check(GARBLED, config=Config(depth="fast"))
    assert report.mt_likelihood is None
    assert not {finding.rule.id for finding in report.findings} & set(MODEL_RULES)


def test_without_its_runtime_the_model_is_skipped_and_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    report = Engine([catalog.detector(rule) for rule in MODEL_RULES], Packaged()).check(plain(GARBLED))
    assert not report.findings
    assert {skipped.rule for skipped in report.skipped} == set(MODEL_RULES)
    assert "pip install" in report.skipped[0].reason
    assert report.mt_likelihood is None


def test_a_folder_that_holds_no_model_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(
        ResourceError, match=r"lacks about\.json; install mtcheck again, or make it with `mtcheck train`\.$"
    ):
        Tagger(tmp_path)


def test_a_finding_is_explained_by_its_parts(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("Foreign trucks and trucks left the depot at noon on Friday.\n", encoding="utf-8")
    report = json.loads(run("check", "--format", "json", str(story)).out)
    (finding,) = report["documents"][0]["findings"]
    page = run("explain", "--story", str(story), finding["fingerprint"])
    assert page.code == 0
    for said in ("doubled-coordination", "confidence", "repair “trucks”", "the model on the words around", "trucks"):
        assert said in page.out
    wrong = run("explain", "--story", str(story), "0000")
    assert wrong.code == 2
    complains(wrong, "has no finding 0000")


def test_a_repair_that_reads_worse_loses_confidence_and_its_place() -> None:
    text = "The council said on Tuesday that it would take the bull on the horns this year."
    span = Span(text.index("on the horns"), text.index(" this"))
    offers = [replace(span, "of to the the breed imposed", 0.8), replace(span, "by the horns", 0.75)]
    finding = catalog.detector("literal-idiom").RULE.finding(span, "Said.", confidence=0.7, repairs=offers)
    (weighed_one,) = weighed(plain(text), [finding], TAGGER)
    best, other = weighed_one.repairs
    assert (best.edits[0].text, other.edits[0].text) == ("by the horns", "of to the the breed imposed")
    assert other.confidence < 0.6
    assert best.confidence > other.confidence


def test_automatic_repairs_and_markup_are_not_weighed() -> None:
    finding = _finding("shortcode", 0, 3, 0.9)
    automatic = dataclasses.replace(finding, repairs=(replace(Span(0, 3), "of to the the", 0.95),))
    assert weighed(plain("The council met."), [automatic], TAGGER) == [automatic]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("the", ["the"]),
        ("Reopenings", ["re", "##open", "##ings"]),
        ("naïve", ["naive"]),
        ("北京", ["[UNK]", "[UNK]"]),
        ("it's", ["it", "'", "s"]),
        ("x" * 101, ["[UNK]"]),
        ("\x00", []),
    ],
)
def test_words_are_cut_as_the_encoder_was_taught(word: str, pieces: list[str]) -> None:
    tokenizer = wordpiece.load(BUNDLED / "tokenizer.json")
    assert tokenizer is not None
    assert tokenizer.encode(word).ids == [tokenizer.token_to_id(piece) for piece in pieces]


def test_words_are_cut_as_by_the_library() -> None:
    library = pytest.importorskip("tokenizers").Tokenizer.from_file(str(BUNDLED / "tokenizer.json"))
    library.no_padding()
    library.no_truncation()
    tokenizer = wordpiece.load(BUNDLED / "tokenizer.json")
    assert tokenizer is not None
    for char in map(
        chr,
        (
            *range(0x20, 0x378),
            *range(0x400, 0x460),
            *range(0x2000, 0x2070),
            *range(0x3040, 0x30FF),
            *range(0x4E00, 0x4E40),
        ),
    ):
        for word in (char, f"ab{char}cd", f"{char}{char.upper()}"):
            assert tokenizer.encode(word).ids == library.encode(word, add_special_tokens=False).ids, hex(ord(char))


def test_a_repair_in_a_sentence_without_end_costs_no_reading() -> None:
    doc = plain("The port and the mill of the town of Lomna and " * 60 + "it is closed.")
    rule = catalog.detector("doubled-coordination").RULE
    places = [Span(at, at + 3) for at in range(0, 60 * 47, 47)]
    findings = [rule.finding(place, "There.", confidence=0.9, repairs=[replace(place, "it", 0.9)]) for place in places]
    asked: list[str] = []

    class Counting:
        about, name, uses = TAGGER.about, TAGGER.name, TAGGER.uses

        def doubts(self, texts: list[str]) -> list[float]:
            asked.extend(texts)
            return TAGGER.doubts(texts)

    assert len(weighed(doc, findings, Counting())) == len(findings) == 60  # type: ignore[arg-type]
    assert not asked


def test_doubt_is_that_of_the_reading_and_keeps_no_reading() -> None:
    texts = [
        "The port is of closed the.",
        "The port is closed.",
        "The port is of closed the.",
        "",
        "Ships wait.",
        "No.",
    ]
    expected = [reading.doubt() for reading in TAGGER.read(texts)]
    fresh = Tagger(BUNDLED)
    assert fresh.doubts(texts) == expected == fresh.doubts(texts)
    assert not fresh._kept


def test_readings_are_kept_by_the_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "KEPT", 12)
    fresh = Tagger(BUNDLED)
    for number in range(5):
        fresh.read([f"The port of Lomna has {number} cranes."])
    assert sum(len(reading.words) for reading in fresh._kept.values()) == fresh._words <= 12


def test_columns_are_rows_turned() -> None:
    table = Embeddings.load(BUNDLED)
    pieces = list(range(3, 1400))
    assert (table.columns(pieces) == table.rows(pieces).T).all()
