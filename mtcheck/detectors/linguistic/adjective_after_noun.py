"""A relational adjective behind its noun, with nothing after it that it could belong to."""

from mtcheck.core import Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.closed_classes import AUXILIARIES, PREPOSITIONS
from mtcheck.text.vocabulary import ADJECTIVE, NOUN, PAST, PLURAL, PRESENT, Vocabulary
from mtcheck.text.words import either, listed

RULE = Rule(
    id="adjective-after-noun",
    mqm="linguistic-conventions/grammar",
    summary="An adjective follows its noun.",
    why="Romance languages, Arabic, Persian and Indonesian put it there.",
    examples=(
        Bad("The ⟦forces armed→armed forces⟧ entered the town."),
        Bad("The ⟦court constitutional→constitutional court⟧ met on Friday."),
        Bad("A ⟦convoy humanitarian→humanitarian convoy⟧ was stopped."),
        Bad("They fear a ⟦crisis economic⟧.", fixed="They fear an economic crisis."),
        Good("The army, armed and ready, waited."),
        Good("The police national headquarters was hit."),
        Good("It made the issue political."),
        Good("The forces armed by the state withdrew."),
    ),
)

_ADJECTIVES = either("adjective-after-noun: adjectives")
_POSTPOSED = Pattern(
    r"(?<![\w’'-])(?P<lead>[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Tt]heir|[Oo]ur|[Tt]his|of|in|for|with|against|by|new|first"
    rf"|last|several|two|three|many) (?P<noun>[a-z]{{3,}}) (?P<adjective>{_ADJECTIVES})(?![\w’'-])(?P<mark>[.,;:)]|$)?"
)
_VERBS_OF_CHANGE = listed("adjective-after-noun: verbs of change")
_NOT_NOUNS = listed("adjective-after-noun: not nouns")


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_POSTPOSED):
        noun, adjective = match["noun"], match["adjective"]
        tags = vocabulary.tags(noun)
        if (
            noun in _NOT_NOUNS
            or noun in ("colour", "color")
            or tags[:1] not in (NOUN, PLURAL)
            or any(tag in tags for tag in "JGRI")
            or vocabulary.capital(noun) > 60
        ):
            continue
        before = doc.before(match.start(), 40).lower().split()
        if _VERBS_OF_CHANGE.intersection(before[-4:]):
            continue
        following = doc.after(match.end("adjective"), 40)
        if not _ends(following, adjective, vocabulary):
            continue
        lead, start = match["lead"], match.start("noun")
        fixed = f"{adjective} {noun}"
        if lead.lower() in ("a", "an"):
            start, fixed = _with_article(match.start("lead"), start, lead, fixed)
        span = Span(match.start("noun"), match.end("adjective"))
        edit = Span(start, span.end)
        related = () if edit == span else (edit,)
        message = f"“{adjective}” comes after its noun."
        yield RULE.correction(span, Edit(edit, fixed), message, 0.86, related=related)


def _with_article(lead: int, start: int, old: str, fixed: str) -> tuple[int, str]:
    from mtcheck.text.inflection import article, match_case

    new = match_case(article(fixed), old)
    return (start, fixed) if new == old else (lead, f"{new} {fixed}")


def _ends(following: str, adjective: str, vocabulary: Vocabulary) -> bool:
    """Whether nothing follows that the adjective could belong to."""
    if not following.strip() or following[0] in ".;:)":
        return True
    words = following.lstrip(",").split()
    first = words[0].strip(".,;:)")
    if following[0] == ",":
        return (
            first.islower()
            and first != "and"
            and not vocabulary.mostly(first, ADJECTIVE, NOUN, PLURAL)
            and adjective.islower()
        )
    if not following[0].isspace() or not first.islower():
        return False
    if adjective == "armed" and first in ("by", "with", "and", "to", "for", "in"):
        return False
    return (
        first in PREPOSITIONS
        or first in AUXILIARIES
        or first in ("who", "which", "that", "said")
        or vocabulary.mostly(first, PAST, PRESENT)
    )
