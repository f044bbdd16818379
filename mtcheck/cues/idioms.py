"""Idioms of English, as native copy has them; `own_idioms` says where a story has one."""

from mtcheck.core import Document, Resources, Span
from mtcheck.cues.phrases import matches


def own_idioms(doc: Document, resources: Resources) -> list[Span]:
    """Where the story has an idiom of English, in order: a doubt about such words says nothing about the writer."""
    return doc.once(
        "english idioms", lambda: sorted(Span(*match.span()) for _, match in matches(doc, resources, "english_idioms"))
    )
