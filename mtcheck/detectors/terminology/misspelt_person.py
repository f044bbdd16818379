"""A person of world news with the surname one letter off: “Rishi Sonak”.

The given name must be right, and the wrong surname no word and no other person's.
"""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.names import edit_distance_at_most_one, without_accents

RULE = Rule(
    id="misspelt-person",
    mqm="linguistic-conventions/spelling",
    severity=Severity.MAJOR,
    summary="The name of a person whom world news names is one letter off.",
    why="Engines build names from pieces, and change or lose a letter of one that they have seen a thousand times.",
    needs=("vocabulary",),
    examples=(
        Bad("German Chancellor Olaf ⟦Sholz→Scholz⟧ left for Lomna."),
        Bad("The minister met Justin ⟦Trudau→Trudeau⟧'s envoy and Elon ⟦Muskk→Musk⟧."),
        Bad("She asked Emmanuel ⟦Makron→Macron⟧ for help."),
        Good("Olaf Scholz met Emmanuel Macron and Pedro Sanchez."),
        Good("Olaf Schumann, a teacher, and Robert Fisk, a reporter, met."),
        Good("Zelenskiy, Zelensky and Volodymyr Zelensky are one."),
    ),
    limits="Knows the people of its list and no others; a namesake with a surname one letter away is taken for a slip.",
    names=True,
)

_NAME = Pattern(r"(?<![\w'’-])(?P<first>[A-ZÀ-Þ][^\W\d_]+(?:-[^\W\d_]+)?)(?= (?P<last>[A-ZÀ-Þ][^\W\d_]{3,})(?![\w-]))")
_SHORTEST = 4  # letters of a surname that is compared


def _by_first_name(resources: Resources) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in resources.table("people"):
        parts = row["name"].split()
        if len(parts) == 2 and len(parts[1]) >= _SHORTEST:
            found.setdefault(without_accents(parts[0]), []).append(parts[1])
    return found


def _plain(name: str) -> str:
    """The name as any romanisation has it: without accents, with one sign for y and i and a single one at its end."""
    return without_accents(name).lower().replace("y", "i").rstrip("i")


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    people: dict[str, list[str]] = resources.derived("people by first name", _by_first_name)
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_NAME):
        last = match["last"]
        known = people.get(without_accents(match["first"]), ())
        if not known or any(_plain(last) == _plain(name) for name in known):
            continue
        near = [
            name
            for name in known
            if edit_distance_at_most_one(without_accents(last).lower(), without_accents(name).lower())
        ]
        if len(near) == 1 and vocabulary.count(last) < 3 and last != f"{near[0]}s":
            span = Span(*match.span("last"))
            yield RULE.correction(
                span, near[0], f"“{match[0]} {last}” is one letter away from {match['first']} {near[0]}.", 0.85, 0.8
            )
