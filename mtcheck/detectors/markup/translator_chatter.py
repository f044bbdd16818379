"""What a translating model or a translator says about the work. Inside quotation marks it may be news."""

from mtcheck.core import Applicability, Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity
from mtcheck.cues.claims import Claims
from mtcheck.cues.removal import debris

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
_SENTENCE = Pattern(
    r"(?i:(?:^|(?<=[.!?:\"”] )|(?<=\n))(?:(?:but |however, )?as an? (?:ai|artificial intelligence|large language"
    r"|language)(?: language)?(?: model| assistant)?,? i\b|i(?: am|['’]m) (?:an ai|a language model"
    r"|sorry, but i (?:can(?:no|['’])t (?:translate|provide|help|assist|fulfil|do that|complete|continue)|am unable))"
    r"|i(?: am|['’]m) (?:unable|not able) to translate|i (?:cannot|can['’]t|can not|could not|couldn['’]t|won['’]t) "
    r"(?:translate|provide|fulfil|assist|help with)|(?:please )?let me know if (?:you (?:need|want|would|have|like"
    r"|prefer|require|'d|’d)|there(?:'s|’s| is| are) any|this (?:works|is|helps|meets)|i (?:should|can|missed))\b"
    r"|i hope this (?:helps|translation|meets|is)|(?:is there|would you like) (?:anything else|me to)\b"
    r"|feel free to (?:ask|let me|reach)|please note that (?:this|the|i|some) (?:is a|is an|translation|have|names"
    r"|text|translated|terms)|(?:please )?note: (?:i (?:have|['’]ve|kept|left|translated)|the (?:translation"
    r"|original text|source text|text (?:was|is|has been|appears|seems)|names? (?:was|were|have|has) been)|this "
    r"(?:translation|is a (?:literal|machine|direct|rough)))|note that (?:the translation|this translation|i have)"
    r"|i(?: have|['’]ve) (?:translated|tried to|kept the|left the|preserved|maintained|made some|omitted)"
    r"|the (?:source|original|provided|given|input) text (?:is|was|seems|appears|contains|ends|cuts)"
    r"|translated (?:from [a-z]+ )?(?:by|with|using|via) (?:google|deepl|chatgpt|gpt|bing|yandex|microsoft"
    r"|an? (?:machine|ai)|ai\b|machine)|this (?:text|article|story|page|news|post) (?:was|is|has been) "
    r"(?:automatically |machine[- ]|auto-?)?translated)[^\n.!?]{0,240}(?:[.!?](?!\S)|$))"
)
# “Translated with www.deepl.com/…”, and who speaks in a chat with a model
_CREDIT = Pattern(
    r"(?:^|(?<=[.!?”\"] )|(?<=\n))\(?Translated (?:from [A-Z][a-z]+ )?(?:with|by|using|via) (?:https?://)?(?:www\.)?"
    r"(?:DeepL|deepl|Google Translate|translate\.google|Bing|Yandex|ChatGPT|Microsoft Translator)\S*"
    r"[^\n.!?]{0,60}\.?\)?$"
)
_SPEAKER = Pattern(r"^(?:Assistant|ASSISTANT|Output|Response|Model|AI): (?=[\"“A-Z])")
_THOUGHT = Pattern(r"<(?:think|thinking|reasoning|thought)>[^<\n]{0,2000}</\w{5,9}>|</?(?:think|thinking|reasoning)>")
_NOTE = Pattern(
    r"[(\[]? ?(?i:translators?['’]?s?['’]? notes?|translation notes?|note (?:of|by|from) the translator|tr\. note|t/n"
    r"|TN) ?[:–—-] ?[^()\[\]\n]{2,240}[)\]]?"
)


def detect(doc: Document, resources: Resources) -> Findings:
    taken = Claims()
    for pattern in (_LINE, _CREDIT, _SPEAKER, _THOUGHT, _SENTENCE, _NOTE):
        for match in doc.matches(pattern, masked=True):
            start, end = match.span()
            if doc.in_quotation(start) or taken.overlaps(start, end):
                continue
            if pattern is _SPEAKER and start != doc.segments[0].span.start:
                continue  # a line of an interview
            if (
                pattern is _NOTE
                and match[0][0] not in "(["
                and start != doc.segment_at(start).span.start
                and doc.text[start - 2] not in ".!?"
            ):
                continue
            taken.take(start, end)
            yield debris(RULE, doc, start, end, "The translator speaks here, not the story.", 0.94, 0.92)
