"""Marks that a feed leaves where it cuts a text off. The rest has to be fetched; the mark itself can go."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.removal import debris
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="feed-truncation",
    mqm="design-and-markup/truncation-text-expansion",
    severity=Severity.MAJOR,
    summary="The feed cut the text off here.",
    why="Interfaces give the first few hundred characters of a story; the rest was never translated.",
    examples=(
        Bad("The bridge was closed after the⟦ [+1842 chars]→⟧"),
        Bad("Residents were told to leave⟦ [...]→⟧"),
        Bad("The mayor said that the⟦… Continue reading→⟧"),
        Bad("The mayor resigned.⟦\nContinue reading →⟧", fixed="The mayor resigned."),
        Bad("The board says that work has begun ⟦in...⟧\nIt meets in May."),
        Good("And the prize goes to...\nOne more for the..."),
        Good('"We lost [...] everything," he said.'),
        Good("He trailed off: “And then …”"),
        Good("She told them to continue reading."),
    ),
    limits="A text cut off without a mark is left to `cut-off-text`.",
)

_BEFORE = lazy(r" ?(?:…|\.\.\.) ?$")
_COUNTED = Pattern(r"[\[(](?:… ?)?\+? ?\d+ ?(?:more )?(?:chars|characters|words|signs)[\])]")
_DOTS = Pattern(r"\[ ?(?:…|\.\.\.?\.?|&hellip;|&#8230;|#8230;|more) ?\](?: ?(?:Read|Continue|More)[^\n]{0,40})?$")
_ON = Pattern(
    r"(?:(?:…|\.\.\.) ?|(?<=[.!?\"”] )|^)"
    r"(?:\(?(?:[Cc]ontinue [Rr]eading|[Rr]ead [Mm]ore|[Rr]ead the (?:full|rest|whole|original|complete)(?: \w+){0,4}"
    r"|[Ss]ee more|[Vv]iew (?:full )?(?:article|post|story)|[Kk]eep reading|READ MORE|CONTINUE READING|MORE)"
    r"(?: (?:on|at) [^\n]{2,40}|(?: ['\"“][^\n]{2,120}))? ?(?:→|»|>+|…|\.{1,3}|&raquo;|\)|›|⟶|➜|\[…\])*)$"
    r"|\((?:more|continued|to be continued|MORE|cont\.)\)$|^(?:-- ?)?(?:more|MORE) ?--$"
    r"|^(?:[Tt]o be continued|TO BE CONTINUED)\W*$"
)
# “Read the full judgment here.”: a story may say so of what it reports on
_DOCUMENT = lazy(
    r"[Rr]ead the \w+ (?!article|story|post|piece|report\b|text|news|interview|version|entry|blog|on|at"
    r"|here|content)[a-z]"
)
_LONG = 6  # words
_STRANDS = lazy(
    r"\b(?:what|which|who|whom|where)\b[^,;]*\b(?:in|of|for|with|by|at|from) ?(?:…|\.\.\.)$"
)  # “what I wait for…”
_IN_A_PHRASE = Pattern(r"(?<=[a-z] )(?:in|of|the|and|for|with|an?|by|at|from) ?(?:…|\.\.\.)$")


def detect(doc: Document, resources: Resources) -> Findings:
    for start, end in sorted(
        match.span() for pattern in (_COUNTED, _DOTS, _ON) for match in doc.matches(pattern, masked=True)
    ):
        if start == end or doc.in_quotation(start):
            continue
        if _DOCUMENT.match(doc.text, start, end) and doc.text[end - 1] == ".":
            message = "This points to a document elsewhere; it may be the feed's or the story's own."
            yield RULE.finding(Span(start, end), message, confidence=0.55, severity=Severity.MINOR)
            continue
        line = doc.segment_at(start).span
        dots = _BEFORE.search(doc.text, line.start, start)
        start = dots.start() if dots else start
        yield debris(RULE, doc, start, end, "The feed cut the text off here; fetch the rest of it.", 0.92, 0.85)
    for match in doc.matches(_IN_A_PHRASE):
        short = len(doc.sentence_at(match.start()).of(doc.text).split()) < _LONG  # “One more for the…”
        trails = "..." in doc.text[doc.segment_at(match.start()).span.start : match.start()]  # a writer's own way
        trails = trails or _STRANDS.search(doc.sentence_at(match.start()).of(doc.text)) is not None
        if not short and not trails and not doc.in_quotation(match.start()):
            message = "The paragraph was cut off here; fetch the rest of it."
            yield RULE.finding(Span(*match.span()), message, confidence=0.88)
