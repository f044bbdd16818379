"""Real models, tiny and made on the spot, for every task: what they find, long texts, and what is said of one that does
not fit.

They need `pip install -e ".[test-models]"` and are skipped without it.
"""

import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch", reason="models of the user need torch: install .[test-models]")
pytest.importorskip("transformers", reason="models of the user need transformers: install .[test-models]")

import tiny_models as tiny
import torch
import transformers

import mtcheck
from mtcheck.core import Applicability, Finding, Report
from mtcheck.profile.config import Config, parse
from mtcheck.repair.plan import apply
from mtcheck.reporters import json as as_json
from mtcheck.reviewers.local import memory

pytestmark = pytest.mark.slow

SHORT = "The mayor opened the zebra bridge .\n"
STORY = "".join(f"{' '.join(tiny.SENTENCES[at : at + 5])}\n\n" for at in range(0, 60, 5))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A model by its maker's name, made once."""
    known: dict[str, Path] = {}

    def make(name: str, *given: Any) -> Path:
        if name not in known:
            folder = tmp_path_factory.mktemp(name)
            known[name] = getattr(tiny, name)(folder, *given)
        return known[name]

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield make  # type: ignore[misc]
    torch.set_num_threads(threads)


def deep(path: Path | str, task: str, **keys: Any) -> Config:
    rules = ["doubled-word", "model-finding", "surprising-word", "surprising-seam", "low-quality-text", "model-rewrite"]
    return parse(
        {"depth": "deep", "select": rules, "models": [{"path": str(path), "task": task, "name": "tiny", **keys}]},
        Path("mtcheck.toml"),
    )


def check(text: str, path: Path | str, task: str, **keys: Any) -> Report:
    return mtcheck.check(text, config=deep(path, task, **keys))


def of(report: Report, rule: str) -> list[Finding]:
    assert not report.failures
    return [finding for finding in report.findings if finding.rule.id == rule]


def words(report: Report, rule: str) -> list[str]:
    return [finding.span.of(report.document.text) for finding in of(report, rule)]


def reason(report: Report, rule: str) -> str:
    """Why the rule was skipped: one finished sentence."""
    assert not report.failures
    (said,) = (one.reason for one in report.skipped if one.rule == rule)
    assert said.endswith(".") and "\n" not in said
    return said


# Taggers


def test_a_tagger_marks_what_it_has_learnt_is_wrong(made: Callable[..., Path]) -> None:
    report = check(SHORT, made("tagger"), "token-classification")
    (finding,) = of(report, "model-finding")
    assert finding.span.of(report.document.text) == "zebra" and finding.confidence > 0.8
    assert finding.message == "“tiny” marks this as wrong." and finding.severity.name == "MINOR"


def test_labels_and_threshold_are_the_profiles(made: Callable[..., Path]) -> None:
    path = made("tagger")
    assert [
        f.severity.name
        for f in of(check(SHORT, path, "token-classification", labels={"WRONG": "major"}), "model-finding")
    ] == ["MAJOR"]
    assert not of(check(SHORT, path, "token-classification", labels={"WRONG": "none"}), "model-finding")
    assert not of(check(SHORT, path, "token-classification", threshold=1.0), "model-finding")
    assert "no label “BAD”; it has OK, WRONG" in reason(
        check(SHORT, path, "token-classification", labels={"BAD": "minor"}), "model-finding"
    )


def test_a_paragraph_longer_than_a_window_is_read_to_its_end(made: Callable[..., Path]) -> None:
    text = f"{' '.join(tiny.SENTENCES[:60])} The mayor opened the zebra bridge . {' '.join(tiny.SENTENCES[60:80])}\n"
    report = check(text, made("tagger"), "token-classification", batch_size=3)
    assert words(report, "model-finding") == ["zebra"]


@pytest.mark.parametrize("text", ["", "\n", "\ud800 zebra\n", "́́\n", "```\nzebra\n```\n", "а" * 5000 + "\n", "😀" * 300])
def test_strange_texts_do_no_harm(made: Callable[..., Path], text: str) -> None:
    assert not check(text, made("tagger"), "token-classification").failures
    assert not check(text, made("causal"), "causal-lm").failures


def test_labels_that_say_nothing_must_be_explained(tmp_path: Path) -> None:
    tokenizer = tiny.wordpiece(tmp_path)
    tiny.bert("BertForTokenClassification", tokenizer, num_labels=2).save_pretrained(tmp_path)
    assert "calls its labels LABEL_0, LABEL_1; say what they mean" in reason(
        check(SHORT, tmp_path, "token-classification"), "model-finding"
    )


# Language models


@pytest.mark.parametrize(("maker", "task"), [("masked", "masked-lm"), ("causal", "causal-lm")])
def test_a_word_out_of_place_surprises(made: Callable[..., Path], maker: str, task: str) -> None:
    report = check(f"{STORY}The mayor opened the zebra .\n", made(maker), task, threshold=3.0)
    assert words(report, "surprising-word") == ["zebra"]
    assert not words(check(STORY, made(maker), task, threshold=3.0), "surprising-word")


