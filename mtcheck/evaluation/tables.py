"""Which figures each kind of data has, what they are called and which way is better."""

from collections.abc import Callable, Iterable, Sequence

from mtcheck.evaluation.figures import (
    SURE,
    Build,
    Group,
    average_precision,
    calibration,
    characters,
    corpus_metric,
    everyone,
    f1,
    f1_bad,
    f1_ok,
    gate,
    gleu_metric,
    is_good,
    is_harm,
    major_recall,
    per_thousand_words,
    precision,
    ranked,
    recall,
    repairs,
    spans,
    surface_recall,
    tag_counts,
)
from mtcheck.evaluation.records import Record
from mtcheck.scoring import corpus, counts, ranking, reliability
from mtcheck.scoring.bootstrap import Array

COUNTED: dict[str, Build] = {
    "findings_per_1000_words": per_thousand_words(lambda f: f.shown),
    "hints_per_1000_words": per_thousand_words(lambda f: not f.severity),
    "automatic_repairs_per_1000_words": per_thousand_words(
        lambda f: f.shown and f.repair is not None and f.repair.automatic and f.repair.sure
    ),
    "gate_failures_per_1000_sentences": gate,
}
FOUND: dict[str, Build] = {
    "precision": precision, "recall": recall, "f1": f1, "average_precision": average_precision,
    "ece": calibration(reliability.error, False), "brier": calibration(reliability.brier, False),
}  # fmt: skip
REPAIRED: dict[str, Build] = {
    "repair_acceptance": repairs(everyone, is_good), "repair_harm": repairs(everyone, is_harm),
    "sure_repair_acceptance": repairs(lambda o: o.confidence >= SURE, is_good),
    "sure_repair_harm": repairs(lambda o: o.confidence >= SURE, is_harm),
    "automatic_repair_acceptance": repairs(lambda o: o.automatic and o.sure, is_good),
    "automatic_repair_harm": repairs(lambda o: o.automatic and o.sure, is_harm),
    "repair_ece": calibration(reliability.error, True), "repair_brier": calibration(reliability.brier, True),
}  # fmt: skip
MARKED: dict[str, Build] = {
    "surface_recall": surface_recall, "major_recall": major_recall,
    "character_precision": characters(0), "character_recall": characters(1), "character_f1": characters(2),
    "model_character_f1": characters(2, "model_characters"),
    "span_precision": spans(0), "span_recall": spans(1), "span_f1": spans(2),
}  # fmt: skip
TAGGED: dict[str, Build] = {
    f"{name}_{key}": tag_counts(name, formula)
    for name in ("tokens", "gaps", "merged", "model_tokens", "model_gaps", "model_merged")
    for key, formula in (("mcc", counts.mcc), ("f1_bad", f1_bad), ("f1_ok", f1_ok))
}
MENDED: dict[str, Build] = {
    f"{name}_{when}": corpus_metric(name, number)
    for name in corpus.METRICS
    for number, when in enumerate(("before", "after", "after_review"))
}
CORRECTED: dict[str, Build] = {
    f"gleu_{when}": gleu_metric(number) for number, when in enumerate(("before", "after", "after_review"))
}
RANKED: dict[str, Build] = {"ranking_accuracy": ranked(1), "ranking_ties": ranked(2), "recall": recall}

GROUPS: dict[str, dict[str, Build]] = {
    "stories": COUNTED | FOUND | MARKED | REPAIRED,
    "spans": COUNTED | FOUND | MARKED,
    "tags": COUNTED | FOUND | TAGGED,
    "postedits": COUNTED | FOUND | TAGGED | REPAIRED | MENDED,
    "corrections": COUNTED | FOUND | REPAIRED | CORRECTED,
    "pairs": RANKED,
    "plain": COUNTED,
}


