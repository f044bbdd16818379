"""A mark where no clause can end: behind an article or possessive, a preposition, or, for “?” and “!”, before a small
letter in a sentence that asks nothing.
"""

from mtcheck.core import Bad, Document, Edit, Finding, Findings, Good, Pattern, Repair, Resources, Rule, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.clauses import finite_verbs, tokens
from mtcheck.text.closed_classes import DO, FINITE_BE, HAVE
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import NOUN, PLURAL, Vocabulary

RULE = Rule(
    id="stray-mark",
    mqm="linguistic-conventions/punctuation",
    summary="A punctuation mark interrupts a phrase.",
    why="Decoders and hasty edits drop a comma, a colon or a stop between words that belong together.",
    examples=(
        Bad("The crew repaired the⟦:→⟧ damaged pier."),
        Bad("He opened a⟦,→⟧ new mill on Friday."),
        Bad("Ships from⟦;→⟧ two ports were stopped."),
        Bad("The mayor opened⟦?→⟧ the new bridge."),
        Bad("The union called the ruling “a shame for the whole⟦” country→ country”⟧ on Friday."),
        Bad("The mayor ⟦“said that →said that “⟧the plan was ready”."),
        Bad("“We saw smoke⟦, said the guard.”→,” said the guard.⟧"),
        Bad("“We saw smoke,” said ⟦“→⟧the guard, who asked not to be named."),
        Bad("How the fire began⟦,→⟧ is not known."),
        Good("What he wants, nobody knows. What it really is, is not known. What about him, is he well?"),
        Good("It was “the worst of all” cases, “nothing to be afraid of” people said, and he said “the end is near”."),
        Good("Will it hold? the mayor asked. What for? he added."),
        Good("Yahoo! said it would sell; the musical Oliver! opened."),
        Good("Nothing beats this pier in all the songs! it's a fine thing."),
        Good("Some of the signs, and the ones of oOh! media too, are dark."),
    ),
    limits="Colons and commas between other words are weighed in odd-mark, which is not shown.",
)

_BOUND = "the an my your their our its every a".split()
_PREPOSITIONS = "of from with into at among upon toward towards than to during".split()
_AFTER_ARTICLE = Pattern(rf"(?<![\w’'.;&-])(?:{'|'.join(_BOUND)})[,:;?.!'-] (?=[\w“\"])")
_AFTER_PREPOSITION = Pattern(rf"(?<![\w’'.-])(?:{'|'.join(_PREPOSITIONS)})[;?.!'-] (?=[\w“\"])(?!(?:and|or|to|but) )")
# behind the mark a pronoun and its verb are a sentence that lacks its capital, no rest of a phrase
_ASKING = Pattern(
    r"(?<=[a-z0-9])[?!] (?=[a-z]{2,})"
    r"(?!(?:it|he|she|they|we|you|there|that)(?:['’]| (?:is|are|was|were|has|have|will)\b))"
)
# “How the fire began, is unclear”: German and Slavic languages part a clause from the verb that it is the subject of
_CLAUSE = Pattern(
    r"(?P<clause>(?:How|Whether|Why|That|What|Who|Where) (?!is\b|was\b|are\b|did\b|does\b|do\b|about\b|if\b|time\b)"
    r"[^.,;:?!\n\"“”—–-]{5,90})(?P<mark>,) (?P<be>is|was|remains|remained|depends)(?="
    r" (?:not|still|also|now|yet|un[a-z]+|known"
    r"|clear|open|a|the|being|to|why|because|on|of|another|something|more|only|just|already)\b[^?\n]*\.)"
)
_APOSTROPHE = Pattern(r"(?<=[a-rt-wy])' (?=[a-z])")
_QUESTION = lazy(
    r"\b(?:who|whom|whose|what|when|where|why|how|which|whether|if|ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|questions?"
    r"|or)\b|(?:^|[,:;—–-] |[.?!…] |[“\"‘'(])(?:and |but |so |then )?(?:is|are|am|was|were|do|does|did|can|could|will"
    r"|would|should|shall|may|might|must|has|have|had|isn|aren|don|didn)\b|\b(?:is|are|was|were|do|does|did|will"
    r"|won['’]t|isn['’]t|don['’]t|didn['’]t) (?:it|he|she|they|you|we|i)\b|,(?: \w+){0,2}$",
    flags=2,
)
_SHORTENED = frozenset(
    "goin o th an n ol mo nothin somethin em lil doin comin talkin gettin lookin bein nuthin runnin makin"
    " sayin rockin".split()
)
# A quotation that ends inside a phrase: “a shame for the whole” country; one that holds who said it.
_BEGIN = r"(?<![^\s(])[“\"](?=[^\W\d_])"
_INSIDE = r"[^“”\"\n]"
_CUT = Pattern(
    rf"{_BEGIN}{_INSIDE}{{2,120}}? (?P<last>the|an?|his|her|its|their|(?P<noun>[a-z]+) of)(?: (?P<word>[a-z]+))?"
    r"(?P<close>[”\"]) (?P<next>[a-z]+)(?=[.,;]| )"
)
_SAID_INSIDE = Pattern(rf"(?<=[a-z] )(?P<open>{_BEGIN})(?P<said>(?:said|says|added)(?: that)? )(?=[a-z])")
_TAG_INSIDE = Pattern(
    rf"{_BEGIN}{_INSIDE}{{5,200}}(?P<at>,) (?:(?:said|says|added) (?:the|an?|his|her|[A-Z][\w’'-]+)(?: [\w’'-]+){{0,4}}"
    r"|(?:he|she|the [a-z]+|[A-Z][a-z]+(?: [A-Z][a-z]+)?) (?:said|says|added))[.,](?P<close>[”\"])"
)
_SPEAKER = Pattern(
    rf"[,?!][”\"] (?:said|says|added|asked) (?P<open>{_BEGIN})"
    rf"(?=(?:the|an?|his|her|its|one) {_INSIDE}{{2,90}}(?:[.]|$))(?!{_INSIDE}*[”\"])"
)


