"""A common noun with a capital in the middle of a sentence, as German writes it.

Only nouns that clean news hardly ever writes so count, between small words.
"""

import re
from collections import Counter
from itertools import chain

from mtcheck.core import Bad, Document, Edit, Findings, Good, Pattern, Repair, Resources, Rule, Span
from mtcheck.text.clauses import finite_verbs, stands_alone, tokens
from mtcheck.text.closed_classes import NUMERALS
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import ADJECTIVE, BASE, ING, NAME, NOUN, PAST, PLURAL, PREPOSITION, PRESENT, Vocabulary
from mtcheck.text.words import listed

RULE = Rule(
    id="common-noun-capital",
    mqm="linguistic-conventions/spelling",
    summary="A common noun has a capital in the middle of a sentence.",
    why="German writes every noun with a capital, and engines keep it where they copy a word.",
    needs=("vocabulary",),
    whole=True,
    examples=(
        Bad("A baker was held on suspicion of ⟦Fraud→fraud⟧."),
        Bad("Saxony will take in eight ⟦Patients→patients⟧ from abroad."),
        Bad("A boat picked up two ⟦Tourists→tourists⟧ from the island on Saturday."),
        Bad("She said the new ⟦Vaccine→vaccine⟧ was safe."),
        Bad("The lab found the ⟦Coronavirus→coronavirus⟧ in two samples."),
        Bad("Two ⟦Drivers→drivers⟧ were hurt, and the owner's ⟦Vehicle→vehicle⟧ is gone."),
        Bad("The town plans a new ⟦Bus→bus⟧ lane, and he spent years in ⟦Prison→prison⟧."),
        Bad(
            "The council met late. ⟦The Fire destroyed the Roof of the Kitchen"
            "→The fire destroyed the roof of the kitchen⟧."
        ),
        Bad("Farmers lost a stray ⟦Sheep→sheep⟧ on the road."),
        Bad("She needs a positive ⟦Test→test⟧ from a doctor and ⟦Additional→additional⟧ blankets."),
        Good("He played in a second Test and voted for the Conservative party and the Royal family."),
        Good(
            "The Company shall pay the rent. The tenant paid the Company a fee for the house, the garden and the car."
        ),
        Good("She starred in the Edge of Darkness and the Price of the Ticket, a film about the war and the peace."),
        Good("The prize went to An Officer and a Gentleman won; a Lomna bus and a Sprinter collided."),
        Good("He plays for the Kings. On 12 March 2019 Buses came; 7 Seals is a film."),
        Good("She met the minister of Transports in the town."),
        Good("The town wants a new Patients Association."),
        Good("She starred in Friends, and its Blogger site; he sang Hopes and Fears, and won three Tests."),
        Good("He heads Rivers for Growth, a Shadows spin-off, and the director of Context, Ann Dorn, left."),
        Good("She told the court that His Honour was right, and Her Excellency agreed."),
        Good("The film was called Patients and the song Vaccine."),
        Good("She read the Book of Changes at the Lomna University of Posts."),
    ),
    limits="Where a story writes the word so throughout, it is taken for a defined term.",
)

