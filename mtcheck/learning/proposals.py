"""What a newsroom's decisions propose.

Rules to turn off, to make hints of or to show only when they are surer, names to leave alone, terms to flag.

Every proposal rests on decisions that agree, from more than one story, and says on how many.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mtcheck.evaluation.evidence import Evidence
from mtcheck.evaluation.fit import fit
from mtcheck.learning.effect import Share, Shows, accepted, percent
from mtcheck.profile import catalog
from mtcheck.profile.house import House, Term
from mtcheck.scoring.calibration import FINDINGS, REPAIRS, Calibration
from mtcheck.watch.judgements import ACCEPTED, Judgement

_FEWEST = 8  # decisions on a rule, or on its findings below a threshold
_OFF, _HINT = 0.2, 0.5  # the upper end of the interval of what is accepted, below which a rule goes or becomes a hint
_TIMES, _STORIES = 3, 2  # how often, and in how many stories, a name was left alone or a term changed
_LONGEST = 60  # code points of a name or a term
_NAME = re.compile(r"[^\W\d_a-z][\w'’.-]*(?: (?:(?:of|de|van|von|al|the|and) )?[^\W\d_a-z][\w'’.-]*)*")
OFF, THRESHOLD, HINT, NAME, TERM = "off", "threshold", "hint", "name", "term"


@dataclass(frozen=True)
class Proposal:
    """A change of the profile. `what`: one of the kinds above.

    `subject`: the rule, the name or the wrong term; `value`: the threshold or the right term.
    """

    what: str
    subject: str
    sentence: str
    reason: str
    value: str | float = ""

    def shows(self, one: Judgement) -> bool:
        """Whether the finding of a decision would still be shown as an error."""
        if self.what in (OFF, HINT):
            return one.rule != self.subject
        if self.what == THRESHOLD:
            return one.rule != self.subject or one.confidence >= float(self.value)
        return self.what != NAME or one.text.strip() != self.subject


def of_rules(said: Sequence[Judgement]) -> Iterator[Proposal]:
    """What the decisions on each rule say of it."""
    by_rule: dict[str, list[Judgement]] = defaultdict(list)
    for one in said:
        by_rule[one.rule].append(one)
    for rule, some in sorted(by_rule.items()):
        share = accepted(some)
        if share.whole < _FEWEST or _stories(some) < _STORIES:
            continue
        reason = f"accepted {share}"
        if share.high < _OFF:
            yield Proposal(OFF, rule, f"Turn {rule} off.", reason)
        elif (threshold := _threshold(some)) is not None:
            below = accepted([one for one in some if one.confidence < threshold])
            yield Proposal(
                THRESHOLD,
                rule,
                f"Show {rule} from a confidence of {threshold:.2f} on.",
                f"below it accepted {below}; of all {share.part} of {share.whole}",
                threshold,
            )
        elif share.high < _HINT:
            yield Proposal(HINT, rule, f"Make {rule} a hint.", reason)


def _threshold(said: Sequence[Judgement]) -> float | None:
    """The confidence below which editors mostly reject and from which on they mostly accept, if there is one."""
    best, found = 0, None
    for least in sorted({round(one.confidence, 2) for one in said})[1:]:
        below = accepted([one for one in said if one.confidence < least])
        above = accepted([one for one in said if one.confidence >= least])
        gain = below.whole - 2 * below.part  # decisions on which the profile and the editors agree more
        if below.whole >= _FEWEST and below.high < _HINT and above.whole and above.value >= _HINT and gain > best:
            best, found = gain, least
    return found


def of_house(said: Sequence[Judgement], house: House, gone: Iterable[str] = ()) -> Iterator[Proposal]:
    """Names that editors always leave alone, and words that they always change into the same.

    `gone`: rules that are turned off anyway.
    """
    left_out = frozenset(gone)
    by_text: dict[str, list[Judgement]] = defaultdict(list)
    for one in said:
        text = " ".join(one.text.split())
        if text and len(text) <= _LONGEST and one.rule not in left_out:
            by_text[text].append(one)
    known = {*house.names, *(term.wrong for term in house.terms), *(term.right for term in house.terms)}
    for text, some in sorted(by_text.items()):
        if len(some) < _TIMES or _stories(some) < _STORIES or text in known:
            continue
        where = f"in {_stories(some)} stories"
        if not any(one.agreed for one in some) and _NAME.fullmatch(text):
            yield Proposal(NAME, text, f"Leave the name “{text}” alone.", f"left as it is {len(some)} times {where}")
        (right, times), *_ = Counter(" ".join(one.written.split()) for one in some).most_common(1)
        own = [one for one in some if one.action != ACCEPTED]
        if own and times == len(some) and _is_term(text, right, known):
            yield Proposal(TERM, text, f"Write “{right}” for “{text}”.", f"changed so {times} times {where}", right)


def _is_term(wrong: str, right: str, known: Iterable[str]) -> bool:
    return bool(right) and wrong != right and len(right) <= _LONGEST and right not in known and wrong[0].isalnum()


def _stories(said: Iterable[Judgement]) -> int:
    return len({one.story for one in said})


def calibrated(said: Iterable[Judgement], rules: Iterable[str]) -> Calibration | None:
    """A calibration fitted on decisions about findings with the detectors' own confidence; None where they are few."""
    own = [one for one in said if not one.calibrated]
    if len(own) < 50:
        return None
    evidence = [
        Evidence(FINDINGS, one.rule, catalog.family_of(one.rule), "decisions", one.confidence, one.agreed)
        for one in own
    ]
    evidence += [
        Evidence(
            REPAIRS, one.rule, catalog.family_of(one.rule), "decisions", one.confidence, one.written == one.offered
        )
        for one in own
        if one.agreed and one.offered
    ]
    rows = fit(evidence, rules, catalog.group_of)
    head = (
        f"Fitted by `mtcheck learn` on {len(own):,} decisions of editors.",
        "what, name, band, count, right, shift, level, judged, held_out",
    )
    return Calibration(tuple(rows), head, catalog.group_of)


def moved(said: Iterable[Judgement], table: Calibration) -> list[Judgement]:
    """The decisions with the confidences that their findings would have had."""
    return [
        one if one.calibrated else replace(one, confidence=table.probability(FINDINGS, one.rule, one.confidence))
        for one in said
    ]


def first_right(said: Iterable[Judgement], terms: Iterable[Term] = ()) -> Share:
    """How often the first repair that was offered, or that the terms would have offered, is what the editor wrote."""
    rights = {term.wrong: term.right for term in terms}
    changed = [one for one in said if one.agreed and one.written]
    return Share(
        sum(rights.get(" ".join(one.text.split()), one.offered) == one.written for one in changed), len(changed)
    )


def corrections(said: Iterable[Judgement]) -> list[dict[str, str]]:
    """Paragraphs before and after, as `mtcheck train` reads them, one correction a paragraph."""
    begun: dict[tuple[str, str], str] = {}  # from a story and the paragraph as it is now to how it began
    for one in said:
        if not one.agreed or not one.before.strip() or one.before == one.after:
            continue
        first = begun.pop((one.story, one.before), one.before)
        begun[one.story, one.after] = first
    return [
        {"text": first, "corrected": after} for (_, after), first in begun.items() if after.strip() and first != after
    ]


def why(share: Share) -> str:
    """A share in words, without its interval."""
    return f"{share.part} of {share.whole} ({percent(share.value)})"


def all_show(proposals: Iterable[Proposal]) -> list[Shows]:
    return [one.shows for one in proposals]
