"""An item of a feed as a person reads and changes it: `readable` gives its paragraphs, `rewritten` the item with the
words that were changed in them, everything else byte for byte.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from mtcheck.core import Document, Edit, Span
from mtcheck.errors import MtcheckError, RepairError
from mtcheck.readers import read
from mtcheck.readers.files import RawFile
from mtcheck.repair.patch import carry, patch
from mtcheck.watch import rounds
from mtcheck.watch.feeds import Cut
from mtcheck.watch.quarantine import Item
from mtcheck.watch.store import Snapshot

_BETWEEN = "\n\n"  # two paragraphs
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


def readable(item: Item) -> str:
    """What a reader would see of an item as it would go out: headline and paragraphs; the item as it stands where that
    cannot be told.
    """
    try:
        return _BETWEEN.join(span.of(doc.text) for doc, span in _paragraphs(_alone(item)[0], item.format)) or item.out
    except (MtcheckError, ValueError):
        return item.out


def rewritten(item: Item, text: str) -> str:
    """The item with the words of `text` in place of what `readable` gives.

    Raises RepairError where the feed cannot have them: markup is in the way, paragraphs came or went, or its encoding
    lacks a character.
    """
    try:
        file, pieces = _alone(item)
        paragraphs = _paragraphs(file, item.format)
    except (MtcheckError, ValueError):
        raise RepairError("This item cannot be read, so it cannot be changed here.") from None
    before, after = [span.of(doc.text) for doc, span in paragraphs], text.strip("\n").split(_BETWEEN)
    if [*before] == after:
        return item.out
    if len(before) != len(after) or any(_BETWEEN in one for one in before):
        raise RepairError(
            f"An item of a feed keeps its {len(before):,} paragraphs; change the words in them, and leave the empty"
            " lines between them."
        )
    edits: dict[int, tuple[Document, list[Edit]]] = {}
    for (doc, span), old, new in zip(paragraphs, before, after, strict=True):
        edits.setdefault(id(doc), (doc, []))[1].extend(_changes(old, new, span.start))
    made = []
    for doc, some in edits.values():
        carried, refused = carry(doc, some)
        if refused:
            words = refused[0].span.of(doc.text).strip() or refused[0].text.strip()
            raise RepairError(f"Markup of the feed stands at “{words[:60]}”; it cannot be changed here.")
        made += carried
    whole = patch(file.text, sorted(made, key=lambda one: one.span.start))
    lacking = next((sign for sign in text if not _has(file, sign)), "")
    if lacking:
        raise RepairError(f"The encoding of the feed, {file.encoding}, lacks “{lacking}”; write it another way.")
    try:
        out = pieces.inside(whole)
    except ValueError:
        raise RepairError("What was changed is not part of the item alone; nothing was kept.") from None
    if readable(replace(item, edited=out)) != _BETWEEN.join(after):
        raise RepairError("The feed would not read as it was written here; nothing was kept.")
    return out


def _has(file: RawFile, sign: str) -> bool:
    try:
        return bool(file.encode(sign))
    except RepairError:
        return False


def _alone(item: Item) -> tuple[RawFile, Cut]:
    """The item, as it would go out, in a feed of its own. Raises InputError where it cannot be read."""
    file, pieces = rounds.read("<feed>", Snapshot(item.content, item.encoding, "", item.format))
    return replace(file, text=pieces.alone(item.out)), pieces


def _paragraphs(file: RawFile, format: str) -> list[tuple[Document, Span]]:
    return [(doc, segment.span) for doc in read(file, format) for segment in doc.segments]


def _changes(old: str, new: str, at: int) -> Iterator[Edit]:
    """What makes `new` of `old`, word by word. `at`: where `old` begins in its document, in code points."""
    if old == new:
        return
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    starts = [at]
    for token in left:
        starts.append(starts[-1] + len(token))
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind != "equal":
            yield Edit(Span(starts[a], starts[b]), "".join(right[c:d]))
