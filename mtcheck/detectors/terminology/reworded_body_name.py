"""Bodies of world news whose words are all there, in another order or between other small words: “World Organization of
Trade”, “European Agency for Medicines”.

The names are those of `lexicons/organisations.tsv` with three words or more besides the small ones, compared as sets of
words in which a few synonyms count as one.
"""

from typing import NamedTuple

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="reworded-body-name",
    mqm="terminology/wrong-term",
    severity=Severity.MAJOR,
    preview=True,
    summary="The words of a body's name are in another order, or held together by other small words.",
    why="An engine that does not know the name translates it word by word, as the source's grammar has it.",
    examples=(
        Bad("The ⟦World Organization of Trade→World Trade Organization⟧ ruled on Monday."),
        Bad("The ⟦European Agency for Medicines→European Medicines Agency⟧ approved it."),
        Bad("The ⟦Committee Olympic International→International Olympic Committee⟧ met in Lomna."),
        Bad("Inspectors of the ⟦Agency of Atomic Energy International→International Atomic Energy Agency⟧ left."),
        Good("The World Trade Organisation and the European Medicines Agency met."),
        Good("The Food and Agriculture Organization of the United Nations met the UN Security Council."),
        Good("The Homeland Security Department said so."),
        Good("A European football federation and an agency for medicines met."),
        Good("The European Bank and the Central Bank of Lomna met the Trade Union World Congress."),
    ),
    limits="Knows the names of its list and no others.",
    names=True,
)

_HEAD = Pattern(
    r"\b(?:Organi[sz]ation|Agency|Agencies|Fund|Bank|Court|Tribunal|Council|Committee|Commission|Federation|Union|Authority"
    r"|Programme|Program|Confederation|Association|Office|Bureau|Cent(?:er|re)s?|Panel|Department|Administration|Convention)\b"
)
_SMALL = frozenset("of the for on and in to against by at from".split())
_PARTING = frozenset("and in to against by at from".split())  # two names, or a name and a place, stand here
_WORD = r"[A-Z][\w’'-]+"
_LINK = r"(?: (?:of|the|for|on|and|in|to|against)){0,2} "
_BACK = lazy(rf"(?:{_WORD}{_LINK}){{0,6}}$")
_ON = lazy(rf"(?:{_LINK}{_WORD}){{0,6}}")
_TOKEN = lazy(r"[\w’'-]+")
_SAME = {
    "organisation": "organization", "labor": "labour", "penal": "criminal", "tribunal": "court",
    "medicament": "medicine",
    "drug": "medicine", "commerce": "trade", "commercial": "trade", "sanitary": "health", "nuclear": "atomic",
    "program": "programme", "soccer": "football", "climatic": "climate", "co-operation": "cooperation",
    "center": "centre",
    "defense": "defence", "work": "labour", "financial": "monetary", "bureau": "office",
    "worldwide": "world", "justice's": "justice", "economical": "economic",
}  # fmt: skip
_LEAST = 3  # words besides the small ones


class _Known(NamedTuple):
    """A name with its words, synonyms as one, in their order and with the small ones."""

    name: str
    words: tuple[str, ...]


def _plain(word: str) -> str:
    low = word.lower().replace("’", "'").replace("-", "")
    low = low.removesuffix("'s").removesuffix("'")
    low = _SAME.get(low, low)
    single = low[:-1] if low.endswith("s") and not low.endswith("ss") and len(low) > 3 else low
    return _SAME.get(single, single)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_plain(word) for word in _TOKEN.findall(text) if word.lower() != "the")


def _content(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for word in words if word not in _SMALL)


def _count(words: tuple[str, ...]) -> int:
    return sum(word not in _SMALL for word in words)


def _names(resources: Resources) -> dict[frozenset[str], _Known]:
    found: dict[frozenset[str], _Known] = {}
    for row in resources.table("organisations"):
        if row["kind"] not in ("party", "other", "newspaper", "company", "team", "army", "building", "ministry"):
            words = _words(row["name"])
            if len(_content(words)) >= _LEAST and words[0] != "national":  # every country has its own
                found.setdefault(_content(words), _Known(row["name"], words))
    return found


def detect(doc: Document, resources: Resources) -> Findings:
    done = 0
    names: dict[frozenset[str], _Known] = {}
    for match in doc.matches(_HEAD):
        if match.start() < done:
            continue
        names = names or resources.derived("bodies by their words", _names)
        line = doc.segment_at(match.start()).span
        back = _BACK.search(doc.text, max(line.start, match.start() - 90), match.start())
        on = _ON.match(doc.text, match.end(), min(line.end, match.end() + 90))
        start = back.start() if back else match.start()
        end = on.end() if on else match.end()
        found = _reworded(doc.text, start, end, names)
        if found:
            span, known = found
            done = span.end
            said = f"“{span.of(doc.text)}” is “{known.name}” in English."
            yield RULE.correction(span, known.name, said, 0.88, 0.86)


_OFFICES = frozenset(("department", "office"))  # “bureau” among them


def _is_turned(words: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether it is the short form that English gives a department: the Homeland Security Department."""
    return known[0] in _OFFICES and known[1] in _SMALL and words == (*known[2:], known[0])


def _reworded(text: str, start: int, end: int, names: dict[frozenset[str], _Known]) -> tuple[Span, _Known] | None:
    """The longest stretch of these words that has all words of a known name, but is not that name."""
    tokens = list(_TOKEN.finditer(text, start, end))
    for first in range(len(tokens)):
        for last in range(len(tokens) - 1, first + 1, -1):
            edges = (tokens[first][0], tokens[last][0])
            if any(word.lower() in _SMALL for word in edges):
                continue
            words = _words(text[tokens[first].start() : tokens[last].end()])
            known = names.get(_content(words))
            if known and _count(words) == _count(known.words) and not (_PARTING - {*known.words}) & {*words}:
                if words == known.words or _is_turned(words, known.words):
                    return None
                return Span(tokens[first].start(), tokens[last].end()), known
    return None
