"""What language rules must not judge: addresses, handles, code and quoted foreign text. `masks` is the way in."""

from mtcheck.text.lazy import lazy
from mtcheck.text.quotes import quotations
from mtcheck.text.words import listed

_ADDRESS = lazy(
    r"\b(?:https?|ftp)://[^\s<>\"“”\[\]]+(?<![.,;:!?)\]])|\bwww\.[^\s<>\"“”]+\.[^\s<>\"“”]+(?<![.,;:!?)\]])"
    r"|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b|(?<![\w/@])@\w{2,}(?:[.-]\w+)*|(?<![\w&/#])#[^\W\d]\w+|\b(?:[a-z0-9-]+\.)+"
    r"(?:com|org|net|info|gov|edu|int|news|tv|eu|uk|de|fr|ru|cn|jp|io)(?:\.[a-z]{2})?(?:/[^\s<>\"“”]*)?\b|`[^`\n]+`"
)
# Words that almost every English clause has; none of them is common in another language that uses Latin letters.
_ENGLISH = listed("masks: english")
_FOREIGN = listed("masks: foreign")
_WORD = lazy(r"[^\W\d_]+")
# Five words in a row between backticks are prose, whatever the marks say, and rules look there.
_PROSE = lazy(r"[^\W\d_]++(?>(?:[’'-][^\W\d_]++)*)(?:[,;:]?\s++[^\W\d_]++(?>(?:[’'-][^\W\d_]++)*)){4}")
_MAY_HOLD_ADDRESS = lazy(r"[@#`]|://|www\.|\.(?:com|org|net|info|gov|edu|int|news|tv|eu|uk|de|fr|ru|cn|jp|io)\b")
_MAY_HOLD_QUOTATION = lazy(r"[\"“«„‘]")


def masks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sorted, disjoint ranges within `text[start:end]`."""
    found = (
        [
            match.span()
            for match in _ADDRESS.finditer(text, start, end)
            if text[match.start()] != "`" or not _PROSE.search(text, match.start() + 1, match.end())
        ]
        if _MAY_HOLD_ADDRESS.search(text, start, end)
        else []
    )
    if _MAY_HOLD_QUOTATION.search(text, start, end):
        found += [(begin, finish) for begin, finish in quotations(text, start, end) if _is_foreign(text[begin:finish])]
    if not found:
        return found
    found.sort()
    disjoint: list[tuple[int, int]] = []
    for begin, finish in found:
        if disjoint and begin < disjoint[-1][1]:
            disjoint[-1] = (disjoint[-1][0], max(finish, disjoint[-1][1]))
        else:
            disjoint.append((begin, finish))
    return disjoint


def _is_foreign(quotation: str) -> bool:
    words = _WORD.findall(quotation.lower())
    if len(words) < 3 or _ENGLISH.intersection(words):
        return False
    strange = sum(word in _FOREIGN or not word.isascii() for word in words)
    return strange * 3 >= len(words)
