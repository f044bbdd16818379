"""A stop before a lower-case word: it goes where a phrase or subordinate clause follows, else the word gets its capital."""

import re
from collections.abc import Iterator
from typing import Any

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span, replace
from mtcheck.text.clauses import AUXILIARIES, OPEN_WORDS, finite_verbs, holds_verb, is_finite, stands_alone, tokens
from mtcheck.text.lazy import lazy
from mtcheck.text.sentences import EITHER, TITLES

RULE = Rule(
    id="false-stop",
    mqm="linguistic-conventions/punctuation",
    severity=Severity.MAJOR,
    summary="A stop stands before a word in lower case.",
    why="The text was cut where no sentence ended, or a sentence lost its capital.",
    needs=("vocabulary",),
    examples=(
        Bad("The union accepted the offer⟦. in⟧ other plants it was turned down flat.", fixed="The union accepted the offer. In other plants it was turned down flat."),
        Bad("The union accepted the offer⟦. in⟧ two other plants on the coast.", fixed="The union accepted the offer in two other plants on the coast."),
        Bad("The river rose for two days⟦. and⟧ the school was closed.", fixed="The river rose for two days, and the school was closed."),
        Bad("Crews closed the road⟦. but⟧ left the bridge open.", fixed="Crews closed the road, but left the bridge open."),
        Bad("The measure passed by six votes⟦. the⟧ mayor was absent.", fixed="The measure passed by six votes. The mayor was absent."),
        Bad("The mill stands on the bank⟦. where⟧ it was built in 1820.", fixed="The mill stands on the bank, where it was built in 1820."),
        Bad("He sent a letter⟦. asking⟧ for more time.", fixed="He sent a letter asking for more time."),
        Bad("Inspectors of the port⟦ . have⟧ closed two piers.", fixed="Inspectors of the port have closed two piers."),
        Bad("The water was let out in a measured⟦. manner⟧ at night.", fixed="The water was let out in a measured manner at night."),
        Bad("Most of the dead were sailors⟦.and⟧ dockers.", fixed="Most of the dead were sailors and dockers."),
        Good("The firm paid Smith & Co. for the work."),
        Good("The shop sells pens, paper, etc. and opens at 9 a.m. on weekdays."),
        Good("He uses both phones. iPhone sales rose."),
        Good("The army left the town. al-Shabab took it within hours."),
        Good("They waited... and nothing came."),
        Good("Visit delta.example for more."),
    ),
)

