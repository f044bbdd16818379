"""`mtcheck archive` from and to S3: a real client against moto's server on this machine."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="pyarrow is not installed; `pip install mtcheck[ray]` brings it")
server = pytest.importorskip(
    "moto.server", reason="moto's server is not installed; `pip install moto[s3,server]` brings it"
)

from archives import OPTIONS, files, lines, stories  # noqa: E402
from commands import complains, run  # noqa: E402

from mtcheck.batch.places import Place  # noqa: E402


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    yield "http://{}:{}".format(*running.get_host_and_port())
    running.stop()


@pytest.fixture
def bucket(address: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    import boto3

    told = {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    for name, value in {**told, "AWS_EC2_METADATA_DISABLED": "true"}.items():
        monkeypatch.setenv(name, value)
    made = boto3.resource(
        "s3", endpoint_url=address, region_name="us-east-1", aws_access_key_id="key", aws_secret_access_key="secret"
    ).Bucket("wire")
    made.create()
    yield made
    made.objects.delete()
    made.delete()


def given(folder: Path, bucket: Any) -> None:
    """The same stories in a folder and in the bucket."""
    for name, rows in (("a.jsonl", stories(40)), ("more/b.jsonl", stories(60)[40:])):
        (folder / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        bucket.upload_file(str(lines((folder / "in" / name).parent, rows, Path(name).name)), f"stories/{name}")


def said(folder: Path) -> list[Any]:
    """What an archive says, but for the names of the files."""
    import pyarrow.dataset as ds

    return ds.dataset(folder, partitioning="hive").to_table().drop_columns("uri").sort_by("id").to_pylist()


def fetched(folder: Path, bucket: Any) -> Path:
    for one in bucket.objects.filter(Prefix="checked/"):
        path = folder / one.key
        path.parent.mkdir(parents=True, exist_ok=True)
        bucket.download_file(one.key, str(path))
    return folder / "checked"


@pytest.mark.parametrize("engine", ["--without-ray", "--workers=1"])
def test_from_s3_to_s3(tmp_path: Path, bucket: Any, engine: str) -> None:
    if engine != "--without-ray":
        pytest.importorskip("ray", reason="Ray is not installed; `pip install mtcheck[ray]` brings it")
    given(tmp_path, bucket)
    assert run("archive", "--without-ray", *OPTIONS, "in", "here", cwd=tmp_path).code == 1
    result = run("archive", engine, *OPTIONS, "s3://wire/stories", "s3://wire/checked", cwd=tmp_path)
    assert result.code == 1 and "60 stories" in result.out, result.err
    there = fetched(tmp_path, bucket)
    assert said(there) == said(tmp_path / "here")
    assert json.loads((there / "_mtcheck/summary.json").read_text())["documents"] == 60
    assert not list(bucket.objects.filter(Prefix="checked/_mtcheck/begun/part"))


def test_a_stopped_run_goes_on(tmp_path: Path, bucket: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    given(tmp_path, bucket)
    assert run("archive", "--without-ray", *OPTIONS, "s3://wire/stories", "whole", cwd=tmp_path).code == 1
    write = Place.write

    def dying(self: Place, path: str, data: bytes) -> None:
        if "/done/" in path:
            raise KeyboardInterrupt
        write(self, path, data)

    with monkeypatch.context() as patched:
        patched.setattr(Place, "write", dying)
        assert (
            run("archive", "--without-ray", *OPTIONS, "s3://wire/stories", "s3://wire/checked", cwd=tmp_path).code
            == 130
        )
    assert run("archive", "--without-ray", *OPTIONS, "s3://wire/stories", "s3://wire/checked", cwd=tmp_path).code == 1
    assert files(fetched(tmp_path, bucket)) == files(tmp_path / "whole")


def test_a_busy_store_has_a_minute_to_answer(bucket: Any, tmp_path: Path) -> None:
    """Arrow gives a request up after three seconds without a byte, and the archive with it."""
    files = Place("s3://wire/stories?region=eu-north-1").files
    _, (options,) = files.__reduce__()
    assert (options["connect_timeout"], options["request_timeout"]) == (20.0, 60.0)
    assert files.region == "eu-north-1"
    (tmp_path / "one").write_bytes(b"1")
    bucket.upload_file(str(tmp_path / "one"), "stories/one")
    assert Place("s3://wire/stories").read("one") == b"1"


def test_a_bucket_that_is_not_there(tmp_path: Path, bucket: Any) -> None:
    result = run("archive", "--without-ray", *OPTIONS, "s3://elsewhere/stories", "s3://wire/checked", cwd=tmp_path)
    assert result.code in (2, 3)
    complains(result, "s3://elsewhere/stories")
