"""A sentence that begins with a bare count noun and its verb; only persons and bodies, never in headlines."""

import re
from itertools import chain

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.bare_nouns import bare_nouns, stands_twice
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.grammar import lower_first
from mtcheck.text.inflection import article
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import (
    ADJECTIVE,
    ADVERB,
    BASE,
    DETERMINER,
    NOUN,
    PARTICIPLE,
    PAST,
    PLURAL,
    PREPOSITION,
    PRONOUN,
    Vocabulary,
)
from mtcheck.text.words import either, listed

RULE = Rule(
    id="missing-article",
    mqm="linguistic-conventions/grammar",
    summary="A noun that needs an article has none.",
    why="Slavic languages, Chinese, Japanese, Korean, Hindi and Indonesian have no articles.",
    examples=(
        Bad("⟦Minister→The minister⟧ visited a factory in Lomna on Monday."),
        Bad("⟦Government→The government⟧ of Lomna approved the plan for the port."),
        Bad("⟦Spokesman→A spokesman⟧ for the army said that the post was lost."),
        Bad("⟦Court→The court⟧ has rejected the appeal of two miners."),
        Bad("Rain fell in⟦ north of→ the north of⟧ country."),
        Bad("⟦Department→The department⟧ of the university has counted 61 spills."),
        Bad("Divers searched for⟦ fisherman→ a fisherman⟧ near⟦ old bridge→ an old bridge⟧."),
        Bad("⟦Most of residents→Most residents⟧ have left, and ⟦one of drivers→one of the drivers⟧ is dead."),
        Bad("The regulator approved⟦ sale→ the sale⟧ of the bank on Monday."),
        Bad("Debt rose to⟦ highest level→ the highest level⟧ in years."),
        Bad("Turnout in⟦ parliamentary election→ the parliamentary election⟧ was low."),
        Bad("The firm will open⟦ second factory→ a second factory⟧ in Lomna. He bought⟦ old ferry→ an old ferry⟧."),
        Bad("She became⟦ first woman→ the first woman⟧ to lead it."),
        Bad("The envoy said⟦ country→ the country⟧ would leave. He slept in⟦ hotel room→ a hotel room⟧ that night."),
        Good(
            "She came first in Lomna and had best friends there; he said police would come. It was first prize in May."
        ),
        Good("The forced sale of the bank and the delayed launch of the ferry were criticised."),
        Good("He came by bus, went from village to village and sat near the old bridge."),
        Good("Most of Lomna is dry; one of those who left, and two of hearts."),
        Good("He cited case law, joined forces, and found shelter; it is the most hated government of all."),
        Good("They have access to capital, and the news was sent in letters; in state schools, in market towns."),
        Good("One of most people's fears; a couple of hundred left, tens of thousand-year-old trees."),
        Good("Head of Lomna Radio Ann Dorn said that the mast had fallen. Government has approved the plan."),
        Good("Such case studies are rare, in such manner as is usual."),
    ),
)

