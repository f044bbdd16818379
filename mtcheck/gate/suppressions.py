"""What people have marked as fine: comments in the story (`inline`), entries in a sidecar file (`sidecar`); `apply`
sorts findings by them.

A comment is `<!-- mtcheck-ignore RULE: reason -->` or `[mtcheck-ignore RULE: reason]` and speaks for its own paragraph,
or, alone on a line, for the next one. A sidecar, FILE.mtcheck.toml beside the story or .mtcheck-ignore.toml in its
folder, has `[[ignore]]` tables with `rule` or `fingerprint` (or both), `reason`, and, in a folder's file, `file` as a
glob.
"""

import bisect
import errno
import re
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path

from mtcheck.core import Document, Finding, Segment, Span, Suppressed
from mtcheck.core.fingerprint import fingerprints
from mtcheck.errors import ConfigError, why
from mtcheck.profile import catalog
from mtcheck.text.lazy import lazy

# One that is never closed is read no further than to the next, so that many of them cost no more than their length.
_COMMENT = lazy(
    r"<!--[ \t]*+mtcheck-ignore\b(?P<html>(?>(?:(?!-->|<!--).)*))-->"
    r"|\[mtcheck-ignore\b(?P<text>(?>(?:(?!\[mtcheck-ignore)[^\]\n])*))\]",
    re.DOTALL,
)
_BODY = lazy(r"\s++(?P<rules>[\w-]++(?>(?:\s*+,\s*+[\w-]++)*))\s*+(?::(?P<reason>.*+))?$", re.DOTALL)
_NEAR = 20  # marks around one place that are looked at
FOLDER_FILE = ".mtcheck-ignore.toml"
MARK = "mtcheck-ignore"  # what every comment has


@dataclass(frozen=True)
class Suppression:
    """One mark. `place`: the paragraph that it speaks for, None for the whole story; `origin`: where it stands."""

    reason: str
    origin: str
    rules: frozenset[str] = frozenset()
    fingerprint: str = ""
    place: Span | None = None
    file: str = "*"

    def covers(self, finding: Finding, fingerprint: str) -> bool:
        """Whether the mark speaks for this finding."""
        return (
            (not self.rules or finding.rule.id in self.rules)
            and (not self.fingerprint or self.fingerprint == fingerprint)
            and (self.place is None or (finding.span.start <= self.place.end and self.place.start <= finding.span.end))
        )


def inline(documents: Sequence[Document]) -> list[tuple[Document, tuple[Suppression, ...]]]:
    """Each document without its comments, and what they say.

    All documents are of one file; a comment that says nothing useful becomes a note.
    """
    if not documents or MARK not in documents[0].raw:
        return [(doc, ()) for doc in documents]
    shown = [_without_comments(doc) for doc in documents]
    raw = documents[0].raw
    places = sorted(
        (doc.raw_span(segment.span).end, number, segment.span)
        for number, doc in enumerate(shown)
        for segment in doc.segments
    )
    found: list[list[Suppression]] = [[] for _ in shown]
    notes: list[list[str]] = [[] for _ in shown]
    line, counted = 1, 0
    for match in _COMMENT.finditer(raw):
        line, counted = line + raw.count("\n", counted, match.start()), match.start()
        at = bisect.bisect_right(places, match.start(), key=lambda place: place[0])
        if at and not raw[places[at - 1][0] : match.start()].strip(" \t"):
            at -= 1  # it stands at the end of its paragraph
        number = places[at][1] if at < len(places) else len(shown) - 1
        problem, rules, reason = _understand(_body(match))
        if at == len(places):
            problem = problem or "No paragraph follows it."
        if problem:
            notes[number].append(f"The comment in line {line} ignores nothing. {problem}")
        else:
            found[number].append(Suppression(reason, f"The comment in line {line}", rules, place=places[at][2]))
    return [
        (replace(doc, notes=(*doc.notes, *said)) if said else doc, tuple(marks))
        for doc, marks, said in zip(shown, found, notes, strict=True)
    ]


def _body(comment: re.Match[str]) -> str:
    """What a comment says after its keyword."""
    return comment["html"] or comment["text"] or ""


def _understand(body: str) -> tuple[str, frozenset[str], str]:
    """(what is wrong, rules, reason) of what a comment says after its keyword."""
    match = _BODY.match(body)
    if match is None:
        return "It must read “mtcheck-ignore RULE: reason”.", frozenset(), ""
    if not (match["reason"] or "").strip():
        return "It gives no reason after a colon.", frozenset(), ""
    try:
        return "", frozenset(catalog.expand(re.split(r"\s*,\s*", match["rules"]))), " ".join(match["reason"].split())
    except ConfigError as error:
        return str(error), frozenset(), ""


def _without_comments(doc: Document) -> Document:
    """The document whose segments leave comments out; one in the middle of a paragraph is masked."""
    comments = [Span(*match.span()) for match in _COMMENT.finditer(doc.text)]
    if not comments:
        return doc
    ends = [comment.end for comment in comments]
    segments: list[Segment] = []
    for segment in doc.segments:
        start, end = segment.span.start, segment.span.end
        within = comments[bisect.bisect_right(ends, start) : bisect.bisect_left(ends, end) + 1]
        for comment in within:
            if comment.start <= start < comment.end:
                start = comment.end + _blank(doc.text, comment.end, end)
        for comment in reversed(within):
            if comment.start < end <= comment.end:
                end = comment.start
        words = doc.text[start:end].rstrip()
        if words:
            segments.append(replace(segment, span=Span(start, start + len(words))))
    masks = [*comments]
    for mask in doc.masks:
        at = bisect.bisect_right(ends, mask.start)
        if at == len(comments) or comments[at].start >= mask.end:
            masks.append(mask)
    return replace(doc, segments=tuple(segments), masks=tuple(sorted(masks)))


