"""Judges of whole texts: a regression gives the score itself, a classifier the mean worth of its labels; windows weigh
by their length.
"""

from collections.abc import Sequence

from mtcheck.core import Document, Finding, Report
from mtcheck.errors import ResourceError
from mtcheck.profile.above import QUALITY
from mtcheck.profile.models import ModelSettings
from mtcheck.reviewers.local.loading import load
from mtcheck.reviewers.local.memory import in_batches
from mtcheck.reviewers.local.windows import Window, prose, texts, windows
from mtcheck.reviewers.review import Review

_CONFIDENCE = 0.6  # that an editor finds a text bad which the judge gives less than the profile asks for


class Adapter:
    """A judge of the user."""

    def __init__(self, settings: ModelSettings) -> None:
        """Raises ResourceError when the model cannot be loaded, or the worth of a label is not said."""
        self._loaded = load(settings)
        self._worth = _worths(settings, self._loaded.labels)

    def review(self, report: Report, flagged: Sequence[Finding]) -> Review:
        doc, settings = report.document, self._loaded.settings
        cut = windows(self._loaded.tokenizer, texts(doc, prose(doc)), self._loaded.longest)
        if not cut:
            return Review()
        scores = in_batches(cut, lambda window: len(window.ids), self._loaded.batch_size, self._run)
        score = sum(score * len(window.ids) for score, window in zip(scores, cut, strict=True)) / sum(
            len(window.ids) for window in cut
        )
        score = round(score, 4)
        low = settings.threshold is not None and score < settings.threshold
        return Review(_hint(doc, settings, score) if low else (), scores=((settings.name, score),))

    def _run(self, batch: list[Window]) -> list[float]:
        torch, model = self._loaded.torch, self._loaded.model
        with torch.inference_mode():
            logits = model(**self._loaded.padded([window.ids for window in batch])).logits.float()
            if self._worth is None:
                scores: list[float] = logits[:, 0].cpu().tolist()
            else:
                worth = torch.tensor(self._worth, device=logits.device)
                scores = (torch.softmax(logits, dim=-1) @ worth).cpu().tolist()
        return scores


def _hint(doc: Document, settings: ModelSettings, score: float) -> tuple[Finding, ...]:
    first = doc.segments[0]
    span = first.span if first.kind == "headline" else doc.sentence_at(first.span.start)
    message = f"“{settings.name}” gives the story {score:.2f}, less than {settings.threshold:g}."
    return (QUALITY.finding(span, message, confidence=_CONFIDENCE),)


def _worths(settings: ModelSettings, labels: list[str]) -> list[float] | None:
    """The worth of each label, None for a regression.

    Raises ResourceError when the settings do not say it of every label.
    """
    if len(labels) == 1:
        if settings.labels:
            raise ResourceError(f"“{settings.name}” gives a number and has no labels; leave `labels` out.")
        return None
    said = dict(settings.labels)
    if set(said) != set(labels):
        example = ", ".join(f"{label} = {1 - number / (len(labels) - 1):.1f}" for number, label in enumerate(labels))
        raise ResourceError(
            f"What the labels of “{settings.name}” are worth, from 0 to 1, is not said; as in `labels = {{ {example}"
            " }`."
        )
    return [float(said[label]) for label in labels]
