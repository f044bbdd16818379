"""Script and style code that a scraper took for text: a declaration block, or a call that only browsers know."""

import re

from mtcheck.core import Applicability, Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity
from mtcheck.cues.removal import debris
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="code-snippet",
    mqm="design-and-markup/markup-tag",
    severity=Severity.MAJOR,
    applicability=Applicability.AUTOMATIC,
    residue=True,
    summary="The text contains program code of the web page.",
    why="Scrapers that strip tags leave the script between them.",
    examples=(
        Bad("The mill closed.⟦\ngoogletag.cmd.push(function() { googletag.display('div-1'); });→⟧\nIt was old."),
        Bad("The mill closed.⟦ (adsbygoogle = window.adsbygoogle || []).push({});→⟧ It was old."),
        Bad("⟦.lead { color: #333; font-size: 14px } →⟧The mill closed."),
        Bad("The mill closed.⟦ var adSlot = 'mid';→⟧"),
        Good("The window.Then he left."),
        Good("The function of the court (to judge) is clear."),
        Good("He wrote {sic}: a var of wine."),
        Good("The document was signed; the console.log game is new."),
    ),
)

_CALL = Pattern(
    r"(?:adsbygoogle ?= ?window|(?:window|document|googletag|adsbygoogle|_taboola|_gaq|_paq|dataLayer|fbq|gtag|jQuery"
    r"|console|twttr|pbjs|googlefc|disqus_config|blockAdBlock)(?:\.[A-Za-z_]+){0,4} ?(?:\(|=(?!=)|\|\|)|\$\(['\"]"
    r"|(?:ga|Ya|VK|FB)[.(][A-Za-z'\".]{2,40}\("
    r"|!?function ?\(\w?[\w, ]{0,40}\) ?\{|(?:var|let|const) [A-Za-z_$][\w$]{0,40} ?= ?[^\s]|window\._?\w+ ?="
    r"|document\.(?:write|getElement\w*|createElement|querySelector\w*)|addEventListener\()"
)
_HEAD = Pattern(r"[(!]{0,2}[Ff]unction ?\( ?\w{1,4}(?: ?, ?\w{1,4}){1,6} ?\)")
_SIGNS = lazy(r"[;{}]|\)\)|\|\||=>|['\"]\)")
_STYLE = Pattern(
    r"\{ ?(?:[a-z-]{3,30} ?: ?[^{};:\n]{1,80};[^{}\n]{0,400}|(?:color|width|height|margin|padding|display|font"
    r"|background|border|float|position|top|left)[a-z-]{0,20} ?: ?[^{};\n]{1,80})\}"
)
_SELECTOR = lazy(
    r"(?:@media[^{}]{0,60}\{ ?)?(?:(?:[.#@*]|\b)[A-Za-z][\w.#:>-]{0,40}(?:, ?| ?> ?| (?=[.#@])|(?= ?$))){0,5} ?$"
)
_JSON = Pattern(r"\{ ?\"@?[a-z_]\w{0,30}\" ?: ?[\[{\"\d][^\n]{0,2000}\}", ignore_case=True)


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    spans: list[tuple[int, int]] = []
    for match in doc.matches(_CALL, masked=True):
        line = doc.segment_at(match.start()).span
        start = match.start()
        while start > line.start and text[start - 1] in "( ":
            start -= 1
        start += len(text[start : match.start()]) - len(text[start : match.start()].lstrip())
        rest = text[start : min(line.end, start + 4000)]
        if not _SIGNS.search(rest):
            continue
        spans.append((start, start + _length(rest)))
    for match in doc.matches(_HEAD, masked=True):
        line_end = doc.segment_at(match.start()).span.end
        if match.end() == line_end:
            spans.append(match.span())
    for match in doc.matches(_STYLE, masked=True):
        line = doc.segment_at(match.start()).span
        lead = text[max(line.start, match.start() - 120) : match.start()]
        selector = _SELECTOR.search(lead)
        begin = match.start() - (len(lead) - selector.start() if selector else 0)
        begin += len(text[begin : match.start()]) - len(text[begin : match.start()].lstrip())
        spans.append((begin, match.end()))
    spans += [match.span() for match in doc.matches(_JSON, masked=True)]
    last = -1
    for start, end in sorted(spans):
        if start < last:
            continue
        last = end
        yield debris(RULE, doc, start, end, "This is program code of the web page.", 0.95, 0.93)


def _length(rest: str) -> int:
    """How far the code goes: to the last sign of it before prose begins."""
    end = 0
    for sign in re.finditer(r"[;})]+", rest):
        if end and re.match(r" ?[A-Z][a-z]+(?: [a-z]+){2}", rest[end:]):
            break
        end = sign.end()
    return end
