"""What has changed since a git revision: `Changes.stories` leaves out stories that stand there word for word and names the paragraphs that do not.

The old file is read by the same reader as the new one and compared paragraph by paragraph, so that a feed that was only sorted anew, indented or
re-encoded has not changed at all. The rules see the whole story, as context; findings count in changed paragraphs alone.
"""

import os
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from mtcheck.core import Document
from mtcheck.errors import ConfigError, MtcheckError
from mtcheck.readers import files
from mtcheck.session import Session, Story

_Paragraphs = Counter[str]


class Changes:
    """Compares files with what they were in the revision from which HEAD and `revision` parted."""

    def __init__(self, revision: str, folder: Path) -> None:
        """Raises ConfigError where there is no git, no repository round the folder, or no such revision."""
        self.revision = revision
        root = _git(folder, "rev-parse", "--show-toplevel")
        if root is None:
            raise ConfigError(f"{folder.resolve()} is in no git repository, so there is nothing to compare with {revision}.")
        self._root = Path(os.fsdecode(root.rstrip(b"\n")))
        commit = _git(self._root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if commit is None:
            raise ConfigError(f"git knows no revision “{revision}” here; fetch it, or name another one.")
        named = commit.decode().strip()
        self._base = (_git(self._root, "merge-base", named, "HEAD") or named.encode()).decode().strip()

    def stories(self, session: Session, path: str, given: Iterable[Story]) -> Iterator[Story]:
        """The stories of a file that have changed, each with the places that have. Raises ConfigError as `touched` does."""
        old = self._old(session, path)
        for story in given:
            changed = _changed(story.document, old)
            if changed is None:
                yield story
            elif changed:
                spans = tuple(story.document.segments[number].span for number in changed)
                whole = len(story.document.segments)
                note = f"{len(spans)} of {whole} paragraphs changed since {self.revision}; findings in the others do not count."
                yield story if len(spans) == whole else replace(story, places=spans, notes=(*story.notes, note))

    def touched(self, path: str) -> bool:
        """Whether a file differs at all. Raises ConfigError for what has no history: standard input, an address, a file outside the repository."""
        return self._name(path) not in self._same

    def _name(self, path: str) -> str:
        if path == "-" or files.is_address(path):
            raise ConfigError(f"Only files have a history; {'standard input' if path == '-' else path} cannot be compared with {self.revision}.")
        place = Path(os.path.realpath(path))
        if not place.is_relative_to(self._root):
            raise ConfigError(f"{path} is outside the repository {self._root}, so it cannot be compared with {self.revision}.")
        return place.relative_to(self._root).as_posix()

    def _old(self, session: Session, path: str) -> dict[str, _Paragraphs] | None:
        """For each story of the file as it was, its paragraphs; None where the file is new or could not be read."""
        name = self._name(path)
        data = self._blob(self._renamed.get(name, name))
        if data is None:
            return None
        try:
            found: dict[str, _Paragraphs] = {}
            for story in session.stories(files.decode(data, path)):
                found.setdefault(story.document.id, Counter()).update(_paragraphs(story.document))
        except MtcheckError:
            return None  # what was broken then is new now
        return found

    def _blob(self, name: str) -> bytes | None:
        """A file as it was, with the filters that git has for it; None where there was none."""
        return _git(self._root, "cat-file", "--filters", f"{self._base}:{name}")

    @cached_property
    def _same(self) -> frozenset[str]:
        """Files of the revision that are as they were."""
        whole = self._listed("ls-tree", "-r", "-z", "--name-only", "--full-tree", self._base)
        return frozenset(whole).difference(self._listed("diff", "--name-only", "--no-renames", "-z", self._base, "--"))

    def _listed(self, *arguments: str) -> list[str]:
        return [os.fsdecode(cell) for cell in (_git(self._root, *arguments) or b"").split(b"\0")][:-1]

    @cached_property
    def _renamed(self) -> dict[str, str]:
        """Old names of files that have new ones; git sees those that were added to its index."""
        cells = self._listed("diff", "--name-status", "--find-renames", "--diff-filter=R", "-z", self._base, "--")
        return {new: old for _, old, new in zip(cells[::3], cells[1::3], cells[2::3], strict=True)}


def _changed(doc: Document, old: dict[str, _Paragraphs] | None) -> list[int] | None:
    """Numbers of the paragraphs that the story did not have; None: the story is new, all of it."""
    if old is None or doc.id not in old:
        return None
    left = old[doc.id].copy()
    found = []
    for number, paragraph in enumerate(_paragraphs(doc)):
        if left[paragraph]:
            left[paragraph] -= 1
        else:
            found.append(number)
    return found


def _paragraphs(doc: Document) -> list[str]:
    return [" ".join(segment.span.of(doc.text).split()) for segment in doc.segments]


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git says on standard output, None where it fails. Raises ConfigError where it is not installed."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False, stdin=subprocess.DEVNULL)
    except FileNotFoundError:
        raise ConfigError("git is not installed, and --since and --changed-only ask it what has changed.") from None
    except OSError as error:
        raise ConfigError(f"git cannot be run: {(error.strerror or str(error)).lower()}.") from None
    return done.stdout if done.returncode == 0 else None
