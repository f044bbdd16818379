"""Challenge sets: a good and a spoilt version of a sentence.

TSV with two such columns (ACES and others) or DEMETR's JSON.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mtcheck.errors import InputError
from mtcheck.evaluation.formats.lines import cell, is_table, rows
from mtcheck.evaluation.samples import Sample

_GOOD = ("good", "good-translation", "good_translation", "correct", "reference-like")
_BAD = ("perturbed", "bad", "incorrect-translation", "incorrect_translation", "incorrect", "spoilt")
_KIND = ("perturbation", "phenomena", "phenomenon", "category")


def recognises(path: Path) -> bool:
    if path.is_file() and path.suffix == ".json" and not path.with_suffix(".txt").is_file():
        return '"pert_sent"' in path.read_text(encoding="utf-8", errors="replace")[:5000]
    return is_table(path, _GOOD, _BAD)


def read(path: Path, name: str) -> Iterator[Sample]:
    """A sample a pair; DEMETR's pairs that could not be made (`pert_check` false) or do not differ are left out."""
    if path.suffix == ".json":
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path} is not valid JSON ({error}); mend it or export it again.") from None
        for number, item in enumerate(_items(data)):
            if item.get("pert_check", True):
                identity = str(item.get("id", number))
                yield from pair(
                    f"{path.stem}:{identity}", path.parent.name, path.stem, item["mt_sent"], item["pert_sent"], identity
                )
        return
    for number, row in enumerate(rows(path)):
        if row.get("langpair", "en").lower().endswith("en"):
            yield from pair(f"{name}:{number}", name, cell(row, _KIND), cell(row, _GOOD), cell(row, _BAD))


def pair(identity: str, name: str, part: str, good: str, bad: str, sentence: str = "") -> Iterator[Sample]:
    """The sample of a pair, if there is a difference. `sentence`: what pairs made from one sentence have in common."""
    if good != bad:
        yield Sample(identity, "pairs", name, "mt", bad, part, sentence or identity, rival=good)


def _items(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, list):
        return data
    columns = list(data)
    if (
        all(isinstance(data[name], dict) for name in columns) and "pert_sent" in data
    ):  # a pandas table, column by column
        return [{name: data[name][key] for name in columns} for key in data["pert_sent"]]
    return list(data.values())
