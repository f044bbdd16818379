"""The sentences about findings that formats with a single field for them share."""

from mtcheck.core import Document, Report, Span, rewritten
from mtcheck.reporters import Tally
from mtcheck.reporters.entries import Entry, Offer
from mtcheck.reporters.excerpt import harmless, middle, one_word_more
from mtcheck.text.counting import count

DECISIONS = ("unchecked", "block", "review", "nothing to check", "pass")  # from bad to good
_ROOM = 120  # columns of quoted words


def title(doc: Document) -> str:
    """The file, and the story in it where it has a name of its own."""
    return f"{doc.uri} {doc.id}" if doc.id else doc.uri


def quoted(text: str) -> str:
    """The words on one line, short enough to read."""
    return middle(harmless(" ".join(text.split())), _ROOM)


def told(doc: Document, entry: Entry) -> str:
    """What is wrong and what is proposed, on one line.

    Documents of one feed share a file, so their own name is in it.
    """
    parts = [f"[{harmless(doc.id)}] "] if doc.id else []
    parts.append(harmless(entry.finding.message))
    if entry.offers:
        parts.append(f" {proposal(doc, entry.offers[0])}")
    return "".join(parts)


def unchecked(report: Report) -> str:
    """Why the exit code is 3 for a story, for formats that hold findings alone; empty where it is not, or where a rule
    that crashed says so.
    """
    if report.failures or not (
        report.decision == "unchecked" or (report.gated and report.decision == "nothing to check")
    ):
        return ""
    name = f"[{harmless(report.document.id)}] " if report.document.id else ""
    return f"{name}{report.decision}: {harmless(report.reason)}"


def proposal(doc: Document, offer: Offer) -> str:
    """ "Proposed: “is good .” → “is good.”", with a word or two around the place."""
    before, after = change(doc, offer)
    return f"Proposed: “{before}” → “{after}”."


def change(doc: Document, offer: Offer) -> tuple[str, str]:
    """What stands there and what would, with a word or two around the place."""
    edits = offer.repair.edits
    start, end = edits[0].span.start, edits[-1].span.end
    start, end = one_word_more(doc, start, end)
    before, new = doc.text[start:end], rewritten(doc.text, Span(start, end), edits)
    if quoted(before) == quoted(new):  # only white space changes: breaks of lines are shown
        return middle(harmless(before), _ROOM), middle(harmless(new), _ROOM)
    return quoted(before), quoted(new)


def totals(tally: Tally) -> str:
    """ "3 stories, 2,160 words: 1 block, 2 pass; 4 findings, 2 hints" """
    parts = [
        f"{count(tally.documents, 'story', 'stories')}, {count(tally.words, 'word')}: {decided(tally)}",
        count(tally.findings, "finding"),
    ]
    parts += [count(tally.hints, "hint")] if tally.hints else []
    return "; ".join(parts) if tally.documents else "No story could be checked"


def decided(tally: Tally) -> str:
    """ "1 block, 2 pass": the stories by what becomes of them, from bad to good."""
    return ", ".join(f"{tally.decisions[word]:,} {word}" for word in DECISIONS if tally.decisions[word])
