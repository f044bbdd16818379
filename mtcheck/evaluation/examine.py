"""Checks one sample and makes a record of it."""

from dataclasses import dataclass, replace
from functools import lru_cache

from mtcheck.core import Applicability, Document, Finding, Report, Severity
from mtcheck.evaluation.judge import at_place, is_right, judgements, outcome
from mtcheck.evaluation.records import Judged, Marked, Offer, Record
from mtcheck.evaluation.samples import Annotation, Sample
from mtcheck.evaluation.tokenised import retokenised
from mtcheck.gate import stops
from mtcheck.profile import catalog
from mtcheck.profile.config import Config
from mtcheck.readers import text as plain_text
from mtcheck.repair.together import mend
from mtcheck.run.pooling import pool
from mtcheck.run.session import Session, Story
from mtcheck.scoring import corpus, gleu, quality
from mtcheck.scoring.alignment import tokens as simple_tokens
from mtcheck.scoring.characters import characters, two_severities
from mtcheck.scoring.opinion import Opinion, heed
from mtcheck.scoring.spans import match
from mtcheck.scoring.words import Tags, hits, merged, offsets, project
from mtcheck.tagger.reading import read
from mtcheck.tagger.runtime import Tagger
from mtcheck.tagger.tags import spans, tags

_BEFORE, _AFTER = 70, 60  # code points of an excerpt
_MISSES = 3  # excerpts of missed errors kept of a sample


@dataclass(frozen=True)
class Checked:
    """A text with all its findings, sure or not."""

    document: Document
    findings: tuple[Finding, ...]
    failures: tuple[str, ...]
    weak: tuple[Finding, ...] = ()  # evidence that counts for the score only
    mt_likelihood: float | None = None
    mt_errors: float | None = None
    doubt: float = 0.0  # mean probability of the bundled model that a word is wrong


