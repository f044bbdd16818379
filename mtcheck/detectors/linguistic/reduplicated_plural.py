"""“Children-children”: a plural by doubling. Words that English doubles with a hyphen are listed."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.inflection import plural
from mtcheck.text.vocabulary import NOUN, PLURAL

RULE = Rule(
    id="reduplicated-plural",
    mqm="linguistic-conventions/grammar",
    summary="A noun is doubled with a hyphen.",
    why="Indonesian, Malay and other languages double a noun for its plural.",
    examples=(
        Bad("The boat carried women and ⟦children-children→children⟧."),
        Bad("The ⟦village-village→villages⟧ of Lasko flooded."),
        Bad("Several ⟦houses-houses→houses⟧ burned."),
        Good("It was a win-win for the hush-hush club."),
        Good("A fifty-fifty chance, a no-no, a so-so film, tuk-tuk drivers."),
        Good("The Bora-Bora ferry; Paris-Paris tickets; 50-50."),
    ),
)

_PAIR = Pattern(r"(?<![\w-])([a-z]{4,})-\1(?![\w-])")
_ENGLISH = frozenset(
    "fifty boogie never same tick pretty goody tutti super buddy clap easy chop hush night down there round double"
    " shoop twenty thirty back half long quick wakey swish more".split()
)


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_PAIR):
        word = match[1]
        tags = vocabulary.tags(word)
        if (
            word in _ENGLISH
            or tags[:1] not in (NOUN, PLURAL)
            or vocabulary.count(word) < 20
            or doc.in_quotation(match.start())
        ):
            continue
        span = Span(*match.span())
        right = word if tags[:1] == PLURAL or word.endswith("s") else plural(word)
        yield RULE.correction(span, right, f"“{match[0]}” should be “{right}”.", 0.92)
