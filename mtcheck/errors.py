"""Everything that mtcheck raises on purpose; `str(error)` is a finished sentence that says what to do next.

MtcheckError
├── InputError      a file or a text that cannot be read
├── ConfigError     a profile or an option that makes no sense
├── ResourceError   a model, lexicon or package that is absent
└── RepairError     a repair that cannot be carried out or written
"""


class MtcheckError(Exception):
    """The family; catch this one to catch them all."""


class InputError(MtcheckError):
    """A file or a text that cannot be read."""


class ConfigError(MtcheckError):
    """A profile or an option that makes no sense."""


class ResourceError(MtcheckError):
    """A model, lexicon or package that is absent."""


class RepairError(MtcheckError):
    """A repair that cannot be carried out or written."""
