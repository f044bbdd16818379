"""Precision, recall, F and MCC from counts: plain numbers or numpy arrays of equal shape alike, undefined values being
NaN.

Sums of counts over units can be resampled, so every function here takes sums.
"""

from typing import Any

Numbers = Any  # a float or a numpy array of floats


def ratio(part: Numbers, whole: Numbers) -> Numbers:
    """part / whole, NaN where whole is 0."""
    import numpy as np

    whole = np.asarray(whole, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole == 0, np.nan, np.asarray(part, dtype=float) / np.where(whole == 0, 1, whole))


def f_score(precision: Numbers, recall: Numbers) -> Numbers:
    """Harmonic mean; 0 where both are 0."""
    import numpy as np

    low = np.asarray(precision, dtype=float) + np.asarray(recall, dtype=float)
    return np.where(low == 0, 0.0, 2.0 * np.asarray(precision) * np.asarray(recall) / np.where(low == 0, 1, low))


def f_from_counts(right: Numbers, false: Numbers, missed: Numbers) -> Numbers:
    """F1 = 2 TP / (2 TP + FP + FN), as scikit-learn's `f1_score`; NaN where nothing was found and nothing was there."""
    import numpy as np

    right = np.asarray(right, dtype=float)
    return ratio(2 * right, 2 * right + false + missed)


def mcc(right: Numbers, false: Numbers, missed: Numbers, quiet: Numbers) -> Numbers:
    """Matthews correlation coefficient from TP, FP, FN and TN, as scikit-learn's: 0 where a margin is empty."""
    import numpy as np

    tp, fp, fn, tn = (np.asarray(number, dtype=float) for number in (right, false, missed, quiet))
    low = np.sqrt(tp + fp) * np.sqrt(tp + fn) * np.sqrt(tn + fp) * np.sqrt(tn + fn)
    return np.where(low == 0, 0.0, (tp * tn - fp * fn) / np.where(low == 0, 1, low))
