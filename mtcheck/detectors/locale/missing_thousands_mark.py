"""A count of four to six digits without a mark in a story that sets commas in the others.

Years, codes, addresses and prices of shares have other neighbours.
"""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.figures import at_figures

RULE = Rule(
    id="missing-thousands-mark",
    mqm="locale-conventions/number-format",
    summary="A large figure has no comma where the others of the story have one.",
    why="Chinese, Japanese and Slavic copy often runs the digits together.",
    examples=(
        Bad("More than 12,000 people fled and ⟦54000→54,000⟧ people have no power."),
        Bad("It sold 3,400 cars and ⟦118500→118,500⟧ bicycles."),
        Bad("A crowd of ⟦25000→25,000⟧ came, after 9,500 in May."),
        Bad("Of 2,000 planes, ⟦1500→1,500⟧ planes were checked."),
        Good("Some 54000 people have no power. In 2019,500 people left."),
        Good("In 2019 people left; 1994 films were kept, of 2,500."),
        Good("Flat 12345, code 90210, flight 54321: 12,000 people."),
        Good("The 12,000 people; asteroid 99942 passed; call 80012."),
    ),
    limits="A story without commas in any figure is taken for house style.",
)

_RUN = Pattern(r"[1-9](?<![\w.,:/#$€£@+-]\d)\d{3,8}(?= [a-zA-Z])")
_COMMA = Pattern(r"[1-9](?<![\w.,]\d)\d{0,2},\d{3}(?![\d,]|\.\d)")
_LEADS = tuple(
    (
        "more than |over |some |about |around |nearly |almost |than |least |up to |approximately |crowd of |total of"
        " |estimated |only |roughly |another "
    ).split("|")
)
# A figure that has the last of its commas alone: “4178,027”
_HALF = Pattern(r"[1-9](?<![\w.,:/#+-]\d)(?<![\w.,:/#+-][$€£¥₦]\d)\d{3,5},\d{3}(?![\d,]|\.\d)")
_MONEY = ("$", "€", "£", "¥", "₦")
_UNITS = frozenset("GMT BST UTC CET EST hours local pixels years MHz rpm".split())
_LONGEST = 6  # digits of a figure that house style may leave without a comma
_NOT = frozenset(
    "code number flat room flight asteroid comet call dial text account case file id box postcode zip licence license"
    " serial model route page no route channel reg unit".split()
)


def detect(doc: Document, resources: Resources) -> Findings:
    for match in at_figures(doc, _HALF, ","):
        if not 1800 <= int(match[0].split(",")[0]) <= 2100 or doc.before(match.start(), 1) in _MONEY:
            text = f"{int(match[0].replace(',', '')):,}"
            said = f"“{match[0]}” lacks a comma: {text}."
            yield RULE.correction(Span(*match.span()), text, said, 0.85)
    found = list(at_figures(doc, _RUN, " "))
    if next(at_figures(doc, _COMMA, ","), None) is None:
        found = [match for match in found if len(match[0]) > _LONGEST]  # nobody leaves these without commas
    for match in found:
        start, end = match.span()
        lead = doc.before(start, 20).lower()
        words = doc.after(end, 40).replace(",", " ").split()[:2]
        words = [word.rstrip(".;:)") for word in words]
        before = lead.split()
        if (
            (words and words[0] in _UNITS)
            or (before and before[-1].strip(".,:()*x") in _NOT)
            or lead.endswith(("(", "no. ", "# "))
        ):
            continue
        counted = any(
            word.endswith(("s", "ren", "men", "people")) and not word.endswith(("ss", "us", "is", "as"))
            for word in words
        )
        year = len(match[0]) == 4 and "1500" < match[0] < "2100" and not match[0].endswith("00")
        if (not counted and not lead.endswith(_LEADS)) or (len(match[0]) == 4 and (year or not counted)):
            continue
        span = Span(start, end)
        text = f"{int(match[0]):,}"
        yield RULE.correction(span, text, f"“{match[0]}” should be “{text}”, as in the rest of the story.", 0.85)
