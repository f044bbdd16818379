"""Reads a language model from a GGUF file: its header, its weights and its tokenizer. `opened` is the way in; `network`
and `tokenizer` make what transformers uses.

Only what small Llama-like models need (F32, F16, Q8_0, Q4_0, Q4_1; byte-level BPE), and quicker than transformers' own
way, which takes half a minute and three more packages for the same file. The format:
https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

import json
import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"GGUF"
_NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _LIST = 8, 9
_F32, _F16, _Q4_0, _Q4_1, _Q8_0 = 0, 1, 2, 3, 8
_BLOCK = 32  # weights that share a scale
_BYTES = {_Q4_0: 2 + 16, _Q4_1: 4 + 16, _Q8_0: 2 + 32}  # of a block
_CONTROL, _OF_USER = 3, 4  # token types that are no text
_LARGEST = 1 << 31  # of a list or a string: a damaged file must not ask for more
_PARTS = {
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}
_WHOLE = {
    "token_embd.weight": "model.embed_tokens.weight",
    "output_norm.weight": "model.norm.weight",
    "output.weight": "lm_head.weight",
}


class _Tensor:
    """Where a tensor lies in the file, `shape` as numpy has it."""

    def __init__(self, shape: tuple[int, ...], kind: int, start: int) -> None:
        self.shape, self.kind, self.start = shape, kind, start


@dataclass(frozen=True)
class Model:
    """An open file. `said`: the values of its header, by key."""

    said: dict[str, Any]
    _data: Any
    _tensors: dict[str, _Tensor]

    def number(self, key: str) -> Any:
        """A value of the architecture's own. Raises ValueError where it is absent."""
        value = self.said.get(f"{self.said.get('general.architecture')}.{key}")
        if not isinstance(value, int | float):
            raise ValueError(f"its header says nothing of {key}")
        return value

    @cached_property
    def config(self) -> dict[str, Any]:
        """What `LlamaConfig` takes. Raises ValueError for another architecture."""
        if self.said.get("general.architecture") != "llama":
            raise ValueError(
                f"it holds a {self.said.get('general.architecture')}, and only a llama can be read from a GGUF file"
            )
        return {
            "hidden_size": self.number("embedding_length"),
            "intermediate_size": self.number("feed_forward_length"),
            "num_hidden_layers": self.number("block_count"),
            "num_attention_heads": self.number("attention.head_count"),
            "num_key_value_heads": self.number("attention.head_count_kv"),
            "max_position_embeddings": self.number("context_length"),
            "rms_norm_eps": self.number("attention.layer_norm_rms_epsilon"),
            "rope_theta": self.number("rope.freq_base"),
            "vocab_size": len(self.said["tokenizer.ggml.tokens"]),
            "tie_word_embeddings": "output.weight" not in self._tensors,
            "bos_token_id": self.said.get("tokenizer.ggml.bos_token_id"),
            "eos_token_id": self.said.get("tokenizer.ggml.eos_token_id"),
        }

    def weights(self) -> Iterator[tuple[str, NDArray[np.float32]]]:
        """Each tensor, under the name that transformers has for it. Raises ValueError for one that it cannot read."""
        heads = {"attn_q": self.number("attention.head_count"), "attn_k": self.number("attention.head_count_kv")}
        for name, tensor in self._tensors.items():
            values = _values(self._data, tensor)
            if name in _WHOLE:
                yield _WHOLE[name], values
                continue
            _, layer, part, _ = name.split(".")
            yield (
                f"model.layers.{layer}.{_PARTS[part]}.weight",
                _halves(values, heads[part]) if part in heads else values,
            )


def opened(path: Path) -> Model:
    """The file with its header read. Raises OSError, or ValueError for one that is no GGUF file or damaged."""
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if data[:4] != _MAGIC:
        raise ValueError("it is no GGUF file")
    try:
        return _opened(data)
    except (struct.error, KeyError, OverflowError) as error:
        raise ValueError(f"the file is damaged ({error})") from None


