"""Whether a stretch of text is English at all:

`is_foreign` screens by words and asks langdetect only where they leave a doubt.
"""

from collections.abc import Callable

from mtcheck.text.lazy import lazy

# Words of grammar that nearly every English sentence has.
ENGLISH = frozenset(
    "the of and to a in that it is was for with his her they this have from had not but which you are were been would"
    " their what there who will on at by as when if we he she our your my can about into than them has more its only"
    " some could these may then do first any said be or an all one two after no out up over new says also i us me him"
    " so how where why did does should must here now very just against during before under between because".split()
)
# Words of grammar of other languages; none is English or part of a name that news prints in small letters.
FOREIGN = frozenset(
    "und oder nicht aber auch wird wurde wurden einem einer eines dass über sich ist sind haben nach noch mehr beim"
    " zwischen durch wenn mit bei aus vom zum zur avec dans leur leurs sont cette selon ainsi été aussi mais plus où"
    " elle qui que pour sur est ont aux ses ces très après avant être deux entre chez sans sous según pero también"
    " desde hasta porque muy sobre para los las una por con del este esta como más fue fueron ha han sus ser cuando"
    " donde entre años sin nella nel degli delle della anche secondo perché più gli che sono stato stata questo questa"
    " dopo dove come essere con alla dalla dei non una não também uma são foi mais pelo pela pelos dos das nos nas está"
    " ao aos seu sua depois segundo em quando onde het niet maar ook een van voor met zijn naar werd worden deze dit"
    " bij uit door wordt heeft hebben over dengan yang untuk tidak dalam pada dari ini itu akan telah oleh juga adalah"
    " karena kepada mereka bisa ada sudah lebih saat için değil olarak bir ile olan daha sonra kadar gibi göre ancak"
    " çok olduğu ettiği dedi nie się jest oraz także został była przez jako już przed tylko jego które który och att"
    " för inte som är på av till från med har hade efter eller ett den det ble ikke ikkje være også etter hvor blev"
    " været efter der som til și este sunt pentru care din către după fost mai prin dar sau într je se na ve že které"
    " který byl jsou podle také jeho není když za od do při bude nebo ale více és hogy nem egy volt meg csak azt amely"
    " szerint között után ja on ei oli että mutta myös kun ovat ole sen hän joka mukaan của và là không được trong"
    " những cho người với này đã".split()
) - frozenset(
    "on do over a for so son his has had an at by no us me it is in or as to be we he my up am go fast per ha plus sur"
    " con sin san non mit bei de la le el al en des do os du di man past that test fit far by over den mars can".split()
)
# These are common words of two languages or parts of names; they count beside the others, never alone.
WEAK = frozenset(
    "die der das den des de la le les el los las del di il lo en y e o un une um uma van het i w z na se je que qui est"
    " par sur pour con por para su si da do em os as al et du au der ist ein eine im am zu von mit den".split()
)
# English words that are common words elsewhere.
SHARED = frozenset(
    "a on in as do me no all so or i at an us up he was die of be we by for her his am my her are has him"
    " one also".split()
)
_ENGLISH_ONLY = ENGLISH - SHARED
_WORD = lazy(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


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

    Names, lists of names and short exclamations are English until three small words say otherwise.
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
    if (len(words) < 6 and not grammar and text.isascii()) or len(small) * 5 < len(words) * 3:
        return False  # a headline of rare words; results and lists of names
    return english == 0 and strange >= 3 and strange * 2 >= len(small) and (ask or language)(text) not in ("en", "")


_SAMPLE = 600  # code points; more tell langdetect nothing new and cost it 20 ms for every thousand


def language(text: str) -> str:
    """The language code that langdetect gives the beginning of the text, always the same for the same text; empty where
    it has no idea.
    """
    from langdetect import DetectorFactory, detect_langs
    from langdetect.lang_detect_exception import LangDetectException

    DetectorFactory.seed = 0
    try:
        best = detect_langs(text[:_SAMPLE])[0]
    except LangDetectException:
        return ""
    return str(best.lang) if best.prob >= 0.8 else ""
