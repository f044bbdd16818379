"""The columns of an archive, named as in docs/json.md: as an Arrow schema, and in SQL."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

_TEXT, _WHOLE, _REAL = pa.string(), pa.int64(), pa.float64()


def _columns(names: str, kind: pa.DataType = _TEXT) -> list[tuple[str, pa.DataType]]:
    return [(name, kind) for name in names.split()]


def _rows(*columns: tuple[str, pa.DataType]) -> pa.DataType:
    return pa.list_(pa.struct(columns))


_EDITS = _rows(*_columns("start end", _WHOLE), ("text", _TEXT))
_FINDINGS = _rows(
    *_columns("rule mqm severity"),
    ("confidence", _REAL),
    ("message", _TEXT),
    *_columns("start end line column", _WHOLE),
    *_columns("text fingerprint"),
    ("evidence", _rows(("source", _TEXT), ("confidence", _REAL))),
    ("repairs", _rows(("confidence", _REAL), ("applicability", _TEXT), ("edits", _EDITS))),
)
SCHEMA = pa.schema(  # what `check_batch` gives
    [
        *_columns("uri id language verdict decision reason"),
        ("score", _REAL),
        ("words", _WHOLE),
        *_columns("mt_likelihood mt_errors readability touched", _REAL),
        ("findings", _FINDINGS),
        ("failures", _rows(*_columns("rule error"))),
        ("skipped", _rows(*_columns("rule reason"))),
        ("suppressed", _rows(*_columns("rule fingerprint reason"))),
        ("scores", pa.map_(_TEXT, _REAL)),
        ("notes", pa.list_(_TEXT)),
        ("incomplete", _TEXT),
        ("repaired", pa.struct(_columns("title summary text"))),
    ]
)
FAILED = pa.schema(_columns("uri id reason text"))  # what is set aside


def batch(rows: Sequence[Mapping[str, Any]], schema: pa.Schema = SCHEMA) -> pa.RecordBatch:
    """Rows as an Arrow batch.

    Halves of surrogate pairs, which Arrow cannot hold, become U+FFFD, so that all places stay right.
    """
    try:
        return pa.RecordBatch.from_pylist(list(rows), schema=schema)
    except UnicodeEncodeError:
        return pa.RecordBatch.from_pylist([_whole(row) for row in rows], schema=schema)


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {key: _whole(held) for key, held in value.items()}
    return [_whole(held) for held in value] if isinstance(value, list | tuple) else value


_HALF = re.compile("[\ud800-\udfff]")


def ddl(schema: Iterable[pa.Field] = SCHEMA) -> str:
    """The columns in SQL, as Spark's `mapInArrow` takes them."""
    return ", ".join(f"`{field.name}` {_sql(field.type)}" for field in schema)


def _sql(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"array<{_sql(kind.value_type)}>"
    if pa.types.is_map(kind):
        return f"map<{_sql(kind.key_type)}, {_sql(kind.item_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'`{field.name}`: {_sql(field.type)}' for field in kind)}>"
    return {"string": "string", "double": "double", "int64": "bigint"}[str(kind)]