class Examiner:
    """Checks samples under one profile.

    Findings below the profile's confidence are kept for the curves, but do not count as shown.
    """

    def __init__(self, config: Config) -> None:
        """Raises ConfigError when the profile leaves no rule to run."""
        self.config = config
        self.session = Session(config)
        self.tagger = self.session.tagger()
        self._check = lru_cache(maxsize=256)(self._check_anew)

    def _check_anew(self, text: str) -> Checked:
        return self._report(plain_text.read(text, wrapped=False))

    def _report(self, doc: Document) -> Checked:
        report = self.session.found(Story(doc))
        weak = tuple(finding for finding in report.findings if finding.rule.pooled)
        report = pool(report)
        findings = tuple(self.config.override(finding) for finding in report.findings if not finding.rule.pooled)
        failures = tuple(f"{failure.rule}: {failure.error}" for failure in report.failures)
        rate = read(report.document, self.tagger).rate if self.tagger is not None else 0.0
        return Checked(report.document, findings, failures, weak, report.mt_likelihood, report.mt_errors, rate)

    def is_shown(self, finding: Finding) -> bool:
        """Whether the profile reports it as an error; hints are none."""
        return finding.confidence >= self.config.min_confidence and finding.severity >= max(
            self.config.min_severity, Severity.MINOR
        )

    def record(self, sample: Sample) -> Record:
        """The sample, checked and judged."""
        checked = self._check(sample.text)
        judges = judgements(sample)
        shown = [finding for finding in checked.findings if self.is_shown(finding)]
        doc = checked.document
        record = Record(
            sample.id, sample.set, sample.part, sample.kind, sample.origin, sample.document or sample.id,
            doc.word_count,
            sum(map(len, doc.sentences)), self._score(checked), failures=list(checked.failures),
            mt_likelihood=checked.mt_likelihood,
        )  # fmt: skip
        record.findings = [self._judged(sample, finding, judges) for finding in checked.findings]
        if judges is not None and not (sample.kind == "plain" and sample.origin == "native"):
            record.marked = self._marked(sample, judges, checked.findings)
        if sample.kind in ("spans", "stories") and sample.annotations is not None:
            _hold_spans(record, sample, shown)
            if self.tagger is not None and sample.kind == "spans":
                _hold_model_spans(record, sample, self.tagger)
        if sample.tags is not None or sample.merged:
            _hold_tags(record, sample, shown)
            if self.tagger is not None:
                _hold_model_tags(record, sample, self.tagger)
        if sample.rival is not None:
            rival = self._check(sample.rival)
            record.score, record.rival = self._ranked(checked), self._ranked(rival)
        if sample.rewrites:
            self._hold_texts(record, sample)
        return record

    def _score(self, checked: Checked) -> float:
        sure = [finding for finding in checked.findings if finding.confidence >= self.config.min_confidence]
        likely, errors = checked.mt_likelihood, checked.mt_errors
        doc = checked.document
        counts = heed(doc.word_count, doc.sentence_count)
        said = None if likely is None or errors is None else Opinion(likely, errors, counts)
        return quality.score((*sure, *checked.weak), checked.document.word_count, said)

    def _ranked(self, checked: Checked) -> float:
        """The score, less the share of words that the model doubts: it decides between versions where no rule does."""
        return self._score(checked) - checked.doubt

    def _judged(self, sample: Sample, finding: Finding, judges: list[list[Annotation]] | None) -> Judged:
        right = is_right(sample, finding, judges)
        offer = None
        for repair in finding.repairs[:1]:
            automatic = finding.applicability(repair) is Applicability.AUTOMATIC
            sure = repair.confidence >= self.config.fix_min_confidence
            offer = Offer(repair.confidence, automatic, sure, outcome(sample, finding, repair, judges))
        return Judged(
            finding.rule.id, catalog.family_of(finding.rule.id), finding.confidence, int(finding.severity),
                self.is_shown(finding),
            stops(self.config, finding), right, offer, excerpt(sample.text, finding) if right is False else "",
        )  # fmt: skip

    def _marked(self, sample: Sample, judges: list[list[Annotation]], findings: tuple[Finding, ...]) -> list[Marked]:
        found: list[Marked] = []
        misses = 0
        errors = [finding for finding in findings if finding.severity >= Severity.MINOR]
        for note in (note for notes in judges for note in notes):
            if note.severity == "neutral":
                continue
            here = [finding for finding in errors if at_place(finding, note, sample.text)]
            is_found = any(map(self.is_shown, here))
            missed = not is_found and misses < _MISSES
            misses += missed
            text = _around(sample.text, note.start, note.end) if missed else ""
            if missed and note.category:
                text = f"{note.category}: {text}"
            surest = max((finding.confidence for finding in here), default=-1.0)
            found.append(Marked(note.family, note.severity, note.surface, surest, is_found, text))
        return found

    def _hold_texts(self, record: Record, sample: Sample) -> None:
        """Statistics of the corpus metrics before, after `fix`, and after all sure repairs."""
        versions = [sample.text, self._mended(sample.text, review=False), self._mended(sample.text, review=True)]
        places = offsets(sample.text, sample.tokens) if sample.tokens else None
        lines = [_as_tokens(sample, places, version) if sample.tokenised else version for version in versions]
        references = [
            " ".join(token.text for token in simple_tokens(r, spaced=False)) if sample.tokenised and not places else r
            for r in sample.rewrites
        ]
        names = ("gleu",) if sample.kind == "corrections" else corpus.METRICS
        for name in names:
            rows: list[object] = []
            for number, line in enumerate(lines):
                same = number and line == lines[0]
                if name == "gleu":
                    rows.append(None if same else gleu.statistics(line, lines[0], references))
                else:
                    rows.append(None if same else corpus.statistics(name, line, references, tokenised=sample.tokenised))
            record.texts[name] = rows
            if name != "gleu":
                record.metrics[name] = corpus.signature(name, len(references), tokenised=sample.tokenised)

    def _mended(self, text: str, *, review: bool) -> str:
        accepts = self.session.accepts(review=review)
        first = self._check(text)
        if not any(accepts(finding, finding.repairs[0]) for finding in first.findings if finding.repairs):
            return text

        def check(doc: Document) -> Report:
            checked = self._report(doc)
            kept = tuple(finding for finding in checked.findings if finding.confidence >= self.config.min_confidence)
            return replace(Report(doc, kept), document=checked.document)

        return mend(text, lambda raw: [plain_text.read(raw, wrapped=False)], check, accepts).raw


