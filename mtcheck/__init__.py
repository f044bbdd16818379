"""mtcheck finds what machine translation does to English news copy and proposes the repair.

>>> import mtcheck
>>> report = mtcheck.check("The army took weapons and weapons from the depot on Monday.")
>>> [finding.rule.id for finding in report.findings]
['doubled-coordination']
>>> mtcheck.fix("The the council met on Friday & nbsp; in Lomna.")
'The council met on Friday in Lomna.'
"""

from mtcheck.version import __version__

__all__ = ["__version__", "check", "fix"]

TYPE_CHECKING = False  # typing takes 10 ms to import, a third of `mtcheck --version`
if TYPE_CHECKING:
    from mtcheck.api import check, fix


def __getattr__(name: str) -> object:
    if name in ("check", "fix"):
        from mtcheck import api

        return getattr(api, name)
    raise AttributeError(f"module 'mtcheck' has no attribute {name!r}")
