"""From the shipped int8 file back to a network that can be trained on: `restored` is the way in. What rounding took away, training gives back."""

from pathlib import Path
from typing import Any

import torch
from transformers import BertConfig, BertModel

from mtcheck.errors import ResourceError
from mtcheck.training.network import Network

_LAYER: dict[str, Any] = {"hidden_act": "gelu", "vocab_size": 30522}


def restored(model: Path) -> Network:
    """The network in an ONNX file that `mtcheck.training.export` wrote. Raises ResourceError when it is another kind of file."""
    import onnx
    from onnx import numpy_helper

    try:
        graph = onnx.load(str(model)).graph
        arrays = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        state = dict(_weights(graph, arrays))
    except (OSError, KeyError, ValueError) as error:
        raise ResourceError(f"{model} is no model that mtcheck has made ({error!r}); begin with another.") from None
    size = state["shapes.weight"].shape[1]
    layers = 1 + max(int(name.split(".")[3]) for name in state if name.startswith("encoder.encoder.layer."))
    config = BertConfig(
        **_LAYER, hidden_size=size, num_hidden_layers=layers, num_attention_heads=12, intermediate_size=4 * size,
        max_position_embeddings=state["encoder.embeddings.position_embeddings.weight"].shape[0],
    )  # fmt: skip
    network = Network(BertModel(config, add_pooling_layer=False))
    missing = set(dict(network.named_parameters())) - set(state)
    if missing:
        raise ResourceError(f"{model} lacks {', '.join(sorted(missing)[:3])}; it was made by another version of mtcheck.")
    network.load_state_dict(state, strict=False)
    return network


def _weights(graph: Any, arrays: dict[str, Any]) -> Any:
    """(name, tensor) of every parameter; int8 ones are multiplied out again."""
    for name, array in arrays.items():
        if name.startswith(("encoder.", "shapes.", "word.", "gap.", "text.")):
            if name.endswith("_quantized"):
                plain = name.removesuffix("_quantized")
                if plain.endswith("embeddings.weight") or plain == "shapes.weight":
                    yield plain, _multiplied(arrays, plain)
            elif name.endswith((".bias", ".weight")):
                yield name, torch.from_numpy(array.copy())
    for node in graph.node:
        if node.op_type != "MatMulInteger" or not node.input[1].endswith("_quantized"):
            continue
        parts = node.name.strip("/").split("/")[:-1]
        module = ".".join(parts) if parts[0] == "encoder" else parts[-1]
        yield f"{module}.weight", _multiplied(arrays, node.input[1].removesuffix("_quantized")).T.contiguous()


def _multiplied(arrays: dict[str, Any], name: str) -> torch.Tensor:
    values = torch.from_numpy(arrays[f"{name}_quantized"].astype("float32"))
    zero = torch.from_numpy(arrays[f"{name}_zero_point"].astype("float32"))
    return (values - zero) * torch.from_numpy(arrays[f"{name}_scale"].copy())