def _is_of_form(text: str, comment: Span, start: int, end: int) -> bool:
    """Whether a place is the whole comment, or has to do with its keyword and rules and not with its reason."""
    if not comment.start <= start < end <= comment.end + _blank(text, comment.end, end):
        return False
    whole = start == comment.start and end >= comment.end
    match = _COMMENT.match(text, comment.start)
    return whole or (match is not None and not _understand(_body(match))[0] and start < text.index(":", comment.start))


def _blank(text: str, start: int, end: int) -> int:
    """How many white characters begin the range."""
    return max(0, end - start) - len(text[start:end].lstrip())


def sidecar(path: str) -> tuple[tuple[Suppression, ...], tuple[Suppression, ...]]:
    """Marks for this file alone, and marks for others too, from FILE.mtcheck.toml and the folder's
    .mtcheck-ignore.toml. Raises ConfigError where they make no sense.
    """
    own, folder = _load(Path(f"{path}.mtcheck.toml")), _load(Path(path).parent / FOLDER_FILE)
    name = Path(path).name
    named = tuple(mark for mark in folder if mark.file == name)
    return (*own, *named), tuple(mark for mark in folder if mark.file != name and fnmatch(name, mark.file))


def _load(path: Path) -> tuple[Suppression, ...]:
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # no file can be called so
            return ()
        raise ConfigError(f"{path} cannot be read: {why(error)}.") from None
    if not stat.S_ISREG(found.st_mode):
        raise ConfigError(f"{path} is no file; what people mark as fine is read from files alone.")
    return _parsed(path, (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino))


@lru_cache(maxsize=256)
def _parsed(path: Path, state: tuple[int, ...]) -> tuple[Suppression, ...]:
    from mtcheck.profile.config import read_toml

    table = read_toml(path)
    entries = table.pop("ignore", [])
    if table or not isinstance(entries, list):
        raise ConfigError(f"{path} may have nothing but [[ignore]] tables.")
    return tuple(_entry(entry, f"{path}, entry {number}") for number, entry in enumerate(entries, 1))


def _entry(entry: object, where: str) -> Suppression:
    keys = ("rule", "fingerprint", "reason", "file")
    if not isinstance(entry, dict) or not all(isinstance(value, str) and value.strip() for value in entry.values()):
        raise ConfigError(f"{where} must be a table of texts: {', '.join(keys)}.")
    for key in entry:
        if key not in keys:
            raise ConfigError(catalog.unknown(f"{where} has no key", key, keys, f"it may have {', '.join(keys)}"))
    if "reason" not in entry:
        raise ConfigError(f"{where} gives no reason; add one, so that the next reader knows why.")
    if "rule" not in entry and "fingerprint" not in entry:
        raise ConfigError(f"{where} names neither a rule nor a fingerprint.")
    try:
        rules = frozenset(catalog.expand([entry["rule"]])) if "rule" in entry else frozenset()
    except ConfigError as error:
        raise ConfigError(f"{where}: {error}") from None
    return Suppression(entry["reason"], where, rules, entry.get("fingerprint", ""), file=entry.get("file", "*"))


@dataclass(frozen=True)
class Sorted:
    """Findings that stay, findings that a person answered for, and the marks that found nothing to speak for."""

    kept: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    unused: tuple[Suppression, ...]


def apply(doc: Document, findings: Iterable[Finding], marks: Sequence[Suppression], *, comments: bool = True) -> Sorted:
    """Sorts findings by the marks.

    With `comments`, what touches one is dropped, for a comment is not the story's text; without, what takes the form of
    one for junk, while the words of its reason are read as any others.
    """
    spans = [Span(*match.span()) for match in _COMMENT.finditer(doc.text)] if MARK in doc.text else []
    starts = [span.start for span in spans]

    def touches_comment(finding: Finding) -> bool:
        start = finding.span.start + _blank(doc.text, finding.span.start, finding.span.end)
        at = bisect.bisect_left(starts, finding.span.end)
        if not at or spans[at - 1].end <= (finding.span.start if comments else start):
            return False
        return comments or _is_of_form(doc.text, spans[at - 1], start, finding.span.end)

    findings = [finding for finding in findings if not spans or not touches_comment(finding)]
    if not marks:
        return Sorted(tuple(findings), (), ())
    kept, suppressed = [], []
    used: set[int] = set()
    everywhere = [number for number, mark in enumerate(marks) if mark.place is None]
    placed = sorted(
        (mark.place.end, mark.place.start, number) for number, mark in enumerate(marks) if mark.place is not None
    )
    for finding, name in zip(findings, fingerprints(doc, findings), strict=True):
        at = bisect.bisect_left(placed, finding.span.start, key=lambda place: place[0])
        near = [number for _, start, number in placed[at : at + _NEAR] if start <= finding.span.end]
        mark = next((number for number in (*near, *everywhere) if marks[number].covers(finding, name)), None)
        if mark is None:
            kept.append(finding)
        else:
            used.add(mark)
            suppressed.append(Suppressed(finding, marks[mark].reason))
    unused = tuple(mark for number, mark in enumerate(marks) if number not in used)
    return Sorted(tuple(kept), tuple(suppressed), unused)
