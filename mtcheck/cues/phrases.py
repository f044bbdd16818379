"""What the rules over phrase lists share: find the phrases of some kinds, and turn each into a finding of the rule."""

import re
from collections.abc import Iterator

from mtcheck.core import Applicability, Document, Edit, Finding, Findings, Repair, Resources, Rule, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.packed import Packed, pack
from mtcheck.text.phrases import Phrase, PhraseBook, owners_of, with_article

# A text that names the saying as one tells its readers that the wording is meant.
_EXPLAINED = tuple(
    (
        "as the saying goes|as the proverb|an old saying|a local saying|so the saying|proverb says|as they say in"
        "|literally means"
    ).split("|")
)
SAFE = 0.95  # a phrase this sure, with one repair, may be repaired by machine where its rule allows it


def findings(rule: Rule, doc: Document, resources: Resources, lexicon: str, kinds: frozenset[str]) -> Findings:
    """A finding for each phrase of `kinds`; of overlapping ones the longest, and before it one that has a repair."""
    everything = doc.once(f"phrases of {lexicon}", lambda: list(matches(doc, resources, lexicon)))
    found = [(phrase, match) for phrase, match in everything if phrase.kind in kinds]
    last = -1
    for phrase, match in _repairable_first(found):
        if match.start() >= last and not (
            is_meant(doc, Span(*match.span()), phrase.unless)
            or (_VERB_AND_OBJECT in phrase.pattern and _is_modifier(doc, match.end(), resources))
        ):
            yield _finding(rule, doc, Span(*match.span()), phrase, list(dict.fromkeys(phrase.proposals(match))))
            last = match.end()


Found = tuple[Phrase, "re.Match[str]"]


def _generality(phrase: Phrase) -> tuple[bool, bool, str]:
    """Sorts one that can be repaired first, and before others one that only a sentence's beginning has."""
    return not phrase.repairs, not phrase.pattern.startswith("{start}"), phrase.pattern


def _repairable_first(found: list[Found]) -> Iterator[Found]:
    """The phrases by place, the longest first; one that nobody can repair behind those inside it that have a repair."""
    ordered = sorted(found, key=lambda one: (one[1].start(), -one[1].end(), -one[0].confidence, _generality(one[0])))
    for number, (phrase, match) in enumerate(ordered):
        if not phrase.repairs:
            for other, inside in ordered[number + 1 :]:
                if inside.start() >= match.end():
                    break
                if other.repairs and inside.end() <= match.end():
                    yield other, inside
        yield phrase, match


def first(rule: Rule, doc: Document, phrase: Phrase) -> Finding | None:
    """The first finding that a phrase alone makes, whatever list it may stand in."""
    for match in phrase.compiled.finditer(doc.text):
        span = Span(*match.span())
        if not is_meant(doc, span, phrase.unless):
            return _finding(rule, doc, span, phrase, list(dict.fromkeys(phrase.proposals(match))))
    return None


def _book(resources: Resources, lexicon: str) -> PhraseBook:
    rows = resources.table(lexicon)
    return PhraseBook(
        rows,
        Packed(resources.derived(f"anchors of {lexicon}", lambda _: pack(owners_of(rows)))),
        lambda anchor, read: resources.derived(f"{lexicon} at {anchor}", lambda _: read()),
    )


def matches(doc: Document, resources: Resources, lexicon: str) -> Iterator[tuple[Phrase, "re.Match[str]"]]:
    """Each place where the story has a phrase of a list, outside code and addresses."""
    book: PhraseBook = resources.derived(f"phrases of {lexicon}", lambda them: _book(them, lexicon))
    for segment, words in zip(doc.segments, doc.words, strict=True):
        if segment.kind == "code":
            continue
        start, end = segment.span.start, segment.span.end
        for phrase in book.candidates(words, doc.text[start:end]):
            for match in phrase.compiled.finditer(doc.text, start, end):
                if not doc.is_masked(*match.span()):
                    yield phrase, match


_VERB_AND_OBJECT = "{det}"  # what patterns of a verb and its noun have between them
_NEXT = lazy(r" ([a-z]+)")


