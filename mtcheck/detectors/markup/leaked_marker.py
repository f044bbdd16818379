"""Five digits or more with a closing bracket that nothing opened: what encoders of tags leave.

Footnote-sized numbers belong to `footnote-mark`.
"""

from mtcheck.core import Applicability, Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.claims import Claims
from mtcheck.cues.removal import debris
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="leaked-marker",
    mqm="design-and-markup/markup-tag",
    severity=Severity.MAJOR,
    applicability=Applicability.AUTOMATIC,
    residue=True,
    summary="The text contains a long number with a stray bracket.",
    why="Translation services hide tags behind numbers; when one is not put back, its digits reach the reader.",
    examples=(
        Bad("⟦19659002] →⟧The talks resumed after a break."),
        Bad("Officials denied it⟦ 19659013]→⟧ and left."),
        Bad("The river rose again.⟦ 4471820}→⟧ Crews are waiting."),
        Bad("The mayor⟦ [19459005→⟧ resigned."),
        Bad("The river rose again.⟦ [ 19659008 ]→⟧ Crews are waiting."),
        Bad('The crowd stayed.⟦ "19459007"→⟧ The club thanked the fans.'),
        Bad("The ship left on Sunday⟦ 19459006→⟧ and came back."),
        Bad("The ship left on Sunday⟦ _x000D_→⟧ and came back⟦ ⟨br⟩→⟧ a day later."),
        Bad("The mayor⟦ (19659004)→⟧ said that the road ⟦(19659005)→⟧is closed, the firm⟦ (19659010→⟧ said so."),
        Bad("The mayor⟦19659011→⟧ left the ⟦19659012→⟧town.⟦ (19459009)→⟧ It rained."),
        Bad("⟦[19459003→⟧The farmers left. They had waited.⟦ [19459004Lesgardesontquitté→⟧ The gate is shut."),
        Bad("The clerk left.⟦ 19459021→⟧ The gate was shut."),
        Good("The #1 song, C## and the $$ sign; tag @@home, the ##party## of the year."),
        Good("The case number is 19659002."),
        Good("The case (number 19659002) was closed."),
    ),
)

_CLOSED = Pattern(
    r"(?<![\w,$€£#/+-])(?<!\d\.)\d{5,} ?(?:[\]}]|\)(?!\w))|(?<=[.!?])19[46]\d{5}(?= [A-Z])"
    r"|[\"“]19[46]590\d\d[\"”]"
    r"|[\[({<] 19[46]\d{5} [\])}>]|<19[46]\d{5}>|(?<![\w#])# ?19[46]590\d\d(?!\d)|(?<= )19[46]590\d\d(?=[A-Z][a-z])"
    r"|\[\[?19[46]\d{5}\]\]?|\{\{?19[46]\d{5}\}\}?"
    r"|(?<=[a-z][.!?…] )19[46]590\d\d(?= [A-Z][a-z])"
    r"|(?<=[a-z,]{2} )(?<! of )(?<! is )(?<! to )(?<! no )(?<!the )(?<!was )(?<!for )(?<!ber )19[46]590\d\d(?= [a-z])"
)
_OPENED = Pattern(r"(?<!\w)[\[{] ?\d{6,}(?![\w\])},.-]|[ ]?[\])}])")
_ROUND = Pattern(r"(?:^|(?<=[.!?…\"”] ))\(19[46]\d{5}\)(?= [\"“]?[A-Z]|$)|\(19[46]\d{5}\)(?=[.,;:!?])")
# The numbers of that service, in brackets of any kind or glued to a word: no other eight figures stand so.
_ANYWHERE = Pattern(
    r"[\[({<（【«] ?19[46]590\d\d ?[\])}>）】»]|[\[({<（【«] ?19[46]590\d\d(?= )"
    r"|(?<=[^\W\d_])19[46]590\d\d(?!\d)|(?<![\w#/.,:=-])19[46]590\d\d(?=[^\W\d_])"
)
_OF_STORY = 20  # uses in clean news of a word that is glued to a marker and stays
_GLUED = Pattern(r"(?<!\w)[\[{(] ?19[46]\d{5}(?P<word>[^\W\d_]\w*)")
# A hidden tag by its name or number between doubled signs: ##LINK_2##, @@IMG3@@, {#12#}
_TAG = (
    r"(?:LINK|URL|HREF|TAG|IMG|IMAGE|PIC|PHOTO|VIDEO|HTML|BR|SPAN|STRONG|BOLD|EMBED|MEDIA|QUOTE|FIGURE|IFRAME|SCRIPT|CODE"
    r"|BLOCK|WIDGET|AD|ADS|BANNER)(?:[_ -]?\d{1,4})?"
)
_NAMED = Pattern(
    rf"(?P<sign>##|@@|%%|\$\$|~~|\|\||&&|\^\^)/?(?:{_TAG}|\d{{1,6}}|[A-Z]{{1,3}}\d{{1,4}}|[A-Z]{{3,20}}(?:_[A-Z0-9]{{1,20}})*)/?(?P=sign)"
    rf"|\{{#\d{{1,6}}#\}}|[⟨‹⟪⟦]/?(?:{_TAG}|[A-Z]{{0,3}}\d{{1,6}})/?[⟩›⟫⟧]|\[#\d{{1,6}}#?\]|(?<![\w#])#(?:{_TAG}|\d{{3,6}})#(?![\w#])"
)
# Names of masked words, tokens of models, attributes that lost their tag, the mark between two languages
_LEFT = Pattern(
    r"\[(?:[A-Z][a-z]{1,10}_?\d{1,3}|unused\d{1,4}|CLS|SEP|PAD|UNK|MASK|BOS|EOS)\]"
    r"|(?<![\w/.-])(?:[a-z]{2,12}[-_])?placeholder[-_]\d{1,4}(?![\w/-])"
    r"|(?<![\w<&?/-])(?:id|class|style|href|src|alt|rel|target|align|width|height|data-[a-z-]{2,20})="
    r"(?:\"[^\"\n]{1,80}\"|[a-z][\w-]*[-_:;/.#][\w:;/.#-]*)(?![^<>\n]{0,200}>)|(?<= )\|{3,}(?= )"
    r"|_x000[0-9A-F]_|[⟨‹⟪⟦]/?(?:br|p|b|i|u|a|em|strong|span|div|li|ul)/?[⟩›⟫⟧]"
)
# What programs print: where they crashed, and when a line of a film is to be shown
_PRINTED = Pattern(
    r"^Traceback \(most recent call last\):?|^\s*File \"[^\"\n]{1,200}\", line \d+"
    r"|^\w*(?:Error|Exception): [^\n]{1,200}$"
    r"|\b\d\d:\d\d:\d\d[,.]\d{3} --> \d\d:\d\d:\d\d[,.]\d{3}"
)
_BREAKS = Pattern(r"(?<=[\w.!?,;”’\"])(?:\\[nr])+(?=[A-Z“\"‘]|$)")  # written out: “ended.\n\nThe mayor”
_PAIRS = {"]": "[", ")": "(", "}": "{"}


