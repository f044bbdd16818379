"""Attribution with its time or place between verb and speaker; English has no such order, the frame decides."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.closed_classes import FINITE_BE, HAVE, WEEKDAYS
from mtcheck.text.grammar import NAME, REPORTED, TIME, WORD

RULE = Rule(
    id="verb-before-speaker",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MAJOR,
    summary="An attribution has verb, time and speaker in foreign order.",
    why="French and Spanish agencies write “a indiqué mercredi le ministère”; the order was carried over.",
    examples=(
        Bad(
            "At least nine fishermen drowned, ⟦reported Wednesday the Observatory of the Delta→the Observatory of "
            "the Delta reported Wednesday⟧."
        ),
        Bad("“We are ready,” ⟦said on Monday the head of the port→the head of the port said on Monday⟧."),
        Bad("The mine will close, ⟦announced in a statement Karel Dovan→Karel Dovan announced in a statement⟧."),
        Bad("The mine is shut, ⟦said on Friday, March 6, the spokesman→the spokesman said on Friday, March 6⟧."),
        Good("Police said Monday the suspect had fled."),
        Good("“We are ready,” said the head of the port on Monday."),
        Good("The firm, reported last year to be in trouble, recovered."),
        Good("The plan, announced on Monday, drew fire."),
    ),
)

_WHERE = (
    r"in (?:a|an|the|its|his|her|their) (?:statement|interview|press release|communiqu[eé]|report|letter|tweet|note"
    r"|speech|message)|to (?:reporters|journalists|the press|AFP|Reuters|AP|EFE|ANSA|DPA|the agency)"
    r"|on (?:Twitter|Facebook|Telegram|X|television|the radio)|at a (?:press|news) conference|before the press"
)
_BETWEEN = rf"(?:(?:{TIME}|{_WHERE})(?: |, ))+"
_TAG = Pattern(
    rf"(?:(?<=[\w.,%)], )|(?<=[,.!?][\"”»] )|(?<=[\"”»], ))(?P<verb>(?:has |had )?(?:{REPORTED})) "
    rf"(?P<between>{_BETWEEN})(?P<who>(?:the|an?|its|his|her) (?:{WORD} ){{0,8}}?{WORD}(?:, {NAME})?"
    rf"|(?:President |Minister |Mr\.? |Ms\.? )?{NAME})(?=[.;]|,|$)"
)
_DATED = Pattern(
    rf"(?P<verb>(?:{REPORTED})) (?P<when>on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?:[A-Z][a-z]+ \d{{1,2}}"
    rf"|\d{{1,2}} [A-Z][a-z]+)),? (?P<who>(?:the|an?|its|his|her) (?:{WORD} ){{0,5}}?{WORD}|{NAME})(?=[.;]|,|$)"
)
_FINITE = (
    FINITE_BE | HAVE | frozenset("will would can could said says that which who to be been because when if".split())
)


def detect(doc: Document, resources: Resources) -> Findings:
    tags = list(doc.matches(_TAG))
    for match in doc.matches(_DATED):
        before = doc.before(match.start(), 40).rstrip()
        if (
            before[-1:] not in ',.”"!?'
            or any(tag.start("verb") == match.start() for tag in tags)
            or _FINITE.intersection(match["who"].lower().split())
        ):
            continue
        said, span = f"{match['verb']} {match['when']}", Span(match.start(), match.end("who"))
        yield RULE.correction(span, f"{match['who']} {said}", f"The speaker comes after “{said}”.", 0.88, 0.85)
    for match in tags:
        who, between = match["who"], match["between"].rstrip(" ,")
        if _FINITE.intersection(who.lower().split()) or who in WEEKDAYS:
            continue
        quoted = doc.text[match.start() - 1 : match.start() + 1].strip() in ('"', "”", "»")
        if not quoted and doc.after(match.end(), 1) == ",":
            rest = doc.text[match.end() + 2 : match.end() + 40].split(" ")
            if rest[0] not in ("which", "who", "while", "adding", "but", "and", "citing", "quoted", "after"):
                continue
        said, span = f"{match['verb']} {between}", Span(match.start("verb"), match.end("who"))
        yield RULE.correction(span, f"{who} {said}", f"The speaker comes after “{said}”.", 0.92, 0.88)
