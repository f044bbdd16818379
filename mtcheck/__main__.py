"""`python -m mtcheck` is the command `mtcheck`."""

import sys

from mtcheck.cli import main

sys.exit(main())
