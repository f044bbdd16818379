"""Tests see the detectors' own estimates, and one gate rule: what the calibration that ships with mtcheck says changes
with every fit.

Nothing is kept between runs in this process, and what other processes keep lies in a folder of this run. What the
environment says to mtcheck, to git and of proxies counts for nothing. Property tests draw the same texts in every run,
so that a gate does not flap; `HYPOTHESIS_PROFILE=search` draws new ones.
"""

import atexit
import os
import re
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings

from mtcheck.reviewers import local
from mtcheck.run import cache
from mtcheck.scoring import calibration

_FOREIGN = re.compile(
    "MTCHECK_(CACHE|CACHE_KEY|TOKEN|DATABASE|WEBHOOK_SECRET)|GITHUB_STEP_SUMMARY|NO_COLOR|COLUMNS|LINES|GIT_(?!EXEC_PATH).*"
    "|PYTHON(IOENCODING|WARNINGS|DEVMODE)|(https?|all|no)_proxy",
    re.IGNORECASE,
)
for _name in [name for name in os.environ if _FOREIGN.fullmatch(name)]:
    del os.environ[_name]
os.environ.update(GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1")
_home = tempfile.mkdtemp(prefix="mtcheck-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
for _name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
    os.environ[_name] = str(Path(_home) / _name.lower())

cache.location = lambda: None  # a test may put another rule in the place of one; those that want a cache say where
local.PACKAGE = "a_judge_that_is_not_installed"  # a run at depth deep would load it
calibration.PACKAGED = Path(__file__).parent / "own_estimates.tsv"

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_configure(config: pytest.Config) -> None:
    config.option.loadscopereorder = False  # xdist would begin with the files of most tests, whatever these take


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first, then long ones, so that no process is left alone with one at the end."""
    slow = Counter(item.path for item in items if item.get_closest_marker("slow"))
    every = Counter(item.path for item in items)
    items.sort(key=lambda item: (-slow[item.path], -every[item.path], item.path))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where slow tests are left out, a file with nothing else is not even loaded: PyTorch alone takes seconds."""
    if config.option.markexpr != "not slow" or collection_path.suffix != ".py":
        return None
    is_slow = re.search(r"(?m)^pytestmark = .*\bmark\.slow\b", collection_path.read_text(encoding="utf-8"))
    return True if is_slow else None
