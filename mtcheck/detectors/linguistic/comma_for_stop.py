"""A comma before a word that only a sentence begins with a capital: “fell on Tuesday, The union called”.

The capital tells: English writes The, It, He, After or However small within a sentence. Names and titles that begin
with such a word (The Times, The Hague), quotations, headlines and lists are silent: the word has to be followed by a
small letter, and not to follow another title.
"""

from mtcheck.core import Applicability, Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span, replace
from mtcheck.text.closed_classes import FINITE_BE, HAVE
from mtcheck.text.vocabulary import MODAL, PARTICIPLE, PAST, PRESENT, Vocabulary
from mtcheck.text.words import either

RULE = Rule(
    id="comma-for-stop",
    mqm="linguistic-conventions/punctuation",
    severity=Severity.MAJOR,
    summary="A comma ends a sentence, and the next begins with a capital.",
    why="Engines keep the capital of a sentence and lose its stop, or the source runs sentences on with commas.",
    examples=(
        Bad("Prices fell again on Tuesday⟦, The→. The⟧ union called it a warning."),
        Bad("Three people were hurt⟦,He→. He⟧ said nobody else was inside."),
        Bad("The road stayed shut⟦, In→. In⟧ the north two bridges fell."),
        Bad("The plant closed in May⟦, However→. However⟧, the workers stayed."),
        Good("He writes for the Mirror, The Times and a blog."),
        Good("“Well,” he said, “The door was open.”"),
        Good("They came from Utrecht, The Hague and Delft."),
        Good("The song, The end of it all, was long."),
    ),
    limits="A second sentence that begins with a name looks like the first one going on.",
)

_STARTER = either("comma-for-stop: starter")
_SEAM = Pattern(rf"(?<=[\w)%])(?P<comma>,\s?|\s,\s?)(?P<word>{_STARTER})(?=,? [a-z])")
_GREETING = frozenset({"dear", "yes", "no", "well", "hello", "sir", "madam"})


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary: Vocabulary = resources.model("vocabulary")
    for match in doc.matches(_SEAM):
        if doc.segment_at(match.start()).kind != "paragraph" or doc.in_quotation(match.start()):
            continue
        sentence = doc.sentence_at(match.start())
        before = doc.text[sentence.start : match.start()].split()
        after = doc.text[match.end() : sentence.end].split()
        if len(before) < 4 or len(after) < 4 or before[0].lower().strip(",") in _GREETING:
            continue
        if not _has_verb(before, vocabulary) or not _has_verb(after, vocabulary) or _is_title(before, after):
            continue
        span = Span(match.start(), match.end())
        mark = Span(match.start(), match.end("comma"))
        repairs = [
            replace(mark, ". ", 0.82, Applicability.REVIEW),
            replace(span, f", {match['word'].lower()}", 0.4, Applicability.REVIEW),
        ]
        message = f"“{match['word']}” begins a new sentence, but a comma precedes it."
        yield RULE.finding(span, message, confidence=0.85, repairs=repairs)


def _has_verb(words: list[str], vocabulary: Vocabulary) -> bool:
    finite = (PAST, PRESENT, MODAL, PARTICIPLE)
    return any(word in _BE or vocabulary.may_be(word.strip(".,;:“”\"'"), *finite) for word in words)


_BE = FINITE_BE | HAVE | {"will", "would"}


def _is_title(before: list[str], after: list[str]) -> bool:
    """Whether a work's title begins here: capitals go on within three words, or stood before, too."""
    return any(word[:1].isupper() for word in after[:2]) or (
        len(before) > 1 and before[-1][:1].isupper() and before[-2][:1].isupper() and len(after) < 6
    )
