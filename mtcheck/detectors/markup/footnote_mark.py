"""Reference marks in square brackets: a small number, a letter glued to a word, or a wiki editors' request.

A line that begins with one is a list of references.
"""

from mtcheck.core import Applicability, Bad, Document, Findings, Good, Pattern, Resources, Rule
from mtcheck.cues.removal import debris
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="footnote-mark",
    mqm="design-and-markup/markup-tag",
    applicability=Applicability.AUTOMATIC,
    residue=True,
    summary="The text contains a footnote mark.",
    why="The page that was copied had references; in a news story the marks point nowhere.",
    examples=(
        Bad("The bridge carries few risks.⟦ [11]→⟧"),
        Bad("Tickets are sold out⟦[1]→⟧, the theatre said."),
        Bad("He was born in 1950⟦[citation needed]→⟧ in Lomna."),
        Bad("The dam failed twice.⟦[ 3 ][4]→⟧ It was rebuilt."),
        Good("[1] Northern Archive, box 12."),
        Good("“He was [a] coward,” she said."),
        Good("The score was 4 [2 penalties]."),
        Good("They wrote “recieve [sic]” twice."),
    ),
)

_MARK = Pattern(
    r"(?<=\S)(?: ?\[ ?(?:\d{1,3}|(?:note|nb|n|fn|ref|footnote) ?\d{1,3}|(?i:citation needed|clarification needed"
    r"|source needed|verification needed|better source needed|dubious ?[–-] ?discuss|who\?|when\?|where\?|which\?"
    r"|by whom\?|according to whom\?|edit|edit source|update needed)) ?\])+(?!\w)|(?<=[a-z.,;:!?\"”])\[[a-h]\](?!\w)"
    r"|(?<=\w) ?\((?:citation|clarification) needed\)"
)

# a judgment's own numbers of its paragraphs: “at [50]-[52]”, “paragraphs [61] and [63]”
_CITED = lazy(r"(?:\b(?:at|see|paras?|paragraphs?)|\][-–]|\](?:,| and| to))[ \[]$")


_ENTRY = lazy(r"\[ ?\d{1,3} ?\]")  # of the list that the marks point to
# what a mark is the subject of: “[1] stands for the first”
_SENTENCE = lazy(r" (?:is|was|are|has|stands?|means?|refers?|shows?|says?|gives?)\b")


def detect(doc: Document, resources: Resources) -> Findings:
    listed = any(_ENTRY.match(doc.text, segment.span.start) for segment in doc.segments)
    for match in doc.matches(_MARK, masked=True):
        if _CITED.search(doc.text, max(0, match.start() - 24), match.start() + 1):
            continue
        start = match.start() + (match[0][0] == " ")
        begins = start > match.start() and _SENTENCE.match(doc.text, match.end()) is not None
        message = f"“{match[0].strip()}” is a footnote mark."
        yield debris(RULE, doc, start, match.end(), message, 0.95, for_people=listed or begins)
