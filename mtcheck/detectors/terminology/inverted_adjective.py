"""A body with its country behind: “the Red Crescent Sudanese said”, “the Federation Russian”, “the Academy Swedish”.

The adjectives come from `lexicons/demonyms.tsv`. English puts some behind a name (“Air Algerie”, “a Bank Austria loan”): only the adjective,
never the country, is looked for, with a definite article in front and a small word or a verb after it.
"""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span, replace

RULE = Rule(
    id="inverted-adjective",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MAJOR,
    summary="The adjective of a country stands behind the name of a body.",
    why="Romance and Semitic languages put the adjective behind the noun; engines leave it there in names.",
    examples=(
        Bad("The ⟦Red Crescent Sudanese⟧ evacuated the hospital.", fixed="The Sudanese Red Crescent evacuated the hospital."),
        Bad("He led the ⟦Federation Russian⟧ until May.", fixed="He led the Russian Federation until May."),
        Bad("A spokesman of the ⟦Football Federation Cameroonian⟧ denied it.", fixed="A spokesman of the Cameroonian Football Federation denied it."),
        Good("The Academy Swedish style is gone."),
        Good("The Red Cross and Swedish teams left."),
        Good("He read the Guardian, French papers and more."),
        Good("The Old English word is lost."),
        Good("The Dublin Irish are proud."),
    ),
)

_BODY = Pattern(r"\b[Tt]he (?P<body>(?:[A-Z][a-z]+ ){1,3})(?P<adjective>[A-Z][a-z]+(?:an|ese|ish|ian|i|ch|ek|ss))(?=[.,;:]|$| (?P<next>[a-z]+))")
_BODIES = frozenset(
    "Army Navy Academy Agency Alliance Assembly Association Authority Bank Bishop Board Brotherhood Bureau Cabinet Chamber Church Club Coalition "
    "Coast Guard Command Commission Committee Company Confederation Conference Congress Consulate Corporation Council Court Crescent Cross Delegation "
    "Democracy Department Embassy Federation Fleet Force Forces Foundation Front Fund Government Guard Institute Intelligence Kingdom League Mission "
    "Ministry Movement Museum Observatory Office Opera Organisation Organization Parliament Party Police Presidency Republic Secretariat Senate Service "
    "Society Stock Exchange Team Television Union University Airways Airlines Railways Post Press Radio Society".split()
)
_AFTER = frozenset(
    "and or of in on at to for from with by is was has had will would said says that which who as after before but when while can could may did "
    "also told held announced denied confirmed rejected until since during through against over under into between".split()
)


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    for match in doc.matches(_BODY):
        body = match["body"].split()
        if body[-1] not in _BODIES or (match["next"] and match["next"] not in _AFTER and not _is_past(match["next"], resources)):
            continue
        adjectives: frozenset[str] = resources.derived(
            "country adjectives", lambda them: frozenset(row["adjective"] for row in them.table("demonyms")) | {"European", "Arab", "African", "Soviet"}
        )
        if match["adjective"] not in adjectives or (body[0] in adjectives):
            continue
        span = Span(match.start("body"), match.end("adjective"))
        right = f"{match['adjective']} {' '.join(body)}"
        yield RULE.finding(span, f"“{span.of(doc.text)}” has its adjective behind.", confidence=0.85, repairs=[replace(span, right, 0.85)])


def _is_past(word: str, resources: Resources) -> bool:
    return bool({"D", "U"} & set(resources.model("vocabulary").tags(word)))
