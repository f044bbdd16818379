"""A person's name put into English words: “Nikolai Sparrow” for Nikolai Vorobyov, “Sea Aydın” for Deniz Aydın.

`lexicons/translated_names.tsv` has the words and what they stand for, by language; `lexicons/first_names.tsv` given
names that tell the language. A family name is judged when a given name of its language stands in front; a given name
when a family name that no English text knows stands behind. A word alone is one where the story has the person with
the name that it stands for: “Lena Dorn … Thorn said” (role `alone`, and the family names).
"""

import re
from collections import defaultdict

from mtcheck.core import (
    Bad,
    Document,
    Finding,
    Findings,
    Good,
    Pattern,
    Repair,
    Resources,
    Rule,
    Severity,
    Span,
    replace,
)
from mtcheck.text.closed_classes import WEEKDAYS
from mtcheck.text.lazy import lazy
from mtcheck.text.names import without_accents
from mtcheck.text.scanner import runs
from mtcheck.text.vocabulary import PARTICIPLE, PAST, Vocabulary

RULE = Rule(
    id="translated-personal-name",
    mqm="accuracy/do-not-translate",
    severity=Severity.MAJOR,
    summary="A person's name was translated as if it were a word.",
    why="Many names are words in their language; engines that do not see a name translate it, and the person is lost.",
    examples=(
        Bad("The driver, Nikolai ⟦Sparrow→Vorobyov⟧, was fined."),
        Bad("Mayor João ⟦Rabbit→Coelho⟧ resigned."),
        Bad("The actress ⟦Sea→Deniz⟧ Karataşlı was freed."),
        Bad("Mayor Lena Dorn opened it. ⟦Thorn→Dorn⟧ said it was dear."),
        Bad("Igor Vorobyov was fined. A lawyer for ⟦Sparrow→Vorobyov⟧ will appeal."),
        Bad("The director Sedef Toprak lives in Lomna. ⟦Earth→Toprak⟧ last made a film in May."),
        Good("The director Sedef Toprak lives in Lomna. Earth turned a little, and the Earth was round."),
        Good("Mayor Lena Dorn met Jane Thorn. Thorn said it was dear."),
        Good("Mayor Lena Dorn opened it. Thorn bushes line the road to Thorn."),
        Good("The film stars Jack Sparrow."),
        Good("Ivan said Sparrow Hall was closed."),
        Good("The Black Sea Karataşlı line was cut."),
        Good("Anna Wolf and Peter Fox won."),
    ),
    limits=(
        "A person who bears the English word as a name abroad is taken for a slip; the original is the commonest of"
        " several."
    ),
    names=True,
)

_FAMILY = Pattern(
    r"(?<![\w-])(?P<given>[A-ZÁÉÍÓÚÀÈÄÖÜÇĐŁŞŠŽČŘİ][^\W\d_]+(?:-[A-Z][a-z]+)?) (?P<word>[A-Z][a-z]+)(?![\w-])(?! [A-Z])"
)
_GIVEN = Pattern(r"(?<=[a-z,;] )(?P<word>[A-Z][a-z]+) (?P<family>[A-ZÇĞİÖŞÜ][^\W\d_]{3,})(?![\w-])(?! [A-Z])")
# Words that English people bear as family names all over the world: only a given name that no English speaker bears
# makes them suspect, and still less.
_ENGLISH_TOO = frozenset(
    "Smith Miller Hunter Fisher Baker Cook Brown Black White Green Long King Knight Stone Potter Weaver Judge Fox Wolf"
    " Rose Pope Frost Bishop Church Cross Castle Wood Woods Hill Field".split()
)

# The word as a person: it speaks or acts, or others do so for it
_ALONE = Pattern(
    r"(?<![\w’'-])(?P<word>[A-Z][a-z]{2,})(?=(?:['’]s)? (?:said|says|told|tells|added|also|was|is|has|had|will|did"
    r"|denied|who|himself|herself|became|won|scored|wrote|called|described|explained|refused|spoke|noted)\b)"
    r"|(?<![\w’'-])(?P<doer>[A-Z][a-z]{2,})(?= (?:(?:last|later|then|now|never|still|once|first)"
    r" )?(?P<verb>[a-z]+(?:d|t|w|n|e|k))\b)"
    r"|\b(?:by|for|of|with|that|and|against|Mr|Mrs|Ms|Mr\.|Mrs\.|Ms\.) (?P<other>[A-Z][a-z]{2,})(?![\w’-]| [A-Z])"
)
_NAMED = lazy(r"[A-ZÀ-Ž][\w'’-]+ $")
_TURKISH = frozenset("ğışçĞİŞÇ")
_BEFORE_NAME = lazy(r"(?<![\w'’-])(?!the |of |in |near |on )[a-z]{2,}[,;]? $")


