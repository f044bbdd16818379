"""Metrics against small cases worked out by hand, and against the published definitions."""

import math
import random

import pytest

from mtcheck.scoring import bootstrap, characters, corpus, counts, gleu, ranking, reliability, spans, words
from mtcheck.scoring.alignment import changes, distance, step, tokens

np = pytest.importorskip("numpy")
RANDOM = np.random.default_rng(7)


def close(one: object, other: object) -> bool:
    return bool(np.allclose(one, other, atol=5e-5, equal_nan=True))


# Counts


@pytest.mark.slow
def test_counts_agree_with_scikit_learn() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    for share in (0.02, 0.3, 0.9):
        gold, found = RANDOM.random(500) < share, RANDOM.random(500) < 0.2
        right, false, missed, quiet = words.hits(found.tolist(), gold.tolist())
        assert close(counts.mcc(right, false, missed, quiet), metrics.matthews_corrcoef(gold, found))
        assert close(counts.f_from_counts(right, false, missed), metrics.f1_score(gold, found))
        assert close(counts.f_from_counts(quiet, missed, false), metrics.f1_score(~gold, ~found))


def test_undefined_figures_are_nan_and_a_tool_that_finds_nothing_has_no_correlation() -> None:
    assert math.isnan(counts.ratio(0, 0))
    assert counts.mcc(0, 0, 5, 95) == 0
    assert close(counts.f_score(np.array([0.0, 0.5]), np.array([0.0, 1.0])), [0, 2 / 3])


# Characters


def test_characters_by_hand() -> None:
    # "The the army army left": found 4-8 minor, 13-17 minor; marked 4-8 minor, 8-12 major, 13-17 major
    sums = characters.characters(
        [(4, 8, "minor"), (13, 17, "minor")], [(4, 8, "minor"), (8, 12, "major"), (13, 17, "major")], 22
    )
    assert sums == (4 + 2, 8, 12)
    assert close(characters.figures(sums), (0.75, 0.5, 0.6))


def published_characters(
    found: list[tuple[int, int, str]], marked: list[tuple[int, int, str]], length: int
) -> tuple[float, float, float]:
    """The rules of the WMT23 scorer, character by character, as its code has them."""

    def table(places: list[tuple[int, int, str]]) -> dict[str, list[int]]:
        rows = {"major": [0] * (length + 1), "minor": [0] * (length + 1)}
        for start, end, severity in places:
            for at in [start] if start == end else range(start, min(end, length)):
                rows[severity][at] += 1
        return rows

    ours, theirs = table(found), table(marked)
    credit = all_ours = all_theirs = 0.0
    for at in range(length + 1):
        gold_major, gold_minor = theirs["major"][at], theirs["minor"][at]
        our_major, our_minor = ours["major"][at], ours["minor"][at]
        all_theirs += gold_major != 0 or gold_minor != 0
        all_ours += our_major != 0 or our_minor != 0
        if gold_major and not gold_minor:
            credit += 1 if our_major else 0.5 if our_minor else 0
        elif gold_minor and not gold_major:
            credit += 1 if our_minor else 0.5 if our_major else 0
        elif gold_minor and gold_major:
            credit += 1 if our_minor or our_major else 0
    return credit, all_ours, all_theirs


def some_spans(count: int, length: int) -> list[tuple[int, int, str]]:
    starts = RANDOM.integers(0, length, count)
    return [
        (int(s), min(length, int(s + RANDOM.integers(0, 20))), str(RANDOM.choice(["minor", "major"]))) for s in starts
    ]


def test_characters_as_the_published_scorer_counts_them() -> None:
    for _ in range(200):
        ours, theirs = some_spans(4, 80), some_spans(5, 80)
        assert characters.characters(ours, theirs, 80) == published_characters(ours, theirs, 80)


# Spans


def test_partial_credit_by_hand() -> None:
    # "quick" and "fox" are marked; "quick brown" and "fox" are found (the example of Perrella et al.)
    sums = spans.match([(4, 15), (16, 19)], [(4, 9), (16, 19)])
    assert close(sums, (5 / 11 + 1, 2, 2, 2))


def test_each_annotation_is_matched_once_and_the_best_pairing_is_taken() -> None:
    assert close(spans.match([(0, 4), (2, 6)], [(0, 6)]), (1, 2, 4 / 6, 1))
    # the first finding could take either annotation; F is best when it leaves the second to the other finding
    assert close(spans.match([(0, 10), (8, 10)], [(0, 8), (8, 10)]), (0.8 + 1, 2, 1 + 1, 2))
    assert spans.match([], [(1, 2)]) == (0, 0, 0, 1)


