"""A stop before a capitalised phrase that has no verb of its own and belongs to the sentence before: "at the depot.
Near the border."

Journalists write fragments on purpose, so only those are taken that begin like a continuation and end the paragraph's
thought: a preposition or a subordinator that nothing follows up, outside quotations, after a sentence that could go on.
"""

from typing import Any

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.clauses import AUXILIARIES, SUBJECTS, finite_verbs, holds_verb, may_be_finite, tokens
from mtcheck.text.closed_classes import ARTICLES, POSSESSIVES
from mtcheck.text.grammar import WEEKDAY
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import ADJECTIVE, BASE, NOUN, PARTICIPLE, PAST, PLURAL, Vocabulary
from mtcheck.text.words import either, listed

RULE = Rule(
    id="stop-before-fragment",
    mqm="linguistic-conventions/punctuation",
    severity=Severity.MAJOR,
    summary="A stop cuts a phrase off the sentence it belongs to.",
    why="Engines translate line by line and finish each line as a sentence.",
    needs=("vocabulary",),
    limits=(
        "Fragments that a journalist would write (“Not this time.”) are left alone, and so are many that are cut off by"
        " mistake."
    ),
    examples=(
        Bad("The ferry is due in Port Amal on Sunday⟦. Near→, near⟧ the border with Taru, where 900 people wait."),
        Bad("He faces ten years in prison⟦. If→ if⟧ convicted."),
        Bad("The hospital closed the ward⟦, and. Disinfected→, and disinfected⟧ the lifts."),
        Bad("Water had been restored⟦. For→ for⟧ 80 percent of homes by evening."),
        Bad("The bridge was closed⟦. Because→ because⟧ the river had risen by two metres overnight."),
        Bad("The match was called off⟦. Due to→ due to⟧ heavy rain."),
        Bad("The mayor said on Monday⟦. That→ that⟧ the bridge would be closed."),
        Bad("Police arrested a driver⟦. Who→, who⟧ had stolen a car."),
        Bad("The minister travels to Lomna⟦. Where→, where⟧ he will meet the miners."),
        Good("He lost his house. Which is why he left the town. Where is the money?"),
        Good("The fleet left at dawn. Behind it a single tug."),
        Good("Why did they leave? They had no choice. Because it was cold."),
        Good("The mayor asked for calm. Near the bridge, police closed the road."),
        Good("The vote failed. Not for the first time."),
    ),
)

_BEGINNINGS = (
    "Near Between Among Amid Alongside Beside Inside Outside Towards Toward Against Within Despite Following Including"
    " According During For From With By To At In On Of Into Over Under Through Throughout Across Along Without Until"
    " After Before Since If When Unless Where While A An The"
).split()
_OPEN = "and or but the a an of with to for in by from at on its their his her".split()
_STOP = Pattern(  # one of these words behind the stop, or an open word before it
    rf"\. (?P<word>(?:{'|'.join(_BEGINNINGS)})(?=[ .,])|(?:"
    + "|".join(
        rf"(?<= (?:{'|'.join(word for word in _OPEN if len(word) == length)}){space}. )"
        for length in sorted({*map(len, _OPEN)})
        for space in ("", " ")
    )
    + r")[A-Z][a-z]+(?=[ .,]))"
)
_BEFORE = lazy(
    r"(?<=[a-z0-9%)\"”’])(?P<open>,? (?:and|or|but|the|a|an|of|with|to|for|in|by|from|at|on|its|their|his|her))?\s?$"
)
WINDOW = 500  # code points of a sentence that are read on either side
_END = lazy(r"[.!?][\"”’)]*(?=\s|$)|[\"“”:]")
_JOINING = listed("stop-before-fragment: joining") | {"after", "before"}
_DETERMINERS = ARTICLES | POSSESSIVES
_BEGINNING = _JOINING | {"if", "when", "unless", "where", "while"}
_OPENERS = frozenset("where which who whose".split())
_STYLE = listed("stop-before-fragment: style")

