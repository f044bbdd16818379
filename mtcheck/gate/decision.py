"""The gate: `decide` says for a story pass, review, block or unchecked, and why; `Gate` adds stories up and says
whether the run may go on.

Sums are of whole numbers, so neither the order of the stories nor who checked them can move a decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from mtcheck.core import Document, Finding, Report, Severity
from mtcheck.gate.unreadable import is_loud, no_story
from mtcheck.profile.config import Config, GateLimits
from mtcheck.scoring import opinion, quality
from mtcheck.text.counting import count
from mtcheck.text.language import name_of
from mtcheck.text.paragraphs import is_stanza

PASS, REVIEW, BLOCK, UNCHECKED, NOTHING = "pass", "review", "block", "unchecked", "nothing to check"
DECISIONS = (PASS, NOTHING, REVIEW, BLOCK, UNCHECKED)  # of a story, from good to bad
EMPTY = "There is no text in it that could be checked."
WORDLESS = "There is hardly anything in it that could be checked: most of it is not parted into words."
LOUD = "It is set in capitals throughout, in which neither rules nor model can read it properly."
_MIN_WORDS = 1000  # a run of one caption with one finding has not a hundred of them per 1,000 words
_MICRO = 1_000_000  # confidences are added up as millionths
_QUOTED = 40  # code points of a finding's words in a reason


@dataclass(frozen=True, slots=True)
class Decision:
    """`word`: one of DECISIONS; of a run: pass, review, block or unchecked. `reason`: one finished sentence.

    `stops`: the exit code is 1 for it.
    """

    word: str
    reason: str
    stops: bool = False

    @property
    def verdict(self) -> str:
        """The decision in three words: what could not be checked is not to go out."""
        return self.word if self.word in quality.VERDICTS else BLOCK


def decide(config: Config, report: Report) -> Decision:
    """What becomes of a story: what could not be checked, then what stops it, then what wants a look."""
    if undone := missing(config, report):
        return Decision(UNCHECKED, undone)
    if not report.words and not report.findings:
        return Decision(NOTHING, EMPTY)
    if (config.gate is not None or not report.findings) and not report.foreign and not _is_in_words(report):
        return Decision(NOTHING, WORDLESS)
    if config.gate is not None and not report.foreign and (why := no_story(report)):
        return Decision(NOTHING, why)
    verdict, why = _judged(config, report)
    if verdict == BLOCK:
        return Decision(BLOCK, why, stops="none" not in config.fail_on)
    over = _over(config, report)
    if over and (config.gate is not None or verdict != REVIEW):
        return Decision(BLOCK if config.gate is not None else REVIEW, over, stops=True)
    if verdict == REVIEW:
        return Decision(REVIEW, why, stops=bool(over) or REVIEW in config.fail_on)
    if config.gate is not None and is_loud(report):
        return Decision(REVIEW, LOUD, stops=REVIEW in config.fail_on)
    return Decision(PASS, _passed(report))


_LONGEST = 60  # code points without a space that may be a word or an address; longer ones are neither
_USUAL = 20  # code points of text for each word that no text in words comes near


def _is_in_words(report: Report) -> bool:
    """Whether at least half of a text stands in words: “The_army_took_weapons” and a megabyte of “aaaa” do not."""
    text = report.document.text
    if len(text) <= _USUAL * report.words:
        return True
    pieces = [len(piece) for piece in text.split()]
    return sum(size for size in pieces if size > _LONGEST) * 2 <= sum(pieces)


def unchecked(config: Config, report: Report) -> bool:
    """Whether the exit code is 3 for a story: not all of it could be checked, or a gate waits for text it lacks."""
    return report.decision == UNCHECKED or (report.decision == NOTHING and config.gate is not None)


def missing(config: Config, report: Report) -> str:
    """What could not be checked of a story and should have been, as a sentence; empty if nothing."""
    if report.incomplete:
        return report.incomplete
    if config.gate is not None and report.document.skipped:  # a gate passes nothing that was not read
        return report.document.skipped[0]
    if report.failures:
        return f"The rule {report.failures[0].rule} crashed on it ({report.failures[0].error}); please report this."
    unable = next((skipped for skipped in report.skipped if skipped.rule in config.named()), None)
    return f"The rule {unable.rule} could not run: {unable.reason}" if unable else ""


def likely_from(limits: quality.Limits, words: int, heed: float = 1.0) -> float | None:
    """The probability from which on a story of so many words is said to read like unedited machine translation: the
    least that holds one back, or that was fitted. `heed`: how far the opinion of it counts.
    """
    found = [
        limit
        for limit in (
            _likelihood(limits.review_likelihood, REVIEW, words, heed),
            _likelihood(limits.block_likelihood, BLOCK, words, heed),
        )
        if limit is not None
    ]
    return min(found, default=None)


def _likelihood(limit: float | None, word: str, words: int, heed: float) -> float | None:
    """The limit of a profile, or the one that was fitted with the model for stories of that length."""
    return opinion.limit(word, words, heed) if limit == quality.FITTED else limit


def _judged(config: Config, report: Report) -> tuple[str, str]:
    """Pass, review or block by the limits of the profile, whatever rule found what weighs, and why."""
    if report.foreign:
        return BLOCK, f"The text is in {name_of(report.language)}, and mtcheck checks English."
    limits = config.verdict
    sure = [
        finding
        for finding in report.findings
        if finding.confidence >= config.fail_min_confidence and not finding.rule.preview
    ]
    worst = max(sure, key=_weight, default=None)
    if config.gate is not None and (whole := _dense(report, sure) or _garbled(report)):
        return BLOCK, whole
    likely = report.mt_likelihood if report.opinion_counts else None
    spared = ""
    heed = opinion.heed(report.document.word_count, report.document.sentence_count)
    for word, lowest, severity, likelihood, does in (
        (BLOCK, limits.block_below, limits.block_severity, limits.block_likelihood, "blocks a story"),
        (REVIEW, limits.review_below, limits.review_severity, limits.review_likelihood, "wants a review"),
    ):
        if worst is not None and severity is not None and worst.severity >= severity:
            return word, f"{_named(report, worst)} is {worst.severity.name.lower()}, which {does}."
        most = _likelihood(likelihood, word, report.document.word_count, heed)
        if word == BLOCK and _is_doubt_alone(report, lowest):
            if report.score < lowest or (likely is not None and most is not None and likely >= most):
                spared = f"; of a story under {_SHORT} words the language model's doubt alone blocks none"
            continue
        if likely is not None and most is not None and likely >= most:
            said = f"It reads like unedited machine translation ({likely:.0%} likely), which {does}"
            return word, f"{said}{_doubted(report)}{spared}."
        if report.score < lowest:
            return word, f"Its score {_under(report.score, lowest)}, which {does}{_unseen(report, lowest)}{spared}."
    return PASS, ""


_SHORT, _WRONG = 150, 20.0  # words of a story that the model knows by little, and expected errors per 100 words


def _is_doubt_alone(report: Report, lowest: float) -> bool:
    """Whether nothing but the language model's opinion of a short story would block it, and it expects few errors: of
    letters, dialect and diaries it thinks as of output.
    """
    if not report.opinion_counts or report.mt_errors is None or report.document.word_count >= _SHORT:
        return False
    return report.mt_errors < _WRONG and 100 - quality.weights(report.findings, report.words).rules >= lowest


def _under(score: float, lowest: float) -> str:
    """ "of 98.2 is under 98.5": with as many places as it takes for the two to differ, three at most."""
    shown = next((said for places in (1, 2, 3) if float(said := f"{score:.{places}f}") < lowest), "")
    return f"of {shown} is under {lowest:g}" if shown else f"is a hair under {lowest:g}"


_FEW, _APART = 3, 10  # findings that are enough, and words for each of them that are too few


def _doubted(report: Report) -> str:
    """The sentences that the language model doubts most, to begin with, for the end of a reason."""
    if not report.doubted:
        return ""
    named = " and ".join(f"“{_short(span.of(report.document.text))}”" for span in report.doubted)
    return f"; the language model doubts {named} most"


def _dense(report: Report, sure: Sequence[Finding]) -> str:
    """That a text too short for its score to say much is wrong throughout, as a sentence; empty if it is not.

    In 566,000 words of native news no stretch had three so near to one another, but for two stories full of raw
    entities.
    """
    doc, words, many = report.document, report.words, 0
    for finding in sure:
        if finding.severity <= Severity.NEUTRAL or quality.of_model(finding):
            continue
        line = doc.segment_at(max(finding.span.start, finding.span.end - 1)).span if doc.segments else finding.span
        if finding.rule.mqm == _ADDED and finding.span.start <= line.start and finding.span.end >= line.end:
            words -= doc.count_words(line)  # a line beside the story says nothing of its sentences
        else:
            many += 1
    if many < _FEW or words >= _APART * many:
        return ""
    return f"There are {many} findings in {count(words, 'word')}, which blocks a story."


_ADDED = "accuracy/addition"


def _garbled(report: Report) -> str:
    """That the language model cannot read most of a text, as a sentence; empty if it can."""
    found = [finding.span.of(report.document.text) for finding in report.findings if finding.rule.id == _UNREADABLE]
    if not found or is_stanza(report.document.text, report.document.segments):
        return ""
    if not report.words or 2 * sum(len(text.split()) for text in found) < report.words:
        return ""
    return f"The language model cannot read “{_short(found[0])}”, most of the story, which blocks it."


_UNREADABLE = "doubtful-sentence"


def _unseen(report: Report, lowest: float) -> str:
    """What the language model expects of a story, where the findings alone would not put its score under a limit."""
    if not report.opinion_counts or report.mt_errors is None:
        return ""
    if quality.score(report.findings, report.words) < lowest:
        return ""
    errors = round(report.mt_errors * report.document.word_count / 100)
    named = sum(quality.of_model(finding) for finding in report.findings)
    if not errors or named >= errors:
        return ": the language model doubts it as a whole more than what it can name"
    sure = f"{named:,} of them sure enough to name" if named else "none sure enough to name"
    return f": the language model expects about {count(errors, 'error')} in it, {sure}"


def stops(config: Config, finding: Finding) -> bool:
    """Whether a finding puts its story at or above the gate by itself: severe, sure, its rule not on trial."""
    floor = _floor(config)
    return floor is not None and finding.severity >= floor and _counts(config, finding)


def _is_spared(config: Config, finding: Finding) -> bool:
    """Whether a finding would put its story at or above the gate if its rule might."""
    floor = _floor(config)
    return (
        config.gate is not None
        and floor is not None
        and finding.severity >= floor
        and finding.confidence >= config.fail_min_confidence
        and not config.may_fail(finding.rule.id)
    )


def _floor(config: Config) -> Severity | None:
    """The least severity that the run fails on."""
    return min(
        (Severity[word.upper()] for word in config.fail_on if word.upper() in Severity.__members__), default=None
    )


def _over(config: Config, report: Report) -> str:
    """Why single findings put a story at or above the gate, as a sentence; empty if none does."""
    over = [finding for finding in report.findings if stops(config, finding)]
    floor = _floor(config)
    if not over or floor is None:
        return ""
    worst = max(over, key=_weight)
    does = "gate stops" if config.gate is not None else "run fails"
    others = f" (and {count(len(over) - 1, 'more finding')})" if len(over) > 1 else ""
    return (
        f"{_named(report, worst)} is {worst.severity.name.lower()} and {worst.confidence:.0%} sure{others}; the {does}"
        f" from {floor.name.lower()} on."
    )


def _passed(report: Report) -> str:
    """What was looked at, and that nothing in it holds the story back."""
    looked = f" by {report.looked}" if report.looked else ""
    if report.findings:
        return (
            f"{count(len(report.findings), 'finding')}{looked}, none of which holds it back (score {report.score:.1f})."
        )
    return f"Nothing {'new ' if report.known else ''}was found in {count(report.words, 'word')}{looked}."


def _counts(config: Config, finding: Finding) -> bool:
    """Whether a finding is sure enough, by a rule that is trusted and not on trial."""
    return (
        finding.confidence >= config.fail_min_confidence
        and not finding.rule.preview
        and config.may_fail(finding.rule.id)
    )


def undone(config: Config, doc: Document, why: str) -> Report:
    """The report on a story of which nothing else is known than that it was not checked: it fails closed."""
    said = Report(doc, (), incomplete=why, score=0.0, verdict=BLOCK, decision=UNCHECKED, reason=why)
    return replace(said, gated=config.gate is not None)


def _weight(finding: Finding) -> tuple[int, float, int]:
    return finding.severity, finding.confidence, -finding.span.start


def _named(report: Report, finding: Finding) -> str:
    return f"{finding.rule.id} at “{_short(finding.span.of(report.document.text))}”"


def _short(text: str) -> str:
    """Its first words on one line."""
    words = " ".join(text.split())
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"


@dataclass
class Totals:
    """What a run has seen under one profile.

    `penalty`: severity times confidence, added up, in millionths of an MQM point. `held`: stories that are not to go
    out as they are, whether or not they fail the run. `empty`: stories with nothing to check. `spared`: findings that
    would put a story at the gate if their rules might.
    """

    stories: int = 0
    words: int = 0
    blocked: int = 0
    unchecked: int = 0
    findings: int = 0
    penalty: int = 0
    held: int = 0
    empty: int = 0
    spared: int = 0

    def per_thousand(self, number: float) -> float:
        """So many per 1,000 words; runs under 1,000 words count as 1,000."""
        return 1000 * number / max(self.words, _MIN_WORDS)

    def add(self, other: "Totals") -> None:
        """Counts in what another part of the run has seen."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


