"""Whether a passage that looks like a part of the page tells news: `tells` is the way in, `byline` finds who wrote it.

Made for those who delete: what may be a sentence of the story counts as one. A page speaks to its reader (you, here,
our) or of itself (cookies, rights, this site), in a few words and mostly without a stop; a story does none of these.
"""

from mtcheck.text.clauses import AUXILIARIES
from mtcheck.text.lazy import lazy
from mtcheck.text.sentences import sentences
from mtcheck.text.words import listed

_FEWEST = 5  # words of a sentence that tells something
_WORD = lazy(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STOP = lazy(r"[.!?…][\"”’')\]]*$")
_LABEL = lazy(r"^[^\w\n]*[^:\n]{1,40}:\s")
_VERBS = AUXILIARIES | listed("clauses: past") | listed("clauses: present")
_BENT = lazy(r"[a-z]+(?:ed|[^su]s)")  # “posted”, “tells”: a plural passes too, for no harm is done
_SAID = frozenset({"said", "says", "told"})  # a page quotes nobody
_TO_READERS = lazy(
    r"\b(?:you(?:r|rs|rself)?|we|our|us|here|please|click|tap|scroll|subscri\w+|log ?in|sign (?:in|up)|register"
    r"|unsubscribe|t\.me|https?|www)\b"
)
_MOST = 11  # words that a page says of itself
_OF_ITSELF = lazy(
    r"\b(?:newsletters?|cookies?|javascript|browser|sponsored|advertise(?:rs?)?|advert|ads?|paywall|app|rights"
    r"|copyright|reproduc\w+|republish\w*|reprint\w*|redistribut\w+|permission|hyperlink|editorial|trademarks?"
    r"|(?:this|the) (?:web)?(?:site|page|article|story|text|post|content|video|material|publication)|comments?"
    r"|telegram|whatsapp|facebook|twitter|instagram|youtube|vkontakte)\b"
)
_BYLINE = lazy(r"(?<![\w-])(?:By|BY) (?=(?:[A-Z][\w’'.-]*,? ){1,3}[A-Z][\w’'-]+)(?!(?:The|Our|Using|Continuing) )")


def tells(text: str, *, unstopped: bool = False) -> bool:
    """Whether a sentence of the passage tells something, with a verb and a stop, and neither to the reader nor of the
    page. `unstopped`: what has no stop counts, too, as a headline has none.
    """
    return any(_is_news(text[start:end].strip(), unstopped) for start, end in sentences(text, 0, len(text)))


_WRITER = lazy(r"\b(?:I|my|excuse|sorry|apologi[sz]e)\b")


def of_a_writer(text: str) -> bool:
    """Whether somebody speaks of himself in a passage too long for a button such as “I agree” or “My account”."""
    return len(text.split()) > _FEWEST and _WRITER.search(text) is not None


def byline(text: str) -> int | None:
    """Where “By Jana Novak” begins; None where nobody is named."""
    found = _BYLINE.search(text)
    return found.start() if found else None


def begins_with_byline(line: str) -> bool:
    """Whether a line says first of all who wrote the story; “Powered by Acme” does not."""
    begin = byline(line)
    return begin is not None and not any(map(str.isalnum, line[:begin]))


def _is_news(sentence: str, unstopped: bool) -> bool:
    if not unstopped and not _STOP.search(sentence):
        return False
    said = _LABEL.sub("", sentence, count=1)
    words = _WORD.findall(said)
    return (
        len(words) >= _FEWEST
        and any(word.islower() and (word.replace("’", "'") in _VERBS or _BENT.fullmatch(word)) for word in words)
        and (not _SAID.isdisjoint(words) or not _is_of_page(said.lower(), len(words)))
    )


def _is_of_page(said: str, words: int) -> bool:
    return bool(_TO_READERS.search(said)) or (words <= _MOST and bool(_OF_ITSELF.search(said)))