_NOUN = Pattern(r"(?<=[a-z\dA] )(?P<word>[A-Z][a-z]{3,})(?= [a-z]|[.,;]? ?$|[.,;] [a-z])")
# A verb that begins nothing: “it Is known”. Beside a capital it may belong to a title: “Who Wants to Be a Millionaire”.
_VERB = Pattern(r"(?P<word>[ABHISTW](?<=[a-z] .)[a-z]{1,4})(?= [a-z]+ [a-z]|[,;] [a-z])")
_VERBS = frozenset("Is Are Was Were Has Had Been Be Went Took Said".split())
_ITS_LEFT = lazy(r"(?:^|[ (])[a-z]+,? (?!the )[a-z]+,? $|^[A-Z]\w* (?!the )[a-z]+,? $")
# words that came after most of the vocabulary
_NEW = frozenset("coronavirus pandemic lockdown quarantine vaccine vaccination".split())
_KNOWN = 25  # uses in clean news; of rarer words nobody knows how they are written
_SHORTEST = 5  # letters, but for what stands behind a determiner
_SEEN = 5  # uses of one that stands behind a determiner
_CAPITAL = 3  # percent
_CAPITAL_OF_SOME = 6  # percent, of people whose capitals are those of bodies alone
_PEOPLE = frozenset(
    "commuters drivers employees experts fishermen lawmakers lawyers managers miners owners prisoners shareholders"
    " volunteers".split()
)
_HARDLY = 2  # percent, behind “the” or of a plural: “the strike hits Passengers”
_LARGER = 10  # percent, behind a determiner
_COUNTED = 15  # percent, of a plural behind a numeral: “two Tourists”
_ONE = frozenset(
    "a an his her their its each every these those many some no two three four five six seven eight".split()
)
_OPENING = _ONE | frozenset("the several all both most few hundreds dozens".split())
_CALLED = frozenset(
    "called named titled entitled dubbed song film single album book novel show series game band magazine app programme"
    " program play opera musical hit soap sitcom drama comedy novel".split()
)
_COUNT = lazy(r"(?!(?:19|20)\d\d$)(?:\d{1,3}(?:,\d{3})*|\d{4,})")  # no year
_MORE = frozenset("eleven twelve thirteen fourteen fifteen twenty thirty forty fifty hundreds thousands dozens".split())
_BEFORE = (NUMERALS | listed("common-noun-capital: before")) | _MORE - {"one"}

_LONG = lazy(r"\b[^\W\d_]{4,}")
# the Book of Changes, the city of Split
_NAMED_AFTER = lazy(r"\b(?:[A-Z]\w+|role|city|town|village|port|resort|island|district|county|province) of $")
_OF_OFFICE = lazy(r"\b(?:minist(?:er|ry)|secretary|department) of $")
# the Society for the Prevention of Cruelty to Animals
_IN_NAME = lazy(
    r"\b[A-Z][\w’'-]+ (?:(?:for|of|on|to|in|and|against)(?: the)? [A-Z][\w’'-]+ )+"
    r"(?:for|of|on|to|in|and|against)(?: the)? $"
    r"|\b(?:Society|Association|Institute|Ministry|Department|Fund|Foundation|Union|League|Board|Office|Agency|Centre"
    r"|Center|Trust|Council|Commission|Committee|Federation|Academy|Bureau) (?:for|of|on|to|against|and)(?: the)? $"
)
_SHOPS = frozenset("Target Next Boots Gap Shell Orange Apple Square Stripe Oracle Spar Mint Subway".split())
# “the Club's Board told Members”: bodies that write their own terms so
_DEFINED = lazy(r"\b(?:[Tt]he|[Ii]ts) (?:Club|Company|Society|Trust|Association)['’]s? [A-Z][a-z]+ [a-z]")
_RITES = frozenset(
    "advent majors mass ball level court tests grace blessing sabbath eucharist communion".split()
)  # capitals by custom
_STYLES = frozenset(  # “Her Excellency”
    "honour honor majesty highness excellency eminence holiness grace lordship ladyship worship reverence serenity"
    " excellencies highnesses majesties lordships".split()
)
_TITLE_BEFORE = lazy(
    r"(?<=[a-z’'\"“] )[A-Z][a-z]+ing the $|(?<=[a-z] )[A-Z][a-z]+ (?:of|and) the $|(?<=[a-zA-Z] )[A-Z][a-z]+"
    r" (?:(?:in|of|on|for|with|to) )?an? $"
)  # Paying the Price
# Regulations on the Protection, Brain and Nerves, the Quake game, “in Encounter, a game”
_THE_NUMBER = lazy(r"\b(?:the|a|an|['’]s) [\d,]+ $")
_NAME_GOES_ON = lazy(
    r" (?:of |(?:and|on|for|with)(?: the)? [A-Z]|in [A-Z]\w+ [A-Z]"
    r"|(?:game|film|series|band|magazine|newspaper|daily|weekly|album|show|brand|footage|app|program(?:me)?|site|website"
    r"|star|stars|spin-off|service|software|project|campaign|chain|label|frontman|singer|guitarist|creator|founder|boss"
    r"|fame|fans)\b)|, an? "
)
_NAME_GOES_BACK = lazy(r"[A-Z][a-z]+ and an? $")  # An Officer and a Gentleman


