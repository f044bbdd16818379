"""The JSON schemas in the package agree with what mtcheck really writes and reads."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from commands import CLEAN, DOUBLED, run

from mtcheck.errors import ConfigError
from mtcheck.profile import config, house, models, reviewer, values
from mtcheck.resources import schemas

jsonschema = pytest.importorskip("jsonschema")
ROOT = Path(__file__).parents[2]


def schema(name: str) -> Any:
    found = json.loads(schemas.path(name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(found)
    return found


@pytest.mark.slow
def test_reports_are_as_their_schema_says(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        f"{DOUBLED}\n<!-- mtcheck-ignore doubled-word: a song -->\nThe the end of it.\n", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"\0\1\2")
    stories = [str(path) for path in sorted((ROOT / "fixtures" / "wire").glob("*.txt"))[:6]]
    told = json.loads(
        run("check", "a.txt", "b.txt", "c.txt", *stories, "--format", "json", "--config", "strict", cwd=tmp_path).out
    )
    whole = schema("report")
    jsonschema.Draft202012Validator(whole).validate(told)
    assert told["summary"]["errors"] and told["summary"]["suppressed"]
    line = jsonschema.Draft202012Validator({"$ref": "#/$defs/line", "$defs": whole["$defs"]})
    for said in run("check", "a.txt", *stories, "--format", "jsonl", cwd=tmp_path).out.splitlines():
        line.validate(json.loads(said))


def test_the_schema_of_reports_names_every_key() -> None:
    told = json.loads(run("check", "-", "--format", "json", stdin=DOUBLED.encode()).out)
    parts = schema("report")["$defs"]
    assert set(told["summary"]) == set(parts["summary"]["properties"])
    assert set(told["summary"]["stories"][0]) == set(parts["story"]["properties"])
    told["documents"][0]["findings"][0]["surprise"] = 1
    assert not jsonschema.Draft202012Validator(schema("report")).is_valid(told)


def test_profiles_that_ship_are_as_their_schema_says() -> None:
    judge = jsonschema.Draft202012Validator(schema("profile"))
    for path in config.profiles().values():
        judge.validate(tomllib.loads(path.read_text(encoding="utf-8")))


def test_the_schema_of_profiles_has_the_keys_that_are_read() -> None:
    known = schema("profile")["properties"]
    assert set(known) == {*config._KEYS, *config._TABLES}
    for table, keys in (
        ("verdict", config._LIMITS),
        ("gate", config._GATE),
        ("reviewer", reviewer.KEYS),
        ("fields", dict.fromkeys(values.ROLES)),
        ("house", house.KEYS),
    ):
        assert set(known[table]["properties"]) == set(keys), table
    assert set(known["models"]["items"]["properties"]) == set(models.KEYS)
    assert set(known["rules"]["additionalProperties"]["properties"]) == set(config._OVERRIDE)
    assert known["models"]["items"]["properties"]["task"]["enum"] == list(models.TASKS)


GOOD = (
    'select = ["default", "of-chain"]\nmin_confidence = 1\nfail_on = "major, block"',
    (
        'fail_on = ["none"]\nfail_rules = "gate"\ncalibration = "default"\ndepth = "fast"\nmax_time = 2.5\ninline_marks'
        " = false"
    ),
    '[verdict]\nreview_below = 90\nblock_below = 80.5\nblock_severity = "never"',
    (
        '[rules.doubled-word]\nseverity = "critical"\nconfidence = 0.5\n[paths]\n"a/*" = ["style"]\n[fields]\ntext ='
        ' ["body", "content"]\nid = "key"'
    ),
    (
        '[[models]]\npath = "m"\ntask = "masked-lm"\ndevice = "cuda:1"\n[reviewer]\nurl ='
        ' "http://localhost:1/v1"\nmodel = "m"\nretries = 0'
    ),
    "[gate]\nmax_blocked = 0\nmax_blocked_share = 0.1\nmax_findings = 3",
)
BAD = (
    "min_confidence = 1.5", "min_confidence = true", 'min_severity = "grave"', 'fail_on = "major, oops"',
    "fail_on = []", 'depth = "deeper"', "max_time = 0",
    'inline_marks = "no"', "colour = 1", "[verdict]\nreview_below = 101", "[gate]\nmax_blocked = -1",
    "[gate]\nmax_blocked = 1.5",
    '[rules.doubled-word]\nweight = 1', '[paths]\n"a" = "style"', '[fields]\ntext = []', '[fields]\nbody = "text"',
    '[[models]]\npath = "m"',
    '[[models]]\npath = "m"\ntask = "oracle"', '[reviewer]\nurl = "ftp://x"\nmodel = "m"', '[reviewer]\nmodel = "m"',
    "select = 1", 'models = 1',
)  # fmt: skip


@pytest.mark.parametrize("text", [*GOOD, *BAD])
def test_schema_and_reader_agree_on_profiles(text: str) -> None:
    table = tomllib.loads(text)
    try:
        config.parse(table, Path("mtcheck.toml"))
        read = True
    except ConfigError:
        read = False
    assert read is (text in GOOD)
    assert jsonschema.Draft202012Validator(schema("profile")).is_valid(table) is read
