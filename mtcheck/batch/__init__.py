"""Stories by the million: `check_batch` checks those of an Arrow batch, `check_batches` those of several, for Ray and
Spark.

`mtcheck archive` reads, parts and resumes: `plan` cuts the input into parts, `work` checks one, `shelf` keeps what is
done. Needs pyarrow.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import pyarrow as pa

from mtcheck.batch import columns
from mtcheck.batch.judge import Judge
from mtcheck.batch.schema import SCHEMA, batch, ddl
from mtcheck.profile.config import Config

__all__ = ["DDL", "SCHEMA", "check_batch", "check_batches"]

DDL = ddl()  # SCHEMA, as Spark wants to be told of it
_DEFAULTS = Config()


def check_batch(stories: Any, config: Config = _DEFAULTS, *, repair: bool = False) -> Any:
    """A row of SCHEMA for each row of a RecordBatch or a Table, in the same order and of the same kind; nothing else is
    read or changed.

    The columns are those of records in docs/formats.md: `text`, and perhaps `id`, `source`, `title`, `summary`, or what
    `config.fields` names; `uri` is repeated. Places are code points of the story's fields joined by blank lines. A row
    that cannot be checked has the decision “unchecked”, and the reason. `repair`: `repaired` has the fields with the
    automatic repairs carried out. Word lists and model are loaded once a process.

    Raises InputError where no column holds a text, ConfigError for a profile that makes no sense.
    """
    judge = _judge(config, repair)
    checked = batch([judged.row for judged in judge.rows(columns.stories(judge.session, stories))])
    return pa.Table.from_batches([checked]) if isinstance(stories, pa.Table) else checked


def check_batches(batches: Iterable[Any], config: Config = _DEFAULTS, *, repair: bool = False) -> Iterator[Any]:
    """`check_batch` over each of several batches, as `mapInArrow` of Spark wants it."""
    return (check_batch(one, config, repair=repair) for one in batches)


@lru_cache(maxsize=4)
def _judge(config: Config, repair: bool) -> Judge:
    return Judge(config, repair=repair)
