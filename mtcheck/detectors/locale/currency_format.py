"""A money sign behind the figure or beside a second name of the currency, and currency names in another language."""

import re
from decimal import Decimal

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.claims import Claims
from mtcheck.cues.figures import at_figures
from mtcheck.text.lazy import lazy
from mtcheck.text.numbers import big, english
from mtcheck.text.words import paired

RULE = Rule(
    id="currency-format",
    mqm="locale-conventions/currency-format",
    summary="A sum of money is written as another language writes it, or names its currency twice.",
    why="English puts the sign before the figure, without a space, and once.",
    limits="Figures grouped in lakhs (“Rs 1,50,000”) are hints in stories of South Asia.",
    examples=(
        Bad("The bridge cost ⟦40 million €→€40 million⟧."),
        Bad("He paid ⟦$300 dollars→$300⟧ for it."),
        Bad("It cost ⟦$ 1.200.000 pesos→1,200,000 pesos⟧, says the bank."),
        Bad("The fine is ⟦1.500 TL→1,500 lira⟧ a day."),
        Bad("Entry costs ⟦euro 8→8 euros⟧ at the door."),
        Good("The bridge cost €40 million, or $43 million, not 40 million euros."),
        Good("The fee is Rs 300; R$ 2,500; US$5 and A$7; HK$ 20."),
        Good("The 5 €uro-zone states met; A$5 was paid."),
        Good("At the close: £/$ 1.2458; £/€ 1.1661; gold $2,322 an ounce."),
    ),
)

