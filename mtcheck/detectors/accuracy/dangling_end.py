"""A sentence or paragraph that ends in a word which must go on: "the bank owes 900 euros and the." The tail is cut back
to the last whole phrase.
"""

import re
from itertools import pairwise

from mtcheck.core import (
    Bad,
    Document,
    Finding,
    Findings,
    Good,
    Pattern,
    Resources,
    Rule,
    Segment,
    Severity,
    Span,
    replace,
)
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.clauses import finite_verbs, is_finite, stands_alone, tokens
from mtcheck.text.closed_classes import ARTICLES, DEMONSTRATIVES
from mtcheck.text.lazy import lazy
from mtcheck.text.paragraphs import closes_its_paragraphs, is_apparatus, words_of
from mtcheck.text.vocabulary import BASE, NOUN, PLURAL, Vocabulary
from mtcheck.text.words import listed

RULE = Rule(
    id="dangling-end",
    mqm="accuracy/omission",
    severity=Severity.MAJOR,
    summary="A sentence breaks off after a word that must go on.",
    why="The engine stopped early, or a link and its text were cut out of the sentence.",
    needs=("vocabulary",),
    limits="What is lost is only in the source; the repair cuts the sentence back to what is whole.",
    whole=True,
    examples=(
        Bad("The club owes the builders 90,000 euros⟦ and the→⟧."),
        Bad("They drifted for a week with no water on board⟦ and→⟧.\nA ship saw them."),
        Bad(
            "Doctors ask for more blankets\nMore than 30 doctors signed a letter to both of the warring sides⟦ "
            "asking for→.⟧\nThe camp is full."
        ),
        Bad(
            "Doctors ask for blankets\nMore than 30 doctors signed a letter to both of the warring sides⟦ in\n→ in "
            "⟧London and sent it on Monday."
        ),
        Bad("The ward has run out of beds and has asked the army⟦ for⟧."),
        Bad("The appeal was taken to the ⟦Supre⟧"),
        Good("The appeal was taken to the Suprema"),
        Good("It was the help that they had asked the army for. Who is it that they are waiting for?"),
        Good("The pier is closed. Boats are full. Ferries will run on Monday"),
        Good("It was a harbour that the town could boast of. The mayor had been made fun of."),
        Good("This is what they were looking for. It was all they could ask for."),
        Good("Nobody knows what the fuss is about or what it is for.\nThe vote was close."),
    ),
)

_MID_WORDS = "the a an its their your our whose and or because although every".split()
_MID = Pattern(  # the stop comes first and looks back: it is rarer than a space
    r"(?P<stop>[.!;])(?:"
    + "|".join(
        rf"(?<= (?:{'|'.join(word for word in _MID_WORDS if len(word) == length)}){space}.)"
        for length in sorted({*map(len, _MID_WORDS)})
        for space in ("", " ")
    )
    + r")(?=\s|$|\[)"
)
_LEAD = lazy(r"(?:,? (?:and|or|but|because|although|whether|whereas|if|than|[a-z]{1,20}ing)){0,4},?$")
_RELATIVE = Pattern(
    r"(?P<tail>, (?:which (?:happened|occurred|is|was|are|were|has|have|had|took|will|would|can)"
    r"|who (?:is|was|are|were|has|have|had)))\.(?=\s|$)"
)
_CLAUSE = Pattern(
    r"(?P<tail>, (?:if|unless|because|although|though|while) (?:the|a|an|his|her|its|their) (?:[a-z]+ )?[a-z]+)\."
    r"(?=\s|$)"
)
_PARAGRAPH = lazy(
    r"(?P<tail>(?: (?P<ing>[a-z]{2,}ing))?(?:,? "
    r"(?:and|or|but|to|of|for|with|from|by|in|on|at|as|which|who|because|than|into|the|a|an|its|their|his)){1,6})$"
)
_AUXILIARY = lazy(
    r"(?P<tail> (?:(?:had|has|have|would|will|could|can|may|might|should|must|to|not)(?: also| not| never)? "
    r"(?:be|been|have been)|having been|is being|was being|are being|were being))$"
)
_GOES_ON = lazy(r"(?P<word>[A-Z][a-z]+|\d[\d,.]*)[ ,.]")
_LEADING = frozenset("of to in by from with for at on into the and".split())
_OPEN_PREPOSITIONS = frozenset("to of for with from by at than into as".split())
_OPEN_END = lazy(r"(?P<tail>[,;(\[–—-]|(?<=\w) [–—-])$")