_SINGLE = Pattern(
    r"\. (?P<word>First|Today|Yesterday|Tomorrow|Already|Abroad|Overseas|Later|Earlier|Respectively)(?=\.?$)"
)
_AND_THAT = Pattern(
    r"\. And that(?= (?:the|a|an|his|her|its|their|all|no|some|\d+|they|he|she|it|there) )(?! it (?:is|was)\b)"
    r"(?! the [a-z]+ (?:is|was)\b)"
)
_REPORTED_THAT = lazy(
    r"\b(?:said|told|assured|promised|announced|stated|added|warned|confirmed|claimed|insisted|stressed|agreed|ordered"
    r"|demanded|reported|noted|explained|declared|denied)\b[^.!?]{0,40} that "
)


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    yield from _single(doc, resources)
    yield from _and_that(doc)
    yield from _clauses(doc, vocabulary)
    for match in doc.matches(_STOP):
        before = _BEFORE.search(doc.text, max(0, match.start() - 10), match.start())
        if before is None or (not before["open"] and match["word"].lower() not in _BEGINNING):
            continue
        segment = doc.segment_at(match.start())
        finish = _END.search(doc.text, match.end("word"), min(segment.span.end, match.end() + WINDOW))
        if finish is None or finish[0][0] != "." or doc.text[finish.end() + 1 : finish.end() + 2].islower():
            continue  # a stop before a small letter ends nothing
        if finish.end() < doc.sentence_at(match.start("word")).end:
            continue  # the stop of “St. Ives”
        follow = doc.text[match.end("word") : finish.start()].split()
        if not before["open"] and not AUXILIARIES.isdisjoint(follow) and _OPENERS.isdisjoint(follow):
            continue  # a verb, and no relative clause that it could belong to
        if segment.kind in ("headline", "list-item", "table") or doc.in_quotation(match.start("word")):
            continue
        right = tokens(doc.text, match.start("word"), finish.start())
        sentence = doc.sentence_at(match.start())
        left = tokens(doc.text, max(sentence.start, match.start() - WINDOW), before.start())
        found = _joint(match["word"].lower(), before["open"] or "", left, right, vocabulary)
        if found is None:
            continue
        joint, confidence = found
        word = match["word"].lower()
        message = f"The stop before “{match['word']}” cuts a phrase off its sentence."
        yield RULE.correction(Span(before.start(), match.end("word")), f"{joint}{word}", message, confidence)


_BECAUSE = Pattern(r"\. (?P<word>Because|While|Whereas|Where|Which)(?= [^.!?\n\"“”,:;]{10,120}\.(?:\s|$))")
_STYLISH = frozenset(
    "is was means meant brings leaves begs raises makes isn't wasn't would might may could explains".split()
)
_WHO = Pattern(
    r"\. Who(?= (?:is|was|has|had|will|heads?|leads?|led|headed|runs|ran|works|worked|lives|lived|took|said|says"
    r"|chairs|chaired|owns|owned|became|won|lost)\b[^?!\n]{3,150}\.(?:\s|$))"
)
_PURPOSE = Pattern(r"\. (?P<word>In order to|Due to|Thanks to|As well as)(?= [^.,!?:;\n\"“”]{5,100}\.(?:\s|$))")
_SAID_THAT = Pattern(
    r"(?<=[a-z])\. (?P<word>That)(?= (?:the|a|an|he|she|it|they|there|all|no|his|her|its|their) "
    r"[^.?!\n\"“”]{5,150}\.(?:\s|$))"
)
_TOLD_SO = lazy(
    rf"\b(?:said|announced|stated|added|confirmed|claimed|insisted|stressed|told (?:reporters|journalists|him|her|them)"
    rf"|warned|believes|hopes)(?: (?:on )?{WEEKDAY}| yesterday)?$"
)
_FULL_NAME = lazy(rf"\b(?:[A-Z][\w'’-]+ [A-Z][\w'’-]+|an? (?:[\w’'-]+ )?(?:{either('persons: person')}|man|woman))$")
_CHAIN = Pattern(
    r"\. (?P<first>(?:In|At|Near) (?:the )?[\w'’ -]{2,30})\. (?P<second>To|For|With|After|Before|On) "
    r"(?=[a-z][^.!?\n\"“”,:;]{3,120}\.(?:\s|$))"
)


