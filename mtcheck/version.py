"""The version of mtcheck, as a literal: `mtcheck --version` has nothing to look up."""

__version__ = "0.1.0"
