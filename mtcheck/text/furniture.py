"""What web pages put around a story: `furniture` tells whether a line is such a piece, by the phrases of `page_furniture.tsv`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mtcheck.text.lazy import lazy

_LEAD = lazy(r"(?:\[[^\[\]]{0,40}\]|[^\w(\[©ⓒ▲△◀▶▼↑【（<]|_)*")
_SPLIT = lazy(r"\s*(?:[:：|»>→©]|\.\.\.|…|/|[–—-](?=\s)|=)")
_END = lazy(r"[\W_]*")
_WORD = lazy(r"[^\W\d_]+")
_QUOTE = frozenset("\"“„«‘'")


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str
    extent: str
    kind: str


class Furniture:
    """The phrases by their first two characters; `kind` is the way in."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._by_start: dict[str, list[Phrase]] = {}
        self._single: set[str] = set()
        for row in rows:
            self._by_start.setdefault(row["phrase"][:2], []).append(Phrase(row["phrase"], row["extent"], row["kind"]))
            if row["kind"] == "page" and row["extent"] != "begin":
                self._single.update(_WORD.findall(row["phrase"]))
        for phrases in self._by_start.values():
            phrases.sort(key=lambda phrase: -len(phrase.text))

    def kind(self, line: str) -> str | None:
        """related, source, credit or page; None for a line of the story."""
        found = self.match(line)
        return found.kind if found else None

    def match(self, line: str) -> Phrase | None:
        """The phrase by which the line is recognised."""
        lead = _LEAD.match(line)
        at = lead.end() if lead else 0
        if _QUOTE.intersection(line[:at]) or len(line) - at > 300:
            return None
        body = line[at : at + 300].replace("İ", "i").replace("’", "'").lower()
        candidates: list[Phrase] = [*self._by_start.get(body[:2], ()), *self._by_start.get(body[:1], ())]
        for phrase in candidates:
            if body.startswith(phrase.text) and self._fits(phrase, body, line[at:]):
                return phrase
        return None

    def _fits(self, phrase: Phrase, body: str, original: str) -> bool:
        rest = body[len(phrase.text) :]
        if rest[:1].isalnum() and phrase.text[-1].isalnum() and phrase.text[-1].isascii():
            return False
        if _END.fullmatch(rest):
            return phrase.extent != "begin" or len(phrase.text) > 12
        words = len(rest.split())
        if phrase.extent == "begin":
            return words <= 30
        if phrase.kind == "page":
            found = _WORD.findall(rest)
            return len(found) <= 8 and all(word in self._single for word in found)
        split = _SPLIT.match(rest)
        if phrase.extent == "all" or not split:
            return False
        if phrase.kind == "related":
            return words <= 35 and (" " in phrase.text or rest.lstrip()[:1] not in "–—-/")
        return words <= (10 if phrase.kind == "source" else 25) and rest.lstrip()[:1] not in "–—-"


def furniture(rows: Sequence[Mapping[str, str]]) -> Furniture:
    return Furniture(rows)
