"""What the bundled model takes for errors, family by family: each of its rules is a thin file over `findings`."""

from collections.abc import Callable, Collection, Iterator

from mtcheck.core import Document, Finding, Repair, Resources, Rule, Severity
from mtcheck.tagger.suspects import suspects

Message = Callable[[str], str]
LIMITS = (
    "The model reads a few sentences at a time and knows neither the source nor the world: rare names, terms and turns"
    " of phrase may look wrong to it."
)


def findings(
    rule: Rule, doc: Document, resources: Resources, families: Collection[str], message: Message
) -> Iterator[Finding]:
    """A finding for each place of some families of errors, a hint where the model is less sure; what it would write are
    the repairs.
    """
    for suspect in suspects(doc, resources.model("tagger")):
        if suspect.family not in families:
            continue
        words = " ".join(suspect.span.of(doc.text).split())
        repairs = [Repair(one.edits, one.confidence) for one in suspect.proposals]
        severity = rule.severity if suspect.sure else Severity.NEUTRAL
        yield rule.finding(
            suspect.span, message(words), confidence=suspect.probability, repairs=repairs, severity=severity
        )