_NOUNS = either("missing-article: nouns")
_FIRST = Pattern(
    rf"(?P<noun>{_NOUNS})(?: (?:of|for) (?:(?:the|a|its|this) (?:[\w’'-]+ ){{1,6}}?|(?:[a-z’'-]+ ){{1,5}}?"
    rf"|[A-Z][\w’'-]+ )| )(?P<verb>{either('missing-article: verbs')})(?= (?:[a-z\"“]|\d))"
)
_DIRECTION = Pattern(
    r"(?<![\w’'-])(?:in|to|from|across)(?P<span> (?P<noun>north|south|east|west|centre|center|outskirts|territory"
    r"|beginning|end|middle|vicinity|presence|framework|heart|capital) of) (?=[\w])"
)
# Nouns that are never bare behind these prepositions in 2.9 million words of native news.
_PLACE = (
    "country|region|company|ministry|village|district|province|republic|planet|airport|police station|station|city"
    " centre|city center|neighbourhood|neighborhood|army|enemy|world"
)
_INSIDE = (
    "ministry|company|village|district|province|republic|police station|street|city centre|city center|neighbourhood"
    "|neighborhood|same time|first half|second half|first round|second round|incident|situation|past"
)
_ORDER = "first time|second time|third time|last time"
_OF = (
    "eve|wake|basis|beginning|middle|time|initiative|request|invitation|outskirts|aftermath|leadership|help|behest"
    "|expense|hands|suggestion|sidelines|mercy"
)
_AFTER = (
    r"(?=[.,;:]|$| (?:and|by|on|at|in|for|with|to|was|were|is|are|has|have|had|will|after|because|that|which|who|since"
    r"|during|the|a|his|her|their|its|said)\b)(?! (?:and|or) [a-z]+ (?:halls|lines|level|levels)\b)"
)
_BARE = Pattern(
    r"(?<![\w’'-])(?:(?:within|across|throughout|inside|around|into|near)"
    rf"(?P<place> (?:{_PLACE}))|in(?P<inside> (?:{_INSIDE}))|at(?P<at> (?:police station"
    rf"|same time|ministry|last minute))|for(?P<order> (?:{_ORDER}))|on(?P<on> other hand)"
    r"|(?:by|against|from)(?P<by> (?:enemy|army|ministry|president of))){after}".replace("{after}", _AFTER)
    + rf"|(?<![\w’'-])(?:on|in|at|under|from)(?P<of> (?:{_OF}) of) (?=the |a |an |this |his |her |its |their |[A-Z])"
)
# Prepositions and nouns that stand together bare nowhere in 2.9 million words of native news.
_PAIRS = either("missing-article: never bare")
_NEVER = Pattern(
    rf"(?<![\w’'-])(?P<pair>{_PAIRS})"
    r"(?:(?<=of)(?= [a-zA-Z])|(?<!of)(?="
    rf" (?:[a-z]+ed|rose|fell|grew|began|went|came|took|saw|left|became|lost)\b)|{_AFTER})"
)
_QUANTITIES = frozenset("couple group lot matter number period population range rate series total variety".split())
_VERB = either("missing-article: verbs of measures")
_MEASURED = Pattern(
    rf"(?<![\w’'-])(?:{_VERB})(?P<span> (?P<count>\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten)"
    r"(?: ?(?:percent|%|per cent) (?:rise|fall|drop|increase|decrease|decline|jump|surge|reduction|gain|loss|slump"
    r"|hike|cut|stake|discount|tax|tariff|growth rate|chance)|-"
    r"(?:year|day|month|week|hour|minute|kilometre|kilometer|metre|meter|storey|story|member|point|billion|million) "
    rf"(?:{either('missing-article: measured')})))"
    r"(?=[.,;:]|$| (?:in|on|of|for|from|to|with|by|after|since|and|at|compared|last|this|over|because|that|which)\b)"
)
_SINGLE = Pattern(
    r"(?<![\w’'-])(?:[Oo]ne of(?P<most> (?:largest|biggest|oldest|greatest|highest|strongest|youngest|worst|richest"
    r"|poorest|best|most [a-z]+)) [a-z]+s\b|(?:[Mm]ore than|[Oo]ver|[Aa]bout|[Nn]early|[Aa]lmost|[Aa]round|[Aa]t least"
    r"|[Ll]ess than)(?P<count> (?:thousand|million|hundred|billion|dozen)) [a-z]+s?\b"
    r"|(?:[Ii]n|[Oo]f|[Ff]or|[Ff]rom|[Uu]nder|[Bb]y)(?P<such> such (?:case|situation|country|moment|position|scenario"
    r"|decision|problem|step|attack|conflict|crisis|event))(?=[.,;]|$|"
    r" (?:the|an?|he|she|it|they|we|you|is|was|will|has)\b))"
)
# “Most of residents”; nowhere in 3.3 million words of native news and translations but for plain slips.
_PART = Pattern(
    r"(?<![\w’'-])(?P<part>(?P<count>[Mm]ost|[Mm]any|[Ss]ome|[Ss]everal|[Ff]ew|[Aa]ny|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our"
    r"|[Nn]one|[Bb]oth) of (?P<plural>[a-z]{3,}))(?=[.,;]|$|"
    r" (?:in|on|at|from|who|which|that|are|were|was|is|have|has|had"
    r"|will|said|to|and|with|along|near|of|left|saw|told|say|came|went|[a-z]+ed)\b)"
)
_WITHOUT_OF = frozenset("most many some several few any both".split())
_TAKEN_FOR_VERBS = frozenset("suspects witnesses matches".split())  # by the vocabulary
_NO_PART = frozenset("hearts clubs diamonds spades others ours yours theirs hers these those".split())
# Count nouns that never stand bare behind a verb in 2.9 million words of native news.
_COUNTED = either("missing-article: counted")
_ADJECTIVES = either("missing-article: adjectives")
_OBJECT = Pattern(
    rf"(?<=[a-z]d|[a-z]t|[a-z]n|[a-z]e|[a-z]y|[a-z]w|[a-z]l|[a-z]k)"
    rf"(?P<span> (?:(?P<adjective>{_ADJECTIVES}) )?(?P<noun>{_COUNTED}))"
    r"(?=(?P<next> (?:of|in|on|at|near|with|who|which|that|from|for|by|after|when|where)\b|[.,](?=\s|$)))"
)
# A superlative or an ordinal before its noun: “reached highest level in years”, “became first woman to”
_RANKED = Pattern(
    r"(?<![\w’'-])(?:(?:reach|record|post|register|mark|becom|c[ao]m)(?:e|es|ed)|became|become|hit|saw|is|was|remains?"
    r"|remained|to|at|since|for)"
    r"(?P<span> (?P<rank>highest|lowest|biggest|largest|smallest|worst|oldest|youngest|longest|deadliest|richest"
    r"|poorest|strongest|weakest|heaviest|steepest|first|second|third|last|only|most [a-z]+) (?P<noun>[a-z]{3,}))"
    r"(?= (?:in|since|of|to|for|on|after)\b)"
)
_ELECTION = Pattern(
    r"(?<![\w’'-])(?:[Ii]n|[Aa]t|[Aa]fter|[Bb]efore|[Dd]uring|of|for|since|from|on)"
    r"(?P<span> (?:early |snap |upcoming )?(?:presidential|parliamentary|legislative|municipal|mayoral|gubernatorial"
    r"|general|provincial|regional|local) election)"
    r"(?=[.,;:]|$| (?:is|was|will|has|on|in|held|and|this|last|next|that|which)\b)"
)
_ORDINALS = frozenset("first second third last".split())
# “The president said country would not join”: the subject of what was said
_SUBJECT = Pattern(
    r"(?<![\w’'-])(?:said|says|announced|added|believes?|claimed|claims|warned|confirmed|denied|stressed)(?: that)?"
    rf"(?P<span> (?P<noun>{either('missing-article: said to do')}))"
    r"(?= (?:would|will|had|has|was|is|could|must|should)\b)"
)
# Nouns of doing, which no verb has bare before “of”: “approved sale of the bank”.
_DONE = Pattern(
    r"(?<=[a-z]d|[a-z]t|[a-z]n|[a-z]e|[a-z]y|[a-z]w|[a-z]l|[a-z]k)(?P<span> (?P<noun>"
    r"acquisition|adoption|appointment|arrest|closure|creation|demolition|departure|dismissal|expulsion|extradition"
    r"|introduction|launch|opening|purchase|release|removal|restoration|resumption|sale|takeover|withdrawal))"
    r"(?=(?P<next> of) (?:the|an?|his|her|its|their|all|two|three|four|five|\d|[A-Z])[\w’']*\b)"
)
_LEAD = lazy(r"(?P<before>[\w’'-]+,?) (?P<verb>[a-z]{3,})$")
_NO_OBJECT = listed("missing-article: no object")
_MODAL = frozenset("will would could can may must should".split())
_DETERMINED = lazy(r" (?:the|an?|his|her|its|their|our|my|this|these|him|them|it|us|me)\b")
_AN = re.compile(r"(?:8|11(?![\d])|18(?![\d])|eight)")


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _opening(doc)
    yield from _directions(doc)
    taken = list(doc.matches(_BARE, kinds=frozenset({"paragraph"})))
    known = {match.start(match.lastgroup or "of") for match in taken}
    for match in taken:
        group = match.lastgroup or "of"
        noun = match[group].strip()
        if not _is_headline(doc, match.start()) and not doc.in_quotation(match.start()):
            span = Span(*match.span(group))
            yield RULE.correction(span, f" the {noun}", f"“{noun}” needs the article here.", 0.86, 0.85)
    for match in doc.matches(_NEVER, kinds=frozenset({"paragraph"})):
        if not _is_headline(doc, match.start()) and not any(
            span.start() <= match.start("pair") < span.end() for span in taken
        ):
            preposition, noun = match["pair"].split(" ", 1)
            if noun.endswith("ing") and _DETERMINED.match(doc.text, match.end("pair")):
                continue  # a verb: in meeting the challenge
            if stands_twice(doc, Span(*match.span("pair")), noun):
                continue  # from village to village
            known.add(match.start("pair") + len(preposition))
            span = Span(match.start("pair") + len(preposition), match.end("pair"))
            article = "a" if noun.removesuffix(" of") in _QUANTITIES else "the"
            yield RULE.correction(span, f" {article} {noun}", f"“{noun}” needs its article here.", 0.84, 0.8)
    vocabulary = resources.model("vocabulary")
    yield from _parts(doc, vocabulary)
    for span, right in bare_nouns(doc, vocabulary):
        if span.start not in known and not _is_headline(doc, span.start):
            said = span.of(doc.text).strip()
            yield RULE.correction(span, right, f"“{said}” needs an article.", 0.84, 0.78)
    yield from _objects(doc, vocabulary)
    yield from _ranked(doc, vocabulary)
    for match in doc.matches(_SINGLE, kinds=frozenset({"paragraph"})):
        group = match.lastgroup or "most"
        said = match[group].strip()
        right = (
            said.replace("such", "such a", 1) if group == "such" else f"the {said}" if group == "most" else f"a {said}"
        )
        right = right.replace("such a event", "such an event").replace("such a attack", "such an attack")
        yield RULE.correction(Span(*match.span(group)), f" {right}", f"“{said}” needs an article.", 0.88)
    for match in doc.matches(_MEASURED, kinds=frozenset({"paragraph"})):
        if not _is_headline(doc, match.start()):
            said = match["span"].strip()
            right = "an" if _AN.match(match["count"]) else "a"
            yield RULE.correction(Span(*match.span("span")), f" {right} {said}", f"“{said}” needs an article.", 0.86)


