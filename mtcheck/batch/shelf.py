"""The output of an archive: `Shelf` writes a part so that it counts whole or not at all, and knows which are done.

    verdict=pass/part-000017.parquet   its stories that pass; likewise for review and block
    _failed/part-000017.parquet        its rows that could not be checked, with their text and the reason
    _mtcheck/plan.json                 the parts of the archive
    _mtcheck/done/part-000017.json     the part is done: its files, and the sums over its stories; written last
    _mtcheck/begun/part-000017         a run has begun the part and has not finished it
    _mtcheck/summary.json              every part is done

Names follow from the input alone, so whoever does a part again writes the same files. Programs that read Parquet pass
over names that begin with “_”.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from mtcheck.batch.places import Place
from mtcheck.batch.plan import Part, Plan, unpacked
from mtcheck.gate.decision import UNCHECKED, Totals
from mtcheck.reporters import Tally
from mtcheck.scoring.quality import VERDICTS

FAILED = "_failed"
_FOLDERS = (*(f"verdict={verdict}" for verdict in VERDICTS), FAILED)
_PLAN, _DONE, _BEGUN, _SUMMARY = "_mtcheck/plan.json", "_mtcheck/done", "_mtcheck/begun", "_mtcheck/summary.json"
_READERS = 16  # threads that read what is done


@dataclass
class Done:
    """A part that is done. `files`: size in bytes by path. `unread`: how many rows gave no story. `reasons`: why the
    first rows that were set aside were.
    """

    number: int
    files: dict[str, int]
    tally: Tally
    totals: Totals
    unread: int = 0
    reasons: list[str] = field(default_factory=list)

    @property
    def aside(self) -> int:
        """How many rows were set aside."""
        return self.unread + self.tally.decisions[UNCHECKED]

    def packed(self) -> bytes:
        """Bytes that `done` reads."""
        return json.dumps({**vars(self), "tally": vars(self.tally), "totals": vars(self.totals)}).encode()


def done(data: bytes) -> Done:
    """The part of which these are the bytes. Raises ValueError if they are not."""
    try:
        said = json.loads(data)
        tally: dict[str, Any] = {
            key: Counter(value) if isinstance(value, dict) else value for key, value in said.pop("tally").items()
        }
        return Done(tally=Tally(**tally), totals=Totals(**said.pop("totals")), **said)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not a part that is done: {error}") from None


@dataclass(frozen=True)
class Shelf:
    place: Place

    def plan(self) -> Plan | None:
        """The plan of the archive, if it has been begun. Raises ConfigError for one that makes no sense."""
        try:
            return unpacked(self.place.read(_PLAN), f"{self.place.name}/{_PLAN}")
        except FileNotFoundError:
            return None

    def keep(self, plan: Plan) -> None:
        self.place.write(_PLAN, plan.packed())

    def all_done(self) -> Iterator[Done]:
        """The parts that are done. One whose files are not all there, in full, is not."""
        sizes = self._sizes(_FOLDERS)
        with ThreadPoolExecutor(_READERS) as threads:
            read = threads.map(self._read, sorted(self.place.sizes(_DONE)))
            yield from (one for one in read if one is not None and one.files.items() <= sizes.items())

    def done(self, part: Part) -> Done | None:
        """What was done of the part, if it is done."""
        found = self._read(f"{_DONE}/{part.name}.json")
        if found is None:
            return None
        sizes = self._sizes({path.rpartition("/")[0] for path in found.files})
        return found if found.files.items() <= sizes.items() else None

    def _sizes(self, folders: Iterable[str]) -> dict[str, int]:
        return {path: size for folder in folders for path, size in self.place.sizes(folder).items()}

    def _read(self, path: str) -> Done | None:
        try:
            return done(self.place.read(path))
        except (FileNotFoundError, ValueError):
            return None

    def begin(self, part: Part, run: str) -> tuple[bool, int]:
        """Notes that a run has begun the part.

        Gives back whether it was begun before and not finished, and how often this run has begun it, this time counted.
        """
        path = f"{_BEGUN}/{part.name}"
        try:
            who, _, tries = self.place.read(path).decode("ascii", "replace").partition(" ")
            again = True
        except FileNotFoundError:
            who, tries, again = "", "0", False
        number = int(tries) + 1 if who == run and tries.isdecimal() else 1
        self.place.write(path, f"{run} {number}".encode())
        return again, number

    def finish(self, part: Part, made: dict[str, bytes], done: Done) -> Done:
        """Writes the files of a part, and last of all that it is done. Deletes what else an earlier try has left."""
        paths = {folder: f"{folder}/{part.name}.parquet" for folder in _FOLDERS}
        for folder, path in paths.items():
            if folder in made:
                self.place.write(path, made[folder])
                done.files[path] = len(made[folder])
            else:
                self.place.remove(path)
        self.place.write(f"{_DONE}/{part.name}.json", done.packed())
        self.place.remove(f"{_BEGUN}/{part.name}")
        return done

    def forget(self, part: Part) -> None:
        """The part is no longer done."""
        self.place.remove(f"{_DONE}/{part.name}.json")

    def close(self, summary: dict[str, Any] | None) -> None:
        """Writes the summary of an archive that is done; None deletes it."""
        if summary is None:
            self.place.remove(_SUMMARY)
        else:
            self.place.write(_SUMMARY, json.dumps(summary, indent=1).encode())
