"""Verb and subject, or determiner and noun, differ in number; collective nouns may take either, and are left alone."""

from re import Match

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.closed_classes import NUMERALS
from mtcheck.text.inflection import match_case, plural
from mtcheck.text.vocabulary import ADJECTIVE, ING, NOUN, PARTICIPLE, PAST, PLURAL, Vocabulary
from mtcheck.text.words import either, listed

RULE = Rule(
    id="number-agreement",
    mqm="linguistic-conventions/grammar",
    summary="Subject and verb, or determiner and noun, differ in number.",
    why="Chinese, Japanese, Korean, Indonesian and Turkish leave number unmarked, and the engine guesses.",
    examples=(
        Bad("They ⟦was→were⟧ taken to hospital."),
        Bad("The talks ⟦was→were⟧ held in Lomna."),
        Bad("The minister ⟦have→has⟧ resigned."),
        Bad("Police ⟦has→have⟧ arrested two men."),
        Bad("The union said the talks ⟦was→were⟧ useless."),
        Bad("The bridges over the river ⟦is→are⟧ closed. The suspects ⟦was→were⟧ arrested."),
        Bad("Most of the passengers ⟦was→were⟧ rescued."),
        Bad("The results of the vote ⟦was→were⟧ published on Monday."),
        Bad("The mother of the two boys ⟦were→was⟧ questioned."),
        Bad("The mayor, together with two deputies, ⟦were→was⟧ arrested."),
        Bad("⟦This→These⟧ measures will help farmers, and ⟦those→that⟧ accident was the last."),
        Bad("Thousands of ⟦protester→protesters⟧ marched to the square."),
        Bad(
            "One of her ⟦boss→bosses⟧ left, one of the ⟦witness→witnesses⟧ died and one of those ⟦nurse→nurses⟧ spoke."
        ),
        Bad("Several ⟦house→houses⟧ were hit, and ⟦this→these⟧ measures will help."),
        Bad("⟦These→This⟧ decision was wrong, and three ⟦woman→women⟧ were hurt."),
        Good("Two aircraft were hit, a top-five player is ill, and this means are few."),
        Good("A group of soldiers were killed, and a number of houses are damaged."),
        Good("The makers of soap, among them a widow, have asked; the writer and director was praised."),
        Good("The head of police is ill; the chief of the police was asked."),
        Good("The United States was ready."),
        Good("The government have agreed."),
        Good("One of the police was hurt. One of the boss class left, and one of the actress daughters spoke."),
    ),
)

_THEY = Pattern(r"(?P<who>[Tt]hey|[Ww]e) (?P<verb>is|was|has|does|doesn[’']t)(?= )")
_HE = Pattern(r"(?P<who>[Hh]e|[Ss]he|[Ii]t) (?P<verb>are|have|do)(?= )")
_PLURAL = Pattern(
    r"(?:The|These|Those|All|Many|Several|Both|Some) (?:[a-z-]+ )?"
    r"(?P<noun>[a-z]{3,}s|people|men|women|children|police) (?P<verb>was|is|has)(?= (?P<next>[a-z]+))"
)
_PLURAL_SAID = Pattern(
    r"(?:\b(?:said|says|added|believes?|claimed|claims|warned|insisted|announced|reported) |\bthat )"
    r"the (?:[a-z-]+ )?(?P<noun>[a-z]{3,}s|people|men|women|children) (?P<verb>was|is|has)(?= (?P<next>[a-z]+))"
)
_POLICE = Pattern(
    r"(?P<noun>Police|The police|People|The people|Thousands of people|Hundreds of people|Dozens of people) "
    r"(?P<verb>was|is|has)(?= [a-z])"
)
_POLICE_WITHIN = Pattern(
    r"(?:,|\bthat|\bwhen|\bwhere|\bbecause|\bbut) (?P<noun>(?:the )?police) (?P<verb>was|is|has)(?= [a-z])"
)
_SINGULAR = Pattern(
    r"(?:The|This|A|Another|Each|Every|His|Her|Their|Its) (?:[a-z-]+ )?"
    r"(?P<noun>[a-z]{3,}(?:er|or|man|ist|ian|ent|dent|ant|ary|dge|ator|tain|ruler|king|queen|river|bridge|storm|fire"
    r"|law|ship|road|strike|blast|vote|trial|attack)) (?P<verb>have|are)(?= [a-z])"
)
_THOSE = Pattern(r"(?<![\w’'-])[Tt]hose who (?P<verb>is|was|has)(?= [a-z])")
_DETERMINED = Pattern(
    r"(?<![\w’'-])(?P<lead>these|those|several|many|These|Those|Several|Many|numerous|various|both|few|[Oo]ne of"
    r" (?:the|his|her|their|its|our|these|those)|two|three|four|five|six|seven|eight|nine)"
    r" (?P<noun>[a-z]{3,})(?P<mark>[.,;:]|$| (?P<next>[a-z]+))"
)
_DONE = r"(?=(?: not| also| now| already| later| all)? (?P<next>[a-z]+)\b)"
# A part of many: most of the passengers were.
_PART = Pattern(
    r"(?:Most|Half|More than half|Nearly half|Almost half|About half|Two thirds|Two-thirds|Three quarters|A third"
    r"|Some|All|Many|Several"
    r"|(?:(?:About|Around|Nearly|Almost|Some|More than|At least) )?\d+(?: ?%| percent| per cent)) "
    r"of (?:the|his|her|their|its|these) "
    rf"(?:[a-z-]+ )?(?P<noun>[a-z]{{3,}}s|people|men|women|children) (?P<verb>was|is|has){_DONE}"
)
# The head of a subject with “of”, at the start of a sentence.
_HEAD = Pattern(
    r"(?:The|His|Her|Their|Its|A|An|These|Those|Some|Many|Several|All) (?:[a-z-]+ )?(?P<noun>[a-z]{3,}) "
    r"(?:of|over|between|in|at) "
    r"(?:(?:the|a|an|his|her|its|their|this|these|two|three|four|five|several|many) )?(?:[a-z’'-]+ ){0,2}?"
    r"(?P<other>[a-z’'-]+"
    rf"|[A-Z][\w’'-]+) (?P<verb>was|were|is|are|has|have){_DONE}"
)
# Two persons, each with a determiner.
_TWO = Pattern(
    r"(?:The|His|Her|Their|A|An) (?:[a-z-]+ )?(?P<noun>[a-z]{3,}) and (?:the|his|her|their|its|a|an|one|two|three) "
    rf"(?:[a-z-]+ )?(?P<other>[a-z]{{3,}}) (?P<verb>was|is|has){_DONE}"
)
_TOGETHER = Pattern(
    r"(?:The|His|Her|Their|A|An) (?:[a-z-]+ ){0,2}?(?P<noun>[a-z]{3,}), "
    r"(?:together with|along with|as well as|accompanied by) "
    rf"[^,.;:\n\"“”]{{3,50}}, (?P<verb>were|are|have){_DONE}"
)
_CROWD = Pattern(
    r"(?<![\w’'-])(?P<lead>(?:[Hh]undreds|[Tt]housands|[Dd]ozens|[Mm]illions|[Ss]cores) of"
    r"(?: [a-z]+(?:ed|ing|al|ful|an|ish))?|[Aa]ll|[Ss]everal) (?P<noun>[a-z]{3,})"
    r" (?:were|have|are|who|gathered|marched|took|came|fled|demonstrated|protested|left|died|lost|live|lived)\b"
)
# “this measures will”, “these decision was”: the verb shows which of the two is wrong.
_THIS = Pattern(r"(?<![\w’'-])(?P<lead>[Tt]his) (?P<noun>[a-z]{3,}s) (?:will|are|were|have|must|should|can)\b")
_THESE = Pattern(r"(?<![\w’'-])(?P<lead>[Tt]hese|[Tt]hose) (?P<noun>[a-z]{3,}) (?:was|is|has)\b")
# Determiners of one thing before many, “others” before its noun, “much” for what is counted.
_OF_ONE = Pattern(
    r"(?<![\w’'-])(?P<lead>[Aa]nother|[Ee]ach|[Ee]very"
    r"|(?:the|his|her|their|its|our|my|two|three|four|many|some) others"
    r"|(?<!not )(?:[Ss]o|[Tt]oo) much) (?P<noun>[a-z]{2,}s)(?![\w’'-])"
)
_FOR_MANY = {"another": "other", "others": "other", "much": "many"}
_COUNTABLE = either("number-agreement: counted")
# A figure and one of what is counted, where the clause ends or goes on: “15 country were”, “for 25 year.”
_COUNTED = Pattern(
    rf"(?<![\w.,’'$€£-])(?P<lead>\d{{1,3}}(?:,\d{{3}})*|[a-z]+) (?P<noun>{_COUNTABLE})"
    r"(?=[.;]|$|,? (?:were|have|are|who|ago|later)\b)"
)
_NUMBERED = frozenset("no no. nr number top channel type article page room act class level round point".split())
_OTHER = {"this": "these", "these": "this", "those": "that"}
_BEFORE_PRONOUN = (". ", "; ", ", ", "! ", "? ", '"', "“", "that ", "because ", "said ", "when ", "where ", "although ")
_FIX = {
    ("they", "is"): "are", ("they", "was"): "were", ("they", "has"): "have", ("they", "does"): "do",
    ("we", "is"): "are", ("we", "was"): "were", ("we", "has"): "have",
    ("he", "are"): "is", ("he", "have"): "has", ("he", "do"): "does", ("she", "are"): "is", ("she", "have"): "has",
    ("she", "do"): "does", ("it", "are"): "is",
    ("it", "have"): "has", ("they", "doesn't"): "don't", ("they", "doesn’t"): "don’t",
}  # fmt: skip
_TURN = {"was": "were", "is": "are", "has": "have", "have": "has", "are": "is", "were": "was"}
_SINGULAR_S = listed("number-agreement: singular s")
_COLLECTIVE = frozenset(
    "number majority government parliament committee department regiment management establishment president-elect"
    " parent percent cent per rest".split()
)
# Nouns whose singular follows a plural determiner: attributes, measures, or the same in both numbers.
_SAME = listed("number-agreement: same")
_MEASURES = frozenset("two three four five six seven eight nine few both".split())

_PLAIN_VERBS = frozenset("was were are have had who that which said will would from after when because and".split())

_BETWEEN = frozenset("not been being also still already".split())


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _pronouns(doc)
    yield from _subjects(doc, resources)
    yield from _determined(doc, resources)
    yield from _phrases(doc, resources)
    yield from _ones_and_many(doc, resources.model("vocabulary"))
    yield from _before_verbs(doc, resources.model("vocabulary"))


# A determiner, a noun and the verb at once: nothing else can stand between them.
_COUNTED_ONE = Pattern(
    r"(?<![\w’'-])(?P<count>[Ss]everal|[Mm]any|[Ff]ew|[Bb]oth|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine"
    r"|[Tt]en) (?P<noun>[a-z]{3,}) (?:were|are|have)(?![\w’'-])"
)
_THIS_MANY = Pattern(
    r"(?<![\w’'-])(?P<this>[Tt]his|[Tt]hat) (?P<noun>[a-z]{3,}s) (?:will|were|are|have|must|should)(?![\w’'-])"
)
_THESE_ONE = Pattern(
    r"(?<![\w’'-])(?P<these>[Tt]hese|[Tt]hose) (?P<noun>[a-z]{3,}) (?P<verb>was|is|has|were|are|have)(?![\w’'-])"
)
_SAME_IN_PLURAL = frozenset(
    "aircraft series species sheep fish means craft offspring percent people police data media staff".split()
)
_OTHER_NUMBER = {"this": "these", "that": "those", "these": "this", "those": "that"}


def _before_verbs(doc: Document, vocabulary: Vocabulary) -> Findings:
    """“several house were”, “this measures will”, “these decision was”."""
    for match in doc.matches(_COUNTED_ONE):
        if _has_a_plural(match["noun"], vocabulary):
            noun = match["noun"]
            yield RULE.correction(Span(*match.span("noun")), plural(noun), f"“{noun}” should be plural here.", 0.88)
    for match in doc.matches(_THIS_MANY):
        if (
            vocabulary.mostly(match["noun"], PLURAL)
            and match["noun"] not in _SAME_IN_PLURAL
            and match["this"] != "that"
        ):
            yield _differing(match, "this")
    for match in doc.matches(_THESE_ONE):
        if not _has_a_plural(match["noun"], vocabulary):
            continue
        if match["verb"] in ("was", "is", "has"):
            yield _differing(match, "these")
        else:
            noun = match["noun"]
            yield RULE.correction(Span(*match.span("noun")), plural(noun), f"“{noun}” should be plural here.", 0.88)


def _differing(match: Match[str], group: str) -> Finding:
    word = match[group]
    right = match_case(_OTHER_NUMBER[word.lower()], word)
    return RULE.correction(Span(*match.span(group)), right, f"“{word}” and “{match['noun']}” differ in number.", 0.86)


def _has_a_plural(noun: str, vocabulary: Vocabulary) -> bool:
    """Whether the word is a singular noun and nothing else, with a plural of its own."""
    return (
        vocabulary.tags(noun) in ("N", "NB", "NE", "NJ")
        and noun not in _SAME_IN_PLURAL
        and plural(noun) != noun
        and plural(noun) in vocabulary
    )


def _ones_and_many(doc: Document, vocabulary: Vocabulary) -> Findings:
    """“another towns”, “every drivers”, “the others roads”, “so much cars”, “15 country”."""
    for match in doc.matches(_OF_ONE):
        lead, noun = match["lead"], match["noun"]
        if (
            vocabulary.tags(noun) not in ("P", "PE")
            or noun in _SINGULAR_S | {"others"}
            or noun.endswith(("ics", "ss", "us", "tions"))
        ):
            continue
        before, _, last = lead.rpartition(" ")
        many = _FOR_MANY.get(last.lower())
        if many:
            span = Span(match.end("lead") - len(last), match.end("lead"))
            yield _finding(span, match_case(many, last), f"“{last}” does not go with “{noun}”.", 0.88)
        else:
            yield RULE.finding(Span(*match.span()), f"“{lead}” takes one thing, “{noun}” are many.", confidence=0.85)
    for match in doc.matches(_COUNTED):
        lead, noun = match["lead"], match["noun"]
        before = doc.before(match.start(), 20).lower().split()
        if lead == "1" or (lead.isalpha() and lead not in _NUMBERS) or (before and before[-1] in _NUMBERED):
            continue
        yield _finding(Span(*match.span("noun")), plural(noun), f"“{lead}” needs a plural.", 0.86)


_NUMBERS = (NUMERALS - {"one"}) | frozenset("eleven twelve fifteen twenty thirty forty fifty hundred thousand".split())


_PERSONS = listed("persons: person")
_OF_ONE_DOES = frozenset(  # what shows that nothing belongs to the noun: “one of the driver told”
    "said was is has who had told will also later died came went left saw says tells took lost ran spoke did would"
    " could suffered".split()
) | {None}
_PERSONS_IN_S = frozenset("witness eyewitness boss hostess waitress actress princess heiress seamstress".split())
# What “of” may give to many: “a group of men were”.
_OF_MANY = listed("number-agreement: of many")


def _phrases(doc: Document, resources: Resources) -> Findings:
    """Subjects of more words: “most of the crew was”, “the results of the vote was”, “a mayor and his wife was”."""
    vocabulary = resources.model("vocabulary")
    for pattern in (_PART, _HEAD, _TWO, _TOGETHER):
        for match in at_sentence_starts(doc, pattern):
            verb, following = match["verb"], match["next"]
            if (
                (vocabulary.mostly(following, PARTICIPLE, PAST, ADJECTIVE, ING) or following in _STATES)
                and _differ(pattern, match, vocabulary)
                and not doc.in_quotation(match.start())
            ):
                span = Span(*match.span("verb"))
                yield _finding(span, _TURN[verb], f"The subject and “{verb}” differ in number.", 0.85)
    for match in doc.matches(_CROWD):
        noun = match["noun"]
        often = vocabulary.count(plural(noun))
        if (
            vocabulary.tags(noun) == "N"
            and vocabulary.mostly(plural(noun), PLURAL)
            and 3 * often >= vocabulary.count(noun)
        ):
            yield _finding(Span(*match.span("noun")), plural(noun), f"“{match['lead']}” needs a plural.", 0.88)


def _differ(pattern: Pattern, match: Match[str], vocabulary: Vocabulary) -> bool:
    """Whether the head of the subject, or the number of its parts, does not go with the verb."""
    noun = match["noun"]
    one = (
        noun not in _OF_MANY | _COLLECTIVE
        and not noun.endswith("s")
        and vocabulary.tags(noun) == "N"
        and vocabulary.count(noun) >= _USUAL
    )
    if pattern is _TWO:
        return noun in _PERSONS and match["other"] in _PERSONS
    if pattern is _TOGETHER:
        return one
    if match["verb"] in ("were", "are", "have"):
        return one and (vocabulary.mostly(match["other"], PLURAL) or " and " in match[0])
    many = noun not in _SINGULAR_S and vocabulary.tags(noun) in ("P", "PN", "PZ")
    many = many or (noun.endswith("s") and noun[:-1] in _PERSONS)
    if not (noun in _PLURALS or (many and not noun.endswith(("ss", "ics", "us", "is")))):
        return False
    return pattern is _PART or match["other"][:1].isupper() or vocabulary.mostly(match["other"], NOUN)


_STATES = _BETWEEN | frozenset("at in on asleep there here".split())
_USUAL = 20  # uses of a noun from which on its one part of speech is known
_PLURALS = frozenset("people men women children police".split())


def _pronouns(doc: Document) -> Findings:
    """“they was”, “he were”."""
    for match in (*doc.matches(_THEY), *doc.matches(_HE)):
        fixed = _FIX.get((match["who"].lower(), match["verb"]))
        if fixed is None or doc.in_quotation(match.start()):
            continue
        before = doc.text[max(doc.segment_at(match.start()).span.start, match.start() - 30) : match.start()].lower()
        if before and not before.endswith(_BEFORE_PRONOUN):
            continue
        if fixed in ("has", "is", "does") and any(
            word in before
            for word in ("did ", "does ", "let ", "make ", "suggest", "insist", "demand", "recommend", "do ")
        ):
            continue
        message = f"“{match['who']}” and “{match['verb']}” differ in number."
        yield _finding(Span(*match.span("verb")), fixed, message, 0.9)


def _subjects(doc: Document, resources: Resources) -> Findings:
    """A noun at the head of its sentence and its verb."""
    vocabulary = resources.model("vocabulary")
    for match in (*at_sentence_starts(doc, _POLICE), *doc.matches(_POLICE_WITHIN)):
        yield _finding(Span(*match.span("verb")), _TURN[match["verb"]], f"“{match['noun']}” is plural.", 0.85)
    for match in doc.matches(_THOSE):
        yield _finding(Span(*match.span("verb")), _TURN[match["verb"]], "“Those” are plural.", 0.9)
    for match in (*at_sentence_starts(doc, _PLURAL), *doc.matches(_PLURAL_SAID)):
        noun = match["noun"]
        if (
            noun in _SINGULAR_S
            or noun.endswith(("ss", "ics", "us", "is"))
            or (vocabulary.tags(noun) not in ("P", "PN", "PZ") and not (noun.endswith("s") and noun[:-1] in _PERSONS))
            or (noun in ("police", "people") and not match[0].startswith("The"))
            or (match.re is _PLURAL_SAID.compiled and doc.in_quotation(match.start()))
        ):
            continue
        if not vocabulary.mostly(match["next"], PARTICIPLE, PAST, ADJECTIVE, ING) and match["next"] not in _BETWEEN:
            continue
        message = f"“{noun}” and “{match['verb']}” differ in number."
        yield _finding(Span(*match.span("verb")), _TURN[match["verb"]], message, 0.85)
    for match in at_sentence_starts(doc, _SINGULAR):
        noun = match["noun"]
        if noun in _COLLECTIVE or vocabulary.tags(noun) != "N" or vocabulary.count(noun) < 20:
            continue
        message = f"“{noun}” and “{match['verb']}” differ in number."
        yield _finding(Span(*match.span("verb")), _TURN[match["verb"]], message, 0.88)


def _determined(doc: Document, resources: Resources) -> Findings:
    """“many”, “those”, “two” before a noun in the singular."""
    vocabulary = resources.model("vocabulary")
    for pattern, tag in ((_THIS, "P"), (_THESE, "N")):
        for match in doc.matches(pattern):
            lead, noun = match["lead"], match["noun"]
            if vocabulary.tags(noun) == tag and noun not in _SINGULAR_S and vocabulary.count(noun) >= _USUAL:
                right = match_case(_OTHER[lead.lower()], lead)
                yield _finding(Span(*match.span("lead")), right, f"“{lead}” and “{noun}” differ in number.", 0.85)
    for match in doc.matches(_DETERMINED):
        noun, lead, following = match["noun"], match["lead"], match["next"]
        if (
            noun in _SAME
            or (lead.lower() in _OTHER and following in ("was", "is", "has"))  # found above
            or vocabulary.tags(noun) != "N"
            or vocabulary.count(noun) < 25
            or vocabulary.capital(noun) > 75
            or (
                noun.endswith(("s", "ing", "craft", "ity", "ness", "ion", "ment", "ship"))
                and not (" of " in lead and noun in _PERSONS_IN_S)
            )
        ):
            continue
        if noun not in _PERSONS_IN_S and not (plural(noun) in vocabulary and vocabulary.mostly(plural(noun), PLURAL)):
            continue  # witnesses and bosses are verbs as well
        if " of " in lead:
            if following not in _OF_ONE_DOES:
                continue
        elif (following is not None and following not in _PLAIN_VERBS) or (
            following in (None, "and", "from", "that", "after", "when")
            and (lead in _MEASURES or (lead.lower() in ("many", "those", "these") and following is not None))
        ):
            continue
        yield _finding(Span(*match.span("noun")), plural(noun), f"“{lead}” needs a plural.", 0.82)


def _finding(span: Span, fixed: str, message: str, confidence: float) -> Finding:
    return RULE.correction(span, fixed, message, confidence)
