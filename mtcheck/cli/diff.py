"""The changes to a file as a unified diff that `patch` can apply; for people in colour."""

from collections.abc import Iterator
from difflib import SequenceMatcher, unified_diff

from mtcheck.reporters import Look
from mtcheck.reporters.excerpt import harmless
from mtcheck.reporters.paint import paint
from mtcheck.text.lazy import lazy

_LINE = lazy(r"[^\n]*\n|[^\n]+")
_WORD = lazy(r"\w+|\s+|[^\w\s]")


def unified(path: str, before: str, after: str, look: Look, *, for_people: bool) -> Iterator[str]:
    """Lines of the diff, each with its line feed."""
    lines = list(unified_diff(_LINE.findall(before), _LINE.findall(after), harmless(path), harmless(path), n=1))
    if not for_people:
        for line in lines:
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        return
    at = 0
    while at < len(lines):
        removed = _block(lines, at, "-")
        added = _block(lines, at + len(removed), "+")
        if at < 2 or not (removed or added):
            yield paint(harmless(lines[at].rstrip("\r\n")), "bold" if at < 2 else "dim", look) + "\n"
            at += 1
            continue
        olds, news = _marked("".join(line[1:] for line in removed), "".join(line[1:] for line in added), look)
        yield from (paint("- ", "red", look) + line + "\n" for line in olds)
        yield from (paint("+ ", "green", look) + line + "\n" for line in news)
        at += len(removed) + len(added)


def _block(lines: list[str], at: int, sign: str) -> list[str]:
    end = at
    while end < len(lines) and lines[end].startswith(sign):
        end += 1
    return lines[at:end]


def _marked(before: str, after: str, look: Look) -> tuple[list[str], list[str]]:
    """The lines before and after, harmless, with the words that differ in colour."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    left: list[str] = []
    right: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for side, words, name in ((left, old[a:b], "underline red"), (right, new[c:d], "underline green")):
            text = "".join(words)
            pieces = [harmless(piece) for piece in text.split("\n")]
            side.append("\n".join(pieces if kind == "equal" else [paint(piece, name, look) for piece in pieces]))
    return _lines("".join(left)), _lines("".join(right))


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []
