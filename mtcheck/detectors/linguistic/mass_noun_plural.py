"""Plurals of nouns that English does not count; verbs (progresses) need a plural sign beside them."""

from mtcheck.core import Applicability, Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.inflection import match_case
from mtcheck.text.lazy import lazy
from mtcheck.text.words import either, paired

RULE = Rule(
    id="mass-noun-plural",
    mqm="linguistic-conventions/grammar",
    summary="A noun that English does not count is in the plural.",
    why="Informations, Auskünfte, сведения: the source counts what English does not.",
    examples=(
        Bad("⟦Many informations were→Much information was⟧ lost."),
        Bad("The ⟦informations were→information was⟧ leaked last week."),
        Bad("New ⟦equipments have→equipment has⟧ arrived."),
        Bad("Two ⟦aircrafts→aircraft⟧ collided."),
        Bad("He gave ⟦an advice→advice⟧ to the club."),
        Good("She researches glaciers."),
        Good("Two aircraft collided."),
        Good("The hospital staffs its wards with volunteers."),
        Good("They gave an information session."),
    ),
)

_MASS = paired("mass-noun-plural: mass")
_SURE = (
    "informations|advices|equipments|furnitures|evidences|feedbacks|knowledges|luggages|softwares|homeworks|aircrafts"
    "|spacecrafts|baggages|machineries|traffics|ammunitions|legislations|personnels|datas|medias|offsprings"
    "|phenomenons|criterias|hardwares|sheeps|childrens"
)
_MANS = "(?:[Bb]usiness|[Pp]olice|[Ff]ire|[Ff]isher|[Ss]pokes|[Gg]un|[Ss]ales|[Ss]ports)(?:wo)?mans|[Ww]omans"
_PLURAL = Pattern(
    rf"(?<![\w’'-])(?P<noun>(?:{_SURE}|{_SURE.title()})|{_MANS}"
    r"|(?:(?<=the )|(?<=new )|(?<=many )|(?<=of )|(?<=these )|(?<=several )|(?<=The ))(?:polices|staffs|researches"
    r"|progresses|violences)(?= (?:were|have|are|said|arrested|from|on)\b))(?P<verb> (?:were|have|are))?(?![\w’'-])"
)
_COUNTED = Pattern(
    rf"(?<![\w’'-])(?P<all>(?P<article>[Aa]n?) (?P<noun>{either('mass-noun-plural: counted')}))"
    r"(?=[.,;]|$| (?:about|on|that|to|for|from|of|in|was|is|has|which|by|and)\b)"
)
_MANY = lazy(r"\b[Mm]any $")
_TURN = {" were": " was", " have": " has", " are": " is"}
_STAYS = frozenset(
    "aircraft spacecraft police staff data media phenomena criteria offspring people sheep children men"
    " women personnel".split()
)


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_PLURAL):
        noun, verb = match["noun"], match["verb"] or ""
        singular = _MASS[noun.lower()]
        turned = verb if singular in _STAYS else _TURN.get(verb, "")
        span = Span(match.start("noun"), match.end("verb") if turned != verb else match.end("noun"))
        fixed = match_case(singular, noun) + (turned if turned != verb else "")
        sure = Applicability.AUTOMATIC if not verb else None
        if noun.endswith("mans"):
            sure = Applicability.REVIEW  # it may have lost its apostrophe
        much = _MANY.search(doc.text, max(0, match.start() - 6), match.start())
        if much and singular not in _STAYS:
            span = Span(much.start(), span.end)
            fixed = f"{match_case('much', much[0])} {fixed}"
        if singular == "children" and doc.after(match.end(), 2)[1:].isalpha():
            fixed, sure = f"{fixed}'s", Applicability.REVIEW  # “Childrens Hospital” lost its apostrophe
        yield RULE.correction(span, fixed, f"“{singular}” has no plural in -s.", 0.93, 0.92, applicability=sure)
    for match in doc.matches(_COUNTED):
        span = Span(*match.span("all"))
        if match["noun"] == "infrastructure" or doc.after(match.end(), 5) == " and ":
            continue
        fixed = match_case(match["noun"], match["article"])
        yield RULE.correction(span, fixed, f"“{match['noun']}” takes no “{match['article'].lower()}”.", 0.85, 0.8)
