"""Loads a model and its tokenizer, or says in a sentence why not: `load` is the way in.

Nothing is fetched unless the settings allow it.
"""

import importlib.util
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtcheck.errors import ResourceError
from mtcheck.profile.models import CAUSAL, JUDGE, MASKED, PROPOSER, REWRITER, TAGGER, WEIGHER, ModelSettings
from mtcheck.reviewers.local import adapters, gguf, memory

_CLASSES = {  # the class that loads it, and how the names of architectures made for the task end
    TAGGER: ("AutoModelForTokenClassification", ("ForTokenClassification",)),
    MASKED: ("AutoModelForMaskedLM", ("ForMaskedLM", "ForPreTraining", "WithLMHeadModel")),
    CAUSAL: ("AutoModelForCausalLM", ("ForCausalLM", "LMHeadModel")),
    REWRITER: ("AutoModelForSeq2SeqLM", ("ForConditionalGeneration", "MTModel")),
    JUDGE: ("AutoModelForSequenceClassification", ("ForSequenceClassification",)),
    WEIGHER: ("AutoModelForCausalLM", ("ForCausalLM", "LMHeadModel")),
    PROPOSER: ("AutoModelForCausalLM", ("ForCausalLM", "LMHeadModel")),
}
_CAUSAL = (CAUSAL, WEIGHER, PROPOSER)
_LONGEST = 1024  # tokens of a window: longer ones cost more than they tell


@dataclass(frozen=True)
class Loaded:
    """A model ready for use. `longest`: tokens that it takes at once.

    `width`: numbers that a token's row of its output has.
    """

    settings: ModelSettings
    model: Any
    tokenizer: Any
    torch: Any
    longest: int
    width: int

    @property
    def name(self) -> str:
        return self.settings.name

    @property
    def labels(self) -> list[str]:
        """Of a classifier, in the order of its output."""
        names = self.model.config.id2label
        return [str(names[number]) for number in range(len(names))]

    def padded(self, rows: Sequence[Sequence[int]]) -> dict[str, Any]:
        """Rows of ids as the tensors that the model takes, filled up on the right."""
        width, filler = max(map(len, rows)), self.tokenizer.pad_token_id or 0
        ids = [[*row, *[filler] * (width - len(row))] for row in rows]
        mask = [[1] * len(row) + [0] * (width - len(row)) for row in rows]
        tensor, device = self.torch.tensor, self.model.device
        return {"input_ids": tensor(ids, device=device), "attention_mask": tensor(mask, device=device)}

    def batch_size(self, tokens: int) -> int:
        """Windows of so many tokens that are run at a time."""
        return self.settings.batch_size or memory.batch_size(self.torch, self.model, tokens, self.width)


def load(settings: ModelSettings) -> Loaded:
    """Raises ResourceError when the extra or the model is absent, or the model does not fit its task or the memory."""
    is_file = Path(settings.path).suffix == ".gguf"
    needed = ("torch", "transformers", "safetensors", *(("gguf",) if is_file else ()))
    missing = [name for name in needed if importlib.util.find_spec(name) is None]
    if missing:
        raise ResourceError(
            f"The model “{settings.name}” needs {' and '.join(missing)}, which {'is' if len(missing) == 1 else 'are'}"
            " not installed; run `pip install mtcheck[models]`."
        )
    import torch
    import transformers

    if is_file:
        with _quiet(transformers):
            return _from_file(settings, torch, transformers)
    with _quiet(transformers):
        config = _part(transformers.AutoConfig, settings)
        _fits(settings, config)
        tokenizer = _part(transformers.AutoTokenizer, settings)
        if settings.task != REWRITER and not tokenizer.is_fast:
            raise ResourceError(
                f"The tokenizer of “{settings.name}” does not say where its tokens stand; save a fast one"
                " (tokenizer.json) beside the model."
            )
        device, dtype = memory.place(torch, settings, config)
        model, told = _part(
            getattr(transformers, _CLASSES[settings.task][0]),
            settings,
            dtype=dtype,
            output_loading_info=True,
            use_safetensors=True,
        )
        if told["missing_keys"]:
            absent = sorted(told["missing_keys"])[0]
            raise ResourceError(
                f"“{settings.name}” has no weights for {settings.task} ({absent} is missing); it was made for another"
                " task."
            )
        try:
            if settings.adapter:
                adapters.merge(model, Path(settings.adapter))
            model = model.to(device).eval()
        except (OSError, ValueError) as error:
            raise ResourceError(f"The adapter of “{settings.name}” cannot be used: {_first_line(error)}.") from None
        except (RuntimeError, MemoryError, AssertionError) as error:
            raise ResourceError(f"“{settings.name}” does not go onto {device}: {_first_line(error)}.") from None
    return Loaded(settings, model, tokenizer, torch, _longest(tokenizer, config), _width(settings, config))


