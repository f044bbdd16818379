"""Stories by the million: `check_batch` checks an Arrow batch of them, `check_batches` several, for Ray and Spark.

`mtcheck archive` goes from files to files: `plan` cuts the input into parts, `work` checks one, `shelf` stores what is
done, and `archive` resumes from there. Needs pyarrow.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import pyarrow as pa

from mtcheck.batch import columns
from mtcheck.batch.judge import Judge
from mtcheck.batch.schema import SCHEMA, batch, ddl
from mtcheck.profile.config import Config
from mtcheck.run import garbage

__all__ = ["DDL", "SCHEMA", "check_batch", "check_batches"]

DDL = ddl()  # SCHEMA in the words of Spark
_DEFAULTS = Config()


def check_batch(stories: Any, config: Config = _DEFAULTS, *, repair: bool = False) -> Any:
    """A row of SCHEMA for each row of a RecordBatch or a Table, in the same order: a Table for a Table, a batch for a
    batch.

    The columns are those of records in docs/formats.md: `text`, and optionally `id`, `source`, `title`, `summary`, or
    those that `config.fields` names; `uri` is copied. Places count code points in the story's fields, joined by blank
    lines. A row that cannot be checked gets the decision “unchecked” and the reason. With `repair`, `repaired` holds
    the fields after the automatic repairs. Word lists and the model are loaded once a process.

    Raises InputError where no column holds a text, ConfigError for a profile that makes no sense.
    """
    judge = _judge(config, repair)
    with garbage.seldom():
        checked = batch([judged.row for judged in judge.rows(columns.stories(judge.session, stories))])
    return pa.Table.from_batches([checked]) if isinstance(stories, pa.Table) else checked


def check_batches(batches: Iterable[Any], config: Config = _DEFAULTS, *, repair: bool = False) -> Iterator[Any]:
    """`check_batch` for each of several batches, as Spark's `mapInArrow` calls it."""
    return (check_batch(one, config, repair=repair) for one in batches)


@lru_cache(maxsize=4)
def _judge(config: Config, repair: bool) -> Judge:
    return Judge(config, repair=repair)
