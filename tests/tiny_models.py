"""Tiny models that the tests build themselves: a few thousand weights, made in a second, some trained until they do
something sensible.

Imported only where torch and transformers are installed.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import torch
import transformers
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

SMALL = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
NOUNS = "mayor council river bridge school market harbour museum village farmer".split()
VERBS = "opened closed visited praised crossed repaired mentioned watched".split()
SENTENCES = [f"The {one} {verb} the {other} ." for one in NOUNS for verb in VERBS for other in NOUNS if one != other]


def wordpiece(folder: Path, texts: Iterable[str] = SENTENCES, extra: Sequence[str] = ()) -> Any:
    """A BERT-like tokenizer trained on the texts, saved."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.train_from_iterator([*texts, *extra], trainers.WordPieceTrainer(vocab_size=400, special_tokens=SPECIAL))
    ends = [(token, tokenizer.token_to_id(token)) for token in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B [SEP]", special_tokens=ends
    )
    names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token", "mask_token"), SPECIAL, strict=True))
    fast = transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer, **names, model_max_length=64)
    fast.save_pretrained(folder)
    return fast


def byte_pairs(
    folder: Path, texts: Iterable[str] = SENTENCES, *, begins: bool = True, marks: Sequence[str] = ()
) -> Any:
    """A GPT-like tokenizer trained on the texts, saved; it ends what it is given with </s> unless it begins
    with <s>. `marks`: tokens of their own.
    """
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(
        texts,
        trainers.BpeTrainer(vocab_size=500, special_tokens=["<pad>", "<s>", "</s>", *marks], initial_alphabet=alphabet),
    )
    if begins:
        tokenizer.post_processor = processors.ByteLevel(trim_offsets=True)
    else:
        tokenizer.post_processor = processors.TemplateProcessing(
            single="$A </s>", special_tokens=[("</s>", tokenizer.token_to_id("</s>"))]
        )
    fast = transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="<pad>",
        bos_token="<s>" if begins else None,
        eos_token="</s>",
        model_max_length=64,
    )
    fast.save_pretrained(folder)
    return fast


def trained(model: Any, batches: Iterable[dict[str, Any]], rate: float = 3e-3) -> Any:
    """The model after a step on each batch."""
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate)
    model.train()
    for batch in batches:
        optimiser.zero_grad()
        model(**batch).loss.backward()
        optimiser.step()
    return model.eval()


def bert(kind: str, tokenizer: Any, **options: Any) -> Any:
    """A BERT of a kind, such as BertForTokenClassification, with random weights that are always the same."""
    torch.manual_seed(1)
    config = transformers.BertConfig(
        vocab_size=len(tokenizer), max_position_embeddings=64, pad_token_id=0, **SMALL, **options
    )
    return getattr(transformers, kind)(config)


def tagger(folder: Path, wrong: str = "zebra", labels: Sequence[str] = ("OK", "WRONG")) -> Path:
    """A tagger that has learnt that one word is wrong."""
    texts = [
        sentence.replace(" the ", f" the {wrong} ", 1) if number % 2 else sentence
        for number, sentence in enumerate(SENTENCES[:640:5])
    ]
    tokenizer = wordpiece(folder, texts)
    model = bert(
        "BertForTokenClassification", tokenizer, num_labels=len(labels), id2label=dict(enumerate(labels)), label2id={}
    )
    given = tokenizer(texts, padding=True, return_tensors="pt")
    bad = set(tokenizer(wrong, add_special_tokens=False)["input_ids"])
    given["labels"] = torch.tensor([[int(token in bad) for token in row] for row in given["input_ids"].tolist()])
    trained(model, _cut(given, 32, 10)).save_pretrained(folder)
    return folder