_ADVERBIAL = listed("missing-article: bare behind ranks")


def _ranked(doc: Document, vocabulary: Vocabulary) -> Findings:
    """A superlative before a bare noun, and a bare subject of what somebody said."""
    for match in doc.matches(_RANKED, kinds=frozenset({"paragraph"})):
        noun, rank = match["noun"], match["rank"]
        before = match[0].split()[0]
        if (
            vocabulary.mostly(noun, NOUN)
            and noun not in _ADVERBIAL
            and not (before in ("to", "at", "since", "for") and (rank in _ORDINALS or rank.startswith("most ")))
            and not (rank == "only" and before in ("is", "was", "hit", "saw", "to", "at", "since", "for"))
            and not (rank.startswith("most ") and not vocabulary.mostly(rank.split()[1], ADJECTIVE))
            and not _is_headline(doc, match.start())
            and not doc.in_quotation(match.start())
        ):
            said = match["span"].strip()
            yield RULE.correction(Span(*match.span("span")), f" the {said}", f"“{said}” needs an article.", 0.84, 0.8)
    for match in doc.matches(_ELECTION, kinds=frozenset({"paragraph"})):
        if not _is_headline(doc, match.start()):
            said = match["span"].strip()
            yield RULE.correction(Span(*match.span("span")), f" the {said}", f"“{said}” needs an article.", 0.86, 0.85)
    for match in doc.matches(_SUBJECT, kinds=frozenset({"paragraph"})):
        if not _is_headline(doc, match.start()) and not doc.in_quotation(match.start()):
            said = match["noun"]
            yield RULE.correction(Span(*match.span("span")), f" the {said}", f"“{said}” needs an article.", 0.86, 0.82)