# “has asked the army for.”: a verb with its object and the preposition of a second one
_OWED = Pattern(
    r"\b(?:asked|accused|thanked|blamed|deprived|robbed|convinced|reminded|charged|compensated|punished|praised|criticised"
    r"|criticized|sued|suspected) (?:him|them|her|the [a-z]+(?: [a-z]+)?|his [a-z]+|their [a-z]+|[A-Z][a-z]+)"
    r"(?P<tail> (?:for|of|from|with|about))\.(?=\s|$)"
)
_SEARCHING = Pattern(
    r"(?:The )?(?:[\w’'-]+ ){1,2}?(?:is|are|was|were|have been|has been) (?:still |now |also )?"
    r"(?:looking|searching|waiting|asking|hoping|applying|based|aimed|suspected|accused|dependent|responsible|interested"
    r"|convicted)(?P<tail> (?:for|on|of|at|in))\.(?=\s|$)"
)
_OF = Pattern(r"(?<=[a-z]) (?:of|between|among) ?(?P<stop>\.)(?=\s|$)")
_OF_NOUNS = frozenset(
    "part kind sort lot type piece control charge hold care advantage use fun track sight news".split()
)
_DETERMINERS = (
    ARTICLES
    | DEMONSTRATIVES
    | frozenset("its his her their first second third last new another one two three four five no".split())
)
_STRANDING = frozenset(
    "what which who whom whose that where why how be been being something anything nothing everything things".split()
)

_BEFORE = 90  # code points in which the words before are looked for; a line may hold a thousand ends


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_MID):
        if _HALF_DAY.match(doc.text, match.end() - 1):
            continue  # “at 7:30 a. m.”
        finding = _function_word(doc, match, vocabulary)
        if finding is not None:
            yield finding
    for match in doc.matches(_OF):
        finding = _after_of(doc, match, vocabulary)
        if finding is not None:
            yield finding
    for match in (*doc.matches(_OWED), *at_sentence_starts(doc, _SEARCHING)):
        before = words_of(doc.text.lower(), doc.sentence_at(match.start()).start, match.start("tail"))
        if _STRANDING.isdisjoint(before) and "to" not in before and not doc.in_quotation(match.start()):
            said = f"The sentence breaks off after “{match['tail'].strip()}”; what follows is lost."
            yield RULE.finding(Span(*match.span("tail")), said, confidence=0.85)
    for match in doc.matches(_RELATIVE):
        if match["tail"].endswith(("happened", "occurred")) or not doc.in_quotation(match.start()):
            yield _cut(doc, match.start("tail"), match.end("tail"), "", 0.8)
    for match in doc.matches(_CLAUSE):
        words = tokens(doc.text, match.start("tail"), match.end("tail"))
        if vocabulary.mostly(words[-1].low, NOUN, PLURAL) and not any(
            is_finite(words, at, vocabulary) for at in range(2, len(words))
        ):
            yield _cut(doc, match.start("tail"), match.end("tail"), "", 0.8)
    cut = [*_cut_off(doc, vocabulary), *(_cut_name(doc, vocabulary) if doc.segments else ())]
    yield from cut
    yield from (one for one in _truncated(doc, vocabulary) if not any(one.span.overlaps(other.span) for other in cut))


_HALF_DAY = lazy(r"[a.]{0,2} ?m\b")
_UNENDING = frozenset(
    "the a an its their your our my whose and or because although until while every of into than from as".split()
)
_NAME = 90  # percent of capitals of a word that, written small, is a part of another: “fishing bo”
_OPENING = frozenset("in at by with to for on between under".split())
_UNBEGINNING = frozenset("and or but which that who whose whom of to than because until with from by".split())
_LAST, _FIRST = lazy(r"(?:(?<=[^\W_])[,;(]|(?<![\w.@/'’-])[a-z]{2,20})$"), lazy(r"[a-z]{2,20}(?= )")


