"""Error spans of the WMT tasks on quality estimation: a TSV with columns of starts, ends and severities.

Three layouts: with a header (`start_indices`, `end_indices`, `error_types`; WMT25), nine columns without one (2023
training data: system, document, segment, rater, translation, source, starts, ends, severities), and seven (2023 gold
labels: pair, method, segment, translation, starts, ends, severities, whose header may be there or not). Offsets are
half-open; -1 says that there is no error, `missing` is left out.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from mtcheck.errors import InputError
from mtcheck.evaluation.categories import severity
from mtcheck.evaluation.formats.lines import first_line, is_table, lines, rows
from mtcheck.evaluation.samples import Annotation, Sample

_HUMAN = re.compile(r"(?:ref|human)", re.IGNORECASE)
_SHAPE = re.compile(r"(?:-?\d+(?: -?\d+)*)?\t(?:-?\d+(?: -?\d+)*)?\t[A-Za-z-]+(?: [A-Za-z-]+)*")


def recognises(path: Path) -> bool:
    if is_table(path, ("start_indices",), ("end_indices",)):
        return True
    if not path.is_file() or not path.name.removesuffix(".gz").endswith(".tsv"):
        return False
    reading = lines(path)
    next(reading, "")
    return any(_is_row(line) for line in (first_line(path), next(reading, "")))


def _is_row(line: str) -> bool:
    cells = line.split("\t")
    return len(cells) in (7, 9) and bool(_SHAPE.fullmatch("\t".join(cells[-3:])))


def read(path: Path, name: str) -> Iterator[Sample]:
    """A sample a row. Raises InputError for a row that makes no sense."""
    if is_table(path, ("start_indices",), ("end_indices",)):
        for number, row in enumerate(rows(path), 2):
            text = row.get("hypothesis_segment") or row.get("hypothesis") or row.get("target") or row.get("mt") or ""
            if not row.get("target_lang", "en").lower().startswith("en"):
                continue
            system, document, segment = (
                row.get("system_id", ""),
                row.get("doc_id", ""),
                row.get("segment_id", str(number)),
            )
            pair = f"{row['source_lang']}-{row['target_lang']}" if "source_lang" in row and "target_lang" in row else ""
            marks = row["start_indices"], row["end_indices"], row.get("error_types") or row.get("severities") or ""
            yield _sample(path, number, name, text, marks, pair, system, document, segment)
        return
    for number, line in enumerate(lines(path), 1):
        if not _is_row(line):
            continue
        cells = line.split("\t")
        if len(cells) == 9:
            system, document, segment, _, text = cells[:5]
            pair = ""
        else:
            pair, system, segment, text = cells[:4]
            document = segment
        if not pair or pair.lower().endswith("en"):
            yield _sample(path, number, name, text, (cells[-3], cells[-2], cells[-1]), pair, system, document, segment)


def _sample(
    path: Path,
    number: int,
    name: str,
    text: str,
    marks: tuple[str, str, str],
    pair: str,
    system: str,
    document: str,
    segment: str,
) -> Sample:
    try:
        starts, ends = [int(cell) for cell in marks[0].split()], [int(cell) for cell in marks[1].split()]
        kinds = marks[2].split() or ["minor"] * len(starts)
        annotations = tuple(
            Annotation(start, min(max(end, start + 1), len(text)), severity(kind))
            for start, end, kind in zip(starts, ends, kinds, strict=True)
            if start >= 0 and end >= 0 and start < len(text)
        )
    except ValueError:
        raise InputError(f"{path}, line {number}: the starts, ends and severities do not go together.") from None
    origin = "human" if _HUMAN.match(system) else "mt"
    return Sample(f"{name}:{number}:{system}", "spans", name, origin, text, pair, f"{document}:{segment}", annotations)
