"""Proposes repairs: a causal language model that has learnt from editors' corrections writes a doubtful place anew.
`Adapter` is the way in, `Proposer` what the fitting of its formula uses.

The model reads the sentence and then the place with a word on either side, and writes what should stand there; beam
search gives its likeliest answers. It is asked only where something was found already, so that a story costs as much
as it has findings. How sure a repair is comes from a formula (`about.json` beside the adapter) over what the model
gives the answer, and what it gives the words as they stand.
"""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from mtcheck.core import Document, Edit, Finding, Repair, Report, Span
from mtcheck.errors import ResourceError
from mtcheck.profile.models import ModelSettings
from mtcheck.reviewers.local.loading import Loaded, load
from mtcheck.reviewers.local.windows import clean
from mtcheck.reviewers.review import Review, offered
from mtcheck.reviewers.rewrite import adds_much, brings_names, invents
from mtcheck.text.counting import shared_ends
from mtcheck.text.lazy import lazy
from mtcheck.text.odds import expit, logit

BEAMS = 4
LEAST = 0.35  # probability of a repair that is worth showing
MOST = 3  # repairs that an editor is offered
_PLACES = 60  # of a story: the surest findings first
_LONGEST, _LONGEST_PLACE = 160, 12  # tokens of a sentence, words of a place
_ROOM = 8  # tokens that an answer may be longer than the place
_WORD = lazy(r"\S+")
_LETTER = lazy(r"[^\W\d_]")
# What stands before each part, and at the end.
LINE, PLACE, ANSWER, END = "<|im_start|>", "<|im_end|>", "<file_sep>", "<|endoftext|>"


class Asked(NamedTuple):
    """A place to be written anew: `window` with a word on either side, in its sentence."""

    sentence: Span
    window: Span


class Answer(NamedTuple):
    """What could stand in the place. `words`: how many the edit takes away. `nats`: the logarithm of its probability.
    `rank`: from 0 on.
    """

    edit: Edit
    words: int
    nats: float
    rank: int


class Written(NamedTuple):
    """What the model says of a place. `same`: the logarithm of the probability that it leaves the words as they are."""

    same: float
    answers: tuple[Answer, ...]

    @property
    def change(self) -> float:
        """The probability of any change."""
        return max(1e-4, 1 - math.exp(self.same))


def asked(doc: Document, span: Span) -> Asked | None:
    """What the model is asked about a place; None where it reaches over its sentence or is long."""
    sentence = doc.sentence_at(span.start)
    words = [
        Span(sentence.start + match.start(), sentence.start + match.end())
        for match in _WORD.finditer(sentence.of(doc.text))
    ]
    inside = [
        at for at, word in enumerate(words) if word.start < max(span.end, span.start + 1) and span.start < word.end
    ]
    if not sentence.contains(span) or not inside or len(inside) > _LONGEST_PLACE:
        return None
    first, last = max(0, inside[0] - 1), min(len(words) - 1, inside[-1] + 1)
    return Asked(sentence, Span(words[first].start, words[last].end))


class Adapter:
    """A language model as one who proposes repairs."""

    def __init__(self, settings: ModelSettings) -> None:
        """Raises ResourceError when the model cannot be loaded."""
        self._proposer = Proposer(load(settings))
        self._formula = formula(settings)

    def review(self, report: Report, flagged: Sequence[Finding]) -> Review:
        """Repairs for the findings that are shown and have none."""
        doc = report.document
        fit = [(finding, place) for finding in flagged if (place := _place(doc, finding)) is not None]
        fit.sort(key=lambda one: (-one[0].confidence, one[0].span, one[0].rule.id))
        both = [(finding, self._seen(doc, finding, place)) for finding, place in fit[:_PLACES]]
        left_out = len(fit) - len(both)
        many = f"For {left_out} findings no repairs were written: {_PLACES} of a story are looked at."
        return Review(weighed=tuple(one for one in both if one[0] is not one[1]), notes=(many,) if left_out else ())

    def _seen(self, doc: Document, finding: Finding, place: Asked) -> Finding:
        written = self._proposer.written(doc, place)
        if written is None:
            return finding
        offers = [
            Repair((answer.edit,), round(sure, 3))
            for answer in written.answers
            if (sure := chance(written, answer, finding.confidence, self._formula)) >= LEAST
            and is_fit(doc.text, answer.edit)
        ]
        return offered(doc.text, finding, sorted(offers, key=lambda repair: -repair.confidence)[:MOST])


def formula(settings: ModelSettings) -> tuple[float, ...]:
    """The weights of FEATURES and a constant that benchmarks/fit_repairs.py has fitted, from `about.json` beside the
    adapter or in the folder of the model.

    Raises ResourceError where there are none: a probability that was never measured is none.
    """
    folder = Path(settings.adapter or settings.path)
    try:
        said = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        return tuple(float(said["repairs"][name]) for name in (*FEATURES, "constant"))
    except (OSError, ValueError, KeyError, TypeError):
        raise ResourceError(
            f"The model “{settings.name}” proposes repairs, and {folder} has no “about.json” that says how sure they"
            " are (benchmarks/fit_repairs.py makes it)."
        ) from None