def _is_modifier(doc: Document, end: int, resources: Resources) -> bool:
    """Whether the noun that ends a phrase describes another: “passed a heart attack victim”."""
    following = _NEXT.match(doc.text, end)
    return following is not None and bool(resources.model("vocabulary").is_noun(following[1]))


_BEHIND = lazy(r"(?:,? (?:that )?|[:,] ?)(?P<next>[^\W_][\w’'-]*)")


def _written(doc: Document, span: Span, proposal: str) -> Edit | None:
    """What puts a proposal in its place; one that says nothing is left out where the sentence begins with it, and what
    follows takes its capital.
    """
    if proposal:
        start, text = with_article(doc.text, span.start, proposal)
        return Edit(Span(start, span.end), text)
    behind = _BEHIND.match(doc.text, span.end)
    if behind is None or doc.sentence_at(span.start).start != span.start:
        return None
    word = behind["next"]
    return Edit(Span(span.start, behind.end()), word[0].upper() + word[1:])


_GLOSS = lazy(r"(?:^|[\s(\"“])['‘](?=\w)[^'’‘]*$")

_GLOSS_DASH = lazy(r"[\"”’'»)]\s*[–—-]+\s*(?:\w+,?\s){0,2}$")  # “Haraka haraka haina baraka” – hurry, hurry ...


def is_meant(doc: Document, span: Span, unless: tuple[str, ...] = ()) -> bool:
    """Whether a phrase is quoted as a wording, glossed, or in the company of words that silence it."""
    if _GLOSS_DASH.search(doc.text, max(0, span.start - 60), span.start):
        return True
    if _GLOSS.search(doc.text, max(0, span.start - 60), span.start) and re.search(
        r"^[^'’‘]{0,60}['’](?!\w)", doc.after(span.end, 62)
    ):
        return True  # in single quotation marks inside a quotation: a gloss of foreign words
    sentence = doc.sentence_at(span.start)
    around = sentence.of(doc.text).lower()
    return any(words in around for words in unless) or any(words in around for words in _EXPLAINED)


_GRAMMAR = frozenset({"preposition", "verb-pattern"})  # kinds of which the sense is clear and the words are wrong


def _is_replaced(phrase: Phrase, meaning: str, proposals: list[str]) -> bool:
    """Whether a phrase is put right by other words, so that a gloss would say nothing more."""
    if phrase.kind in _REPLACED and len(proposals) == 1:
        return True
    return phrase.kind in _GRAMMAR or meaning.lower() in {one.lower() for one in (*phrase.repairs[:1], proposals[0])}


_REPLACED = frozenset({"calque", "collocation", "wire-formula"})  # kinds of which one answer says all
_NOTHING = "leave it out"  # how a meaning ends that is none
_ARTICLE = "the article is missing"


def _finding(rule: Rule, doc: Document, span: Span, phrase: Phrase, proposals: list[str]) -> Finding:
    words = span.of(doc.text)
    alone = len(proposals) == 1 and phrase.confidence >= SAFE and rule.applicability is Applicability.AUTOMATIC
    repairs = []
    for number, proposal in enumerate(proposals):
        edit = _written(doc, span, proposal)
        if edit is None:
            continue
        confidence = phrase.confidence * ((0.95 if len(proposals) == 1 else 0.9) if number == 0 else 0.6 / number)
        repairs.append(
            Repair(
                (edit,),
                round(confidence, 3),
                Applicability.AUTOMATIC if alone and proposal else Applicability.REVIEW,
            )
        )
    start = min([span.start, *(repair.edits[0].span.start for repair in repairs)])
    end = max([span.end, *(repair.edits[0].span.end for repair in repairs)])
    meaning = phrase.meaning.rstrip(".")
    if meaning.endswith(_NOTHING) or proposals[:1] == [""]:
        said = f"“{words}” says nothing here: {meaning}."
    elif meaning == _ARTICLE:
        said = f"An article is missing in “{words}”."
    elif proposals and proposals[0] and _is_replaced(phrase, meaning, proposals):
        said = f"“{words}” should be “{proposals[0]}”."
    else:
        advice = "" if proposals else " Only the source or the author can tell what to write instead."
        said = f"“{words}” means: {meaning}.{advice}"
    return rule.finding(Span(start, end), said, confidence=phrase.confidence, repairs=repairs)
