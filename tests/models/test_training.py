"""What training learns from, derived from corrections; and, where PyTorch is installed, a small model through all of
it: trained, cut off, exported, read, trained on.
"""

import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripts import script

from mtcheck.errors import InputError
from mtcheck.tagger import labels
from mtcheck.tagger.words import words
from mtcheck.training.corpora import edited, examples
from mtcheck.training.examples import UNKNOWN, Example, clean, from_correction

Corruptor, confusions = script("corrupt").Corruptor, script("corrupt").confusions
Slips = script("grammar").Slips
Spinner, thesaurus = script("spin").Spinner, script("spin").thesaurus
written = script("written")

pytestmark = pytest.mark.slow

COPY = (
    "The minister said on Friday that the eastern Lomna road would stay closed. “We cannot open it,” he told reporters."
    " Trucks waited at the border for two days, and drivers asked for water."
)
COMMON = [
    ("road", 40, "N"),
    ("water", 50, "N"),
    ("bridge", 30, "N"),
    ("waited", 20, "D"),
    ("asked", 60, "D"),
    ("closed", 40, "U"),
    ("two", 90, "Q"),
]


def marked(example: Example) -> str:
    """The example with edits and insertions written into it."""
    out = []
    for number, word in enumerate(example.found):
        if example.insert[number] > 0:
            out.append(f"[{labels.INSERTIONS[example.insert[number]]}]")
        wrong = example.wrong[number] == 1
        out.append(
            f"{word.text}<{labels.EDITS[example.edit[number]]} {labels.FAMILIES[example.family[number]]}>"
            if wrong
            else word.text
        )
    return " ".join(out)


@pytest.mark.parametrize(
    ("text", "corrected", "expected"),
    [
        ("He left at at dawn.", "He left at dawn.", "He left at at<delete addition> dawn ."),
        ("The team win the cup.", "The team won the cup.", "The team win<past grammar> the cup ."),
        (
            "He said. On Friday it rained.",
            "He said on Friday it rained.",
            "He said .<delete join> On<lower join> Friday it rained .",
        ),
        ("She lives city in.", "She lives in city.", "She lives city<swap word-order> in ."),
        ("Talks began Lomna today.", "Talks began in Lomna today.", "Talks began [+in] Lomna today ."),
        ("They waited of him.", "They waited for him.", "They waited of<=for grammar> him ."),
        (
            "The third neighbourhood ended.",
            "The third quarter ended.",
            "The third neighbourhood<other word-choice> ended .",
        ),
        ("All is well.", "All is well.", "All is well ."),
    ],
)
def test_edits_and_families_come_from_the_correction(text: str, corrected: str, expected: str) -> None:
    assert marked(from_correction(text, corrected)) == expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_every_word_and_gap_has_its_labels(text: str, corrected: str) -> None:
    example = from_correction(text, corrected)
    size = len(words(text))
    assert len(example.wrong) == len(example.edit) == len(example.family) == len(example.bad) == size
    assert len(example.insert) == size + 1
    assert (text != corrected) or not any(example.wrong)


@given(st.integers(0, 400))
def test_corrupted_copy_differs_and_says_where(seed: int) -> None:
    corruptor = Corruptor(
        random.Random(seed), COMMON, {("closed",): [("shut", "up")], ("asked", "for"): [("requested",)]}
    )
    text = corruptor.corrupt(COPY)
    assert corruptor.corrupt("") == ""
    example = from_correction(text, COPY)
    assert text == COPY or any(example.wrong) or any(example.insert) or text.replace(" ", "") == COPY.replace(" ", "")


@given(st.integers(0, 400))
def test_a_planted_slip_is_the_only_thing_that_is_wrong(seed: int) -> None:
    tags = {word: tags[0] for word, _, tags in COMMON if tags} | {"closed": "U", "asked": "D"}
    text, again = (planted(seed, tags, COPY) for _ in range(2))
    assert text == again
    assert planted(seed, tags, "") == ""
    example = from_correction(text, COPY)
    assert (text != COPY) == (any(example.wrong) or any(example.insert))
    assert sum(example.wrong) <= 16


def planted(seed: int, tags: dict[str, str], text: str) -> str:
    chance = random.Random(seed)
    return Slips(chance, tags, Corruptor(chance, COMMON)).plant(text)