# “a new Bus lane”, “in Prison”: the first word of a compound, and nouns that stand bare behind a preposition
_COMPOUND = Pattern(
    r"(?<=[a-z] )(?:an?|new|planned|his|her|their|its|another|every) (?P<word>[A-Z][a-z]{2,}) (?P<noun>[a-z]{3,})"
    r"(?=[.,;]|$| (?:in|on|at|of|for|along|near|by|from|with|to|was|were|is|are|has|will|and|or)\b)"
)
_INDEFINITE = Pattern(
    r"(?<=[a-z] )an? (?P<word>[A-Z][a-z]{2,})(?= (?:and|in|on|at|of|for|near|by|was|is|from|with|to) [a-z]|[.,;]"
    r" [a-z]|\.$)"
)
_BARE = Pattern(
    r"(?<=[a-z] )(?:in|from|to|into|at|of)"
    r" (?P<word>Prison|School|Hospital|Jail|Traffic|Danger|Shock|Tears|Custody|Flight|Bed)"
    r"(?= (?:and|in|on|at|for|near|by|was|is|from|with|after|because) [a-z]|[.,;] [a-z]|\.$)"
)
# “on suspicion of Fraud”, “died of Cholera”
_ACCUSED = Pattern(
    r"(?<=[a-z] )(?:(?:suspicion|charges?|accusations?|victims?|acts?|fear|lack|signs|suspected|accused|guilty"
    r"|convicted|acquitted|died|dies|dying) of|(?:charged|infected|ill) with|(?:suffer|recover)(?:s|ed|ing)? from"
    r"|(?:tested positive|treated) for|(?:vaccinated|protection|fight|protest(?:s|ed)?) against)"
    r" (?P<word>[A-Z][a-z]{3,})(?= (?:and|in|on|at|by|near|for|after|since|during|was|is) [a-z\d]|[.,;] [a-z]|\.$)"
)
# “gloves and Protective masks”
_ADJECTIVE = Pattern(
    r"(?<=[a-z,] )(?:and|or|of|with|without|for|from|by|in|on|to|into|under|after|an?|his|her|their|its|some|many"
    r"|more|no|new|several) (?P<word>[A-Z][a-z]{3,}(?:ive|al|ous|ful|less|ic|able|ible|ant|ent|ary))"
    r" (?P<noun>[a-z]{3,})(?=[.,;]|$| (?:in|on|at|of|for|near|by|from|with|to|was|were|is|are|has|have|had|will|and|or"
    r"|after|that|who|which|when)\b)"
)
_SURNAME = 80  # percent of capitals from which on the second word is a name: “a Green Lane” may be, “lane” is not
_OFTEN, _SOMETIMES = 20, 8  # uses in clean news of the first word of a compound, and of a noun by itself
_MOST = 10  # percent of capitals of the first word of a compound, at most


def _more(doc: Document, vocabulary: Vocabulary) -> Findings:
    for pattern, least in ((_COMPOUND, _OFTEN), (_INDEFINITE, _SOMETIMES), (_ACCUSED, _OFTEN), (_BARE, 0)):
        for match in doc.matches(pattern, kinds=frozenset({"paragraph"})):
            low = match["word"].lower()
            before = doc.before(match.start(), 40).split()
            noun = match.groupdict().get("noun")
            if (
                doc.in_quotation(match.start())
                or doc.text[doc.segment_at(match.start()).span.end - 1] not in '.!?”"'
                or vocabulary.count(low) < least
                or (least and vocabulary.capital(low) > _MOST)
                or not vocabulary.mostly(low, NOUN, *((PLURAL, ING) if noun else ()))
                or (noun and not (vocabulary.mostly(noun, NOUN) and vocabulary.capital(noun) < _SURNAME))
                or any(word[0].isupper() for word in before[-2:])
                or _CALLED & set(before[-3:])
                or (pattern is _INDEFINITE and before[-1:] == ["and"])
                or _NAME_GOES_ON.match(doc.text, match.end("word"))
                or doc.text.count(match["word"]) > 1
            ):
                continue
            yield RULE.correction(
                Span(*match.span("word")), low, f"“{match['word']}” is a common noun and takes a small letter.", 0.8
            )


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    seen: set[int] = set()
    for finding in _every_noun(doc, vocabulary):
        seen.update(edit.span.start for repair in finding.repairs for edit in repair.edits)
        yield finding
    for finding in _whole_words(doc, vocabulary):
        if finding.span.start not in seen:
            seen.add(finding.span.start)
            yield finding
    for finding in chain(_more(doc, vocabulary), _adjectives(doc, vocabulary)):
        if finding.span.start not in seen:
            seen.add(finding.span.start)
            yield finding


