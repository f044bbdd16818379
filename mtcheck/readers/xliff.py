"""XLIFF 1.2 and 2.x: a document a file, a segment a unit; the target is under check, the source is beside it."""

from collections.abc import Iterator, Sequence

from mtcheck.core import Document
from mtcheck.readers import unread
from mtcheck.readers.markup_text import flow, has_elements, own_name, value
from mtcheck.readers.markup_xml import Element, Text, elements
from mtcheck.readers.pieces import Story

CODES = frozenset("bpt ept it ph ut sub".split())  # what stands in them is another format's markup
_TITLES = frozenset("title headline heading header h1 h2 h3 subtitle".split())
_KINDS = {"caption": "caption", "listitem": "list-item", "cell": "table"}


def stories(raw: str, uri: str = "<xliff>") -> Iterator[Document]:
    """A document for each file, as soon as it is read. Raises InputError for broken or hostile XML."""
    for file, notes in elements(raw, uri, frozenset({"file"})):
        story = Story(raw, uri)
        found = False
        left: list[tuple[int, str]] = []
        for unit in file.below("trans-unit", "unit"):
            if unit.get("translate") != "no":
                found = _add(story, unit) or found
                left += _in_codes(raw, unit)
            else:
                left += _untranslated(raw, unit)
        if not found:
            notes = (*notes, "No unit has a target, so there is nothing to check.")
        yield unread.with_skipped(story.document(file.get("original") or file.get("id"), notes=notes), left)


def _add(story: Story, unit: Element) -> bool:
    """Adds the target of a unit, if it has one; the segments of XLIFF 2 are its sentences and stay together."""
    parts = [unit] if unit.name == "trans-unit" else list(unit.all("segment", "ignorable"))
    targets = [target for part in parts for target in part.all("target")]
    source = words_without_codes(story.raw, [source for part in parts for source in part.all("source")])
    if not targets:
        return False
    if len(targets) == 1 and not has_elements(targets[0]):
        story.plain(value(story.raw, targets[0]), _kind(unit), source, lines=_keeps_lines(unit, targets[0]))
    else:
        flow(story, _joined(targets), _kind(unit), _tag, CODES, source)
    return True


def _in_codes(raw: str, unit: Element) -> Iterator[tuple[int, str]]:
    """The sentences that stand in codes of a unit's targets, and where."""
    for target in unit.below("target"):
        for code in target.below(*CODES):
            said = words_without_codes(raw, [Element("", "code", {}, code.children)]) or ""
            if unread.is_sentence(said):
                yield _begin(code), said


def _untranslated(raw: str, unit: Element) -> Iterator[tuple[int, str]]:
    """The targets of a unit that nobody was to translate, where they say something else than their sources."""
    sources = words_without_codes(raw, list(unit.below("source"))) or ""
    for target in unit.below("target"):
        said = words_without_codes(raw, [target]) or ""
        if unread.is_prose(said) and said not in sources:
            yield _begin(target), said


def _begin(element: Element) -> int:
    """Where the text of an element begins."""
    return next((node.start for node, _ in element.walk() if isinstance(node, Text)), 0)


def _joined(targets: Sequence[Element]) -> Element:
    """Targets in a row, with a space that the file need not have."""
    whole = Element("", "targets", {})
    for target in targets:
        whole.children.append(target)
        texts = [node for node, _ in target.walk(_is_code) if isinstance(node, Text)]
        if texts:
            whole.children.append(Text(texts[-1].end, texts[-1].end, " ", texts[-1].cdata))
    return whole


def _is_code(element: Element) -> bool:
    return element.name in CODES


def _keeps_lines(*elements: Element) -> bool:
    return any(element.get("xml:space") == "preserve" for element in elements)


def _tag(element: Element) -> str:
    """Line breaks are HTML's; what must not be translated is taken for code."""
    if element.get("ctype") == "lb" or element.get("subType") == "xlf:lb":
        return "br"
    if element.name == "mrk" and (element.get("mtype") == "protected" or element.get("translate") == "no"):
        return "code"
    return "span" if element.name != "target" else own_name(element)


def _kind(unit: Element) -> str:
    """What the unit is, where its type or its name tells."""
    told = [unit.get(name).lower().rpartition(":")[2] for name in ("restype", "type", "resname", "name", "id")]
    if any(name.removeprefix("x-") in _TITLES for name in told):
        return "headline"
    return next((_KINDS[name] for name in told[:2] if name in _KINDS), "paragraph")


def words_without_codes(raw: str, elements: Sequence[Element]) -> str | None:
    """The words of sources in a row; None without any."""
    found: list[str] = []
    for element in elements:
        for node, _ in element.walk(_is_code):
            if isinstance(node, Text):
                found.append(raw[node.start : node.end] if node.decoded is None else node.decoded)
            elif _tag(node) == "br":
                found.append(" ")
        found.append(" ")
    return " ".join("".join(found).split()) or None
