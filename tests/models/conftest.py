"""What the tests of models share."""

from typing import Any

import pytest


@pytest.fixture
def torch() -> Any:
    """PyTorch, loaded by the tests that run a model; those without one need it neither here nor in its time."""
    pytest.importorskip("transformers", reason="models of the user need transformers: install .[test-models]")
    return pytest.importorskip("torch", reason="models of the user need torch: install .[test-models]")
