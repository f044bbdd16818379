"""Findings and repairs held against what people did with a text."""

from collections.abc import Iterable, Sequence
from itertools import islice, product

from mtcheck.core import Finding, Repair
from mtcheck.evaluation.records import HARM, OTHER, RIGHT
from mtcheck.evaluation.samples import Annotation, Sample
from mtcheck.repair.plan import apply
from mtcheck.scoring.alignment import changes, step, tokens
from mtcheck.scoring.words import Tags, offsets

_MOST_WAYS = 256  # combinations of gold repairs tried for one line


def judgements(sample: Sample) -> list[list[Annotation]] | None:
    """What each judge marked or changed; None where nobody judged the text."""
    if sample.annotations is not None:
        return [list(sample.annotations)]
    others = sample.rewrites or ((sample.rival,) if sample.rival is not None else ())
    if others:
        return [_changed(sample, other) for other in others]
    if sample.tags is not None or sample.merged:
        return [_tagged(sample)]
    return [[]] if sample.kind == "plain" and sample.origin == "native" else None


def _changed(sample: Sample, other: str) -> list[Annotation]:
    spaced = not sample.tokenised
    before, after = tokens(sample.text, spaced=spaced), tokens(other, spaced=spaced)
    found = []
    for change in changes([token.text for token in before], [token.text for token in after]):
        if change.end > change.start:
            start, end = before[change.start].start, before[change.end - 1].end
        else:
            start = end = before[change.start].start if change.start < len(before) else len(sample.text)
        found.append(Annotation(start, end))
    return found


def _tagged(sample: Sample) -> list[Annotation]:
    """Neighbouring BAD tokens as one annotation, BAD gaps as empty ones."""
    places = offsets(sample.text, sample.tokens) or []
    tags = sample.tags or Tags(sample.merged[: len(places)], ())
    found: list[Annotation] = []
    for number, (place, bad) in enumerate(zip(places, tags.tokens, strict=False)):
        if not bad:
            continue
        if number and tags.tokens[number - 1]:
            found[-1] = Annotation(found[-1].start, place[1])
        else:
            found.append(Annotation(*place))
    for number, bad in enumerate(tags.gaps):
        if bad:
            point = places[number][0] if number < len(places) else len(sample.text)
            found.append(Annotation(point, point))
    return sorted(found, key=lambda note: (note.start, note.end))


def at_place(finding: Finding, note: Annotation, text: str) -> bool:
    """Whether the finding stands where the annotation does.

    They share a code point; or, where something is missing, the place lies inside the finding or a repair puts
    something in there.
    """
    spans = (finding.span, *finding.related)
    if note.start < note.end:
        return any(note.start < max(span.end, span.start + 1) and span.start < note.end for span in spans)
    if any(span.start < note.start < span.end for span in spans):
        return True
    low = note.start
    while low and text[low - 1].isspace():
        low -= 1
    points = [edit.span.start for repair in finding.repairs[:1] for edit in repair.edits if not len(edit.span)]
    points += [span.start for span in spans if not len(span)]
    return any(low <= point <= note.start for point in points)


def is_right(sample: Sample, finding: Finding, judges: Sequence[Sequence[Annotation]] | None) -> bool | None:
    """Whether a judge marked or changed something at the finding's place; None where nobody can say.

    The better version of a pair differs in one place only, and says nothing of the others.
    """
    if judges is None:
        return None
    if any(at_place(finding, note, sample.text) for notes in judges for note in notes):
        return True
    unseen = sample.kind == "pairs" or ((sample.tokens or sample.tokenised) and _only_spaces(finding, sample.text))
    return None if unseen else False


def _only_spaces(finding: Finding, text: str) -> bool:
    """Whether the repair changes nothing but white space, which tokens do not show."""
    return any(
        all("".join(edit.span.of(text).split()) == "".join(edit.text.split()) for edit in repair.edits)
        for repair in finding.repairs[:1]
    )


def outcome(
    sample: Sample, finding: Finding, repair: Repair, judges: Sequence[Sequence[Annotation]] | None
) -> str | None:
    """What the repair is worth: right, other, harm, or None where nobody can say."""
    if sample.kind == "stories" and sample.annotations is not None:
        return _against_gold(sample, finding, repair, sample.annotations)
    if sample.rewrites or sample.rival is not None:
        return _against_rewrites(sample, repair)
    return HARM if sample.kind == "plain" and judges == [[]] else None


def _against_rewrites(sample: Sample, repair: Repair) -> str | None:
    spaced = not sample.tokenised
    before, after = _texts(sample.text, spaced), _texts(apply(sample.text, repair.edits), spaced)
    others = sample.rewrites or (sample.rival or "",)
    steps = [step(before, after, _texts(other, spaced)) for other in others]
    if RIGHT in steps:
        return RIGHT
    if sample.kind == "pairs":
        return None  # the better version is not the only good one
    return HARM if all(one == HARM for one in steps) else OTHER if any(steps) else None


def _texts(text: str, spaced: bool) -> list[str]:
    return [token.text for token in tokens(text, spaced=spaced)]


def _against_gold(sample: Sample, finding: Finding, repair: Repair, notes: Iterable[Annotation]) -> str | None:
    """The line as repaired against the line with any choice of gold repairs at that place, white space aside.

    It is right, too, where it does a part of what a gold repair does, as with post-edits: 52,50 → 52.50 where the gold
    has €52.50.
    """
    start, end = repair.edits[0].span.start, repair.edits[-1].span.end
    near = [note for note in notes if note.start <= end and start <= note.end]
    if not near:
        return HARM
    here = any(at_place(finding, note, sample.text) for note in near)
    if all(note.repairs is None for note in near):
        return None if here else HARM
    low = sample.text.rfind("\n", 0, min(start, *(note.start for note in near))) + 1
    high = sample.text.find("\n", max(end, *(note.end for note in near)))
    high = len(sample.text) if high < 0 else high
    got = _mended(sample.text, low, high, [(edit.span.start, edit.span.end, edit.text) for edit in repair.edits])
    wanted = []
    for way in islice(product(*((None, *(note.repairs or ())) for note in near)), _MOST_WAYS):
        chosen = [(note.start, note.end, text) for note, text in zip(near, way, strict=True) if text is not None]
        if chosen:
            wanted.append(_mended(sample.text, low, high, chosen))
    if got in wanted:
        return RIGHT
    before, after = _texts(sample.text[low:high], False), _texts(got, False)
    if any(step(before, after, _texts(text, False)) == RIGHT for text in wanted):
        return RIGHT
    return OTHER if here else HARM


def _mended(text: str, low: int, high: int, edits: Iterable[tuple[int, int, str]]) -> str:
    out, at = [], low
    for start, end, new in sorted(edits):
        out += [text[at:start], new]
        at = max(at, end)
    return " ".join("".join([*out, text[at:high]]).split())
