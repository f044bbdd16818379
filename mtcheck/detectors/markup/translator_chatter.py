"""What a translating model or a translator says about the work. Inside quotation marks it may be news."""

from dataclasses import replace

from mtcheck.core import Applicability, Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.claims import Claims
from mtcheck.cues.removal import debris
from mtcheck.text import answers

RULE = Rule(
    id="translator-chatter",
    mqm="accuracy/addition",
    severity=Severity.CRITICAL,
    applicability=Applicability.AUTOMATIC,
    summary="The translator or the model speaks to the one who asked.",
    why="Answers of language models are pasted with their greeting, notes or excuses.",
    whole=True,
    examples=(
        Bad("⟦Here is the translation: →⟧The council met on Friday."),
        Bad("⟦Sure! Here is the article in English:\n→⟧The council met."),
        Bad("The council met.⟦ (Translator's note: the term means a village head.)→⟧"),
        Bad("The council met.⟦\nAs an AI language model, I cannot verify the names.→⟧"),
        Bad("The council met.⟦\n[Translated with DeepL.com (free version)]→⟧"),
        Good("The translation of the poem took years."),
        Good("What do you think?\nAssistant: The council met on Friday."),
        Good("“Here is the translation,” the clerk told the court."),
        Good("The model replied: “As an AI language model, I cannot help.”"),
    ),
)

_LINE = Pattern(
    r"(?i:^\W{0,3}(?:(?:sure|certainly|of course|absolutely|okay|ok|no problem|great|understood)[,!.:] ?(?=here|i['’]"
    r"|below|the (?:translat|follow)|let))?(?:here(?: is|['’]s| are|['’]re)(?: (?:the|your|a|my|an))?(?: \w+){0,2}? ?"
    r"(?:translat(?:ion|ed)|version|rendering|english (?:text|version|article)|article (?:in|translated)|text (?:in"
    r"|translated)|rewritten|revised|article:?$)[^\n:.]{0,80}[:.]|below is (?:the|a|your) (?:\w+ ){0,2}(?:translation"
    r"|version|rendering)[^\n:.]{0,60}[:.]|the following is (?:the|a) (?:\w+ )?translation[^\n:.]{0,60}[:.]"
    r"|(?:english )?translat(?:ion|ed text|ed version|ed article)(?: \([^()\n]{1,30}\)| (?:in|into|to) english)? ?:"
    r"|in english ?: ?(?=[\"“A-Z])|(?:corrected|revised|improved|final) (?:version|translation|text) ?:))"
)
_ANYWHERE = Pattern(answers.ANYWHERE)
_AT_EDGES = Pattern(answers.AT_EDGES)
_OPENING = Pattern(answers.OPENING)
_AS_MODEL = Pattern(
    r"(?i:(?:^|(?<=[.!?:\"”] ))(?:(?:but |however, )?as an? (?:ai|artificial intelligence|large language|language)"
    r"(?: language)?(?: model| assistant)?,? i\b|i(?: am|['’]m) (?:an ai|a language model)\b)[^\n.!?]{0,240}"
    r"(?:[.!?](?!\S)|$))"
)
# “Translated with www.deepl.com/…”, and who speaks in a chat with a model
_CREDIT = Pattern(
    r"(?:^|(?<=[.!?”\"] )|(?<=\n))[(\[]?Translated (?:from [A-Z][a-z]+ )?(?:with|by|using|via) (?:https?://)?(?:www\.)?"
    r"(?:DeepL|deepl|Google Translate|translate\.google|Bing|Yandex|ChatGPT|Microsoft Translator)(?!, [a-z])\S*"
    r"[^\n.!?\[\]]{0,60}\.?[)\]]?$"
)
_SPEAKER = Pattern(r"^(?:Assistant|ASSISTANT|Output|Response|Model|AI): (?=[\"“A-Z])")
_THOUGHT = Pattern(r"<(?:think|thinking|reasoning|thought)>[^<\n]{0,2000}</\w{5,9}>|</?(?:think|thinking|reasoning)>")
_NOTE = Pattern(
    r"[(\[]? ?(?i:translators?['’]?s?['’]? notes?|translation notes?|note (?:of|by|from) the translator|tr\. note|t/n"
    r"|TN) ?[:–—-] ?[^()\[\]\n]{2,240}[)\]]?"
)


def detect(doc: Document, resources: Resources) -> Findings:
    taken = Claims()
    for pattern in (_LINE, _CREDIT, _SPEAKER, _THOUGHT, _AS_MODEL, _ANYWHERE, _AT_EDGES, _OPENING, _NOTE):
        for match in doc.matches(pattern, masked=True):
            start, end = match.span()
            if doc.in_quotation(start) or taken.overlaps(start, end):
                continue
            line = doc.segment_at(start)
            if pattern in (_SPEAKER, _OPENING) and start != doc.segments[0].span.start:
                continue  # a line of an interview
            if pattern is _AT_EDGES and not _stands_out(doc, start, end):
                continue
            if (
                pattern is _NOTE
                and match[0][0] not in "(["
                and start > line.span.start + _MARKS
                and doc.text[start - 2] not in ".!?"
            ):
                continue
            taken.take(start, end)
            if pattern in _ASKED:
                yield _asked(doc, start, end)
                continue
            found = debris(RULE, doc, start, end, _MESSAGE, 0.94, 0.92)
            glossed = pattern is _NOTE and match[0].strip()[0] in "(["  # as editors print it, too, in a translation
            yield replace(found, severity=Severity.MAJOR) if glossed else found


_MESSAGE = "The translator speaks here, not the story."
_ASKED = (_ANYWHERE, _AT_EDGES, _OPENING)
_MARKS = 4  # code points before the first word of a paragraph: “**”, “- ”


def _stands_out(doc: Document, start: int, end: int) -> bool:
    """Whether a range opens or ends the story or is a paragraph of its own."""
    number = doc.segment_index(start)
    line = doc.segments[number].span
    begins, ends = start <= line.start + _MARKS, end >= line.end - _MARKS
    first = next((at for at, segment in enumerate(doc.segments) if segment.kind != "headline"), 0)
    return (begins and (ends or number in (0, first))) or (ends and number == len(doc.segments) - 1)


def _asked(doc: Document, start: int, end: int) -> Finding:
    """What a person may take out if it is a sentence or a line: a cue may be glued to the story."""
    line = doc.segment_at(start).span
    if doc.text[end - 1] in ".!?])" or (start <= line.start and end >= line.end):
        return debris(RULE, doc, start, end, _MESSAGE, 0.94, 0.92, for_people=True)
    return RULE.finding(Span(start, end), _MESSAGE, confidence=0.94)
