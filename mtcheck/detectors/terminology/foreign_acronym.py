"""Abbreviations of another language for bodies that have an English one, from `lexicons/acronyms.tsv`.

After the full name, in brackets, the foreign letters are house style in many papers: silent. So is a text that also
gives their English form.
"""

from mtcheck.core import Bad, Document, Findings, Good, Resources, Rule, Severity, Span, replace
from mtcheck.cues.names import Row, cells, findings, forms_of
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="foreign-acronym",
    mqm="terminology/wrong-term",
    severity=Severity.MAJOR,
    summary="A body has the abbreviation of another language.",
    why="Engines copy capital letters; English readers know NATO, not OTAN.",
    examples=(
        Bad("The ⟦OTAN→NATO⟧ summit opens today."),
        Bad("A report of the ⟦ONU→UN⟧ blames both sides."),
        Bad("A vaccine is tested in ⟦EE.UU.→the US⟧ and in Lomna."),
        Good("The fund, known in French as OTAN, met."),
        Good("The fund (ONU) was founded later."),
        Good("NATO and the UN signed."),
    ),
    names=True,
)

_SAID_TO_BE = lazy(
    r"\b(?:known|abbreviated|acronym|initials|called"
    r"|in (?:French|Spanish|Russian|German|Italian|Portuguese|Turkish|Polish|Dutch)|by its)\b"
)

_WITH_ARTICLE = frozenset(("US", "UK", "UN", "EU", "UAE"))
_BARE = lazy(r"(?:^|[\s(])(?:[Ii]n|of|to|[Ff]rom|with|by|into|and|for|between|against|that) $")
_ENDS = lazy(
    r"(?: (?:a|an|the|and|or|in|on|to|of|is|was|has|had|will|for|by|with|from|as|at|but|said)\b|[,;:)]|\.(?:\s|$)|\s*$)"
)


def _silent(doc: Document, span: Span, row: Row) -> bool:
    before, after = doc.before(span.start, 1), doc.after(span.end, 1)
    if before in ("(", "[", "/") or after in (")", "]", "/"):
        return True
    sentence = doc.sentence_at(span.start).of(doc.text)
    low = sentence.lower()
    return any(word.lower() in low for word in cells(row["unless"])) or _SAID_TO_BE.search(sentence) is not None


def detect(doc: Document, resources: Resources) -> Findings:
    for finding in findings(
        RULE, doc, resources, forms_of("acronyms", "foreign", "english"), confidence=0.85, silent=_silent
    ):
        edit = finding.repairs[0].edits[0] if finding.repairs and len(finding.repairs[0].edits) == 1 else None
        if (
            edit is not None
            and edit.text in _WITH_ARTICLE
            and _BARE.search(doc.text, max(0, edit.span.start - 9), edit.span.start)
            and _ENDS.match(doc.text, edit.span.end)
        ):
            better = replace(edit.span, f"the {edit.text}", finding.repairs[0].confidence)
            yield RULE.finding(
                finding.span, finding.message, confidence=finding.confidence, repairs=[better, *finding.repairs[1:]]
            )
        else:
            yield finding