def _cut_off(doc: Document, vocabulary: Vocabulary) -> Findings:
    """Where a story of whole sentences ends, or begins, in the middle of one: no newsroom prints that."""
    text = doc.text
    if not doc.segments:
        return
    first, last = doc.segments[0], doc.segments[-1]
    sentences = doc.sentences[-1]
    told = len(sentences) >= 2 or closes_its_paragraphs(text, doc.segments)
    if last.kind == "paragraph" and told and not is_apparatus(text, last.span.start, last.span.end):
        match = _LAST.search(text, max(last.span.start, last.span.end - 40), last.span.end)
        word = match[0] if match else ""
        if match and _breaks_off(doc, word, match.start(), vocabulary):
            message = f"The story breaks off after “{word}”; what follows is lost."
            yield RULE.finding(Span(*match.span()), message, confidence=0.9, severity=Severity.CRITICAL)
    if first.kind == "paragraph" and len(doc.sentences[0]) >= 3:
        match = _FIRST.match(text, first.span.start, first.span.end)
        if match and (match[0] in _UNBEGINNING or not vocabulary.count(match[0])):
            message = f"The story begins in the middle of a sentence, at “{match[0]}”; what came before is lost."
            yield RULE.finding(Span(*match.span()), message, confidence=0.9, severity=Severity.CRITICAL)


_CAPITAL = lazy(r"(?<=[a-z] the )[A-Z][a-z]{2,8}$")


def _cut_name(doc: Document, vocabulary: Vocabulary) -> Findings:
    """A story that ends inside a name: “was taken to the Supre”."""
    last = doc.segments[-1]
    match = _CAPITAL.search(doc.text, max(last.span.start, last.span.end - 20), last.span.end)
    if match is None or last.kind not in ("paragraph", "headline") or vocabulary.count(match[0]):
        return
    low = match[0].lower()
    if any(
        word.startswith(low) and capital >= _HALF and word != low + "s"
        for word, _, capital in vocabulary.common(_USES, low[0])
    ):
        message = f"The story breaks off after “{match[0]}”; what follows is lost."
        yield RULE.finding(Span(*match.span()), message, confidence=0.88, severity=Severity.CRITICAL)


_HALF, _USES = 50, 40  # percent of capitals, and uses, of a word that is a part of names


def _breaks_off(doc: Document, word: str, start: int, vocabulary: Vocabulary) -> bool:
    """Whether the last word of a story, without a stop, must go on. A line that stands alone may be a headline."""
    sentences = doc.sentences[-1]
    if len(sentences) == 1:
        return word in _UNENDING - _STRANDS or (_BEGUN.search(doc.before(start, 40)) is not None and word in _OPENING)
    if word in _UNENDING:
        return True
    if word in ",;(":
        return len(sentences) > _TWO
    if word in _OPENING:
        return _STRANDING.isdisjoint(words_of(doc.text.lower(), sentences[-1].start, start))
    if vocabulary.count(word) and vocabulary.capital(word) < _NAME:
        return False
    return word not in _WHOLE and any(
        other.startswith(word) and other[len(word) :] not in _FORMS for other, *_ in vocabulary.common(_USED, word[0])
    )


_USED = 20  # uses in clean news of a word that another may be left of
_FORMS = frozenset(("", *"s es d ed ing er ers ly y".split()))  # “the attic” is whole
_WHOLE = listed("dangling-end: whole")  # rare words that begin as common ones do


_TWO, _STRANDS = 2, frozenset("of from as".split())
_BEGUN = lazy(r"\b(?:due|set|expected|scheduled|planned|ready) to [a-z]+ $|\b(?:begins?|starts?|ends?|opens?) $")


