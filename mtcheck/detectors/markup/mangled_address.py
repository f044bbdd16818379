"""Web and mail addresses, handles and hashtags with spaces in them; repaired where the pieces join to a valid one."""

import re

from mtcheck.core import Applicability, Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.claims import Claims
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="mangled-address",
    mqm="linguistic-conventions/textual-conventions",
    applicability=Applicability.AUTOMATIC,
    summary="An address, handle or hashtag is broken by spaces.",
    why="Tokenisers split addresses at their punctuation.",
    examples=(
        Bad("See ⟦https: / / www. example. org→https://www.example.org⟧ for the list."),
        Bad("Write to ⟦press @ example . org→press@example.org⟧ today."),
        Bad("The tag ⟦# SaveTheDelta→#SaveTheDelta⟧ is trending."),
        Bad("The post by ⟦@ delta_news→@delta_news⟧ was removed."),
        Good("See https://www.example.org for the list."),
        Good("# Railway strike hits the north\nTrains stood still on Monday."),
        Good("He bought 4 @ 5 dollars and ranks # 1."),
        Good("They won. Com Verne scored."),
        Good("Names that end in the .com suffix outsell any .org name; popular .net domains cost less."),
    ),
)

_TLD = r"(?:com|org|net|info|gov|edu|int|news|tv|eu|ua|ru|de|fr|es|it|pl|tr|br|cn|jp|kr|id|in|uk|io|me|co)"
_URL = Pattern(
    rf"\b(?:[Hh]ttps?|ftp) ?: ?/ ?/ ?(?:www ?\. ?)?[\w-]+(?: ?\. ?[\w-]+){{0,3}} ?\. ?{_TLD}\b(?: ?/ ?[\w-]+"
    rf"(?:\.html?)?){{0,5}}(?: ?/(?!\w))?|\bwww ?\. ?[\w-]+(?: ?\. ?[\w-]+){{0,2}} ?\. ?{_TLD}\b(?: ?/ ?[\w-]+){{0,4}}"
)
_MAIL = Pattern(rf"\b[\w.-]+ ?@ ?[\w-]+(?: ?\. ?[\w-]+){{0,2}} ?\. ?{_TLD}\b")
_HASHTAG = Pattern(
    r"(?<![\w#&])(?<!\b[A-G] )(?!^# [A-Z]?[a-z]+ [\w“\"])#"
    r" (?:[A-Z][a-z]+[A-Z]\w{1,30}|[a-z]{4,30}\d{0,4}|[A-Z][a-z]{3,30}\d{0,4})\b"
)
_HANDLE = Pattern(
    r"(?<![\w@])@ (?:[A-Za-z]\w*(?:_\w+|\d+|[a-z][A-Z]\w*)|[a-z]{4,20}(?= (?:wrote|tweeted|posted|said)))\b"
)
_SITE = Pattern(r"\b[A-Za-z][\w-]{2,30}(?: \. ?|\. )(?:com|org|net|gov|info|ru|ua|cz|kz|hu)\b(?![’'-])")

_PLAIN_WORD = lazy(r"(?<=/) (?:[a-z]+|[A-Z][a-z]+)$")
_HANDLE_BEFORE = lazy(r"^[A-Za-z]+ @(?! )")
_OF_A_DOMAIN = lazy(
    r"(?:the|an?|and|or|in|of|for|under|with|using|its|their|new|both|as|like|than|all|any|some|every|each|no) \.",
    re.IGNORECASE,
)
_DOMAIN = lazy(r" (?:suffix|domains?|address(?:es)?|names?|endings?|sites?|bubble|boom|crash|era)\b")


def detect(doc: Document, resources: Resources) -> Findings:
    taken = Claims()
    for pattern in (_URL, _MAIL, _HASHTAG, _HANDLE, _SITE):
        for match in doc.matches(pattern, masked=True):
            start, end = match.span()
            whole = re.sub(r"\s", "", match[0])
            if " " not in match[0] or taken.overlaps(start, end):
                continue
            if pattern is _MAIL and not re.fullmatch(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", whole):
                continue
            if pattern is _MAIL and _HANDLE_BEFORE.search(match[0]):
                continue  # “on its handle @harbour.gov”
            if pattern is _URL and (plain := _PLAIN_WORD.search(match[0])):  # a sentence that goes on behind an address
                end -= len(plain[0])
                whole = re.sub(r"\s", "", doc.text[start:end])
                if len(whole) == end - start:
                    continue
            if pattern is _SITE and (_OF_A_DOMAIN.match(match[0]) or _DOMAIN.match(doc.text, end)):
                continue  # “the .com suffix”
            taken.take(start, end)
            sure = 0.93 if pattern in (_URL, _MAIL, _SITE) else 0.88
            yield RULE.correction(Span(start, end), whole, f"“{match[0]}” is broken by spaces.", sure)
