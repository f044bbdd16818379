"""A sentence that begins with a bare count noun and its verb; only nouns that stand for one person or body, and never
in headlines.
"""

from collections.abc import Iterator
from typing import Any

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.grammar import lower_first

RULE = Rule(
    id="missing-article",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MINOR,
    summary="A noun that needs an article has none.",
    why="Slavic languages, Chinese, Japanese, Korean, Hindi and Indonesian have no articles.",
    examples=(
        Bad("⟦Minister→The minister⟧ visited a factory in Lomna on Monday."),
        Bad("⟦Court→The court⟧ has rejected the appeal of two miners."),
        Bad("Rain fell in⟦ north of→ the north of⟧ country."),
        Bad("⟦Department→The department⟧ of the university has counted 61 spills."),
        Good("Court documents show that two miners appealed."),
        Good("Minister visits factory in Lomna"),
        Good("Parliament rejected the bill."),
        Good("Police arrested two men."),
        Good("He lives in north London."),
    ),
)

_NOUNS = (
    "Minister|Court|Ministry|Department|Company|Hospital|Mayor|Governor|Driver|Suspect|Ship|Vessel|Airport|University"
    "|Factory|Ministry|Organisation|Organization|"
    "Committee|Commission|Spokesman|Spokeswoman|Prosecutor|Judge|Lawyer|Director|Journalist|Reporter|Researcher|Team"
    "|Club|Bank|Institute|Agency|Association|Project|"
    "Programme|Exhibition|Festival|Ceremony|Meeting|Conference|Accident|Explosion|Fire|Earthquake|Storm|Flood|River"
    "|Bridge|Road|Building|Village|City|Region|Province|"
    "District|Victim|Witness|Doctor|Patient|Player|Coach|Goalkeeper|Captain|Soldier|Officer|Official|Expert|Scientist"
    "|Author|Artist|Director|Plane|Aircraft|Train|Bus|Car|Truck"
)
_FIRST = Pattern(
    rf"(?P<noun>{_NOUNS})(?: of (?:(?:the|a|its|this) (?:[\w’'-]+ ){{1,6}}?|(?:[a-z’'-]+ ){{1,5}}?)|"
    r" )(?P<verb>has|have|had|was|is|will|said|told|announced|visited|reported|confirmed|opened|began|started|held"
    r"|found|arrived|left|"
    r"signed|decided|rejected|approved|added|stated|stressed|noted|took|made|died|received|won|lost|declared|explained"
    r"|warned|plans|says)(?="
    r" (?:[a-z\"“]|\d))",
    needs=tuple(dict.fromkeys(word.lower() for word in _NOUNS.split("|"))),
)
_DIRECTION = Pattern(
    r"(?<![\w’'-])(?:in|to|from|across)(?P<span>"
    r" (?P<noun>north|south|east|west|centre|center|outskirts|territory|beginning|end|middle|vicinity|presence"
    r"|framework|heart|capital)"
    r" of) (?=[\w])",
    needs=(" of",),
)


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    vocabulary: Any = None
    for match in at_sentence_starts(doc, _FIRST):
        sentence = doc.sentence_at(match.start())
        text = sentence.of(doc.text)
        if doc.segment_at(match.start()).kind != "paragraph":
            continue
        if (
            (match["noun"] in ("Bank", "City", "University", "Club", "Village") and " of " in match[0])
            or len(text.split()) < (6 if text.rstrip('"”').endswith((".", "!", "?", ":")) else 10)
            or doc.in_quotation(match.start("noun"))
        ):
            continue
        span = Span(*match.span("noun"))
        yield RULE.correction(
            span, "The " + lower_first(match["noun"]), f"“{match['noun']}” needs an article.", 0.83, 0.82
        )
    for match in doc.matches(_DIRECTION, kinds=frozenset({"paragraph"})):
        vocabulary = vocabulary or resources.model("vocabulary")
        if match["noun"] in (
            "presence",
            "end",
            "beginning",
            "middle",
            "framework",
            "vicinity",
            "territory",
            "capital",
            "heart",
        ) and doc.text[match.end() : match.end() + 4] not in ("the ", "this", "his ", "her "):
            continue
        if match["noun"] in ("end", "heart", "east", "west", "north", "south") and doc.text[
            match.start() : match.start() + 3
        ] in ("to ", "fro"):
            continue
        span = Span(*match.span("span"))
        yield RULE.correction(span, f" the {match['noun']} of", f"“{match['noun']}” needs the article.", 0.85, 0.86)
