"""A verb of rising or falling against its own two figures: the same unit, the same order of size, nothing that may be a
range, a rank or a depth.
"""

from re import Match

from mtcheck.core import Bad, Document, Edit, Findings, Good, Pattern, Repair, Resources, Rule, Severity, Span
from mtcheck.text.inflection import verb_form, verb_forms, verb_tags
from mtcheck.text.lazy import lazy
from mtcheck.text.numbers import POWERS

RULE = Rule(
    id="contrary-change",
    mqm="accuracy/mistranslation",
    severity=Severity.MAJOR,
    summary="A verb says that a figure rose, and the figures that it fell, or the other way round.",
    why="Verbs of change look alike in many languages, and the engine took one for its contrary.",
    examples=(
        Bad("The bank ⟦lowered its main rate from 4 to 6 percent→raised its main rate from 4 to 6 percent⟧."),
        Bad("Unemployment ⟦rose from 7.2 percent to 6.1 percent→fell from 7.2 percent to 6.1 percent⟧."),
        Bad("The fare was ⟦raised from 3 to 2 euros→lowered from 3 to 2 euros⟧."),
        Bad("The fare was ⟦cut from 20 euros to 25 euros→raised from 20 euros to 25 euros⟧."),
        Good("Prices fell from 4 to 6 percent; the well has dropped from 20 metres to 50 metres below ground."),
        Good("The club rose from 12th to 4th; sales grew from 800 million to 1.2 billion."),
        Good("The rise slowed from 4.3% to 2.5%; rates increased, falling from 5% to 4%."),
    ),
)

_CONTRARY = {
    "rise": "fall", "increase": "decrease", "grow": "shrink", "raise": "lower", "jump": "drop", "soar": "plunge",
    "surge": "plunge", "hike": "cut",
    "fall": "rise", "decrease": "increase", "decline": "rise", "drop": "rise", "lower": "raise", "cut": "raise",
    "reduce": "increase", "shrink": "grow", "plunge": "soar", "slash": "raise", "sink": "rise",
}  # fmt: skip
_UP = frozenset("rise increase grow raise jump soar surge hike".split())
_BASES = {form: base for base in _CONTRARY for forms in verb_forms(base).values() for form in forms}
_VERB = "|".join(sorted(_BASES, key=len, reverse=True))
_FIGURE = r"[$£€]?\d[\d,]*(?:\.\d+)?"
_UNIT = (
    r"(?: ?%| (?:percent|per cent|(?:million |billion |trillion"
    r" )?(?!(?:in|on|at|last|this|by|after|for|of|and|as|over|with|a|the|to)\b)[a-z]+))?"
)
_CHANGE = Pattern(
    rf"(?<![\w’'-])(?P<verb>{_VERB})(?P<thing>(?: (?!from\b)[\w’'-]+){{0,6}})"
    rf" from (?P<first>{_FIGURE})(?P<unit>{_UNIT})(?: (?:in|last|a) (?:[\w]+ ?){{1,2}})?"
    rf" to (?P<second>{_FIGURE})(?![\w.,]\d)(?P<other>{_UNIT})"
)
_ELSE = lazy(rf"\b(?:{_VERB}|down|up|slow\w*|rank\w*|places?|spots?|seed\w*|number \d|rainfall|rain|deep)\b")
_BEHIND = lazy(r"\W+(?:below|deep|under|above|places?|years? ago|in (?:the )?(?:rankings?|table|standings))\b")
_RANK = 30  # a figure alone that may be a place in a table
_COUNT = 1000  # figures alone that may be the ends of a range
_MOST = 20  # times: a figure that changes by more is counted in another unit


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_CHANGE):
        base = _BASES[match["verb"]]
        sizes = _sizes(match)
        if (
            sizes is None
            or sizes[0] == sizes[1]
            or (sizes[0] > sizes[1]) != (base in _UP)
            or max(sizes) > _MOST * min(sizes)
            or _ELSE.search(match["thing"])
            or _ELSE.search(doc.before(match.start(), 40).rpartition(". ")[2])
            or _BEHIND.match(doc.after(match.end(), 30))
        ):
            continue
        bare = not match["unit"].strip() and not match["thing"].strip()
        if bare and ((max(sizes) < _RANK and not match["other"].strip()) or (base not in _UP and max(sizes) < _COUNT)):
            continue  # “fell from 4 to 6 percent” may be a range, “rose from 12 to 8” a rank
        tags = verb_tags(match["verb"], base)
        verb = verb_form(_CONTRARY[base], _tag(doc, match, tags))
        swapped = [Edit(Span(*match.span("first")), match["second"]), Edit(Span(*match.span("second")), match["first"])]
        yield RULE.finding(
            Span(*match.span()),
            f"“{match['verb']}” does not go with {match['first']} and {match['second']}.",
            confidence=0.86,
            repairs=[
                Repair((Edit(Span(*match.span("verb")), verb),), 0.6),
                Repair(tuple(swapped), 0.3),
            ],
        )


def _sizes(match: Match[str]) -> tuple[float, float] | None:
    """Both figures; None where they are not of one unit, or may be years."""
    first, second = (match[name].lstrip("$£€") for name in ("first", "second"))
    unit, other = match["unit"].strip(), match["other"].strip()
    signs = {match[name][0] for name in ("first", "second") if match[name][0] in "$£€"}
    powers = [next((POWERS[word] for word in words.split() if word in POWERS), 0) for words in (unit, other)]
    if (unit and unit != other and not signs) or len(signs) > 1 or (unit and powers[0] != powers[1]):
        return None
    if all(len(one) == 4 and one[:2] in ("19", "20") for one in (first, second)):
        return None
    a, b = (float(one.rstrip(",").replace(",", "")) for one in (first, second))
    return (a, b) if a and b else None


def _tag(doc: Document, match: Match[str], tags: tuple[str, ...]) -> str:
    """The form of the verb: of “cut”, which is three, the one that the words before ask for."""
    if len(tags) == 1:
        return tags[0]
    before = doc.before(match.start(), 30).split()[-1:]
    if (
        before
        and before[0] in ("is", "was", "are", "were", "be", "been", "has", "have", "had")
        and "participle" in tags
    ):
        return "participle"
    if before and before[0] in ("to", "will", "would", "can", "could", "may", "must", "should") and "base" in tags:
        return "base"
    return "past" if "past" in tags else tags[0]
