"""`text/balance.py` finds the mark; speech is opened where its sentence begins, any other lonely mark is deleted."""

import re

from mtcheck.core import Bad, Document, Edit, Findings, Good, Resources, Rule, Span
from mtcheck.text.balance import ATTRIBUTION_AFTER, VERBS, paragraphs_of, partner, troubles
from mtcheck.text.clauses import finite_verbs, tokens
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="unopened-quote",
    mqm="linguistic-conventions/punctuation",
    summary="A quotation is closed that was never opened.",
    why="Engines and scrapers lose quotation marks; the reader no longer knows where the speech begins.",
    limits="Where a quotation of several sentences lost its mark, the repair opens it at the last of them.",
    whole=True,
    examples=(
        Bad("The actress Nora⟦.”→⟧ Vestholm left the jury in May."),
        Bad('⟦We→"We⟧ will rebuild the school," the mayor said on Tuesday.'),
        Bad("The mayor smiled: ⟦We→“We⟧ will see.”\nThen he left."),
        Bad('The plan was pushed aside by every council since.⟦"→⟧\nIt is back.'),
        Bad("The workers⟦\"→'⟧ council met on Friday."),
        Good("The guard is 6’4” tall and stands 5’10” beside his brother."),
        Good('"We waited.\nNobody came," he said.'),
        Good('"We saw the lights.\n"Then nothing," she said.'),
        Good('The board measured 6" by 4", the court heard.'),
    ),
)

_SENTENCE_START = lazy(r"[.!?…][\"”’)]*\s+(?=\S)")
_LEAD_IN = lazy(rf"(?::|\b{VERBS},)\s+(?=\w)")
_OWN = lazy(r"\b(?:I|we|our|my|us|me|I['’]\w+|we['’]\w+|you|your)\b", re.IGNORECASE)
_TERM = lazy(r"\b(?:term|word|phrase|slogan|called|dubbed|nicknamed|labelled|so-called|entitled|titled)\s+(?=\w)")
# Where a few words of somebody else's begin: "which means sons of the sea”", "dubbed the plan an abuse of power”".
_PARTIAL = lazy(
    rf"(?s:.*)\b(?:{VERBS} (?:(?:it|he|she|they|this) )?(?:was|were|is|are|would|will|had|have)?"
    r"|(?:described|seen|regarded|known|hailed|condemned|dismissed|denounced) (?:\w+ ){0,3}?as(?: an?| the)?|means"
    r"|(?:dubbed|called|labelled) (?:[\w'’]+ ){0,5}an?)\s+(?=[a-z][^\n]{3,90}$)"
)
_MEASURED = lazy(r" [a-z]|[,.;)]|$")
_PLURAL_NAME = lazy(r"\b[A-Z][a-z]+s$")
_FIRST = lazy(r"[\w’'$€£-]+")


_GLUED = lazy(r"\"(?<=[a-z]\") [^\"\n]{2,80}(?<! )\"(?=[\s.,;:!?)]|$)(?![^\n]*\")")
# “The actress Nora.” Rask left”: what stands before the stop has no verb, or what stands behind it has none
_GIVEN = lazy(r"[A-Z][a-z]+$")
_FAMILY = lazy(r" (?P<name>[A-Z][\w’'-]+)(?P<next>,? [a-z]+)")


def _is_inside_name(doc: Document, at: int, resources: Resources) -> bool:
    """Whether a stop with a mark behind it, at `at`, parts a given name from its surname."""
    text, vocabulary = doc.text, resources.model("vocabulary")
    given = _GIVEN.search(text, max(0, at - 25), at - 1)
    family = _FAMILY.match(text, at + 1)
    if not given or not family or vocabulary.count(family["name"].lower()) > _KNOWN:
        return False
    before = tokens(text, doc.sentence_at(at - 1).start, at - 1)
    if not finite_verbs(before, vocabulary):
        return True
    behind = doc.sentence_at(family.start("name"))
    goes_on = finite_verbs(tokens(text, family.end("name"), behind.end), vocabulary)
    return not goes_on or family["next"] == ", who"


_KNOWN = 5  # uses of a word from which on it begins a sentence


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    for trouble in troubles(text, paragraphs_of(doc.segments)):
        if trouble.kind != "unopened":
            continue
        at, begin = trouble.at, trouble.end
        if _GLUED.match(text, at) and text.count('"', doc.segment_at(at).span.start, at) == 0:
            continue  # “called it" a farce" and”: the space belongs on the other side
        mark = Span(at, at + 1)
        if text[at - 1].isdigit() and not ATTRIBUTION_AFTER.match(text, at + 1) and _MEASURED.match(text, at + 1):
            continue  # 3” thick, a 40” screen
        if text[at - 1 : at] == "s" and re.match(r" [a-z]", text[at + 1 : at + 3]):
            yield RULE.correction(mark, "'", "This quotation mark should be an apostrophe.", 0.7)
            continue
        start = begin
        for stop in _SENTENCE_START.finditer(text, begin, at - 1):
            start = stop.end()
        spoken = ATTRIBUTION_AFTER.match(text, at + 1) is not None or text[at - 1 : at] == ","
        leads = [match.end() for match in _LEAD_IN.finditer(text, start, at)]
        term = [match.end() for match in _TERM.finditer(text, max(start, at - 40), at)]
        if (
            not leads
            and not spoken
            and text[at - 1 : at].isalpha()
            and (partial := _PARTIAL.search(text, max(start, at - 110), at))
        ):
            start = partial.end()
        elif leads or (term and not spoken):
            start = (leads or term)[-1]
        elif not spoken and not _OWN.search(text, start, at):
            if _PLURAL_NAME.search(text, max(0, at - 30), at) and text[at + 1 : at + 3].strip().isupper():
                yield RULE.correction(mark, "'", "This quotation mark should be an apostrophe.", 0.7)
                continue
            sentence = doc.sentence_at(at).of(text)
            if sentence.count('"') + sentence.count("”") > 1:
                yield RULE.finding(mark, "This quotation mark does not match those around it.", confidence=0.65)
                continue
            if text[at - 2 : at] == ".." and text[at - 3 : at - 2] != ".":
                mark = Span(at - 2, at + 1)
            new = "." if len(mark) > 1 else ""
            if text[at - 1 : at] == "." and _is_inside_name(doc, at, resources):
                message = "A stop and a quotation mark stand inside a name."
                yield RULE.correction(Span(at - 1, at + 1), "", message, 0.75, 0.75)
                continue
            yield RULE.correction(mark, new, "This quotation mark closes nothing.", 0.65, 0.6)
            continue
        if text[start - 1 : start] == "”":
            continue  # it is opened, by a mark turned the wrong way
        word = _FIRST.match(text, start)
        span, edit = (
            Span(start, word.end() if word else start + 1),
            Edit(Span(start, start), "“" if text[at] == "“" else partner(text, at)),
        )
        message = "A quotation that is closed later is not opened; it seems to begin here."
        yield RULE.correction(span, edit, message, 0.75, 0.7, related=(mark,))
