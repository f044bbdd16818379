"""“which” for a person, “who” for a thing: closed lists of nouns that are nothing else."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span

RULE = Rule(
    id="wrong-relative",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MINOR,
    summary="A person is taken up by “which”, or a thing by “who”.",
    why="Most languages have one relative pronoun for both.",
    examples=(
        Bad("The minister ⟦which→who⟧ visited Lomna spoke of peace."),
        Bad("The house, ⟦who→which⟧ was built in 1902, burned down."),
        Bad("A driver ⟦which→who⟧ has lost his way died."),
        Bad("The earthquake ⟦who→which⟧ hit Lomna was strong."),
        Good("The minister, which surprised us, resigned; the players which hold music are old."),
        Good("They asked the minister which road was closed."),
        Good("The house of the driver which was sold in May stands empty."),
        Good("The house of the man who was ill burned down."),
        Good("He knew from the report who was guilty."),
    ),
)

_PERSONS = (
    "president|minister|official|journalist|officer|soldier|teacher|doctor|driver|victim|suspect|mayor|policeman|"
    "policewoman|student|worker|resident|soldiers|actor|singer|boy|girl|citizen|citizens|director|spokesman|"
    "spokeswoman|firefighter|firefighters|farmer|farmers|fisherman|fishermen|mother|father|son|daughter|brother|sister"
)
_THINGS = (
    "house|car|bridge|river|building|storm|ship|plane|train|road|machine|bomb|rocket|vehicle|bus|disease|museum|church"
    "|tower|earthquake|accident|explosion|festival|volcano|airport|stadium|mountain|hurricane|typhoon|flood|dam|bill"
)
_PERSON = Pattern(
    rf"(?<!of )(?<!of the )(?<!of his )(?<!of her )(?<!of a )\b(?:{_PERSONS}) (?P<wrong>which) "
    r"(?:is|was|has|had|were|are|have|visited|died|came|lives|works|won|took|made) (?!to be\b)[A-Za-z0-9]",
    needs=("which",),
)
_THING = Pattern(
    rf"\b(?:[Tt]he|[Aa]|this|that) (?:{_THINGS}),? (?P<wrong>who) (?:is|was|has|had|were|are|will|would|hit|struck"
    r"|killed|destroyed|caused|left|sank|crashed|collapsed) (?!responsible|guilty|to blame|driving|behind)[A-Za-z0-9]",
    needs=("who",),
)


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    for pattern, right in ((_PERSON, "who"), (_THING, "which")):
        for match in doc.matches(pattern):
            span = Span(*match.span("wrong"))
            yield RULE.correction(span, right, f"“{right}” is needed here.", 0.85)
