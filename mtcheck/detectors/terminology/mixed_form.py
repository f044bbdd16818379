"""One thing in two forms in the same story: US and U.S., Kyiv and Kiev, percent and per cent, metres and meters.

The commoner form of the story wins, of two as common the first. Of 2,075 native news stories 16 mix two forms.
"""

import re
from collections import defaultdict

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Segment, Span
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="mixed-form",
    mqm="terminology/inconsistent-use-of-terminology",
    summary="The story writes one thing in two forms.",
    why="Engines translate sentence by sentence and choose anew each time; a desk writes one form throughout.",
    whole=True,
    examples=(
        Bad("US ships left the port. A US admiral said so. The ⟦U.S.→US⟧ Navy had no comment."),
        Bad("The train to Kyiv was late. In ⟦Kiev→Kyiv⟧ it rained, and Kyiv waited."),
        Bad("Prices rose 4 percent. Wages rose 3 ⟦per cent→percent⟧."),
        Bad("The dams are 40 metres high. A wall is 30 ⟦meters→metres⟧ high."),
        Bad("Torv Bridge 2 is open. Boats of Torv Bridge 2 left. ⟦Torv Bridge-2→Torv Bridge 2⟧ is new."),
        Bad("The Ministry of Defence met. A Ministry of ⟦Defense→Defence⟧ ship sank."),
        Bad("The Seamens Labour Union met. The ⟦Seamen's→Seamens⟧ Labour Union has 30 boats."),
        Good("US ships left the port, and US crews slept."),
        Good("UN says pact is near\n\nThe U.N. said so, and the U.S. did not."),
        Good("He paid 40 US dollars, 30 euros and A$20."),
        Good("The gas meter was read, and 40 metres of pipe lay there; a meter said so."),
    ),
    limits="Knows a short list of things, and words that Britain and America spell differently.",
)

_FORM = Pattern(
    r"(?<![\w.$&/#@-])(?:U\.?[SKN](?:\.|(?![.A-Z]))|Kyiv|(?<!hicken )Kiev|Odessa|Odesa|Zelensk(?:yy|iy|y|i)"
    r"|Nor(?:d|th) Stream|(?<=\d )per ?cent|(?:COVID|Covid)-19)(?![\w$&-])"
)
_THINGS = {
    form: forms[0]
    for forms in (
        ("US", "U.S."),
        ("UK", "U.K."),
        ("UN", "U.N."),
        ("Kyiv", "Kiev"),
        ("Odesa", "Odessa"),
        ("Zelensky", "Zelenskyy", "Zelenskiy", "Zelenski"),
        ("Nord Stream", "North Stream"),
        ("percent", "per cent"),
        ("COVID-19", "Covid-19"),
    )
    for form in forms
}
_CITATION = lazy(
    r"U\.S\.(?<=\d U\.S\.) [\d(]|U\.S\. (?:Steel|News|Bancorp|Bank|Soccer|Open)\b"
)  # 5 U.S. 137; as a name has it
_CLOCK = Pattern(r"(?<=\d)(?P<gap> ?)(?P<half>[ap])(?:m\b|\.m\.)")
_SIGN = lazy(r"(?<![A-Za-z])\$ ?\d")
_DOLLARS = Pattern(r"(?<![\w.,$-])(?P<amount>\d[\d,.]*(?: (?:million|billion|trillion))?) (?:US |U\.S\. )?dollars\b")
_CODES = {"JPY": "yen", "CNY": "yuan", "RMB": "yuan", "EUR": "euros", "USD": "dollars", "UAH": "hryvnias"}
_CODE = Pattern(r"(?<=\d )(?:(?:million|billion|trillion) )?(?P<code>JPY|CNY|RMB|EUR|USD|UAH)(?![\w/])")


def detect(doc: Document, resources: Resources) -> Findings:
    places: defaultdict[str, dict[str, list[Span]]] = defaultdict(dict)
    for match in doc.matches(_FORM):
        form = match[0]
        segment = doc.segment_at(match.start())
        if (
            form in _THINGS
            and not segment.span.of(doc.text).isupper()
            and not _CITATION.match(doc.text, match.start())
            and not (form in ("US", "UK", "UN") and _is_title(doc, segment))
        ):
            places[_THINGS[form]].setdefault(form, []).append(Span(*match.span()))
    for match in doc.matches(_CLOCK):
        kind = "a.m." if "." in match[0] else "am"
        places["a.m."].setdefault(kind, []).append(Span(match.start("half"), match.end()))
    for word, variants in (*_variants(doc, resources).items(), *_names(doc, resources).items()):
        places[word].update(variants)
    for forms in places.values():
        usual = max(forms, key=lambda form: (len(forms[form]), -forms[form][0].start))
        for form, spans in forms.items():
            for span in spans if form != usual else ():
                said = span.of(doc.text)
                new = _half(said, usual) if usual in ("a.m.", "am") else usual
                new = new[:1].upper() + new[1:] if said[:1].isupper() else new
                yield RULE.correction(span, new, f"“{said}” is written “{new}” elsewhere in the story.", 0.82, 0.8)
    yield from _money(doc)


