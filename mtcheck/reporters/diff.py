"""A repair as a small diff: the words as they are, then as they would be, one line for each alternative."""

from collections.abc import Iterator, Sequence

from mtcheck.core import Document, Finding, Repair, Span, rewritten
from mtcheck.repair.patch import carry
from mtcheck.reporters import Look
from mtcheck.reporters.excerpt import harmless, middle, one_word_more
from mtcheck.reporters.paint import paint

_FAR = 60  # code points between edits from which they are shown apart


def repairs(doc: Document, finding: Finding, look: Look, most: int = 3) -> Iterator[str]:
    """Lines for the best repairs of a finding: `- before`, then `+ after` for each; none without a repair."""
    offers = finding.repairs[:most]
    if not offers:
        return
    places = _places(doc, offers)
    for start, end in places:
        before = doc.text[start:end]
        yield paint(f"- {_shown(before, look)}", "red", look)
        for repair in offers:
            edits = [edit for edit in repair.edits if start <= edit.span.start and edit.span.end <= end]
            if edits:
                note = f"  {_note(doc, finding, repair)}" if (start, end) == places[-1] else ""
                yield paint(f"+ {_shown(rewritten(doc.text, Span(start, end), edits), look)}", "green", look) + paint(
                    note, "dim", look
                )
    left = len(finding.repairs) - len(offers)
    if left and most > 1:
        yield paint(f"  and {left} more", "dim", look)


def _note(doc: Document, finding: Finding, repair: Repair) -> str:
    by_hand = carry(doc, repair.edits)[1]
    return (
        f"({repair.confidence:.0%},"
        f" {'by hand: markup is in the way' if by_hand else finding.applicability(repair).value})"
    )


def _shown(text: str, look: Look) -> str:
    shown = middle(harmless(text.strip("\n")), max(40, look.width - 30))
    return shown if shown.strip() else "(nothing)"


def _places(doc: Document, offers: Sequence[Repair]) -> list[tuple[int, int]]:
    """Ranges that hold all edits, each with a word or two around it; edits that stand far apart have their own."""
    found: list[tuple[int, int]] = []
    for span in sorted({edit.span for repair in offers for edit in repair.edits}):
        if found and span.start - found[-1][1] < _FAR:
            found[-1] = (found[-1][0], max(found[-1][1], span.end))
        else:
            found.append((span.start, span.end))
    return [one_word_more(doc, start, end) for start, end in found]
