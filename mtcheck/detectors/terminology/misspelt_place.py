"""A place one letter away from a listed one, in a frame that wants a place: “in Qunetra province”, “near Ghouth”.

Only words that clean news does not know and that no town of the world gazetteer bears (GeoNames, with its other
spellings) are judged.
"""

from collections import defaultdict

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.names import edit_distance_at_most_one

RULE = Rule(
    id="misspelt-place",
    mqm="linguistic-conventions/spelling",
    severity=Severity.MAJOR,
    summary="A place name is one letter away from a known place, and is not a known place itself.",
    why="Engines build rare names from pieces and lose or change a letter; a reader cannot look the place up.",
    examples=(
        Bad("Shells fell on ⟦Kharkivv→Kharkiv⟧ region overnight."),
        Bad("They fled from ⟦Abkhasia→Abkhazia⟧ in the night."),
        Bad("The province of ⟦Badakshan→Badakhshan⟧ was cut off."),
        Good("They fled from Abkhazia in the night."),
        Good("He was found in Bavarian, then in Swabian woods."),
        Good("Fighting went on in Donbass, she said."),
        Good("He moved to Kharkova with his sister."),
    ),
    limits="Judges names of six letters or more; a village that no gazetteer has may be taken for a slip.",
    names=True,
)

_FRAME = Pattern(
    r"\b(?:in|from|near|outside|around|across|towards|of|to|on|at) (?P<place>[A-Z][a-z]{5,})"
    r"(?= (?P<kind>province|region|governorate|oblast|district|county|prefecture)\b|[ ,.;](?! ?[A-Z]))"
)
_PROVINCE_OF = frozenset({"of", "to", "on", "at"})  # too general to tell a place without the word "province"


def _index(resources: Resources) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in resources.table("regions"):
        name = row["name"]
        if " " not in name and len(name) >= 6 and name.isalpha():
            for at in range(1, len(name)):
                found[name[:at] + name[at + 1 :]].append(name)
            found[name].append(name)
    return dict(found)


def _others(resources: Resources) -> frozenset[str]:
    """Spellings that the list of regions has beside its own: Donbass for Donbas."""
    return frozenset(
        other
        for row in resources.table("regions")
        for other in (
            " ".join(value for key, value in row.items() if key not in ("name", "kind"))
            .replace("|", " ")
            .replace(",", " ")
            .split()
        )
    )


def _is_kin(place: str, name: str) -> bool:
    """Whether the word is the adjective of the place: Bavarian."""
    return place.endswith(("n", "i", "c", "h")) and place[:-1].lower() in (name.lower(), name[:-1].lower())


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_FRAME):
        place = match["place"]
        if vocabulary.count(place):
            continue
        frame = match[0].split(" ", 1)[0]
        before = doc.before(match.start(), 12)
        if (
            frame in _PROVINCE_OF
            and not match["kind"]
            and not before.endswith(("province ", "region ", "city ", "town ", "district ", "governorate "))
        ):
            continue
        index: dict[str, list[str]] = resources.derived("regions less a letter", _index)
        keys = [place, *(place[:at] + place[at + 1 :] for at in range(1, len(place)))]
        near = {name for key in keys for name in index.get(key, ()) if edit_distance_at_most_one(place, name)}
        if (
            len(near) != 1
            or place in near
            or _is_kin(place, next(iter(near)))
            or place in resources.derived("other spellings of regions", _others)
        ):
            continue
        if place in resources.model("towns"):
            continue
        name = near.pop()
        span = Span(match.start("place"), match.end("place"))
        yield RULE.correction(span, name, f"“{place}” is not a known place; “{name}” is one letter away.", 0.75)