def _is_title(doc: Document, segment: Segment) -> bool:
    """Whether a line has no sentence: headlines leave out the points of “U.S.”."""
    return segment.kind == "headline" or segment.span.of(doc.text)[-1] not in '.!?…"”’'


def _half(said: str, usual: str) -> str:
    return f"{said[0]}.m." if usual == "a.m." else f"{said[0]}m"


_SENSES = frozenset(
    "program programs check checks meter tire tires curb curbs draft drafts disk disks story stories license licenses"
    " practice practices center inquiry inquiries ensure".split()
)


def _variants(doc: Document, resources: Resources) -> dict[str, dict[str, list[Span]]]:
    """Where words stand whose British and American spellings the story has both, by the American one."""
    table = resources.derived(
        "spelling-pairs",
        lambda them: {
            row["american"]: row["british"] for row in them.table("variants") if row["american"] not in _SENSES
        },
    )
    words = doc.all_words
    both = {american: british for american in words & table.keys() if (british := table[american]) in words}
    found: dict[str, dict[str, list[Span]]] = {}
    if both:
        every = {form for pair in both.items() for form in pair}
        names = {british: american for american, british in both.items()}
        for match in doc.matches_of(_WORD, every):
            thing = names.get(match[0], match[0])
            found.setdefault(thing, {}).setdefault(match[0], []).append(Span(*match.span()))
    return found


def _names(doc: Document, resources: Resources) -> dict[str, dict[str, list[Span]]]:
    """Where a name stands of which the story has two spellings: “Torv Bridge-2” and “Torv Bridge 2”, “Ministry of
    Defence” and “Ministry of Defense”, “Seamen’s Union” and “Seamens Union”.
    """
    american = resources.derived(
        "american-spellings", lambda them: {row["british"]: row["american"] for row in them.table("variants")}
    )
    found: defaultdict[str, dict[str, list[Span]]] = defaultdict(dict)
    for match in doc.matches(_NUMBERED):
        found[f"{match['name']} {match['number']}"].setdefault(match[0], []).append(Span(*match.span()))
    for match in doc.matches(_BODY):
        word = match["word"].lower()
        thing = f"{match['kind']} {american.get(word, word)}"
        found[thing].setdefault(match["word"], []).append(Span(*match.span("word")))
    for match in doc.matches(_OWNERS):
        owner = re.sub("['’]", "", match["owner"])
        thing = f"{owner} {match['body']}"
        found[thing].setdefault(match["owner"], []).append(Span(*match.span("owner")))
    return {thing: forms for thing, forms in found.items() if len({form.replace("’", "'") for form in forms}) > 1}


_NUMBERED = Pattern(r"\b(?P<name>[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})?)[ -](?P<number>\d{1,3})(?![\w-]|[.,:]\d|%)")
_BODY = Pattern(
    r"\b(?P<kind>(?:Ministry|Department|Minister|Secretary|Office|Bureau|School|Institute) (?:of|for)) "
    r"(?P<word>[A-Z][a-z]{4,})\b(?! [A-Z])"
)
_OWNERS = Pattern(r"\b(?P<owner>[A-Z][a-z]{2,}(?:['’]s|s['’]|s)) (?P<body>[A-Z][a-z]+ [A-Z][a-z]+)\b")
_WORD = Pattern(r"(?<![\w@#/.’'-])[a-z]{4,}(?![\w@/-])")


def _money(doc: Document) -> Findings:
    for match in doc.matches(_DOLLARS):
        if _SIGN.search(doc.text) and not doc.in_quotation(match.start()):
            new = f"${match['amount']}"
            message = f"“{match[0]}” is written “{new}” elsewhere in the story."
            yield RULE.correction(Span(*match.span()), new, message, 0.82, 0.8)
    for match in doc.matches(_CODE):
        name = _CODES[match["code"]]
        if f" {name}" in doc.text:
            message = f"The story calls “{match['code']}” {name} elsewhere."
            span = Span(*match.span("code"))
            yield RULE.correction(span, name, message, 0.82, 0.8)
