"""“He led the party for years, he left it in May”: a whole clause, a comma and a pronoun that begins another.

Only long and plain cases are taken.
"""

import re
from collections.abc import Sequence

from mtcheck.core import Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.balance import VERBS
from mtcheck.text.clauses import AUXILIARIES, SUBORDINATORS, Token, finite_verbs, holds_verb, is_finite, tokens
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import ADJECTIVE, PARTICIPLE, PAST, PLURAL, Vocabulary
from mtcheck.text.words import listed

RULE = Rule(
    id="comma-splice",
    mqm="linguistic-conventions/punctuation",
    summary="Two sentences are joined by a comma.",
    why="Many languages allow it; English wants a stop, a semicolon or “and”.",
    needs=("vocabulary",),
    limits=(
        "Only a pronoun, “there” or “the” and “its” with a noun behind a plain main clause, and adverbs such as"
        " “moreover”, are judged; speech is left alone."
    ),
    examples=(
        Bad("Rask led the harbour town for nine years as a member of the Blue List⟦, he→. He⟧ left the party in May."),
        Bad("Police have opened a case against the builder of the pier, Ivo Rask⟦, he→. He⟧ has left the country."),
        Bad(
            "The two brothers bought the old mill near the lake from the town⟦, they→. They⟧ sold it again within "
            "a year."
        ),
        Bad(
            "The harbour board said that the strike was over⟦, in addition→; in addition⟧, the crews had agreed to it."
        ),
        Bad("The school was closed for the day⟦, children→. Children⟧ were sent home."),
        Bad("The mill closed in May⟦, two months later→; two months later⟧ its owner left the country."),
        Bad("The rain did not stop, ⟦that is why→which is why⟧ the fair was called off."),
        Bad("Crews searched the harbour⟦, however→, but⟧ they found nobody."),
        Bad("The lane is shut for repairs⟦, however→; however⟧, neighbours may use it."),
        Bad("The lake froze⟦, therefore→; therefore⟧, boats stayed in port."),
        Bad("The post was cut in May⟦, since then→; since then⟧ the island has had no mail."),
        Bad("The wolf was seen twice near the church⟦, farmers→. Farmers⟧ are worried."),
        Bad("The match was called off⟦, fans→; fans⟧ will get their money back."),
        Good("He was freed on Friday, two days later than planned. At noon, in the morning light, the mill was shut."),
        Good("The boat left at dawn, by noon at the latest it would be back. He came, however late it was."),
        Good("The mayor knows that the plan risks claims that, as a result, he would close both schools."),
        Good("In the crash on the coast, no one was hurt. He has no car, no house and no land."),
        Good("The firm says it needs nurses, drivers should apply, and the town, drivers have to know, is shut."),
        Good("First they came for the printers, then they came for the clerks."),
    ),
)

_JOINT = Pattern(r", (?P<pronoun>he|she|they) (?P<verb>[a-z]+) [a-z\d$€£]")
_REPORTS = lazy(
    rf"(?:{VERBS}|thinks?|thought|believes?|hopes?|hoped|feels?|felt|kn[eo]ws?|claims?|wants?|suggest(?:s|ed)?|reports?|reported|insists|admits|predict(?:s|ed)|argue|say|would)$"
)
_RELATIVES = frozenset("who which".split())
_BARRED = (SUBORDINATORS - _RELATIVES) | frozenset("only such so more less not but and or ; : – - —".split())
_OPENERS = listed("comma-splice: openers")
_LINKED = Pattern(
    r", (?P<link>in addition|moreover|furthermore|besides|therefore|consequently|nevertheless|nonetheless|as a result"
    r"|on the contrary), (?P<subject>the|an?|his|her|their|its|our|he|she|it|they|we|this|these|those|police)\b"
)
_BARE = Pattern(
    r", (?P<link>therefore|nevertheless|nonetheless|consequently|as a result|in addition) "
    r"(?P<subject>the|an?|his|her|their|its|our|he|she|it"
    r"|they|we|this|these|those|police|many|some|nobody|there)\b"
)
_HOWEVER = Pattern(
    r", (?P<link>however), (?P<subject>nobody|no one|nothing|the|he|she|it|they|we|this|these|those|police|many|some"
    r"|there|his|her|their|its) (?P<next>[a-z]+)"
)
_PASSIVE = Pattern(
    r"(?:was|were|been) [a-z]{2,}(?:ed|en|wn|ught|nt)(?: (?:at|in|on|to|from|by) [\w ]{2,24}?)?, "
    r"(?P<subject>an?|no|the|\d+) (?:[a-z-]+ ){1,5}?(?:was|were|has been|have been) "
    r"(?P<verb>[a-z]{2,}(?:ed|en|wn|ught))\b"
)
_THERE = Pattern(
    r", (?P<subject>there) (?:is|are|was|were|will be|has been|have been) "
    r"(?:no|an?|the|some|many|several|still|now|only|nothing|nobody|\w+ly)\b"
)

