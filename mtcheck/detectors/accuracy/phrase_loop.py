"""Neighbouring copies of two words or more, found by their period; verse, chants and sums of figures are left alone."""

from mtcheck.core import Applicability, Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.closed_classes import ARTICLES, FINITE_BE, LEADING
from mtcheck.text.lazy import lazy
from mtcheck.text.repeats import Repeat, repeats
from mtcheck.text.words import listed

RULE = Rule(
    id="phrase-loop",
    mqm="accuracy/addition",
    severity=Severity.MAJOR,
    applicability=Applicability.AUTOMATIC,
    summary="A group of words is repeated.",
    why="A decoder that loses its place translates the same words again; what it should have said next may be missing.",
    examples=(
        Bad("⟦The convoy The convoy→The convoy⟧ reached Tarn at noon."),
        Bad("He heads a ⟦school of the school of the→school of the⟧ province of Lom."),
        Bad("⟦The trucks reached the city, the trucks reached the city→The trucks reached the city⟧ at noon."),
        Bad("⟦They asked for food and they asked for food→They asked for food⟧."),
        Bad("The plan was put to ⟦Nora Pike Nora Pike→Nora Pike⟧, who leads the board."),
        Bad("He chairs ⟦the Harbour Union (HBU), the Harbour Union (HBU→the Harbour Union (HBU⟧) on Friday."),
        Bad("In Tarn⟦, in Tarn→⟧ the river rose, and the crew left for the port⟦, for the port→⟧ at dawn."),
        Good("They asked for food, and then they asked for water."),
        Good("The film New York, New York opens day by day by appointment."),
        Good("“No more war, no more war,” the crowd sang."),
        Good("She asked what he said he said."),
        Good("He who laughs last laughs last, and all he does he does for her."),
    ),
    limits="Where the loop reaches the end of the sentence, its tail is missing: only the source has it.",
)

_EMPHATIC = frozenset(
    "again more by after over on and year day week time no not very so much many far less step one two three hour night"
    " month".split()
)
_LIGHT = (
    ARTICLES
    | FINITE_BE
    | frozenset("of to in on at by for and or with from it he she they that this be as his her its their".split())
)
_PLACES = frozenset({"new york", "sing sing", "bora bora", "walla walla", "pago pago", "baden baden"})

_SAID_TWICE = frozenset(
    (who, verb)
    for who in ("he", "she", "they")
    for verb in ("said", "says", "added", "told", "explained", "asked", "noted")
)
_PREPOSITIONS = LEADING | frozenset("of to into under over near between behind through during against".split())
_COUNTED = listed("phrase-loop: counted")


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _stutters(doc)
    for repeat in repeats(doc.text):
        if len(repeat.words) < 2 or doc.is_masked(repeat.first, repeat.end):
            continue
        confidence = _confidence(doc, repeat)
        if not confidence or _goes_round_again(doc, repeat):
            continue
        span = Span(repeat.first, repeat.end)
        kept = doc.text[repeat.first : repeat.first_end]
        alone = (
            len(repeat.words) == len(kept.split())
            and not repeat.gap.strip()
            and not {"and", "or", "but"}.intersection((repeat.words[0], repeat.words[-1]))
            and not _may_be_meant(doc, repeat, kept)
            and not _is_clause(doc, repeat)
        )
        # around “and” one copy stands for other words as often as not
        looped = repeat.copies >= _LOOP and len(repeat.words) >= _LONG
        severity = Severity.CRITICAL if looped else RULE.severity
        yield RULE.correction(span, kept, f"“{kept}” is repeated.", confidence, for_people=not alone, severity=severity)


_STUTTER = Pattern(
    r"\b(?P<phrase>(?:[Ii]n|[Oo]n|[Aa]t|[Tt]o|[Ff]rom|[Nn]ear|[Oo]f|[Ww]ith|[Ff]or|[Bb]y)"
    r" (?:(?:the|an?|his|her|their|its) )?(?!\d)[\w’'-]{3,}(?: [A-Z][\w’'-]+)?)(?P<again>, (?i:(?P=phrase)))(?=[ ,.])"
)


def _stutters(doc: Document) -> Findings:
    """“In Tarn, in Tarn the river rose”: a phrase with its preposition, said again behind a comma."""
    for match in doc.matches(_STUTTER):
        if not doc.in_quotation(match.start()):
            span = Span(*match.span("again"))
            yield RULE.correction(span, "", f"“{match['phrase']}” is repeated.", 0.88, for_people=True)


