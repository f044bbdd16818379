"""A report made for reading: findings with line, place marked, repair as a small diff; then hints, last the summary."""

from collections.abc import Iterator

from mtcheck.core import Document, Finding, Report, Severity, Span
from mtcheck.reporters import Look, Tally
from mtcheck.reporters.diff import repairs
from mtcheck.reporters.excerpt import harmless, head, middle, tail, width
from mtcheck.reporters.paint import paint
from mtcheck.reporters.places import place, visible
from mtcheck.reporters.words import decided
from mtcheck.text.counting import count

JOINT = "\n"
_KEPT = "\0"  # stands for a space at which no line ends; harmless text has none
_LOOKS = {
    Severity.CRITICAL: "bold red", Severity.MAJOR: "red", Severity.MINOR: "yellow", Severity.NEUTRAL: "dim",
    "block": "bold red", "review": "bold yellow", "pass": "bold green",
    "unchecked": "bold red", "nothing to check": "bold yellow",
}  # fmt: skip


def story(report: Report, look: Look) -> str:
    if look.quiet and report.decision == "pass":
        return ""
    found = [finding for finding in report.findings if finding.severity > Severity.NEUTRAL]
    hints = [finding for finding in report.findings if finding.severity == Severity.NEUTRAL]
    lines = [*_heading(report, look, len(found), len(hints)), *wrapped(harmless(report.reason), look)]
    for finding in found:
        lines += ["", *_finding(report.document, finding, look)]
    if hints:
        lines += ["", paint("  hints", "dim", look)]
        for finding in hints:
            lines += _hint(report.document, finding, look)
    lines += [line for text in _remarks(report) for line in wrapped(text, look)]
    return "\n".join(lines) + "\n"


def end(tally: Tally, look: Look, repairs: str = "mtcheck fix can carry out {} without asking") -> str:
    """The summary: stories by decision, findings by severity, what can be done about them, and why the exit code.

    `repairs`: what to say of those that need no asking; empty for nothing.
    """
    if look.quiet:
        return ""
    total = tally.documents
    if not total:
        return (
            f"No story has changed since {tally.since}.\n"
            if tally.since and not tally.errors
            else "No story could be checked.\n"
        )
    kinds = [(s.name.lower(), tally.severities[s.name.lower()]) for s in sorted(Severity, reverse=True) if s]
    found = ", ".join(f"{count} {name}" for name, count in kinds if count)
    lines = [
        "",
        paint(f"{count(total, 'story', 'stories')}, {count(tally.words, 'word')}: {decided(tally)}", "bold", look),
        count(tally.findings, "finding")
        + (f" ({found})" if found else "")
        + (f", {count(tally.hints, 'hint')}" if tally.hints else ""),
    ]
    if tally.automatic and repairs:
        lines.append(repairs.format(count(tally.automatic, "repair")))
    if tally.suppressed:
        lines.append(f"{count(tally.suppressed, 'finding')} marked as fine, with a reason, not shown")
    if tally.known:
        lines.append(f"{count(tally.known, 'finding')} known from the baseline, not shown")
    if tally.decision and (tally.gated or tally.decision not in ("pass", "nothing to check")):
        said = f"gate: {tally.decision}. {tally.reason}" if tally.gated else tally.reason
        if tally.decision == "block" and not tally.gated:
            said = f"{said.removesuffix('.')}, so the exit code is 1."
        lines += [paint(line, _LOOKS[tally.decision], look) for line in wrapped(said, look, indent="")]
    return "\n".join(lines) + "\n"


