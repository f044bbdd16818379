"""From an int8 file back to weights that can be trained on: `restored` for what mtcheck ships, `dequantised` for any.

What rounding took, training gives back.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch

from mtcheck.errors import ResourceError
from mtcheck.tagger.embeddings import Embeddings
from mtcheck.training.network import Network

Weights = dict[str, torch.Tensor]


def restored(folder: Path) -> Network:
    """The network in a folder that `mtcheck.training.export` wrote.

    Raises ResourceError when it holds another kind of file.
    """
    model = folder / "model.onnx"
    try:
        state = dequantised(model)
        table = Embeddings.load(folder)
    except (OSError, KeyError, ValueError) as error:
        raise ResourceError(f"{model} is no model that mtcheck has made ({error!r}); begin with another.") from None
    word_embeddings = torch.from_numpy(table.rows(np.arange(len(table))).copy())
    state["encoder.embeddings.word_embeddings.weight"] = word_embeddings
    encoder = encoder_of(state)
    if encoder is None:
        raise ResourceError(f"{model} is no model that mtcheck has made (no encoder in it); begin with another.")
    network = Network(encoder)
    missing = set(dict(network.named_parameters())) - set(state)
    if missing:
        raise ResourceError(
            f"{model} lacks {', '.join(sorted(missing)[:3])}; it was made by another version of mtcheck."
        )
    network.load_state_dict(state, strict=False)
    return network


def encoder_of(state: Weights) -> Any:
    """An encoder, MPNet or DistilBERT, of the sizes that a network's parameters have; None where there is none.

    Its own weights are not read from the state.
    """
    from transformers import DistilBertConfig, DistilBertModel, MPNetConfig, MPNetModel

    pieces, size = state["encoder.embeddings.word_embeddings.weight"].shape
    layers = {
        name.split("layer.")[1].split(".")[0] for name in state if name.startswith("encoder.") and "layer." in name
    }
    if not layers:
        return None
    if "encoder.encoder.relative_attention_bias.weight" in state:
        config = MPNetConfig(
            vocab_size=pieces,
            hidden_size=size,
            intermediate_size=4 * size,
            num_hidden_layers=len(layers),
            num_attention_heads=size // 64,
            max_position_embeddings=len(state["encoder.embeddings.position_embeddings.weight"]),
            layer_norm_eps=1e-5,
        )
        return MPNetModel(config, add_pooling_layer=False)
    return DistilBertModel(
        DistilBertConfig(vocab_size=pieces, dim=size, hidden_dim=4 * size, n_layers=len(layers), n_heads=size // 64)
    )


def dequantised(model: Path) -> Weights:
    """Every parameter of an ONNX file by its name in PyTorch, int8 ones multiplied out.

    A weight is named after the module that multiplies by it.
    """
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(model)).graph
    arrays = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    return dict(_named(graph, arrays))


def _named(graph: Any, arrays: dict[str, Any]) -> Iterator[tuple[str, torch.Tensor]]:
    plain = {node.output[0]: node.input[0] for node in graph.node if node.op_type == "DequantizeLinear"}
    for name, array in arrays.items():
        if name.endswith((".bias", ".weight")):
            yield name, torch.from_numpy(array.copy())
        elif name.endswith(".weight_quantized"):
            yield name.removesuffix("_quantized"), _multiplied(arrays, name)
    for node in graph.node:
        if node.op_type not in ("MatMul", "MatMulInteger"):
            continue
        factor = plain.get(node.input[1], node.input[1])
        module = ".".join(node.name.strip("/").split("/")[:-1])
        if factor in arrays:
            whole = (
                _multiplied(arrays, factor)
                if factor.endswith("_quantized")
                else torch.from_numpy(arrays[factor].copy())
            )
            yield f"{_module(module)}.weight", whole.T.contiguous()


def _module(name: str) -> str:
    """ "word.1" for "word.word.1": PyTorch's exporter names a member of a sequence twice."""
    parts = name.split(".")
    return ".".join(parts[1:]) if len(parts) > 2 and parts[0] == parts[1] and parts[2].isdigit() else name


def _multiplied(arrays: dict[str, Any], name: str) -> torch.Tensor:
    stem = name.removesuffix("_quantized")
    values = torch.from_numpy(arrays[name].astype("float32"))
    zero = torch.from_numpy(np.asarray(arrays[f"{stem}_zero_point"]).astype("float32"))
    return (values - zero) * torch.from_numpy(np.array(arrays[f"{stem}_scale"]))