def _from_file(settings: ModelSettings, torch: Any, transformers: Any) -> Loaded:
    """A causal model in a GGUF file."""
    if settings.task not in _CAUSAL:
        raise ResourceError(
            f"“{settings.name}” is a GGUF file, and such a file serves {', '.join(_CAUSAL[:-1])} and {_CAUSAL[-1]}"
            " alone."
        )
    try:
        file = gguf.opened(Path(settings.path))
        config = transformers.LlamaConfig(**file.config)
        tokenizer = gguf.tokenizer(file, transformers)
        device, dtype = memory.place(torch, settings, config)
        model = gguf.network(file, config, torch, transformers, dtype)
        if settings.adapter:
            adapters.merge(model, Path(settings.adapter))
        model = model.to(device).eval()
    except (OSError, ValueError, RuntimeError, MemoryError, KeyError) as error:
        raise ResourceError(
            f"The model “{settings.name}” in {settings.path} cannot be loaded: {_first_line(error)}."
        ) from None
    return Loaded(settings, model, tokenizer, torch, _longest(tokenizer, config), _width(settings, config))


def _part(auto: Any, settings: ModelSettings, **options: Any) -> Any:
    """Configuration, tokenizer or weights. Raises ResourceError when they are absent or cannot be read."""
    from pickle import UnpicklingError

    from safetensors import SafetensorError

    try:
        return auto.from_pretrained(
            settings.path, local_files_only=not settings.allow_download, trust_remote_code=False, **options
        )
    except (
        OSError,
        EOFError,
        ValueError,
        KeyError,
        TypeError,
        RuntimeError,
        ImportError,
        MemoryError,
        SafetensorError,
        UnpicklingError,
    ) as error:
        raise ResourceError(_absent(settings, error)) from None


def _absent(settings: ModelSettings, error: BaseException) -> str:
    if Path(settings.path).is_dir():
        return (
            f"The model “{settings.name}” in {settings.path} cannot be loaded for {settings.task}:"
            f" {_first_line(error)}."
        )
    if settings.allow_download:
        return f"The model “{settings.name}” cannot be fetched as {settings.path}: {_first_line(error)}."
    return (
        f"The model “{settings.name}” is not here: {settings.path} is not a folder and was never fetched. "
        "Correct its path, or say `allow_download = true` once."
    )


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__).rstrip(". :")[:200]


def _fits(settings: ModelSettings, config: Any) -> None:
    made_for = getattr(config, "architectures", None) or []
    endings = _CLASSES[settings.task][1]
    if made_for and not any(name.endswith(endings) for name in made_for):
        raise ResourceError(f"“{settings.name}” is a {made_for[0]}, not made for {settings.task}; correct its task.")


def _longest(tokenizer: Any, config: Any) -> int:
    positions = getattr(config, "max_position_embeddings", None) or getattr(config, "n_positions", None) or 512
    if positions > 2 and (positions - 2) & (positions - 3) == 0:
        positions -= 2  # RoBERTa and its kin count from 2
    return int(min(tokenizer.model_max_length, positions, _LONGEST))


def _width(settings: ModelSettings, config: Any) -> int:
    return int(config.vocab_size if settings.task in (MASKED, REWRITER, *_CAUSAL) else config.num_labels)


@contextmanager
def _quiet(transformers: Any) -> Iterator[None]:
    """Keeps the framework's bars and advice off the terminal."""
    log = transformers.utils.logging
    before, bars = log.get_verbosity(), log.is_progress_bar_enabled()
    log.set_verbosity_error()
    log.disable_progress_bar()
    try:
        yield
    finally:
        log.set_verbosity(before)
        if bars:
            log.enable_progress_bar()