def _as_tokens(sample: Sample, places: list[tuple[int, int]] | None, version: str) -> str:
    if places is None:
        return " ".join(token.text for token in simple_tokens(version, spaced=False))
    return " ".join(
        sample.tokens if version == sample.text else retokenised(sample.tokens, places, sample.text, version)
    )


def _hold_spans(record: Record, sample: Sample, shown: list[Finding]) -> None:
    notes = [note for note in sample.annotations or () if note.severity != "neutral"]
    ours = [(finding.span.start, finding.span.end, two_severities(finding.severity.name.lower())) for finding in shown]
    theirs = [(note.start, note.end, two_severities(note.severity)) for note in notes]
    record.characters = list(characters(ours, theirs, len(sample.text)))
    record.spans = list(match([place[:2] for place in ours], [place[:2] for place in theirs]))


def _hold_tags(record: Record, sample: Sample, shown: list[Finding]) -> None:
    places = offsets(sample.text, sample.tokens)
    if places is None:
        return
    insertions = [
        edit.span.start
        for finding in shown
        for repair in finding.repairs[:1]
        for edit in repair.edits
        if not len(edit.span) and edit.text.strip()
    ]
    ours = project([(finding.span.start, finding.span.end) for finding in shown], insertions, places)
    record.tokens, record.gaps, record.merged = _tag_hits(ours, sample)


def _hold_model_tags(record: Record, sample: Sample, tagger: Tagger) -> None:
    places = offsets(sample.text, sample.tokens)
    if places is None:
        return
    ours = Tags(*tags(tagger, sample.text, places))
    record.model_tokens, record.model_gaps, record.model_merged = _tag_hits(ours, sample)


def _tag_hits(ours: Tags, sample: Sample) -> tuple[list[int] | None, list[int] | None, list[int]]:
    """Right, false, missed and quiet ones: of tokens, of gaps, of both together; None where the sample has no such."""
    if sample.tags is None:
        return None, None, list(hits(merged(ours)[: len(sample.merged)], sample.merged))
    together = hits(merged(ours), merged(sample.tags))
    return list(hits(ours.tokens, sample.tags.tokens)), list(hits(ours.gaps, sample.tags.gaps)), list(together)


def _hold_model_spans(record: Record, sample: Sample, tagger: Tagger) -> None:
    notes = [note for note in sample.annotations or () if note.severity != "neutral"]
    ours = [(start, end, two_severities("minor")) for start, end in spans(tagger, sample.text)]
    theirs = [(note.start, note.end, two_severities(note.severity)) for note in notes]
    record.model_characters = list(characters(ours, theirs, len(sample.text)))


def excerpt(text: str, finding: Finding) -> str:
    """The finding in its surroundings, with the best repair."""
    repair = " → " + " + ".join(f"“{edit.text}”" for edit in finding.repairs[0].edits) if finding.repairs else ""
    return _around(text, finding.span.start, finding.span.end) + repair


def _around(text: str, start: int, end: int) -> str:
    low, high = max(0, start - _BEFORE), min(len(text), end + _AFTER)
    inside = text[start:end] if end - start <= 200 else f"{text[start : start + 120]} … {text[end - 60 : end]}"
    return f"{'…' if low else ''}{text[low:start]}⟦{inside}⟧{text[end:high]}{'…' if high < len(text) else ''}".replace(
        "\n", " ⏎ "
    )
