"""`mtcheck calibrate`: shifts by hand, thin evidence, what counts as evidence, the gate rules, whole runs."""

import math
from pathlib import Path

import pytest
from commands import complains
from commands import run as mtcheck
from test_evaluate import LOOP, note, story, write

from mtcheck.core import Rule
from mtcheck.evaluation import calibrated, evidence, levels
from mtcheck.evaluation.evidence import Evidence, keeps_surroundings
from mtcheck.evaluation.fit import fit, shift
from mtcheck.evaluation.records import Judged, Offer, Record
from mtcheck.profile import catalog
from mtcheck.scoring.calibration import ALL, COLUMNS, FINDINGS, MODEL, REPAIRS, Calibration, Row, load, logit
from mtcheck.text.odds import expit

FAMILIES = {"seen": "markup", "bad": "markup", "unseen": "markup", "elsewhere": "style"}


def group(what: str, rule: str) -> str:
    return FAMILIES.get(rule, "")


def said(
    rule: str,
    right: bool,
    count: int = 1,
    *,
    what: str = FINDINGS,
    source: str = "postedits",
    estimate: float = 0.8,
    weight: float = 1.0,
) -> list[Evidence]:
    return [Evidence(what, rule, group("", rule), source, estimate, right, weight)] * count


def table(*rows: Row) -> Calibration:
    return Calibration(rows, (), group)


# Fitting


def test_shift_with_much_evidence_is_the_distance_of_log_odds() -> None:
    points = [(logit(0.8), 1.0, True)] * 5000 + [(logit(0.8), 1.0, False)] * 5000
    assert shift(points, 3.0) == pytest.approx(-math.log(4), abs=0.002)  # from odds of 4 to odds of 1


def test_shift_with_thin_evidence_stays_near_nothing() -> None:
    assert shift([], 1.0) == 0.0
    # one right finding of 0.5 under a spread of 1: 1 - expit(x) = x
    found = shift([(0.0, 1.0, True)], 1.0)
    assert 1 - expit(found) == pytest.approx(found, abs=0.001)
    assert shift([(0.0, 1.0, True)], 0.3) < found < shift([(0.0, 1.0, True)] * 5, 1.0)


def test_weights_count_as_so_many_findings() -> None:
    assert shift([(0.0, 3.0, True)], 1.0) == shift([(0.0, 1.0, True)] * 3, 1.0)


def test_rules_move_towards_what_was_right_and_others_with_their_family() -> None:
    some = said("seen", True, 200) + said("bad", False, 200)
    fitted = Calibration(tuple(fit(some, FAMILIES, group)), (), group)
    assert fitted.probability(FINDINGS, "seen", 0.8) > 0.9
    assert fitted.probability(FINDINGS, "bad", 0.8) < 0.1
    unseen = [fitted.probability(FINDINGS, rule, 0.8) for rule in ("unseen", "new")]
    assert all(0.3 < value < 0.7 for value in unseen)  # half of what was judged was right
    # its own estimate still counts
    assert fitted.probability(FINDINGS, "unseen", 0.9) > fitted.probability(FINDINGS, "unseen", 0.6)
    assert {row.name for row in fitted.rows if row.what == FINDINGS} == {ALL, "markup/", "style/", *FAMILIES}
    assert fitted.probability(REPAIRS, "seen", 0.8) == pytest.approx(0.8)  # nobody judged repairs


def test_bands_of_a_rule_part_only_where_there_are_two() -> None:
    one = fit(said("seen", True, 9), ["seen"], group)
    assert [row.band for row in one if row.name == "seen" and row.what == FINDINGS] == [ALL]
    two = fit(said("seen", True, 50, estimate=0.9) + said("seen", False, 50, estimate=0.7), ["seen"], group)
    shifts = {row.band: row.shift for row in two if row.name == "seen" and row.what == FINDINGS}
    assert set(shifts) == {ALL, "0.7", "0.9"} and shifts["0.9"] > 0 > shifts["0.7"]


def test_a_loud_rule_does_not_speak_for_its_family() -> None:
    some = said("bad", False, 10_000) + said("seen", True, 15) + said("elsewhere", True, 15)
    shifts = {row.name: row.shift for row in fit(some, FAMILIES, group) if row.what == FINDINGS}
    assert abs(shifts[ALL] + shifts["markup/"]) < 1.5  # 10,000 against 15 would be -8