def _quotation_marks(doc: Document, vocabulary: Vocabulary) -> Findings:
    """Marks that stand a few words too early or too late."""
    for match in doc.matches(_CUT):
        word, noun = match["word"], match["noun"]
        if (
            vocabulary.mostly(match["next"], NOUN, PLURAL)
            and (word is None or (vocabulary.tags(word) in ("J", "JR") and noun is None))
            and (noun is None or vocabulary.mostly(noun, NOUN, PLURAL))
        ):
            close, end = match.start("close"), match.end("next")
            edits = (Edit(Span(close, close + 1), ""), Edit(Span(end, end), match["close"]))
            yield _moved(Span(close, end), edits, "The quotation ends inside a phrase.")
    for match in doc.matches(_SAID_INSIDE):
        start, end = match.start("open"), match.end("said")
        edits = (Edit(Span(start, start + 1), ""), Edit(Span(end, end), match["open"]))
        yield _moved(Span(start, end), edits, "The quotation begins before the word that introduces it.")
    for match in doc.matches(_TAG_INSIDE):
        at, close = match.end("at"), match.start("close")
        edits = (Edit(Span(at, at), match["close"]), Edit(Span(close, close + 1), ""))
        yield _moved(Span(at - 1, close + 1), edits, "The quotation holds the words that say whose it is.")
    for match in doc.matches(_SPEAKER):
        span = Span(*match.span("open"))
        yield RULE.correction(span, "", "A quotation mark parts “said” from the speaker.", 0.85)


