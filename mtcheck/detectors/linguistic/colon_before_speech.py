"""“said that:” and “said:” with words that no quotation marks hold; first-person words are speech, others become reported speech."""

import re
from collections.abc import Iterator

from mtcheck.core import Bad, Document, Edit, Finding, Good, Pattern, Repair, Resources, Rule, Severity, Span, replace

RULE = Rule(
    id="colon-before-speech",
    mqm="linguistic-conventions/punctuation",
    severity=Severity.MINOR,
    summary="A colon leads to words that are not in quotation marks.",
    why="Some languages put a colon before reported speech; English wants “that” or quotation marks.",
    limits="Whether the words are verbatim is only in the source.",
    examples=(
        Bad("The envoy added ⟦that:⟧ the mine will reopen.", fixed="The envoy added that the mine will reopen."),
        Bad("The mayor ⟦said: the⟧ port will reopen on Friday.", fixed="The mayor said the port will reopen on Friday."),
        Bad("The minister ⟦said: we will not sign the accord.⟧", fixed='The minister said: "We will not sign the accord."'),
        Bad("Strikes go on\nThe strikes went on for the third day, the monitors ⟦said:⟧\nThe envoy left the city.", fixed="Strikes go on\nThe strikes went on for the third day, the monitors said.\nThe envoy left the city."),
        Bad('The captain said⟦ that:⟧ "The mine will reopen soon."', fixed='The captain said: "The mine will reopen soon."'),
        Good('The minister said: "We will not sign."'),
        Good("The minister said:\n“We will not sign.”"),
        Good("The report said: see page 12"),
        Good("Here is what the board said:\n1. No.\n2. Not yet."),
    ),
)

_VERB = r"\b(?:said|says|added|stated|declared|announced|confirmed|stressed|noted|emphasi[sz]ed|explained|claimed|reported|warned|insisted|told \w+)"
_NEEDS = ("said", "says", "added", "stated", "declared", "announced", "confirmed", "stressed", "noted", "emphasi", "explained", "claimed", "reported", "warned", "insisted", "told ")
_THAT = Pattern(rf"{_VERB} (?P<that>that ?: ?)(?P<after>[^\s])", needs=_NEEDS)
_SPEECH = Pattern(rf"(?P<verb>{_VERB}) ?: ?(?P<word>[a-z][\w'’]*|[A-Z][\w'’]*) (?P<rest>[^\n\"“”«»‘]{{8,400}}?[.!?])(?=\s|$)", needs=_NEEDS)
_LINE_END = Pattern(rf"(?P<verb>{_VERB}) ?:$", needs=_NEEDS)
_OWN = re.compile(r"\b(?:[Ww]e|I|[Oo]ur|[Mm]y|us|me|[Ww]e['’]\w+|I['’]\w+)\b")
_SENTENCE = frozenset("the a an this that these those he she it they there his her its their all some many most every no nobody everyone if when in on at as".split())


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    text = doc.text
    for match in doc.matches(_THAT):
        span = Span(match.start("that"), match.start("that") + len(match["that"].rstrip()))
        new = "that" if text[span.end].isspace() else "that "
        if match["after"] in "\"“‘'«„":
            span, new = Span(span.start - 1, span.end), ":"
        yield RULE.finding(span, "No colon follows “that”.", confidence=0.9, repairs=[replace(span, new, 0.9)])
    for match in doc.matches(_SPEECH):
        word = match["word"]
        segment = doc.segment_at(match.start())
        if segment.kind in ("headline", "list-item", "table") or doc.in_quotation(match.start()) or "\n" in match[0]:
            continue
        lead = text[max(segment.span.start, match.start() - 40) : match.start()]
        if not re.search(r"[^\W\d_]", lead) or re.search(r"\b(?:what|as|which)\b[^.]*$", lead):
            continue
        own = _OWN.search(word + " " + match["rest"])
        if own:
            span = Span(*match.span())
            quoted = f'{match["verb"]}: "{word[0].upper()}{word[1:]} {match["rest"]}"'
            yield RULE.finding(span, "These words are speech and have no quotation marks.", confidence=0.75, repairs=[replace(span, quoted, 0.65)])
        elif word.lower() in _SENTENCE and len(match["rest"].split()) >= 4:
            span = Span(match.start(), match.end("word"))
            yield RULE.finding(
                span, f"“{match['verb']}” needs no colon before reported speech.", confidence=0.75, repairs=[replace(span, f"{match['verb']} {word.lower()}", 0.7)]
            )
    for match in doc.matches(_LINE_END):
        index = doc.segment_index(match.start())
        segment = doc.segments[index]
        after = doc.segments[index + 1] if index + 1 < len(doc.segments) else None
        words = text[segment.span.start : segment.span.end].split()
        if match.end() != segment.span.end or index == 0 or len(words) < 6 or not re.search(r", [^,:]{3,70}$", text[segment.span.start : match.start()]):
            continue  # a garbled attribution stands behind a comma: "..., the monitors said:"
        if after is not None and (after.kind == "list-item" or not text[after.span.start].isalpha() or _OWN.search(text, after.span.start, after.span.end)):
            continue
        at = match.end() - 1
        span = Span(match.start(), match.end())
        yield RULE.finding(span, "Nothing that was said follows the colon.", confidence=0.75, repairs=[Repair((Edit(Span(at, at + 1), "."),), 0.75)])
