"""Days, months, peoples, countries and bodies in small letters; not in texts without capitals, nor social posts."""

from itertools import product

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.grammar import base_of
from mtcheck.text.scanner import LiteralScanner
from mtcheck.text.vocabulary import NAME, NOUN, PLURAL, UNKNOWN

RULE = Rule(
    id="lower-case-name",
    mqm="linguistic-conventions/spelling",
    summary="A proper name is in lower case.",
    why="Spanish, French, Russian and Polish write days, months and peoples small, and decoders lose capitals.",
    examples=(
        Bad("The ⟦european union→European Union⟧ approved the loan."),
        Bad("He flew to Lomna on ⟦monday→Monday⟧."),
        Bad("The ⟦russian→Russian⟧ army withdrew in ⟦january→January⟧."),
        Bad("Spokesman Emil ⟦sedlar→Sedlar⟧ said that Jana ⟦novotka→Novotka⟧ was ill."),
        Good("The car will be sold by other Mercedes dealerships."),
        Good("Emil reads, Jana revises it and Emil went, and Ludmila della Torre sang."),
        Bad("He spoke to the ⟦United nations→United Nations⟧ and to the ⟦united States→United States⟧."),
        Good("They bought a house in June."),
        Good("Black sea bass and a new York City shirt were sold, and it is an Islamic state."),
        Good("The china was old, and the turkey was dry."),
    ),
)

_EDGE = frozenset("-_@#./’'&\\")


# Capitals of one word alone that are right: the new York coach, an Islamic state; of bodies, the style of some houses.
_HALVES_TOO = frozenset("New Islamic House Commission Parliament".split())


def _small(name: str) -> list[str]:
    """The forms of a name with capitals missing: all of them, or those of some words of a longer one."""
    words = name.split()
    forms = [name.lower()]
    if len(words) > 1 and _HALVES_TOO.isdisjoint(words):
        forms += [" ".join(form) for form in product(*((word, word.lower()) for word in words))]
    return [form for form in dict.fromkeys(forms) if form != name]


def detect(doc: Document, resources: Resources) -> Findings:
    rows = resources.derived(
        "capitalised-names",
        lambda _: {form: row["name"] for row in resources.table("capitalised_words") for form in _small(row["name"])},
    )
    scanner: LiteralScanner = resources.derived("capitalised-names-scanner", lambda _: LiteralScanner(rows))
    found: list[tuple[int, int, str]] = []
    text = doc.text
    for number, start in scanner.find(text):  # the text as it is: only small letters match
        small = scanner.literals[number]
        end = start + len(small)
        before, after = text[start - 1 : start], text[end : end + 1]
        inside = before.isalnum() or before in _EDGE or after.isalnum() or after in ("-", "_", "@")
        if not inside and not (after == "." and text[end + 1 : end + 2].isalnum()):
            found.append((start, end, rows[small]))
    yield from _surnames(doc, resources)
    last = 0
    for start, end, name in sorted(found, key=lambda item: (item[0], -item[1])):
        segment = doc.segment_at(start)
        if (
            start < last
            or doc.is_masked(start, end)
            or segment.kind == "code"
            or (doc.in_quotation(start) and name.lower() == name)
        ):
            continue
        line, small = segment.span.of(text), text[start:end]
        if not any(char.isupper() for char in line):
            continue  # all in small letters: a post, a slug
        if " " in small and _goes_on(text, start, end, resources):
            continue
        if small[0].isupper() and " " in small and _begins(doc, start):
            continue  # “Red cross on the door”
        last = end
        if " " not in name and name not in text and name.capitalize() in text:
            name = name.capitalize()  # Covid-19, where the house writes it so
        message = f"“{small}” is a name and takes a capital." if small.islower() else f"The name is “{name}”."
        yield RULE.correction(Span(start, end), name, message, 0.93, 0.94)


_NAMED = Pattern(
    r"[A-ZÀ-ÞČĎŇŘŠŤŽŁŚŻ](?<![\w’'-]\S)[^\W\d_]{2,} (?P<last>[a-zß-öø-ÿčďěňřšťůžćłńśźżąęğışőűāēīūņļķģ]{4,20})"
    r"(?![\w@/-]|\.\w|['’](?!s\b))"
)

_DERIVED = tuple(
    "ship ships ness ment ments less ful hood able ible ism ly wise tion tions ising izing ised ized".split()
)
_INFLECTED = ("s", "ed", "ing", "en")


def _given(resources: Resources) -> frozenset[str]:
    return frozenset(
        name
        for table in ("given_names", "first_names")
        for row in resources.table(table)
        for name in row["names"].split()
    )


def _surnames(doc: Document, resources: Resources) -> Findings:
    """A word that nobody knows behind a given name, or in capitals elsewhere in the story: “Emil sedlar said”."""
    vocabulary = resources.model("vocabulary")
    text = doc.text
    for match in doc.matches(_NAMED):
        first, word = match[0].split()
        if word in vocabulary or doc.in_quotation(match.start()):
            continue
        given: frozenset[str] = resources.derived("given-name-words", _given)
        if first not in given:
            continue
        if word.endswith(_DERIVED) or (
            word.endswith(("s", "d")) and (word[:-1] in vocabulary or word[:-2] in vocabulary)
        ):
            continue  # “Mercedes dealerships”, “scolded Emil boorishly”
        if word.endswith(_INFLECTED) and base_of(word, vocabulary):
            continue  # “Jana revises the figures”
        name = word[0].upper() + word[1:]
        if name in text or vocabulary.mostly(first, NAME, UNKNOWN):
            message = f"“{word}” is a name and takes a capital."
            yield RULE.correction(Span(*match.span("last")), name, message, 0.85, 0.85)


def _begins(doc: Document, at: int) -> bool:
    """Whether the sentence begins here, so that its first capital says nothing."""
    return not doc.text[doc.sentence_at(at).start : at].strip(" \"“‘'(")


def _goes_on(text: str, start: int, end: int, resources: Resources) -> bool:
    """Whether common words that make up a name belong to a longer term: “black sea bream”."""
    after = text[end : end + 24].split()
    noun = (
        bool(after)
        and after[0][0].islower()
        and text[end : end + 1] == " "
        and resources.model("vocabulary").mostly(after[0].strip(".,;:"), NOUN, PLURAL, UNKNOWN)
    )
    return noun and text[max(0, start - 4) : start].lower() != "the "
