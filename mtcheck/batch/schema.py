"""The columns of an archive, named as in docs/json.md: as an Arrow schema, and in SQL."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

_EDIT = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())])
_REPAIR = pa.struct([("confidence", pa.float64()), ("applicability", pa.string()), ("edits", pa.list_(_EDIT))])
_FINDING = pa.struct(
    [
        ("rule", pa.string()),
        ("mqm", pa.string()),
        ("severity", pa.string()),
        ("confidence", pa.float64()),
        ("message", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("line", pa.int64()),
        ("column", pa.int64()),
        ("text", pa.string()),
        ("fingerprint", pa.string()),
        ("evidence", pa.list_(pa.struct([("source", pa.string()), ("confidence", pa.float64())]))),
        ("repairs", pa.list_(_REPAIR)),
    ]
)
_FAILURE = pa.struct([("rule", pa.string()), ("error", pa.string())])
_SKIPPED = pa.struct([("rule", pa.string()), ("reason", pa.string())])
_SUPPRESSED = pa.struct([("rule", pa.string()), ("fingerprint", pa.string()), ("reason", pa.string())])
_FIELDS = pa.struct([("title", pa.string()), ("summary", pa.string()), ("text", pa.string())])

SCHEMA = pa.schema(  # what `check_batch` gives
    [
        ("uri", pa.string()),
        ("id", pa.string()),
        ("language", pa.string()),
        ("verdict", pa.string()),
        ("decision", pa.string()),
        ("reason", pa.string()),
        ("score", pa.float64()),
        ("words", pa.int64()),
        ("mt_likelihood", pa.float64()),
        ("mt_errors", pa.float64()),
        ("readability", pa.float64()),
        ("touched", pa.float64()),
        ("findings", pa.list_(_FINDING)),
        ("failures", pa.list_(_FAILURE)),
        ("skipped", pa.list_(_SKIPPED)),
        ("suppressed", pa.list_(_SUPPRESSED)),
        ("scores", pa.map_(pa.string(), pa.float64())),
        ("notes", pa.list_(pa.string())),
        ("incomplete", pa.string()),
        ("repaired", _FIELDS),
    ]
)
FAILED = pa.schema(
    [("uri", pa.string()), ("id", pa.string()), ("reason", pa.string()), ("text", pa.string())]
)  # what is set aside


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
