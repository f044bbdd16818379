"""Places and bodies from the gazetteer whose words stand in the source's order: “Ghouta Eastern”, “Sea Black”, “Fund
Monetary International”.

The turned forms are made from the names themselves. A form that is a name of its own, or that English uses (a
constituency called Enfield North), is left out; so is a direction that begins the next phrase (“Korea South of the
line”).
"""

import re

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.names import NameList, edit_distance_at_most_one
from mtcheck.text.words import listed

RULE = Rule(
    id="inverted-name",
    mqm="terminology/wrong-term",
    severity=Severity.MAJOR,
    summary="The words of a name are in the order of the source language.",
    why="Most languages put the modifier behind the noun; an engine that does not know the name leaves it there.",
    examples=(
        Bad("Shelling was heard in ⟦Ossetia South→South Ossetia⟧ on Tuesday."),
        Bad("Ships crossed the ⟦Sea Black→Black Sea⟧ by night."),
        Bad("The ⟦Fund Monetary International→International Monetary Fund⟧ lent two billion."),
        Bad("Convoys reached ⟦Darfur-North→North Darfur⟧ by night."),
        Good("Fans filled Kansas City Fire Station in May."),
        Good("The Association of Chief Officers met in Japan."),
        Good("Flights to Korea South of the line were cut."),
        Good("She held Enfield North by forty votes."),
    ),
    limits="Knows the names of its gazetteer; a constituency named in the same sentence silences it.",
    names=True,
)

_DIRECTIONS = {
    "North": ("North", "Northern"), "South": ("South", "Southern"), "East": ("East", "Eastern"),
    "West": ("West", "Western"),
    "Northern": ("North", "Northern"), "Southern": ("South", "Southern"), "Eastern": ("East", "Eastern"),
    "Western": ("West", "Western"),
    "Upper": ("Upper",), "Lower": ("Lower",), "Central": ("Central",), "Inner": ("Inner",), "Outer": ("Outer",),
    "Greater": ("Greater",),
}  # fmt: skip
_SMALL = frozenset(
    {"of", "the", "and", "for", "in", "on", "de", "du", "del", "la", "al", "a", "an", "to", "against", "without"}
)
_ELECTIONS = lazy(
    r"\b(?:constituency|constituencies|seat|MPs?|TDs?|ward|by-election|division|electorate|candidate|station|Line|riding)\b",
    re.I,
)
# British and Irish constituencies carry the direction behind: their counties are never turned back.
_ELECTORAL = listed("inverted-name: electoral")
_KINDS = frozenset({"country", "region", "water", "mountain", "other"})


def _turned(resources: Resources) -> dict[str, str]:
    """Turned forms of every listed name, with the name."""
    kinds = {row["name"]: row["kind"] for row in resources.table("regions")}
    names = [name for name, kind in kinds.items() if kind in _KINDS]
    names += [
        row["name"] for row in resources.table("organisations") if row["kind"] not in ("company", "newspaper", "team")
    ]
    taken = {name.lower() for name in names}
    vocabulary = resources.model("vocabulary")
    forms: dict[str, str] = {}
    for name in names:
        words = name.split()
        if (
            not 2 <= len(words) <= 4
            or _SMALL & {word.lower() for word in words}
            or not all(word[0].isupper() for word in words)
        ):
            continue
        if words[0] in _DIRECTIONS:
            rest = " ".join(words[1:])
            if rest in _ELECTORAL or (vocabulary.capital(words[-1]) < 60 and kinds.get(name) != "water"):
                continue
            for direction in _DIRECTIONS[words[0]]:
                for form in (f"{rest} {direction}", f"{rest}-{direction}"):
                    forms.setdefault(form, name)
            continue
        # two words turned round can be two names side by side; one must be a common noun ("Sea", "Strip", "Bank")
        if not any(vocabulary.capital(word) < 60 for word in words):
            continue
        orders = [words[::-1], [words[-1], *words[:-1]], [*words[1:], words[0]]] if len(words) < 4 else [words[::-1]]
        for order in orders:
            form = " ".join(order)
            if order != words:
                forms.setdefault(form, name)
    return {form: name for form, name in forms.items() if form.lower() not in taken}


def detect(doc: Document, resources: Resources) -> Findings:
    turned: NameList[str] = resources.derived(
        "inverted names", lambda them: NameList(them.derived("turned names", _turned))
    )
    for start, end, name in turned.find(doc.text):
        if (
            doc.is_masked(start, end)
            or _begins_next_phrase(doc.text, start, end)
            or doc.segment_at(start).kind == "code"
        ):
            continue
        sentence = doc.sentence_at(start).of(doc.text)
        if _ELECTIONS.search(sentence):
            continue
        span = Span(start, end)
        confidence = 0.9 if doc.after(end, 1) not in "-’'" else 0.8
        yield _finding(doc, span, name, confidence)
    yield from _misspelt(doc, resources)
    yield from _unlisted(doc, resources)