def _words(resources: Resources) -> dict[str, dict[tuple[str, str], str]]:
    found: defaultdict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for row in resources.table("translated_names"):
        found[row["role"]][row["word"], row["language"]] = row["original"]
    return dict(found)


def _suspects(resources: Resources) -> dict[str, list[str]]:
    """By their lower case, the words that may stand for a family name or a given name behind or before another."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    words: dict[str, dict[tuple[str, str], str]] = resources.derived("translated names", _words)
    for word in sorted({word for role in ("family", "given") for word, _ in words.get(role, ())}):
        found[word.lower()].append(word)
    return dict(found)


def _languages(resources: Resources) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in resources.table("first_names"):
        for name in row["names"].split():
            found[name].append(row["language"])
    return dict(found)


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _alone(doc, resources)
    suspects: dict[str, list[str]] = resources.derived("translated names in lower case", _suspects)
    there = doc.all_words & suspects.keys()
    if not any(f" {word}" in doc.text for low in there for word in suspects[low]):
        return
    lines = doc.having(there)
    words = resources.derived("translated names", _words)
    languages = resources.derived("languages of first names", _languages)
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_FAMILY, among=lines):
        originals = [
            words["family"][match["word"], language]
            for language in languages.get(match["given"], ())
            if (match["word"], language) in words["family"]
        ]
        if originals and match["word"] not in _ENGLISH_TOO:
            yield _finding(Span(*match.span("word")), match["word"], originals, 0.8)
    for match in doc.matches(_GIVEN, among=lines):
        if vocabulary.count(match["family"]) or vocabulary.capital(match["word"]) > 60:
            continue
        spoken = [language for word, language in words["given"] if word == match["word"]]
        if _TURKISH & set(match["family"]):
            spoken.sort(key=lambda language: language != "tr")
        originals = [words["given"][match["word"], language] for language in spoken]
        if originals and _BEFORE_NAME.search(doc.text, max(0, match.start() - 20), match.start()):
            yield _finding(Span(*match.span("word")), match["word"], originals, 0.7)


def _originals(resources: Resources) -> dict[str, list[tuple[str, str, frozenset[str]]]]:
    """By the word in lower case, the word, each name that it may stand for alone, and the words of that."""
    found: defaultdict[str, list[tuple[str, str, frozenset[str]]]] = defaultdict(list)
    for row in resources.table("translated_names"):
        if row["role"] != "given" and row["word"] not in WEEKDAYS:
            names = dict.fromkeys((row["original"], without_accents(row["original"])))
            found[row["word"].lower()] += [(row["word"], name, frozenset(runs(name))) for name in names]
    return dict(found)


def _alone(doc: Document, resources: Resources) -> Findings:
    """Words alone for which the story has the name, with another in front of it."""
    text, words = doc.text, doc.all_words
    names: dict[str, list[tuple[str, str, frozenset[str]]]] = resources.derived("names by translation", _originals)
    there: defaultdict[str, list[str]] = defaultdict(list)
    for low in words & names.keys():
        for word, original, parts in names[low]:
            if parts <= words and original in text and word in text and _is_named(doc, original):
                there[word].append(original)
    if not there:
        return
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_ALONE, among=doc.having(set(map(str.lower, there)))):
        group = next(group for group in ("word", "doer", "other") if match[group])
        word, start = match[group], match.start(group)
        if word not in there or _NAMED.search(text, max(0, start - 20), start) or _is_named(doc, word):
            continue
        if doc.before(start, 4).lower() == "the ":
            continue
        if match["verb"] and not _acts(doc, match["verb"], word, vocabulary):
            continue
        yield _finding(Span(*match.span(group)), word, sorted(there[word]), 0.8)


def _acts(doc: Document, verb: str, word: str, vocabulary: Vocabulary) -> bool:
    """Whether the word is one for what somebody did, and the story does not speak of the thing itself: the earth."""
    return vocabulary.may_be(verb, PAST, PARTICIPLE) and not re.search(rf"\b[Tt]he {re.escape(word)}\b", doc.text)


def _is_named(doc: Document, family: str) -> bool:
    """Whether the story has the family name behind another name."""
    return doc.once(f"named {family}", lambda: _has_before_it(doc.text, family))


def _has_before_it(text: str, family: str) -> bool:
    at = text.find(f" {family}") + 1
    while at:
        end = at + len(family)
        if not _GOES_ON.match(text, end) and _NAMED.search(text, max(0, at - 20), at):
            return True
        at = text.find(f" {family}", end) + 1
    return False


_GOES_ON = lazy(r"[\w-]")


def _finding(span: Span, word: str, originals: list[str], confidence: float) -> Finding:
    names = list(dict.fromkeys(originals))
    repairs: list[Repair] = [replace(span, name, confidence * 0.8 / (number + 1)) for number, name in enumerate(names)]
    message = f"“{word}” looks like the translation of a name, perhaps “{names[0]}”."
    return RULE.finding(span, message, confidence=confidence, repairs=repairs)