def test_slips_are_those_of_grammar() -> None:
    tags = {"signed": "D", "has": "Z", "quickly": "R", "quick": "J", "paper": "N"}
    text = "On Sunday the mayor quickly signed the paper because it was late."
    found = {planted(seed, tags, text) for seed in range(400)}
    assert {
        "On Sunday mayor quickly signed the paper because it was late.",
        "On Sunday the mayor quick signed the paper because it was late.",
        "On Sunday the mayor quickly signed the paper because that it was late.",
        "On Sunday the mayor quickly signed the paper because it were late.",
        "On Sunday the mayor quickly the paper because it was late.",
    } <= found


def test_a_line_that_was_edited_says_what_is_sure_and_what_is_broken() -> None:
    text = "Talks went in the harbour. Xx yy zz of."
    example = edited({"mt": text, "pe": "Talks were held in the harbour. Xx yy zz of.", "broken": [(27, 38)]})
    found = [word.text for word in example.found]
    assert [word for word, wrong in zip(found, example.wrong, strict=True) if wrong] == ["went", "Xx", "yy", "zz", "of"]
    assert [word for word, broken in zip(found, example.broken, strict=True) if broken] == ["Xx", "yy", "zz", "of"]
    assert dict(zip(found, example.sure, strict=True)) | {".": 1.0} == {
        "Talks": 0.5, "went": 1.0, "in": 0.5, "the": 1.0, "harbour": 1.0, ".": 1.0, "Xx": 1.0, "yy": 1.0, "zz": 1.0,
        "of": 1.0,
    }  # fmt: skip


def test_a_line_that_was_written_anew_is_broken_as_a_whole() -> None:
    example = edited(
        {"mt": "He fell the pot of five hams by.", "pe": "He lost his job after five years there.", "broken": []}
    )
    assert set(example.broken) == {1}
    assert set(example.sure) == {0.3}


def test_a_replacement_is_kept_as_the_editor_wrote_it() -> None:
    example = from_correction("the Prime minister breeds taxes.", "The Prime Minister raises taxes.")
    assert [put for put in example.put if put] == ["The", "Minister", "raises"]


def test_synonyms_keep_the_form_of_the_word(tmp_path: Path) -> None:
    file = tmp_path / "th.dat"
    file.write_text("UTF-8\nraise|1\n(verb)|breed|lift\ntax|1\n(noun)|levy\n", encoding="utf-8")
    spinner = Spinner(random.Random(1), thesaurus(file))
    text = "Officials raised taxes there and raised taxes here."
    spun = {word for _ in range(30) for word in spinner.spin(text).split()}
    assert {"raised", "lifted", "levies"} <= spun
    assert not spun & {"breed", "lift"}


def test_confusions_are_what_an_engine_made_of_a_phrase() -> None:
    pairs = [
        ("Shares rose in the third quarter.", "Actions rose in the third neighbourhood."),
        ("He raised it.", "He raise it."),
    ]
    assert confusions(pairs) == {("shares",): [("actions",)], ("quarter",): [("neighbourhood",)]}


def test_written_slips_are_marked_as_they_should_be(tmp_path: Path) -> None:
    path = tmp_path / "written.txt"
    lines = [f"The {{mayor has|mayor}} opened {number} parks in May." for number in range(20)]
    path.write_text("\n".join(lines), encoding="utf-8")
    kept, held_out = list(written.pairs(held_out=False, path=path)), list(written.pairs(held_out=True, path=path))
    assert kept[0] == ("The mayor has opened 0 parks in May.", "The mayor opened 0 parks in May.")
    assert len(kept) == 18 and len(held_out) == 2 and not {*kept} & {*held_out}
    assert list(written.faults(["A {b|c", "A b.", "A {b |}c.", "A {b |} c."])) == [
        "Line 1: a brace or a bar stands alone.",
        "Line 2: no slip is marked.",
        "Line 4: a space is doubled, or stands at an end.",
    ]


def test_the_written_slips_have_no_fault() -> None:
    lines = written.WRITTEN.read_text(encoding="utf-8").splitlines()
    assert list(written.faults(lines)) == []
    assert len(set(lines)) == len(lines) > 5000


