"""“the Mr. Halloran”; a noun after the name (the Mr. Universe contest) means an attribute."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.closed_classes import AUXILIARIES, PREPOSITIONS
from mtcheck.text.grammar import MONTH, NAME, WEEKDAY
from mtcheck.text.vocabulary import PAST, PRESENT

RULE = Rule(
    id="article-before-title",
    mqm="linguistic-conventions/grammar",
    summary="A title with a name has an article.",
    why="Romance languages and German put the article before titles.",
    examples=(
        Bad("⟦The Mr. Halvard→Mr. Halvard⟧ said the talks were over."),
        Bad("It was signed by ⟦the Professor Imre Kolt→Professor Imre Kolt⟧."),
        Bad("The letter of ⟦the Mrs. Dovan→Mrs. Dovan⟧, he said, was lost."),
        Bad("On Friday ⟦the president Holm→President Holm⟧ signed the law."),
        Bad("⟦The chancellor Imre Kolt→Chancellor Imre Kolt⟧ flew home."),
        Bad("On Friday ⟦the Prime Minister of Poland Jan Nowak→Polish Prime Minister Jan Nowak⟧ flew home."),
        Good("The Prime Minister of Poland, Jan Nowak, flew home; the King of Spain Cup was lost."),
        Good("The president of the Uganda Nurses Association left."),
        Good("She won the Mr. Universe contest."),
        Good("They told the president Monday that it was late."),
        Good("The Mr Lomna title went to a baker."),
        Good("The Professor Kolt affair is closed."),
    ),
)

_TITLED = Pattern(
    r"\b[Tt]he "
    rf"(?P<who>(?:Mr|Mrs|Ms|Dr|Professor|Senator|Colonel|Sheikh|President|Pope|Monsignor)\.? (?P<name>{NAME})"
    r"|(?:president|professor|doctor|prime minister|general|king|queen|pope|prince|princess|chancellor"
    rf"|governor|bishop|cardinal|mayor|(?:foreign |interior |defence |defense |finance |health )?minister)"
    rf" (?P<surname>(?!{WEEKDAY}|{MONTH})[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)(?! [A-Z]))"
)

# “the Prime Minister of Poland Jan Nowak”: the office with its country before the name, without a comma
_OF_COUNTRY = Pattern(
    r"(?P<the>[Tt]he )(?P<title>(?:[Pp]rime |[Ff]oreign |[Ii]nterior |[Dd]efen[cs]e |[Ff]inance |[Hh]ealth"
    r" )?[Mm]inister"
    r"|(?:[Vv]ice )?[Pp]resident|[Kk]ing|[Qq]ueen|[Cc]hancellor|[Aa]mbassador|[Ff]irst [Ll]ady) of (?:the )?"
    r"(?P<country>[A-Z][a-z]+(?: [A-Z][a-z]+)?) (?P<name>(?!Mr|Mrs|Dr)[A-Z][\w’'-]+ [A-Z][\w’'-]+)(?![\w’'-]| [A-Z])"
)


def _adjectives(resources: Resources) -> dict[str, str]:
    return {row["country"]: row["adjective"] for row in resources.table("demonyms")}


_NAME = 80  # percent of capitals of a word that is a name


def _of_countries(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_OF_COUNTRY, kinds=frozenset({"paragraph"})):
        adjective = resources.derived("adjectives of countries", _adjectives).get(match["country"])
        before = doc.before(match.start(), 4)
        if (
            adjective
            and not before.endswith((" of ", "for "))  # “the spokesman of the President of Poland Jan Nowak”
            and all(vocabulary.capital(part) >= _NAME for part in match["name"].split())
        ):
            new = f"{adjective} {match['title'].title()} {match['name']}"
            said = "English has the office with its country behind the name, in commas, or as one title before it."
            yield RULE.correction(Span(*match.span()), new, said, 0.8, 0.85)


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _of_countries(doc, resources)
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_TITLED):
        following = doc.after(match.end(), 30)
        word = following.split()[0].strip(".,;:") if following.split() else ""
        if any(vocabulary.capital(part) < _NAME for part in (match["name"] or match["surname"]).split()):
            continue  # “the Mr Nasty of books”
        if following[:1] not in (".", ",", ";", ")", "") and not (
            following[:1].isspace()
            and (
                word in PREPOSITIONS
                or word in AUXILIARIES
                or (vocabulary.mostly(word, PAST, PRESENT) and word.islower())
            )
        ):
            continue
        who = match["who"] if match["name"] else match["who"].title()
        yield RULE.correction(Span(*match.span()), who, "A title with a name takes no article.", 0.85, 0.88)