_SAYS_WITH = lazy(
    r"\b(?:said|says|believes?|thinks?|claims?|insists?) (?:with|after|as|despite|in|since|because|if|when)\b"
)
# “… and, according to the latest figures, there is a chance of rain”
_SOURCE = lazy(r"\b(?:and|but|so) (?:according to|in|at|on|for|because of|thanks to|despite|after|by|with) [^,]*$")
# a clause that is said aside, in a form that English keeps for it
_WISHED = lazy(
    r"(?:Truth|All|Weather|God|Time|Health|Heaven|Funds|Circumstances|Space)"
    r" (?:be|being|permitting|willing|considered|told|forbid|allowing)\b"
    r"|(?:Be that|Come what|Suffice it|Needless|Far be)\b"
)
_NOBODY = Pattern(
    r", (?P<subject>no one|nobody|nothing|no)(?: [a-z]+)? (?:was|were|is|are|has been|have been|has|have) [a-z]+"
)
_SHUT = lazy(
    r"\b(?:is|are|was|were|been) [a-z]+(?: (?:out|off|down|up|over))?(?: (?:in|on|at|from|to|for|until|since|by) [\w"
    r" ]{2,30})?$"
)
_MANY = Pattern(
    r", (?P<subject>[a-z]{3,}s) (?:will(?: not)? (?:be|get|have|need|receive)|have to|must|are asked to|were asked"
    r" to|were told to|are advised to|should|cannot) "
    r"[a-z]+"
)
# “The river is still rising, residents of the lower streets have been told to leave”
_THEY = Pattern(
    r", (?P<subject>[a-z]{3,}s)(?: (?:of|in|from|on|at|near) (?:the |its |their )?(?:[a-z]+ )?[\w’-]+)?"
    r" (?:have(?: already| now)? been|were|are(?: being)?|will be|had been|must be) [a-z]+"
    r"(?: to| from| in| by| out| off| back| on| at| away| until|\.)"
)
_DETERMINERS = frozenset("the a an all both this these his her its their".split())
_REPORTED = lazy(rf"\b(?:{VERBS}|said|says|who|which|and|or)\b")
_IS_SO = lazy(r"\b(?:is|are|was|were|has been|have been) (?:still |now |again |already |not )?[a-z]+")


def _others(doc: Document, vocabulary: Vocabulary, patterns: Sequence[Pattern]) -> Findings:
    """A whole clause, a comma, and one that begins with “there is” or with an adverb that joins no clauses."""
    text = doc.text
    for pattern in patterns:
        for match in doc.matches(pattern):
            sentence = doc.sentence_at(match.start())
            if doc.segment_at(match.start()).kind in ("headline", "table") or any(
                mark in text[sentence.start : match.start()] for mark in '"“”(;:,'
            ):
                continue
            left = tokens(text, sentence.start, match.start())
            right = tokens(text, match.start("subject"), sentence.end)
            words = {word.low for word in left}
            if (
                len(left) < (_SHORT if pattern in (_BARE, _LINKED, _NOBODY) else 4)
                or left[0].low in _OPENERS | _LINKS
                or left[-1].low in ("that", "and", "but", "so", "because")
                or _SAYS_WITH.search(text, sentence.start, match.start())
                or _SOURCE.search(text, sentence.start, match.start())
                or left[0].low.endswith(("ing", "ed", "ly"))
                or _WISHED.match(text, sentence.start)
                or (
                    pattern is _MANY
                    and not (
                        vocabulary.mostly(match["subject"], PLURAL)
                        and _SHUT.search(text, sentence.start, match.start())
                    )
                )
                or (
                    pattern is _THEY
                    and not (
                        vocabulary.mostly(match["subject"], PLURAL)
                        and left[0].low in _DETERMINERS
                        and _IS_SO.search(text, sentence.start, match.start())
                        and not _REPORTED.search(text, sentence.start, match.start())
                        and not any(mark in text[match.end() : sentence.end] for mark in '"“”(;:,')
                    )
                )
                or words & (SUBORDINATORS - {"that", "who", "which"} | {"only", "either", "neither", "nor"})
            ):
                continue
            verbs = finite_verbs(left, vocabulary)
            if pattern is _LINKED and not verbs and holds_verb(left[1:], vocabulary):
                verbs = [1]  # “burned down”: a participle that may be a past form
            if (
                (pattern is _THERE and "that" in words)
                or not verbs
                or verbs[0] == 0
                or (
                    "link" in match.re.groupindex
                    and not finite_verbs(right[: 5 if pattern is _HOWEVER else 12], vocabulary)
                )
                or doc.in_quotation(match.start())
            ):
                continue
            group = "link" if "link" in match.re.groupindex else "subject"
            begin, span = match.start(group), Span(match.start(), match.end(group))
            comma = Span(match.start(), begin)
            yield RULE.correction(span, Edit(comma, "; "), "A comma joins two sentences.", 0.75, 0.7, related=(comma,))


