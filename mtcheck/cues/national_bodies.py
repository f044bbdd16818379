"""Bodies of countries with their names put into English word by word, from `lexicons/national_bodies.tsv`.

`found` is the way in.

Some forms stand in the list; others come from the English name by what engines do to all of them: the head goes to the
front (“Agency of Internal Security”), and a word is another of the same sense (“Statistical Institution”).
"""

from collections.abc import Iterator
from typing import NamedTuple

from mtcheck.core import Document, Resources, Span
from mtcheck.cues.names import cells
from mtcheck.text.lazy import lazy
from mtcheck.text.names import NameList, is_variant


class Body(NamedTuple):
    """A body; `told` are the words that tell its country."""

    name: str
    told: tuple[str, ...]


_SWAPS = {
    "Institute": ("Institution",), "Internal": ("Inner",), "Statistics": ("Statistic",), "Statistical": ("Statistic",),
    "Court": ("Tribunal",), "Grand": ("Great", "Big"), "Boundaries": ("Borders",), "Criminal": ("Penal",),
    "Security": ("Safety",), "Supreme": ("Highest",), "High": ("Highest",), "Prosecutor": ("Procurator",),
    "Intelligence": ("Reconnaissance", "Information"), "Emergency": ("Extraordinary",), "Labour": ("Work",),
    "Investigation": ("Inquiry",), "Representatives": ("Representants",),
}  # fmt: skip
_HEADS = frozenset("Agency Service Committee Commission Bureau Authority Office Directorate".split())
_LEVELS = frozenset("National Federal State Central Supreme Main General Foreign".split())
_NOUNS = {"Meteorological": "Meteorology", "Electoral": "Elections", "Statistical": "Statistics"}
_ADJECTIVE = ("al", "ive", "ary", "ic", "ed", "ian", "an")
_LEAST = 3  # words of a name that is changed


def _derived(name: str) -> Iterator[str]:
    """The forms that an engine's habits give the name."""
    words = name.split()
    if len(words) < _LEAST:
        return
    for at, word in enumerate(words):
        for other in _SWAPS.get(word, ()):
            form = " ".join((*words[:at], other, *words[at + 1 :]))
            yield from dict.fromkeys((form, form.replace(" for ", " of ")))
    if " for " in name:
        yield name.replace(" for ", " of ")
    head = words[-1]
    if head not in _HEADS or {"of", "for", "and"} & set(words):
        return
    level = [words[0]] if words[0] in _LEVELS else []
    middle = words[len(level) : -1]
    middle[-1:] = [_NOUNS.get(word, word) for word in middle[-1:]]
    if middle and not middle[-1].endswith(_ADJECTIVE):
        yield " ".join((*level, head, "of", *middle))


def _forms(resources: Resources) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Each form with the bodies that it may stand for: the name, and the words that tell the country."""
    listed: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    sound = {row["name"] for table in ("organisations", "national_bodies") for row in resources.table(table)}
    for row in resources.table("national_bodies"):
        body = row["name"], tuple(cells(row["country"]))
        for form in (*cells(row["mangled"]), *_derived(row["name"])):
            if form not in sound and body not in listed.setdefault(form, []):
                listed[form].append(body)
    return listed


_BEFORE = lazy(r"(?P<word>[A-Z][\w.-]*(?:['’]s?)?) $")
_SMALL = frozenset("The In At From And But By Of On For With To As When While After Before Since That".split())
_GOES_ON = lazy(r"(?: (?:for|of|and|in) (?:the )?| )(?P<word>[A-Z][\w.-]*(?: [A-Z][\w-]+)?)")
_LONG = 3  # words of a form that is surely a body of the country which the story is about
_NEAR = 60  # code points in which a country is told for a shorter one


def found(doc: Document, resources: Resources) -> Iterator[tuple[Span, str]]:
    """Each form that is a mistake, with the English name of the body."""
    names: NameList[list[tuple[str, tuple[str, ...]]]] = resources.derived(
        "national bodies", lambda them: NameList(them.derived("forms of national bodies", _forms))
    )
    for start, end, bodies in names.find(doc.text):
        if doc.is_masked(start, end) or doc.segment_at(start).kind == "code" or is_variant(doc.text, start):
            continue
        span = Span(start, end)
        fitting = [(rank, body) for body in map(Body._make, bodies) if (rank := _rank(doc, span, body))]
        if not fitting:
            continue
        best = max(rank for rank, _ in fitting)
        meant = {body.name: body for rank, body in fitting if rank == best}
        if len(meant) == 1 and not _is_part(doc, span, next(iter(meant.values()))):
            yield span, next(iter(meant))


def _rank(doc: Document, span: Span, body: Body) -> int:
    """How surely the country of the body is told: 3 beside the form, 2 near it, 1 in the story; 0 not at all."""
    form = span.of(doc.text)
    beside = doc.before(span.start, 24) + form + doc.after(span.end, 24)
    if any(_has(beside, word) for word in body.told):
        return 3
    if any(_has(doc.text[max(0, span.start - _NEAR) : span.end + _NEAR], word) for word in body.told):
        return 2
    if len([word for word in form.split() if word[0].isupper()]) < _LONG:
        return 0
    return int(any(_has(doc.text, word) for word in body.told))


def _has(text: str, word: str) -> bool:
    at = text.find(word)
    while at >= 0:
        if not text[at - 1 : at].isalnum() and not text[at + len(word) : at + len(word) + 1].isalnum():
            return True
        at = text.find(word, at + 1)
    return False


def _is_part(doc: Document, span: Span, body: Body) -> bool:
    """Whether the form is part of a longer name, or of another country's body."""
    before = _BEFORE.search(doc.text, max(0, span.start - 24), span.start)
    if before:
        word = before["word"]
        owner = word.endswith(("'s", "’s", "'", "’"))
        word = word.rstrip("s").rstrip("'’") if owner else word
        if word not in _SMALL and not any(word in told.split() for told in body.told):
            return True
    further = _GOES_ON.match(doc.text, span.end)
    return further is not None and not any(further["word"].startswith(told) for told in body.told)
