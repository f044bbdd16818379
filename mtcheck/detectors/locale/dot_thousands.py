"""Points between groups of three digits.

Two groups are sure; one needs round thousands, a counted noun or a document that writes commas for decimals.
"""

from re import Match

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Severity, Span, replace
from mtcheck.cues.figures import at_figures
from mtcheck.text.grammar import AFTER_NOUN
from mtcheck.text.lazy import lazy
from mtcheck.text.numbers import english
from mtcheck.text.vocabulary import PLURAL
from mtcheck.text.words import listed

RULE = Rule(
    id="dot-thousands",
    mqm="locale-conventions/number-format",
    severity=Severity.CRITICAL,
    summary="A point separates the thousands.",
    why="41.000 is forty-one thousand in much of Europe and Latin America and forty-one in English.",
    whole=True,
    examples=(
        Bad("Damage is put at ⟦1.250.000→1,250,000⟧ euros."),
        Bad("Some ⟦45.000→45,000⟧ people left."),
        Bad("A crowd of ⟦21.340→21,340⟧ watched."),
        Bad("More than ⟦12.500→12,500⟧ homes burned."),
        Good("The state has 1.254 million voters and 3.125 million cars."),
        Good("A 1.000 average over 3.000 innings; the scale reads 3.000 on all days."),
        Good("The lens is 1.250 mm thick and weighs 2.125 kg."),
        Good("The bill is 1.250.000,50 in all."),
    ),
)

_GROUPS = Pattern(r"[1-9](?<![\d.,]\d)(?<![vV]\d)\d{0,2}(?:\.\d{3}){2,}(?!\d|[.,]\d)")
_ONE = Pattern(r"[1-9](?<![\d.,]\d)(?<![vV$]\d)\d{0,2}\.\d{3}(?![\d%]|[.,]\d)")
_COUNTED = listed("dot-thousands: counted")
_MEASURED = frozenset(
    "mm cm kg g mg ml l seconds second s sec million billion trillion percent per points point degrees inches inch"
    " carats ghz mhz gb tb liters litres times batting".split()
)
_LEADS = tuple(
    (
        "crowd of |attendance of |population of |more than |over |some |about |around |nearly |almost |fewer than "
        "|least |up to |approximately |total of "
    ).split("|")
)
_PHRASE = lazy(r" [a-z-]+(?: [a-z-]+){0,2}")


def _counts(after: str, resources: Resources) -> bool:
    """Whether the figure counts things: a plural ends the words beside it, and no measure is among them."""
    phrase = _PHRASE.match(after)
    vocabulary = resources.model("vocabulary")
    for word in phrase[0].split() if phrase else ():
        if word in AFTER_NOUN or word in _MEASURED or word == "innings":
            return False
        if vocabulary.mostly(word, PLURAL):
            return True
    return False


def detect(doc: Document, resources: Resources) -> Findings:
    for match in at_figures(doc, _GROUPS, "."):
        if doc.before(match.start(), 8).lower() == "version " or doc.text.startswith(
            (" million", " billion"), match.end()
        ):
            continue
        yield _found(match, 0.96)
    for match in at_figures(doc, _ONE, "."):
        lead = doc.before(match.start(), 16).lower()
        after = doc.after(match.end(), 40).lower()
        words = after.replace(",", " ").split()[:3]
        if words[:1] == ["million"] and match[0].endswith("00"):  # “1.2 million” has no noughts behind it
            yield _millions(doc, match.start(), match.end())
            continue
        if (
            not after.startswith((" ", ",", ".", "\u00a0", ""))
            or (words and words[0].strip(".-") in _MEASURED)
            or after[:1] in ("-", "°", "/", "x", "m", "k")
        ):
            continue
        if any(word in ("version", "index", "ratio", "average", "rate", "par") for word in lead.split()):
            continue
        figure = match[0]
        counted = next((place for place, word in enumerate(words) if word.strip(".;:)") in _COUNTED), 9)
        if counted == 0:
            sure = 0.89
        elif counted < 3 and after.startswith(" "):
            sure = 0.88
        elif lead.endswith(_LEADS) and (figure.endswith("0") or lead.endswith(_LEADS[:4])):
            sure = 0.87
        elif figure.endswith("000") and (
            (len(figure) > 5 and after[:1] == " " and after[1:2].isalpha()) or _counts(after, resources)
        ):
            sure = 0.85
        else:
            continue
        yield _found(match, sure)


def _millions(doc: Document, start: int, end: int) -> Finding:
    """Thousands of millions, which English calls billions."""
    figure = doc.text[start:end]
    billions = f"{figure.rstrip('0').rstrip('.')} billion"
    whole = Span(start, end + len(" million"))
    return RULE.finding(
        Span(start, end),
        f"“{figure} million” may be thousands of millions; English writes “{english(figure)} million” or “{billions}”.",
        confidence=0.87,
        repairs=(
            replace(Span(start, end), english(figure), 0.87),
            *([replace(whole, billions, 0.8)] if doc.text[end : whole.end].lower() == " million" else ()),
        ),
    )


def _found(match: Match[str], sure: float) -> Finding:
    message = f"“{match[0]}” has points between its thousands."
    return RULE.correction(Span(*match.span()), english(match[0]), message, sure)
