"""Whether a stretch of text is English at all: `is_foreign` screens by words and asks langdetect in doubt."""

from collections.abc import Callable, Iterator, Sequence

from mtcheck.text.lazy import lazy
from mtcheck.text.words import listed

# Words of grammar that nearly every English sentence has.
ENGLISH = listed("foreign: english")
# Words of grammar of other languages; none is English or part of a name that news prints in small letters.
_GRAMMAR = {
    "cs": listed("grammar: cs"),
    "da": listed("grammar: da"),
    "de": listed("grammar: de"),
    "es": listed("grammar: es"),
    "fi": listed("grammar: fi"),
    "fr": listed("grammar: fr"),
    "ha": listed("grammar: ha"),
    "hu": listed("grammar: hu"),
    "id": listed("grammar: id"),
    "is": listed("grammar: is"),
    "it": listed("grammar: it"),
    "nl": listed("grammar: nl"),
    "no": listed("grammar: no"),
    "pl": listed("grammar: pl"),
    "pt": listed("grammar: pt"),
    "ro": listed("grammar: ro"),
    "sv": listed("grammar: sv"),
    "tr": listed("grammar: tr"),
    "vi": listed("grammar: vi"),
}
FOREIGN: frozenset[str] = frozenset().union(*_GRAMMAR.values())
# These are common words of two languages or parts of names; they count beside the others, never alone.
WEAK = listed("foreign: weak")
# English words that are common words elsewhere.
SHARED = listed("foreign: shared")
# Words of grammar elsewhere that English news does not use beside small words of its own.
GRAMMAR = (FOREIGN | WEAK) - ENGLISH - frozenset({"am", "come", "van", "do", "as", "an"})
_ENGLISH_ONLY = ENGLISH - SHARED
_WORD = lazy(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def runs(text: str, start: int, known: Callable[[str], int]) -> Iterator[list[tuple[int, int, bool]]]:
    """Words in a row that are no English, of some that are parted by single spaces and begin at `start`: the place of
    each, and whether it is one of grammar. `known` gives how often clean news uses a word.
    """
    run: list[tuple[int, int, bool]] = []
    for word in text.split(" "):
        grammar = len(word) > 1 and word.lower() in GRAMMAR
        if grammar or not known(word.lower()):
            run.append((start, start + len(word), grammar))
        elif run:
            yield run
            run = []
        start += len(word) + 1
    if run:
        yield run


class Asking:
    """`language` for the sentences of one text, so many times: in a text of thousands of doubtful ones more answers
    change nothing.
    """

    def __init__(self, most: int = 150) -> None:
        self._left = most

    def __call__(self, text: str) -> str:
        """As `language` answers; empty once there have been too many questions."""
        self._left -= 1
        return language(text) if self._left >= 0 else ""


def is_foreign(text: str, known: Callable[[str], int], ask: "Callable[[str], str] | None" = None) -> bool:
    """Whether a sentence is written in another language. `known` gives how often clean news uses a word, `ask` its
    language in doubt.

    Names, lists of names and short exclamations are English until three small words say otherwise. Long, and flat:
    what is cheap and sure comes first, and only the last line asks what the language is.
    """
    words = _WORD.findall(text)
    low = [word.lower() for word in words]
    english = sum(map(_ENGLISH_ONLY.__contains__, low))
    if english >= 3 or english * 8 > len(low) or len(words) < 4:
        return False
    capitals = text.isupper()
    small = [word.lower() for at, word in enumerate(words) if word[0].islower() or at == 0 or capitals]
    if len(small) < 3:
        return False
    grammar = sum(word in FOREIGN or word in WEAK for word in low)
    strange = sum(word not in FOREIGN and word not in WEAK and known(word) < 5 for word in small)
    if strange < 2 and not (grammar >= 4 and grammar * 5 >= len(low) * 2):
        return False
    if (
        grammar >= 2
        and grammar + strange >= 4
        and (grammar + strange) * 2 >= len(small)
        and (grammar >= 3 or strange * 3 >= len(small))
    ):
        return True
    unknown = sum(not known(word) for word in small)
    if len(words) < _SHORT and unknown >= _UNKNOWN and unknown * 4 >= 3 * len(small):
        return (ask or language)(text) not in ("en", "")  # of 91,417 sentences of native news none comes so far
    if (len(words) < 6 and not grammar and text.isascii()) or len(small) * 5 < len(words) * 3:
        return False  # a headline of rare words; results and lists of names
    if english or strange < 3 or strange * 2 < len(small):
        return False
    return (ask or language)(text) not in ("en", "") or (strange >= 4 and bool(by_grammar(low)))


_SHORT, _UNKNOWN = 7, 3  # words of a sentence, and small ones that clean news never has


def by_grammar(words: Sequence[str]) -> str:
    """The language whose words of grammar stand among these, in small letters; empty where none clearly leads. It knows
    Icelandic and Hausa, which langdetect does not, and says more of a short line.
    """
    found = sorted(((sum(map(closed.__contains__, words)), code) for code, closed in _GRAMMAR.items()), reverse=True)
    (most, code), (next_most, _) = found[:2]
    return code if most >= _LEAST and most * 5 >= len(words) and most > next_most else ""


_LEAST = 2  # words of grammar
_SAMPLE = 600  # code points; more tell langdetect nothing new and cost it 20 ms for every thousand


def language(text: str) -> str:
    """The language code that langdetect gives the beginning of the text; empty where it is not sure."""
    code, sure = guessed(text[:_SAMPLE])
    return code if sure >= 0.8 else ""


def guessed(text: str) -> tuple[str, float]:
    """The language code that langdetect gives a text, always the same for the same text, and how sure it is; empty
    where it has no idea.
    """
    from langdetect import DetectorFactory, detect_langs
    from langdetect.lang_detect_exception import LangDetectException

    DetectorFactory.seed = 0
    try:
        best = detect_langs(text)[0]
    except LangDetectException:
        return "", 0.0
    return str(best.lang), best.prob
