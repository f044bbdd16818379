"""What a field of a record is read as: `add` puts it into the story."""

from mtcheck.readers import html
from mtcheck.readers.escapes import lines
from mtcheck.readers.pieces import Piece, Story, is_html
from mtcheck.readers.text import is_wrapped

_KINDS = {"title": "headline", "summary": "summary"}


def put(story: Story, piece: Piece, form: str, source: str | None = None) -> None:
    """Adds a piece of a form: title, summary or text (see `add`), html, plain, or a kind of segment such as caption."""
    if form == "html":
        story.html(piece)
    elif form == "plain":
        plain_text(story, piece)
    elif form in ("title", "summary", "text"):
        add(story, piece, form, source)
    else:
        story.plain(piece, form)


def add(story: Story, piece: Piece, role: str, source: str | None = None) -> None:
    """Adds a title, a summary or a text, which is HTML if it looks so.

    `source`: the text in its own language, taken line by line if it has as many.
    """
    theirs = [line.strip() for line in (source or "").splitlines() if line.strip()]
    if role in _KINDS:
        story.plain(piece, _KINDS[role])
    elif is_html(piece.text):
        add_line(story, piece, source if len(theirs) == 1 else None)
    elif theirs and len(own := lines(piece)) == len(theirs):
        for line, original in zip(own, theirs, strict=True):
            story.plain(line, source=original)
    else:
        plain_text(story, piece)


def add_line(story: Story, piece: Piece, source: str | None) -> None:
    """Adds a unit of translation, which is HTML if it looks so."""
    if is_html(piece.text):
        story.add(html.build(piece.text), piece, "paragraph", source, escape=html.escape)
    else:
        story.plain(piece, source=source, lines=True)


def plain_text(story: Story, piece: Piece) -> None:
    """Adds a plain text of any number of paragraphs; its lines are joined only where they look wrapped."""
    story.plain(piece, lines=not is_wrapped(piece.text))
