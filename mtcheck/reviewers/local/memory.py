"""Where a model runs, in which precision, and how much of it at a time: chosen by the memory at hand, taken back when
that was too much.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from mtcheck.errors import ResourceError
from mtcheck.profile.models import ModelSettings

Row = TypeVar("Row")
Result = TypeVar("Result")
_SHARE = 0.7  # of the free memory that weights may take
_MOST = 64  # windows at a time; more gain nothing
_UNPACKED = 6  # times as large as a file with five bits a weight
_WEIGHTS = ("*.safetensors", "*.bin")


def place(torch: Any, settings: ModelSettings, config: Any) -> tuple[str, Any]:
    """(device, dtype). "auto" takes a GPU with room, and half precision there, or where the weights do not fit
    otherwise.

    Raises ResourceError when the weights fit nowhere, or the device is absent.
    """
    stored = weight_bytes(settings.path)
    halves = {2: stored, 4: stored // 2}.get(_bytes_stored(config), stored // 2)  # what they take in half precision
    device = settings.device
    if device.startswith("cuda") and not torch.cuda.is_available():
        raise ResourceError(
            f'“{settings.name}” is to run on {device}, but there is no GPU that torch can use; say `device = "auto"`.'
        )
    if device == "mps" and not torch.backends.mps.is_available():
        raise ResourceError(f'“{settings.name}” is to run on mps, but torch cannot use it here; say `device = "auto"`.')
    if device == "auto":
        device = "cpu"
        if torch.cuda.is_available() and halves < _SHARE * torch.cuda.mem_get_info()[0]:
            device = "cuda"
        elif torch.backends.mps.is_available():
            device = "mps"
    if settings.dtype != "auto":
        return device, getattr(torch, settings.dtype)
    if device.startswith("cuda"):
        return device, torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    free = free_bytes()
    if 2 * halves < _SHARE * free:
        return device, torch.float32
    if halves < _SHARE * free:
        return device, torch.bfloat16
    raise ResourceError(
        f"“{settings.name}” needs {halves / 2**30:.1f} GB of memory, and {free / 2**30:.1f} GB are free; use a smaller"
        " model."
    )


def weight_bytes(path: str) -> int:
    """Size of the weights in a folder, or of those in a GGUF file when they are unpacked; 0 where they are not here."""
    folder = Path(path)
    if folder.is_file():
        return folder.stat().st_size * _UNPACKED
    for pattern in _WEIGHTS:
        sizes = [file.stat().st_size for file in folder.glob(pattern)] if folder.is_dir() else []
        if sizes:
            return sum(sizes)
    return 0


def _bytes_stored(config: Any) -> int:
    stored = str(getattr(config, "dtype", None) or getattr(config, "torch_dtype", None) or "float32")
    return 2 if stored.endswith("16") else 4


def free_bytes() -> int:
    """Memory that a process may still take; 8 GB where the system does not say."""
    try:
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES")
    except (OSError, ValueError, AttributeError):
        return 8 * 2**30


def batch_size(torch: Any, model: Any, tokens: int, width: int) -> int:
    """Windows of so many tokens, each with a row of `width` numbers in the output, that half the free memory holds."""
    free = torch.cuda.mem_get_info(model.device)[0] if model.device.type == "cuda" else free_bytes()
    hidden = getattr(model.config, "hidden_size", 1024) * getattr(model.config, "num_hidden_layers", 24)
    each = 4 * max(1, tokens) * (3 * width + 8 * hidden)
    return int(max(1, min(_MOST, free // 2 // each)))


def in_batches(
    rows: Sequence[Row],
    length: Callable[[Row], int],
    size: Callable[[int], int],
    run: Callable[[list[Row]], list[Result]],
) -> list[Result]:
    """A result for each row, in order. Rows of like length are run together, `size` of them for the longest; half as
    many where memory runs out.

    Raises ResourceError when a single row is too much.
    """
    order = sorted(
        range(len(rows)), key=lambda number: -length(rows[number])
    )  # the longest first: what fits then fits later
    results: dict[int, Result] = {}
    most = len(rows)
    while order:
        part = order[: max(1, min(most, size(length(rows[order[0]]))))]
        try:
            results.update(zip(part, run([rows[number] for number in part]), strict=True))
        except (MemoryError, RuntimeError) as error:
            if not _is_out_of_memory(error):
                raise
            if len(part) == 1:
                raise ResourceError(
                    "The memory does not hold a single passage of the story; use a smaller model or another device."
                ) from None
            most = len(part) // 2
            continue
        order = order[len(part) :]
    return [results[number] for number in range(len(rows))]


def _is_out_of_memory(error: BaseException) -> bool:
    return (
        isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError" or "allocate memory" in str(error)
    )