def test_every_kind_of_data_is_told_by_its_keys(tmp_path: Path) -> None:
    rows = [
        {"text": "He go home.", "corrected": "He goes home."},
        {
            "mt": "He go home .",
            "pe": "He goes home .",
            "tokens": ["He", "go", "home", "."],
            "tags": ["OK", "BAD", "OK", "OK"],
            "gap_tags": ["OK"] * 5,
        },
        {
            "mt": "He go home.",
            "spans": [{"start": 3, "end": 5, "severity": "major", "category": "Fluency/Grammar"}],
            "system": "A",
        },
        {"original": "He goes home.", "text": "He goes house."},
        {"paragraphs": ["He goes home."]},
    ]
    path = tmp_path / "data.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = list(examples(path))
    assert [one.bad[1] for one in found] == [1, 1, 1, UNKNOWN, UNKNOWN, UNKNOWN]
    assert [one.translated for one in found] == [UNKNOWN, UNKNOWN, 1, 1, 0, 0]
    assert labels.FAMILIES[found[2].family[1]] == "grammar"


@pytest.mark.parametrize(
    ("line", "message"),
    [("{", "line 1: not JSON Lines"), ('{"a": 1}', "line 1 has none of the keys"), ('{"mt": 1, "pe": 2}', "line 1: ")],
)
def test_data_that_makes_no_sense_is_named_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "data.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        list(examples(path))


needs_torch = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("torch", "transformers", "onnx")),
    reason="training needs the extra `train`",
)


@pytest.mark.parametrize("longest", [0.1, 3.0])
def test_embeddings_are_rounded_to_a_seventh_of_the_longest_of_a_run(longest: float) -> None:
    import numpy as np

    from mtcheck.tagger.embeddings import Embeddings

    rows = np.random.default_rng(1).uniform(-longest, longest, (5, 128)).astype(np.float32)
    rows[2] = 0
    table = Embeddings.quantised(rows)
    assert len(table) == 5
    assert table.table.nbytes == rows.size // 2
    # half a step, and what a scale loses in half precision
    assert abs(table.rows(range(5)) - rows).max() <= longest / 14 * 1.02
    assert (Embeddings.quantised(table.rows(range(5))).table == table.table).all()
    assert not table.rows([2]).any()


def test_embeddings_of_a_byte_a_number_are_read() -> None:
    import numpy as np

    from mtcheck.tagger.embeddings import Embeddings

    table = Embeddings(np.array([[1, -2], [127, 0]], dtype=np.int8), np.array([0.5, 2.0], dtype=np.float32))
    assert table.rows([1, 0]).tolist() == [[254.0, 0.0], [0.5, -1.0]]
    assert table.columns([0, 1]).tolist() == [[0.5, 254.0], [-1.0, 0.0]]


def test_embeddings_of_another_version_are_not_read(tmp_path: Path) -> None:
    import numpy as np

    from mtcheck.tagger.embeddings import Embeddings

    np.save(tmp_path / "embeddings.npy", np.zeros((4, 64), dtype=np.uint8))
    np.save(tmp_path / "scales.npy", np.ones(4, dtype=np.float32))
    with pytest.raises(ValueError, match="another version"):
        Embeddings.load(tmp_path)


def small(kind: str, pieces: int) -> Any:
    """An encoder of two narrow layers."""
    from transformers import DistilBertConfig, DistilBertModel, MPNetConfig, MPNetModel

    if kind == "distilbert":
        return DistilBertModel(DistilBertConfig(vocab_size=pieces, dim=64, n_layers=2, n_heads=1, hidden_dim=256))
    config = MPNetConfig(
        vocab_size=pieces,
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=1,
        intermediate_size=256,
        max_position_embeddings=514,
    )
    return MPNetModel(config, add_pooling_layer=False)


@needs_torch
def test_pieces_that_are_hardly_used_are_left_out() -> None:
    from tokenizers import Tokenizer

    from mtcheck.resources import BUNDLED
    from mtcheck.tagger.embeddings import Embeddings
    from mtcheck.tagger.encoding import LONGEST
    from mtcheck.training.vocabulary import pruned

    whole = Tokenizer.from_file(str(BUNDLED / "tokenizer.json"))
    encoder = small("mpnet", whole.get_vocab_size())
    before = encoder.embeddings.word_embeddings.weight.detach().numpy()
    encoder, tokenizer = pruned(encoder, whole, ["The road to the harbour is closed."] * 3, least=3)
    vocabulary = tokenizer.get_vocab()
    assert {"the", "road", "harbour", "q", "##7", "[UNK]"} <= set(vocabulary)
    assert not {"government", "minister"} & set(vocabulary)
    assert tokenizer.encode("road", add_special_tokens=False).tokens == ["road"]
    assert tokenizer.encode("minister", add_special_tokens=False).tokens[0] == "m"
    after = encoder.embeddings.word_embeddings.weight.detach().numpy()
    expected = Embeddings.quantised(before[[whole.token_to_id("harbour")]]).rows([0])
    assert (after[[vocabulary["harbour"]]] == expected).all()
    assert len(after) == len(vocabulary) == encoder.config.vocab_size
    assert len(encoder.embeddings.position_embeddings.weight) >= LONGEST


