"""`python -m mtcheck` is the command `mtcheck`."""

import sys

from mtcheck.cli import run

sys.exit(run())
