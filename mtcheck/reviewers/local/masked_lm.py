"""Masked language models: a word is hidden whole, and its surprise is what the model thinks of it in its place
(pseudo-log-likelihood, Salazar et al. 2020).
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from mtcheck.core import Finding, Report
from mtcheck.errors import ResourceError
from mtcheck.profile.models import ModelSettings
from mtcheck.reviewers.local import surprise
from mtcheck.reviewers.local.loading import load
from mtcheck.reviewers.local.memory import in_batches
from mtcheck.reviewers.local.surprise import Span2
from mtcheck.reviewers.local.windows import Window, windows
from mtcheck.reviewers.review import Review


class _Hidden(NamedTuple):
    """A window in which the tokens of one word are hidden."""

    window: Window
    tokens: list[int]


class Adapter:
    """A masked language model of the user."""

    def __init__(self, settings: ModelSettings) -> None:
        """Raises ResourceError when the model cannot be loaded, or knows no mask."""
        self._loaded = load(settings)
        self._mask = self._loaded.tokenizer.mask_token_id
        if self._mask is None:
            raise ResourceError(
                f"The tokenizer of “{settings.name}” has no mask token; it is no masked language model."
            )

    def review(self, report: Report, flagged: Sequence[Finding]) -> Review:
        return surprise.review(report.document, self, self._loaded.settings)

    def bits(self, asked: Sequence[tuple[str, Sequence[Span2]]]) -> list[list[float | None]]:
        """See `surprise.Scorer`."""
        cut: list[list[Window]] = [[] for _ in asked]
        for window in windows(self._loaded.tokenizer, [text for text, _ in asked], self._loaded.longest):
            cut[window.text].append(window)
        rows: list[_Hidden] = []
        places: list[list[int | None]] = []
        for (_, spans), own in zip(asked, cut, strict=True):
            places.append([])
            for span in spans:
                seen = [_Hidden(window, tokens) for window in own if (tokens := window.tokens(*span))]
                places[-1].append(len(rows) if seen else None)
                if seen:
                    rows.append(max(seen, key=lambda one: one.window.margin(one.tokens)))
        told = in_batches(rows, lambda row: len(row.window.ids), self._loaded.batch_size, self._run)
        return [[None if row is None else told[row] for row in own] for own in places]

    def _run(self, batch: list[_Hidden]) -> list[float]:
        torch, model = self._loaded.torch, self._loaded.model
        hidden = [
            [self._mask if at in row.tokens else token for at, token in enumerate(row.window.ids)] for row in batch
        ]
        with torch.inference_mode():
            logits = model(**self._loaded.padded(hidden)).logits
            sums = []
            for number, row in enumerate(batch):
                shares = torch.log_softmax(logits[number, row.tokens].float(), dim=-1)
                true = torch.tensor([row.window.ids[at] for at in row.tokens], device=shares.device)
                sums.append(-shares.gather(1, true[:, None]).sum())
            return [total / math.log(2) for total in torch.stack(sums).cpu().tolist()]
