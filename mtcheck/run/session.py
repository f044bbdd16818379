"""Puts the parts together: profile, rules, readers, suppressions and scores.

The command line and the Python interface both go through `Session`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from mtcheck import gate, readers
from mtcheck.core import Applicability, Document, Failure, Finding, Repair, Report, Span
from mtcheck.core.fingerprint import fingerprints
from mtcheck.errors import ResourceError
from mtcheck.gate import suppressions
from mtcheck.gate.suppressions import Suppression, inline
from mtcheck.profile import catalog
from mtcheck.profile.above import OF_HOUSE, OF_REVIEWERS, POOLED, QUALITY
from mtcheck.profile.config import Config
from mtcheck.readers.files import RawFile
from mtcheck.readers.stories import Stories
from mtcheck.repair.patch import carry
from mtcheck.repair.proof import proved
from mtcheck.repair.together import Accepts, Mended, mend
from mtcheck.reviewers import review
from mtcheck.reviewers.review import Review, Reviewer
from mtcheck.run import house, parts
from mtcheck.run.engine import attempt
from mtcheck.run.examined import Examined, portable
from mtcheck.run.findings import joined, why_joined
from mtcheck.run.pooling import pool
from mtcheck.run.steps import Step, Trail, changing, keeping, of_findings, walk
from mtcheck.scoring import quality
from mtcheck.scoring.opinion import Opinion, heed
from mtcheck.tagger.fusion import MODEL
from mtcheck.text.counting import count
from mtcheck.text.language import is_foreign, language, name_of

if TYPE_CHECKING:
    from mtcheck.tagger.runtime import Tagger

# what a process that is to check loads its rules with
WARM = (
    "Officials in Lomna said on Monday that 12 people, “most of them workers”, had left the town. The mayor, Mr. Dall,"
    " gave no figures."
)


@dataclass(frozen=True)
class Story:
    """A document as a session checks it: comments taken out, and the marks of people that speak for it."""

    document: Document
    marks: tuple[Suppression, ...] = ()
    shared: tuple[Suppression, ...] = ()  # marks that speak for other files too: being unused here means nothing
    places: tuple[Span, ...] | None = None  # the only parts whose findings count; None: all
    known: frozenset[str] = frozenset()  # fingerprints that a baseline has
    notes: tuple[str, ...] = ()


def numbered(stories: Iterable[Story]) -> Iterator[Story]:
    """The stories of one file, of which no two have the same id: the second “7” is “7#2”.

    What is known of the first says nothing of it, whatever ids the others have.
    """
    seen: Counter[str] = Counter()
    for story in stories:
        id = story.document.id
        while seen[id]:
            seen[story.document.id] += 1
            id = f"{story.document.id}#{seen[story.document.id]}"
        seen[id] += 1
        yield story if id == story.document.id else replace(story, document=replace(story.document, id=id))


class Session:
    """Checks and repairs files under one profile."""

    def __init__(self, config: Config) -> None:
        """Raises ConfigError when the profile leaves no rule to run, names a calibration that makes no sense, or wants
        what needs trust and has none.
        """
        self.config = config
        parts.refuse_untrusted(config)
        self.rules = parts.served(config)
        self.engine = parts.engine(self.rules, config.calibration, config.tagger, config.depth == catalog.DEEP)
        config.may_fail(self.rules[0])  # a gate without rules is named now, not after the first story
        self.reviewers = parts.reviewers(config, self.rules)
        self._of_model = frozenset(rule for rule in self.rules if MODEL in catalog.rule(rule).needs)
        run = {*self.rules} - {*OF_REVIEWERS} | {rule for reviewer in self.reviewers for rule in reviewer.rules}
        self._out_of_reach = [parts.out_of_reach(rule, config.depth) for rule in config.named() if rule not in run]

    def stories(self, file: RawFile, format: str | None = None) -> Sequence[Story]:
        """The stories in a file, in order; those of a feed are made as they are asked for.

        Raises ConfigError for a sidecar that makes no sense.
        """
        own, shared = suppressions.sidecar(file.path) if not file.path.startswith("<") else ((), ())
        return self.of_documents(readers.read(file, format, self.config.fields), file.text, own, shared)

    def of_documents(
        self,
        documents: Sequence[Document],
        raw: str,
        own: tuple[Suppression, ...] = (),
        shared: tuple[Suppression, ...] = (),
    ) -> Sequence[Story]:
        """The stories of documents over one raw text, with the marks of people in it, besides those that are given."""
        if suppressions.MARK not in raw:
            return Stories(documents, lambda doc: Story(doc, own, shared))
        if not self.config.inline_marks:
            return Stories(documents, lambda doc: Story(doc, own, shared, notes=_unheard(doc)))
        return [Story(doc, (*marks, *own), shared) for doc, marks in inline(documents)]

    def check(self, story: Story, trail: Trail | None = None) -> Report:
        """What the profile shows of a story, with its scores.

        `trail` remembers what became of each finding on the way.
        """
        return self.judge(story, self.examine(portable(story.document), trail), trail)

    def examine(self, doc: Document, trail: Trail | None = None) -> Examined:
        """What the rules make of a portable document: the long part of a check, told by text and rules."""
        from mtcheck.scoring.readability import readability

        report = self.engine.check(doc, trail)
        tongue = language(doc.text)
        grade = readability(doc.text, doc.word_count) if tongue == "en" else None
        return Examined(
            report.findings,
            report.failures,
            report.skipped,
            tongue,
            grade,
            mt_likelihood=report.mt_likelihood,
            mt_errors=report.mt_errors,
            doubted=report.doubted,
        )

    def judge(self, story: Story, examined: Examined, trail: Trail | None = None) -> Report:
        """What models, reviewers, the profile and the marks of people make of what the rules found in the story."""
        report = Report(
            story.document,
            examined.findings,
            examined.failures,
            (*examined.skipped, *self._out_of_reach),
            language=examined.language,
            readability=examined.readability,
            mt_likelihood=examined.mt_likelihood,
            mt_errors=examined.mt_errors,
            doubted=examined.doubted,
            incomplete=examined.incomplete,
            foreign=is_foreign(story.document.text, examined.language),
            gated=self.config.gate is not None,
        )
        steps = (
            *self._house(),
            *self._asking(story, report),
            self._pooling(),
            *self._sorting(story),
            *self._counting(story),
        )
        report = walk(report, steps, trail)
        report = replace(report, looked=self._looked(report))
        said = gate.decide(self.config, report)
        score = 0.0 if said.word in (gate.UNCHECKED, gate.NOTHING) else report.score
        return replace(
            report, decision=said.word, reason=said.reason, verdict=said.verdict, stopped=said.stops, score=score
        )

    def _looked(self, report: Report) -> str:
        """Who looked at the story: so many rules, and the model if it could."""
        unable = {skipped.rule for skipped in report.skipped}
        run = [rule for rule in self.rules if rule not in unable]
        model = " and the language model" if self._of_model.intersection(run) else ", without the language model"
        return count(len(run), "rule") + model

    def found(self, story: Story) -> Report:
        """Everything that rules, models and reviewers find, sure or not."""
        report = self.engine.check(story.document)
        report = replace(report, skipped=(*report.skipped, *self._out_of_reach))
        return walk(report, (*self._house(), *self._asking(story, report)))

    def _house(self) -> tuple[Step, ...]:
        """What the newsroom's own lists say, beside what rules have found."""
        if not any(rule in OF_HOUSE for rule in self.rules):
            return ()

        def found(report: Report) -> Report:
            if report.incomplete:
                return report
            doc = report.document
            said = [
                one
                for one in house.findings(doc, self.config.house, self.engine.resources)
                if one.rule.id in self.rules
            ]
            return replace(report, findings=joined(doc, (*report.findings, *proved(doc, said, self.engine.worse))))

        return (Step("house lists", found, why_joined),)

    def _asking(self, story: Story, report: Report) -> tuple[Step, ...]:
        """A step for each model and reviewer of the user: it sees the findings so far, and adds its own."""

        def asked(reviewer: Reviewer) -> Callable[[Report], Report]:
            return lambda report: self._asked(report, reviewer, self._flagged(report, story))

        asks = self.reviewers if not report.incomplete else ()
        return tuple(Step(", ".join(reviewer.rules), asked(reviewer), why_joined) for reviewer in asks)

    def _flagged(self, report: Report, story: Story) -> tuple[Finding, ...]:
        """The findings at one place that the profile shows."""
        least = self.config.min_severity
        shown = walk(report, self._sorting(story)).findings
        return tuple(
            one for one in shown if one.severity >= least and one.rule.id != QUALITY.id and not one.rule.pooled
        )

    def _pooling(self) -> Step:
        """Weak findings stay for the score, after all others, and where they are enough one hint speaks for them."""

        def pooled(report: Report) -> Report:
            weak = tuple(finding for finding in report.findings if finding.rule.pooled)
            if POOLED.id in self.rules:
                doc = report.document
                report = pool(report, gate.likely_from(self.config.verdict, doc.word_count, _heed(doc)))
            return replace(
                report, findings=(*(finding for finding in report.findings if not finding.rule.pooled), *weak)
            )

        return Step("pooling", pooled)

    def _sorting(self, story: Story) -> tuple[Step, ...]:
        """Which findings the profile takes for errors, and which of those people have marked as fine.

        Weak findings pass.
        """
        config = self.config
        left_out = config.ignored_for(story.document.uri)
        return (
            keeping(
                "paths",
                lambda finding: finding.rule.pooled or finding.rule.id not in left_out,
                lambda finding: f"The profile leaves {finding.rule.id} out for this file.",
            ),
            Step(
                "house names",
                of_findings(lambda report: house.spared(report.document, report.findings, config.house)),
                lambda *_: "It is a name on the house's list.",
            ),
            changing("profile", lambda finding: finding if finding.rule.pooled else config.override(finding)),
            changing("carrying out", lambda finding: self._carried(story.document, finding)),
            keeping(
                "confidence",
                lambda finding: finding.rule.pooled or finding.confidence >= config.least_for(finding.rule.id),
                lambda finding: (
                    f"Its confidence of {finding.confidence:.2f} is under the profile's "
                    f"{config.least_for(finding.rule.id):.2f}."
                ),
            ),
            Step("marks", lambda report: self._marked(report, story), _why_marked),
        )

    def _carried(self, doc: Document, finding: Finding) -> Finding:
        """The finding with its repair for review where `fix` would not carry it out: unsure, or across markup."""
        if not finding.repairs or finding.applicability(finding.repairs[0]) is not Applicability.AUTOMATIC:
            return finding
        first = finding.repairs[0]
        if first.confidence >= self.config.fix_min_confidence and not carry(doc, first.edits)[1]:
            return finding
        return replace(finding, repairs=(replace(first, applicability=Applicability.REVIEW), *finding.repairs[1:]))

    def _marked(self, report: Report, story: Story) -> Report:
        """The report without the findings that people have marked as fine, which it names, as it does idle marks."""
        weak = tuple(finding for finding in report.findings if finding.rule.pooled)
        strong = [finding for finding in report.findings if not finding.rule.pooled]
        parted = suppressions.apply(
            report.document, strong, (*story.marks, *story.shared), comments=self.config.inline_marks
        )
        notes = (*report.notes, *self._unused(story, parted.unused))
        return replace(report, findings=(*parted.kept, *weak), suppressed=parted.suppressed, notes=notes)

    def _counting(self, story: Story) -> tuple[Step, ...]:
        """Which findings count, what they add up to, and which of them are shown."""
        least = self.config.min_severity
        return (
            Step("baseline", lambda report: _without_known(report, story.known), lambda *_: "The baseline has it."),
            keeping(
                "changes",
                lambda finding: _within(story.places, finding),
                lambda finding: "It stands in a paragraph that has not changed.",
            ),
            Step("score", lambda report: self._scored(report, story)),
            Step(
                "severity",
                of_findings(self._shown),
                lambda *_: f"The profile shows findings from {least.name.lower()} on.",
            ),
            keeping(
                "evidence only",
                lambda finding: not finding.rule.pooled,
                lambda finding: f"It counts for {POOLED.id} and is never shown alone.",
            ),
        )

    def _scored(self, report: Report, story: Story) -> Report:
        """The report with what its findings add up to."""
        doc, counted = report.document, report.findings
        words = doc.word_count if story.places is None else sum(map(doc.count_words, story.places))
        said = self._opinion(report, story)
        return replace(
            report,
            score=0.0 if report.incomplete or not words else quality.score(counted, words, said),
            opinion_counts=said is not None,
            touched=quality.touched(counted, doc),
            notes=(
                *doc.notes,
                *doc.skipped,
                *report.notes,
                *story.notes,
                *(() if report.foreign else _not_english(report.language)),
            ),
            words=words,
        )

    def _opinion(self, report: Report, story: Story) -> Opinion | None:
        """What the model thinks of the whole story, if that counts: all of it is checked, and nobody has marked the
        hint that says so as fine.
        """
        if report.mt_likelihood is None or report.mt_errors is None or story.places is not None:
            return None
        asked = POOLED.id in self.rules and POOLED.id not in self.config.ignored_for(story.document.uri)
        fine = (*report.known, *(mark.finding for mark in report.suppressed))
        return (
            Opinion(report.mt_likelihood, report.mt_errors, _heed(report.document))
            if asked and not any(finding.rule.id == POOLED.id for finding in fine)
            else None
        )

    def _shown(self, report: Report) -> list[Finding]:
        """The findings that are severe enough for the profile, and the hint that may decide and be marked as fine."""
        likely = report.mt_likelihood if report.opinion_counts else None
        least = gate.likely_from(self.config.verdict, report.document.word_count, _heed(report.document))
        decides = likely is not None and least is not None and likely >= least
        return [
            one
            for one in report.findings
            if one.severity >= self.config.min_severity or (decides and one.rule.id == POOLED.id)
        ]

    def _asked(self, report: Report, reviewer: Reviewer, flagged: Sequence[Finding]) -> Report:
        """The report with what one reviewer says; one that cannot run, or crashes, is named."""
        said: list[Review] = []
        own = next(rule for rule in reviewer.rules if rule in self.rules)
        trouble = attempt(own, lambda: said.append(reviewer.review(report, flagged)))
        if isinstance(trouble, Failure):
            return replace(report, failures=(*report.failures, trouble))
        if trouble is not None:
            return replace(report, skipped=(*report.skipped, trouble))
        calibrated = self.engine.calibrated or (lambda finding: finding)
        findings = tuple(calibrated(finding) for finding in said[0].findings if finding.rule.id in self.rules)
        return review.added(report, replace(said[0], findings=findings), joined)

    def _unused(self, story: Story, marks: Iterable[Suppression]) -> Iterator[str]:
        run = frozenset(self.rules)
        return (
            f"{mark.origin} ignores nothing that is found."
            for mark in marks
            if mark.rules <= run and mark not in story.shared
        )

    def unchecked(self, report: Report) -> bool:
        """Whether not all of the story could be checked, or there was nothing to check and a gate waits for it."""
        return gate.unchecked(self.config, report)

    def tagger(self) -> "Tagger | None":
        """The bundled model, if the profile goes that deep and the model can run."""
        if not self._of_model:
            return None
        try:
            model: Tagger = self.engine.resources.model(MODEL)
        except ResourceError:
            return None
        return model

    def accepts(self, *, review: bool = False) -> Accepts:
        """Whether a repair is to be carried out: sure enough and automatic, or, with `review`, of any kind."""
        least = self.config.fix_min_confidence

        def accept(finding: Finding, repair: Repair) -> bool:
            return repair.confidence >= least and (review or finding.applicability(repair) is Applicability.AUTOMATIC)

        return accept

    def mend(self, file: RawFile, accepts: Accepts, format: str | None = None) -> Mended:
        """The file with all accepted repairs, its other text left as it is, and the reports on the result."""
        marks: dict[int, Story] = {}
        wrapped = file.wrapped

        def read(raw: str) -> Sequence[Document]:
            nonlocal wrapped
            stories = tuple(self.stories(replace(file, text=raw, wrapped=wrapped), format))
            wrapped = stories[0].document.wrapped if stories else wrapped  # a repaired text is read as it was at first
            marks.clear()  # what was read before is not asked for again
            marks.update((id(story.document), story) for story in stories)
            return [story.document for story in stories]

        def check(doc: Document) -> Report:
            return self.check(marks[id(doc)])

        return mend(file.text, read, check, accepts)


