"""What the bundled model takes for errors, family by family: each of its rules is a thin file over `findings`."""

from collections.abc import Callable, Collection, Iterator

from mtcheck.core import Document, Finding, Repair, Resources, Rule
from mtcheck.tagger.suspects import Suspect, suspects

Message = Callable[[str, Suspect], str]


def findings(rule: Rule, doc: Document, resources: Resources, families: Collection[str], message: Message) -> Iterator[Finding]:
    """A finding for each place of some families of errors; the model's edit becomes its repair, as sure as the place and the edit together."""
    for suspect in suspects(doc, resources.model("tagger")):
        if suspect.family in families:
            words = " ".join(suspect.span.of(doc.text).split())
            repairs = [Repair(suspect.edits, round(min(0.85, suspect.probability * suspect.sure), 3))] if suspect.edits else []
            yield rule.finding(suspect.span, message(words, suspect), confidence=round(suspect.probability, 3), repairs=repairs)
