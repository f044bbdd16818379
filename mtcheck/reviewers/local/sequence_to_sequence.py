"""Rewriters: a sentence in which something was found is written anew, and the edits at flagged words become repairs for
a person to look at.
"""

import math
from collections.abc import Sequence

from mtcheck.core import Document, Finding, Repair, Report, Span
from mtcheck.profile.models import ModelSettings
from mtcheck.reviewers.local.loading import load
from mtcheck.reviewers.local.memory import in_batches
from mtcheck.reviewers.local.windows import clean
from mtcheck.reviewers.review import Review, by_sentence
from mtcheck.reviewers.rewrite import edits, repairs

_LONGER = 2  # times as long a rewrite may be
_MOST = 0.8  # no rewrite is surer: `fix --review` alone does not carry it out
Rewrite = tuple[str, float]  # the words, and their mean probability


class Adapter:
    """A rewriter of the user; what it has written once it is not asked for again."""

    def __init__(self, settings: ModelSettings) -> None:
        """Raises ResourceError when the model cannot be loaded."""
        self._loaded = load(settings)
        self._known: dict[str, Rewrite] = {}

    def review(self, report: Report, flagged: Sequence[Finding]) -> Review:
        doc = report.document
        asked = by_sentence(doc, flagged)
        self._write([clean(span.of(doc.text)) for span in asked])
        offers: list[tuple[Finding, Repair]] = []
        for span, findings in asked.items():
            offers += self._offers(doc, span, findings)
        return Review(repairs=tuple(offers))

    def _offers(self, doc: Document, span: Span, findings: list[Finding]) -> list[tuple[Finding, Repair]]:
        rewritten, share = self._known.get(clean(span.of(doc.text)), ("", 0.0))
        if not rewritten or share < (self._loaded.settings.threshold or 0.0):
            return []
        return repairs(doc.text, edits(doc.text, span, rewritten), findings, min(_MOST, share))

    def _write(self, sentences: Sequence[str]) -> None:
        """Rewrites what is new. A sentence that the model cannot take whole is left alone."""
        loaded = self._loaded
        new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in self._known]
        rows = [loaded.tokenizer(loaded.settings.prompt.replace("{text}", sentence))["input_ids"] for sentence in new]
        fit = [(sentence, row) for sentence, row in zip(new, rows, strict=True) if len(row) <= loaded.longest]
        told = in_batches([row for _, row in fit], len, loaded.batch_size, self._run)
        self._known.update((sentence, one) for (sentence, _), one in zip(fit, told, strict=True))

    def _run(self, batch: list[list[int]]) -> list[Rewrite]:
        torch, model, tokenizer = self._loaded.torch, self._loaded.model, self._loaded.tokenizer
        with torch.inference_mode():
            made = model.generate(
                **self._loaded.padded(batch),
                max_new_tokens=_LONGER * max(map(len, batch)) + 8,
                num_beams=1,
                do_sample=False,
                return_dict_in_generate=True,
                output_scores=True,
            )
            shares = model.compute_transition_scores(made.sequences, made.scores, normalize_logits=True)
        words = tokenizer.batch_decode(made.sequences, skip_special_tokens=True)
        written = [
            row[-len(made.scores) :] for row in made.sequences.tolist()
        ]  # without what the model was given to begin with
        return [
            (
                (text, _mean(row[: ids.index(tokenizer.eos_token_id) + 1]))
                if tokenizer.eos_token_id in ids
                else ("", 0.0)
            )  # cut off: no sentence
            for text, row, ids in zip(words, shares.float().cpu().tolist(), written, strict=True)
        ]


def _mean(logarithms: Sequence[float]) -> float:
    """The geometric mean of probabilities given by their logarithms."""
    return math.exp(sum(logarithms) / len(logarithms))
