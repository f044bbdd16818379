"""Profiles under the name that users import: `load` reads one by name or path, `find` the one in force in a folder."""

from mtcheck.profile.config import Config, GateLimits, Override, find, load, parse, profiles

__all__ = ["Config", "GateLimits", "Override", "find", "load", "parse", "profiles"]
