"""Taggers: each run of words with one label of an error is a finding.

The framework tells probabilities by token; words take their surest token's.
"""

from collections.abc import Sequence
from itertools import groupby

from mtcheck.core import Document, Finding, Report, Severity, Span
from mtcheck.errors import ResourceError
from mtcheck.profile.above import TAGGED
from mtcheck.profile.models import ModelSettings
from mtcheck.reviewers.local.loading import load
from mtcheck.reviewers.local.memory import in_batches
from mtcheck.reviewers.local.windows import Window, prose, texts, windows
from mtcheck.reviewers.review import Review
from mtcheck.text.lazy import lazy

_WORD = lazy(r"\w+(?:['’\-]\w+)*|[^\w\s]+")
_FINE = frozenset({"o", "ok", "good", "correct", "keep", "none"})
Row = list[list[float]]  # (tokens, labels)


class Adapter:
    """A tagger of the user."""

    def __init__(self, settings: ModelSettings) -> None:
        """Raises ResourceError when the model cannot be loaded, or its labels say nothing."""
        self._loaded = load(settings)
        self._labels = self._loaded.labels
        self._severities = _severities(settings, self._labels)

    def review(self, report: Report, flagged: Sequence[Finding]) -> Review:
        doc = report.document
        segments = prose(doc)
        words = texts(doc, segments)
        cut = windows(self._loaded.tokenizer, words, self._loaded.longest)
        rows = in_batches(cut, lambda window: len(window.ids), self._loaded.batch_size, self._run)
        seen: list[list[tuple[Window, Row]]] = [[] for _ in words]
        for window, row in zip(cut, rows, strict=True):
            seen[window.text].append((window, row))
        found: list[Finding] = []
        for segment, text, of_it in zip(segments, words, seen, strict=True):
            found += self._findings(doc, segment.span.start, text, of_it)
        return Review(tuple(found))

    def _run(self, batch: list[Window]) -> list[Row]:
        torch, model = self._loaded.torch, self._loaded.model
        with torch.inference_mode():
            logits = model(**self._loaded.padded([window.ids for window in batch])).logits
            shares: list[Row] = torch.softmax(logits.float(), dim=-1).cpu().tolist()
        return [row[: len(window.ids)] for window, row in zip(batch, shares, strict=True)]

    def _findings(self, doc: Document, offset: int, text: str, seen: list[tuple[Window, Row]]) -> list[Finding]:
        marked = [(match.span(), self._label(*match.span(), seen)) for match in _WORD.finditer(text)]
        found = []
        for label, run in groupby(marked, key=lambda one: one[1] and one[1][0]):
            members = list(run)
            span = Span(members[0][0][0] + offset, members[-1][0][1] + offset)
            if label is None or doc.is_masked(span.start, span.end):
                continue
            shares = [said[1] for _, said in members if said]
            message = f"“{self._loaded.name}” marks this as {label.lower().replace('_', ' ')}."
            severity = self._severities[label]
            found.append(TAGGED.finding(span, message, confidence=sum(shares) / len(shares), severity=severity))
        return found

    def _label(self, start: int, end: int, seen: list[tuple[Window, Row]]) -> tuple[str, float] | None:
        """The surest label of an error that a word has from the threshold on, as the window says seeing most of it."""
        holding = [(window, row, tokens) for window, row in seen if (tokens := window.tokens(start, end))]
        if not holding:
            return None
        _, row, tokens = max(holding, key=lambda one: one[0].margin(one[2]))
        shares: dict[str, float] = {}
        for token in tokens:
            by_base: dict[str, float] = {}
            for label, share in zip(self._labels, row[token], strict=True):
                base = _base(label, self._severities)
                by_base[base] = by_base.get(base, 0.0) + share
            shares = {base: max(share, shares.get(base, 0.0)) for base, share in by_base.items()}
        errors = [(share, base) for base, share in shares.items() if self._severities.get(base) is not None]
        share, base = max(errors, default=(0.0, ""))
        return (base, min(1.0, share)) if share >= (self._loaded.settings.threshold or 0.0) and base else None


def _base(label: str, known: dict[str, Severity | None]) -> str:
    """The label without the mark of its place in a run (B-, I-, E-, S-)."""
    return label if label in known else label[2:] if label[:2] in ("B-", "I-", "E-", "S-", "L-", "U-") else label


def _severities(settings: ModelSettings, labels: list[str]) -> dict[str, Severity | None]:
    """What each label means; None for one that is no error.

    Raises ResourceError for labels that nobody has explained, or that are not there.
    """
    bases = [_base(label, {}) for label in labels]
    if settings.labels:
        for label, _ in settings.labels:
            if label not in labels and label not in bases:
                raise ResourceError(
                    f"“{settings.name}” has no label “{label}”; it has {', '.join(dict.fromkeys(bases))}."
                )
        return {label: None if said == "none" else Severity[str(said).upper()] for label, said in settings.labels}
    if any(label.startswith("LABEL_") for label in labels):
        raise ResourceError(
            f"“{settings.name}” calls its labels {', '.join(labels)}; say what they mean, as in `labels = {{ LABEL_1 ="
            ' "minor" }`.'
        )
    return {base: None if base.lower() in _FINE else TAGGED.severity for base in bases}
