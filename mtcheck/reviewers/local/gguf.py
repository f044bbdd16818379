"""Reads a language model from a GGUF file by the package `gguf`: `opened` is the way in; `network` and `tokenizer` make
what transformers uses.

Only Llama-like models with a byte-level BPE, and quicker than transformers' own way, which takes half a minute for the
same file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_CONTROL, _OF_USER = 3, 4  # token types that are no text
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


@dataclass(frozen=True)
class Model:
    """An open file. `said`: the values of its header, by key. `tensors`: as the package gives them, by name."""

    said: dict[str, Any]
    tensors: dict[str, Any]

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
            "tie_word_embeddings": "output.weight" not in self.tensors,
            "bos_token_id": self.said.get("tokenizer.ggml.bos_token_id"),
            "eos_token_id": self.said.get("tokenizer.ggml.eos_token_id"),
        }

    def weights(self) -> Iterator[tuple[str, NDArray[np.float32]]]:
        """Each tensor, under the name that transformers has for it. Raises ValueError for one that it cannot read."""
        from gguf import dequantize

        heads = {"attn_q": self.number("attention.head_count"), "attn_k": self.number("attention.head_count_kv")}
        for name, tensor in self.tensors.items():
            try:
                values = np.require(dequantize(tensor.data, tensor.tensor_type), requirements=["C", "W"])
            except NotImplementedError as error:
                raise ValueError(f"its weights cannot be read ({error})") from None
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
    from gguf import GGUFReader

    try:
        reader = GGUFReader(path)
        said = {name: field.contents() for name, field in reader.fields.items()}
    except (IndexError, KeyError, OverflowError, MemoryError, TypeError) as error:
        raise ValueError(f"the file is damaged ({error})") from None
    return Model(said, {tensor.name: tensor for tensor in reader.tensors})


def _halves(weights: NDArray[np.float32], heads: int) -> NDArray[np.float32]:
    """Rows of queries and keys in the order of transformers: GGUF has the two that are turned together side by side."""
    rows = weights.shape[0] // heads // 2
    return weights.reshape(heads, rows, 2, -1).swapaxes(1, 2).reshape(weights.shape)


def tokenizer(model: Model, transformers: Any) -> Any:
    """A fast tokenizer. Raises ValueError for one that is no byte-level BPE."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

    said = model.said
    if said.get("tokenizer.ggml.model") != "gpt2":
        raise ValueError("its tokenizer is no byte-level BPE")
    words = said["tokenizer.ggml.tokens"]
    merges = [tuple(merge.split(" ")) for merge in said["tokenizer.ggml.merges"]]
    made = Tokenizer(models.BPE({word: number for number, word in enumerate(words)}, merges))
    split = [pre_tokenizers.Digits(individual_digits=True)] if said.get("tokenizer.ggml.pre") == "smollm" else []
    made.pre_tokenizer = pre_tokenizers.Sequence([*split, pre_tokenizers.ByteLevel(add_prefix_space=False)])
    made.decoder = decoders.ByteLevel()
    kinds = zip(words, said["tokenizer.ggml.token_type"], strict=True)
    made.add_tokens(
        [
            AddedToken(word, special=kind == _CONTROL, normalized=False)
            for word, kind in kinds
            if kind in (_CONTROL, _OF_USER)
        ]
    )
    marks = {
        f"{name}_token": words[at]
        for name, key in (("bos", "bos"), ("eos", "eos"), ("unk", "unknown"), ("pad", "padding"))
        if (at := said.get(f"tokenizer.ggml.{key}_token_id")) is not None
    }
    return transformers.PreTrainedTokenizerFast(tokenizer_object=made, **marks)


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