def _clauses(doc: Document, vocabulary: Vocabulary) -> Findings:
    """A reason or a relative clause that follows its sentence, and two phrases in a row each with a stop of its own."""
    for match in doc.matches(_BECAUSE):
        sentence, after = doc.sentence_at(match.start() - 1), doc.sentence_at(match.end())
        left, right = tokens(doc.text, sentence.start, match.start()), tokens(doc.text, match.end(), after.end)
        word = match["word"].lower()
        verbs = finite_verbs(right, vocabulary)
        if (
            len(left) < 4
            or not finite_verbs(left, vocabulary)
            or (len(verbs) != 1 and (word != "which" or not vocabulary.may_be(right[0].low, BASE)))
            or left[0].low in ("why", word)
            or right[0].low in _STYLISH
            or (word != "which" and 0 in verbs)
        ):
            continue
        if (
            "?" in doc.text[max(0, sentence.start - 3) : match.start()]
            or doc.in_quotation(match.start() + 2)
            or doc.segment_at(match.start()).kind != "paragraph"
        ):
            continue
        joint = f"{',' if word in _OPENERS else ''} {word}"
        yield _join(match.start(), match.end(), joint, match["word"])
    for match in doc.matches(_SAID_THAT):
        if _TOLD_SO.search(doc.text, max(0, match.start() - 60), match.start()) and not doc.in_quotation(match.start()):
            yield _join(match.start(), match.end(), " that", "That")
    for match in doc.matches(_PURPOSE):
        sentence, after = doc.sentence_at(match.start() - 1), doc.sentence_at(match.end())
        left, right = tokens(doc.text, sentence.start, match.start()), tokens(doc.text, match.end("word"), after.end)
        if (
            len(left) > 3
            and finite_verbs(left, vocabulary)
            and not finite_verbs(right, vocabulary)
            and not doc.in_quotation(match.start() + 2)
            and doc.segment_at(match.start()).kind == "paragraph"
        ):
            word = match["word"]
            yield _join(match.start(), match.end(), f" {word.lower()}", word)
    for match in doc.matches(_WHO):
        named = _FULL_NAME.search(doc.text, max(0, match.start() - 40), match.start())
        if named and not doc.in_quotation(match.end() - 1) and doc.segment_at(match.start()).kind == "paragraph":
            yield _join(match.start(), match.end(), ", who", "Who")
    for match in doc.matches(_CHAIN):
        first = tokens(doc.text, match.start("first"), match.end("first"))
        right = tokens(doc.text, match.end("second"), doc.sentence_at(match.start("second")).end)
        if holds_verb(first, vocabulary) or (
            finite_verbs(right, vocabulary) if match["second"] == "To" else holds_verb(right, vocabulary)
        ):
            continue
        if doc.in_quotation(match.start() + 2) or doc.segment_at(match.start()).kind != "paragraph":
            continue
        place = match["first"]
        new = f" {place[0].lower()}{place[1:]} {match['second'].lower()}"
        yield _join(match.start(), match.end("second"), new, place.split()[0])


def _join(start: int, end: int, new: str, word: str) -> Finding:
    return RULE.correction(Span(start, end), new, f"The stop before “{word}” cuts a part off its sentence.", 0.7)


def _single(doc: Document, resources: Resources) -> Findings:
    """An adverb of time or order alone behind the stop that ends the paragraph: “will hit the suppliers. First.”"""
    for match in doc.matches(_SINGLE):
        segment = doc.segment_at(match.start())
        sentence = doc.sentence_at(match.start() - 1)
        left = tokens(doc.text, sentence.start, match.start())
        if (
            segment.kind != "paragraph"
            or len(left) < 5
            or doc.in_quotation(match.start("word"))
            or not finite_verbs(left, resources.model("vocabulary"))
        ):
            continue
        word = match["word"].lower()
        span = Span(match.start(), match.end("word"))
        yield RULE.correction(span, f" {word}", f"The stop before “{match['word']}” cuts it off its sentence.", 0.75)