def _adjectives(doc: Document, vocabulary: Vocabulary) -> Findings:
    """An adjective with a capital before its noun, as where the two are one word in German."""
    for match in doc.matches(_ADJECTIVE, kinds=frozenset({"paragraph"})):
        word, noun = match["word"], match["noun"]
        low, sentence = word.lower(), doc.sentence_at(match.start())
        if (
            vocabulary.mostly(low, ADJECTIVE)
            and vocabulary.count(low) >= _OFTEN
            and vocabulary.capital(low) <= _CAPITAL
            and vocabulary.mostly(noun, NOUN, PLURAL)
            and doc.text.count(word) == 1
            and doc.text[doc.segment_at(match.start()).span.end - 1] in '.!?”"'
            and not doc.in_quotation(match.start())
            and _CALLED.isdisjoint(doc.text[sentence.start : sentence.end].lower().split())
        ):
            message = f"“{word}” is a common adjective and takes a small letter."
            yield RULE.correction(Span(*match.span("word")), low, message, 0.82)


_WORDS = lazy(r"[^\W\d_][\w’'-]*")
_DETERMINERS = frozenset("the a an his her its their our my this that these those every each no some".split())
_IN_SENTENCE = 3  # nouns with a determiner and a capital, in a sentence, from which on it is written as in German
_IN_STORY = 5  # the same in a story, where most of its nouns are written so
_SMALL_NOUNS = 2  # of as many nouns with a determiner and a capital one has a small letter at most
_TREATIES = frozenset("Act Agreement Charter Code Constitution Convention Instrument Protocol Treaty".split())
_OFTEN_A_NAME = 45  # percent of capitals of a noun that may be part of a name


def _every_noun(doc: Document, vocabulary: Vocabulary) -> Findings:
    """Sentences in which the nouns have capitals throughout, one finding each."""
    sentences: list[tuple[Span, list[Span], int, int]] = []
    for segment, within in zip(doc.segments, doc.sentences, strict=True):
        line = segment.span
        if segment.kind != "paragraph" or len(line) < 2 or doc.text[line.end - 1] not in '.!?”"':
            continue
        for sentence in within:
            if not _TREATIES.isdisjoint(_WORDS.findall(doc.text, sentence.start, sentence.end)):
                continue
            large, sure, small = _nouns(doc, sentence, vocabulary)
            if sure or small:
                sentences.append((sentence, large, sure, small))
    in_story, small_in_story = sum(one[2] for one in sentences), sum(one[3] for one in sentences)
    throughout = in_story >= _IN_STORY and in_story > _SMALL_NOUNS * small_in_story
    for sentence, large, sure, small in sentences:
        if sure and (throughout or (sure >= _IN_SENTENCE and sure >= _SMALL_NOUNS * small)):
            first, last = large[0], large[-1]
            edits = tuple(Edit(Span(one.start, one.start + 1), doc.text[one.start].lower()) for one in large)
            span = Span(min(first.start, sentence.start), last.end)
            message = "The nouns of this sentence have capitals, as in German."
            yield RULE.finding(span, message, confidence=0.85, repairs=[Repair(edits, 0.82)])


def _nouns(doc: Document, sentence: Span, vocabulary: Vocabulary) -> tuple[list[Span], int, int]:
    """Of a sentence the common nouns that have a capital, by themselves; how many of them, all different, stand behind
    a determiner; and how many nouns behind one have a small letter.
    """
    found = list(_WORDS.finditer(doc.text, sentence.start, sentence.end))
    large: list[Span] = []
    sure: set[str] = set()
    small = 0
    for at in range(1, len(found)):
        word, low = found[at][0], found[at][0].lower()
        determined = found[at - 1][0].lower() in _DETERMINERS
        known = vocabulary.mostly(low, NOUN, PLURAL) and vocabulary.count(low) >= _SOMETIMES
        if not known and not (determined and vocabulary.may_be(low, NOUN, PLURAL)):
            continue
        if word.islower():
            small += determined and known
            continue
        beside = [found[at - 1][0]] if at > 1 else []
        beside += [found[at + 1][0]] if at + 1 < len(found) else []
        if word[1:].islower() and not any(not one.islower() for one in beside):
            if vocabulary.capital(low) <= _OFTEN_A_NAME:
                large.append(Span(*found[at].span()))
            if determined and known and vocabulary.capital(low) <= _COUNTED:
                sure.add(low)
    return large, len(sure), small