def _moved(span: Span, edits: tuple[Edit, ...], message: str) -> Finding:
    return RULE.finding(span, message, confidence=0.82, repairs=[Repair(edits, 0.8)])


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _quotation_marks(doc, resources.model("vocabulary"))
    for match in at_sentence_starts(doc, _CLAUSE):
        clause = tokens(doc.text, *match.span("clause"))
        verbs = finite_verbs(clause[1:], resources.model("vocabulary"))
        if verbs and clause[-1].low not in FINITE_BE | DO | HAVE and not doc.in_quotation(match.start()):
            said = f"The comma parts the clause from its verb, “{match['be']}”."
            yield RULE.correction(Span(*match.span("mark")), "", said, 0.84, 0.86)
    for match in doc.matches(_AFTER_ARTICLE):
        if (
            _goes_on(doc, match.end())
            and not _is_letter(doc, match.start(), match[0])
            and not _in_title(doc, match.start())
        ):
            yield _finding(doc, match.end() - 2, 0.9)
    for match in doc.matches(_AFTER_PREPOSITION):
        at = match.end() - 2
        if _goes_on(doc, match.end()) and not doc.in_quotation(at) and not _asks(doc, at):
            yield _finding(doc, at, 0.85)
    for match in doc.matches(_ASKING):
        at = match.start()
        if not _in_title(doc, at) and not _asks(doc, at):
            yield _finding(doc, at, 0.85)
    for match in doc.matches(_APOSTROPHE):
        if not _is_opened(doc, match.start()):
            yield _apostrophe(doc, match.start())


def _finding(doc: Document, at: int, confidence: float) -> Finding:
    before = doc.before(at, 30).split()[-1]
    message = f"“{doc.text[at]}” behind “{before}” cuts a phrase in two."
    return RULE.correction(Span(at, at + 1), "", message, confidence)


_NEGATED = frozenset("don didn doesn isn wasn weren hasn haven hadn couldn wouldn shouldn aren".split())


def _apostrophe(doc: Document, at: int) -> Finding:
    """Behind a name the “s” is lost, behind any other word the mark is one too many."""
    name = doc.before(at, 30).split()[-1].lstrip('“"(')
    if name in _NEGATED:
        span = Span(at, at + 1)
        return RULE.correction(span, f"{doc.text[at]}t", f"The “t” behind “{name}{doc.text[at]}” is missing.", 0.85)
    if not name[0].isupper() or at - len(name) == doc.sentence_at(at).start:
        return _finding(doc, at, 0.85)
    span = Span(at, at + 1)
    return RULE.correction(span, "'s", f"The “s” behind “{name}'” is missing.", 0.85)


def _goes_on(doc: Document, behind: int) -> bool:
    """Whether the sentence goes on behind the mark: a stop, an apostrophe or a hyphen before a capital may be right."""
    return doc.text[behind - 2] in ",:;?" or doc.text[behind].islower() or doc.text[behind].isdigit()


def _in_title(doc: Document, at: int) -> bool:
    return doc.segment_at(at).kind == "headline" or doc.in_quotation(at)


def _is_letter(doc: Document, start: int, words: str) -> bool:
    """Whether an “a” is a letter or a mark rather than an article: “vitamin a, b”, “a: yes”."""
    segment = doc.segment_at(start)
    return (words[0] == "a" and words[1] in ".:") or start == segment.span.start


def _asks(doc: Document, at: int) -> bool:
    """Whether “?” or “!” may end a question, shout or name here: quoted, capitals, a question word, few words."""
    text = doc.text
    if text[at] not in "?!":
        return False
    segment = doc.segment_at(at)
    stops = [
        found + len(mark)
        for mark in (". ", "? ", "! ", "… ", '" ', "” ")
        if (found := text.rfind(mark, segment.span.start, at)) >= 0
    ]
    begin = max([segment.span.start, *stops])
    before = text[begin:at]
    words = before.split()
    if len(words) < 3 or words[-1] != words[-1].lower() or any(mark in before for mark in '“"‘«(*'):
        return True
    return _QUESTION.search(before) is not None


def _is_opened(doc: Document, at: int) -> bool:
    """Whether an apostrophe may close a quotation or stand for letters left out."""
    text = doc.text
    segment = doc.segment_at(at)
    word = text[max(0, at - 25) : at].split()[-1].strip('“"(').lower()
    if word in _SHORTENED or word.endswith(("in", "ce", "se", "ze", "x", "z")) or not word.isascii():
        return True
    lead = text[segment.span.start : at]
    return lead.startswith("'") or any(mark in lead for mark in (" '", "('", "\"'", "-'", "—'", "‘", "`"))
