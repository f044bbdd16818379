"""“It” in place of a subject that follows the verb: “It was opened a new school”."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.grammar import lower_first, upper_first

RULE = Rule(
    id="dummy-subject",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MAJOR,
    summary="“It” stands for a subject that comes behind the verb.",
    why="Spanish se abrió, German es wurde eröffnet, Arabic tamma: the subject follows its verb there.",
    examples=(
        Bad("⟦It was opened a new school→A new school was opened⟧ in Lomna."),
        Bad("⟦It were found two bodies→Two bodies were found⟧ near the bridge."),
        Bad("⟦It has been signed an agreement→An agreement has been signed⟧ on Friday."),
        Good("It was found a week later; it was held the next day."),
        Good("It was opened in 1902 by a mill owner."),
        Good("It was built the year he died."),
    ),
)

_VERBS = (
    "opened|found|held|built|killed|arrested|launched|created|seized|detained|discovered|injured|organised|organized|"
    "signed|published|established|destroyed|inaugurated|recorded|registered|introduced|approved|presented|decided"
)
_DUMMY = Pattern(
    rf"[Ii]t (?P<verb>(?:was|were|has been|have been|will be) (?:{_VERBS})) "
    r"(?P<subject>(?:an?|two|three|four|five|six|several|many|\d+) (?!few|week|day|month|year|hour|decade|century"
    r"|second|third|minute|mile|kilomet|weeks|days|months|years|hours|times|time)(?:[a-z-]+ ){0,3}?[a-z-]+)"
    r"(?=[.,;]|$| (?:in|on|at|near|by|after|during|for|with|where|who|which|from)\b)",
    needs=("it was", "it were", "it has", "it have", "it will"),
)


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    for match in at_sentence_starts(doc, _DUMMY):
        new = f"{upper_first(match['subject'])} {lower_first(match['verb'])}"
        yield RULE.correction(Span(*match.span()), new, "The subject stands behind its verb.", 0.88, 0.82)