_STOP = Pattern(r"(?P<stop>\. (?:(?<=[\w%)\"”’]..)|(?<=[\w%)\"”’,] ..)) ?)(?P<quote>[\"“]?)(?P<word>[a-z][a-z'’-]*)(?![\w.@])", needs=(". ",))
# Words of three letters at least or no domain: "women.and children".
_GLUED = Pattern(
    r"(?P<stop>\.(?<=[a-z]{2}.))(?P<quote>)(?P<word>and|but|or|who|which|whose|where|when|while|because|although|if|with|from|for|that|the|this|these|those|they|he|she|his|her|their|its|there|of|on)(?= [a-z])",
    needs=("." ,),
)
WINDOW = 500  # code points of a sentence that are read on either side
_END = lazy(r"[.!?][\"”’)]*(?=\s|$)|[\"”]")
_SHORT = TITLES | EITHER | frozenset(
    "ed eds incl excl min max sq tel ext par sub subj adj adv obj sing pl pop est ca circa vs spp sp var gen ser rev dist govt gov natl intl assoc "
    "acc abbr misc orig avg temp yd yds mi km cm mm kg hr hrs sec secs wk yr yrs mo mos qt pt pts bn mn tn mln bln trn p pp ch ss resp viz fl "
    "b c d m k e f g h i j l n o q r s t u v w x y z str strasse ul pl nr tr trans comp anon".split()
)  # fmt: skip
_PARTICLES = frozenset("de la le du da di del della dos das van von der den bin ibn ben al el ad ul abd abu op ter te la zu zur ap ab d l o".split())
_CONJUNCTIONS = frozenset("and but or nor yet so".split())
_RELATIVES = frozenset("which who whose whom where".split())
_CLAUSAL = frozenset("because although though while when if since as after before until unless whereas so once whether".split())
_PREPOSITIONS = frozenset(
    "in on at by for from with to of into onto near during under over between among against within without through throughout about across along "
    "around behind beside beyond despite except inside like off outside past per than toward towards upon via amid amidst including according due "
    "up down out above below".split()
)
_PHRASAL = frozenset("too not only even also more less much such especially particularly mostly mainly partly nearly almost about roughly".split())


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    vocabulary = resources.model("vocabulary")
    lower: dict[int, bool] = {}
    for match in sorted([*doc.matches(_STOP), *doc.matches(_GLUED)], key=lambda one: one.start()):
        index = doc.segment_index(match.start())
        segment = doc.segments[index].span
        if index not in lower:
            lower[index] = _writes_small(doc.text[segment.start : segment.end])
        if lower[index] or not _is_false(doc, match, segment, vocabulary):
            continue
        finish = _END.search(doc.text, match.end(), min(segment.end, match.end() + WINDOW))
        right = tokens(doc.text, match.start("word"), finish.start() if finish else min(segment.end, match.end() + WINDOW))
        sentence = doc.sentence_at(match.start())
        left = tokens(doc.text, max(sentence.start, match.start() - WINDOW), match.start("stop"))
        start, word = match.start("stop"), match["word"]
        start -= doc.text[start - 1] == " "
        joint, confidence = _joint(word, left, right, vocabulary)
        span = Span(start, match.end("word"))
        capital = f". {match['quote']}{word[0].upper()}{word[1:]}"
        if joint is None:
            new, other, message = capital, f" {word}", f"“{word}” begins a sentence and needs a capital."
        else:
            new, other, message = f"{joint}{match['quote']}{word}", capital, f"The stop before “{word}” cuts a sentence in two."
        if match["quote"] and joint is not None:
            new, other = capital, new
        yield RULE.finding(
            span, message, confidence=0.9, repairs=[replace(span, new, confidence), replace(span, other, min(confidence, 1 - confidence))]
        )


_LAST = lazy(r"(?:[^\W_][\w'’%-]*|[%)])(?=[\"”’)]?$)")


def _writes_small(text: str) -> bool:
    """Whether the paragraph uses no capitals at sentence starts at all, as chat and some poets do."""
    starts = re.findall(r"(?:^|[.!?]\s+)([^\W\d_])", text)
    return len(starts) >= 3 and sum(char.islower() for char in starts) * 2 > len(starts)


def _is_false(doc: Document, match: "re.Match[str]", segment: Span, vocabulary: Any) -> bool:
    stop = match.start() - (doc.text[match.start() - 1] == " ")
    before_stop = _LAST.search(doc.text, max(segment.start, stop - 40), stop)
    if before_stop is None:
        return False
    last, word = before_stop[0], match["word"]
    low = last.lower()
    if low in _SHORT or word in _PARTICLES or word.split("-")[0] in _PARTICLES or "." in last:
        return False
    before = doc.text[max(segment.start, before_stop.start() - 2) : before_stop.start()]
    if before.endswith((".", "/", "@")) or (not vocabulary.tags(word) and "-" not in word):
        return False
    closed = word in _CONJUNCTIONS | _RELATIVES | _CLAUSAL | _PREPOSITIONS | _PHRASAL | _STARTING
    if last[0].isdigit():
        return closed and before_stop.start() > segment.start + 3 and word not in ("of", "and", "to") and before[-1:] not in "$€£"
    if last in ("%", ")"):
        return before_stop.start() > segment.start + 3
    if before_stop.start() == segment.start and len(last) < 3:
        return False  # a. first item
    if last.isupper() and len(last) <= 4:
        return closed
    if low not in vocabulary and not (closed and len(last) >= 4 and re.search(r"[aeiouy]", low)):
        return False
    return len(last) >= 3 or (low in vocabulary and low in _LITTLE)


