"""Tests see the detectors' own estimates, and one gate rule: what the calibration that ships with mtcheck says changes
with every fit.

Nothing is kept between runs in this process. Property tests draw the same texts in every run, so that a gate does not
flap; `HYPOTHESIS_PROFILE=search` draws new ones.
"""

import os
from pathlib import Path

from hypothesis import settings

from mtcheck.reviewers import local
from mtcheck.run import cache
from mtcheck.scoring import calibration

cache.location = lambda: None  # a test may put another rule in the place of one; those that want a cache say where
local.PACKAGE = "a_judge_that_is_not_installed"  # a run at depth deep would load it
calibration.PACKAGED = Path(__file__).parent / "own_estimates.tsv"

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
