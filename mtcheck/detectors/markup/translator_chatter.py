"""What a translating model or a translator says about the work. Inside quotation marks it may be news."""

from collections.abc import Iterator

from mtcheck.core import Applicability, Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity
from mtcheck.cues.claims import Claims
from mtcheck.cues.removal import debris

RULE = Rule(
    id="translator-chatter",
    mqm="accuracy/addition",
    severity=Severity.CRITICAL,
    applicability=Applicability.AUTOMATIC,
    summary="The translator or the model speaks to the one who asked.",
    why="Answers of language models are pasted with their greeting, notes or excuses.",
    examples=(
        Bad("⟦Here is the translation: →⟧The council met on Friday."),
        Bad("⟦Sure! Here is the article in English:\n→⟧The council met."),
        Bad("The council met.⟦ (Translator's note: the term means a village head.)→⟧"),
        Bad("The council met.⟦\nAs an AI language model, I cannot verify the names.→⟧"),
        Bad("The council met.⟦\nLet me know if you would like any changes!→⟧"),
        Bad("The council met.⟦\nNote: I have kept the names as they are in the original.→⟧"),
        Good("The translation of the poem took years."),
        Good("“Here is the translation,” the clerk told the court."),
        Good("The model replied: “As an AI language model, I cannot help.”"),
        Good("Please let me know if I have not filled in the form."),
        Good("I'm sorry, but I can't turn it down."),
        Good("Note: shares closed at 14."),
    ),
)

_LINE = Pattern(
    r"(?i:^\W{0,3}(?:(?:sure|certainly|of course|absolutely|okay|ok|no problem|great|understood)[,!.:]"
    r" ?(?=here|i['’]|below|the (?:translat|follow)|let))?(?:"
    r"here(?: is|['’]s| are|['’]re)(?: (?:the|your|a|my|an))?(?: \w+){0,2}?"
    r" ?(?:translat(?:ion|ed)|version|rendering|english (?:text|version|article)|article (?:in|translated)|text"
    r" (?:in|translated)|rewritten|revised|article:?$)[^\n:.]{0,80}[:.]"
    r"|below is (?:the|a|your) (?:\w+ ){0,2}(?:translation|version|rendering)[^\n:.]{0,60}[:.]|the following is"
    r" (?:the|a) (?:\w+ )?translation[^\n:.]{0,60}[:.]"
    r"|(?:english )?translat(?:ion|ed text|ed version|ed article)(?: \([^()\n]{1,30}\)| (?:in|into|to) english)? ?:|in"
    r" english ?: ?(?=[\"“A-Z])|(?:corrected|revised|improved|final) (?:version|translation|text) ?:))",
    needs=("here", "below is", "following is", "translat", "in english", "version", "text"),
)
_SENTENCE = Pattern(
    r"(?i:(?:^|(?<=[.!?:\"”] )|(?<=\n))(?:(?:but |however, )?as an? (?:ai|artificial intelligence|large"
    r" language|language)(?: language)?(?: model| assistant)?,? i\b|i(?: am|['’]m) (?:an ai|a language model|sorry, but"
    r" i (?:can(?:no|['’])t (?:translate|provide|help|assist|fulfil|do that|complete|continue)|am unable))|i(?:"
    r" am|['’]m) (?:unable|not able) to translate|"
    r"i (?:cannot|can['’]t|can not|could not|couldn['’]t|won['’]t) (?:translate|provide|fulfil|assist|help"
    r" with)|(?:please )?let me know if (?:you (?:need|want|would|have|like|prefer|require|'d|’d)|there(?:'s|’s| is|"
    r" are) any|this (?:works|is|helps|meets)|i (?:should|can|missed))\b|i hope this (?:helps|translation|meets|is)|"
    r"(?:is there|would you like) (?:anything else|me to)\b|feel free to (?:ask|let me|reach)|please note that"
    r" (?:this|the|i|some) (?:is a|is an|translation|have|names|text|translated|terms)|"
    r"(?:please )?note: (?:i (?:have|['’]ve|kept|left|translated)|the (?:translation|original text|source text|text"
    r" (?:was|is|has been|appears|seems)|names? (?:was|were|have|has) been)|this (?:translation|is a"
    r" (?:literal|machine|direct|rough)))|"
    r"note that (?:the translation|this translation|i have)|i(?: have|['’]ve) (?:translated|tried to|kept the|left"
    r" the|preserved|maintained|made some|omitted)|the (?:source|original|provided|given|input) text"
    r" (?:is|was|seems|appears|contains|ends|cuts)|"
    r"translated (?:from [a-z]+ )?(?:by|with|using|via) (?:google|deepl|chatgpt|gpt|bing|yandex|microsoft|an?"
    r" (?:machine|ai)|ai\b|machine)|this (?:text|article|story|page|news|post) (?:was|is|has been) (?:automatically"
    r" |machine[- ]|auto-?)?translated)[^\n.!?]{0,240}(?:[.!?](?!\S)|$))",
    needs=(
        "as a|i am|i'm|i’m|i can|i could|i won|let me|i hope|anything else|me to|feel free|please note|note: |note"
        " that|i have|i've|i’ve| text |translated"
    ),
)
_NOTE = Pattern(r"[(\[]? ?(?i:translators?['’]?s?['’]? notes?|translation notes?|note (?:of|by|from) the translator"
r"|tr\. note|t/n|TN) ?[:–—-] ?[^()\[\]\n]{2,240}[)\]]?",
    needs=("translator", "translation note", "tr. note", "t/n", "tn"))  # fmt: skip


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    text = doc.text
    taken = Claims()
    for pattern in (_LINE, _SENTENCE, _NOTE):
        for match in doc.matches(pattern, masked=True):
            start, end = match.span()
            if doc.in_quotation(start) or taken.overlaps(start, end):
                continue
            if (
                pattern is _NOTE
                and match[0][0] not in "(["
                and start != doc.segment_at(start).span.start
                and text[start - 2] not in ".!?"
            ):
                continue
            taken.take(start, end)
            line = doc.segment_at(start)
            if (
                start == line.span.start
                and pattern is _LINE
                and line is doc.segments[0]
                and end >= line.span.end
                and len(doc.segments) > 1
            ):
                end = line.span.end
            yield debris(RULE, doc, start, end, "The translator speaks here, not the story.", 0.94, 0.92)
