"""The JSON file of a run: its figures, and the records that a later run is compared with."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mtcheck.errors import InputError, why
from mtcheck.evaluation.records import Record, unpack
from mtcheck.evaluation.summary import FORMAT


def dump(tree: dict[str, Any], records: Sequence[Record]) -> str:
    """Figures first, then a line for each record."""
    head = json.dumps(tree, ensure_ascii=False, indent=1)
    rows = ",\n".join(
        json.dumps(record.pack(excerpts=False), ensure_ascii=False, separators=(",", ":")) for record in records
    )
    return f'{head[:-2]},\n "records": [\n{rows}\n]}}\n'


def load(path: Path) -> tuple[dict[str, Any], list[Record]]:
    """The figures and the records of a file, zipped or not. Raises InputError when it is none."""
    try:
        data = path.read_bytes()
        tree = json.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
        if tree["format"] != FORMAT:
            raise ValueError(f"format {tree['format']}")
        return tree, [unpack(row) for row in tree.pop("records")]
    except OSError as error:
        raise InputError(f"{path} cannot be read: {why(error)}.") from None
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path} is not a result of this version of `mtcheck evaluate` ({error}); make it again with --json."
        ) from None
