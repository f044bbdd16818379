"""A Slavic region under its adjective: “Lomnavskaya oblast”; the place is found by its stem among
`lexicons/regions.tsv` and the towns of the story.

Forms that do not come from the stem by rule stand in `_IRREGULAR`. A territory that English itself calls by the
adjective (Primorsky krai) is left alone.
"""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.words import paired

RULE = Rule(
    id="adjective-region",
    mqm="terminology/wrong-term",
    severity=Severity.MAJOR,
    summary="A region is called by the adjective that it has in a Slavic language.",
    why="Russian, Ukrainian, Polish and Czech regions are adjectives of a town: English says the town.",
    examples=(
        Bad("Shells fell on ⟦Poltavska region→Poltava region⟧ overnight."),
        Bad("A mine in ⟦Kemerovskaya oblast→Kemerovo region⟧ caught fire."),
        Bad("Trains left ⟦Sverdlovskaya region→Sverdlovsk region⟧ at noon."),
        Bad("A plant in the ⟦Mazowieckie voivodeship→Mazovia voivodeship⟧ closed."),
        Good("A port in Primorsky krai was shut."),
        Good("Winds hit the Alaska region."),
        Good("Shells fell on Poltava region overnight."),
        Good("She lives in the Vyborgsky district."),
    ),
    limits="Knows the regions of its lists; districts of towns, which English calls by the adjective, are not judged.",
)

_ADJECTIVE = Pattern(
    r"(?<![\w-])(?P<stem>[A-Z][\w’'-]+?)(?P<ending>skaya|skaia|skoy|skoi|skoye|skoe|skogo|skiy|skyi|skyy|skyj|skii"
    r"|ska|ske|skie|ckie|zkie|ský|ské|ského|skej|ská|cký|cka|ckaya|zka|zkaya) (?P<kind>[Oo]blast(?:’|')?|[Rr]egion"
    r"|[Kk]ra[iyj]|[Rr]aion|[Rr]ayon|[Vv]oivod(?:e)?ship|[Vv]ojvodstvo|[Oo]krug|[Gg]ubernia|[Pp]rovince)\b"
)
_IRREGULAR = paired("adjective-region: irregular")
_ENGLISH_TOO = frozenset(
    {"Primor", "Zabaykal", "Zabaikal", "Khanty-Man", "Kamchat", "Yamalo-Nenet", "Koryak", "Nenet", "Chukot", "Bukov"}
)
_KINDS = {
    "oblast": "region",
    "oblast'": "region",
    "oblast’": "region",
    "voivodship": "voivodeship",
}


def _stems(resources: Resources) -> dict[str, str]:
    """Listed regions and towns of Eastern Europe by what their adjective begins with: Poltav, Kemerov."""
    found: dict[str, str] = {}
    for row in resources.table("regions"):
        name = row["name"]
        if " " in name or len(name) < 5:
            continue
        if row["kind"] in ("region", "city", "district"):
            found.setdefault(name, name)
            found.setdefault(name.rstrip("aeioy"), name)
            if name.endswith("sk"):
                found.setdefault(name[:-2], name)
    return found


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_ADJECTIVE):
        stem, kind = match["stem"], match["kind"]
        if (
            kind.lower() in ("raion", "rayon", "okrug")
            or stem in _ENGLISH_TOO
            or resources.model("vocabulary").count(stem + match["ending"]) > 2
        ):
            continue
        stems: dict[str, str] = resources.derived("stems of regions", _stems)
        name = next(
            (
                known
                for form in (stem, stem.rstrip("sz"), stem.rstrip("nie"), stem.replace("zh", "g"))
                if (known := _IRREGULAR.get(form) or stems.get(form))
            ),
            None,
        )
        if name is None or doc.text[match.start() : match.end("ending")] == name:
            continue
        span = Span(*match.span())
        right = f"{name} {_KINDS.get(kind.lower(), kind)}"
        yield RULE.correction(span, right, f"“{match[0]}” is “{right}” in English.", 0.88, 0.85)
