"""Models of the user, through transformers: `reviewers` makes one of each `[[models]]` table; its weights are loaded when a story needs them."""

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from importlib import import_module

from mtcheck.core import Finding, Report
from mtcheck.errors import ResourceError
from mtcheck.profile.above import QUALITY, REWRITE, SEAM, TAGGED, WORD
from mtcheck.profile.models import CAUSAL, JUDGE, MASKED, REWRITER, TAGGER, ModelSettings
from mtcheck.reviewers.review import Review, Reviewer

_RULES = {
    TAGGER: (TAGGED.id,),
    MASKED: (WORD.id, SEAM.id),
    CAUSAL: (WORD.id, SEAM.id),
    JUDGE: (QUALITY.id,),
    REWRITER: (REWRITE.id,),
}
_loaded: dict[ModelSettings, Reviewer | ResourceError] = {}  # two profiles may name one model


def reviewers(models: Iterable[ModelSettings]) -> list[Reviewer]:
    """The models in the order in which they look at a story: a rewriter after those whose findings it can mend."""
    return [OfUser(settings) for settings in sorted(models, key=lambda settings: settings.task == REWRITER)]


class OfUser:
    """A model that is loaded at its first story; one that cannot be loaded is skipped in every story, with the same reason."""

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
    """Frameworks can neither ask on standard input, which may hold stories, nor print on standard output, which may hold the report."""
    given, sys.stdin = sys.stdin, io.StringIO()
    try:
        with redirect_stdout(sys.stderr):
            yield
    finally:
        sys.stdin = given
