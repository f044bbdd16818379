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


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_TITLED):
        following = doc.after(match.end(), 30)
        word = following.split()[0].strip(".,;:") if following.split() else ""
        if any(vocabulary.capital(part) < 80 for part in (match["name"] or match["surname"]).split()):
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
