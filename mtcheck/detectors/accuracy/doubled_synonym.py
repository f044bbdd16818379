"""“Repaired and fixed”: two words of one sense joined by “and”, from `lexicons/synonym_pairs.tsv`; verbs and nouns in
any one form, in either order.
"""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Resources, Rule, Severity, Span
from mtcheck.text.inflection import plural, verb_forms
from mtcheck.text.names import NameList
from mtcheck.text.scanner import lowered

RULE = Rule(
    id="doubled-synonym",
    mqm="accuracy/addition",
    severity=Severity.NEUTRAL,
    summary="Two words with the same meaning are joined by “and”.",
    why=(
        "Arabic, Persian, Hindi and Turkish prose pairs synonyms for weight; translated word by word, English says a"
        " thing twice."
    ),
    examples=(
        Bad("The pumps were ⟦repaired and fixed→repaired⟧ by noon."),
        Bad("They began ⟦demolishing and destroying→destroying⟧ the wall."),
        Bad("The clerk was ⟦suspended and removed from post→suspended⟧."),
        Bad("He spoke of ⟦obstacles and hurdles→obstacles⟧ on the way."),
        Good("The pumps were fixed and the pipes repaired."),
        Good("They asked for help and assistance."),
        Good("The wall was demolished and rebuilt."),
    ),
    limits="Knows the pairs of its list; a lawyer or a poet may mean both words.",
)


def _forms(resources: Resources) -> NameList[str]:
    """Every phrase in lower case, with the word that stays."""
    found: dict[str, str] = {}
    for row in resources.table("synonym_pairs"):
        for keep, drop in _inflected(row["keep"], row["drop"], row["kind"]):
            found.setdefault(f"{keep} and {drop}", keep)
            found.setdefault(f"{drop} and {keep}", keep)
    return NameList(found.items())


def _inflected(one: str, other: str, kind: str) -> Iterator[tuple[str, str]]:
    if kind == "adjective":
        yield one, other
    elif kind == "noun":
        yield one, other
        if not one.endswith("s") and not other.endswith("s"):
            yield plural(one), plural(other)
    else:
        (first, *rest), (second, *tail) = one.split(), other.split()
        forms, others = verb_forms(first), verb_forms(second)
        for form in forms:
            for left in forms[form]:
                for right in others.get(form, ()):
                    yield " ".join((left, *rest)), " ".join((right, *tail))


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    phrases: NameList[str] = resources.derived("doubled synonyms", _forms)
    for start, end, keep in phrases.find(lowered(doc.text)):
        if doc.is_masked(start, end) or doc.segment_at(start).kind == "code":
            continue
        span = Span(start, end)
        kept = keep.capitalize() if doc.text[start].isupper() else keep
        yield RULE.correction(span, kept, f"“{span.of(doc.text)}” says one thing twice.", 0.65, 0.6)