def _after_of(doc: Document, match: "re.Match[str]", vocabulary: Vocabulary) -> Finding | None:
    """“its first local case of.”: a noun with its determiner, and nothing that asks for the preposition at the end."""
    text = doc.text
    sentence = doc.sentence_at(match.start())
    words = tokens(text, sentence.start, match.start())
    if (
        len(words) < 6
        or not words[-1].text.islower()
        or not vocabulary.mostly(words[-1].low, NOUN, PLURAL)
        or words[-1].low in _OF_NOUNS
    ):
        return None
    if (
        not any(word.low in _DETERMINERS for word in words[-4:-1])
        or not _STRANDING.isdisjoint(word.low for word in words)
        or doc.in_quotation(match.start())
    ):
        return None
    if any(
        word.low == "to" and vocabulary.mostly(after.low, BASE) for word, after in zip(words, words[1:], strict=False)
    ):
        return None  # "nothing to be afraid of"
    return _cut(doc, match.start(), match.start("stop"), "", 0.8)


def _function_word(doc: Document, match: "re.Match[str]", vocabulary: Vocabulary) -> Finding | None:
    text = doc.text
    segment = doc.segment_at(match.start())
    end = match.start() - (text[match.start() - 1] == " ")
    start = text.rindex(" ", 0, end)
    lead = _LEAD.search(text[max(segment.span.start, start - 90) : start])
    start -= len(lead[0]) if lead else 0
    tail = text[start:end]
    if segment.kind in ("headline", "table") or doc.before(start, 3).rstrip().endswith((".", ":", "?", "!", "“", '"')):
        return None
    words = words_of(text, max(segment.span.start, start - _BEFORE), start)
    if len(words) < 3 or _is_mentioned(doc, start, words[-1], tail.split()[-1]):
        return None
    last = tail.split()[-1]
    if last in ("and", "or"):
        if match["stop"] == ";" or _fragment_follows(text, match, segment.span.end, vocabulary):
            return None
        pair = re.search(r"(?P<lead>[^\W\d_][\w'’-]*), (?P<item>[A-Z][\w'’-]*)$", doc.before(start, 60))
        if pair and tail.startswith(", ") and len(tail.split()) == 2:
            return _cut(doc, start - len(pair["item"]) - 2, end, f" {last} {pair['item']}", 0.7)
    head = tail.split()[0]
    if head.endswith("ing") and len(tail.split()) > 1 and vocabulary.mostly(head, NOUN):
        start += 1 + len(head)
    return _cut(doc, start, end, "", 0.8)


def _is_mentioned(doc: Document, start: int, before: str, last: str) -> bool:
    """Whether the last word is spoken of, or is no function word: “the word and.”, “vitamin A.”"""
    low = before.lower()
    if low in ("what", "who", "which", "if", "word", "letter", "article", "words", "why", "how", "when") or low == last:
        return True
    if last == "a":
        return before[0].isupper() or low in ("vitamin", "grade", "plan", "an", "serie")
    return last in ("its", "their", "your", "our", "whose") and (doc.in_quotation(start) or low in ("is", "was", "not"))


def _fragment_follows(text: str, match: "re.Match[str]", end: int, vocabulary: Vocabulary) -> bool:
    """Whether what follows the stop is no sentence: `stop-before-fragment` joins the two."""
    if not re.match(r"[.!] (?P<word>[A-Z][a-z]+)", text[match.start("stop") : match.start("stop") + 40]):
        return False
    begin = match.end("stop")
    finish = re.search(r"[.!?]", text[begin:end])
    rest = tokens(text, begin + 1, begin + finish.start() if finish else end)
    return not stands_alone(rest, vocabulary) or finite_verbs(rest, vocabulary)[:1] == [0]


def _cut(doc: Document, start: int, end: int, new: str, confidence: float) -> Finding:
    span = Span(start, end)
    word = doc.text[start:end].split()[-1]
    message = f"The sentence breaks off after “{word}”; what follows is lost."
    return RULE.correction(span, new, message, 0.85, confidence)


def _goes_on(text: str, start: int, end: int, last: str, vocabulary: Vocabulary) -> bool:
    """Whether a line that begins with a name or a figure ends the phrase that a preposition began: "were held in" /
    "Port Amal until May".
    """
    match = _GOES_ON.match(text, start, end)
    if match is None or last.lower() not in _LEADING:
        return False
    word = match["word"]
    return word[0].isdigit() or (
        word.isalpha() and vocabulary.capital(word) >= 80 and (bool(vocabulary.count(word)) or len(word) > 3)
    )