def masked(folder: Path, epochs: int = 3) -> Path:
    """A masked language model of the sentences above."""
    tokenizer = wordpiece(folder, extra=["zebra zebra zebra"])
    model = bert("BertForMaskedLM", tokenizer)
    given = tokenizer(SENTENCES, padding=True, return_tensors="pt")
    torch.manual_seed(2)
    batches = []
    for batch in _cut(given, 60, epochs):
        hide = (torch.rand(batch["input_ids"].shape) < 0.25) & (batch["input_ids"] > 4)
        batch["labels"] = torch.where(hide, batch["input_ids"], -100)
        batch["input_ids"] = torch.where(hide, 4, batch["input_ids"])
        batches.append(batch)
    trained(model, batches).save_pretrained(folder)
    return folder


def causal(folder: Path, texts: Sequence[str] = SENTENCES, epochs: int = 3) -> Path:
    """A causal language model of the texts."""
    tokenizer = byte_pairs(folder, texts)
    torch.manual_seed(1)
    config = transformers.GPT2Config(
        vocab_size=len(tokenizer),
        n_positions=64,
        n_embd=32,
        n_layer=2,
        n_head=2,
        bos_token_id=1,
        eos_token_id=2,
        pad_token_id=0,
    )
    model = transformers.GPT2LMHeadModel(config)
    given = tokenizer(["<s>" + text for text in texts], padding=True, return_tensors="pt")
    given["labels"] = torch.where(given["attention_mask"] == 1, given["input_ids"], -100)
    trained(model, _cut(given, 60, epochs)).save_pretrained(folder)
    return folder


def rewriter(folder: Path, pairs: Sequence[tuple[str, str]], steps: int = 90) -> Path:
    """A T5 that has learnt the pairs by heart."""
    tokenizer = byte_pairs(folder, [text for pair in pairs for text in pair], begins=False)
    torch.manual_seed(1)
    config = transformers.T5Config(
        vocab_size=len(tokenizer), d_model=32, d_kv=16, d_ff=64, num_layers=2, num_heads=2, dropout_rate=0.0,
        pad_token_id=0, eos_token_id=2, decoder_start_token_id=0,
    )  # fmt: skip
    model = transformers.T5ForConditionalGeneration(config)
    given = tokenizer([source for source, _ in pairs], padding=True, return_tensors="pt")
    wanted = tokenizer([target for _, target in pairs], padding=True, return_tensors="pt")["input_ids"]
    given["labels"] = torch.where(wanted == 0, -100, wanted)
    trained(model, [given] * steps, 1e-2).save_pretrained(folder)
    return folder


def proposer(folder: Path, answers: Sequence[tuple[str, str, str]], steps: int = 60) -> Path:
    """A Llama that has learnt (line, place, answer) by heart; all its answers count as quite sure."""
    marks = ("<|im_start|>", "<|im_end|>", "<file_sep>", "<|endoftext|>")
    begin, place, answer, end = marks
    texts = [f"{begin}{line}{place} {old}{answer} {new}{end}" for line, old, new in answers]
    tokenizer = byte_pairs(folder, texts, marks=marks)
    torch.manual_seed(1)
    config = transformers.LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2,
        max_position_embeddings=128, bos_token_id=1, eos_token_id=2, pad_token_id=0,
    )  # fmt: skip
    model = transformers.LlamaForCausalLM(config)
    given = tokenizer(texts, padding=True, return_tensors="pt")
    given["labels"] = torch.where(given["attention_mask"] == 1, given["input_ids"], -100)
    given.pop("token_type_ids", None)
    trained(model, [given] * steps, 1e-2).save_pretrained(folder)
    repairs = {"share": 0.3, "change": 0.3, "finding": 0.5, "rank": -1.0, "words": 0.0, "constant": 0.0}
    (folder / "about.json").write_text(json.dumps({"repairs": repairs}), encoding="utf-8")
    return folder


def _cut(given: Any, size: int, epochs: int) -> list[dict[str, Any]]:
    generator = torch.Generator().manual_seed(3)
    batches = []
    for _ in range(epochs):
        order = torch.randperm(len(given["input_ids"]), generator=generator)
        batches += [
            {key: value[order[at : at + size]] for key, value in given.items() if key != "token_type_ids"}
            for at in range(0, len(order), size)
        ]
    return batches