def _opened(data: mmap.mmap) -> Model:
    reading = _Reading(data)
    reading.at = 8  # magic and version
    tensors, keys = reading.number("Q"), reading.number("Q")
    said = {}
    for _ in range(keys):
        key = reading.string()
        said[key] = reading.value(reading.number("I"))
    found = {}
    for _ in range(tensors):
        name = reading.string()
        shape = tuple(reading.number("Q") for _ in range(reading.number("I")))[::-1]
        found[name] = _Tensor(shape, reading.number("I"), reading.number("Q"))
    align = said.get("general.alignment", 32)
    begin = -(-reading.at // align) * align
    for tensor in found.values():
        tensor.start += begin
    return Model(said, data, found)


class _Reading:
    """Values one after the other, from `at` on."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self.at = 0

    def number(self, form: str) -> Any:
        (value,) = struct.unpack_from(f"<{form}", self._data, self.at)
        self.at += struct.calcsize(f"<{form}")
        return value

    def string(self) -> str:
        length = self._length()
        self.at += length
        return self._data[self.at - length : self.at].decode("utf-8", "replace")

    def value(self, kind: int) -> Any:
        if kind == _STRING:
            return self.string()
        if kind != _LIST:
            return self.number(_NUMBERS[kind])
        kind, length = self.number("I"), self._length()
        return [self.value(kind) for _ in range(length)]

    def _length(self) -> int:
        length: int = self.number("Q")
        if length > min(_LARGEST, len(self._data) - self.at):
            raise ValueError("the file is damaged (a length is beyond its end)")
        return length


def _values(data: mmap.mmap, tensor: _Tensor) -> NDArray[np.float32]:
    count = prod(tensor.shape)
    if tensor.kind in (_F32, _F16):
        kind = np.float32 if tensor.kind == _F32 else np.float16
        return np.frombuffer(data, kind, count, tensor.start).astype(np.float32).reshape(tensor.shape)
    if tensor.kind not in _BYTES or count % _BLOCK:
        raise ValueError(
            f"its weights are of the kind {tensor.kind}; those of F32, F16, Q8_0, Q4_0 and Q4_1 can be read"
        )
    size = _BYTES[tensor.kind]
    blocks = np.frombuffer(data, np.uint8, count // _BLOCK * size, tensor.start).reshape(-1, size)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    if tensor.kind == _Q8_0:
        return (blocks[:, 2:].view(np.int8) * scale).reshape(tensor.shape)
    pairs = blocks[:, -16:]
    wide = np.concatenate([pairs & 15, pairs >> 4], axis=1).astype(np.float32)
    if tensor.kind == _Q4_0:
        return ((wide - 8) * scale).reshape(tensor.shape)
    return (wide * scale + blocks[:, 2:4].copy().view(np.float16).astype(np.float32)).reshape(tensor.shape)


def _halves(weights: NDArray[np.float32], heads: int) -> NDArray[np.float32]:
    """Rows of queries and keys in the order of transformers: GGUF has the two that are turned together side by side."""
    rows = weights.shape[0] // heads // 2
    return weights.reshape(heads, rows, 2, -1).swapaxes(1, 2).reshape(weights.shape)


def tokenizer(model: Model, transformers: Any) -> Any:
    """A fast tokenizer. Raises ValueError for one that is no byte-level BPE."""
    from tokenizers import Tokenizer

    said = model.said
    if said.get("tokenizer.ggml.model") != "gpt2":
        raise ValueError("its tokenizer is no byte-level BPE")
    words = said["tokenizer.ggml.tokens"]
    special = [
        {
            "id": number,
            "content": word,
            "special": kind == _CONTROL,
            "single_word": False,
            "lstrip": False,
            "rstrip": False,
            "normalized": False,
        }
        for number, (word, kind) in enumerate(zip(words, said["tokenizer.ggml.token_type"], strict=True))
        if kind in (_CONTROL, _OF_USER)
    ]
    bytes_ = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": True}
    split = [{"type": "Digits", "individual_digits": True}] if said.get("tokenizer.ggml.pre") == "smollm" else []
    whole = {
        "version": "1.0",
        "added_tokens": special,
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [*split, bytes_]},
        "decoder": bytes_,
        "model": {
            "type": "BPE",
            "vocab": {word: number for number, word in enumerate(words)},
            "merges": said["tokenizer.ggml.merges"],
        },
    }
    marks = {
        f"{name}_token": words[at]
        for name, key in (("bos", "bos"), ("eos", "eos"), ("unk", "unknown"), ("pad", "padding"))
        if (at := said.get(f"tokenizer.ggml.{key}_token_id")) is not None
    }
    return transformers.PreTrainedTokenizerFast(tokenizer_object=Tokenizer.from_str(json.dumps(whole)), **marks)


def network(model: Model, config: Any, torch: Any, transformers: Any, dtype: Any) -> Any:
    """The model with its weights, in a precision. Raises ValueError for weights that are absent or do not fit."""
    with torch.device("meta"):
        made = transformers.LlamaForCausalLM(config)
    state = {name: torch.from_numpy(np.ascontiguousarray(values)).to(dtype) for name, values in model.weights()}
    if config.tie_word_embeddings:
        state["lm_head.weight"] = state["model.embed_tokens.weight"]
    try:
        made.load_state_dict(state, assign=True)
    except RuntimeError as error:
        raise ValueError(str(error)) from None
    made.tie_weights()
    made.model.rotary_emb = type(made.model.rotary_emb)(config)  # its frequencies are computed, not stored
    return made
