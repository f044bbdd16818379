"""The table of a calibration: what it does to findings, its file, and the profile that names it."""

import json
from pathlib import Path

import pytest
from commands import DOUBLED, ONLY, complains
from commands import run as mtcheck
from test_evaluate import write

from mtcheck.core import Edit, Repair, Rule, Span
from mtcheck.errors import ConfigError
from mtcheck.scoring.calibration import ALL, FINDINGS, REPAIRS, Calibration, Row, band, dump, load
from mtcheck.text.odds import expit

FAMILIES = {"seen": "markup", "bad": "markup", "unseen": "markup", "elsewhere": "style"}
RULE = Rule("seen", "accuracy/addition", "x", "x", ())


def group(what: str, rule: str) -> str:
    return FAMILIES.get(rule, "")


def table(*rows: Row) -> Calibration:
    return Calibration(rows, (), group)


# The table


def test_probability_adds_shifts_and_stays_inside() -> None:
    fitted = table(
        Row(FINDINGS, ALL, ALL, 1, 1, 1.0),
        Row(FINDINGS, "markup/", ALL, 1, 1, 0.5),
        Row(FINDINGS, "seen", "0.8", 1, 1, -1.5),
    )
    assert fitted.probability(FINDINGS, "seen", 0.85) == pytest.approx(0.85)
    assert fitted.probability(FINDINGS, "seen", 0.5) == pytest.approx(expit(1.5), abs=1e-4)
    assert fitted.probability(FINDINGS, "elsewhere", 0.5) == pytest.approx(expit(1.0), abs=1e-4)
    far = table(Row(FINDINGS, ALL, ALL, 1, 1, 8.0), Row(REPAIRS, ALL, ALL, 1, 1, -8.0))
    assert (far.probability(FINDINGS, "x", 0.9), far.probability(REPAIRS, "x", 0.9)) == (0.99, 0.02)
    assert Calibration().probability(FINDINGS, "x", 0.999) == 0.999
    assert [band(value) for value in (0.0, 0.69999, 0.7, 1.0)] == ["0.0", "0.6", "0.7", "0.9"]


def test_findings_and_repairs_have_shifts_of_their_own() -> None:
    fitted = table(Row(FINDINGS, "seen", ALL, 1, 1, -1.0), Row(REPAIRS, "seen", "0.9", 1, 1, -5.0))
    repairs = [Repair((Edit(Span(0, 1), text),), sure) for text, sure in (("a", 0.95), ("b", 0.6))]
    found = fitted.finding(RULE.finding(Span(0, 1), "x", confidence=0.5, repairs=repairs))
    assert found.confidence == pytest.approx(expit(-1.0), abs=1e-4)
    assert [repair.edits[0].text for repair in found.repairs] == ["b", "a"]  # the likelier one first
    weak = Rule("seen", "accuracy/addition", "x", "x", (), pooled=True).finding(Span(0, 1), "x", confidence=0.5)
    assert fitted.finding(weak) is weak


def test_table_survives_its_file(tmp_path: Path) -> None:
    fitted = Calibration(
        (
            Row(FINDINGS, "seen", ALL, 12.5, 9, -0.25, "gate", "stories 9/9", "native 2"),
            Row(REPAIRS, ALL, ALL, 0, 0, 0.0),
        ),
        ("head",),
        group,
    )
    path = write(tmp_path / "t.tsv", dump(fitted))
    again = load(str(path), group)
    assert (again.rows, again.head, again.gate) == (fitted.rows, fitted.head, frozenset({"seen"}))
    # as tests have it
    assert not load("none", group).rows and load("default", group).probability(FINDINGS, "x", 0.999) == 0.999


@pytest.mark.parametrize(
    "line",
    [
        "findings\tx",
        "findings\tx\t*\t1\t1\tmuch\t\t\t",
        "finding\tx\t*\t1\t1\t0\t\t\t",
        "findings\tx\t*\t1\t1\tnan\t\t\t",
    ],
)
def test_a_broken_table_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(ConfigError, match="line 2"):
        load(str(write(tmp_path / "t.tsv", f"# x\n{line}\n")), group)
    with pytest.raises(ConfigError, match="cannot be read"):
        load(str(tmp_path / "absent.tsv"), group)


# In use


def profile(folder: Path, rows: list[str], text: str = "") -> Path:
    """A story under a profile with a table of its own; a table is read once a run, so each goes into a folder of its
    own.
    """
    write(folder / "own.tsv", "".join(f"{row}\n" for row in rows))
    write(folder / "mtcheck.toml", f'calibration = "own.tsv"\n{text}')
    return write(folder / "story.txt", DOUBLED)


def confidence(path: Path) -> float:
    ran = mtcheck("check", str(path), *ONLY, "--format", "json", "--min-confidence", "0")
    value: float = json.loads(ran.out)["documents"][0]["findings"][0]["confidence"]
    return value


def test_a_profile_names_its_own_table(tmp_path: Path) -> None:
    path = profile(tmp_path, ["findings\tdoubled-coordination\t*\t1\t1\t-8\t\t\t"])
    assert confidence(path) == 0.02
    assert mtcheck("check", str(path), *ONLY).code == 0  # under min_confidence
    write(tmp_path / "mtcheck.toml", 'calibration = "absent.tsv"\n')
    complains(mtcheck("check", str(path), *ONLY), "absent.tsv")
    write(tmp_path / "mtcheck.toml", "calibration = 1\n")
    assert mtcheck("check", str(path), *ONLY).code == 2


def test_only_gate_rules_fail_where_the_profile_says_so(tmp_path: Path) -> None:
    row = "findings\tdoubled-coordination\t*\t1\t1\t0\t{}\t\t"
    for number, (level, text, code) in enumerate((
        ("gate", 'fail_rules = "gate"', 1), ("warn", 'fail_rules = "gate"', 2), ("warn", 'fail_rules = "all"', 1),
        ("warn", "", 1),
        ("warn", 'fail_rules = ["doubled-coordination"]', 1), ("gate", 'fail_rules = ["doubled-word"]', 0),
        ("warn", 'fail_rules = "gate"\nfail_on = "block"\n[verdict]\nblock_severity = "minor"', 2),
        ("gate", 'fail_rules = "gate"\nfail_on = "block"\n[verdict]\nblock_severity = "minor"', 1),
        ("gate", 'fail_rules = "gate"\nfail_on = "major"', 1), ("warn", 'fail_rules = "gate"\nselect = ["all"]', 2),
        ("gate", 'fail_rules = "nonsense"', 2), ("gate", "fail_rules = 1", 2),
    )):  # fmt: skip
        path = profile(tmp_path / str(number), [row.format(level)], text)
        assert mtcheck("check", str(path), *ONLY).code == code, text
