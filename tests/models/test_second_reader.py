"""The second reader: both readings joined by hand; a tiny model that learns what only the next word tells; a pair of
readers over a story, and depth deep without one.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scripts import script

from mtcheck.core import plain
from mtcheck.errors import ResourceError
from mtcheck.profile.models import ModelSettings
from mtcheck.resources import BUNDLED, Packaged
from mtcheck.tagger.labels import EDITS, INSERTIONS
from mtcheck.tagger.pair import Opinion, Pair, together
from mtcheck.tagger.places import formulas
from mtcheck.tagger.reading import read
from mtcheck.tagger.runtime import Tagger

TEXT = "Families were warned to travel at night, the police said."
WEIGHTS = {"wrong": [0.5, 0.5, 0.0], "broken": [1.0, 0.0, 0.0], "edits": 0.25, "gaps": 1.0}
TAGGER: Tagger = Packaged().model("tagger")


def opinion(words: int, wrong: float) -> Opinion:
    """One that says the same of every word, and that nothing is to be done."""
    edits, gaps = np.zeros((words, len(EDITS))), np.zeros((words + 1, len(INSERTIONS)))
    edits[:, 0] = gaps[:, 0] = 1.0
    return Opinion(np.full(words, wrong), np.full(words, 0.5), edits, gaps)


class Always:
    """A reader that doubts all words alike."""

    name = "always"

    def __init__(self, wrong: float, fusion: dict[str, Any] | None = None) -> None:
        self.about = {"together": WEIGHTS, "fusion": fusion or {}}
        self.asked: list[str] = []
        self._wrong = wrong

    def read(self, texts: Any) -> list[Opinion]:
        self.asked += texts
        return [opinion(5, self._wrong) for _ in texts]


def test_what_both_say_is_joined_and_words_that_one_has_not_read_stay() -> None:
    (alone,) = TAGGER.read([TEXT])
    joined = together(alone, opinion(5, 0.9), WEIGHTS)
    assert len(joined.wrong) == len(alone.wrong) > 5
    odds = np.log(alone.wrong[:5] / (1 - alone.wrong[:5])) / 2 + np.log(9) / 2
    assert joined.wrong[:5] == pytest.approx(1 / (1 + np.exp(-odds)), abs=1e-5)
    assert (joined.wrong[5:] == alone.wrong[5:]).all() and (joined.broken == pytest.approx(alone.broken, abs=1e-5))
    assert joined.edits[:5, 0] == pytest.approx(0.75 * alone.edits[:5, 0] + 0.25, abs=1e-5)
    assert (joined.edits[5:] == alone.edits[5:]).all()
    assert joined.gaps[:5, 0] == pytest.approx(1.0) and (joined.gaps[5:] == alone.gaps[5:]).all()
    assert joined.translated == alone.translated and joined.words == alone.words


def test_a_pair_reads_each_stretch_once_and_has_its_own_formulas() -> None:
    fusion = {"thresholds": [0.9, 0.8], "brief_thresholds": [0.7, 0.6]}
    reader = Always(0.9, fusion)
    pair = Packaged(second=lambda: reader).model("tagger")
    assert isinstance(pair, Pair) and pair.name.endswith("+always") and pair.name != TAGGER.name
    assert formulas(pair)["thresholds"] == [0.9, 0.8]
    assert formulas(pair)["repairs"] == formulas(TAGGER)["repairs"]
    doubted, usual = read(plain(TEXT), pair), read(plain(TEXT), TAGGER)
    assert doubted.rate > usual.rate
    assert read(plain(TEXT), pair) == doubted or reader.asked == [TEXT]
    assert pair.doubts([TEXT]) == TAGGER.doubts([TEXT])  # repairs are weighed by the bundled model alone


def test_without_a_second_reader_there_is_the_bundled_model_alone() -> None:
    assert type(Packaged(second=lambda: None).model("tagger")) is Tagger


# A real model, tiny

LINE = "The mayor closed the school ."


@pytest.fixture
def base(torch: Any, tmp_path: Path) -> ModelSettings:
    import tiny_models as tiny

    lines = [(LINE, "mayor closed the", "mayor closed the"), (LINE, "the school", "the school")]
    folder = tiny.proposer(tmp_path / "base", lines, steps=1)
    return ModelSettings(str(folder), "causal-lm", "tiny", device="cpu")


@pytest.mark.slow
@pytest.mark.parametrize("upper", [0, 1])
def test_only_upper_layers_see_what_follows_and_what_was_learnt_is_read_back(
    base: ModelSettings, torch: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, upper: int
) -> None:
    build = script("build_reader")
    from mtcheck.reviewers.local.loading import load
    from mtcheck.reviewers.local.second_reader import Encoder, SecondReader
    from mtcheck.training import loop
    from mtcheck.training.examples import clean

    monkeypatch.setattr(build, "UPPER", upper)
    learner = build.Learner(load(base)).eval()
    before = {name: one.detach().clone() for name, one in learner.base.named_parameters() if "layers.1." in name}
    for name, one in learner.base.named_parameters():
        if name in before:
            one.data += 0.05 * torch.randn_like(one)
    build.write(learner, before, tmp_path)
    reader = SecondReader(base, tmp_path)
    text, other = "The mayor closed the school .", "The mayor closed the closed ."
    one, changed = reader.read([text, other])
    assert len(one.wrong) == 6 == len(one.gaps) - 1
    assert one.edits.sum(1) == pytest.approx(1.0, abs=1e-4) and one.gaps.sum(1) == pytest.approx(1.0, abs=1e-4)
    assert (one.wrong[:4] == pytest.approx(changed.wrong[:4], abs=1e-6)) is (upper == 0)
    assert one.wrong[4] != pytest.approx(changed.wrong[4], abs=1e-6)
    encoder: Any = build.Pieces(Encoder(load(base).tokenizer))
    rows = loop.batch([loop.ready(encoder, clean(words)) for words in (text, f"{other} {other}")])
    with torch.inference_mode():
        said, gaps = learner(rows.pieces, rows.mask, rows.first, rows.last)  # beside a longer text
    assert torch.sigmoid(said[0, :6, 1]).numpy() == pytest.approx(one.wrong, abs=0.01)
    assert torch.softmax(gaps[0, :6], -1).numpy() == pytest.approx(one.gaps[:6], abs=0.01)
    loss = build.loss(learner.train(), rows)
    loss.backward()
    assert loss.item() > 0


@pytest.mark.slow
def test_a_damaged_reader_is_a_sentence(base: ModelSettings, tmp_path: Path) -> None:
    from mtcheck.reviewers.local.second_reader import SecondReader

    with pytest.raises(ResourceError, match="cannot be used"):
        SecondReader(base, tmp_path)
    (tmp_path / "about.json").write_text(json.dumps({"upper_layers": 1}), encoding="utf-8")
    with pytest.raises(ResourceError, match="cannot be used"):
        SecondReader(base, tmp_path)


def test_only_depth_deep_asks_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.profile.config import Config
    from mtcheck.reviewers.local import second_reader
    from mtcheck.run import parts
    from mtcheck.run.session import Session

    asked = []
    monkeypatch.setattr(second_reader, "reader", lambda: asked.append(1))
    parts.resources.cache_clear()
    parts.engine.cache_clear()
    try:
        for depth in ("standard", "deep"):
            assert Session(replace(Config(), depth=depth)).tagger() is not None
            assert len(asked) == (depth == "deep")
        assert parts.resources(str(BUNDLED), deep=True).model("tagger") and len(asked) == 1
    finally:
        parts.resources.cache_clear()
        parts.engine.cache_clear()
