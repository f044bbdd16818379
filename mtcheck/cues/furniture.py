"""What web pages put around a story: `pieces` gives those of a kind, by the phrases of `page_furniture.tsv`."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mtcheck.core import Document, Resources, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.page_lines import form
from mtcheck.text.telling import tells

_LEAD = lazy(r"(?:\[[^\[\]]{0,40}\]|[^\w(\[©ⓒ▲△◀▶▼↑【（<]|_)*")
_SPLIT = lazy(r"\s*(?:[:：|»>→©]|\.\.\.|…|/|[–—-](?=\s)|=)")
_END = lazy(r"[\W_]*")
_WORD = lazy(r"[^\W\d_]+")
_DECADE = lazy(r"\d(?:0s|th|st|nd|rd)\b")  # of a subhead: “Back in the 60s”
_QUOTE = frozenset("\"“„«‘'")
_LONGEST = 300  # code points of a line that may be furniture
_STOPS = frozenset(".!?\"”’'…,;")
_LAST_STOP = lazy(r"[.!?…][\"”)]* +(?=[^\n.!?]*(?:\.\w[^\n.!?]*)*\.?$)")
_CLOSED = lazy(r"[)\]）] ?(?=\S)")
_INITIALS = lazy(r"[ .][A-Z]\.$")

_PARTICIPLES = ("published", "posted", "first published", "originally published", "republished")
_ALT_TEXT = lazy(r"(?:Image may contain|May be an image of|No photo description)\b")  # a headline never begins so

# What no headline says, though it stands first: “Read also: …”, “Last modified on 3/4/2021”, “By the Editorial Staff”
_RATING = lazy(r"\d(?:\.5)?/(?:5|6|10|20)")  # of a review
_HEADS = lazy(
    r"(?i:(?:read|see|look|watch|listen)(?: also| too| more)\s*[:|>»]|also (?:read|see|watch)\s*[:|>»]"
    r"|(?:last )?(?:modified|updated?|published|posted|created)(?: on| at)?\s*:?\s*(?:[a-z]{3,9},? )?\d"
    r"|(?:edited|written|posted|published|reported|curated|compiled|reviewed) by\s*:"
    r"|(?:(?:estimated|average|total) )?(?:reading time|read time|time to read)\s*:?\s*(?:about |approx\. )?\d"
    r"|by (?:the |our )?(?:editorial|staff|editors?|newsroom|web desk|news desk|admin|correspondent)\b)"
)


class Phrase(NamedTuple):
    """A phrase of the list, how much of a line it can be, and what it is a sign of."""

    text: str
    extent: str
    kind: str


_Table = tuple[dict[str, list[tuple[str, str, str]]], set[str]]


def _table(rows: Iterable[Mapping[str, str]]) -> _Table:
    """What `Furniture` looks things up in: the phrases by their first two characters, the longest first, and the words
    that stand alone on pages.
    """
    by_start: dict[str, list[tuple[str, str, str]]] = {}
    single: set[str] = set()
    for row in rows:
        by_start.setdefault(row["phrase"][:2], []).append((row["phrase"], row["extent"], row["kind"]))
        if row["kind"] == "page" and row["extent"] != "begin":
            single.update(_WORD.findall(row["phrase"]))
    for phrases in by_start.values():
        phrases.sort(key=lambda phrase: -len(phrase[0]))
    return by_start, single


class Furniture:
    """The phrases of a table; `kind` is the way in."""

    def __init__(self, table: _Table) -> None:
        self._by_start, self._single = table

    def kind(self, line: str) -> str | None:
        """related, source, credit or page; None for a line of the story."""
        if len(line) > _LONGEST:
            return None
        found, begins = self._recognised(line)
        kind = found.kind if found else form(line, begins)
        if found is not None and found.text.startswith(_PARTICIPLES) and tells(line.partition(", ")[2]):
            return None  # “Published on its website, the report shows …”
        exact = found is not None and _END.fullmatch(begins, len(found.text)) is not None
        return None if kind == "page" and not exact and tells(line) else kind

    def is_doubtful(self, line: str) -> bool:
        """Whether furniture goes on, behind the phrase that it is known by, with what may be a headline."""
        found, begins = self._recognised(line)
        return not (found and _END.fullmatch(begins, len(found.text))) and tells(line, unstopped=True)

    def _recognised(self, line: str) -> tuple[Phrase | None, str]:
        """The phrase by which a line is recognised, and the line as phrases are written."""
        lead = _LEAD.match(line)
        begins = line[lead.end() if lead else 0 :].replace("İ", "i").replace("’", "'").lower()
        return self._phrase(line, begins), begins

    def lines(self, doc: Document) -> dict[int, str]:
        """The kind of each segment that is furniture as a whole, by its number.

        The headline is furniture only where it is very short.
        """
        return self._read(doc)[0]

    def tails(self, doc: Document) -> list[tuple[int, str]]:
        """Where furniture begins behind the last sentence of a paragraph, and its kind."""
        return self._read(doc)[1]

    def _read(self, doc: Document) -> tuple[dict[int, str], list[tuple[int, str]]]:
        return doc.once("furniture", lambda: self._all(doc))

    def _all(self, doc: Document) -> tuple[dict[int, str], list[tuple[int, str]]]:
        lines: dict[int, str] = {}
        tails: list[tuple[int, str]] = []
        text = doc.text
        entries = _entries(doc)
        for index, segment in enumerate(doc.segments):
            start, end = segment.span.start, segment.span.end
            if index in entries:
                continue
            if end - start <= _LONGEST:
                kind = self.kind(text[start:end])
                if (
                    not index
                    and kind == "page"
                    and ": " in text[start:end]
                    and not (len(doc.segments) > 1 and _HEADS.match(text, start, end))
                ):
                    continue  # the headline “LIVE: …”
                if kind == "page" and " " not in text[start:end] and _heads_figures(doc, index):
                    continue  # “Close” over the prices of shares
                if kind and (
                    index
                    or (len(doc.segments) > 1 and _ALT_TEXT.match(text, start))
                    or (len(doc.segments) > 1 and _HEADS.match(text, start, end))
                    or (kind in ("page", "related") and text.count(" ", start, end) < (5 if kind == "page" else 4))
                ):
                    lines[index] = kind
                    continue
            if text[end - 1] not in _STOPS or (text[end - 1] == "." and _INITIALS.search(text, end - 6, end)):
                stop = _LAST_STOP.search(text, max(start, end - 220), end)
                kind = self.kind(text[stop.end() : end]) if stop and not text[stop.end()].islower() else None
                if kind and stop and _RATING.fullmatch(text, stop.end(), end):
                    kind = None
                if stop and kind:
                    closed = _CLOSED.match(text, stop.end(), end)  # that belongs to the sentence before
                    tails.append((closed.end() if closed else stop.end(), kind))
        return lines, tails

    def _phrase(self, line: str, body: str) -> Phrase | None:
        """The phrase by which the line is recognised."""
        if _QUOTE.intersection(line[: len(line) - len(body)]):
            return None
        starts = (body[:2], body[:1])
        candidates = [Phrase._make(one) for start in starts for one in self._by_start.get(start, ())]
        for phrase in candidates:
            if body.startswith(phrase.text) and self._fits(phrase, body):
                return phrase
        return None

    def _fits(self, phrase: Phrase, body: str) -> bool:
        rest = body[len(phrase.text) :]
        if (
            rest[:1].isalnum()
            and phrase.text[-1].isalnum()
            and phrase.text[-1].isascii()
            and not _is_year(phrase, rest)
        ):
            return False
        if _END.fullmatch(rest):
            return phrase.extent != "begin" or len(phrase.text) > 12
        words = len(rest.split())
        if phrase.extent == "begin":
            bare = phrase.kind == "page" and phrase.text.isalpha()  # one word, which may begin any sentence
            return words <= 30 and not (bare and not self._goes_on(rest))
        if phrase.kind == "page":
            return len(_WORD.findall(rest)) <= 8 and self._goes_on(rest)
        split = _SPLIT.match(rest)
        if phrase.extent == "all" or not split:
            return False
        if phrase.kind == "related":
            return words <= 35 and (" " in phrase.text or rest.lstrip()[:1] not in "–—-/")
        return words <= (10 if phrase.kind == "source" else 25) and rest.lstrip()[:1] not in "–—-"

    def _goes_on(self, rest: str) -> bool:
        """Whether what follows a phrase is made of words of pages."""
        return all(word in self._single for word in _WORD.findall(rest)) and not _DECADE.search(rest)


_LABELLED = lazy(r"(?P<label>[A-Z][^\W\d_]+(?: [^\W\d_]+)?): [^\W_]")
_ENTRIES, _TELLS = 4, 30  # labels that make a list, in half of the lines of a text, and words of no entry


def _entries(doc: Document) -> frozenset[int]:
    """Lines of a glossary, a programme or briefs, each under a label of its own: “Photo: a still picture, in print.”"""
    if doc.text.count(": ") < _ENTRIES or any(
        segment.span.of(doc.text).count(" ") > _TELLS for segment in doc.segments
    ):
        return frozenset()  # what stands below a story is no list of its own
    found = {
        index: match["label"]
        for index, segment in enumerate(doc.segments)
        if (match := _LABELLED.match(doc.text, segment.span.start, segment.span.end))
    }
    labels = set(found.values())
    return frozenset(found) if len(labels) >= _ENTRIES and 2 * len(found) >= len(doc.segments) - 1 else frozenset()


def _is_year(phrase: Phrase, rest: str) -> bool:
    """Whether a phrase that ends in a century goes on as a year: “© 20” of “© 2024”."""
    return phrase.text[-2:] in ("19", "20") and rest[:2].isdigit() and not rest[2:3].isalnum()


_FIGURE = lazy(r"[-+−]?[$€£]?\d[\d.,]*%?")


def _heads_figures(doc: Document, index: int) -> bool:
    """Whether a line is a cell of a table, or stands beside a figure."""
    near = [doc.segments[at].span for at in (index - 1, index + 1) if 0 <= at < len(doc.segments)]
    return doc.segments[index].kind == "table" or any(
        _FIGURE.fullmatch(doc.text, span.start, span.end) is not None for span in near
    )


def pieces(doc: Document, resources: Resources, kind: str) -> tuple[list[Span], list[Span]]:
    """Lines that are furniture of a kind as a whole, and ends of paragraphs that are, behind the last sentence."""
    phrases = _phrases(resources)
    lines = [doc.segments[index].span for index, found in phrases.lines(doc).items() if found == kind]
    tails = [Span(start, doc.segment_at(start).span.end) for start, found in phrases.tails(doc) if found == kind]
    return lines, tails


# What no story says of itself, and no poem, script or lesson: advertising, and prompts that name their page or network
_NETWORKS = (
    "facebook|twitter|instagram|telegram|whatsapp|viber|youtube|tiktok|vkontakte|linkedin|odnoklassniki|zen|yandex|weibo|wechat|pinterest|reddit|google"
    " news|rss|e-?mail"
)
_PROMPT = lazy(
    r"(?i:\badverti[sz]e?ments?\b|\badvertising\b|\bsponsored\b|\bpromoted (?:content|by)\b|\bcookies?\b|\bjavascript\b"
    r"|\bnewsletters?\b|\bsubscribe (?:to (?:our|the|this)|now|today|here|for)\b|\bqr code\b"
    r"|\b(?:click|tap|press|swipe) (?:here|on|to|the)\b|\bpic\.twitter\.com|\bdownload (?:this|our|the) (?:\w+"
    r" )?(?:video|app"
    r"|image|file|pdf)\b|\b(?:follow|join|like|find|read|watch) (?:us|our (?:\w+ ){1,3}) ?(?:on|in|at)"
    rf" (?:{_NETWORKS})\b"
    rf"|\bshare (?:(?:this|it|the) (?:\w+ )?)?(?:on|in|via|to) (?:{_NETWORKS})\b|\b(?:view|see) (?:this|the) post on\b"
    r"|\bshare (?:this|the) (?:article|story|page|post|news|link|video|text|material)\b"
    r"|\b(?:log|sign) ?in to (?:your|comment|read|continue)\b|\bsign up (?:for|to) (?:our|the)\b|\bskip to\b"
    r"|\b(?:story|article|text) continues\b|\bcontinue reading\b|\bread(?:ing)? time\b|\bmin(?:ute)?s? (?:read|to"
    r" read)\b"
    r"|\b(?:leave|post|add|write) a comment\b|\bto the (?:top|main|home) ?(?:of the page|page)?$|\bprint"
    r" (?:this|version)\b"
    r"|\bdonate (?:now|here|today)\b|\ball rights reserved\b|\bfailed to load\b|\bimages? (?:may|below|above)\b"
    r"|\blorem ipsum\b|\b(?:post|page|total) views\b|\b(?:found|noticed|spotted|see|saw) an?"
    r" (?:mistake|error|typo|bug)\b)"
)
_MOST = 15  # words of a prompt; what is longer tells something besides


def is_prompt(line: str) -> bool:
    """Whether a line is one of the prompts and labels that no story can say."""
    return len(line.split()) <= _MOST and _PROMPT.search(line) is not None


def is_doubtful(piece: str, resources: Resources) -> bool:
    """Whether a piece may yet be a headline or a sentence that begins as furniture does."""
    return _phrases(resources).is_doubtful(piece)


def _phrases(resources: Resources) -> Furniture:
    phrases: Furniture = resources.derived(
        "page furniture",
        lambda them: Furniture(them.derived("phrases of pages", lambda _: _table(them.table("page_furniture")))),
    )
    return phrases
