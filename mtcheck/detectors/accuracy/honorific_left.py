"""Honorifics and forms of address of other languages before or behind a name."""

from re import Match

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span, replace
from mtcheck.cues.claims import Claims
from mtcheck.cues.people import given_names
from mtcheck.text.lazy import lazy
from mtcheck.text.names import without_accents
from mtcheck.text.words import either

RULE = Rule(
    id="honorific-left",
    mqm="audience-appropriateness/culture-specific-reference",
    summary="A name has a foreign honorific.",
    why="English news writes the name alone, or Mr. and Ms.; -san, Pak and Herr say nothing to the reader.",
    examples=(
        Bad("⟦Herr Lindner→Mr. Lindner⟧ opened the session."),
        Bad("⟦Tanabe-san→Tanabe⟧ was late."),
        Bad("⟦Ibu Ratna→Ratna⟧ leads the group with ⟦Pak Joko→Joko⟧."),
        Bad("It was ⟦Ahmet Bey→Ahmet⟧ who called."),
        Bad("⟦Sharma-ji→Sharma⟧ told the crowd to wait."),
        Good("Ninna-ji and Tenryu-ji were closed on Monday."),
        Good("The keepers of Ryoan-ji told visitors to come early."),
        Good("Mr. Lindner flew with Pan American; the Don River froze."),
        Good("The film Monsieur Verdoux; the Frau Holle tale; “Señor Ruiz,” he said."),
        Good("He lives in Ibu Kota and has heard Madame Butterfly."),
        Good("The monks of Tenrin-ji Temple left; Tanabe-sensei teaches judo."),
    ),
)

_BEHIND = Pattern(
    r"\b(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+)?)-"
    r"(?P<title>san|sama|ssi|nim|bey|hanım|hanim|ji|saheb|sahib|effendi|efendi|agha|kun|shi|sonsaengnim)(?![\w-])"
)
_APART = Pattern(r"\b(?P<name>[A-ZÇĞİÖŞÜ][a-zçğıöşü]+) (?P<title>Bey|Hanım|Hanim|Efendi)(?![\w'’-])(?! [A-Z])")
_BEFORE = Pattern(
    rf"(?<![“\"‘'\w])(?P<title>{either('honorific-left: titles')}|Smt\.) "
    r"(?P<name>(?:(?:von|van|de|da|di|del|der) )?[A-ZÁÉÍÓÚÄÖÜÑÇŁŚŻČŠŽ][a-záéíóúäöüñçłśżčšžã]+)(?![\w])"
)
_MISTER = frozenset({"Herr", "Señor", "Senhor", "Signor", "Signore", "Monsieur", "Meneer", "Gospodin", "Pán"})
_MISS = frozenset(
    {"Frau", "Fräulein", "Señora", "Señorita", "Senhora", "Signora", "Madame", "Mevrouw", "Pani", "Gospođa", "Paní"}
)
_WORKS = frozenset(
    "Holle Kota Verdoux Bovary Butterfly Tussaud Tussauds Hulot Figaro Speaker Secretary President Ram Krishna"
    " Pertiwi".split()
)
_HOLY = lazy(r"\b(?:[Tt]emples?|[Ss]hrines?|[Mm]onaster(?:y|ies)|[Cc]astles?|[Pp]agodas?|pilgrims?|monks?|Buddhist)\b")
_PLACE = lazy(
    r" (?:Temple|Shrine|Castle|Station|Monastery|Pagoda|Park|Mountain|Mount|River|Bridge|City|Town|Village|County"
    r"|District|Province|Airport|Gate|Hall|School|Street|Buddhist)\b"
)


_PREPOSITION = lazy(r"\b(?:of|at|near|to|from|around|inside|outside) $")
_SPEAKS = lazy(r",? (?:has |had |also )?(?:said|says|told|tells|added|wrote|asked|resigned|died|met|thanked)\b")


def _of_a_person(doc: Document, match: Match[str], resources: Resources) -> bool:
    """Whether an Indian “-ji” stands behind a known given name or two names, or who bears it speaks."""
    name = match["name"]
    return (
        " " in name
        or without_accents(name) in given_names(resources)
        or (_SPEAKS.match(doc.text, match.end()) is not None and not _PREPOSITION.search(doc.before(match.start(), 10)))
    )


def detect(doc: Document, resources: Resources) -> Findings:
    taken = Claims()
    for pattern, sure in ((_BEHIND, 0.88), (_APART, 0.85), (_BEFORE, 0.85)):
        for match in doc.matches(pattern):
            span = Span(*match.span())
            title, name = match["title"], match["name"]
            if (
                name in _WORKS
                or name in ("San", "Sensei")
                or doc.in_quotation(span.start)
                or taken.overlaps(span.start, span.end)
            ):
                continue
            if (
                pattern is _BEHIND
                and title in ("shi", "kun", "ji", "san")
                and name.split()[-1] in ("Nara", "Gan", "Hara", "Kyoto", "Shi", "Tai", "Xi", "Ho", "Tan", "Wu")
            ):
                continue
            if pattern is _BEHIND and _PLACE.match(doc.text, span.end):
                continue  # Kiyosen-ji Temple, Himeji-jo: a part of a place's name
            if pattern is _BEHIND and title == "ji" and not _of_a_person(doc, match, resources):
                continue  # Tofuku-ji, Ninna-ji: temples
            if pattern is _BEHIND and title in ("ji", "jo") and _HOLY.search(doc.sentence_at(span.start).of(doc.text)):
                continue  # Kinkaku-ji, a temple in Kyoto
            taken.take(span.start, span.end)
            if pattern is _BEFORE and title in _MISTER | _MISS:
                short = f"Mr. {name}" if title in _MISTER else f"Ms. {name}"
                repairs = [replace(span, short, sure), replace(span, name, sure - 0.1)]
            else:
                repairs = [replace(span, name, sure)]
            message = f"“{title}” is not English; write the name alone, or Mr. or Ms."
            yield RULE.finding(span, message, confidence=sure, repairs=repairs)