def _truncated(doc: Document, vocabulary: Vocabulary) -> Findings:
    """Paragraphs without a stop whose last word must go on, in a story that closes its paragraphs."""
    text = doc.text
    closes: bool | None = None
    for index, segment in enumerate(doc.segments):
        end = segment.span.end
        if not index or segment.kind != "paragraph" or text[end - 1] in '.!?"”’…:':
            continue
        after = doc.segments[index + 1] if index + 1 < len(doc.segments) else None
        for pattern in (_PARAGRAPH, _AUXILIARY, _OPEN_END):
            match = pattern.search(text, max(segment.span.start, end - 120), end)
            if match is None or not _is_open(text, segment, after, pattern, match):
                continue
            if pattern is _OPEN_END and _in_verse(doc, index):
                continue
            if closes is None:
                closes = closes_its_paragraphs(text, doc.segments) or len(doc.segments) < 5
            if not closes:
                return
            start = match.start("tail")
            start += max(0, text[start:end].rfind(", "))  # "step in, but": only the last is open
            tail = text[start:end].strip() or text[start:end]
            if (tail == ";" and after is not None) or doc.before(start, 3).rstrip().endswith(";"):
                continue  # points of a list, lines of verse
            if (
                after is not None
                and pattern is _PARAGRAPH
                and _goes_on(text, after.span.start, after.span.end, tail.split()[-1], vocabulary)
            ):
                yield _cut_by_break(start, end, after.span.start, tail)
            else:
                yield _broken_off(Span(start, end), tail, in_verb=pattern is _AUXILIARY)


_LINE = 60  # code points of a line of verse


def _in_verse(doc: Document, index: int) -> bool:
    """Whether the line and its neighbours are short, begin with capitals and stand close, as verse does."""
    near = doc.segments[max(0, index - 2) : index + 3]
    gaps = sum(doc.text.count("\n", one.span.end, other.span.start) > 1 for one, other in pairwise(near))
    return len(near) > 2 and gaps <= 1 and all(len(one.span) <= _LINE for one in near)


def _is_open(
    text: str, segment: Segment, after: Segment | None, pattern: "re.Pattern[str]", match: "re.Match[str]"
) -> bool:
    """Whether it is a paragraph of a story, and nothing in it or below it takes its last word up."""
    if match.end() != segment.span.end or is_apparatus(text, segment.span.start, segment.span.end):
        return False
    words = words_of(text, segment.span.start, match.start())
    if len(words) < (4 if pattern is _AUXILIARY else 8) or sum(word[0].islower() for word in words) * 2 < len(words):
        return False
    if after is not None and (
        after.kind == "list-item"
        or text[after.span.start].islower()
        or (pattern is _OPEN_END and text[after.span.start] in '"“‘«„-–—•*.,;[(')
    ):
        return False
    if pattern is not _PARAGRAPH:
        return True
    tail = match["tail"].split()
    if tail in (["in"], ["on"]) and words[-1] in ("it", "them", "him", "her", "us"):
        return False  # "without plugging it in", a line that has no stop
    if len(tail) == 1 and tail[0] in _OPEN_PREPOSITIONS:
        return _STRANDING.isdisjoint(word.lower() for word in words)  # "This is not what I was looking forward to"
    return not (match["ing"] and len(tail) == 2 and tail[1] in ("in", "on"))


def _cut_by_break(start: int, end: int, after: int, tail: str) -> Finding:
    return RULE.finding(
        Span(start, after),
        f"A line break cuts this sentence in two after “{tail.split()[-1]}”.",
        confidence=0.85,
        repairs=[replace(Span(end, after), " ", 0.75), replace(Span(start, end), ".", 0.2)],
    )


def _broken_off(span: Span, tail: str, *, in_verb: bool) -> Finding:
    """`in_verb`: what was done or is to be is only in the source, as it is after “paid a visit to”."""
    last = tail.split()[-1]
    message = f"The paragraph breaks off after “{last}”; what follows is lost."
    if last in (",", ";"):
        message = f"The paragraph ends with “{last}”: a stop belongs there, or something is lost."
    new = None if in_verb or tail in _OPEN_PREPOSITIONS else "."
    return RULE.correction(span, new, message, 0.85 if in_verb else 0.8, 0.75)