_LOOP, _LONG = 3, 4  # copies, and words of each, that nobody writes


_MEASURES = frozenset(
    "time back door face house shop place street side person day year end hand mouth word town city page".split()
)


def _from_to(words: tuple[str, ...]) -> bool:
    """Whether the words are half of “from time to time to …”, which another “to” may follow."""
    return len(words) == 2 and "to" in words and (words[1] == "to" or bool(_MEASURES.intersection(words)))


_NAMING = lazy(r"\b(?:call|nam|dubb|dub|term|label|titl)(?:s|ed|e|es|ing)?\b[^.!?\n]{0,30}$")


def _may_be_meant(doc: Document, repeat: Repeat, kept: str) -> bool:
    """Whether it may be a title or a turn such as “Tit for Tat”, clauses in parallel, or what something is called."""
    pair = len(repeat.words) == 2 and repeat.words[0] in _BETWEEN and repeat.words[1] not in _LIGHT
    again = doc.text[repeat.first_end : repeat.end].strip()
    shouted = again != kept and any(len(word) > 1 and word.isupper() for word in again.split())  # “is YOUR data”
    named = all(map(str.istitle, kept.split()))
    return pair or shouted or named or "," in kept or _NAMING.search(doc.before(repeat.first, 40)) is not None


_SUBJECTS = frozenset("i you he she it we they there you've i've we've they've it's he's she's".split())
_OPENED = lazy(
    r"(?i)(?:\b(?:what|whatever|whoever|if)|\b(?:he|she|they|those|anyone|everyone|all) who|^who"
    r"|\b(?:all|everything)(?: that)?)[ ]$"
)
_COMPARED = frozenset("more less better worse longer older richer bigger harder higher further fewer greater".split())


def _ends_whole(words: tuple[str, ...]) -> bool:
    return words[-1] not in _PREPOSITIONS and words[-1] not in ARTICLES and words[-1] not in ("of", "and", "or", "his")


def _is_clause(doc: Document, repeat: Repeat) -> bool:
    """Whether one copy is a clause or the whole rest of one: “he had written”, “the man who broke it broke it”."""
    whole = repeat.words[0].replace("’", "'") in _SUBJECTS or doc.before(repeat.first, 4).lower() == "who "
    return whole and _ends_whole(repeat.words)


def _is_saying(doc: Document, repeat: Repeat) -> bool:
    """Whether a clause and the one it opens are alike:

    “what will be will be”, “the more you have the more you have”.
    """
    words = repeat.words
    if repeat.copies > _TWICE or not _ends_whole(words):
        return False
    if words[0] == "the" and words[1] in _COMPARED:
        return True
    opened = _OPENED.search(doc.before(repeat.first, 30))
    total = opened is not None and opened[0].lower().startswith(("all ", "everything"))
    return opened is not None and (not total or "who" in opened[0] or words[0] in _SUBJECTS)


_BETWEEN = frozenset("for by on upon after over in against".split())


def _goes_round_again(doc: Document, repeat: Repeat) -> bool:
    """Whether a third noun ends or begins it, as in “a cousin of a cousin of a cousin”."""
    if not _PREPOSITIONS.union(("of", "within")).intersection(repeat.words):
        return False
    behind = doc.after(repeat.end, 40).lower().split()[:2]
    before = doc.before(repeat.first, 40).lower().split()[-1:]
    nouns = set(repeat.words) - _LIGHT - _PREPOSITIONS - {"within"}
    return len(nouns) == 1 and any(word.strip(".,;:!?\"“”'’)(") in nouns for word in (*behind, *before))


