"""Tests see the detectors' own estimates: what the calibration that ships with mtcheck says changes with every fit."""

from pathlib import Path

from mtcheck.scoring import calibration

calibration.PACKAGED = Path(__file__).parent / "no-calibration.tsv"  # a file that there is not: nothing is changed