def documents(records: Iterable[Record], positive: str, negative: str) -> tuple[Group, dict[str, Build]]:
    """Whole documents of two origins, to be told apart by their score and by `mt_likelihood`: area under the curve and
    average precision, MT being positive.
    """
    group = Group([r for r in records if r.kind == "plain" and r.origin in (positive, negative)])
    scores = [-r.score for r in group.records]
    likely = [r.mt_likelihood for r in group.records]
    labels = [r.origin == positive for r in group.records]
    if len(set(labels)) < 2:
        return group, {}

    def told_apart(by: Callable[..., Array], figures: Sequence[float]) -> Build:
        return lambda group: lambda weights: by(figures, labels, weights[:, group.block_of])

    found = {"auc": told_apart(ranking.auc, scores), "average_precision": told_apart(ranking.average_precision, scores)}
    if any(one is not None for one in likely):  # short texts have none: nothing speaks for either side
        known = [0.5 if one is None else one for one in likely]
        found["likelihood_auc"] = told_apart(ranking.auc, known)
    return group, found


LABELS = {
    "findings_per_1000_words": "findings / 1,000 words",
    "hints_per_1000_words": "hints / 1,000 words",
    "automatic_repairs_per_1000_words": "automatic repairs / 1,000 words",
    "gate_failures_per_1000_sentences": "gate failures / 1,000 sentences",
    "precision": "precision",
    "recall": "recall",
    "f1": "F1",
    "average_precision": "average precision",
    "ece": "calibration error",
    "brier": "Brier",
    "surface_recall": "recall, surface errors",
    "major_recall": "recall, major errors",
    **{f"{what}_{figure}": f"{what}s: {label}" for what in ("character", "span")
       for figure, label in (("precision", "precision"), ("recall", "recall"), ("f1", "F1"))},
    "model_character_f1": "characters: F1, model",
    **{f"{by}{what}_{figure}": f"{what}: {label}{', model' if by else ''}" for by in ("", "model_")
       for what in ("tokens", "gaps", "merged")
       for figure, label in (("mcc", "MCC"), ("f1_bad", "F1 BAD"), ("f1_ok", "F1 OK"))},
    "repair_acceptance": "repairs accepted",
    "repair_harm": "repairs that harm",
    "sure_repair_acceptance": "accepted, confidence ≥ 0.9",
    "sure_repair_harm": "harm, confidence ≥ 0.9",
    "automatic_repair_acceptance": "accepted, automatic",
    "automatic_repair_harm": "harm, automatic",
    "repair_ece": "repairs: calibration error",
    "repair_brier": "repairs: Brier",
    "ranking_accuracy": "ranked right",
    "ranking_ties": "tied",
    "auc": "AUC",
    "likelihood_auc": "AUC, likelihood",
    **{f"{name}_{when}": f"{label} {words}" for name,
    label in (("bleu", "BLEU"), ("chrf", "chrF"), ("ter", "TER"), ("gleu", "GLEU"))
       for when, words in (("before", "before"), ("after", "after fix"), ("after_review", "after all sure repairs"))},
}  # fmt: skip
_LOWER = ("ece", "brier", "harm", "ter_", "ties")


def lower_is_better(key: str) -> bool | None:
    """Whether a smaller figure is the better one; None where it depends on the text."""
    if "per_1000" in key:
        return None
    return any(word in key for word in _LOWER)


HEADLINES: dict[str, tuple[str, ...]] = {
    "stories": ("precision", "recall", "surface_recall", "span_f1", "ece", "repair_acceptance", "repair_harm"),
    "spans": ("precision", "recall", "character_f1", "model_character_f1", "span_f1", "ece"),
    "tags": ("precision", "recall", "merged_mcc", "model_merged_mcc", "model_merged_f1_bad", "ece"),
    "postedits": (
        "precision",
        "tokens_mcc",
        "model_tokens_mcc",
        "model_tokens_f1_bad",
        "ece",
        "repair_acceptance",
        "repair_harm",
        "ter_before",
        "ter_after",
    ),
    "corrections": ("precision", "recall", "repair_acceptance", "repair_harm", "gleu_before", "gleu_after"),
    "pairs": ("ranking_accuracy", "ranking_ties", "recall"),
    "plain": tuple(COUNTED),
}
KINDS = {
    "stories": "Stories with annotations and repairs",
    "spans": "Error spans",
    "tags": "Word tags",
    "postedits": "Post-edits",
    "corrections": "Corrections",
    "pairs": "Challenge pairs",
    "plain": "Stories without judgements",
}
