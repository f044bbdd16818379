"""Judges repairs: a causal language model that is shown the sentence with the repair says how much better it reads.
`Adapter` is the way in, `weighed` the formula.

The gain of a repair is what the logarithm of the sentence's probability gains by it, given the text before, in nats. A
small model cannot name a slip, but likes the sentence without it better: that is worth most where a repair changes
words, nothing where it changes marks, figures or capitals, which are left alone.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from mtcheck.core import Applicability, Document, Finding, Repair, Report, Span, rewritten
from mtcheck.profile.models import ModelSettings
from mtcheck.reviewers.local.loading import load
from mtcheck.reviewers.local.memory import in_batches
from mtcheck.reviewers.local.windows import clean
from mtcheck.reviewers.review import Review
from mtcheck.text.lazy import lazy
from mtcheck.text.odds import expit, logit

_MOST = 200  # sentences of a story that are read, as they stand and repaired: the surest findings first
_BEFORE = 40  # tokens before the sentence that the model sees
_LONGEST = 160  # tokens of a sentence
_NO_LETTER = lazy(r"[\W\d_]+")
_DIGIT = lazy(r"\d")
# Fitted by benchmarks/fit_repair_judge.py, which has the figures. A repair gains log-odds a nat and a token that it is
# longer, both held within bounds (what is longer is less probable, whatever it says). The fit wants 1.1 a token; half
# of that orders the repairs of the rules best. At _EVEN nats a rule's repair, which gains that much on average, is as
# sure as before.
_GAIN, REACH, _LONGER, STRETCH, _EVEN = 0.28, 10.0, 0.6, 3, 2.5
# A finding, by its best repair: from 5 nats on 15 of 16 of the rules' were right where 0.87 was said, below 0 nats 4 of
# 9 where 0.77 was said.
_MUCH, _SURER, _LESS_SURE = 5.0, 0.5, 0.4

# What the bundled model proposes is left as it is: its own formula tells right from wrong, and a nat beside it is worth
# 0.06 (83 places with a right candidate: first at 31 without, at 32 with gains). In `Rule.needs` it has this name.
_BUNDLED = "tagger"
_SUREST = 0.8  # no repair is made surer: `fix --review` alone does not carry it out on the judge's word


class Gain(NamedTuple):
    """What a sentence gains by a repair. `nats`: of log-probability. `longer`: tokens, below 0 where it is shorter."""

    nats: float
    longer: int


class _Row(NamedTuple):
    """Tokens that are read, the first `known` of them for context alone."""

    ids: list[int]
    known: int


class Adapter:
    """A causal language model as a judge of repairs."""

    def __init__(self, settings: ModelSettings) -> None:
        """Raises ResourceError when the model cannot be loaded."""
        self._loaded = load(settings)
        tokenizer = self._loaded.tokenizer
        begin = tokenizer.bos_token_id if tokenizer.bos_token_id is not None else tokenizer.eos_token_id
        self._begin = 0 if begin is None else begin

    def review(self, report: Report, flagged: Sequence[Finding]) -> Review:
        """Weighs the repairs of all findings that are for a person to look at, not only of those that are shown."""
        doc = report.document
        asked, left_out = _asked(doc, report.findings)
        gains = iter(self.gains(doc, asked))
        both = [(finding, weighed(finding, [next(gains) for _ in finding.repairs])) for finding, _ in asked]
        many = f"The repairs of {left_out} findings were not weighed: {_MOST} sentences of a story are read."
        return Review(weighed=tuple(both), notes=(many,) if left_out else ())

    def gains(self, doc: Document, asked: Iterable[tuple[Finding, Span]]) -> list[Gain | None]:
        """The gain of each repair of each finding, in order; None for sentences that are too long."""
        rows: dict[tuple[str, str], _Row] = {}
        pairs: list[tuple[tuple[str, str], tuple[str, str]]] = []
        for finding, span in asked:
            before = doc.text[doc.segment_at(span.start).span.start : span.start]
            for repair in finding.repairs:
                own = (before, clean(span.of(doc.text))), (before, clean(rewritten(doc.text, span, repair.edits)))
                rows.update((one, self._row(*one)) for one in own if one not in rows)
                pairs.append(own)
        short = [
            one
            for one, row in rows.items()
            if 0 < len(row.ids) - row.known <= _LONGEST and len(row.ids) <= self._loaded.longest
        ]
        told = in_batches([rows[one] for one in short], lambda row: len(row.ids), self._loaded.batch_size, self._run)
        shares = dict(zip(short, told, strict=True))

        def gain(old: tuple[str, str], new: tuple[str, str]) -> Gain | None:
            if old not in shares or new not in shares:
                return None
            return Gain(shares[new] - shares[old], len(rows[new].ids) - len(rows[old].ids))

        return [gain(*pair) for pair in pairs]

    def _row(self, before: str, sentence: str) -> _Row:
        tokens = self._loaded.tokenizer
        context = (
            tokens(clean(before.rstrip()), add_special_tokens=False)["input_ids"][
                -min(_BEFORE, self._loaded.longest // 4) :
            ]
            if before.strip()
            else []
        )
        own = tokens((" " if context else "") + sentence.strip(), add_special_tokens=False)["input_ids"]
        return _Row([self._begin, *context, *own], 1 + len(context))

    def _run(self, batch: list[_Row]) -> list[float]:
        """The log-probability of each row's own tokens."""
        torch, model = self._loaded.torch, self._loaded.model
        with torch.inference_mode():
            given = self._loaded.padded([row.ids for row in batch])
            logits = model(**given).logits
            sums = []
            for number, row in enumerate(batch):
                shares = torch.log_softmax(logits[number, row.known - 1 : len(row.ids) - 1].float(), dim=-1)
                sums.append(shares.gather(1, given["input_ids"][number, row.known : len(row.ids), None]).sum())
            found: list[float] = torch.stack(sums).cpu().tolist()
        return found


