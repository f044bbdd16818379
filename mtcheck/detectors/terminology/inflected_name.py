"""A name with the case ending of its language: “in Lomnavde”, “Kovalskiego” in a story that has Kovalski.

A word that clean news does not know loses an ending; what is left must stand in the same story as a name, or, after
“in”, “from” or “to”, in the gazetteer.
"""

import re
from collections import Counter
from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.names import without_accents
from mtcheck.text.words import listed

RULE = Rule(
    id="inflected-name",
    mqm="linguistic-conventions/spelling",
    severity=Severity.MAJOR,
    summary="A name has kept the case ending of its language.",
    why="Slavic, Turkic, Finnic and Hungarian names change with the sentence; engines copy the form they see.",
    whole=True,
    examples=(
        Bad("Adam Kovalczyński lost the case. Lawyers of ⟦Kovalczyńskiego→Kovalczyński⟧ will appeal."),
        Bad("Viktor Danylenko was held. ⟦Danylenkom→Danylenko⟧ was freed in the evening."),
        Bad("Olga Petrushova won. A prize for ⟦Petrushovoy→Petrushova⟧ is due."),
        Bad("Mikko Virtalainen lost. Fans of ⟦Virtalaisen→Virtalainen⟧ left."),
        Bad("A storm in ⟦Diyarbakirda→Diyarbakir⟧ cut power."),
        Bad("Olha Danylchuk won. Aides of ⟦Danylchukom→Danylchuk⟧ cheered in Lviv."),
        Bad("Coach Viktor Halemba left. ⟦Halemby→Halemba⟧'s last match was drawn."),
        Bad("Pavel Dvoracek signed. The club paid two million for ⟦Dvoracka→Dvoracek⟧."),
        Bad("Police questioned Marek ⟦Novotného→Novotný⟧ over the tender."),
        Good("Pavel Dvoracek met Jana Dvoracka, and Dvoracka smiled. Halemby and Halemba are towns."),
        Good("Anna Petrova and Ivan Petrov won."),
        Good("A storm in Rotunda shut the port."),
        Good("Marko Zelenski met Marka Zelenska."),
        Good("Lomna and the Lomnaten people agreed."),
    ),
    limits=(
        "Names that end alike but belong to two people may be taken for one; endings that also make a name (-a, -ov,"
        " -in) are not judged."
    ),
    names=True,
)

