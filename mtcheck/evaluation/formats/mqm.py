"""MQM ratings with `<v>` marks, a row an error: google/wmt-mqm-human-evaluation (mqm_*_zhen.tsv and the like)."""

import html
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from mtcheck.evaluation.categories import family, severity
from mtcheck.evaluation.formats.lines import is_table, rows
from mtcheck.evaluation.samples import Annotation, Sample

_HUMAN = re.compile(r"(?:ref|human)", re.IGNORECASE)
_MARK = re.compile(r"</?v>")


def recognises(path: Path) -> bool:
    return is_table(path, ("target",), ("severity",), ("category",), ("rater",))


def read(path: Path, name: str) -> Iterator[Sample]:
    """A sample for each system, document, segment and rater.

    Rows whose texts differ, spans aside, are left out (the 2020 table doubles some).
    """
    for key, group in groupby(
        rows(path), key=lambda row: (row["system"], row.get("doc", row.get("doc_id", "")), _segment(row), row["rater"])
    ):
        system, document, segment, rater = key
        text: str | None = None
        annotations: list[Annotation] = []
        for row in group:
            plain, places = unmarked(html.unescape(row["target"]))
            text = text if text is not None else plain
            if plain != text:
                continue
            level = severity(row["severity"])
            if level:
                category = row["category"]
                annotations += [Annotation(start, end, level, family(category), category) for start, end in places]
        origin = "human" if _HUMAN.match(system) else "mt"
        id = f"{name}:{document}:{segment}:{system}:{rater}"
        yield Sample(id, "spans", name, origin, text or "", document=document, annotations=tuple(annotations))


def _segment(row: dict[str, str]) -> str:
    return row.get("seg_id") or row.get("globalsegid") or row.get("segid") or ""


def unmarked(target: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without `<v>` and `</v>`, and the places they enclosed, outer spaces trimmed."""
    out: list[str] = []
    places: list[tuple[int, int]] = []
    at = length = 0
    begun: list[int] = []
    for match in _MARK.finditer(target):
        piece = target[at : match.start()]
        out.append(piece)
        length += len(piece)
        at = match.end()
        if match[0] == "<v>":
            begun.append(length)
        elif begun:
            places.append((begun.pop(), length))
    text = "".join([*out, target[at:]])
    places += [(start, len(text)) for start in begun]
    trimmed = []
    for start, end in places:
        inside = text[start:end]
        start, end = start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())
        if end > start:
            trimmed.append((start, end))
    return text, sorted(trimmed)
