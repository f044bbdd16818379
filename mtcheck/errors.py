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


def crashed(error: Exception) -> str:
    """A sentence about a story or a file that mtcheck fell over; nothing of the kind may end a run, or pass."""
    return f"mtcheck crashed on it ({type(error).__name__}: {' '.join(str(error).split())[:200]}); please report this."


def why(error: OSError) -> str:
    """What the system says of it, to stand behind a colon."""
    return (error.strerror or str(error)).lower()