FEATURES = ("share", "change", "finding", "rank", "words")


def features(written: Written, answer: Answer, confidence: float) -> tuple[float, ...]:
    """What speaks for an answer, in the order of FEATURES. `confidence`: of the finding."""
    share = min(0.999, math.exp(answer.nats) / written.change)
    words = max(len(answer.edit.text.split()), answer.words)
    return logit(share), logit(written.change), logit(confidence), float(answer.rank), float(min(words, 5))


def chance(written: Written, answer: Answer, confidence: float, weights: Sequence[float]) -> float:
    """The probability that an answer is right. `confidence`: of the finding."""
    row = features(written, answer, confidence)
    return expit(weights[-1] + sum(weight * value for weight, value in zip(weights, row, strict=False)))


def is_fit(text: str, edit: Edit) -> bool:
    """Whether an edit brings no name, number or address that the story does not have, and not much at all."""
    return not (invents(text, [edit]) or brings_names(text, [edit]) or adds_much(edit))


def _place(doc: Document, finding: Finding) -> Asked | None:
    """What is asked about a finding; None where it has a repair, or no words are wrong."""
    if finding.rule.pooled or finding.repairs:
        return None
    if doc.segment_at(finding.span.start).kind == "code" or not _LETTER.search(finding.span.of(doc.text)):
        return None
    place = asked(doc, finding.span)
    return None if place is None or doc.is_masked(place.window.start, place.window.end) else place


class Proposer:
    """The model at work."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        tokens = loaded.tokenizer
        marks = [LINE, PLACE, ANSWER, END]
        if not set(marks) <= tokens.get_vocab().keys():
            raise ResourceError(
                f"The model “{loaded.name}” has not learnt from corrections: its tokens lack {', '.join(marks[:-1])} or"
                f" {END} (benchmarks/build_repairs.py makes one that has)."
            )
        self._line, self._place, self._answer, self._end = tokens.convert_tokens_to_ids(marks)

    def written(self, doc: Document, one: Asked) -> Written | None:
        """Its answers, the likeliest first; None for a sentence that is too long.

        Neither the words as they stand nor fewer of them: of 71 answers that leave words out, 2 were right, and the
        bundled model knows better which words are too many.
        """
        torch, model = self._loaded.torch, self._loaded.model
        old = " ".join(one.window.of(doc.text).split())
        line = self._ids(" ".join(one.sentence.of(doc.text).split()))
        place = self._ids(f" {old}")
        if len(line) > _LONGEST:
            return None
        given = [self._line, *line, self._place, *place, self._answer]
        with torch.inference_mode():
            ids = torch.tensor([given], device=model.device)
            made = model.generate(
                input_ids=ids,
                attention_mask=torch.ones_like(ids),
                max_new_tokens=len(place) + _ROOM,
                num_beams=BEAMS,
                num_return_sequences=BEAMS,
                do_sample=False,
                length_penalty=0.0,
                early_stopping=True,
                eos_token_id=self._end,
                pad_token_id=self._end,
                return_dict_in_generate=True,
                output_scores=True,
            )
            same = self._nats(given, [*place, self._end])
        texts = self._loaded.tokenizer.batch_decode(made.sequences[:, len(given) :], skip_special_tokens=True)
        found: list[Answer] = []
        for text, nats in zip(texts, made.sequences_scores.tolist(), strict=True):
            edit = changed(doc.text, one.window, " ".join(text.split()))
            if edit is not None and edit.text and all(edit != known.edit for known in found):
                found.append(Answer(edit, len(edit.span.of(doc.text).split()), nats, len(found)))
        return Written(same, tuple(found))

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._loaded.tokenizer(clean(text), add_special_tokens=False)["input_ids"]
        return ids

    def _nats(self, given: list[int], answer: list[int]) -> float:
        """The logarithm of the probability of an answer."""
        torch, model = self._loaded.torch, self._loaded.model
        ids = torch.tensor([[*given, *answer]], device=model.device)
        logits = model(input_ids=ids, logits_to_keep=len(answer) + 1).logits[0, :-1]
        shares = torch.log_softmax(logits.float(), dim=-1)
        return float(shares.gather(1, ids[0, len(given) :, None]).sum())


def changed(text: str, window: Span, answer: str) -> Edit | None:
    """The edit of whole words that makes the answer of the window; None where nothing changes."""
    old = [Span(window.start + match.start(), window.start + match.end()) for match in _WORD.finditer(window.of(text))]
    new = answer.split()
    before, after = shared_ends([word.of(text) for word in old], new)
    gone, come = old[before : len(old) - after], new[before : len(new) - after]
    if not gone and not come:
        return None
    if gone and come:
        return Edit(Span(gone[0].start, gone[-1].end), " ".join(come))
    if gone:  # the words go with the space before them, or behind them at the beginning
        if before:
            return Edit(Span(old[before - 1].end, gone[-1].end), "")
        return Edit(Span(gone[0].start, old[len(gone)].start if after else gone[-1].end), "")
    if before:
        return Edit(Span(old[before - 1].end, old[before - 1].end), " " + " ".join(come))
    return Edit(Span(old[0].start, old[0].start), " ".join(come) + " ")
