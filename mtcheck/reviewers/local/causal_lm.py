"""Causal language models: the surprise of a word is what the words before it had not led the model to expect."""

import math
from collections.abc import Sequence

from mtcheck.core import Finding, Report
from mtcheck.profile.models import ModelSettings
from mtcheck.reviewers.local import surprise
from mtcheck.reviewers.local.loading import load
from mtcheck.reviewers.local.memory import in_batches
from mtcheck.reviewers.local.surprise import Span2
from mtcheck.reviewers.local.windows import Window, windows
from mtcheck.reviewers.review import Review


class Adapter:
    """A causal language model of the user."""

    def __init__(self, settings: ModelSettings) -> None:
        """Raises ResourceError when the model cannot be loaded."""
        self._loaded = load(settings)
        self._begin = self._loaded.tokenizer.bos_token_id  # without one, the first token of a text has no surprise

    def review(self, report: Report, flagged: Sequence[Finding]) -> Review:
        return surprise.review(report.document, self, self._loaded.settings)

    def bits(self, asked: Sequence[tuple[str, Sequence[Span2]]]) -> list[list[float | None]]:
        """See `surprise.Scorer`."""
        cut = windows(self._loaded.tokenizer, [text for text, _ in asked], self._loaded.longest - 1, special=False)
        told = in_batches(cut, lambda window: len(window.ids) + 1, self._loaded.batch_size, self._run)
        own: list[list[tuple[Window, list[float | None]]]] = [[] for _ in asked]
        for window, row in zip(cut, told, strict=True):
            own[window.text].append((window, row))
        return [[_of(span, own[number]) for span in spans] for number, (_, spans) in enumerate(asked)]

    def _run(self, batch: list[Window]) -> list[list[float | None]]:
        """The surprise of each token, in bits."""
        torch, model = self._loaded.torch, self._loaded.model
        ahead = [] if self._begin is None else [self._begin]
        rows = [[*ahead, *window.ids] for window in batch]
        with torch.inference_mode():
            given = self._loaded.padded(rows)
            shares = torch.log_softmax(model(**given).logits[:, :-1].float(), dim=-1)
            told = -shares.gather(2, given["input_ids"][:, 1:, None]).squeeze(2) / math.log(2)
            found: list[list[float]] = told.cpu().tolist()
        unknown: list[float | None] = [] if ahead else [None]
        return [[*unknown, *row[: len(ids) - 1]] for ids, row in zip(rows, found, strict=True)]


def _of(span: Span2, seen: Sequence[tuple[Window, list[float | None]]]) -> float | None:
    """The surprise of a range, as the window says that sees most before it."""
    holding = [(tokens, row) for window, row in seen if (tokens := window.tokens(*span))]
    if not holding:
        return None
    tokens, row = max(holding, key=lambda one: one[0][0])
    parts = [row[token] for token in tokens]
    return None if None in parts else sum(filter(None, parts))
