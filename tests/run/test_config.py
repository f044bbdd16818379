"""Profiles: every key has its effect, discovery goes upwards, and what is not understood is named."""

import tomllib
from pathlib import Path

import pytest
from commands import DOUBLED, ONLY, run

from mtcheck.core import Severity
from mtcheck.errors import ConfigError
from mtcheck.profile import config
from mtcheck.profile.config import Config


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "desk" / "world" / "story.txt"
    path.parent.mkdir(parents=True)
    path.write_text(DOUBLED, encoding="utf-8")
    return path


def written(folder: Path, text: str, name: str = "mtcheck.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_profiles_that_ship_are_whole_and_state_the_defaults() -> None:
    assert set(config.profiles()) == {"ci-gate", "prepublication", "strict"}
    for name, path in config.profiles().items():
        assert config.load(name).origin == path
    plain = config.load("prepublication")
    defaults = Config()
    for key in (
        "min_confidence",
        "min_severity",
        "fix_min_confidence",
        "fail_min_confidence",
        "select",
        "depth",
        "verdict",
    ):
        assert getattr(plain, key) == getattr(defaults, key), f"prepublication.toml says what the default {key} is"


@pytest.mark.parametrize(
    ("profile", "code"),
    [
        ('select = ["markup"]', 0),
        ('ignore = ["accuracy"]', 0),
        ("min_confidence = 0.99", 0),
        ('min_severity = "critical"', 0),
        ('fail_on = "none"', 0),
        ('fail_on = ["critical", "review"]', 1),
        ('fail_on = "block"', 0),
        ("fail_min_confidence = 0.99", 0),
        ('fail_on = "block"\n[verdict]\nblock_severity = "major"', 1),
        ('fail_on = "block"\n[verdict]\nblock_below = 97\nreview_below = 98', 1),
        ('fail_on = "review"\n[verdict]\nreview_severity = "never"\nreview_below = 10\nblock_below = 0', 0),
        ("[rules.doubled-coordination]\nconfidence = 0.1", 0),
        ('[rules.doubled-coordination]\nseverity = "neutral"', 0),
        ('[paths]\n"desk/world/*" = ["doubled-coordination"]', 0),
        ('[paths]\n"desk/sport/*" = ["doubled-coordination"]', 1),
        ("", 1),
    ],
)
def test_every_key_has_its_effect(story: Path, tmp_path: Path, profile: str, code: int) -> None:
    written(tmp_path, profile)
    chosen = () if "select" in profile else ONLY if "ignore" not in profile else ("--select", "accuracy")
    assert run("check", str(story), *chosen).code == (2 if "ignore" in profile else code)


def test_discovery_goes_upwards_and_the_nearest_wins(story: Path, tmp_path: Path) -> None:
    written(tmp_path, "[tool.mtcheck]\nmin_confidence = 0.1\n", "pyproject.toml")
    assert config.find(story.parent).min_confidence == 0.1
    written(tmp_path / "desk", "[tool.other]\n", "pyproject.toml")
    assert config.find(story.parent).min_confidence == 0.1
    written(tmp_path / "desk", "min_confidence = 0.2\n")
    assert config.find(story.parent).min_confidence == 0.2
    written(story.parent, "# tool.mtcheck is elsewhere\n", "pyproject.toml")
    assert config.find(story.parent).min_confidence == 0.2


def test_files_of_one_run_have_each_their_own_profile(story: Path, tmp_path: Path) -> None:
    written(tmp_path / "desk", 'fail_on = "none"\n')
    other = tmp_path / "other.txt"
    other.write_text(DOUBLED, encoding="utf-8")
    assert run("check", str(story), *ONLY).code == 0
    assert run("check", str(story), str(other), *ONLY).code == 1


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ("min_confidense = 0.5", "no key “min_confidense”, did you mean “min_confidence”?"),
        ("xyzzy = 0.5", "no key “xyzzy”; it may have select, ignore"),
        ("[verdicts]\nblock_below = 1", "“verdict”?"),
        ("[verdict]\nblock_bellow = 1", "[verdict] has no key “block_bellow”, did you mean “block_below”?"),
        ("[verdict]\nblock_below = 99\nreview_below = 98", "“block_below” must not be above “review_below”"),
        ("[rules.doubled-wrd]\nconfidence = 1", "“doubled-word”?"),
        ("[rules]\ndoubled-word = 1", "“doubled-word” must be a table"),
        ("[rules.doubled-word]\nconfidance = 1", "“confidence”?"),
        ("min_confidence = 2", "“min_confidence” must be a number from 0 to 1, not 2"),
        ("min_confidence = true", "must be a number from 0 to 1"),
        ('min_severity = "severe"', "must be neutral, minor, major or critical, not 'severe'"),
        ('fail_on = "ever"', "or a list of these"),
        ("fail_on = []", "or a list of these"),
        ('select = "markup"', "must be a list of names"),
        ('select = ["markpu"]', "“markup”?"),
        ('paths = "x"', "must be a table"),
        ('[paths]\n"*" = ["markpu"]', "“markup”?"),
        ("select = ", "is not valid TOML"),
    ],
)
def test_what_is_not_understood_is_named(tmp_path: Path, profile: str, words: str) -> None:
    path = written(tmp_path, profile)
    with pytest.raises(ConfigError) as raised:
        config.load(str(path))
    message = str(raised.value)
    assert words in message
    assert str(path) in message
    assert message[-1] in ".?"


def test_override(tmp_path: Path) -> None:
    path = written(tmp_path, '[rules.doubled-word]\nseverity = "critical"\nconfidence = 0.3\n')
    (override,) = config.load(str(path)).rules
    assert (override[1].severity, override[1].confidence) == (Severity.CRITICAL, 0.3)


def test_shipped_profiles_are_in_the_wheel() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    assert (
        project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]["config"] == "mtcheck/resources/profiles"
    )


def test_names_that_the_documentation_promises() -> None:
    import mtcheck
    import mtcheck.config

    assert mtcheck.config.load("prepublication") == config.load("prepublication")
    assert mtcheck.check and mtcheck.fix


def test_all_that_is_wrong_in_a_table_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The council met.\n")
    (tmp_path / "p.toml").write_text(
        'select = ["defualt", "calqeu"]\nignore = ["literal-idom"]\nmin_confidence = 7\nselekt = 1\n'
    )
    told = run("check", "a.txt", "--config", "p.toml", cwd=tmp_path)
    assert told.code == 2
    for name in ("“defualt”", "“calqeu”", "“literal-idom”", "“min_confidence” must be", "no key “selekt”"):
        assert name in told.err
    both = run("check", "a.txt", "--select", "defualt", "--ignore", "literal-idom", cwd=tmp_path).err
    assert "“defualt”" in both


def test_a_string_that_is_not_closed_is_called_that(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The council met.\n")
    (tmp_path / "p.toml").write_text('select = ["default]\n')
    told = run("check", "a.txt", "--config", "p.toml", cwd=tmp_path).err
    assert "is not valid TOML: a string is not closed before its line ends (at line 1, column 20)." in told
