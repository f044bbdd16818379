"""Spark's `mapInArrow` with `check_batches`, in local mode: the same rows as `check_batch` and `mtcheck archive`."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed; `pip install mtcheck[ray]` brings it")
for _name in ("pyspark", "pandas"):
    pytest.importorskip(_name, reason="Spark is not installed; `pip install pyspark[sql]` brings it")
if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
    pytest.skip("Spark needs Java, and there is none", allow_module_level=True)

import pyarrow.parquet as pq  # noqa: E402
from archives import OPTIONS, rows_of, stories  # noqa: E402
from commands import run  # noqa: E402

from mtcheck.batch import DDL, check_batch, check_batches  # noqa: E402
from mtcheck.profile.config import Config  # noqa: E402

FAST = Config(depth="fast", select=("doubled-coordination", "doubled-word"))


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    told = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
    )
    session = told.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield session
    session.stop()


@pytest.mark.slow
def test_the_same_rows_as_without_spark(spark: Any, tmp_path: Path) -> None:
    rows = [{"id": one["id"], "title": one.get("title"), "text": one["text"]} for one in stories(60)]
    given = pa.Table.from_pylist(rows)
    (tmp_path / "in").mkdir()
    pq.write_table(given, tmp_path / "in/rows.parquet")
    checked = (
        spark.read.parquet(str(tmp_path / "in"))
        .repartition(3)
        .mapInArrow(lambda batches: check_batches(batches, FAST, repair=True), DDL)
    )
    ours = sorted(checked.toArrow().to_pylist(), key=lambda row: row["id"])
    assert ours == sorted(check_batch(given, FAST, repair=True).to_pylist(), key=lambda row: row["id"])
    assert run("archive", "--without-ray", *OPTIONS, "--repair", "in", "out", cwd=tmp_path).code == 1
    theirs = sorted(rows_of(tmp_path / "out"), key=lambda row: row["id"])
    assert [{**row, "uri": ""} for row in theirs] == ours
    assert spark.read.parquet(str(tmp_path / "out")).groupBy("verdict").count().orderBy("verdict").collect() == [
        ("pass", 20),
        ("review", 40),
    ]
