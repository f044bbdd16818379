"""What the language model thinks of a story as a whole, made points of its score: `unseen` is the way in.

The formula and the limits of `mt_likelihood` stand in `resources/calibration/opinion.json`, which
`benchmarks/fit_opinion.py` fits anew when the model or the rules have changed: points = exp(constant + errors ·
log(expected errors + 0.3) + likelihood · log-odds of mt_likelihood + findings · log(1 + points of rules' findings)),
all per 100 words, and no more than `most`.
"""

import json
import math
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from mtcheck.errors import ResourceError
from mtcheck.text.odds import expit, logit

FITTED = Path(__file__).parent.parent / "resources" / "calibration" / "opinion.json"
LONG = 300  # words from which on the limit is the same
# Words of a sentence, on average, of which nine in ten short pieces of news have more, native, translated by people
# or by engines (175, 120 and 243 beginnings of 40 to 200 words), and nine in ten recipes, verses, letters, live blogs
# and the like have fewer: the models have learnt from news, and take those for output.
TERSE = 14.0
FEW = 0.3  # errors per 100 words, added so that none has a logarithm


class Opinion(NamedTuple):
    """`likelihood`: the probability that an engine wrote the story and nobody edited it.

    `errors`: expected words in error, per 100. `heed`: how far it counts, from 0 to 1.
    """

    likelihood: float
    errors: float
    heed: float = 1.0


@cache
def fitted() -> dict[str, Any]:
    """The formula and the limits. Raises ResourceError where they cannot be read."""
    try:
        found: dict[str, Any] = json.loads(FITTED.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ResourceError(f"{FITTED.name} cannot be read ({error}); reinstall mtcheck.") from None
    return found


def limit(word: str, words: int, heed: float = 1.0) -> float:
    """From which `mt_likelihood` on a story of so many words is held back, for `word`, which is review or block.

    The model's opinion of a few sentences wavers as their mean does, so that a short story has to be surer of it; and
    surer still one whose opinion has little `heed`.
    """
    formula = fitted()
    odds = logit(float(formula[f"{word}_likelihood"])) + float(formula.get("short", 0.0)) * shortness(words)
    return expit(min(odds / max(heed, _LEAST), _SURE))


_LEAST, _SURE = 0.01, 30.0


def heed(words: int, sentences: int) -> float:
    """How far the opinion of a story counts, from 0 to 1: wholly in a long one, and in a short one whose sentences are
    as long as those of news.
    """
    like_news = min(1.0, words / max(sentences, 1) / TERSE) ** 3
    return like_news + (1 - like_news) * min(1.0, words / LONG)


def shortness(words: int) -> float:
    """0 for a story of `LONG` words or more, 1 for one of a quarter of them."""
    return max(0.0, math.sqrt(LONG / max(words, 1)) - 1)


def features(opinion: Opinion, found: float) -> tuple[float, float, float]:
    """What the formula weighs; `found`: MQM points of rules' findings per 100 words."""
    return math.log(opinion.errors + FEW), logit(opinion.likelihood, 1e-4, 1 - 1e-4), math.log1p(found)


def unseen(opinion: Opinion, found: float) -> float:
    """MQM points per 100 words of errors that the model expects, whether or not a finding shows them."""
    formula = fitted()
    weights = (formula["errors"], formula["likelihood"], formula["findings"])
    odds: float = formula["constant"] + sum(
        weight * value for weight, value in zip(weights, features(opinion, found), strict=True)
    )
    return opinion.heed * min(float(formula["most"]), math.exp(min(odds, 20.0)))
