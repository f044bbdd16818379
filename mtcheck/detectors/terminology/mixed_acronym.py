"""An acronym whose letters stand in another order, or one too few or too many, beside the story's own form of it.

The form is the story's own where a name with those initials stands before it in full, or where it is used far oftener.
A name whose English initials the story uses has one acronym too many where it is given another, in the order of the
source: National Security Council (CSN) beside NSC. One by itself is how many papers write foreign bodies: silent.
"""

from collections import Counter
from typing import NamedTuple

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.names import edit_distance_at_most_one
from mtcheck.text.vocabulary import Vocabulary

RULE = Rule(
    id="mixed-acronym",
    mqm="terminology/inconsistent-use-of-terminology",
    preview=True,
    summary="The story writes one body's acronym in two forms.",
    why="Engines translate sentence by sentence: one time they copy an acronym, the next they build it from the name.",
    needs=("vocabulary",),
    whole=True,
    examples=(
        Bad("The National Centre for Lung Diseases (NCLD) warned of smoke. The ⟦NCDL→NCLD⟧ said so on Monday."),
        Bad("The Lomna River Board (LRB) met. Members of the ⟦LBR→LRB⟧ were late."),
        Bad("The TRVK rejected it. Later TRVK said that ⟦TVRK→TRVK⟧ staff would stay."),
        Bad("The National Security Council (⟦CSN→NSC⟧) met. The NSC said so, and the ⟦CSN→NSC⟧ met again."),
        Bad("The Lomna Farmers Union (LFU) met. Members of the ⟦UFL→LFU⟧ were late."),
        Bad("The Lomna Farmers Union (LFU) met. The Lomna Farmers Union (⟦SPL→LFU⟧) was glad."),
        Bad("The Centre for Lung Diseases (⟦CEP→CLD⟧) warned of smoke. The CLD said so on Monday."),
        Good("The National Electoral Council (CNE) met. The CNE said so, and NCE, a firm, was glad."),
        Good("The Lomna River Board (LRB) and the Lomna Bank of Rivers (LBR) met."),
        Good("The National Centre for Lung Diseases (NCLD) spoke to the BBC, the ABC and the AFP of PAF."),
        Good("SOME WORDS ARE IN CAPITALS. TEAM MEAT."),
    ),
)

_ACRONYM = Pattern(r"(?<![\w.&/@#-])[A-Z]{3,6}(?![\w&/@#]|-[A-Z]|\.[A-Z])")
_FULL = lazy(
    r"((?:[A-Z][\w’'-]+|of|the|for|and|on|in|de|du|des|la)(?:"
    r" (?:[A-Z][\w’'-]+|of|the|for|and|on|in|de|du|des|la)){1,9}) \($"
)
_OFTEN = 2
_LEAST = 3  # letters of an acronym that a name gives


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    places: dict[str, list[Span]] = {}
    for match in doc.matches(_ACRONYM):
        segment = doc.segment_at(match.start()).span.of(doc.text)
        beside = f"{doc.before(match.start(), 12)} {doc.after(match.end(), 12)}".split()
        if not segment.isupper() and not any(word.isupper() and len(word) > 3 for word in beside):
            places.setdefault(match[0], []).append(Span(*match.span()))
    if len(places) < 2:
        return
    named = {form for form, spans in places.items() if any(_is_named(doc, span, form) for span in spans)}
    defined = _defined(doc, places)
    for form, right in _by_name(defined, places, vocabulary).items():
        for span in places.pop(form):
            said = f"“{form}” and “{right}” stand for one body; its English name gives “{right}”."
            yield RULE.correction(span, right, said, 0.85, 0.82)
    used = Counter({form: len(spans) for form, spans in places.items()})
    for form, spans in places.items():
        if form in named or vocabulary.count(form.lower()) or used[form] > _OFTEN:
            continue
        near = [
            other
            for other in places
            if other != form
            and (other in named or (len(other) > 3 and used[other] >= _OFTEN > used[form]))
            and (
                (sorted(other) == sorted(form) and other[0] == form[0])
                or (
                    min(len(other), len(form)) > 3
                    and len(other) != len(form)
                    and edit_distance_at_most_one(other, form)
                )
            )
        ]
        for span in spans if len(near) == 1 else ():
            said = f"“{form}” is written “{near[0]}” elsewhere in the story."
            yield RULE.correction(span, near[0], said, 0.82, 0.8)


class _Name(NamedTuple):
    """A name in full, before an acronym in brackets: its words in small letters, and their initials."""

    words: tuple[str, ...]
    initials: str


def _defined(doc: Document, places: dict[str, list[Span]]) -> dict[str, list[_Name]]:
    """For each acronym the names that it stands behind in brackets."""
    found: dict[str, list[_Name]] = {}
    for form, spans in places.items():
        for span in spans:
            before = _FULL.search(doc.text, max(0, span.start - 120), span.start)
            if before is not None and doc.text[span.end : span.end + 1] == ")":
                words = before[1].split()
                while words and (words[0].islower() or words[0] == "The"):
                    del words[0]
                initials = "".join(word[0] for word in words if word[0].isupper())
                found.setdefault(form, []).append(_Name(tuple(word.lower() for word in words), initials))
    return found


def _by_name(defined: dict[str, list[_Name]], places: dict[str, list[Span]], vocabulary: Vocabulary) -> dict[str, str]:
    """For an acronym the one that the English name gives, where the story has both for one name."""
    found: dict[str, str] = {}
    for form, names in defined.items():
        for name in names:
            initials = name.initials
            if len(initials) < _LEAST:
                continue
            if form != initials and not initials.endswith(form):
                own = [other.initials for other in defined.get(initials, ())]
                if initials in places and (not own or initials in own):
                    found[form] = initials
            elif form == initials:
                for other in places:
                    turned = sorted(other) == sorted(form) and other not in defined
                    again = any(one.words == name.words for one in defined.get(other, ()))
                    if other != form and (turned or again) and not vocabulary.count(other.lower()):
                        found[other] = form
    return found


def _is_named(doc: Document, span: Span, form: str) -> bool:
    """Whether the acronym stands in brackets behind a name with these initials."""
    before = _FULL.search(doc.text, max(0, span.start - 120), span.start)
    if before is None or doc.text[span.end : span.end + 1] != ")":
        return False
    initials = "".join(word[0] for word in before[1].split() if word[0].isupper())
    return initials.endswith(form)
