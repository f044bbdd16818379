"""From a trained network to the files that run without PyTorch: ONNX, then int8.

`export` writes the folder that `mtcheck.tagger.runtime` opens.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import torch

from mtcheck.tagger.embeddings import Embeddings
from mtcheck.tagger.labels import EDITS, FAMILIES, INSERTIONS
from mtcheck.training.network import Network

INPUTS = ("embedded", "shapes", "mask", "first", "last")
OUTPUTS = ("words", "gaps", "translated", "wanted")


def export(network: Network, tokenizer: Any, folder: Path, about: dict[str, Any], *, quantised: bool = True) -> Path:
    """Writes model.onnx, embeddings.npy, scales.npy, tokenizer.json and about.json into the folder, which is made;
    gives back the model's path.
    """
    folder.mkdir(parents=True, exist_ok=True)
    full = folder / "full.onnx"
    network.eval()
    size = network.embeddings.shape[1]
    example = (torch.zeros((2, 9, size)), *(torch.ones((2, length), dtype=torch.int64) for length in (9, 9, 5, 5)))
    axes = {
        **{name: {0: "texts", 1: "pieces"} for name in INPUTS[:3]},
        **{name: {0: "texts", 1: "words"} for name in INPUTS[3:]},
    }
    axes |= {
        "words": {0: "texts", 1: "words"},
        "gaps": {0: "texts", 1: "gaps"},
        "translated": {0: "texts"},
        "wanted": {0: "texts", 1: "words"},
    }
    with torch.no_grad():
        torch.onnx.export(
            network,
            example,
            str(full),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
    model = folder / "model.onnx"
    if quantised:
        _quantise(full, model)
        full.unlink()
    else:
        full.replace(model)
    Embeddings.quantised(network.embeddings.detach().numpy()).save(folder)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    labels = {"families": FAMILIES, "edits": EDITS, "insertions": INSERTIONS}
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    (folder / "about.json").write_text(
        json.dumps({**about, "labels": labels, "sha256": digest}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    return model


def _quantise(full: Path, model: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        str(full),
        str(model),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )
