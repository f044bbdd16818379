"""A phrase of place or time, a verb in the passive or of happening, and only then the subject: “In the crash died two
men”.
"""

from re import Match

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.grammar import MONTH, NAME, WEEKDAY, WORD, is_participle, lower_first, upper_first
from mtcheck.text.vocabulary import BASE, MODAL, PAST, PRESENT, Vocabulary

RULE = Rule(
    id="subject-last",
    mqm="linguistic-conventions/word-order",
    severity=Severity.MAJOR,
    preview=True,
    summary="The subject comes after its verb, behind a phrase of place or time.",
    why="Slavic, Romance and Semitic languages put what is new last; English keeps the subject before the verb.",
    needs=("vocabulary",),
    examples=(
        Bad("⟦In the accident died two men→Two men died in the accident⟧."),
        Bad("⟦To the hospital were taken four children→Four children were taken to the hospital⟧."),
        Bad("⟦Three years ago was opened the museum→The museum was opened three years ago⟧."),
        Bad("⟦During the search were found two pistols→Two pistols were found during the search⟧ and a map."),
        Bad("⟦On Monday was held a meeting of the council→A meeting of the council was held on Monday⟧."),
        Bad("⟦According to the board, were closed all schools→According to the board, all schools were closed⟧."),
        Bad(
            "Residents said that ⟦arrived in the village a convoy of 12 lorries→a convoy of 12 lorries arrived in the"
            " village⟧."
        ),
        Bad("⟦In May began the trial of a banker→The trial of a banker began in May⟧."),
        Good("He told of a bug that died in the village a year ago; she said that died in the end."),
        Bad("⟦It was discovered two bombs→Two bombs were discovered⟧ near the port."),
        Good("It was found a year later. It happened two days after the fair. It arrived a third time."),
        Good("On the wall hung a portrait, and in the corner stood a man."),
        Good("In the crash in which died two men nobody else was hurt."),
        Good("Among the dead were two children; to the north was built-up land."),
        Good("In the car was found guilt."),
    ),
)