def _and_that(doc: Document) -> Findings:
    """A second clause that hangs on the verb of the first: “said that he was safe. And that the port was shut”."""
    for match in doc.matches(_AND_THAT):
        sentence = doc.sentence_at(match.start() - 1)
        if _REPORTED_THAT.search(doc.text, sentence.start, match.start()) and not doc.in_quotation(match.start() + 2):
            span = Span(match.start(), match.end())
            yield RULE.correction(span, " and that", "The stop cuts what was said in two.", 0.8)


def _joint(word: str, opening: str, left: Any, right: Any, vocabulary: Vocabulary) -> tuple[str, float] | None:
    """What to write instead of the stop, and how sure that is; None where the second part may stand alone."""
    if opening:
        return _behind_open_word(word, opening, right, vocabulary)
    if len(left) < 4 or not holds_verb(left, vocabulary) or any(token.text in (":", ";") for token in right):
        return None
    if word in ("if", "when", "unless", "where", "while") and len(right) <= 3:
        return _condition(right, vocabulary)
    if word in _JOINING and len(right) >= 4:
        return _phrase(word, right, vocabulary)
    return None


def _behind_open_word(word: str, opening: str, right: Any, vocabulary: Vocabulary) -> tuple[str, float] | None:
    """An open function word stands before the stop: the rest follows, unless it is a sentence of its own."""
    lead = opening.split()[-1]
    verbs = finite_verbs(right, vocabulary)
    if (
        lead in ("of", "with", "to", "for", "in", "by", "from", "at", "on")
        or vocabulary.capital(word) > 60
        or (verbs and verbs[0] > 0)
        or word in ("the", "he", "she", "it", "they", "we", "this")
    ):
        return None
    return opening + " ", 0.75


def _condition(right: Any, vocabulary: Vocabulary) -> tuple[str, float] | None:
    """“ten years in prison. If convicted.”"""
    low = [token.low for token in right]
    tags = vocabulary.tags(low[1]) if len(low) > 1 else ""
    return (" ", 0.85) if tags[:1] in (PARTICIPLE, ADJECTIVE) and low[-1] not in ("not", "so", "only") else None


def _phrase(word: str, right: Any, vocabulary: Vocabulary) -> tuple[str, float] | None:
    """“on Sunday. Near the border with Taru.”: a preposition and its noun, with no verb but in a relative clause."""
    low = [token.low for token in right]
    if low[1] in _STYLE or (len(low) > 2 and low[2] in ("time", "now", "once")) or "not" in low[:3]:
        return None
    main = right
    for at, token in enumerate(right):
        if token.text == "," and at + 1 < len(right) and right[at + 1].low in ("where", "which", "who", "whose"):
            main = right[:at]
            break
    if any(
        (token.low in SUBJECTS and main[at - 1].low not in ("that", "who", "which", "as", "than"))
        or (main[at - 1].text[0].isupper() and vocabulary.may_be(token.low, PAST, PARTICIPLE))
        or (token.low in _ALIKE and vocabulary.mostly(main[at - 1].low, NOUN, PLURAL))
        for at, token in enumerate(main[1:], 1)
    ):
        return None  # “Through their vehicle they own a third”, “On Monday Torv faced charges”
    if any(token.text.endswith(",") for token in main) or any(
        may_be_finite(main, at, vocabulary) for at in range(2 if word == "to" else 1, len(main))
    ):
        return None
    if finite_verbs(right, vocabulary) or any(
        right[at].low in _DETERMINERS and right[at - 1].low not in _JOINING | {"and", "or", "than", "as"}
        for at in range(2, len(right))
    ):
        return None  # "Behind it a single tug": a sentence without a verb
    if main is right and word not in _PLACES and len(right) < 5:
        return None
    return (", " if main is not right and word in _PLACES else " "), 0.75


_ALIKE = frozenset("cut put hit set shut let cost quit spread beat burst hurt split".split())  # past forms like bases
_PLACES = frozenset("near between among amid alongside beside inside outside".split())