def _whole_words(doc: Document, vocabulary: Vocabulary) -> Findings:
    found = [(match.start(), match["word"]) for match in doc.matches(_NOUN) if _is_common(doc, match, vocabulary)]
    for match in doc.matches(_VERB):
        if match["word"] not in _VERBS:
            continue
        sentence = doc.sentence_at(match.start())
        if _ITS_LEFT.search(doc.text, sentence.start, match.start()) and not doc.in_quotation(match.start()):
            word = match["word"]
            yield RULE.correction(Span(*match.span()), word.lower(), f"“{word}” begins no sentence here.", 0.82)
    often = Counter(word for _, word in found)
    for start, word in found:
        if _in_a_name(word, doc.text):
            continue  # part of a name that stands in full elsewhere
        if often[word] > 2 or (word.lower() not in _NEW and f" {word.lower()}" not in doc.text and often[word] > 1):
            continue
        span = Span(start, start + len(word))
        yield RULE.correction(span, word.lower(), f"“{word}” is a common noun and takes a small letter.", 0.8)


def _is_common(doc: Document, match: "re.Match[str]", vocabulary: Vocabulary) -> bool:
    """Whether the word is a common noun here: by itself, which most are not, then by what stands around it."""
    low = match["word"].lower()
    uses, capital = vocabulary.count(low), vocabulary.capital(low)
    if low not in _NEW and (
        uses < _SEEN
        or capital > (_COUNTED if _is_counted(doc, match, vocabulary) else _LARGER)
        or vocabulary.may_be(low, NAME)
    ):
        return False
    if _OF_OFFICE.search(doc.text, max(0, match.start() - 16), match.start()) and vocabulary.mostly(low, PLURAL):
        return False  # a small letter does not mend “the minister of Transports”
    bare = doc.before(match.start(), 9).endswith((" for ", " at ", " from ", " to ", " by ", " with ", " of "))
    if (bare and match["word"] in _SHOPS) or _DEFINED.search(doc.sentence_at(match.start()).of(doc.text)):
        return False
    segment = doc.segment_at(match.start())
    if segment.kind in ("headline", "table", "caption") or doc.text[segment.span.end - 1] not in '.!?”"':
        return False
    if low in _RITES or _IN_NAME.search(doc.text, max(0, match.start() - 90), match.start()):
        return False
    if _NAMED_AFTER.search(doc.text, max(0, match.start() - 40), match.start()) or doc.in_quotation(match.start()):
        return False
    before = doc.before(match.start(), 24).split()[-1]
    if low in _STYLES and before.lower() in ("his", "her", "your", "their", "my"):
        return False
    counted = _COUNT.fullmatch(before) is not None and vocabulary.mostly(low, PLURAL)
    opens = doc.sentence_at(match.start()).start == match.start() - len(before) - 1
    if opens and before.lower() in _OPENING:
        before = before.lower()
    if not (before.islower() or counted) or before in _CALLED or _NAME_GOES_ON.match(doc.text, match.end()):
        return False
    if all(other[0].isupper() for other in _LONG.findall(doc.sentence_at(match.start()).of(doc.text))):
        return False  # a title
    if low in _NEW:
        return True
    if _is_called_so(doc, match, vocabulary) or _begins_a_sentence(doc, match, vocabulary):
        return False
    if _NAME_GOES_BACK.search(doc.text, max(0, match.start() - 30), match.start()):
        return False
    if before in ("the", "a", "an") and _TITLE_BEFORE.search(doc.text, max(0, match.start() - 30), match.start()):
        return False
    if before == "former" or (counted and _THE_NUMBER.search(doc.text, max(0, match.start() - 16), match.start())):
        return False  # the former Clash guitarist, the 60 Minutes footage
    behind = before in _ONE or (before[0].isalpha() and before.endswith(("'s", "’s")))
    if behind and vocabulary.may_be(low, NOUN, PLURAL):
        return True  # “his Vehicle”: what stands behind a determiner is a noun
    if vocabulary.mostly(low, NOUN) and _described(doc, match.start(), vocabulary):
        plainly = before in _OF_COMMON and capital <= _LARGER
        if plainly or capital <= _HARDLY:
            return True
    if len(low) < _SHORTEST:
        return False
    if uses >= _KNOWN and capital <= _HARDLY and (before == "the" or vocabulary.mostly(low, PLURAL)):
        return not vocabulary.may_be(low, ADJECTIVE)
    most = _CAPITAL_OF_SOME if low in _PEOPLE else _CAPITAL
    if uses < (_KNOWN if capital else _SEEN) or capital > most or not vocabulary.mostly(low, NOUN, PLURAL):
        return False
    return (
        counted
        or before in _BEFORE
        or before in ("the", "all", "most", "both")
        or vocabulary.mostly(before, ADJECTIVE, PREPOSITION, PRESENT, PAST, BASE)
    )