@needs_torch
@pytest.mark.parametrize("kind", ["mpnet", "distilbert"])
def test_a_small_model_is_trained_cut_off_exported_and_trained_on(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import torch
    from tokenizers import Tokenizer

    from mtcheck.cli import main
    from mtcheck.resources import BUNDLED
    from mtcheck.tagger.embeddings import Embeddings
    from mtcheck.tagger.encoding import Encoder
    from mtcheck.tagger.runtime import Tagger
    from mtcheck.training import loop
    from mtcheck.training.export import export
    from mtcheck.training.network import Network

    tokenizer = Tokenizer.from_file(str(BUNDLED / "tokenizer.json"))

    def fresh() -> Network:
        torch.manual_seed(3)
        network = Network(small(kind, tokenizer.get_vocab_size()))
        rounded = Embeddings.quantised(network.embeddings.detach().numpy())
        network.embeddings.data = torch.from_numpy(rounded.rows(range(len(rounded))))
        return network

    some = [
        from_correction(f"The the {word} closed.", f"The {word} closed.")
        for word in ("port", "road", "bank", "school", "mill", "court")
    ]
    ready = [
        loop.ready(Encoder(tokenizer), one)
        for one in [*some, *(clean(f"The {word} closed.") for word in ("port", "road", "bank", "school"))] * 20
    ]
    losses: list[float] = []
    whole = fresh()
    loop.train(
        whole,
        lambda number: ready,
        steps=24,
        checkpoint=tmp_path / "none.pt",
        every=1,
        report=lambda p: losses.append(sum(p.losses.values())),
    )
    assert sum(losses[-4:]) < sum(losses[:4])

    class CutOff(Exception):
        pass

    def stop(progress: loop.Progress) -> None:
        if progress.step == 10:
            raise CutOff

    cut, checkpoint = fresh(), tmp_path / "checkpoint.pt"
    with pytest.raises(CutOff):
        loop.train(cut, lambda number: ready, steps=24, checkpoint=checkpoint, every=1, report=stop, keep_every=0.0)
    resumed = fresh()
    reports: list[int] = []
    loop.train(
        resumed,
        lambda number: ready,
        steps=24,
        checkpoint=checkpoint,
        every=1,
        report=lambda progress: reports.append(progress.step),
    )
    assert reports[0] == 10  # the tenth step was done, but not yet kept

    about = json.loads((BUNDLED / "about.json").read_text(encoding="utf-8"))
    export(whole, tokenizer, tmp_path / "exact", about, quantised=False)
    text = "The the port closed on Friday."
    reading = Tagger(tmp_path / "exact").read([text])[0]
    whole.eval()
    rows = loop.batch([loop.ready(Encoder(tokenizer), clean(text))])
    with torch.no_grad():
        by_word, _, translated, wanted = loop.outputs(whole, rows)
    assert abs(torch.sigmoid(by_word[0, :, 1]).numpy() - reading.wrong).max() < 2e-3
    assert abs(float(torch.sigmoid(translated[0])) - reading.translated) < 1e-4
    assert abs(wanted[0].numpy() - reading.wanted).max() < 2e-2

    export(whole, tokenizer, tmp_path / "base", about)
    data = tmp_path / "corrections.jsonl"
    rows_of = [
        json.dumps({"text": f"The the {word} closed in {year}.", "corrected": f"The {word} closed in {year}."})
        for word in ("port", "road")
        for year in range(1990, 2020)
    ]
    data.write_text("\n".join(rows_of), encoding="utf-8")
    command = ["train", str(data), "--base", str(tmp_path / "base"), "--output", str(tmp_path / "own"), "--steps", "20"]
    assert main(command) == 0
    shown = capsys.readouterr()
    assert "MCC" in shown.out
    assert 'tagger = "' in shown.err
    own = Tagger(tmp_path / "own")
    assert own.about["steps"] == 20
    assert not (tmp_path / "own" / "checkpoint.pt").exists()
    assert main(command) == 2  # the folder holds something else now
    assert "holds something else" in capsys.readouterr().err
