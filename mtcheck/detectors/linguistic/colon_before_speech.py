"""“said that:” and “said:” with words that no quotation marks hold; first person is speech, the rest reported."""

import re

from mtcheck.core import Bad, Document, Edit, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.closed_classes import ARTICLES, DEMONSTRATIVES
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="colon-before-speech",
    mqm="linguistic-conventions/punctuation",
    summary="A colon introduces words that are not in quotation marks.",
    why="Some languages put a colon before reported speech; English wants “that” or quotation marks.",
    limits="Whether the words are verbatim is only in the source.",
    examples=(
        Bad("The envoy added ⟦that:→that⟧ the mine will reopen."),
        Bad("The mayor ⟦said: the→said the⟧ port will reopen on Friday."),
        Bad('The minister ⟦said: we will not sign the accord.→said: "We will not sign the accord."⟧'),
        Bad(
            "Strikes go on\nThe strikes went on for the third day, the monitors ⟦said:→said.⟧\nThe envoy left the city."
        ),
        Good('The minister said: "We will not sign."'),
        Good("The minister said:\n“We will not sign.”"),
        Good("The report said: see page 12"),
        Good("Here is what the board said:\n1. No.\n2. Not yet."),
    ),
)

_VERB = lazy(
    r"\b(?:said|says|added|stated|declared|announced|confirmed|stressed|noted|emphasi[sz]ed|explained|claimed|reported"
    r"|warned|insisted|told \w{1,20})(?P<that> that)? ?$"
)
_COLON = Pattern(r":(?:$| ?(?P<word>[^\W\d_][\w'’]*) (?P<rest>[^\n\"“”«»‘]{8,400}?[.!?])(?=\s|$)| ?(?P<after>\S))")
_OWN = lazy(r"\b(?:[Ww]e|I|[Oo]ur|[Mm]y|us|me|[Ww]e['’]\w+|I['’]\w+)\b")
_SENTENCE = (
    ARTICLES
    | DEMONSTRATIVES
    | frozenset(
        "he she it they there his her its their all some many most every no nobody everyone if when in on at as".split()
    )
)


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_COLON):
        index = doc.segment_index(match.start())
        segment = doc.segments[index]
        verb = _VERB.search(doc.text, max(segment.span.start, match.start() - 40), match.start())
        if verb is None or segment.kind in ("list-item", "table"):
            continue
        if verb["that"]:
            yield _after_that(doc, match, verb)
        elif match.end() == segment.span.end and match[0] == ":":
            if _leads_nowhere(doc, index, verb.start()):
                span = Span(verb.start(), match.end())
                edit = Edit(Span(match.start(), match.end()), ".")
                yield RULE.correction(span, edit, "Nothing quoted follows the colon.", 0.75)
        elif match["word"] and segment.kind != "headline" and not doc.in_quotation(match.start()):
            yield from _unquoted(doc, match, verb)


def _after_that(doc: Document, match: "re.Match[str]", verb: "re.Match[str]") -> Finding:
    span, new = Span(verb.start("that") + 1, match.start() + 1), "that"
    if doc.after(span.end, 2).strip()[:1] in tuple("\"“‘'«„"):
        span, new = Span(span.start - 1, span.end), ":"
    elif not doc.after(span.end, 1).isspace() and span.end < len(doc.text):
        new = "that "
    return RULE.correction(span, new, "No colon follows “that”.", 0.9)


def _unquoted(doc: Document, match: "re.Match[str]", verb: "re.Match[str]") -> Findings:
    text = doc.text
    word, said = match["word"], verb[0].rstrip()
    lead = text[max(doc.segment_at(match.start()).span.start, verb.start() - 40) : verb.start()]
    if not re.search(r"[^\W\d_]", lead) or re.search(r"\b(?:what|as|which)\b[^.]*$", lead):
        return
    if _OWN.search(word + " " + match["rest"]):
        span = Span(verb.start(), match.end())
        quoted = f'{said}: "{word[0].upper()}{word[1:]} {match["rest"]}"'
        yield RULE.correction(span, quoted, "These words are speech but have no quotation marks.", 0.75, 0.65)
    elif word.lower() in _SENTENCE and len(match["rest"].split()) >= 4:
        span = Span(verb.start(), match.end("word"))
        new = f"{said} {word.lower()}" if said in ("said", "says") else f"{said} that {word.lower()}"
        yield RULE.correction(span, new, f"“{said}” needs no colon before reported speech.", 0.75, 0.7)


def _leads_nowhere(doc: Document, index: int, at: int) -> bool:
    """Whether a paragraph ends in a garbled attribution ("..., the monitors said:") and the next one is no speech."""
    text, span = doc.text, doc.segments[index].span
    if (
        not index
        or len(text[span.start : span.end].split()) < 6
        or not re.search(r", [^,:]{3,70}$", text[max(span.start, at - 90) : at])
    ):
        return False
    if index + 1 == len(doc.segments):
        return True
    after = doc.segments[index + 1]
    return (
        after.kind != "list-item"
        and text[after.span.start].isalpha()
        and _OWN.search(text, after.span.start, after.span.end) is None
    )
