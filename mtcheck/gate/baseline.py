"""Findings that were there when the gate was put up: `read` and `write` a baseline file, `Baseline` says which findings
of a story it knows.

A finding is known by its story (the path, relative to the baseline's folder, and the story's id) and its fingerprint:
rule, words, context and occurrence. Lines that move, and findings that come and go elsewhere, change nothing.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mtcheck.core import Document, Finding
from mtcheck.errors import ConfigError, MtcheckError, why
from mtcheck.readers import files

LAYOUT = 1
_QUOTED = 80  # code points of a finding's words that the file shows
_KEYS = ("file", "id", "rule", "text", "fingerprint")


@dataclass(frozen=True, order=True, slots=True)
class Entry:
    """A finding that is known. `file`: relative to the baseline's folder.

    `id`: of the story, where a file has several.
    """

    file: str
    id: str
    rule: str
    text: str
    fingerprint: str


@dataclass(frozen=True)
class Baseline:
    """The entries of a file, and the signature of the run that made it."""

    path: Path
    entries: frozenset[Entry] = frozenset()
    signature: str = ""

    def file(self, uri: str) -> str:
        """How the baseline calls a file."""
        if uri.startswith("<") or files.is_address(uri):
            return uri
        try:
            return Path(os.path.relpath(os.path.realpath(uri), os.path.realpath(self.path.parent))).as_posix()
        except ValueError:  # on another drive
            return Path(uri).as_posix()

    def known(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """For each story, by its file and id, the fingerprints that are known."""
        found: dict[tuple[str, str], set[str]] = {}
        for entry in self.entries:
            found.setdefault((entry.file, entry.id), set()).add(entry.fingerprint)
        return {story: frozenset(names) for story, names in found.items()}

    def entry(self, doc: Document, finding: Finding, fingerprint: str) -> Entry:
        """A finding of a story as the file has it."""
        return Entry(
            self.file(doc.uri),
            doc.id,
            finding.rule.id,
            " ".join(finding.span.of(doc.text).split())[:_QUOTED],
            fingerprint,
        )

    def without(self, gone: Iterable[Entry]) -> "Baseline":
        return replace(self, entries=self.entries.difference(gone))


def read(path: Path) -> Baseline:
    """The baseline in a file. Raises ConfigError when there is none, or it makes no sense."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        if table["mtcheck_baseline"] != LAYOUT:
            raise ValueError("it is of another layout")
        entries = frozenset(Entry(*(_text(entry[key]) for key in _KEYS)) for entry in table["findings"])
        return Baseline(path, entries, _text(table["signature"]))
    except FileNotFoundError:
        raise ConfigError(f"The baseline {path} does not exist; make it with `mtcheck baseline create`.") from None
    except OSError as error:
        raise ConfigError(f"The baseline {path} cannot be read: {why(error)}.") from None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        said = f"it has no “{error.args[0]}”" if isinstance(error, KeyError) else str(error)
        raise ConfigError(
            f"The baseline {path} makes no sense ({said}); restore it, or make it again with `mtcheck baseline create`."
        ) from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")
    return value


def write(baseline: Baseline) -> None:
    """Writes the file in one step: sorted, one finding a line. Raises ConfigError when that is not possible."""
    lines = [
        json.dumps({key: getattr(entry, key) for key in _KEYS}, ensure_ascii=False)
        for entry in sorted(baseline.entries)
    ]
    head = (
        f'{{"mtcheck_baseline": {LAYOUT},\n "signature": {json.dumps(baseline.signature, ensure_ascii=False)},\n'
        f' "count": {len(lines)},\n "findings": ['
    )
    body = ",".join(f"\n  {line}" for line in lines)
    try:
        files.write_atomically(baseline.path, f"{head}{body}\n ]}}\n".encode("utf-8", "backslashreplace"))
    except MtcheckError as error:
        raise ConfigError(str(error)) from None
