"""Low-rank changes of a model's weights (LoRA: Hu et al. 2021, https://arxiv.org/abs/2106.09685), in the files that
peft keeps them in. `merge` is the way in.
"""

import json
from pathlib import Path
from typing import Any

_BEGINS, _DOWN, _UP = "base_model.model.", ".lora_A.weight", ".lora_B.weight"


def merge(model: Any, folder: Path) -> None:
    """Adds the changes in the folder to the model's weights, which then cost nothing more than before.

    Raises OSError for absent files, ValueError for changes that are not the model's.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    about = json.loads((folder / "adapter_config.json").read_text(encoding="utf-8"))
    try:
        changes = load_file(folder / "adapter_model.safetensors")
        scale = about["lora_alpha"] / about["r"]
        for name in sorted(name for name in changes if name.endswith(_DOWN)):
            part = name.removeprefix(_BEGINS).removesuffix(_DOWN)
            weight = model.get_submodule(part).weight.data
            change = changes[f"{name.removesuffix(_DOWN)}{_UP}"].float() @ changes[name].float() * scale
            weight.copy_((weight.float() + change).to(weight.dtype))
    except (SafetensorError, AttributeError, KeyError, RuntimeError, TypeError, ZeroDivisionError) as error:
        raise ValueError(f"the adapter in {folder} is not for this model ({error})") from None