def _heed(doc: Document) -> float:
    return heed(doc.word_count, doc.sentence_count)


@lru_cache(maxsize=16)
def session_of(config: Config) -> Session:
    """The session of a profile, made once."""
    return Session(config)


def _without_known(report: Report, known: frozenset[str]) -> Report:
    """The report without the findings that a baseline knows, which it names."""
    if not known:
        return report
    strong = [finding for finding in report.findings if not finding.rule.pooled]
    everything = sorted(
        (*strong, *(mark.finding for mark in report.suppressed)), key=lambda f: (f.span.start, f.span.end, f.rule.id)
    )
    names = dict(zip(map(id, everything), fingerprints(report.document, everything), strict=True))
    old = tuple(finding for finding in strong if names[id(finding)] in known)
    return replace(
        report, findings=tuple(one for one in report.findings if names.get(id(one), "") not in known), known=old
    )


def _why_marked(finding: Finding, report: Report) -> str:
    reason = next((mark.reason for mark in report.suppressed if mark.finding == finding), None)
    return (
        "It touches a comment for mtcheck, which is not the story's text."
        if reason is None
        else f"Somebody has marked it as fine: {reason}"
    )


def _within(places: tuple[Span, ...] | None, finding: Finding) -> bool:
    return places is None or any(place.overlaps(finding.span) for place in places)


def _unheard(doc: Document) -> tuple[str, ...]:
    """A word about a mark that the story has in its text, under a profile that heeds none there."""
    there = suppressions.MARK in doc.text or (doc.runs and suppressions.MARK in doc.raw[: doc.runs[-1].raw.end])
    return (
        ("“mtcheck-ignore” in its text counts for nothing under this profile; mark a place as fine in a sidecar file.",)
        if there
        else ()
    )


def _not_english(tongue: str) -> tuple[str, ...]:
    return () if tongue in ("en", "und") else (f"The text seems to be in {name_of(tongue)}; mtcheck checks English.",)
