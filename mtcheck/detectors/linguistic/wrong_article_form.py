"""“a” before a vowel sound or “an” before a consonant; only where the spelling tells the sound."""

import re

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.inflection import article, match_case
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import ADJECTIVE, ADVERB, ING, NOUN, NUMBER, PARTICIPLE, PLURAL

RULE = Rule(
    id="wrong-article-form",
    mqm="linguistic-conventions/grammar",
    summary="“a” and “an” are mixed up.",
    why="Editing and decoding by pieces change the word after the article and forget the article.",
    examples=(
        Bad("He waited for ⟦a→an⟧ hour."),
        Bad("She studied at ⟦an→a⟧ university abroad."),
        Bad("⟦A→An⟧ agreement was signed."),
        Bad("⟦A→An⟧ 18-year-old man and ⟦a→an⟧ 8 percent rise."),
        Bad("The crew wants ⟦an→a⟧ higher wage."),
        Good("It was an historic vote in an hotel, on an herb farm."),
        Good("An 11-day run ended with an 80-metre jump and a 110-metre one; grade A 18 times."),
        Good("The bank expects a a inflation rate of 4 percent."),
        Good("It was an historic day."),
        Good("A one-off payment is due."),
    ),
)

_ARTICLE = Pattern(r"(?<![\w.’'/&;-])(?P<article>[Aa]n?) (?P<word>[a-z]{3,}(?![\w’'])(?!\.\w))")
# Eight, eleven and eighteen, with what is counted in thousands of them; 1,100 may be read in two ways.
_FIGURE = Pattern(
    r"(?<![\w.,’'/&;-])(?P<article>[Aa]n?) (?P<figure>\d{1,3}(?:,\d{3})*)(?:\.\d+)?"
    r"(?=(?:[ -](?:year|day|month|week|hour|minute|metre|meter|kilometre|kilometer|mile|percent|per cent|member"
    r"|million|billion|point|storey|story|man)|%))"
)
_VOWEL = lazy(r"8|1[18](?![0-9])")
_DOUBLED = lazy(r"\b(?:the|an?) $", re.IGNORECASE)
_WORDS = frozenset("heir heirs hour hours honest honestly honour honor honourable honorable honorary".split())
# Before an h that is hardly heard many write “an”: an historic, an hotel, an herb.
_UNSTRESSED = tuple(
    "histor hotel habit heredit hero hilar horr hyster hypo hyper harmon herb hallucin hispan homage human".split()
)

# Adverbs that no article goes before, unless an adjective follows them; “an then” is “and then” in dialect, or a slip.
_ADVERBS = frozenset("then there thus now not here hence maybe perhaps however where when never always".split())
_NEXT = lazy(r"[ -]([a-z]+)")


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_FIGURE):
        right = "an" if _VOWEL.match(match["figure"]) else "a"
        letter = match["article"] == "A" and match.start() > doc.sentence_at(match.start()).start + 1
        if right != match["article"].lower() and not letter:
            span = Span(*match.span("article"))
            message = f"“{right}” belongs before “{match['figure']}”."
            yield RULE.correction(span, match_case(right, match["article"]), message, 0.95)
    for match in doc.matches(_ARTICLE):
        used, word = match["article"].lower(), match["word"]
        vowel = word[0] in "aeiou"
        if used == ("an" if vowel else "a") and word[0] not in "euoh":
            continue  # the commonest cases, settled without a look at the sound
        right = article(word)
        if right == used or (used == "an" and word.startswith(_UNSTRESSED)):
            continue
        if (
            not vocabulary.mostly(word, NOUN, ADJECTIVE, PARTICIPLE, ING, ADVERB, PLURAL, NUMBER)
            or vocabulary.count(word) < 4
            or not set("aeiouy").intersection(word)
        ):
            continue
        if word in _ADVERBS:
            after = _NEXT.match(doc.text, match.end())
            if not after or not vocabulary.mostly(after[1], ADJECTIVE, PARTICIPLE):
                continue
        if match["article"] == "A" and match.start() > doc.sentence_at(match.start()).start + 1:
            continue  # a letter: Vitamin A, Serie A
        if _DOUBLED.search(doc.text, max(0, match.start() - 5), match.start()):
            continue  # “a a inflation”: the copy goes, and what stays is put right with it
        span = Span(*match.span("article"))
        yield RULE.correction(span, match_case(right, match["article"]), f"“{right}” belongs before “{word}”.", 0.95)
