"""Strings that no writer typed: capitals in mid-word, letters set apart, runs of one letter, clusters of consonants."""

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="engine-debris",
    mqm="linguistic-conventions/unintelligible",
    severity=Severity.MAJOR,
    summary="A string is not a word.",
    why="Engines and scanners break down on rare input and leave fragments.",
    examples=(
        Bad("The ⟦prtzkhvlst⟧ of the region spoke."),
        Bad("Police ⟦seiZEd→seized⟧ the boat."),
        Bad("The ⟦c o u r t→court⟧ sat on Friday."),
        Bad("The mayor said ⟦aaaaaaaaa⟧ and left."),
        Good("The iPhone and the Knightsbridge store."),
        Good("The BioNTech vaccine, the MoD, YouTube and eBay agreed; McDonald left."),
        Good("Plan A B C D E F; hmmm, aaah, shhhh, zzz."),
        Good("The B A A and K P M G."),
    ),
)

_CLUSTER = Pattern(r"[bcdfghjklmnpqrstvwxz]{7}|([a-z])\1{4}")
_CAPITALS = Pattern(r"[A-Z]{2}[a-z]")
_INNER = lazy(r"[a-z]{2,}[A-Z]{2,}[a-z]+|[A-Z][a-z]+[A-Z]{2,}[a-z]{2,}")
_APART = Pattern(r"(?<![\w'’.-])(?:[a-z] ){3,24}[a-z](?![\w'’.-])")
_TWO_LETTERS = lazy(r" [a-z] [a-z] ")
_LEFT_OPEN = Pattern(r"#(?<=[a-z]{3}#)(?=[ .,;:!?]|$)")  # Apertium's mark of a form that it could not make
_RUN = lazy(r"([bcdfgijklnpqrstuvwxyz]|[aehmo](?=[aehmo]{5}))\1{5}")


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_CAPITALS):
        low, high = _word(doc.text, match.start())
        word = doc.text[low:high]
        if _INNER.fullmatch(word) and word.lower() in vocabulary and vocabulary.capital(word) < 50:
            yield _finding((low, high), word, 0.9, word.lower() if word[0].islower() else word.capitalize())
    lines = {doc.segment_index(match.start()) for match in _TWO_LETTERS.finditer(doc.text)}
    for match in doc.matches(_APART, among=lines):
        word = match[0].replace(" ", "")
        if word in vocabulary and vocabulary.count(word) > 3:
            yield _finding(match.span(), match[0], 0.93, word)
    for match in doc.matches(_LEFT_OPEN):
        low, high = _word(doc.text, match.start())
        word = doc.text[low:high]
        if word.islower() and doc.text[low - 1 : low] != "#":
            yield _finding((low, match.end()), f"{word}#", 0.9, word)
    last = -1
    # no word of the vocabulary has a cluster
    odd = {word for word in vocabulary.rare(doc.all_words, 0) if _CLUSTER.compiled.search(word)}
    for match in doc.matches(_CLUSTER, among=doc.having(odd) if odd else ()):
        if match.start() < last:
            continue
        low, high = _word(doc.text, match.start())
        inside = low < last
        if high == match.start() + _LONGEST:  # no word is that long, and all that goes on is the same one
            high = last = next(_REST.finditer(doc.text, high, len(doc.text))).end()
        word = doc.text[low:high]
        if (
            inside
            or not word.islower()
            or (match[1] and not _RUN.search(word))
            or doc.text[low - 1 : low] in tuple("-/@_.'’")
        ):
            continue
        last = high
        while last < len(doc.text) and doc.text[last].isalnum():
            last += 1  # the rest of an endless one
        if word not in vocabulary and not doc.in_quotation(low):
            shown = word if len(word) <= 2 * _LONGEST else f"{word[:_SHOWN]}…"
            yield _finding((low, high), shown, 0.8, None)


def _word(text: str, at: int) -> tuple[int, int]:
    low, high = at, at
    while low > max(0, at - _LONGEST) and text[low - 1].isalnum():
        low -= 1
    while high < min(len(text), at + _LONGEST) and text[high].isalnum():
        high += 1
    return low, high


_LONGEST = 200  # letters of a word on either side
_SHOWN = 40  # letters of a word beyond that
_REST = Pattern(r"[^\W_]*")


def _finding(place: tuple[int, int], shown: str, sure: float, new: str | None) -> Finding:
    message = f"“{shown}” is not a word." + ("" if new else " Only the source can tell what it stands for.")
    return RULE.correction(Span(*place), new, message, sure)
