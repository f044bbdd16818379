"""Full-width and East Asian punctuation among Latin letters; inside text of those scripts it is right."""

from mtcheck.core import Applicability, Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.typography import house_marks

RULE = Rule(
    id="fullwidth-punctuation",
    mqm="linguistic-conventions/character-encoding",
    applicability=Applicability.AUTOMATIC,
    summary="The text has East Asian punctuation.",
    why="Engines copy the marks of Chinese, Japanese and Korean sources.",
    whole=True,
    examples=(
        Bad("The pilots waited⟦。→.⟧ Then they left."),
        Bad("The rule ⟦（→(⟧since 2015⟦）→) ⟧is unchanged."),
        Bad("Three cities⟦：→: ⟧Lan, Wei and Sho."),
        Bad('The film ⟦《→"⟧River Gate⟦》→"⟧ opened.'),
        Bad("The hymn is new ⟦＜→<⟧For the start of the season⟦＞→> ⟧at last."),
        Good("The film “River Gate” opened on Friday."),
        Good("The sign read 東京、大阪。"),
        Good("The word 「愛」 means love."),
    ),
)

# Marks with one English counterpart. Headings in 【】 and names with ・ are set in several ways, which a person chooses
# from.
_PLAINEST = frozenset(
    "　、。｡､，．：；！？％（）＂＇"
    + "".join(chr(code) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)))
)
_WIDE = Pattern(r"[\u3000-\u3002\u3008-\u3011\u3014-\u301f\u30fb\uff01-\uff65\ufe10-\ufe19\ufe30-\ufe4f]+")
_ASIAN = lazy(r"[\u3040-\u30fa\u30fc-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_RANGE = lazy(r"\d[\d,.]* ?(?:[a-z%°]+(?: old)?)? ?[～〜] ?\d")
_OPEN = dict(zip("「『《〈〔【［｛（〖〝", '""""([[{(""', strict=True))
_CLOSE = dict(zip("」』》〉〕】］｝）〗〞", '"""")]]})""', strict=True))
_PARTNER = dict(zip("」』》〉〕】］｝）〗〞", "「『《〈〔【［｛（〖〝", strict=True))
_PLAIN = dict(zip("　、。｡､・･～〜〟", ' ,..,  ––"', strict=True))  # the others are 0xFEE0 above their ASCII


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    found = list(doc.matches(_WIDE, masked=True))
    marks = house_marks(text) if found else ("", "")
    for match in found:
        core, first = match[0], match.start()
        line = doc.segment_at(first).span
        before = text[first - 1] if first > line.start else ""
        after = text[match.end()] if match.end() < line.end else ""
        if _ASIAN.match(before) or _ASIAN.match(after):
            continue
        if core in ("～", "〜") and _RANGE.search(text, max(line.start, first - 20), min(line.end, first + 4)):
            continue  # a range of figures is another rule's
        edit = _edit(text, line, first, match.end(), core, marks)
        if edit.span.of(text) != edit.text:
            doubtful = not set(core) <= _PLAINEST
            yield RULE.correction(edit.span, edit, _message(core), 0.96, 0.94, for_people=doubtful)


def _message(core: str) -> str:
    if not core.strip("\u3000"):
        return "There is a full-width space here."
    what = "is in full-width characters" if any(map(str.isalnum, core)) else "is not English punctuation"
    return f"“{core}” {what}."


def _edit(text: str, line: Span, start: int, end: int, core: str, marks: tuple[str, str]) -> Edit:
    low = line.start + len(text[line.start : start].rstrip(" \t"))
    high = line.end - len(text[end : line.end].lstrip(" \t"))
    if all(char.isalnum() or char in "＆＋－／．，" for char in core) and any(char.isalnum() for char in core):
        return Edit(Span(start, end), "".join(chr(ord(char) - 0xFEE0) for char in core))
    new = _signs(text, line, start, end, core, marks, low == line.start)
    last = core[-1]
    following = text[high] if high < line.end else ""
    if (last in _OPEN or last == "＜") and new:
        return Edit(Span(start, high), new.lstrip()) if start - low == 1 else Edit(Span(low, high), new)
    if last in "〜～－＋／＝＠＆＃＄＿～":
        return Edit(Span(start, end), new.strip() if core.strip("　") else " ")
    if not following:
        return Edit(Span(low, end), new.rstrip())
    glues = following in ".,;:!?)]}”’\"'" or (
        following.isdigit() and last in "：．，" and text[low - 1 : low].isdigit()
    )
    if not new.strip():
        if core.strip("　・･"):
            return Edit(Span(start, end), "")
        return Edit(Span(low, high), "" if low == line.start or following in ".,;:!?)" else " ")
    return Edit(
        Span(low, end), new.rstrip() + ("" if glues or high > end or (last == "％" and following in ".,;)") else " ")
    )


def _signs(text: str, line: Span, start: int, end: int, core: str, marks: tuple[str, str], begins: bool) -> str:
    """The English signs for a run of East Asian ones; `begins`: it begins the line."""
    new = ""
    for char in core:
        if char in _OPEN:
            if _OPEN[char] == '"' and not any(
                closer in text[end : line.end] for closer, opener in _PARTNER.items() if opener == char
            ):
                continue
            sign = marks[0] if _OPEN[char] == '"' else _OPEN[char]
            new += ("" if (not new and begins) or new.endswith((" ", "(", "[")) else " ") + sign
        elif char == "＜":  # the other one of the pair is plain, for it stands alone, too
            new += ("" if (not new and begins) or new.endswith((" ", "(", "[")) else " ") + "<"
        elif char in _CLOSE:
            lead = text[line.start : start] + core[: core.index(char)]
            plain = {")": "(", "]": "[", "}": "{"}.get(_CLOSE[char], "")
            if _PARTNER[char] not in lead and not (plain and lead.count(plain) > lead.count(_CLOSE[char])):
                continue
            new += marks[1] if _CLOSE[char] == '"' else _CLOSE[char]
        else:
            new += _PLAIN.get(char) or (chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else "")
    return new