_FRONT = (
    r"(?:(?:In|At|On|From|To|During|After|Near|Under|As a result of|Because of|Due to) "
    rf"(?:(?:the|this|that|a|an|his|her|their) (?:{WORD} ){{0,2}}?{WORD}(?: of (?:the )?{WORD})?"
    r"(?: (?:in|near|of|to) [A-Z][\w’-]+(?: [A-Z][\w’-]+)?)?|[A-Z][\w’-]+(?: [A-Z][\w’-]+)?|(?:19|20)\d\d)"
    r"|(?:(?:One|Two|Three|Four|Five|Six|Seven|Ten|A|Several|Many|\d+) (?:years?|months?|weeks?|days?|hours?) ago)"
    rf"|Yesterday|Today|Last (?:week|month|year|night)|On {WEEKDAY}(?: (?:morning|afternoon|evening|night))?|In {MONTH}"
    rf"|On (?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})|(?P<source>According to (?:the )?(?:{WORD}"
    rf" ){{0,3}}?{WORD})"
    r"|Meanwhile|Also|In total|At the same time)"
)
_SUBJECT = (
    rf"(?:(?:the|an?|all|some|many|several|two|three|four|five|six|seven|eight|nine|ten|\d[\d,]*|another|more than"
    rf" \d[\d,]*"
    rf"|about \d[\d,]*|dozens of|hundreds of|thousands of) (?:\d+-year-old (?:{WORD} )?)?(?:{WORD} ){{0,2}}?{WORD}"
    rf"(?: of (?:the |an? )?(?:{WORD} )?{WORD})?|{NAME})"
)
_HAPPENED = (
    "overturned|derailed|capsized|died|drowned|perished|burned down|exploded|crashed"
    "|collapsed|disappeared|occurred|happened|took place|was born"
    "|began|started|ended|arrived|broke out|broke down|took effect"
)
_LAST = Pattern(
    rf"(?P<front>{_FRONT}),? (?P<verb>{_HAPPENED}|(?:was|were|has been|have been|is being|are being)"
    r" (?P<participle>[a-z]+))"
    rf" (?P<subject>{_SUBJECT})(?=[.;]?$|[.;] | (?:and|in|on|at|who|which|from|for|with|by|during|after)\b|, )"
)
_THAT = Pattern(
    r"\b(?:said|says|say|told (?:[a-z]+ ){1,3}|reported|reports|announced|announces|added|confirmed|writes|wrote) that "
    rf"(?P<span>(?P<verb>{_HAPPENED}|appeared|landed|came|fell|were found|was found|were killed|was killed) "
    rf"(?P<where>(?:in|on|at|from|to|near|during) (?:the )?(?:[\w’'-]+ )??[\w’'-]+) "
    rf"(?P<subject>(?:an?|two|three|four|five|six|seven|eight|nine|ten|\d[\d,]*|several|many|dozens of|hundreds of)"
    rf" (?!year|month|week|day|hour|minute)(?:[\w-]+ ){{0,2}}?[\w-]+(?: of (?:the |an? |\d+ )?[\w-]+(?: [a-z]+s)?)?))"
    r"(?=[.,;]| (?:and|in|on|at|who|which|from|for|with|by)\b)"
)
# “It was discovered a bomb”: “it” in the place of a subject that follows
_IT = Pattern(
    r"It (?P<verb>(?P<be>was|has been)"
    r" (?:discovered|recovered|detected|registered|recorded|killed|arrested|injured|created"
    r"|established|found(?= (?:an?|two|three|four|five) (?:[a-z]+"
    r" )?(?:bod(?:y|ies)|corpses?|bombs?|weapons?|pistols?|guns?"
    r"|mistakes?|errors?|traces?|leaks?|cracks?|solutions?)\b))|happened|occurred|arrived|exploded|broke out|appeared) "
    r"(?P<subject>(?:an?|two|three|four|five|six|seven|eight|nine|ten|\d[\d,]*|several|many) "
    r"(?!(?:[a-z]+"
    r" )?(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|centur(?:y|ies)|times?|moments?|while"
    r"|kilomet\w+|km|met(?:er|re)s?|miles?|blocks?|feet|yards|steps|generations?|seasons?|bit|little|few|couple|lot)\b)"
    r"(?:[\w-]+ ){0,2}?[\w-]+)(?=[.,]| (?:in|on|at|of|who|which|from|for|with|by|near|between|that|last|during)\b)"
)
# Participles that English, too, puts there: “In the boat were seated two men”, “to this was added a fee”
_LEFT = frozenset(
    "added attached seated parked hidden gathered buried included listed pictured based born located".split()
)


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in at_sentence_starts(doc, _IT):
        subject, verb = match["subject"], match["verb"]
        if any(_parts(word, vocabulary) for word in subject.split()):
            continue
        if match["be"] and subject.split()[0] not in ("a", "an"):
            verb = verb.replace("has been", "have been").replace("was ", "were ")
        said = f"“It” stands in the place of the subject, which is “{subject}”."
        yield RULE.correction(Span(*match.span()), f"{upper_first(subject)} {verb}", said, 0.86, 0.84)
    for match in doc.matches(_THAT):
        if not any(_parts(word, vocabulary) for word in match["subject"].split()):
            fixed = f"{match['subject']} {match['verb']} {match['where']}"
            said = f"“{match['verb']}” comes before its subject."
            yield RULE.correction(Span(*match.span("span")), fixed, said, 0.88, 0.85)
    for match in at_sentence_starts(doc, _LAST):
        participle = match["participle"]
        if participle and (participle in _LEFT or not is_participle(participle, vocabulary)):
            continue
        words = f"{match['front']} {match['subject']}".split()
        if any(_parts(word, vocabulary) for word in words) or doc.text[doc.sentence_at(match.start()).end - 1] == "?":
            continue
        fixed = _righted(match)
        span = Span(match.start(), match.end("subject"))
        yield RULE.correction(span, fixed, f"“{match['verb']}” comes before its subject.", 0.86, 0.8)


def _righted(match: Match[str]) -> str:
    """The subject before its verb; a source and a link stay in front."""
    front, subject, verb = match["front"], match["subject"], match["verb"]
    if match["source"] or front in ("Meanwhile", "Also", "In total", "At the same time"):
        return f"{front}, {subject} {verb}"
    return f"{upper_first(subject)} {verb} {lower_first(front)}"


def _parts(word: str, vocabulary: Vocabulary) -> bool:
    """Whether the word is another verb: “In the crash he saw died two men”."""
    return word.islower() and vocabulary.mostly(word, PAST, PRESENT, MODAL) and not vocabulary.may_be(word, BASE)