def _finding(doc: Document, span: Span, name: str, confidence: float) -> Finding:
    return RULE.correction(span, name, f"“{span.of(doc.text)}” is “{name}” in English.", confidence)


_BEHIND = Pattern(
    r"\b(?P<place>[A-Z][\w'’]{3,})[ -](?P<side>North|South|East|West|Northern|Southern|Eastern|Western)\b"
    r"(?! (?:of\b|[A-Z]))"
)


def _by_place(resources: Resources) -> dict[str, dict[str, str]]:
    """Place, then direction, to the name with the direction in front."""
    found: dict[str, dict[str, str]] = {}
    for row in resources.table("regions"):
        first, _, place = row["name"].partition(" ")
        if first in _DIRECTIONS and " " not in place and place not in _ELECTORAL and row["kind"] in _KINDS:
            for direction in _DIRECTIONS[first]:
                found.setdefault(place, {})[direction] = row["name"]
    return found


def _misspelt(doc: Document, resources: Resources) -> Findings:
    """A direction behind a place that has lost or changed a letter: “Ossetja South”."""
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_BEHIND):
        place, side = match["place"], match["side"]
        if vocabulary.count(place) or _ELECTIONS.search(doc.sentence_at(match.start()).of(doc.text)):
            continue
        places: dict[str, dict[str, str]] = resources.derived("directions by place", _by_place)
        if place in places:
            continue
        names = [
            sides[side]
            for known, sides in places.items()
            if side in sides and len(known) > 4 and edit_distance_at_most_one(place, known)
        ]
        if len(names) == 1:
            yield _finding(doc, Span(*match.span()), names[0], 0.85)


_FRAMED = Pattern(
    r"\b(?:town|city|village|region|province|governorate|oasis|locality|municipality) of (?P<place>[A-Z][\w'’-]{2,}) "
    r"(?P<side>North|South|East|West|Northern|Southern|Eastern|Western|Upper|Lower)\b(?! (?:of\b|[A-Z]))"
)
_LARGER_FIRST = Pattern(
    r"\b(?P<large>[A-Z][a-z]+) (?P<kind>City|Province|Prefecture|Municipality|Autonomous Region) "
    r"(?P<small>[A-Z][a-z]+ (?:County|District|Township|Village|Town|Prefecture|City))\b(?! [A-Z])"
)
_LAND_LAST = Pattern(
    r"(?<=[Tt]he )(?P<field>(?:[A-Z][a-z]+ ){1,2})"
    r"(?P<body>Association|Federation|Union|Society|Institute|Organi[sz]ation|Council|League) of "
    r"(?P<who>(?:[A-Z][a-z]+ )?[A-Z][a-z]+s) (?P<land>[A-Z][a-z]+)(?![\w-])(?! [A-Z])"
)

_PLACE_PARTS = frozenset("City New North South East West".split())


def _unlisted(doc: Document, resources: Resources) -> Findings:
    """Orders that show themselves: a town's side behind it, the larger place first, a body's country last."""
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_FRAMED):
        if match["place"] not in _ELECTORAL and not _ELECTIONS.search(doc.sentence_at(match.start()).of(doc.text)):
            message = f"{match['side']} {match['place']}"
            yield _finding(doc, Span(match.start("place"), match.end("side")), message, 0.75)
    for match in doc.matches(_LARGER_FIRST):
        small = match["small"].split()[0]
        if re.search(r"\b(?!In|At|From|Near|The|And)[A-Z][\w’'-]* $", doc.before(match.start(), 20)):
            continue  # New York City
        if (
            all(not vocabulary.count(name) or vocabulary.capital(name) > 85 for name in (match["large"], small))
            and small not in _PLACE_PARTS
        ):
            kind = "" if match["kind"] == "City" else f" {match['kind']}"
            yield _finding(doc, Span(*match.span()), f"{match['small']}, {match['large']}{kind}", 0.72)
    for match in doc.matches(_LAND_LAST):
        lands: frozenset[str] = resources.derived(
            "country names", lambda them: frozenset(row["country"] for row in them.table("demonyms"))
        )
        if match["land"] in lands:
            message = f"{match['land']} {match['field']}{match['who']} {match['body']}"
            yield _finding(doc, Span(*match.span()), message, 0.7)


_NEXT = lazy(r"\s+(?:of|[A-Z][a-z]+)\b")


def _begins_next_phrase(text: str, start: int, end: int) -> bool:
    """Whether the words go on as another name: “Korea South of the line”, “Africa North American firms”."""
    before = re.search(r"([A-Z]\w*)[ -]$", text[max(0, start - 24) : start])
    return _NEXT.match(text, end) is not None or (
        before is not None and before[1] not in ("The", "In", "From", "At", "To", "Of")
    )