_SCALE = r"(?: (?:thousand|million|billion|trillion|milliards?|mln\.?|mio\.?|mrd\.?|bn|m))?"
_FOREIGN_SCALE = lazy(
    r"[ \u00a0]?(?:(?:[BbTt]ilh|[Mm]illón|[Mm]ilione\b)|[Mm]il(?:h|j|lones|l?iard|l?ion[eis]|l?ionen|iony|yon|yar|jon)"
    r"|mln|mld|mrd|Mrd|Mio|mio|mlrd|bln|Tsd|tys|thous|thsd)"
)
_INDIAN = Pattern(
    r"(?P<amount>\d(?<![\d,]\d)(?<!\d\.\d)"
    r"(?:\d?(?:,\d{2})+,\d{3}(?!\d)(?: ?/[-=–](?!\w))?|[\d,]*(?P<slash> ?/[-=–])(?!\w)))"
)
_RUPEES = lazy(r"(?:\b(?:Rs\.?|INR|PKR|NPR|LKR|BDT|Tk\.?) ?|[₹৳] ?)$")
_BEHIND = Pattern(
    rf"(?<![\w$€£¥.,])(?P<amount>\d(?:[\d.,]*\d)?(?:[\u00a0\u202f ]\d{{3}})*)(?P<scale>{_SCALE})[ \u00a0\u202f]?"
    r"(?P<sign>[€£$¥₽₺₴₹₩])(?![\w€£$]| ?\d)"
)
_SPACED = Pattern(
    r"(?<![\wA-Z/])(?P<sign>[€£$])[ \u00a0\u202f](?P<amount>\d(?:[\d.,]*\d)?)"
    r"(?=(?P<scale> (?:thousand|million|billion|trillion)|))"
)
_NAMES = (
    "dollars|euros|pounds|yen|yuan|rupees|rubles|roubles|hryvnias?|hryvnia|lira|won|reais|rupiah|pesos|zlotys?|crowns"
    "|francs|ringgit|baht|rand|dirhams|riyals|shekels|forints"
)
_SHORT = Pattern(
    r"(?<![\w$€£¥.,])(?P<amount>\d(?:[\d.,]*\d)?) ?(?P<short>[KkM]|[Mm]d|[Mm]ds|[Mm]rd|Mio|mln|MM|bn) ?"
    r"(?P<sign>[€£$])(?![\w€£$]| ?\d)"
)
_SHORTS = {
    "k": "000",
    "m": " million",
    "mm": " million",
    "mio": " million",
    "mln": " million",
    "md": " billion",
    "mds": " billion",
    "mrd": " billion",
    "bn": " billion",
}
_PLURAL = Pattern(
    r"(?P<sign>(?:US|R|A|C|S|HK|NT)?\$|[€£¥₽₺₴₹₩])[ \u00a0\u202f]?(?P<amount>\d(?:[\d.,]*\d)?) "
    r"(?P<scale>million|billion|trillion|thousand)s\b"
)
_OF_INDIA = Pattern(r"\b(?:lakhs?|crores?|rupees?|taka|India[n'’]?|Pakistan|Bangladesh|Nepal)\b")
_SHILLINGS = lazy(r"\b(?:[KTU]?[Ss]hs?\.?|SHS\.?|K[Ee][Ss]|TZS|UGX) ?$")
_TWICE = Pattern(
    rf"(?P<sign>US\$|R\$|[€£$¥₽₺₴₹₩])[ \u00a0]?(?P<amount>\d(?:[\d.,]*\d)?)(?P<scale>{_SCALE}) "
    rf"(?P<name>US dollars|U\.S\. dollars|{_NAMES})(?![\w-])"
)
_CODE = Pattern(
    rf"(?<![\w.,$€])(?P<amount>\d(?:[\d.,]*\d)?)(?P<scale>{_SCALE}) (?P<code>USD|EUR|GBP|UAH|RUB|RUR|PLN|TRY|TL|IDR"
    rf"|KRW|JPY|CNY|RMB|INR|CZK|BRL|MXN|HUF|SEK|NOK|DKK|CHF) (?P<name>{_NAMES}|kronor|kroner|koruna|reals)(?!\w)"
)
_LOCAL = Pattern(
    r"\b(?:Rp\.?|Rs\.?|zł|UAH|RUB|TL|RM|KRW|IDR|RMB|CNY|JPY|INR|PKR|PLN|RUR|TRY|BRL|EUR|USD|GBP|MXN|ARS|THB) ?"
    rf"(?P<amount>\d(?:[\d.,]*\d)?)(?P<scale>{_SCALE}) (?P<name>rupiah|rupees|zlotys?|hryvnias?|rubles|roubles|lira"
    r"|ringgit|won|yuan|yen|reais|euros|dollars|pounds|pesos|baht)(?!\w)"
)
_FRONT = Pattern(
    r"\b(?P<name>euros?|Euros?|dollars?|yen|yuan|rubles?|roubles?|zloty|pesos|reais) (?P<amount>\d(?:[\d.,]*\d)?)"
    r"(?P<scale>(?: (?:thousand|million|billion|trillion))?)(?![\w%-]"
    r"| (?:percent|per cent|countries|members|percentage|banknotes|coins|points|qualif|cup|championship|group|final))"
)
_PARTITIVE = Pattern(
    r"(?<![\w.,$€£])(?P<amount>\d(?:[\d.,]*\d)?) (?P<scale>million|billion|trillion|thousand)"
    r"(?:s?(?: of| de| d['’]) ?|s )"
    rf"(?P<name>{_NAMES}|people|tons|tonnes|barrels|inhabitants|hectares|cubic|litres|liters|US|U\.S\.)(?!\w)"
)
_FOREIGN = paired("currency-format: foreign")
_WORDS = Pattern(
    rf"(?<![\w.,$€£])(?P<amount>\d(?:[\d.,]*\d)?)(?P<scale>{_SCALE}) ?(?P<name>dolares|dólares|dollari|dolar|dollares"
    r"|rublos|rub\.|rubl\.|руб\.|TL|libras|yenes|ienes|hrn\.?|грн|zł|zl|Kč|rublei|рублей|евро|долларов|円|元|원|ευρώ"
    r"|eiro|evro|euro['’]s|rubli|rubley|grivnas?|grivnia|livres|couronnes|kronen|yens|yuans|türk lirası)(?!\w)",
)

_FOLLOWERS = {_INDIAN: ",/ ", _PARTITIVE: " .,", _WORDS: ""}