_NAME = Pattern(r"(?<![\w'’@#/.-])[A-ZÁÀÂÄÇĆČĎÉÈĞÍİÏŁŃÑÓÖØŘŚŞŠÚÜÝŹŻŽ][^\W\d_]{5,}(?![\w-]|['’](?!s\b))")
# ending, what stands in its place
_SLAVIC = (
    ("skiego", "ski"), ("ckiego", "cki"), ("dzkiego", "dzki"), ("skiemu", "ski"), ("ckiemu", "cki"), ("skiej", "ska"),
    ("ckiej", "cka"), ("ského", "ský"), ("skému", "ský"), ("skogo", "sky"), ("skogo", "ski"),
    ("skomu", "sky"), ("skoho", "sky"), ("skoho", "skyi"), ("owi", ""), ("ovi", ""), ("owie", "ów"), ("iem", ""),
    ("em", ""), ("om", ""), ("ym", ""), ("ami", ""), ("ego", "y"), ("ého", "ý"), ("ovou", "ova"), ("ovou", "ová"),
    ("ovej", "ová"),
    ("kom", "ko"), ("enka", "enko"), ("enku", "enko"), ("chuka", "chuk"), ("chuku", "chuk"), ("yuka", "yuk"),
    ("yuku", "yuk"), ("ovym", "ov"), ("evym", "ev"), ("inym", "in"), ("ovu", "ov"), ("evu", "ev"), ("ovu", "ova"),
    ("evu", "eva"), ("inu", "in"), ("inu", "ina"), ("ovoy", "ova"), ("ovoi", "ova"), ("ovoyu", "ova"), ("evoy", "eva"),
    ("evoi", "eva"), ("inoy", "ina"), ("inoi", "ina"), ("skym", "sky"), ("skym", "skyi"), ("skim", "sky"),
    ("skim", "ski"), ("skoy", "skaya"), ("skoi", "skaya"), ("icha", "ich"), ("ichu", "ich"), ("ichem", "ich"),
    ("ića", "ić"), ("iću", "ić"), ("ićem", "ić"), ("czyka", "czyk"), ("czaka", "czak"), ("sen", "nen"), ("nak", ""),
    ("nek", ""), ("val", ""), ("vel", ""), ("tól", ""), ("től", ""),
    ("kiem", "k"), ("giem", "g"), ("ką", "ka"), ("ę", "a"), ("ą", "a"),
)  # fmt: skip
# those of surnames that are adjectives: behind a given name they are no others
_ADJECTIVES = (
    ("skiego", "ski"), ("ckiego", "cki"), ("dzkiego", "dzki"), ("skiemu", "ski"), ("ckiemu", "cki"), ("ského", "ský"),
    ("ckého", "cký"), ("skému", "ský"), ("ného", "ný"), ("nému", "ný"), ("rého", "rý"), ("rému", "rý"), ("lého", "lý"),
    ("lému", "lý"), ("vého", "vý"), ("vému", "vý"), ("tého", "tý"), ("tému", "tý"), ("skogo", "sky"), ("skomu", "sky"),
    ("skoho", "sky"),
)  # fmt: skip
# endings that can also make a name: judged where the name has a given name in front of it, and the form stands alone
_WEAK = (
    ("by", "ba"), ("dy", "da"), ("ky", "ka"), ("ly", "la"), ("ny", "na"), ("py", "pa"), ("ry", "ra"), ("ty", "ta"),
    ("vy", "va"), ("zy", "za"), ("ki", "ka"), ("gi", "ga"), ("ka", "ek"), ("ku", "ek"), ("kem", "ek"), ("kovi", "ek"),
    ("la", "el"), ("lem", "el"), ("ca", "ec"), ("cem", "ec"), ("cu", "ec"), ("ka", "ko"), ("ku", "ko"), ("ka", "k"),
    ("ku", "k"), ("ową", ""), ("ową", "a"), ("ou", "a"), ("ovi", "a"), ("ze", "z"), ("ra", "r"), ("ru", "r"),
)  # fmt: skip
_LOCAL = (
    ("de", ""), ("da", ""), ("te", ""), ("ta", ""), ("den", ""), ("dan", ""), ("ten", ""), ("tan", ""), ("’de", ""),
    ("ssa", ""), ("ssä", ""), ("sta", ""), ("stä", ""), ("lla", ""), ("llä", ""),
    ("ban", ""), ("ben", ""), ("ból", ""), ("ből", ""), ("nak", ""), ("nek", ""), ("da", "a"), ("owie", "ow"),
    ("owie", "ów"), ("sku", "sk"), ("ńsku", "ńsk"), ("iu", ""), ("ach", "y"), ("ach", "i"),
)  # fmt: skip
_WHERE = frozenset("in from to at near into around outside toward towards between".split())
# Towns of the languages that put the place word at the end of the name, as they are spelt in English copy.
_TOWNS = listed("inflected-name: towns")
_LEAST = 4  # letters that must be left


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    words = [(match[0], match.start()) for match in doc.matches(_NAME)]
    counts = Counter(word for word, _ in words)
    odd = {word for word in counts if word.endswith(_ENDINGS) and not vocabulary.count(word)}
    if not odd:
        return
    plain: dict[str, str] = {}
    for word in counts:
        plain.setdefault(word if word.isascii() else without_accents(word), word)
    for word, at in words:
        if word not in odd:
            continue
        span = Span(at, at + len(word))
        found = next(filter(None, (plain.get(without_accents(base)) for base in _bases(word, _SLAVIC))), "")
        if found and counts[found] >= counts[word] and found != word:
            yield _finding(doc, span, found, 0.82)
            continue
        found = _weak(doc, span, plain)
        if found and not _is_also(doc, span, counts[word]):
            yield _finding(doc, span, found, 0.8)
            continue
        given = _GIVEN.search(doc.text, max(0, at - 24), at)
        if given and given["given"] not in _TITLES and (found := next(_bases(word, _ADJECTIVES), "")):
            yield _finding(doc, span, found, 0.8)
            continue
        before = doc.before(at, 10).split()
        if not before or before[-1].lower() not in _WHERE:
            continue
        gazetteer: frozenset[str] = resources.derived("places of one word", _gazetteer)
        if word in gazetteer:
            continue
        name = next(
            (name for name in _bases(word, _LOCAL) if name in gazetteer or plain.get(without_accents(name)) == name), ""
        )
        if name and word not in resources.model("towns"):
            yield _finding(doc, span, name, 0.8)


_GIVEN = lazy(r"(?P<given>[A-ZÀ-Ž][\w’'-]+) $")
_TITLES = frozenset("Mr Mrs Ms Dr The In On At By For And But With When While After Before From To Of".split())


def _weak(doc: Document, span: Span, names: dict[str, str]) -> str:
    """The name that the form belongs to by an ending that can also make a name; empty if there is none."""
    for base in _bases(span.of(doc.text), _WEAK):
        name = names.get(without_accents(base))
        if name is None:
            continue
        first = re.search(rf"(?<![\w'’-]){re.escape(name)}(?![\w-])", doc.text)
        if first and first.start() < span.start and _GIVEN.search(doc.text, max(0, first.start() - 24), first.start()):
            return name
    return ""


def _is_also(doc: Document, span: Span, often: int) -> bool:
    """Whether somebody is called by the form: it has a given name or a title in front of it, or stands often."""
    before = _GIVEN.search(doc.text, max(0, span.start - 24), span.start)
    return often > 1 or (before is not None and before["given"] not in _TITLES)


def _finding(doc: Document, span: Span, name: str, confidence: float) -> Finding:
    return RULE.correction(span, name, f"“{span.of(doc.text)}” has a case ending; the name is “{name}”.", confidence)


_ENDINGS = tuple({ending for ending, _ in (*_SLAVIC, *_WEAK, *_LOCAL)})


def _bases(word: str, endings: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for ending, base in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            yield word[: len(word) - len(ending)] + base


def _gazetteer(resources: Resources) -> frozenset[str]:
    return (
        frozenset(
            row["name"]
            for table in ("regions", "foreign_places")
            for row in resources.table(table)
            if " " not in row["name"]
        )
        | _TOWNS
    )
