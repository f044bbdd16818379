"""Tests see the detectors' own estimates: what the calibration that ships with mtcheck says changes with every fit.

Property tests draw the same texts in every run, so that a gate does not flap; `HYPOTHESIS_PROFILE=search` draws new ones.
"""

import os
from pathlib import Path

from hypothesis import settings

from mtcheck.scoring import calibration

calibration.PACKAGED = Path(__file__).parent / "no-calibration.tsv"  # a file that there is not: nothing is changed

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