def _heading(report: Report, look: Look, found: int, hints: int) -> list[str]:
    doc = report.document
    name = doc.uri + (f" {doc.id}" if doc.id else "")
    facts = [count(doc.word_count, "word")]
    if report.decision not in ("unchecked", "nothing to check"):
        facts.insert(0, f"score {report.score:.1f}")
    if found:
        facts += [count(found, "finding"), f"{report.touched:.1%} of the text"]
    if hints:
        facts.append(count(hints, "hint"))
    facts += [f"{harmless(name)} {value:.2f}" for name, value in report.scores]
    if report.readability is not None:
        facts.append(f"reads at grade {report.readability:.0f}")
    facts.append("language unknown" if report.language == "und" else f"language {report.language}")
    title = harmless(name)
    kept = [fact.replace(" ", _KEPT) for fact in facts]  # a line ends between two facts, not inside one
    lines = wrapped(
        f"{title.replace(' ', _KEPT)}  {report.decision.replace(' ', _KEPT)}  {', '.join(kept)}",
        look,
        indent="",
        hanging="  ",
    )
    first, *rest = (line.replace(_KEPT, " ") for line in lines)
    plain = f"{title}  {report.decision}"
    if first.startswith(plain):  # a name that is as long as the line stays without colour
        first = (
            f"{paint(title, 'bold', look)} "
            f" {paint(report.decision, _LOOKS[report.decision], look)}{first[len(plain) :]}"
        )
    return [first, *rest]


def wrapped(text: str, look: Look, indent: str = "  ", hanging: str = "") -> list[str]:
    """The harmless text in lines that fit; words longer than a line are left whole, for an address must stay one."""
    lines = [""]
    for number, word in enumerate(text.split(" ")):
        room = max(40, look.width) - width(indent if len(lines) == 1 else indent + hanging)
        if number and width(lines[-1]) + 1 + width(word) > room:
            lines.append(word)
        else:
            lines[-1] += f" {word}" if number else word
    return [(indent if not number else indent + hanging) + line for number, line in enumerate(lines)]


def _finding(doc: Document, finding: Finding, look: Look) -> Iterator[str]:
    span = visible(doc, finding.span)
    line, column = place(doc.raw, doc.raw_span(span).start)
    severity = paint(finding.severity.name.lower(), _LOOKS[finding.severity], look)
    yield f"  {line}:{column}  {severity}  {paint(finding.rule.id, 'bold', look)}  {finding.confidence:.0%}"
    yield f"    {excerpt(doc, span, look)}"
    yield from wrapped(harmless(finding.message), look, "    ")
    yield from (f"    {text}" for text in repairs(doc, finding, look))


def _hint(doc: Document, finding: Finding, look: Look) -> Iterator[str]:
    span = visible(doc, finding.span)
    line, column = place(doc.raw, doc.raw_span(span).start)
    said = f"{line}:{column}  {finding.rule.id}  {finding.confidence:.0%}  {harmless(finding.message)}"
    yield from (paint(text, "dim", look) for text in wrapped(said, look, hanging="  "))
    yield f"    {excerpt(doc, span, look, 'underline')}"
    yield from (f"    {text}" for text in list(repairs(doc, finding, look, most=1))[1:])


def _remarks(report: Report) -> Iterator[str]:
    yield from (f"note: {harmless(note)}" for note in report.notes)
    for reason in dict.fromkeys(skipped.reason for skipped in report.skipped):
        rules = ", ".join(skipped.rule for skipped in report.skipped if skipped.reason == reason)
        yield f"not checked: {rules}. {harmless(reason)}"
    if report.incomplete:
        yield f"not checked: {harmless(report.incomplete)}"
    yield from (
        f"not checked: {failure.rule} crashed ({harmless(failure.error)}); please report this."
        for failure in report.failures
    )


def excerpt(doc: Document, span: Span, look: Look, mark: str = "underline red") -> str:
    """The line round a span, trimmed to the width; the span in ⟦marks⟧, or in colour where it can be seen so."""
    room = max(40, look.width - 6)
    first = doc.segment_at(span.start).span if doc.segments else span
    last = doc.segment_at(max(span.start, span.end - 1)).span if doc.segments else span
    low, high = min(first.start, span.start), max(last.end, span.end)
    words = middle(harmless(span.of(doc.text)), room * 3 // 5)
    left = harmless(doc.text[max(low, span.start - 2 * room) : span.start])
    right = harmless(doc.text[span.end : min(high, span.end + 2 * room)])
    spare = room - 2 - width(words)
    before = tail(left, max(spare // 2, spare - width(right)))
    after = head(right, spare - width(before))
    return before + (paint(words, mark, look) if look.colour and words.strip() else f"⟦{words}⟧") + after
