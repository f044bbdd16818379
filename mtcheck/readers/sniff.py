"""What format a text is in: `sniff` goes by the content, and by the file name's ending where that stands for a page or
the content tells nothing.
"""

import re

from mtcheck.errors import InputError
from mtcheck.readers.fields import Fields
from mtcheck.readers.files import is_address
from mtcheck.text.lazy import lazy

_PROLOGUE = lazy(
    r"(?>(?:\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s[^\[>]{0,2000}(?:\[.{0,20000}?\]\s*)?>)*)", re.DOTALL | re.IGNORECASE
)
_ROOT = lazy(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?=[\s/>])")
_DOCTYPE = lazy(r"(?>(?:\s++|<\?.{0,200}?\?>|<!--.{0,2000}?-->)*)<!DOCTYPE\s+html\b", re.DOTALL | re.IGNORECASE)
_ROOTS = {
    "rss": "rss", "rdf": "rss", "feed": "atom", "entry": "atom", "nitf": "nitf", "newsitem": "newsml",
    "newsmessage": "newsml",
    "packageitem": "newsml", "knowledgeitem": "newsml", "conceptitem": "newsml", "xliff": "xliff", "tmx": "tmx",
    "html": "html",
}  # fmt: skip
_OBJECT = lazy(r"(?:\[\s*)?\{\s*\"(?:[^\"\\\n]|\\.){0,200}\"\s*:")
_PO = lazy(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?:msgctxt[ \t]*\"[^\n]*\n(?:[ \t]*\"[^\n]*\n)*)?msgid[ \t]*\"")
PAGES = frozenset({"html", "markdown"})
_HEAD = 65_536  # code points that are looked at
XML = frozenset({"rss", "atom", "nitf", "newsml", "xliff", "tmx", "xml"})
JSON = frozenset({"jsonfeed", "ninjs", "json"})


class Unknown(InputError):
    """A file that is in order and holds something else than stories."""


def sniff(raw: str, uri: str, ending: str | None, told: Fields = ()) -> str:
    """The format of a text. `ending`: the format that the file name stands for, or None; `told`: what fields a record
    has.

    Raises Unknown for XML and JSON that are none of the formats that mtcheck reads, InputError for what is broken.
    """
    head = raw[:_HEAD].lstrip()
    if ending in PAGES and not is_address(uri):  # whatever is in it, people are shown all of it
        return "html" if _DOCTYPE.match(head) else ending
    if not head and ending not in (None, "text", "markdown", "html") and not raw.strip():
        raise InputError(f"{uri} is empty; check what made it.")
    if head[:1] == "<" and (found := _markup(head, uri, ending)):
        return found
    if ending == "jsonl" or ending in JSON or (head[:1] in ("{", "[") and _OBJECT.match(head)):
        return _json(raw, uri, ending, told)
    if head.startswith(("#", "msgid", "msgctxt")) and ending != "markdown" and _PO.match(head):
        return "po"
    if ending in XML:
        raise InputError(f"{uri} is not XML, as its name promises; check what made it.")
    return ending or "text"


def _markup(head: str, uri: str, ending: str | None) -> str | None:
    """The format that a root element stands for; None where there is none that is known."""
    if _DOCTYPE.match(head):
        return "html"
    prologue = _PROLOGUE.match(head)
    root = _ROOT.match(head, prologue.end() if prologue else 0)
    found = _ROOTS.get(root[1].lower()) if root else None
    if found:
        return found
    if ending in XML or (head.startswith("<?xml") and ending != "html"):
        reads = "of XML, mtcheck reads RSS, Atom, NITF, NewsML-G2, XLIFF, TMX and XHTML"
        if root:
            raise Unknown(f"{uri} has the root element <{root[1]}>; {reads}.")
        raise InputError(f"{uri} has no root element within its first {_HEAD:,} characters; {reads}.")
    return None


def _json(raw: str, uri: str, ending: str | None, told: Fields) -> str:
    """Which kind of JSON a text is."""
    from mtcheck.readers import _json, jsonfeed, jsonl, ninjs

    if ending == "jsonl" or jsonl.is_lines(raw):
        return "jsonl"
    tree = _json.tree(raw, uri)
    if told and any(jsonl.is_record(value, told) for value in jsonl.records(tree)):
        return "json"
    if jsonfeed.is_feed(raw, tree):
        return "jsonfeed"
    if ninjs.items_of(tree):
        return "ninjs"
    if any(jsonl.is_record(value, told) for value in jsonl.records(tree)):
        return "json"
    raise Unknown(
        f"{uri} is JSON of no kind that mtcheck reads: JSON Feed, ninjs, or objects with a field such as “text”; name"
        " one with --field text=NAME."
    )
