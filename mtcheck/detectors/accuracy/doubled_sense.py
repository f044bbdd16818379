"""Two words of one sense in one place: “rose increased by 4 percent”, “the two both countries”, “plans to plan”."""

from re import Match

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.inflection import verb_forms

RULE = Rule(
    id="doubled-sense",
    mqm="accuracy/addition",
    preview=True,
    summary="Two words that mean the same stand where one belongs.",
    why="Engines write two renderings of one word side by side, or carry over a figure of speech that doubles it.",
    examples=(
        Bad("The price ⟦rose increased→rose⟧ by 4 percent."),
        Bad("Police ⟦arrested detained→arrested⟧ four men."),
        Bad("He was ⟦wounded injured→wounded⟧ in the leg."),
        Bad("The ⟦two both→two⟧ countries signed the pact."),
        Bad("The ⟦two-week strike lasted two weeks→strike lasted two weeks⟧."),
        Bad("In the Valdor region, 300 schools⟦ in the region→⟧ will stay shut."),
        Bad("In the city of Tarn, two bridges⟦ in the city→⟧ were closed."),
        Good("In the Valdor region, floods are rarer than in the region of Tarn."),
        Good("The price rose, increased demand or not, and the wounded and injured were taken away."),
        Good("He planned to plant a plant, and the two met both mayors."),
        Good("It was down by 8 percent, a decrease from May; a 5 percent increase in May is planned."),
        Good("The number of those killed rose; injured players were away, and the firm began to begin with a loss."),
    ),
    limits="Knows the synonyms of its table and no others.",
)

# Words of one form and one sense, each group by “/”; the first of two in a text stays.
_GROUPS = (
    "rose increased grew climbed soared/fell declined decreased dropped sank/arrested detained apprehended/wounded"
    " injured hurt"
    "/reduced lowered cut/raised lifted hiked"
    "/closed shut/helped assisted/built constructed"
    "/stopped halted/killed murdered/died perished/started began/ended finished/received obtained/bought"
    " purchased/occurred happened/sent dispatched/destroyed demolished ruined/announced declared/stated said/revealed"
    " disclosed/increase rise growth/decrease decline drop fall/doctors physicians medics/journalists"
    " reporters/automobile car/children kids/huge enormous/big large/famous well-known/currently presently"
    " now/immediately promptly instantly/approximately about roughly around/also too"
)
_SENSE = {word: number for number, group in enumerate(_GROUPS.split("/")) for word in group.split()}
_ANY = "|".join(sorted(_SENSE))
_PAIR = Pattern(rf"(?<![\w’'-])(?P<one>{_ANY}) (?P<two>{_ANY})(?![\w’'-])")
_OTHER = frozenset("made used had".split())  # “the efforts we have made to make it plain”
_BOTH = Pattern(
    r"(?<=[Tt]he )(?:two both|both two)(?= [a-z]+(?:s|men|people)\b)|\btogether each other\b|\beach other together\b"
)
_AGAIN = Pattern(
    r"(?<![\w’'-])(?P<verb>[a-z]{4,}) to (?P<base>[a-z]{3,})(?= (?:an?|the|its|his|her|their|new|more|\d))"
)
_BY = Pattern(
    r"\b(?:up|down|rose|fell|rising|falling|increased|decreased|grew|dropped|declined|gained|lost|climbed)"
    r" (?:by )?(?:about |nearly |almost |more than |over )?(?P<rate>\d[\d.,]*(?: percent| per cent|%))"
    r"(?P<noun> (?:decrease|increase|rise|fall|drop|decline|growth|gain|loss|reduction))(?="
    r" (?:from|in|on|over|compared)\b|[.,;]|$)"
)
_RATE = Pattern(r"(?:percent|per cent|%)(?P<again> (?:percentage|percent|per cent))\b")
_WITH = Pattern(
    r"\b(?:carrying|containing|transporting)(?P<again> with)(?= (?:\d|about |around |more than |over |some )?)"
)
# “the two-week strike lasted two weeks”, “the 3-day visit lasted three days”
_LASTED = Pattern(
    r"(?<=[\w] )(?P<number>[a-z]+|\d+)-(?P<unit>day|week|month|year|hour|minute) (?P<what>[a-z]+(?: of [a-z]+)?)"
    r"(?P<again> (?:which |that )?(?:lasted|lasts|took|takes|will last)(?: for)? (?P=number) (?P=unit)s)\b"
)
# “In the Valdor region, 300 schools in the region will stay shut”
_UNIT = "region|district|province|city|town|village|county|state|area|country|republic|capital"
_SO_FAR = r", [^.!?;:\n\"“”]{3,80}?(?P<again> in the (?P=unit))(?= (?!of\b)[a-z]|[,.]|$)"
_NAMED_PLACE = Pattern(rf"\b[Ii]n the (?:[A-Z][\w-]+ ){{1,2}}(?P<unit>{_UNIT}){_SO_FAR}")
_PLACE_OF = Pattern(rf"\b[Ii]n the (?P<unit>{_UNIT}) of (?:[A-Z][\w-]+ ?){{1,3}}{_SO_FAR}")
_COINS = Pattern(r"\d (?:thousand |million |billion )?(?:dollars|euros|pounds)(?P<again> (?:USD|EUR|GBP))\b")


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_PAIR):
        one, two = match["one"], match["two"]
        if one != two and _SENSE[one] == _SENSE[two] and not doc.in_quotation(match.start()):
            yield _found(Span(*match.span()), one, match)
    for match in doc.matches(_BOTH):
        yield _found(Span(*match.span()), "two" if "two" in match[0] else "each other", match)
    for match in doc.matches(_AGAIN):
        verb, base = match["verb"], match["base"]
        if verb != base and verb not in _OTHER and any(verb in forms for forms in verb_forms(base).values()):
            yield _found(Span(*match.span()), verb, match)
    for match in doc.matches(_BY):
        yield _found(Span(match.start("rate"), match.end("noun")), match["rate"], match)
    for match in doc.matches(_LASTED):
        span = Span(match.start("number"), match.end())
        yield _found(span, f"{match['what']}{match['again']}", match)
    for pattern in (_NAMED_PLACE, _PLACE_OF):
        for match in doc.matches(pattern):
            yield _found(Span(*match.span("again")), "", match)
    for pattern in (_RATE, _WITH, _COINS):
        for match in doc.matches(pattern):
            yield _found(Span(*match.span()), match[0][: -len(match["again"])], match)


def _found(span: Span, text: str, match: Match[str]) -> Finding:
    return RULE.correction(span, text, f"“{span.of(match.string).strip()}” says one thing twice.", 0.82)