# “the rain did not stop, that is why the fair was called off”
_WHY = Pattern(r"(?<=[a-z\d%]), (?P<that>that(?: is|['’]s) why)(?= [a-z])")
_NO_CLAUSE = frozenset("if when because since as and but so or while although though".split())


def _whys(doc: Document, vocabulary: Vocabulary) -> Findings:
    """A whole clause, a comma and “that is why”."""
    for match in doc.matches(_WHY):
        left = tokens(doc.text, doc.sentence_at(match.start()).start, match.start())
        if len(left) < _SHORT or left[0].low in _NO_CLAUSE | _OPENERS or not holds_verb(left[1:], vocabulary):
            continue
        if "(" not in {word.text for word in left} and not doc.in_quotation(match.start()):
            yield RULE.correction(Span(*match.span("that")), "which is why", "A comma joins two sentences.", 0.8)


def _passives(doc: Document) -> Findings:
    """Two clauses in the passive: “He was detained, a case was opened”."""
    for match in doc.matches(_PASSIVE):
        sentence, comma = doc.sentence_at(match.start()), match.start("subject") - 2
        left = tokens(doc.text, sentence.start, comma)
        if (
            len(left) < 4
            or doc.segment_at(comma).kind in ("headline", "table")
            or left[0].low in _OPENERS | _LINKS
            or left[0].low.endswith(("ing", "ed", "ly"))
            or not SUBORDINATORS.isdisjoint(word.low for word in left)
            or any(mark in doc.text[sentence.start : sentence.end].replace(",", "", 1) for mark in '"“”(;:,')
            or re.search(r" (?:and|or|but) ", doc.text[match.start("subject") : sentence.end])
            or match["verb"] in ("told", "warned", "informed", "asked")
        ):
            continue
        span = Span(comma, match.end("subject"))
        edit = Edit(Span(comma, comma + 2), "; ")
        yield RULE.correction(span, edit, "A comma joins two sentences.", 0.75, 0.7)


# An adverbial of time or a link behind the comma, and its clause at once
_LED = Pattern(
    r", (?P<link>(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|several|some|a few) "
    r"(?:hours?|days?|weeks?|months?|years?|minutes?|seconds?|decades?) later|shortly (?:afterwards|thereafter)"
    r"|soon afterwards|the (?:next|following|same|previous) (?:day|morning|evening|night|week|month|year)"
    r"|(?:since|after|before|until) then|by (?:noon|midnight|midday|nightfall|dawn|evening|morning|then)"
    r"|in the (?:morning|evening|afternoon|night|meantime|end)|at (?:noon|midnight|dawn|night|the same time)"
    r"|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|however|therefore|thus|hence|instead|meanwhile|nevertheless"
    r"|nonetheless|consequently|as a result|in addition|moreover|furthermore|besides|later|afterwards|subsequently"
    r"|for this reason|that is why|because of this|despite this|in this way|in total)"
    r"(?P<comma>(?:(?<=however)|(?<=therefore)|(?<=nevertheless)|(?<=nonetheless)|(?<=consequently)|(?<=moreover)"
    r"|(?<=furthermore)|(?<=result)|(?<=addition)|(?<=reason)|(?<=besides)|(?<=instead)),)? (?=[a-zA-Z\d])"
)
_AS_BUT = frozenset("however".split())
_REACH = 8  # words behind the link among which its verb stands


