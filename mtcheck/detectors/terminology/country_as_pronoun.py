"""“US” taken for the pronoun: “the WE”, “the us government”."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span

RULE = Rule(
    id="country-as-pronoun",
    mqm="accuracy/mistranslation",
    severity=Severity.MAJOR,
    summary="The name of the United States was taken for a pronoun.",
    why="Spinners replace “us” by “we”, whatever it stands for; engines that write all small lose the capitals.",
    examples=(
        Bad("Cases in ⟦the WE.→the U.S.⟧ passed 900."),
        Bad("Troops left ⟦the WE→the US⟧ on Monday."),
        Bad("It was ⟦the us government→the US government⟧ that paid."),
        Bad("A ⟦WE.→U.S.⟧ Senator spoke."),
        Good("They asked us and we said yes."),
        Good("WE WILL NOT PAY, the poster said."),
        Good("She wrote about the us and them of the valley."),
    ),
)

_WE = Pattern(r"(?<![\w’'-])(?:(?P<the>[Tt]he )WE\b(?P<stop>\.?)|WE(?P<dot>\.)(?= [A-Z][a-z]))")
_US = Pattern(
    r"(?<![\w’'-])(?P<the>[Tt]he )us (?P<noun>government|senate|president|army|military|embassy|congress|dollar"
    r"|economy|election|elections|navy|ambassador|house|state|administration|supreme|air|troops|forces|authorities"
    r"|open|consulate|treasury|capitol)\b(?! and them)"
)


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_WE):
        text = doc.text[match.end() :]
        if not match["the"] or match["stop"]:
            new = "U.S."
        else:
            new = "US"
        if match["the"] and text[:1].isspace() and text[1:3].isupper():
            continue  # a line in capitals
        message = "“WE” stands where the United States is meant."
        yield RULE.correction(Span(*match.span()), f"{match['the'] or ''}{new}", message, 0.88, 0.85)
    for match in doc.matches(_US):
        new = f"{match['the']}US {match['noun']}"
        yield RULE.correction(Span(*match.span()), new, "The name of the country has capitals.", 0.9, 0.88)
