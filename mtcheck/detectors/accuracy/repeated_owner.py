"""A name owns a thing and is said again behind it: “Lomna's largest mill in western Lomna”."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span

RULE = Rule(
    id="repeated-owner",
    mqm="accuracy/addition",
    summary="A name stands as owner before a noun and again behind it.",
    why="The engine writes the genitive of the source twice, once in each English form.",
    examples=(
        Bad("The fair is in Torv, ⟦Lomna's oldest port in northern Lomna→the oldest port in northern Lomna⟧."),
        Bad("Lom is ⟦Ardova’s second port of Ardova→the second port of Ardova⟧."),
        Bad("It hit ⟦Norland's main bridge in southern Norland→the main bridge in southern Norland⟧."),
        Bad("It began in ⟦Ardova's capital Torv in Ardova→the capital Torv in Ardova⟧."),
        Good("Lomna's oldest port lies in southern Norland."),
        Good("Ardova's trade with Norland fell in Ardova."),
        Good("Lom is Ardova's port, and Ardova needs it."),
    ),
)

_OWNED = Pattern(
    r"(?<![\w’'-])(?P<owner>(?P<name>[A-Z][\w-]{2,})(?:['’]s|(?<=s)['’])) (?P<thing>(?:[a-z-]+ ){1,4}?"
    r"(?:[A-Z][\w-]+ )?)(?P<again>(?:in|of) (?:the )?(?:[a-z]+ )?(?P=name))(?![\w’'-])(?! [A-Z])"
)
_VERBS = frozenset("is was are were has had will said says and or but that which who when".split())


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_OWNED):
        thing = match["thing"].strip()
        if _VERBS.isdisjoint(thing.split()):
            new = f"the {thing} {match['again']}"
            yield RULE.correction(Span(*match.span()), new, f"“{match['name']}” is said twice.", 0.86, 0.8)