def test_what_a_model_says_is_moved_by_judgements_of_the_model_alone() -> None:
    def grouped(what: str, rule: str) -> str:
        return MODEL if rule == "doubted" else group(what, rule)

    some = said("bad", False, 200)
    fitted = Calibration(tuple(fit(some, [*FAMILIES, "doubted"], grouped)), (), grouped)
    assert fitted.probability(FINDINGS, "unseen", 0.8) < 0.7
    assert fitted.probability(FINDINGS, "doubted", 0.8) == pytest.approx(0.8)
    judged = Calibration(tuple(fit(some + said("doubted", False, 50), [*FAMILIES, "doubted"], grouped)), (), grouped)
    assert judged.probability(FINDINGS, "doubted", 0.8) < 0.5


def test_rules_that_rest_on_a_model_are_calibrated_by_themselves() -> None:
    groups = {rule: catalog.group_of(FINDINGS, rule) for rule in catalog.rule_ids()}
    assert groups["doubtful-wording"] == groups["doubtful-sentence"] == MODEL
    assert groups["doubled-word"] == "linguistic" and groups["shortcode"] == "markup"


# Evidence


def test_a_repair_amid_rewritten_words_is_not_judged() -> None:
    text, repaired = "He took arms and arms from there.", "He took arms from there."
    assert keeps_surroundings(text, repaired, "He took arms from there.")
    assert keeps_surroundings(text, repaired, "She took arms from there.")
    assert not keeps_surroundings(text, repaired, "Weapons were what the depot lost.")


def record(kind: str, origin: str, words: int, *findings: Judged) -> Record:
    return Record(f"{kind}{words}", "s", "", kind, origin, f"{kind}{words}", words, 10, 100.0, findings=list(findings))


def judged(right: bool | None, outcome: str | None = None, rule: str = "seen", estimate: float = 0.8) -> Judged:
    return Judged(
        rule, group("", rule), estimate, 1, True, False, right, Offer(0.9, True, True, outcome) if outcome else None
    )


def test_weights_make_stories_and_other_translations_alike() -> None:
    records = [
        record("stories", "mt", 100, judged(True)), record("postedits", "mt", 700, *[judged(True)] * 2),
            record("spans", "mt", 200, *[judged(False)] * 4),
        record("plain", "native", 4000), record("plain", "mt", 9000, judged(None)),
    ]  # fmt: skip
    weight = evidence.weights(records)
    assert weight == {"stories": 3.0, "postedits": 1.0, "spans": 0.25, "tags": 0.25, "native": pytest.approx(0.05)}
    assert evidence.weights(records[:1])["stories"] == 1.0


def test_evidence_is_what_somebody_could_judge() -> None:
    records = [
        record("postedits", "mt", 10, judged(True, "right"), judged(None), judged(False, "harm")),
        record("plain", "mt", 10, judged(None)),
    ]
    found = evidence.gather(records, {"postedits": 1.0, "native": 1.0})
    assert [(one.what, one.right, one.estimate) for one in found] == [
        (FINDINGS, True, 0.8), (REPAIRS, True, 0.9), (FINDINGS, False, 0.8), (REPAIRS, False, 0.9),
    ]  # fmt: skip


# Levels

RULE = Rule("seen", "accuracy/addition", "x", "x", ())


def tally(right: int, wrong: int, native: int = 0) -> levels.Tally:
    some = said("seen", True, right) + said("seen", False, wrong) + said("seen", False, native, source="native")
    return levels.tallies(some).get("seen", levels.Tally())


@pytest.mark.parametrize(
    ("fitted", "held_out", "level"),
    [
        ((10, 0), (5, 0), "gate"),
        ((18, 2), (9, 1), "gate"),
        ((18, 2), (8, 2), "warn"),  # not as good on what was held out
        ((10, 0), (1, 0), "warn"),  # too little there
        ((4, 0), (9, 0), "warn"),
        ((10, 0, 5), (5, 0), "warn"),  # a false alarm for every three right findings
        ((1, 4), (1, 4), "hint"),
        ((0, 0), (0, 0), "warn"),
    ],
)
def test_levels(fitted: tuple[int, ...], held_out: tuple[int, ...], level: str) -> None:
    assert levels.level(RULE, tally(*fitted), tally(*held_out)) == level


def test_gate_rules_share_a_budget_of_false_alarms() -> None:
    rules = [Rule(name, "accuracy/addition", "x", "x", ()) for name in ("seen", "bad", "elsewhere")]
    some = [one for name in ("seen", "bad", "elsewhere") for one in said(name, True, 20)]
    alarms = said("seen", False, 1, source="native") + said("bad", False, 3, source="native")
    rows = [Row(FINDINGS, rule.id, ALL, 1, 1, 0.0) for rule in rules]
    # three findings are allowed
    found = {row.name: row.level for row in levels.with_levels(rows, rules, some + alarms, some, 20_000)}
    assert found == {"elsewhere": "gate", "seen": "gate", "bad": "warn"}