def detect(doc: Document, resources: Resources) -> Findings:
    text, taken = doc.text, Claims()
    for pattern in (_GLUED, _ANYWHERE):
        for match in doc.matches(pattern, masked=True):
            start, end = match.span()
            if pattern is _GLUED and resources.model("vocabulary").count(match["word"]) >= _OF_STORY:
                end = match.start("word")
            if not taken.overlaps(start, end):
                taken.take(start, end)
                yield _finding(doc, start, end)
    for match in doc.matches(_CLOSED, masked=True):
        if taken.overlaps(*match.span()):
            continue
        close = match[0][-1]
        # both brackets, and the number range that one widely used service hides tags behind
        if match[0][0] in '[{(<#"“' or close.isdigit():
            yield _finding(doc, *match.span())
            continue
        line = doc.segment_at(match.start()).span
        before = text[line.start : match.start()]
        if before.count(_PAIRS[close]) <= before.count(close) and (close != ")" or len(match[0]) > 8):
            yield _finding(doc, *match.span())
    for pattern in (_ROUND, _LEFT, _NAMED):
        for match in doc.matches(pattern, masked=True):
            if taken.overlaps(*match.span()):
                continue
            yield _finding(doc, *match.span())
    for match in doc.matches(_PRINTED, masked=True):
        message = "A program printed this; it is no part of the story."
        yield RULE.finding(Span(*match.span()), message, confidence=0.95, severity=Severity.CRITICAL)
    for match in doc.matches(_BREAKS, masked=True):
        message = "A line break is written out here."
        yield RULE.finding(Span(*match.span()), message, confidence=0.95, severity=Severity.CRITICAL)
    yield from _scores(doc)
    for match in doc.matches(_OPENED, masked=True):
        line = doc.segment_at(match.start()).span
        close = "]" if match[0][0] == "[" else "}"
        if taken.overlaps(*match.span()):
            continue
        if close not in text[match.end() : line.end]:
            yield _finding(doc, *match.span())


_SCORE = lazy(
    r"(?m:^-?\d{1,3}\.\d{2,}(?:\t|[ ]\|{1,3}[ ]|[ ]{1,4})(?=[\"“'‘]?[A-Z][^\n]*?[a-z]+ [^\n]*[.!?][\"”’]?$))"
    r"|(?<=[.!?\"”])(?:\t|[ ]\|{1,3}[ ]|[ ]{1,4})-?\d{1,3}\.\d{2,}(?=[ \t]*(?:\n|$))"
    r"|(?<=[.!?\"”])\t-?\d{1,3}\.\d{2,}(?=[ ])"
)
_FEWEST = 2  # lines with a score, and at least half of all


def _scores(doc: Document) -> Findings:
    """What a program thinks of each line, as a figure with many places before or behind its sentences."""
    found = list(_SCORE.finditer(doc.text)) if "." in doc.text else []
    if _are_times([match[0].strip() for match in found]):
        return  # a live blog, a timetable, a programme
    if len(found) >= _FEWEST and len(found) * 2 >= sum(" " in segment.span.of(doc.text) for segment in doc.segments):
        for match in found:
            message = "A program's score stands beside this line."
            yield RULE.finding(Span(*match.span()), message, confidence=0.93, severity=Severity.CRITICAL)


_CLOCK = lazy(r"(?:[01]?\d|2[0-3])\.[0-5]\d")


def _are_times(figures: list[str]) -> bool:
    """Whether the figures are times of day in order, the latest first or last: 15.51, 15.58, 16.20."""
    if not all(map(_CLOCK.fullmatch, figures)) or max(map(float, figures), default=0) < 1:
        return False
    hours = [float(figure) for figure in figures]
    turns = sum(after < before for before, after in zip(hours, hours[1:], strict=False))
    return turns <= 1 or turns >= len(hours) - _TWO  # midnight may lie between


_TWO = 2


def _finding(doc: Document, start: int, end: int) -> Finding:
    return debris(RULE, doc, start, end, f"“{doc.text[start:end]}” is left of a hidden tag.", 0.95)