# Adjectives that stand before common nouns alone: “a negative Test”
_OF_COMMON = listed("common-noun-capital: of common")


def _described(doc: Document, start: int, vocabulary: Vocabulary) -> bool:
    """Whether an indefinite article and one adjective or participle stand before a place: “an unexploded Bomb”."""
    before = doc.before(start, 40).split()[-2:]
    return (
        len(before) == 2
        and before[0].lower() in ("a", "an")
        and (vocabulary.mostly(before[1], ADJECTIVE) or before[1].endswith("ed"))
    )


def _is_called_so(doc: Document, match: "re.Match[str]", vocabulary: Vocabulary) -> bool:
    """Whether the word is, or ends, the name of a work, a brand or a body: “Hopes and Fears”, “director of Context”."""
    low, sentence = match["word"].lower(), doc.sentence_at(match.start())
    before = tokens(doc.text, sentence.start, match.start())
    if any(word.text[0].isupper() and vocabulary.capital(word.low) < _TITLED for word in before[1:][-3:]):
        return True
    after = _NEXT.match(doc.text, match.end())
    if after and vocabulary.mostly(low, PLURAL) and vocabulary.mostly(after[1], NOUN):
        return True  # “a Friends spin-off”
    bare = len(before) > 0 and vocabulary.mostly(before[-1].low, PREPOSITION)
    return bare and vocabulary.mostly(low, NOUN) and low not in _SEASONS


_NEXT = lazy(r" ([a-z]+(?:-[a-z]+)*)")
_TITLED = 50  # percent of capitals up to which a word with one is a title's
_SEASONS = frozenset("spring summer autumn winter".split())


def _begins_a_sentence(doc: Document, match: "re.Match[str]", vocabulary: Vocabulary) -> bool:
    """Whether a stop is lost before the word: “he is still in jail Analysts believe”."""
    sentence = doc.sentence_at(match.start())
    left = tokens(doc.text, sentence.start, match.start())
    right = tokens(doc.text, match.start(), sentence.end)
    inside = vocabulary.mostly(left[-1].low, ADJECTIVE, PREPOSITION) or left[-1].low in _OPENING | {"the"}
    inside = inside or left[-1].low.endswith(("'s", "’s")) or left[-1].text[0].isdigit() or left[-1].low in NUMERALS
    return not inside and bool(finite_verbs(left, vocabulary)) and stands_alone(right, vocabulary)


def _is_counted(doc: Document, match: "re.Match[str]", vocabulary: Vocabulary) -> bool:
    """Whether a plural stands behind a numeral."""
    before = doc.before(match.start(), 24).split()
    return before[-1:] != [] and before[-1].lower() in NUMERALS and vocabulary.mostly(match["word"].lower(), PLURAL)


def _in_a_name(word: str, text: str) -> bool:
    """Whether the word stands elsewhere before another capital, as in “Access Rail”."""
    return any(after[:1].isupper() for after in text.split(f" {word} ")[1:]) or (
        text.startswith(f"{word} ") and text[len(word) + 1 :][:1].isupper()
    )