_LITTLE = frozenset("it up in on so do me us he we is go by to at".split())
_STARTING = frozenset("the a an this these those that he she it they we i you his her its their our there some many most several all".split())


def _joint(word: str, left: Any, right: Any, vocabulary: Any) -> tuple[str | None, float]:
    """What to write instead of the stop and space (None: keep them and set a capital), and how sure that is."""
    tags = vocabulary.tags(word)
    verbs = finite_verbs(right, vocabulary)
    if len(left) > 2 and left[-2].low in _DETERMINERS and tags[:1] in ("N", "P") and "N" not in (last := vocabulary.tags(left[-1].low)) and last[:1] in ("J", "U", "G", "D", "E"):
        return " ", 0.85  # "in a controlled. manner"
    if (left and left[-1].low in OPEN_WORDS - {"that", "his", "her", "would", "could", "said", "says", "told", "called"}) or _asks_for_more(left, vocabulary):
        return " ", 0.75
    if word in ("and", "or", "nor"):
        clause = bool(verbs) and stands_alone(right[1:], vocabulary) and not is_finite(right, 1, vocabulary)
        return (", " if clause else " "), 0.8
    if word in ("but", "yet", "so"):
        return ", ", 0.8
    if word in _RELATIVES:
        return ", ", 0.85
    if word == "that":
        return (None, 0.6) if len(right) > 1 and is_finite(right, 1, vocabulary) else (" ", 0.7)
    if word in _CLAUSAL:
        commas = [at for at, token in enumerate(right) if token.text == ","]
        after = bool(commas) and any(at > commas[0] for at in verbs)
        return (None, 0.75) if after or (len(verbs) >= 1 and word in ("after", "before", "since", "as") and commas) else (" ", 0.8)
    if word in _PREPOSITIONS:
        return (None, 0.75) if verbs and word != "to" and _new_subject(right, verbs[0]) else (" ", 0.8)
    if word in ("too", "not", "only", "even", "especially", "particularly", "mostly", "mainly", "partly", "including"):
        return (None, 0.6) if verbs else (", ", 0.75)
    if tags[:1] == "G":
        return (None, 0.7) if verbs else (" ", 0.75)
    if tags[:1] == "U" and not verbs:
        return " ", 0.75
    if word in ("most", "some", "many", "several", "all", "both", "one", "half", "none") and len(right) > 1 and right[1].low == "of" and not verbs:
        return ", ", 0.8
    if word in ("a", "an", "the") or tags[:1] in ("N", "P", "J", "T"):
        return (None, 0.8) if verbs or any(is_finite(right, at, vocabulary) for at in range(len(right))) else (", ", 0.7)
    if is_finite(right, 0, vocabulary) and word in AUXILIARIES:
        return " ", 0.7
    if tags[:1] in ("D", "Z") and word not in AUXILIARIES:
        return " ", 0.65
    return (None, 0.75) if verbs or tags[:1] in ("O", "R", "Q") else (" ", 0.6)


_DETERMINERS = frozenset("a an the this that these those his her its their our my your every each no some any another".split())


def _asks_for_more(left: Any, vocabulary: Any) -> bool:
    """Whether the words before the stop end in a verb form that wants an object, and hold no finite verb of a clause before it."""
    return (not holds_verb(left, vocabulary) and len(left) > 1) or (bool(left) and vocabulary.tags(left[-1].low)[:1] == "G" and vocabulary.count(left[-1].low) > 50)


def _new_subject(right: Any, verb: int) -> bool:
    """Whether a second noun phrase begins between a preposition and the verb: "in May the bank rose", "in May, prices rose"."""
    for at in range(2, verb):
        before = right[at - 1].low
        if right[at].low in ("and", "but", "or"):
            return False
        if before == ",":
            return right[at].low not in ("which", "who", "where") and verb > at
        if before not in _PREPOSITIONS and (right[at].low in _STARTING or (right[at].text[0].isupper() and right[at - 1].text.islower())):
            return True
    return False