def test_a_seam_that_had_better_be_none(tmp_path: Path) -> None:
    texts = [
        f"The {one} of the {other} opened the {third}."
        for one in tiny.NOUNS
        for other in tiny.NOUNS[:6]
        for third in tiny.NOUNS[:4]
    ]
    path = tiny.causal(tmp_path, [f"{one} {other}" for one, other in zip(texts, reversed(texts), strict=True)], 6)
    report = check(
        "The mayor. Of the bridge opened the river. The council of the school opened the mayor.\n", path, "causal-lm"
    )
    (finding,) = of(report, "surprising-seam")
    text = apply(report.document.text, finding.repairs[0].edits)
    assert text == "The mayor of the bridge opened the river. The council of the school opened the mayor.\n"
    assert finding.applicability(finding.repairs[0]) is Applicability.REVIEW


# Rewriters


PAIRS = [
    ("The mayor mayor opened the bridge.", "The old mayor opened the new bridge."),
    ("The council closed closed the school.", "The council closed the school."),
]


def test_of_a_rewrite_only_what_touches_flagged_words_becomes_a_repair(made: Callable[..., Path]) -> None:
    path = made("rewriter", PAIRS)
    text = "The mayor mayor opened the bridge. The river is long.\n"
    report = mtcheck.check(text, config=replace(deep(path, "sequence-to-sequence", threshold=0.1), min_confidence=0.1))
    (finding,) = of(report, "doubled-word")
    assert [apply(report.document.text, repair.edits) for repair in finding.repairs] == [
        "The mayor opened the bridge. The river is long.\n",
        "The old mayor opened the bridge. The river is long.\n",
    ]
    assert finding.applicability(finding.repairs[1]) is Applicability.REVIEW
    (same,) = of(
        mtcheck.check(
            "The council closed closed the school.\n", config=deep(path, "sequence-to-sequence", threshold=0.1)
        ),
        "doubled-word",
    )
    assert len(same.repairs) == 1, "an outcome is offered once"


