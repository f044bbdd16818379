"""Prepositions and complements of another language, each with its verb or adjective, from `lexicons/calques.tsv`."""

import re

from mtcheck.core import Applicability, Bad, Document, Finding, Findings, Good, Resources, Rule, Span
from mtcheck.cues.phrases import findings
from mtcheck.text.closed_classes import ARTICLES, MONTHS, PREPOSITIONS
from mtcheck.text.grammar import ABOUT_FIGURE, AFTER_NOUN, WEEKDAY
from mtcheck.text.lazy import lazy
from mtcheck.text.valency import is_idiom
from mtcheck.text.words import either

RULE = Rule(
    id="wrong-preposition",
    mqm="linguistic-conventions/grammar",
    applicability=Applicability.AUTOMATIC,
    summary="A verb, noun or adjective has the preposition or complement of another language.",
    why="Engines carry the source's preposition over; readers stumble, and now and then the sense changes.",
    examples=(
        Bad("The result ⟦depends of→depends on⟧ the weather."),
        Bad("⟦Despite of→Despite⟧ the rain, the vote went on."),
        Bad("She was ⟦interested for the→interested in the⟧ offer."),
        Bad("The vote was held ⟦in Sunday→on Sunday⟧."),
        Good("Sales fell in the July to September period, near public lands in the Mount Kelda National Forest."),
        Good("They came on foot, in Sunday best, and sat in Saturday sunshine."),
        Good("Shares rose in Monday and Tuesday trading; the crowd in Friday-night clothes sang."),
        Good("The storm moved in Monday. She was sworn in Friday and starred in Friday the 13th."),
        Good("The council discussed about 40 proposals and mentioned about forty of them."),
    ),
    limits="Knows the patterns of its list and no others.",
)

_KINDS = frozenset({"preposition", "verb-pattern"})
# A day that stands alone: what follows begins something else. Before a noun it only describes: "in Sunday best".
_IN_DAY = lazy(rf"in {WEEKDAY}$", re.IGNORECASE)
_DAY_ENDS = lazy(
    rf"(?: (?:morning|afternoon|evening|night))?(?:\s*(?:$|[.,;:!?)\"”](?! {WEEKDAY}))| (?:the (?!\d)|"
    rf"(?:an?|he|she|it|they|we|his|her|its|their|this|that|said) |(?:{'|'.join(sorted(AFTER_NOUN))})\b(?! {WEEKDAY})))"
)
# "moved in Monday": the particle of the verb, and a day without its preposition, as American papers write.
_PARTICLE_VERB = lazy(
    r"\b(?:c[ao]mes?|coming|(?:roll|mov|pour|check|weigh|call|turn|chim|jump|cav|log|logg|tun|hand|snow|kick|fill|pull"
    r"|starr)(?:s|es|ed|ing|e)?|stepp?(?:s|ed|ing)?|sworn|swore|br(?:ing|ings|inging|ought)|blown?|blew|broken?"
    r"|breaks?|gave|gives?|given|flew|flown|fly|flies|flow(?:s|ed|n|ing)?|sent|sends?|went|go|goes|gone|let|sets?) "
    r"(?:\w+ )?$"
)
_SPOUSE = lazy(
    r" (?:him\b|her(?=[.,;)]|$| (?:in|on|at|after|when|for|since|last|and)\b)"
    r"|(?:(?:an?|the|his|her|their|my|this|that|another) )(?:\w+ ){0,2}?"
    rf"(?:{either('wrong-preposition: persons')}|[A-Z]\w+(?:an|ian|ese|ish))\b(?!['’]s)"
    r"|(?:[A-Z][\w-]+ ?)+(?<=\w)(?!['’]s)(?=[.,;)]|$| (?:in|on|at|after|when|since|and|for|who|before|last|by|near)\b))"
)
# “is legally allowed to build”
_PASSIVE = lazy(
    r"(?:\b(?:am|is|are|was|were|been?|being|gets?|got|not)|['’](?:m|re|s)|n['’]t)(?: yet)?(?: \w+ly){0,2} $"
)
_TO_ANOTHER = lazy(r" to [A-Z]|[-–][A-Z]")  # the London to Brighton run
_NUMBERED = lazy(r" (?:the )?\d")  # “on December the 8th”
_THERE = lazy(r"\bthere (?:(?:will|would|may|might|must|can|could|has|have|had|should)(?: not| always| also)? )?$")
_MASSES = frozenset("danger loss success war crime shock failure experience tragedy scandal victory defeat".split())
_OF_COURSE = lazy(r" course\b")  # “depends, of course, on”, without its commas
# in the July to September period
_OF_MONTHS = lazy(rf"(?: to | and | through |[-–])(?:{'|'.join(MONTHS)})\b| (?:period|quarter)\b")
_DAY = lazy(r",? (?:the )?\d{1,2}(?!\d)")  # on June the 3rd
_TIME = lazy(r" (?:first|second|third|fourth|fifth|last|umpteenth|[a-z]+th) time\b")  # accused for the third time
_AREA = lazy(r" the mount .* (?:forest|park|range|wilderness|area|region|valley|district|county)$")
_TO_THE_LAST = lazy(r" (?:last|end|full|hilt|point|degree|extent|effect|contrary|letter)\b")


