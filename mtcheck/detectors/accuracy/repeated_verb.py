"""A clause that says its verb twice, round the words between: “killed 12 people were killed”."""

from re import Match

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.grammar import is_participle
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="repeated-verb",
    mqm="accuracy/addition",
    severity=Severity.MAJOR,
    preview=True,
    summary="A clause has its verb twice.",
    why="The engine translates a verb where the source has it and again where English wants it.",
    needs=("vocabulary",),
    examples=(
        Bad("The slide ⟦buried 12 people were buried→buried 12 people⟧ near the quarry."),
        Bad("The quake ⟦killed 40 sailors were killed→killed 40 sailors⟧ in Lomna."),
        Bad("The flood ⟦left 200 people were dead→left 200 people dead⟧ in the valley."),
        Bad("He ⟦was born in Lomna was born→was born in Lomna⟧ in 1950."),
        Good("The storm that killed 40 people was killed off by cold air."),
        Good("He was born in Lomna and was born poor; she was asked who was asked."),
        Good("One sailor was killed and two people were injured; a dozen were hurt and many others wounded."),
        Good("It has been said that it has been said too often."),
    ),
)

_PEOPLE = (
    r"(?:[a-z]+ )?(?:people|persons|men|women|children|civilians|soldiers|sailors|workers|passengers|residents|officers"
    r"|others|villagers|fighters|militants|students|patients|miners|pupils|tourists|migrants)"
)
_NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?|several|many|some|dozens"
    r" of"
    r"|scores of|hundreds of|thousands of)"
)
_TOLL = Pattern(
    r"(?<![\w-])(?P<verb>killed|kills|killing|injured|injuring|wounded|wounding|left|leaving|hurt|buried|trapped|displaced|evacuated"
    r"|rescued|arrested|detained|infected|poisoned|stranded)"
    rf" (?P<who>(?:at least |about |around |nearly |more than |over |some )?(?:\d[\d,]*|{_NUMBER}) {_PEOPLE})"
    r" (?P<again>(?:were |was |are |have been |had been )?(?P<state>killed|dead|died|die|injured|wounded|hurt"
    r"|buried|trapped|displaced|evacuated|rescued|arrested|detained|infected|poisoned|stranded|homeless|missing))(?![\w-])"
)
_TWICE = Pattern(
    r"(?<![\w’'-])(?P<group>(?:was|were|has been|have been|had been|will be|is being|are being) (?P<verb>[a-z]{4,}))"
    r"(?P<between>(?: [\w’'-]+){1,6}?) (?P=group)(?![\w’'-])"
)
_KIND = r"city|town|village|district|province|region|county|river|island|municipality"
_NAMED = Pattern(
    rf"(?<![\w-])(?:[Tt]he )?(?P<kind>{_KIND}) of (?P<name>[A-Z][\w’-]+(?: [A-Z][\w’-]+)?) (?P=kind)(?![\w-])"
)
_LINK = lazy(r"\b(?:and|or|but|that|who|which|whom|whose|what|when|where|while|than|as|if|how|because|since it|not)\b")

_RELATIVE = lazy(r"\b(?:that|which|who)\b")


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_TOLL):
        short = _one_toll(match)
        before = doc.text[doc.sentence_at(match.start()).start : match.start()]
        if short and not _RELATIVE.search(before) and not doc.in_quotation(match.start()):
            yield _found(match, short, 0.85)
    for match in doc.matches(_TWICE):
        if not _LINK.search(match["between"]) and (match["verb"] == "born" or is_participle(match["verb"], vocabulary)):
            yield _found(match, match["group"] + match["between"], 0.82)
    for match in doc.matches(_NAMED):
        yield _found(match, match[0][: -len(match["kind"]) - 1], 0.85)


def _found(match: Match[str], text: str, sure: float) -> Finding:
    return RULE.correction(Span(*match.span()), text, "This is said twice in one clause.", sure, 0.8)


def _one_toll(match: Match[str]) -> str:
    """The clause with one verb; "" where it may be right: left 40 people dead, killed 40 people."""
    leaves = match["verb"] in ("left", "leaving")
    plain = match["again"] == match["state"]
    if leaves:
        return "" if plain else f"{match['verb']} {match['who']} {match['state']}"
    if plain and match["state"] not in ("die", "died", "dead", "killed"):
        return ""
    return f"{match['verb']} {match['who']}"