def test_no_rule_gates_without_held_out_data() -> None:
    assert levels.level(RULE, tally(50, 0), None) == "warn"
    assert tally(3, 1, 2).words() == "postedits 3/4, native 2"


# What it is worth


def test_calibration_error_and_gate_by_hand() -> None:
    records = [
        record("postedits", "mt", 10, judged(True), judged(False, "harm")),
        record("plain", "native", 10, judged(False)),
    ]
    fitted = table(Row(FINDINGS, "seen", ALL, 1, 1, logit(0.5) - logit(0.8), "gate"))
    found = {
        (line.what, line.source): line for line in calibrated.lines(records, fitted, {"postedits": 1.0, "native": 1.0})
    }
    assert found[FINDINGS, "postedits"].own.value == pytest.approx(0.3)
    assert found[FINDINGS, "postedits"].fitted.value == pytest.approx(0.0)
    assert found[FINDINGS, "all"].fitted.value == pytest.approx(0.5 - 1 / 3)
    everything, automatic, edits = calibrated.sure(records, fitted)
    assert everything.size == automatic.size == edits.size == 1 and edits.harm.value == 1.0
    gate = calibrated.gated(records, fitted, 0.4)
    assert gate.native.value == 100.0 and gate.removed.value == 0.5  # one in ten sentences
    assert calibrated.gated(records, fitted, 0.9).edited == 0


# Whole runs


def data_folder(folder: Path) -> tuple[list[str], list[str]]:
    """To fit on and held out: each a story, post-edits that take away doubled words, and native news with one."""
    parts = []
    for part in ("train", "dev"):
        place = folder / part
        story(place / "wire", part, LOOP, [note(LOOP, "weapons and weapons", repairs=["weapons"])])
        edits = "".join(f"The the {part} number {n} sat.\tThe {part} number {n} sat.\n" for n in range(12))
        write(
            place / "edits.tsv",
            f"mt\tpe\n{edits}Reports were were not kept {part}.\tReports were were not kept {part}.\n",
        )
        write(place / "native" / "a.txt", "Nothing was wrong here. " * 20 + "\n")
        parts.append([str(place / name) for name in ("wire", "edits.tsv", "native")])
    return parts[0], parts[1]


def test_whole_run(tmp_path: Path) -> None:
    train, dev = data_folder(tmp_path)
    out = tmp_path / "own.tsv"
    choice = ("--select", "doubled-word,doubled-coordination,doubled-punctuation")
    ran = mtcheck(
        "calibrate",
        *train,
        "--held-out",
        *dev,
        *choice,
        "--output",
        str(out),
        "--resume",
        str(tmp_path / "kept"),
        "--jobs",
        "1",
    )
    assert ran.code == 0, ran.err
    assert "on held-out data" in ran.out and "Rules: 1 may fail a gate" in ran.out
    assert "removed by the post-editor: 0.923" in ran.out  # 12 of 13

    fitted = load(str(out), catalog.group_of)
    rows = {(row.what, row.name): row for row in fitted.rows if row.band == ALL}
    word = rows[FINDINGS, "doubled-word"]
    assert (word.count, word.right, word.level) == (13, 12, "gate")
    assert (word.judged, word.held_out) == ("postedits 12/13", "postedits 12/13")
    assert rows[FINDINGS, "doubled-punctuation"].count == 0
    assert 0.8 < fitted.probability(FINDINGS, "doubled-word", 0.9) < 0.99
    assert any("data" in line for line in fitted.head) and fitted.head[-1].split("\t") == list(COLUMNS)

    again = tmp_path / "again.tsv"
    assert mtcheck("calibrate", *train, "--held-out", *dev, *choice, "--output", str(again), "--jobs", "2").code == 0
    assert load(str(again), catalog.group_of).rows == fitted.rows


def test_fitting_and_judging_on_the_same_data_is_refused(tmp_path: Path) -> None:
    train, _ = data_folder(tmp_path)
    complains(mtcheck("calibrate", *train, "--held-out", train[0]), "held out")
    assert mtcheck("calibrate", str(tmp_path / "absent")).code == 3
    nothing = write(tmp_path / "quiet" / "a.txt", "All was quiet.\n")
    complains(mtcheck("calibrate", str(nothing)), "nothing to fit")