def detect(doc: Document, resources: Resources) -> Findings:
    for finding in findings(RULE, doc, resources, "calques", _KINDS):
        if not _is_english(doc.text, finding.span) and not _is_headline(doc, finding):
            yield finding


def _is_headline(doc: Document, finding: Finding) -> bool:
    """Whether the phrase lacks but an article, in a headline or another line without a stop."""
    span = finding.span
    said, right = span.of(doc.text).split(), [edit.text for edit in finding.repairs[0].edits] if finding.repairs else []
    if not right or [word for word in right[0].lower().split() if word not in ARTICLES] != [*map(str.lower, said)]:
        return False
    line = doc.segment_at(span.start)
    return line.kind == "headline" or (len(doc.segments) > 1 and doc.text[line.span.end - 1].isalnum())


def _is_english(text: str, span: Span) -> bool:
    """Whether what stands around the phrase makes English of it."""
    words, end = span.of(text).lower(), span.end
    if words.startswith("in the ") and _TO_ANOTHER.match(text, end):
        return True
    if words.startswith("on ") and _NUMBERED.match(text, end):
        return True
    if words.startswith("in ") and words.endswith(("tomorrow", "yesterday")):
        return bool(_PARTICLE_VERB.search(text, max(0, span.start - 30), span.start))
    if words.rsplit(" ", 1)[-1] in _MASSES and _THERE.search(text.lower(), max(0, span.start - 30), span.start):
        return True
    if _IN_DAY.match(words):
        return not _DAY_ENDS.match(text, end) or bool(_PARTICLE_VERB.search(text, max(0, span.start - 30), span.start))
    if words.endswith(" of") and _OF_COURSE.match(text, end):
        return True
    *first, last = words.split()
    if last in PREPOSITIONS and PREPOSITIONS.isdisjoint(first) and is_idiom(text, span.end - len(last)):
        return True
    if " about" in words and ABOUT_FIGURE.match(text, span.start + words.index(" about") + 1):
        return True
    if _OF_MONTHS.match(text, end) or _AREA.search(words) or _TIME.match(text, end):
        return True
    if words.startswith("on ") and words[3:].capitalize() in MONTHS and _DAY.match(text, end):
        return True
    if words.startswith("allowed to "):
        return bool(_PASSIVE.search(text, max(0, span.start - 40), span.start))
    if words == "married with":
        return not _SPOUSE.match(text, end)
    return words.endswith(" to the") and words.startswith("inform") and bool(_TO_THE_LAST.match(text, end))
