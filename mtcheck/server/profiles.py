"""The profile of each story, read again when its file changes, and editors' changes of it: unwanted rules."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from mtcheck.errors import ConfigError, MtcheckError
from mtcheck.profile import catalog, config, edited, trust
from mtcheck.profile.config import Config
from mtcheck.readers.files import write_atomically

_NAME = "mtcheck.toml"
_EMPTY = "# The profile of this newsroom: docs/profiles.md says what it may have.\n"


class Profiles:
    """`find` gives the profile of a path as the command line would. Where none is there, one is made in `folder`."""

    def __init__(self, make: Callable[[], Callable[[str], Config]], folder: str) -> None:
        """`make`: gives a `find` that has read nothing yet."""
        self._make, self._folder = make, folder
        self._find = make()
        self._stamps: dict[Path, int] = {}

    def of(self, path: str) -> Config:
        """The profile for a file. Raises ConfigError for one that makes no sense."""
        found = self._find(path)
        place = found.origin
        if place is not None and self._stamps.setdefault(place, _stamp(place)) != _stamp(place):
            self.forget()
            found = self._find(path)
            self._stamps[found.origin or place] = _stamp(found.origin or place)
        return replace(found, max_time=None)  # the server has a limit of its own, outside the process

    def forget(self) -> None:
        """Reads every profile again when it is asked for."""
        self._find = self._make()
        self._stamps.clear()

    def leave_out(self, path: str, rule: str, *, back: bool = False) -> str:
        """Turns a rule off, or on again, for the profile of a file; gives the path of the profile.

        Raises ConfigError where that cannot be written.
        """
        catalog.rule(rule)
        place = self._place(self._find(path))
        if place.is_symlink() and place.resolve().parent != place.parent.resolve():
            raise ConfigError(f"{place} leads out of its folder; change the profile that it leads to yourself.")
        text = place.read_bytes().decode("utf-8-sig") if place.exists() else _EMPTY
        if back:
            after = edited.without_item(text, "", "ignore", rule)
        elif rule in config.read_toml(place).get("ignore", ()) if place.exists() else False:
            return str(place)
        else:
            after = edited.with_item(text, "", "ignore", rule)
        config.parse(edited.parsed(after), place).rule_ids()
        write(place, after)
        self.forget()
        return str(place)

    def _place(self, found: Config) -> Path:
        if found.origin is None:
            return Path(self._folder) / _NAME
        if found.origin.name == "pyproject.toml":
            raise ConfigError(
                f"{found.origin} is written by people alone; add the rule to “ignore” under [tool.mtcheck] yourself."
            )
        if found.origin.resolve() in {path.resolve() for path in config.profiles().values()}:
            raise ConfigError(
                f"The profile “{found.origin.stem}” comes with mtcheck and is everybody's; copy it to {_NAME} and"
                " change that."
            )
        return found.origin


def write(place: Path, text: str) -> None:
    """Puts a profile in its place; one that the user trusts is trusted as it is now.

    Raises ConfigError where it cannot be written.
    """
    trusted = trust.holds(place)
    mark = b"\xef\xbb\xbf" if place.exists() and place.read_bytes().startswith(b"\xef\xbb\xbf") else b""
    try:
        write_atomically(place, mark + text.encode())
    except MtcheckError as error:
        raise ConfigError(str(error)) from None
    if trusted:
        trust.add(place)


def _stamp(path: Path) -> int:
    """What changes when a profile does, or a list beside it."""
    try:
        return sum(one.stat().st_mtime_ns for one in (path, *path.parent.glob("*.tsv")))
    except OSError:
        return 0
