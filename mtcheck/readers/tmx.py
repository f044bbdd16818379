"""TMX: one document a file, a segment a unit; the English variant is the text, its source language's beside it."""

from mtcheck.core import Document
from mtcheck.readers.markup_text import flow, has_elements, value
from mtcheck.readers.markup_xml import Element, elements
from mtcheck.readers.pieces import Story
from mtcheck.readers.xliff import CODES, words_without_codes


def read(raw: str, uri: str = "<tmx>") -> list[Document]:
    """The document of a translation memory. Raises InputError for broken or hostile XML."""
    story = Story(raw, uri)
    notes: tuple[str, ...] = ()
    tongue = ""
    for element, said in elements(raw, uri, frozenset({"header", "tu"})):
        notes += said
        if element.name == "header":
            tongue = element.get("srclang").lower()
        else:
            _add(story, element, element.get("srclang").lower() or tongue)
    doc = story.document(notes=notes)
    if not doc.segments:
        doc = story.document(notes=(*notes, "No unit has an English variant, so there is nothing to check."))
    return [doc]


def _add(story: Story, unit: Element, tongue: str) -> None:
    variants = [(_language(variant), seg) for variant in unit.all("tuv") for seg in variant.all("seg")]
    others = [(language, seg) for language, seg in variants if language and not _is_english(language)]
    others.sort(key=lambda other: other[0] != tongue)
    source = words_without_codes(story.raw, [others[0][1]]) if others else None
    for language, seg in variants:
        if language and not _is_english(language):  # one that does not say its language may be English
            continue
        if has_elements(seg):
            flow(story, seg, skip=CODES, source=source)
        else:
            story.plain(value(story.raw, seg), source=source)


def _language(variant: Element) -> str:
    return (variant.get("xml:lang") or variant.get("lang")).lower()


def _is_english(language: str) -> bool:
    return language.replace("_", "-").partition("-")[0] == "en"