class Gate:
    """Adds stories up, for each profile apart, and decides over the run."""

    def __init__(self) -> None:
        self._totals: dict[Config, Totals] = {}

    def totals(self, config: Config) -> Totals:
        """What the run has seen under a profile so far."""
        return self._totals.setdefault(config, Totals())

    def add(self, config: Config, report: Report) -> None:
        """Counts a story in, with the decision that it has."""
        totals = self.totals(config)
        totals.stories += 1
        totals.words += report.words
        totals.blocked += report.stopped
        totals.held += report.decision in (REVIEW, BLOCK)
        totals.empty += report.decision == NOTHING
        totals.unchecked += unchecked(config, report)
        for finding in report.findings:
            if finding.severity > Severity.NEUTRAL and _counts(config, finding):
                totals.findings += 1
                totals.penalty += round(finding.severity * finding.confidence * _MICRO)
            totals.spared += _is_spared(config, finding)

    @property
    def gated(self) -> bool:
        """Whether a profile speaks of a gate."""
        return any(config.gate is not None for config in self._totals)

    def decision(self, errors: int = 0) -> Decision:
        """Over the run.

        `errors`: what could not even be read; a gate fails closed, so that weighs more than what was found.
        """
        undone = sum(totals.unchecked for totals in self._totals.values())
        if undone or errors:
            parts = [count(undone, "story", "stories")] if undone else []
            parts += [count(errors, "input")] if errors else []
            return Decision(UNCHECKED, f"{' and '.join(parts)} could not be checked.")
        reasons = sorted({reason for config, totals in self._totals.items() for reason in _exceeded(config, totals)})
        if reasons:
            return Decision(BLOCK, " ".join(reasons), stops=True)
        stories = sum(totals.stories for totals in self._totals.values())
        blocked = sum(totals.blocked for totals in self._totals.values())
        if not self.gated and stories and stories == sum(totals.empty for totals in self._totals.values()):
            return Decision(NOTHING, EMPTY if stories == 1 else "None of the stories has text that could be checked.")
        told = _part(blocked, stories)
        held = sum(totals.held for totals in self._totals.values())
        if not self.gated and held:  # what no gate weighs is no better than its stories
            waits = f"{_part(held, stories)} {'wants' if held == 1 else 'want'} a review"
            return Decision(REVIEW, f"{waits}, which does not fail the run.")
        if not self.gated:
            passes = "The story does not fail the run." if stories == 1 else f"{told} fails the run."
            return Decision(PASS, passes)
        spared = sum(totals.spared for totals in self._totals.values())
        but = f"{count(spared, 'finding')}, none by a gate rule." if spared and not blocked else ""
        if stories == 1 and not blocked:
            return Decision(PASS, f"The story is not blocked: {but}" if but else "The story is not blocked.")
        told += f" {'is' if blocked <= 1 else 'are'} blocked"
        return Decision(
            PASS, f"{told}, which is within the limits." if blocked else f"{told}: {but}" if but else f"{told}."
        )


def _part(number: int, stories: int) -> str:
    """ "2 of 3 stories", "The story" where there is just one."""
    return "The story" if number == stories == 1 else f"{number or 'None'} of {count(stories, 'story', 'stories')}"


def _exceeded(config: Config, totals: Totals) -> list[str]:
    """A sentence for each limit that a run is beyond."""
    limits = config.gate or GateLimits()
    if config.gate is None and totals.blocked:
        fail = "fails" if totals.blocked == 1 else "fail"
        return [f"{_part(totals.blocked, totals.stories)} {fail} the run (fail_on: {', '.join(config.fail_on)})."]
    found = []
    most = 0 if limits.max_blocked is None and limits.max_blocked_share is None else limits.max_blocked
    blocked, stories = count(totals.blocked, "story is", "stories are"), totals.stories
    if most is not None and totals.blocked > most:
        found.append(f"{blocked} blocked, where {most or 'none'} may be.")
    elif limits.max_blocked_share is not None and totals.blocked > limits.max_blocked_share * stories:
        found.append(
            f"{blocked} blocked of {stories:,} ({totals.blocked / stories:.1%}), where {limits.max_blocked_share:.1%}"
            " may be."
        )
    rate = totals.per_thousand(totals.findings)
    if limits.max_findings is not None and rate > limits.max_findings:
        found.append(f"There are {rate:.2f} findings per 1,000 words, where {limits.max_findings:g} may be.")
    penalty = totals.per_thousand(totals.penalty / _MICRO)
    if limits.max_penalty is not None and penalty > limits.max_penalty:
        found.append(
            f"The expected penalty is {penalty:.2f} MQM points per 1,000 words, where {limits.max_penalty:g} may be."
        )
    return found