def _led(doc: Document, vocabulary: Vocabulary) -> Findings:
    """“The mill closed in May, two months later its owner left”."""
    text = doc.text
    for match in doc.matches(_LED):
        sentence = doc.sentence_at(match.start())
        if (
            not _MARKS.isdisjoint(text[sentence.start : match.start()])
            or text[sentence.end - 1] not in ".!"
            or doc.segment_at(match.start()).kind in ("headline", "table")
        ):
            continue
        left = tokens(text, sentence.start, match.start())
        right = tokens(text, match.end(), sentence.end)
        if not _is_plain_clause(left, match["link"].split()[0], vocabulary) or not _is_clause(right, vocabulary):
            continue
        if left[0].low in _LINKS or _is_parallel(left, tokens(text, match.start("link"), sentence.end)):
            continue
        if match["comma"]:
            comma = Span(match.start(), match.start("link"))
            span, edit = Span(match.start(), match.end("link")), Edit(comma, "; ")
            yield RULE.correction(span, edit, "A comma joins two sentences.", 0.75, 0.7, related=(comma,))
            continue
        span = Span(match.start(), match.end("link"))
        new = ", but" if match["link"] in _AS_BUT else f"; {match['link']}"
        yield RULE.correction(span, new, "A comma joins two sentences.", 0.76, 0.72)


def _is_clause(words: Sequence[Token], vocabulary: Vocabulary) -> bool:
    """Whether a subject begins here and its verb follows within a few words."""
    first = words[0].low if words else ""
    if (
        first in SUBORDINATORS | _NOT_SUBJECTS
        or first.endswith(("ing", "ly"))
        or not (
            first in _SUBJECT_STARTS
            or words[0].text[0].isupper()
            or words[0].text[0].isdigit()
            or vocabulary.mostly(first, PLURAL)
        )
    ):
        return False
    for at, word in enumerate(words[1:_REACH], 1):
        if word.text in (",", ";", ":", "–", "—", "-") or word.low in SUBORDINATORS | {"and", "or", "than"}:
            return False
        if is_finite(words, at, vocabulary) or (
            word.text.islower()
            and vocabulary.mostly(word.low, PAST, PARTICIPLE)
            and words[at - 1].low not in AUXILIARIES
        ):
            return not _REPORTS.match(word.low) or word.low in ("would", "wants")
    return False


_NOT_SUBJECTS = frozenset("than to of in on at by for from with after before as and or but not still only even".split())
_SUBJECT_STARTS = listed("comma-splice: subject starts")
_LEADS = frozenset("then today however".split())
_PRONOUNS = frozenset("he she they it there".split())
# Subjects without a determiner, behind which the verb stands at once.
_BARE_SUBJECTS = frozenset(
    "police workers residents children schools passengers firefighters rescuers drivers students soldiers investigators"
    " protesters trains flights roads shops traffic".split()
)
_PLAIN = Pattern(
    r", (?P<subject>he|she|they|it|this|these|there|the|its|his|her|their|then|today|however|four|two|three|five|six"
    rf"|seven|eight|nine|ten|many|some|several|another|an|{'|'.join(sorted(_BARE_SUBJECTS))}"
    r"|[a-z]{4,}s(?= (?:are|were|have|must|cannot)\b)) [a-z\d]"
)
_AT_ONCE = _PRONOUNS | _BARE_SUBJECTS
_LIGHT = frozenset("also still just then now already not only even always again soon".split())
_MARKS = frozenset('"“”«»(;:—–…?')
_LEADS_ON = frozenset("that and but or recently course later now then once said".split())  # “that in the end, he”
_NEGATED = frozenset("no never whether rather even both either neither".split())
# “the way he played, it”: the whole is the front of the clause that follows.
_FRONTED = frozenset(
    "way moment fact day time more first last next minute year second thing earlier longer sooner".split()
)
_TOLD = frozenset("confirmed announced told reported found learned claimed revealed estimated heard ruled".split())
_NOT_NOUNS = _PRONOUNS | frozenset(
    "the a an and or of in on at for with by from to who which that whose where as than".split()
)
_TIMES = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months year years decade decades".split()
)
_PART = 5  # words that a clause has at the least
_SIMPLE = frozenset("rose fell went came left won lost began took gave grew broke".split())
_SAME = frozenset("cut put hit set beat let shut cost quit spread".split())  # past forms like their bases
_SHORT = 3  # words of one that is nothing but subject and verb