def _asked(doc: Document, findings: Iterable[Finding]) -> tuple[list[tuple[Finding, Span]], int]:
    """Findings that can be weighed, the surest first, each with its sentence; and how many more there were."""
    fit = [(finding, span) for finding in findings if (span := _sentence(doc, finding)) is not None]
    fit.sort(key=lambda one: (-one[0].confidence, one[0].span, one[0].rule.id))
    taken, readings = 0, 0
    for finding, _ in fit:
        readings += 1 + len(finding.repairs)
        if readings > _MOST:
            break
        taken += 1
    return fit[:taken], len(fit) - taken


def _sentence(doc: Document, finding: Finding) -> Span | None:
    """The sentence of a finding whose repairs stay in it and change its words; None for any other finding."""
    if (
        finding.rule.pooled
        or _BUNDLED in finding.rule.needs
        or not finding.repairs
        or any(map(_is_automatic(finding), finding.repairs))
    ):
        return None
    span = doc.sentence_at(finding.span.start)
    edits = [edit for repair in finding.repairs for edit in repair.edits]
    inside = all(span.contains(edit.span) for edit in edits)
    return span if inside and any(_changes_words(doc, repair) for repair in finding.repairs) else None


def _is_automatic(finding: Finding) -> Callable[[Repair], bool]:
    return lambda repair: finding.applicability(repair) is Applicability.AUTOMATIC


def _changes_words(doc: Document, repair: Repair) -> bool:
    return any(
        _letters(edit.span.of(doc.text)) != _letters(edit.text) and not _DIGIT.search(edit.text)
        for edit in repair.edits
    )


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text).lower()


def weighed(finding: Finding, gains: Sequence[Gain | None]) -> Finding:
    """The finding with its repairs as sure as their gains make them, best first, itself a little more or less."""
    told = [gain for gain in gains if gain is not None]
    if not told:
        return finding
    judged = [
        (repair.confidence if gain is None else sure(repair.confidence, gain), repair)
        for repair, gain in zip(finding.repairs, gains, strict=True)
    ]
    judged.sort(key=lambda one: -one[0])
    offers = [replace(repair, confidence=min(now, max(_SUREST, repair.confidence))) for now, repair in judged]
    offers.sort(key=lambda repair: -repair.confidence)
    best = max(gain.nats for gain in told)
    shift = _SURER if best >= _MUCH else -_LESS_SURE if best < 0 else 0.0
    return replace(finding, confidence=_moved(finding.confidence, shift), repairs=tuple(offers))


def sure(confidence: float, gain: Gain) -> float:
    """The confidence of a repair with its gain: log-odds are added."""
    held = max(-REACH, min(REACH, gain.nats))
    longer = max(-STRETCH, min(STRETCH, gain.longer))
    return _moved(confidence, _GAIN * (held - _EVEN) + _LONGER * longer)


def _moved(confidence: float, shift: float) -> float:
    return confidence if not 0 < confidence < 1 else expit(logit(confidence) + shift)