def brute(found: list[tuple[int, int]], marked: list[tuple[int, int]]) -> float:
    def score(first: float, second: float) -> float:
        p, r = first / len(found) if found else 1.0, second / len(marked) if marked else 1.0
        return 2 * p * r / (p + r) if p + r else 0.0

    def search(at: int, used: frozenset[int], first: float, second: float) -> float:
        if at == len(found):
            return score(first, second)
        best = search(at + 1, used, first, second)
        for number, mark in enumerate(marked):
            common = spans.overlap_of(found[at], mark)
            if number not in used and common:
                one, other = common / max(1, found[at][1] - found[at][0]), common / max(1, mark[1] - mark[0])
                best = max(best, search(at + 1, used | {number}, first + one, second + other))
        return best

    return search(0, frozenset(), 0.0, 0.0)


def test_pairing_is_as_good_as_trying_all() -> None:
    for _ in range(100):
        ours, theirs = [s[:2] for s in some_spans(4, 40)], [s[:2] for s in some_spans(4, 40)]
        first, found, second, marked = spans.match(ours, theirs)
        p, r = first / found, second / marked
        assert close(2 * p * r / (p + r) if p + r else 0.0, brute(ours, theirs))


# Words


def test_findings_are_projected_onto_tokens_and_gaps() -> None:
    text = "He went in house , she said ."
    places = words.offsets(text, text.split())
    assert places is not None
    found = words.project([(3, 7), (16, 18)], [11], places)
    assert [place for place, bad in zip(text.split(), found.tokens, strict=True) if bad] == ["went", ","]
    assert [number for number, bad in enumerate(found.gaps) if bad] == [3]


def test_layouts_merge_as_wmt22_does() -> None:
    tags = words.split_line("OK BAD BAD OK OK OK BAD".split())
    assert tags == ((True, False, False), (False, True, False, True))
    assert words.merged(tags) == (True, True, False, True)


def test_tokens_are_found_in_the_text_they_come_from_and_only_there() -> None:
    assert words.offsets("Tskinvali's (old) town", ["Tskinvali", "'s", "(", "old", ")", "town"]) == [
        (0, 9),
        (9, 11),
        (12, 13),
        (13, 16),
        (16, 17),
        (18, 22),
    ]
    assert words.offsets("another text", ["an", "other", "texts"]) is None


# Alignment


def texts(text: str) -> list[str]:
    return [token.text for token in tokens(text, spaced=False)]


def test_changes_say_what_the_editor_did() -> None:
    found = changes(texts("They took weapons and weapons from depot."), texts("They took weapons from the depot."))
    assert [tuple(change) for change in found] == [(3, 5, ()), (6, 6, ("the",))]
    assert distance(texts("a b c d"), texts("a x c")) == 2
    assert changes(["a"], ["a"]) == []


def test_changes_rebuild_the_second_text() -> None:
    for _ in range(100):
        one, other = [list(RANDOM.choice(list("abcd"), RANDOM.integers(0, 9))) for _ in range(2)]
        out, at, cost = [], 0, 0
        for change in changes(one, other):
            out += [*one[at : change.start], *change.text]
            cost += max(change.end - change.start, len(change.text))
            at = change.end
        assert [*out, *one[at:]] == other
        assert cost >= distance(one, other)


@pytest.mark.parametrize(
    ("before", "after", "edited", "worth"),
    [
        ("He took the the car .", "He took the car .", "He took the car .", "right"),
        ("He took the the car .", "He took the car .", "He drove the car .", "right"),
        ("He took the car .", "He took a car .", "He took the car .", "harm"),
        ("He took the car .", "He took a car .", "He took his car .", "other"),
        ("He took car .", "He took the car .", "He took a car .", "other"),
        ("He took car .", "He took the car .", "He took car .", "harm"),
        ("He said .", "He  said .", "He said .", None),
    ],
)
def test_a_repair_is_a_step_towards_the_post_edit_or_away_from_it(
    before: str, after: str, edited: str, worth: str | None
) -> None:
    assert step(texts(before), texts(after), texts(edited)) == worth


def test_spaces_count_where_they_mean_something() -> None:
    spaced = [token.text for token in tokens("He left , she stayed.")]
    assert distance(spaced, [token.text for token in tokens("He left, she stayed.")]) == 1


# GLEU


def test_gleu_of_a_hypothesis_that_is_its_reference_is_1_and_of_the_source_is_less() -> None:
    source, reference = "He have gone to home in the evening .", "He has gone home in the evening ."
    assert close(gleu.corpus([gleu.statistics(reference, source, [reference])]), 1.0)
    row = gleu.statistics(source, source, [reference])[0]
    # unigrams: 7 of 9 match, the source's own "have" and "to" are taken off
    assert row[:4] == [9, 8, 7 - 2, 9]
    assert gleu.corpus([[row]]) < 0.5


def test_gleu_draws_references_as_the_published_scorer_does() -> None:
    chance = random.Random(101)
    # randint(0, 3) as Python 2 has it
    assert gleu.draws(8, 4)[1].tolist() == [int(chance.random() * 4) for _ in range(8)]


# Corpus metrics


SENTENCES = [
    ("The army took weapons and weapons from the depot.", "The army took weapons from the depot."),
    ("Ghout East was shelled on Monday.", "Eastern Ghouta was shelled on Monday."),
    ("Nobody was hurt.", "Nobody was hurt."),
]


