"""What a detector looks for (`Rule`), where it saw it (`Finding`) and what could be done (`Repair`)."""

import enum
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mtcheck.core.spans import Span


class Severity(enum.IntEnum):
    """How bad the error is for the reader; the value is the MQM penalty."""

    NEUTRAL = 0
    MINOR = 1
    MAJOR = 5
    CRITICAL = 25


class Applicability(enum.StrEnum):
    """Whether a machine may carry out the repair alone."""

    AUTOMATIC = "automatic"
    REVIEW = "review"


@dataclass(frozen=True, order=True, slots=True)
class Edit:
    """Replaces the text of a span; an empty span inserts, an empty text deletes."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Repair:
    """Edits that belong together: sorted, disjoint, applied all or none.

    `confidence` is the probability that an editor accepts them.
    """

    edits: tuple[Edit, ...]
    confidence: float
    applicability: Applicability | None = None  # None: as the rule says

    def __post_init__(self) -> None:
        if not self.edits or not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"not a repair: {self.edits} at {self.confidence}")
        for before, after in zip(self.edits, self.edits[1:], strict=False):
            if before.span.end > after.span.start or before.span == after.span:
                raise ValueError(f"edits overlap or are not sorted: {before} and {after}")


@dataclass(frozen=True, slots=True, init=False)
class Bad:
    """An example that the rule must find at the `⟦marks⟧`, and repair as `⟦marks→remarks⟧` says.

    `fixed`: the whole text after the repair, worked out where an arrow says it; given where the repair reaches outside
    the marks or has an arrow itself; None where nothing can be repaired. `text` is what the reader sees as text; it
    keeps the marks without what the arrows point to.
    """

    said: str
    given: str | None

    def __init__(self, text: str, fixed: str | None = None) -> None:
        object.__setattr__(self, "said", text)
        object.__setattr__(self, "given", fixed)

    @property
    def text(self) -> str:
        return self.said if self.given is not None else _ARROW.sub(r"⟦\1⟧", self.said)

    @property
    def fixed(self) -> str | None:
        if self.given is not None or not _ARROW.search(self.said):
            return self.given
        return re.sub("[⟦⟧]", "", _ARROW.sub(r"\2", self.said))


_ARROW = re.compile("⟦([^⟦⟧→]*)→([^⟦⟧→]*)⟧")


@dataclass(frozen=True, slots=True)
class Good:
    """An example that the rule must leave alone: best a near miss."""

    text: str


@dataclass(frozen=True)
class Rule:
    """A kind of error. `id` equals the file name of its detector with hyphens.

    `mqm`: dimension/type of MQM Core 2. `limits`: what the rule is known to miss or mistake. `needs`: names of the
    models it asks for. `preview`: reported, never failing a gate. `pooled`: weak evidence, counted over the document
    and never shown alone. `passage`: it judges a passage as a whole, so that what other rules find inside it is a part
    of it. `residue`: what its repair takes out belongs to the page or its software, so the story loses nothing.
    `default`: off means that the rule runs only when it is selected by name. `names`: it judges names, so one that the
    story's own metadata has is right. `whole`: what it finds may depend on paragraphs far from the place, so that a
    repair anywhere may bring it a new finding; the others see a paragraph and its neighbours. `of_story`: what it finds
    is said of the whole story, so that nothing is wrong with the words at its place.
    """

    id: str
    mqm: str
    summary: str
    why: str
    examples: tuple[Bad | Good, ...]
    severity: Severity = Severity.MINOR
    applicability: Applicability = Applicability.REVIEW
    limits: str = ""
    needs: tuple[str, ...] = ()
    preview: bool = False
    pooled: bool = False
    default: bool = True
    names: bool = False
    residue: bool = False
    passage: bool = False
    whole: bool = False
    of_story: bool = False

    def finding(
        self,
        span: Span,
        message: str,
        *,
        confidence: float,
        repairs: Iterable[Repair] = (),
        severity: Severity | None = None,
        related: tuple[Span, ...] = (),
    ) -> "Finding":
        """A finding of this rule; repairs are put best first."""
        offers = sorted(repairs, key=lambda repair: (-repair.confidence, repair.edits))
        return Finding(
            self, span, message, self.severity if severity is None else severity, confidence, tuple(offers), related
        )

    def correction(
        self,
        span: Span,
        text: str | Edit | tuple[Edit, ...] | None,
        message: str,
        confidence: float,
        repair: float | None = None,
        *,
        applicability: Applicability | None = None,
        for_people: bool = False,
        severity: Severity | None = None,
        related: tuple[Span, ...] = (),
    ) -> "Finding":
        """The commonest finding: one repair puts it right, as a rule `text` instead of the whole span; None where
        nobody can tell.

        `repair`: the confidence of the repair, where it is not that of the finding. `for_people`: a person is to see
        it, whatever the rule says.
        """
        applicability = Applicability.REVIEW if for_people else applicability
        edits = (Edit(span, text),) if isinstance(text, str) else (text,) if isinstance(text, Edit) else text
        offer = Repair(edits, confidence if repair is None else repair, applicability) if edits is not None else None
        repairs = () if offer is None else (offer,)
        return self.finding(span, message, confidence=confidence, repairs=repairs, severity=severity, related=related)


class Evidence(NamedTuple):
    """What one rule or model said by itself, where several were heard."""

    source: str
    confidence: float


@dataclass(frozen=True)
class Finding:
    """A possible error, not yet confirmed. `confidence` is the probability that an editor would agree.

    `evidence`: what the confidence was made of, where more than one rule or model saw the place.
    """

    rule: Rule
    span: Span
    message: str
    severity: Severity
    confidence: float
    repairs: tuple[Repair, ...] = ()
    related: tuple[Span, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def covers(self, span: Span) -> bool:
        """Whether an edit at `span` stays at the finding's own or a related place (touching counts)."""
        return any(place.start <= span.start and span.end <= place.end for place in (self.span, *self.related))

    def applicability(self, repair: Repair) -> Applicability:
        return repair.applicability or self.rule.applicability


Findings = Iterator[Finding]  # what a detector gives


def rewritten(text: str, span: Span, edits: Iterable[Edit]) -> str:
    """What stands in the span of the text after sorted, disjoint edits inside it."""
    out, at = [], span.start
    for edit in edits:
        out += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*out, text[at : span.end]])


def replace(span: Span, text: str, confidence: float, applicability: Applicability | None = None) -> Repair:
    """The commonest repair: one span, one text."""
    return Repair((Edit(span, text),), confidence, applicability)
