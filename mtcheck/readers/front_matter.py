"""Front matter of Markdown: keys and values between `---` (YAML) or `+++` (TOML) lines.

What readers of the story see of it is read.
"""

import re
from dataclasses import dataclass

from mtcheck.errors import RepairError
from mtcheck.text.lazy import lazy

_LINE_END = r"(?:\r\n|\n|\r)"
_FENCED = lazy(
    rf"\A(?:---[ \t]*{_LINE_END}(.*?{_LINE_END})?---|\+\+\+[ \t]*{_LINE_END}(.*?{_LINE_END})?\+\+\+)[ \t]*"
    rf"(?:{_LINE_END}|\Z)",
    re.DOTALL,
)
_PAIR = lazy(r"[ \t]*(?:-[ \t]+)?(?P<key>[\w.\"'-]{1,60})[ \t]*[:=](?:[ \t]+|$)(?P<value>.*)")
# a comment, an item, a table of TOML, what goes on from above
_OTHER = lazy(r"[ \t]*(?:#.*|-(?:[ \t].*)?|\[.*\]|[\]}],?|\.\.\.)?$|[ \t]+\S.*")
_READ = {
    "title": "headline", "headline": "headline", "heading": "headline", "subtitle": "headline",
    "subheading": "headline", "kicker": "headline",
    "description": "summary", "summary": "summary", "excerpt": "summary", "abstract": "summary", "lead": "summary",
    "lede": "summary",
    "standfirst": "summary", "teaser": "summary", "caption": "caption",
}  # fmt: skip
_QUOTED = lazy(r"(?P<sign>[\"'])(?P<inside>(?:(?!(?P=sign))[^\\])*)(?P=sign)[ \t]*(?:#.*)?$")
_WORD = r"[^\W\d_]++(?>(?:['’-][^\W\d_]++)*)"
# four words in a row that no comma parts, as tags and names are
_LONG = lazy(rf"(?<!\w){_WORD}(?:[:;]?\s++{_WORD}){{3}}")
# a summary that is prose ends as a sentence does; keywords and notes of the desk do not
_SENTENCE = lazy(r"[.!?…][\"'”’»)\]]*\s*$")


@dataclass(frozen=True)
class FrontMatter:
    """`end`: where the story begins. `read`: (kind, start, end) of values that are part of it.

    `unread`: where other prose begins, and what it says.
    """

    end: int = 0
    read: tuple[tuple[str, int, int], ...] = ()
    unread: tuple[tuple[int, str], ...] = ()


def escape(text: str) -> str:
    """New text as a value takes it. Raises RepairError for signs that might mean something else there."""
    if any(sign in text for sign in "\"'\\:#\r\n"):
        raise RepairError("The value stands in front matter, where the repair would need quotation marks.")
    return text


def front_matter(raw: str) -> FrontMatter:
    """The front matter of a file; none where what stands between the lines is a text."""
    fenced = _FENCED.match(raw)
    if fenced is None:
        return FrontMatter()
    start, end = fenced.span(1) if fenced[1] is not None else fenced.span(2)
    read: list[tuple[str, int, int]] = []
    unread: list[tuple[int, str]] = []
    seen = False
    for line in re.finditer(r"[^\r\n]+", raw[max(start, 0) : max(end, 0)]):
        at = start + line.start()
        pair = _PAIR.fullmatch(line[0])
        if pair is None and not (_OTHER.fullmatch(line[0]) and (seen or line[0].lstrip()[:1] in ("#", "[", ""))):
            return FrontMatter()  # a text between two rules
        if pair is None:
            if _LONG.search(line[0]) and not line[0].lstrip().startswith("#"):
                unread.append((at, line[0]))
            continue
        seen = True
        begin, stop = at + pair.start("value"), at + pair.end("value")
        quoted = _QUOTED.fullmatch(pair["value"])
        if quoted:
            begin, stop = (
                at + pair.start("value") + quoted.start("inside"),
                at + pair.start("value") + quoted.end("inside"),
            )
        kind = _READ.get(pair["key"].strip("\"'").lower())
        value = raw[begin:stop]
        shown = kind != "summary" or bool(_SENTENCE.search(value))
        if kind and shown and value.strip() and value[:1] not in "|>[{&*!%@`\"'":
            read.append((kind, begin, begin + len(value.rstrip())))
        elif _LONG.search(value):
            unread.append((begin, value))
    return FrontMatter(fenced.end(), tuple(read), tuple(unread))
