"""“the Poland”, “in United States”: the lexicon says which names take the article."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.closed_classes import AUXILIARIES, PREPOSITIONS
from mtcheck.text.scanner import LiteralScanner
from mtcheck.text.vocabulary import ADVERB, DETERMINER, NOUN, PAST, PLURAL, PRESENT, Vocabulary

RULE = Rule(
    id="country-article",
    mqm="linguistic-conventions/grammar",
    summary="A country, lake or institution has an article that it should not have, or lacks its own.",
    why="Romance languages, Arabic and Greek put an article before country names; Slavic and Asian ones have none.",
    examples=(
        Bad("Exports to ⟦the Poland→Poland⟧ fell."),
        Bad("She has lived in⟦ Netherlands→ the Netherlands⟧ since birth."),
        Bad("⟦The Syria→Syria⟧ has rejected the plan."),
        Bad("The vote in⟦ United States→ the United States⟧, he said, was close."),
        Bad("⟦The Lake Orvel→Lake Orvel⟧ froze over, and ⟦the Mount Velin→Mount Velin⟧ is white."),
        Good("The Lake Orvel ferry and the Mount Velin Hotel are shut."),
        Good("The Poland coach resigned."),
        Good("The Lake District had rain, and the Lake Country had none."),
        Good("The Poland of his youth is gone."),
        Good("Troops served in United Nations missions."),
        Good("She lives in the Netherlands."),
    ),
)

_BEFORE = frozenset(
    "in from to of with by across throughout inside within between against for on left visited entered joined".split()
)
_GO_ON = (
    PREPOSITIONS
    | AUXILIARIES
    | frozenset("and or but that which who where when while because said says after before fell rose".split())
)


def detect(doc: Document, resources: Resources) -> Findings:
    articles: dict[str, str] = resources.derived(
        "country-articles", lambda _: {row["name"]: row["article"] for row in resources.table("country_articles")}
    )
    scanner: LiteralScanner = resources.derived("country-articles-scanner", lambda _: LiteralScanner(articles))
    vocabulary = resources.model("vocabulary")
    text = doc.text
    for number, start in scanner.find(text):
        name = scanner.literals[number]
        end = start + len(name)
        if (
            text[end : end + 1].isalnum()
            or text[end : end + 1] in ("-", "’", "'")
            or (text[end : end + 2][1:].isalnum() and text[end] == ".")  # the Russia.example site
            or text[start - 1 : start] != " "
        ):
            continue
        before = text[max(0, start - 12) : start - 1].rpartition(" ")[2]
        extra = articles[name] == "none"
        if extra != (before.lower() == "the") or (not extra and before not in _BEFORE) or doc.is_masked(start, end):
            continue
        segment = doc.segment_at(start)
        if (
            segment.span.start >= start
            or segment.kind == "code"
            or (not extra and (segment.kind == "headline" or text[segment.span.end - 1] not in '.!?”"…'))
        ):
            continue
        if not _ends(doc, end, vocabulary) or (extra and text[end : end + 4] == " of "):
            continue
        if extra:
            yield RULE.correction(Span(start - 4, end), name, f"“{name}” takes no article.", 0.88)
        else:
            yield RULE.correction(Span(start - 1, end), f" the {name}", f"“{name}” needs the article.", 0.88)
    for match in doc.matches(_LAKE):
        noun = match["name"].partition(" ")[2].lower()
        if vocabulary.mostly(noun, NOUN, PLURAL) and vocabulary.capital(noun) < _A_NAME:
            continue  # the Lake District, the Lake Country
        if _ends(doc, match.end(), vocabulary) and text[match.end() : match.end() + 4] != " of ":
            name = match["name"]
            yield RULE.correction(Span(*match.span()), name, f"“{name}” takes no article.", 0.88)


# “The Lake Orvel froze over”
_LAKE = Pattern(r"(?<![\w’'-])(?P<the>[Tt]he) (?P<name>(?:Lake|Mount|Mt\.?) [A-Z][a-zà-ž]+)(?![\w’'-]| [A-Z])")
_A_NAME = 90  # percent of capitals from which on a word is a name


def _ends(doc: Document, end: int, vocabulary: Vocabulary) -> bool:
    """Whether the name is a noun phrase of its own: a mark, verb or preposition follows, no noun, no name in a list."""
    rest = doc.text[end : min(end + 60, doc.segment_at(end - 1).span.end)]
    words = rest.lstrip(",").split()
    if not words or rest[0] in ".;:)":
        return True
    first = words[0].strip(".,;:")
    if rest[0] == ",":
        return first[:1].islower()
    if first in ("and", "or"):
        return (
            len(words) > 1
            and words[1][:1].islower()
            and vocabulary.mostly(words[1].strip(".,;"), DETERMINER, PAST, PRESENT, ADVERB)
        )
    return first in _GO_ON or (vocabulary.mostly(first, PAST, PRESENT) and first.islower())