def _confidence(doc: Document, repeat: Repeat) -> float:
    words, joined = repeat.words, repeat.gap.strip().lower()
    if len(words) == _TWICE and not joined and _is_titled_or_called(doc, repeat):
        return 0.0
    quoted = doc.in_quotation(repeat.first) or doc.in_quotation(repeat.end - 1)
    if _is_meant(doc, repeat, quoted) or _is_saying(doc, repeat):
        return 0.0
    if words in _SAID_TWICE:
        ended = (
            not joined
            and doc.after(repeat.end, 1) in (".", ",")
            and doc.before(repeat.first, 2).rstrip()[-1:] in ("”", '"', ",")
        )
        return 0.93 if (joined == "," or ended) and not quoted else 0.0
    if any(char.isdigit() for word in words for char in word):
        counted = len(words) == 2 and words[0].isdigit() and words[1] in _COUNTED
        return 0.9 if counted and not joined and repeat.copies == 2 else 0.0
    if joined == "," and quoted and len(words) > 3 and words[0] in _PREPOSITIONS and repeat.copies == 2:
        return 0.75
    if joined == ", and" and words[0] in _PREPOSITIONS and _GOES_ON.match(doc.text, repeat.end):
        return 0.0  # “for nine years, and for nine years the slugs have won”
    if joined == "," and "and" in words[1:-1] and len(words) <= 5:
        return 0.0  # "playing and missing, playing and missing": it went on
    if (
        joined in _BEHIND_INITIALS
        and doc.after(repeat.end, 1) == ")"
        and _INITIALS.search(doc.text, repeat.first, repeat.first_end)
    ):
        return 0.0 if quoted else 0.87  # the Harbour Workers' Union (HWU), the Harbour Workers' Union (HWU)
    return _linked(words, joined, quoted) if joined else _side_by_side(doc, repeat, quoted)


_BEHIND_INITIALS = frozenset((")", "),", ") and"))
_INITIALS = lazy(r" \([A-Z]{2,}$")


_TWICE = 2
_CALLED = lazy(r"\b(?:call|mak|keep)(?:s|e|es|ed|ing)? $|\b(?:made|kept|keeps?) $")


def _is_titled_or_called(doc: Document, repeat: Repeat) -> bool:
    """“in Measure for Measure for the first time”, “what makes a boat a boat”."""
    first, second = doc.text[repeat.first : repeat.first_end].split()[:2]
    if repeat.words[0] in _BETWEEN and second[0].isupper() and first[0].islower():
        return True
    return repeat.words[0] in ARTICLES and _CALLED.search(doc.before(repeat.first, 12)) is not None


_GOES_ON = lazy(r" [a-z]+ [a-z]+")


def _is_meant(doc: Document, repeat: Repeat, quoted: bool) -> bool:
    """A saying, a chant, a name, or emphasis by a conjunction."""
    words = repeat.words
    if all(word in _EMPHATIC or len(word) < 2 for word in words):
        return True
    if not any(word.isalpha() and len(word) > 2 for word in words):
        return True
    if " ".join(words) in _PLACES or (len(words) == 2 and "by" in words):
        return True
    if set(words) == {"have", "to"}:
        return True  # seems to have to have a permit
    if _from_to(words):
        return True  # from time to time to look at it, from coast to coast to meet a need
    if "," in repeat.gap and _GOES_ON.match(doc.text, repeat.end) and doc.before(repeat.end, 30).split()[-1].istitle():
        return True  # chosen by the United States, and the United States government said so
    if repeat.copies > 2 and len(words) < 3:
        return True  # a storm, or a chant
    kept = doc.text[repeat.first : repeat.first_end]
    # "and waited, and waited, and": emphasis
    return words[-1] in ("and", "or", "but") and (quoted or len(words) < 4 or any(mark in kept for mark in ",.;"))


def _side_by_side(doc: Document, repeat: Repeat, quoted: bool) -> float:
    words = repeat.words
    pair = len(words) == 2
    if pair and words[0] in ("had", "has", "have", "is", "was", "does", "did"):
        return 0.0  # what had happened had happened
    if quoted and len(words) < 4:
        return 0.85 if words[0] in ("the", "a", "of", "in", "to") and pair else 0.0
    if pair and (words[0] in ("a", "an") or words[1] in ("is", "are", "was", "were", "will")):
        return 0.0  # call a spade a spade; business is business
    capitals = doc.text[repeat.first : repeat.first_end].split()
    if all(word[0].isupper() for word in capitals) and words[0] not in _LIGHT:
        alone = not quoted and repeat.copies == _TWICE and pair and all(map(str.istitle, capitals))
        return 0.85 if alone and doc.before(repeat.first, 2)[-1:] == " " else 0.0  # else shouted, or a table
    if pair and not set(words) & _LIGHT and doc.segment_at(repeat.first).span.start == repeat.first:
        return 0.6
    return 0.93


def _linked(words: tuple[str, ...], joined: str, quoted: bool) -> float:
    if quoted or joined not in (",", ";", "and", ", and", "or", ", or"):
        return 0.0
    if len(words) < 3 or len(set(words) - _LIGHT) < 2:
        return 0.0
    return 0.87 if len(words) >= 4 else 0.82
