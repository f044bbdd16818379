"""What a profile's `[[models]]` tables say: `KEYS` reads each value, `complete` makes the settings of one model."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mtcheck.errors import ConfigError
from mtcheck.profile import values

TAGGER, MASKED, CAUSAL, REWRITER, JUDGE, WEIGHER, PROPOSER = TASKS = (
    "token-classification",
    "masked-lm",
    "causal-lm",
    "sequence-to-sequence",
    "sequence-classification",
    "repair-judge",
    "repair-proposer",
)
_THRESHOLDS = {TAGGER: 0.5, MASKED: 4.0, CAUSAL: 4.0, REWRITER: 0.5, JUDGE: None, WEIGHER: None, PROPOSER: None}
_PROBABLE = (TAGGER, REWRITER)  # their threshold is a probability


@dataclass(frozen=True)
class ModelSettings:
    """A model of the user. `path`: a folder, a GGUF file, or a name on the hub. `batch_size`: texts at a time, 0 for as
    many as memory allows.

    `adapter`: a folder with low-rank changes of the weights (LoRA, as peft keeps them), or nothing.

    `threshold`: for a tagger the least probability of a label; for a language model how many standard deviations above
    the story's own words a surprise must be; for a rewriter the confidence of its repairs; for a judge the least score
    that is good, in its own units (None: any). `seam_threshold`: bits that a join must gain. `labels`: for a tagger a
    severity (or "none") by label, for a judge a worth from 0 to 1.
    """

    path: str
    task: str
    name: str = ""
    threshold: float | None = None
    seam_threshold: float = 8.0
    labels: tuple[tuple[str, str | float], ...] = ()
    prompt: str = "{text}"
    adapter: str = ""
    device: str = "auto"
    dtype: str = "auto"
    batch_size: int = 0
    allow_download: bool = False


def _labels(value: Any) -> tuple[tuple[str, str | float], ...]:
    if not isinstance(value, dict) or not value:
        raise ValueError(
            'must be a table of labels, like { WRONG = "major" } for a tagger or { GOOD = 1.0, BAD = 0.0 } for a judge'
        )
    return tuple(value.items())


def _device(value: Any) -> str:
    if not isinstance(value, str) or not (
        value in ("auto", "cpu", "cuda", "mps") or (value.startswith("cuda:") and value[5:].isdecimal())
    ):
        raise ValueError('must be "auto", "cpu", "cuda", "cuda:NUMBER" or "mps"')
    return value


def _prompt(value: Any) -> str:
    if not isinstance(value, str) or value.count("{text}") != 1:
        raise ValueError('must hold {text} once, as in "grammar: {text}"')
    return value


KEYS: Mapping[str, Callable[[Any], Any]] = {
    "path": values.text,
    "task": values.one_of(TASKS),
    "name": values.text,
    "threshold": values.number(-1e6, 1e6),
    "seam_threshold": values.number(0, 1e6),
    "labels": _labels,
    "prompt": _prompt,
    "adapter": values.text,
    "device": _device,
    "dtype": values.one_of(("auto", "float32", "float16", "bfloat16")),
    "batch_size": values.count(0, 4096),
    "allow_download": values.flag,
}


def complete(read: dict[str, Any], where: str, folder: Path) -> ModelSettings:
    """The settings of one table; a path that is a folder or a file beside the profile is taken from there.

    Raises ConfigError for what is missing or does not fit.
    """
    missing = [key for key in ("path", "task") if key not in read]
    if missing:
        raise ConfigError(f"{where} has no “{missing[0]}”; a model needs a path and a task.")
    settings = ModelSettings(**read)
    settings = replace(settings, path=_beside(settings.path, folder), adapter=_beside(settings.adapter, folder))
    threshold = _THRESHOLDS[settings.task] if settings.threshold is None else settings.threshold
    if settings.task in _PROBABLE and threshold is not None and not 0 <= threshold <= 1:
        raise ConfigError(
            f"{where}: “threshold” must be a probability from 0 to 1 for {settings.task}, not {threshold:g}."
        )
    for label, value in settings.labels:
        _check_label(settings.task, label, value, where)
    return replace(settings, name=settings.name or Path(settings.path).name, threshold=threshold)


def _beside(path: str, folder: Path) -> str:
    """The path as it is taken from the folder, if there is something."""
    beside = folder / Path(path).expanduser()
    return str(beside) if path and (beside.is_dir() or beside.is_file()) else path


def _check_label(task: str, label: str, value: str | float, where: str) -> None:
    reading: Callable[[Any], Any]
    if task == TAGGER:
        reading = values.one_of(("none", "neutral", "minor", "major", "critical"))
    elif task == JUDGE:
        reading = values.probability
    else:
        raise ConfigError(f"{where}: “labels” are for {TAGGER} and {JUDGE}, not for {task}.")
    try:
        reading(value)
    except ValueError as error:
        raise ConfigError(f"{where}, labels: “{label}” {error}, not {value!r}.") from None
