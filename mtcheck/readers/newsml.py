"""NewsML-G2: a story an item or package, of its headlines, descriptions and the NITF, XHTML or plain text inside."""

from collections.abc import Iterator

from mtcheck.core import Document
from mtcheck.readers import nitf, unread
from mtcheck.readers.markup_text import flow, value, words
from mtcheck.readers.markup_xml import Element, elements
from mtcheck.readers.pieces import Story

_NAMED = frozenset("person organisation organization geoarea geopoliticalarea poi place".split())
_BEARERS = ("subject", "located", "assert", "creator", "contributor", "inlineRef")


def stories(raw: str, uri: str = "<newsml>") -> Iterator[Document]:
    """The stories of a news item, a package or a message of several, each as soon as it is read.

    Raises InputError for broken or hostile XML.
    """
    for item, notes in elements(raw, uri, frozenset({"newsItem", "packageItem"})):
        story = Story(raw, uri)
        bodies = [
            body
            for part in item.all("contentSet")
            for body in part.all("inlineXML", "inlineData")
            if _is_english(body) and _is_text(body)
        ]
        has_body = any(words(raw, body) for body in bodies)
        headlines = [
            part
            for meta in (*item.all("contentMeta"), *item.below("itemRef"))
            for part in meta.all("headline", "description")
            if _is_english(part)
        ]
        for part in headlines:
            if part.name == "headline":
                kind = "headline"
            elif "caption" in part.get("role"):
                kind = "caption"
            else:
                kind = "summary" if has_body else "paragraph"
            flow(story, part, kind)
        for body in bodies:
            _add(story, body, skip=frozenset({"head"}) if headlines else frozenset())
        doc = story.document(item.get("guid"), _names(raw, item), notes)
        for part in item.all("contentSet"):
            doc = unread.of_element(doc, part, _is_apparatus)
        yield doc


def _is_apparatus(element: Element) -> bool:
    """Whether what an element of a content set holds is no text: data, another language's, the apparatus of NITF."""
    if element.name in ("inlineXML", "inlineData", "remoteContent"):
        return not _is_english(element) or bool(element.get("encoding"))
    return element.name != "rights" and nitf.is_apparatus(element)


def _is_english(element: Element) -> bool:
    """Whether nothing says that it is in another language: an item may carry its headline in several."""
    return element.get("xml:lang").lower()[:2] in ("en", "")


def _type(body: Element) -> str:
    return body.get("contenttype").lower().partition(";")[0].strip() or "text/plain"


def _is_text(body: Element) -> bool:
    """Whether there is something to read; pictures are data in base64, which `encoding` says."""
    return body.name == "inlineXML" or (not body.get("encoding") and _type(body) in ("text/plain", "text/html"))


def _add(story: Story, body: Element, skip: frozenset[str]) -> None:
    for child in body.all("nitf", "html", "body", "div") if body.name == "inlineXML" else ():
        if child.name == "nitf":
            nitf.add(story, child)
        else:
            flow(story, child, skip=skip)
    if body.name == "inlineData" and _type(body) == "text/html":
        story.html(value(story.raw, body))
    elif body.name == "inlineData":
        story.plain(value(story.raw, body))


def _names(raw: str, item: Element) -> list[str]:
    """What the metadata calls people, places and bodies: `<subject type="cpnat:person"><name>`, `<assert><type
    qcode="cpnat:person"/><name>`.
    """
    found: list[str] = []
    for bearer in item.below(*_BEARERS):
        kinds = [bearer.get("type"), bearer.get("typeuri")]
        kinds += (kind.get("qcode") or kind.get("uri") for kind in bearer.all("type"))
        if bearer.name == "located" or any(_last(kind) in _NAMED for kind in kinds):
            found += (words(raw, name) for name in bearer.all("name"))
    for inside in item.below("nitf"):
        found += nitf.names(raw, inside)
    return found


def _last(code: str) -> str:
    """What follows the scheme of a concept code: `cpnat:person`, `http://cv.iptc.org/newscodes/cpnature/person`."""
    return code.replace("/", ":").rpartition(":")[2].lower()