def detect(doc: Document, resources: Resources) -> Findings:
    taken = Claims()
    for pattern, sure in (
        (_INDIAN, 0.9),
        (_SHORT, 0.9),
        (_PLURAL, 0.9),
        (_LOCAL, 0.93),
        (_CODE, 0.93),
        (_TWICE, 0.92),
        (_BEHIND, 0.92),
        (_WORDS, 0.92),
        (_PARTITIVE, 0.9),
        (_FRONT, 0.88),
        (_SPACED, 0.9),
    ):
        for match in at_figures(doc, pattern, _FOLLOWERS[pattern]) if pattern in _FOLLOWERS else doc.matches(pattern):
            start, end = match.span()
            sign = None
            if pattern is _INDIAN:
                sign = _RUPEES.search(doc.text, max(0, start - 5), start)
                shillings = None if sign else _SHILLINGS.search(doc.text, max(0, start - 6), start)
                if shillings and match["slash"]:
                    span = Span(shillings.start(), end)
                    shown = f"{big(Decimal(re.sub('[^0-9]', '', match['amount'])))} shillings"
                    taken.take(span.start, span.end)
                    yield RULE.correction(span, shown, f"“{span.of(doc.text)}” should be “{shown}”.", 0.9)
                    continue
                if sign is None and match["slash"]:
                    continue
                start = sign.start() if sign else start
            if pattern is _SPACED:
                end = match.end("amount")
            if taken.overlaps(start, end) or not _is_money(doc, pattern, match):
                continue
            lead = doc.text[start : match.start()].strip()
            text = _indian(lead, match["amount"]) if pattern is _INDIAN else _written(pattern, match)
            said = doc.text[start:end]
            if text is None or text != said:
                taken.take(start, end)
                grouped = pattern is _INDIAN and not match["slash"] and (bool(sign) or _is_of_india(doc))
                weight = Severity.NEUTRAL if grouped else None
                message = f"“{said}” should be “{text}”." if text else f"“{said}” names two currencies."
                yield RULE.correction(Span(start, end), text, message, sure, severity=weight)


def _is_of_india(doc: Document) -> bool:
    """Whether a story speaks of where figures are grouped in lakhs and crores, which its readers know."""
    return next(doc.matches(_OF_INDIA, masked=True), None) is not None


def _indian(sign: str, amount: str) -> str:
    figure = f"{int(re.sub('[^0-9]', '', amount)):,}"
    return f"{sign} {figure}" if sign.rstrip(".").isalpha() else sign + figure


def _is_money(doc: Document, pattern: Pattern, match: "re.Match[str]") -> bool:
    after = doc.after(match.end(), 14).lower()
    if pattern is _SPACED:
        return _FOREIGN_SCALE.match(doc.text, match.end("amount")) is None
    if pattern is _BEHIND:
        return match["sign"] != "$" or " " in match[0] or not after[:1].isalnum()
    if pattern is _PARTITIVE:
        lead = doc.before(match.start(), 10).lower()
        return match["amount"] != "1" and not lead.endswith(("tens of ", "hundreds of "))
    if pattern is _FRONT:
        amount = match["amount"]
        if (re.fullmatch(r"(?:19|20)\d\d", amount) and not match["scale"]) or after[:1] in ("-", "/"):
            return False
        lead = doc.before(match.start(), 14).lower()
        return re.search(r"\d ?$|(?:the|in|and|or|million|billion|thousand|to) $", lead) is None
    return True


_OWN = {"€": "euro", "£": "pound", "$": "dollar", "US$": "dollar", "R$": "reais", "¥": "y"}  # how their names begin


def _twice(match: "re.Match[str]", amount: str) -> str | None:
    """A sum with both sign and name: the sign alone, the name where “$” stands for pesos; None where they differ."""
    sign, name = match["sign"], match["name"]
    if sign in "₽₺₴₹₩" or (sign == "$" and name == "pesos"):
        return f"{amount} {name}"
    return sign + amount if name.removeprefix("US ").removeprefix("U.S. ").startswith(_OWN[sign]) else None


def _written(pattern: Pattern, match: "re.Match[str]") -> str | None:
    if pattern is _SHORT:
        short = _SHORTS[match["short"].lower()]
        if short == "000":
            short = ",000" if match["amount"].isdigit() else " thousand"
        return f"{match['sign']}{english(match['amount'])}{short}"
    if pattern is _PLURAL:
        return f"{match['sign']}{english(match['amount'])} {match['scale']}"
    amount, scale = english(match["amount"]), _scale(match["scale"])
    if pattern in (_BEHIND, _SPACED):
        return match["sign"] + amount + ("" if pattern is _SPACED else scale)
    if pattern is _TWICE:
        return _twice(match, amount + scale)
    name = match["name"]
    if pattern is _PARTITIVE:
        return f"{amount} {match['scale']} {name}"
    if pattern is _WORDS:
        name = _FOREIGN.get(name.lower(), "zlotys" if name == "zl" else name)
        name = name.replace("’", "'")
    if pattern is _FRONT:
        name = {"euro": "euros", "dollar": "dollars", "ruble": "rubles", "rouble": "roubles"}.get(
            name.lower(), name.lower()
        )
    return f"{amount}{scale} {name}"


def _scale(scale: str) -> str:
    word = scale.strip().rstrip(".").lower()
    if word in ("milliard", "milliards"):
        return " billion"
    return _SHORTS[word] if word in ("mln", "mio", "mrd") else f" {word}" if word else ""