def _parts(doc: Document, vocabulary: Vocabulary) -> Findings:
    """A number or quantity, “of” and a bare plural: “most of residents”, “one of drivers”."""
    for match in doc.matches(_PART):
        count, plural = match["count"], match["plural"]
        if not (vocabulary.mostly(plural, PLURAL) or plural in _TAKEN_FOR_VERBS) or plural in _NO_PART:
            continue
        right = f"{count} {plural}" if count.lower() in _WITHOUT_OF else f"{count} of the {plural}"
        yield RULE.correction(Span(*match.span("part")), right, f"“{match['part']}” lacks an article.", 0.87, 0.82)


def _objects(doc: Document, vocabulary: Vocabulary) -> Findings:
    """A bare count noun as the object of a verb: “found body of a man”."""
    for match in chain.from_iterable(doc.matches(one, kinds=frozenset({"paragraph"})) for one in (_OBJECT, _DONE)):
        lead = _LEAD.search(doc.text, max(0, match.start() - 40), match.start())
        if lead is None or lead["verb"] in _NO_OBJECT or _is_headline(doc, match.start()):
            continue
        before, verb = lead["before"], lead["verb"]
        if not (
            _is_subject(before, firm=vocabulary.mostly(verb, PARTICIPLE), vocabulary=vocabulary)
            if vocabulary.mostly(verb, PAST, PARTICIPLE)
            else (before in _MODAL and not vocabulary.mostly(verb, ADVERB, DETERMINER, PRONOUN, PREPOSITION))
            or (before == "to" and vocabulary.mostly(verb, BASE))
        ):
            continue  # a participle perhaps: the most hated government
        noun = match["noun"]
        adjective = match.groupdict().get("adjective")
        if adjective and noun in _NOT_WITH_ADJECTIVES:
            continue
        noun = f"{adjective} {noun}" if adjective else noun
        right = f"the {noun}" if match["next"] == " of" else f"{article(noun)} {noun}"
        yield RULE.correction(Span(*match.span("span")), f" {right}", f"“{noun}” needs an article.", 0.85, 0.82)