def _plain(doc: Document, vocabulary: Vocabulary) -> Findings:
    """A plain sentence without another comma before it, and one that begins with a pronoun or a noun of its own."""
    text = doc.text
    for match in doc.matches(_PLAIN):
        sentence = doc.sentence_at(match.start())
        if (
            not _MARKS.isdisjoint(sentence.of(text))
            or text[sentence.end - 1] not in ".!"
            or doc.segment_at(match.start()).kind in ("headline", "table")
        ):
            continue
        subject = match["subject"]
        if subject.endswith("s") and subject not in _WITH_S and not vocabulary.mostly(subject, PLURAL):
            continue
        left = tokens(text, sentence.start, match.start())
        right = tokens(text, match.start("subject"), sentence.end)
        if _is_parallel(left, right):
            continue  # “First they came for the printers, then they came for the clerks”
        if _is_plain_clause(left, subject, vocabulary) and _goes_on(right, subject, vocabulary):
            span = Span(match.start(), match.end("subject"))
            yield RULE.correction(span, f". {subject.capitalize()}", "A comma joins two sentences.", 0.72)


_WITH_S = _BARE_SUBJECTS | {"its", "his", "this"}


def _at_once(subject: str) -> bool:
    """Whether the verb stands right behind the subject, a pronoun or a plural without a determiner."""
    return subject in _AT_ONCE or (subject.endswith("s") and subject not in ("its", "his", "this"))