def test_nothing_flagged_nothing_rewritten(made: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = made("rewriter", PAIRS)
    monkeypatch.setattr(transformers.T5ForConditionalGeneration, "generate", lambda *_, **__: pytest.fail("asked"))
    assert not check("The mayor opened the bridge.\n", path, "sequence-to-sequence").failures


# Judges


def test_a_classifier_gives_the_worth_of_its_labels(tmp_path: Path) -> None:
    tokenizer = tiny.wordpiece(tmp_path)
    names = {0: "bad", 1: "good"}
    tiny.bert("BertForSequenceClassification", tokenizer, num_labels=2, id2label=names, label2id={}).save_pretrained(
        tmp_path
    )
    report = check(STORY, tmp_path, "sequence-classification", labels={"good": 1.0, "bad": 0.0}, threshold=1.0)
    ((name, score),) = report.scores
    assert name == "tiny" and 0 < score < 1 and as_json.record(report)["scores"] == {"tiny": score}
    (hint,) = of(report, "low-quality-text")
    assert hint.span.start == 0 and f"gives the story {score:.2f}, less than 1" in hint.message
    assert not of(
        check(STORY, tmp_path, "sequence-classification", labels={"good": 1.0, "bad": 0.0}), "low-quality-text"
    )
    assert "`labels = { bad = 1.0, good = 0.0 }`" in reason(
        check(STORY, tmp_path, "sequence-classification"), "low-quality-text"
    )


def test_a_regression_gives_its_number(tmp_path: Path) -> None:
    tokenizer = tiny.wordpiece(tmp_path)
    tiny.bert("BertForSequenceClassification", tokenizer, num_labels=1).save_pretrained(tmp_path)
    whole, once = check(STORY, tmp_path, "sequence-classification"), check(SHORT, tmp_path, "sequence-classification")
    assert whole.scores[0][1] != once.scores[0][1] and not whole.findings
    assert "has no labels" in reason(
        check(STORY, tmp_path, "sequence-classification", labels={"good": 1.0}), "low-quality-text"
    )


# What does not fit


def test_a_model_of_another_task_is_named(made: Callable[..., Path]) -> None:
    said = reason(check(SHORT, made("masked"), "token-classification"), "model-finding")
    assert said == "“tiny” is a BertForMaskedLM, not made for token-classification; correct its task."
    assert "cannot be loaded for sequence-to-sequence" in reason(
        check("The the end.\n", _without_architecture(made("causal")), "sequence-to-sequence"), "model-rewrite"
    )


def _without_architecture(path: Path) -> Path:
    import json
    import shutil

    copy = path.with_name(f"{path.name}-bare")
    shutil.copytree(path, copy)
    config = json.loads((copy / "config.json").read_text())
    del config["architectures"]
    (copy / "config.json").write_text(json.dumps(config))
    return copy


def test_weights_of_another_task_are_noticed(made: Callable[..., Path]) -> None:
    said = reason(check(SHORT, _without_architecture(made("masked")), "token-classification"), "model-finding")
    assert "has no weights for token-classification (classifier." in said


def test_a_model_that_is_not_here_is_not_fetched(tmp_path: Path) -> None:
    assert "was never fetched" in reason(check(SHORT, "nobody/nothing-at-all", "token-classification"), "model-finding")
    (tmp_path / "config.json").write_text("{")
    assert "cannot be loaded" in reason(check(SHORT, tmp_path, "token-classification"), "model-finding")


def test_a_broken_file_of_weights_is_a_sentence(made: Callable[..., Path], tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "broken"
    shutil.copytree(made("tagger"), copy)
    (copy / "model.safetensors").write_bytes(b"nothing")
    assert "cannot be loaded for token-classification" in reason(
        check(SHORT, copy, "token-classification"), "model-finding"
    )


def test_devices_that_are_not_here_and_models_that_are_too_large(
    made: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not torch.cuda.is_available():
        assert "no GPU that torch can use" in reason(
            check(SHORT, made("tagger"), "token-classification", device="cuda"), "model-finding"
        )
    monkeypatch.setattr(memory, "free_bytes", lambda: 1000)
    assert "use a smaller model" in reason(
        check(SHORT, made("tagger"), "token-classification", seam_threshold=1), "model-finding"
    )


def test_where_memory_is_short_half_precision_is_taken(
    made: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = deep(made("tagger"), "token-classification", device="cpu").models[0]
    size = memory.weight_bytes(settings.path)
    for free, dtype in ((size * 10, torch.float32), (size, torch.bfloat16)):
        monkeypatch.setattr(memory, "free_bytes", lambda free=free: free)
        assert memory.place(torch, settings, transformers.BertConfig(dtype="float32")) == ("cpu", dtype)
    report = check(SHORT, made("tagger"), "token-classification", dtype="bfloat16")
    assert words(report, "model-finding") == ["zebra"]


def test_a_tokenizer_without_places_is_refused(made: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transformers.PreTrainedTokenizerFast, "is_fast", False)
    assert "save a fast one" in reason(
        check(SHORT, made("tagger"), "token-classification", seam_threshold=2), "model-finding"
    )


def test_a_model_that_crashes_is_a_failure_and_loses_nothing(
    made: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = deep(made("tagger"), "token-classification", seam_threshold=3)
    mtcheck.check(SHORT, config=config)

    def crash(*given: Any, **more: Any) -> None:
        raise RuntimeError("index out of range in self")

    monkeypatch.setattr(transformers.BertForTokenClassification, "forward", crash)
    report = mtcheck.check("The the zebra bridge .\n", config=config)
    assert [failure.rule for failure in report.failures] == ["model-finding"] and [
        f.rule.id for f in report.findings
    ] == ["doubled-word"]


def test_code_of_a_model_is_never_run(
    tmp_path: Path, made: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "evil"
    shutil.copytree(made("tagger"), folder)
    said = json.loads((folder / "config.json").read_text())
    names = {"AutoConfig": "evil.EvilConfig", "AutoModelForTokenClassification": "evil.Evil"}
    (folder / "config.json").write_text(json.dumps(said | {"model_type": "evil", "auto_map": names}))
    (folder / "evil.py").write_text(
        f"open({str(tmp_path / 'ran')!r}, 'w')\nprint('ran')\nclass EvilConfig: ...\nclass Evil: ...\n"
    )
    answers = io.StringIO("yes\n" * 100)
    monkeypatch.setattr("sys.stdin", answers)
    report = check(SHORT, folder, "token-classification")
    assert any(skipped.rule == "model-finding" for skipped in report.skipped)
    assert not (tmp_path / "ran").exists()
    assert answers.tell() == 0 and not capsys.readouterr().out


def test_weights_that_are_a_pickle_are_not_read(tmp_path: Path, made: Callable[..., Path]) -> None:
    folder = tmp_path / "pickled"
    shutil.copytree(made("tagger"), folder)
    model = transformers.AutoModelForTokenClassification.from_pretrained(folder)
    torch.save(model.state_dict(), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    report = check(SHORT, folder, "token-classification")
    (reason,) = {skipped.reason for skipped in report.skipped if skipped.rule == "model-finding"}
    assert "safetensors" in reason


def test_what_a_framework_prints_is_no_part_of_the_report(
    made: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def loud(*_: Any) -> Any:
        print("Loading checkpoint shards")
        return input("Continue? ")

    monkeypatch.setattr("mtcheck.reviewers.local._loaded", {})
    monkeypatch.setattr("mtcheck.reviewers.local.loading._fits", loud)
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    report = check(SHORT, made("tagger"), "token-classification")
    assert report.failures and "EOFError" in report.failures[0].error
    assert not capsys.readouterr().out