# “win new business”, “took public office”
_NOT_WITH_ADJECTIVES = frozenset(
    "activity business species series means speech conclusion contact formation life share size action surface"
    " body art theater theatre industry atmosphere vaccine shift quarter distance behaviour support scale"
    " status ownership leadership".split()
)


def _is_subject(word: str, *, firm: bool, vocabulary: Vocabulary) -> bool:
    """Whether a verb may follow the word; `firm`: and no participle before its noun, as in “the oldest detached”."""
    if firm:
        low = word.lower()  # with its comma, where it has one: an apposition follows
        return (
            vocabulary.mostly(low, PLURAL) or low in _PERSONS or (word.istitle() and vocabulary.capital(word) > _NAME)
        )
    return word.istitle() or word in _WHO or vocabulary.mostly(word.lower(), PLURAL, PRONOUN, NOUN)


_NAME = 90  # percent of capitals of a word that is a name
_PERSONS = frozenset("he she they who police it".split())
_WHO = frozenset("and who which that also then later".split())


def _is_headline(doc: Document, at: int) -> bool:
    """Whether the sentence drops its articles, as headlines and lists do: it has no final mark."""
    return not doc.sentence_at(at).of(doc.text).rstrip(" \n\"'”’)").endswith((".", "!", "?", ":"))


def _opening(doc: Document) -> Findings:
    for match in at_sentence_starts(doc, _FIRST):
        sentence = doc.sentence_at(match.start())
        text = sentence.of(doc.text)
        if doc.segment_at(match.start()).kind != "paragraph":
            continue
        if (
            (match["noun"] in _NAMING and " of " in match[0])
            or (match["noun"] in _OF_ONLY and " of " not in match[0])
            or (" of " in match[0] and all(map(str.istitle, match[0].split()[-3:-1])))  # “Head of Lomna Radio Ann Dorn”
            or len(text.split()) < (6 if text.rstrip('"”').endswith((".", "!", "?", ":")) else 10)
            or doc.in_quotation(match.start("noun"))
            or (match["noun"] == "Body" and text.rstrip()[-1:] not in '.!?”"')  # a headline's way
            or match["noun"] == "City"  # the club
            or (match["noun"] == "Shooting" and match["verb"].split()[0] in _FILMED)
            or match[0].startswith("Man of the match ")
        ):
            continue
        span = Span(*match.span("noun"))
        noun = match["noun"]
        new = _article(noun) + lower_first(noun)
        yield RULE.correction(span, new, f"“{noun}” needs an article.", 0.83, 0.82)


_FILMED = frozenset("took began starts started ended ends has".split())  # of a film
_NAMING = frozenset("Bank City University Club Village".split())  # “Bank of Lomna” is a name
_OF_ONLY = frozenset("Government Parliament President Leader Man Woman Head Mother Father".split())  # or headlines' way


def _article(noun: str) -> str:
    return f"{article(noun).title()} " if noun in _NEW else "The "


_NEW = frozenset("Spokesman Spokeswoman Investigation Referendum".split())  # not known before
_OF_SOMETHING = frozenset("presence end beginning middle framework vicinity territory capital heart".split())


def _directions(doc: Document) -> Findings:
    for match in doc.matches(_DIRECTION, kinds=frozenset({"paragraph"})):
        noun = match["noun"]
        if noun in _OF_SOMETHING and doc.after(match.end(), 4) not in ("the ", "this", "his ", "her "):
            continue
        goes = doc.after(match.start(), 3) in ("to ", "fro")
        if goes and noun in ("end", "heart", "east", "west", "north", "south"):
            continue
        span = Span(*match.span("span"))
        yield RULE.correction(span, f" the {noun} of", f"“{noun}” needs the article.", 0.85, 0.86)