@pytest.mark.parametrize("name", corpus.METRICS)
@pytest.mark.parametrize("tokenised", [False, True])
def test_statistics_add_up_to_the_score_of_sacrebleu(name: str, tokenised: bool) -> None:
    metrics = pytest.importorskip("sacrebleu.metrics")
    official = {
        "bleu": metrics.BLEU(tokenize="none" if tokenised else "13a"),
        "chrf": metrics.CHRF(),
        "ter": metrics.TER(),
    }[name]
    sums = np.array([corpus.statistics(name, text, [edited], tokenised=tokenised) for text, edited in SENTENCES]).sum(
        axis=0
    )
    wanted = official.corpus_score([text for text, _ in SENTENCES], [[edited for _, edited in SENTENCES]])
    assert close(corpus.score(name, [sums])[0], wanted.score)
    assert corpus.signature(name, 1, tokenised=tokenised) == str(official.get_signature())


# Ranking


@pytest.mark.slow
def test_auc_and_average_precision_agree_with_scikit_learn_with_ties_and_weights() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    for _ in range(20):
        labels = RANDOM.random(60) < 0.4
        scores = np.round(RANDOM.random(60) + labels * 0.3, 1)
        weights = RANDOM.integers(0, 4, (3, 60))
        auc, precision = ranking.auc(scores, labels, weights), ranking.average_precision(scores, labels, weights)
        for row, weight in enumerate(weights):
            assert close(auc[row], metrics.roc_auc_score(labels, scores, sample_weight=weight))
            assert close(precision[row], metrics.average_precision_score(labels, scores, sample_weight=weight))


def test_curve_has_a_point_for_each_confidence() -> None:
    assert ranking.curve([0.9, 0.5, 0.9], [True, False, False]) == [(0.9, 2, 1), (0.5, 3, 1)]


def test_a_tie_is_not_ranked_right() -> None:
    assert (ranking.pair(90, 80), ranking.pair(80, 80), ranking.pair(70, 80)) == ((1, 1, 0), (1, 0, 1), (1, 0, 0))


# Calibration


OUTCOMES = ((0.95, True), (0.9, True), (0.92, False), (0.55, True), (0.5, False), (1.0, True))


def test_calibration_by_hand() -> None:
    total = reliability.sums(OUTCOMES)
    # bin 0.9-1.0: 4 findings, mean 0.9425, 3 right; bin 0.5-0.6: 2, mean 0.525, 1 right
    assert close(reliability.error(total), (4 * abs(0.9425 - 0.75) + 2 * abs(0.525 - 0.5)) / 6)
    filled = [bin for bin in reliability.bins(total) if bin.size]
    assert [(bin.low, bin.size, bin.right) for bin in filled] == [(0.5, 2, 0.5), (0.9, 4, 0.75)]


@pytest.mark.slow
def test_calibration_as_scikit_learn_has_it() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    found, right = zip(*OUTCOMES, strict=True)
    assert close(reliability.brier(reliability.sums(OUTCOMES)), metrics.brier_score_loss(right, found))


# Bootstrap


def test_interval_covers_the_figure_and_narrows_with_more_units() -> None:
    few = bootstrap.estimate(bootstrap.summed(np.array([[1, 1], [0, 1]] * 20), lambda s: s[:, 0] / s[:, 1]), 40)
    many = bootstrap.estimate(bootstrap.summed(np.array([[1, 1], [0, 1]] * 400), lambda s: s[:, 0] / s[:, 1]), 800)
    assert few.value == many.value == 0.5
    assert few.low < 0.42 and few.high > 0.58
    assert many.high - many.low < (few.high - few.low) / 3
    # the interval of a share is known: 0.5 ± 1.96 · sqrt(0.25 / n)
    assert abs((many.high - many.low) - 2 * 1.96 * math.sqrt(0.25 / 800)) < 0.01


def test_paired_test_sees_a_small_gain_that_is_everywhere_and_no_gain_in_noise() -> None:
    before = RANDOM.random((200, 1))
    same, better = RANDOM.permutation(before), before + 0.01

    def mean(statistics: object) -> bootstrap.Figure:
        return bootstrap.summed(statistics, lambda s: s[:, 0] / 200)

    gain = bootstrap.difference(mean(before), mean(better), 200)
    assert close(gain.value, 0.01) and gain.p < 0.01 and gain.low > 0
    assert bootstrap.difference(mean(before), mean(same), 200).p > 0.5
    assert bootstrap.difference(mean(before), mean(before), 200) == (0, 0, 0, 1)


def test_units_of_a_document_stay_together_and_blocks_do_not_depend_on_order() -> None:
    keys = [f"doc{number % 3000:04}" for number in range(6000)]
    block_of, count = bootstrap.blocks(keys)
    assert count == 1000
    assert len({(key, block) for key, block in zip(keys, block_of, strict=True)}) == 3000
    assert bootstrap.blocks(keys[::-1])[0] == block_of[::-1]