def _is_parallel(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether the two clauses are built alike and meant to be read as one: “first they came …, then they came …”."""
    lows, others = [word.low for word in left], [word.low for word in right]
    if lows[0] == "first" and others[0] == "then":
        return True
    if any(map(_is_superlative, lows[1:3])) and any(map(_is_superlative, others[1:3])):
        return True  # “The shortest weighs a stone, the longest weighs a ton”
    lows, others = lows[lows[0] in _LEADS :], others[others[0] in _LEADS :]
    return len(lows) > 1 and lows[:2] == others[:2]


def _is_superlative(word: str) -> bool:
    return (word.endswith("est") and len(word) > _SHORT) or word in ("first", "second", "last", "former", "latter")


def _is_plain_clause(left: Sequence[Token], subject: str, vocabulary: Vocabulary) -> bool:
    """Whether the words before the comma are one whole main clause that leads on to nothing."""
    lows = [word.low for word in left]
    words = set(lows)
    if (
        len(left) < _SHORT
        or "," in words
        or lows[0] in _OPENERS
        or lows[0].endswith(("ing", "ed", "ly"))
        or not words.isdisjoint((_BARRED - {"that"}) | _NEGATED)
        or any("n't" in word or _REPORTS.match(word) for word in lows)
        or (subject in _PRONOUNS and subject in words)
        or lows[-1] in _LEADS_ON
        or (lows[0] in ("the", "this") and lows[1] in _FRONTED)
    ):
        return False
    near = max(
        (at for at, low in enumerate(lows) if low == "that" or (low in _LEADS_ON and at >= len(lows) - 6)), default=-1
    )
    if near >= 0 and not finite_verbs(left[near + 1 :], vocabulary):
        return False
    relative = next((at for at, word in enumerate(lows) if word in _RELATIVES or word == "that"), len(left))
    verbs = finite_verbs(left, vocabulary) or [at for at, low in enumerate(lows) if at > 1 and low in _SAME]
    return bool(verbs) and 0 < verbs[0] < relative


def _goes_on(right: Sequence[Token], subject: str, vocabulary: Vocabulary) -> bool:
    """Whether the words behind the comma are a clause with this subject, and no attribution or list."""
    lows = [word.low for word in right]
    if lows[1] in _TIMES and not {"later", "ago"}.intersection(lows[:4]) and lows[0] not in ("this", "these"):
        return False  # “sold out, five months before the event is held”
    stop = lows.index(",") if "," in lows else len(lows)
    listed = any(one == "," and other in ("and", "or", "but") for one, other in zip(lows, lows[1:], strict=False))
    at = _verb_at(lows, subject, stop)
    if at >= stop and not _at_once(subject):
        at = _full_verb_at(right, 2 if subject in _LEADS else 1, stop, vocabulary)
    least = _SHORT if _at_once(subject) and subject not in _AT_ONCE else _PART - 1
    if stop < least or listed or at >= stop or not is_finite(right, at, vocabulary) or _REPORTS.match(lows[at]):
        return False
    return not any(word in _TOLD or (word != "would" and _REPORTS.match(word)) for word in lows[at : min(stop, at + 4)])


def _full_verb_at(words: Sequence[Token], start: int, stop: int, vocabulary: Vocabulary) -> int:
    """Where a verb in the past stands behind a noun phrase of one to three words; `stop` where none does."""
    if words[start].low in _FRONTED:
        return stop
    if words[start - 1].low in ("this", "that") and vocabulary.mostly(words[start].low, PAST, PARTICIPLE):
        return start
    for at in range(start, min(stop, start + 4)):
        low = words[at].low
        if low in _NOT_NOUNS or not words[at].text.islower():
            return stop
        if at > start and low in _LIGHT:
            continue
        past = vocabulary.mostly(low, PAST) and not vocabulary.may_be(low, PARTICIPLE, ADJECTIVE)
        if at > start and (past or low in _SIMPLE):
            return at
    return stop


def _verb_at(lows: Sequence[str], subject: str, stop: int) -> int:
    """Where the verb of the subject would stand; `stop` where there is none."""
    if subject in _LEADS:
        return 1 + _verb_at(lows[1:], lows[1], stop - 1) if stop > 2 else stop
    at = 1
    if _at_once(subject):
        while at < stop and (lows[at].endswith("ly") or lows[at] in _LIGHT):
            at += 1
        return at
    while at < min(stop, 5) and lows[at] not in AUXILIARIES:
        if lows[at] in _NOT_NOUNS or lows[at].endswith(("est", "er", "th")):
            return stop
        at += 1
    bare = at == 1 and subject not in ("this", "these")
    return stop if bare or at >= stop or lows[at] not in AUXILIARIES else at


_LINKS = frozenset("here there in at as after since if when while although because once before".split())
LEAST = 9  # words before the comma


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    vocabulary = resources.model("vocabulary")
    found = set()
    for finding in (
        *_led(doc, vocabulary),
        *_others(doc, vocabulary, (_LINKED, _THERE, _BARE, _HOWEVER, _NOBODY, _MANY)),
        *_passives(doc),
        *_whys(doc, vocabulary),
        *_plain(doc, vocabulary),
        *_others(doc, vocabulary, (_THEY,)),
    ):
        if finding.span.start not in found:
            found.add(finding.span.start)
            yield finding
    for match in doc.matches(_JOINT):
        if match.start() in found:
            continue
        sentence = doc.sentence_at(match.start())
        if (
            _REPORTS.match(match["verb"])
            or doc.segment_at(match.start()).kind in ("headline", "table")
            or any(mark in text[sentence.start : sentence.end] for mark in '"“”(;')
        ):
            continue
        left = tokens(text, sentence.start, match.start())
        if not _may_be_whole(left, match["pronoun"]):
            continue
        verbs = finite_verbs(left, vocabulary)
        relative = next((at for at, word in enumerate(left) if word.low in _RELATIVES), len(left))
        if (
            not verbs
            or not 0 < verbs[0] < relative
            or left[1].low == "way"
            or any(_REPORTS.match(word.low) for word in left)
            or doc.in_quotation(match.start())
        ):
            continue
        right = tokens(text, match.start("pronoun"), sentence.end)
        if (
            len(right) < 5
            or not is_finite(right, 1, vocabulary)
            or any(word.text in (",", "–", "—") for word in right[:5])
        ):
            continue
        span = Span(match.start(), match.end("pronoun"))
        pronoun = match["pronoun"].capitalize()
        yield RULE.correction(span, f". {pronoun}", "A comma joins two sentences.", 0.75)


def _may_be_whole(left: Sequence[Token], pronoun: str) -> bool:
    """Whether nothing in the words before the comma leads on to a clause with this pronoun."""
    if len(left) < LEAST or left[0].low in _OPENERS or left[0].low.endswith(("ing", "ed")):
        return False
    words = {
        word.low
        for at, word in enumerate(left)
        if not (word.low == "as" and left[at + 1 : at + 2] and left[at + 1].low in ("a", "an"))
    }
    return words.isdisjoint(_BARRED) and pronoun not in words
