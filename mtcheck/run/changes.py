"""What has changed since a git revision: `Changes.stories` leaves out stories that stand there word for word and names
the paragraphs that do not.

A file is compared with the bytes that git has of it, never with what git's index or `git diff` say of it: both may be
told not to look. The old file is read by the same reader as the new one and compared paragraph by paragraph, so that a
feed that was only sorted anew, indented or re-encoded has not changed at all. The rules see the whole story, as
context; findings count in changed paragraphs alone.
"""

import hashlib
import os
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from mtcheck.core import Document
from mtcheck.errors import ConfigError, InputError, MtcheckError, why
from mtcheck.readers import files
from mtcheck.run.session import Session, Story, numbered

_Paragraphs = Counter[str]
_HASHES = {40: hashlib.sha1, 64: hashlib.sha256}  # by the length of git's names of objects
_QUIET = {"LC_ALL": "C", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


class Changes:
    """Compares files with what they were in the revision from which HEAD and `revision` parted."""

    def __init__(self, revision: str, folder: Path) -> None:
        """Raises ConfigError without git, a repository or such a revision; InputError where git fails."""
        self.revision = revision
        top = _git(folder, "rev-parse", "--show-toplevel")
        if "not a git repository" in top.complaint:
            raise ConfigError(
                f"{folder.resolve()} is in no git repository, so there is nothing to compare with {revision}."
            )
        self._root = Path(os.fsdecode(top.said().rstrip(b"\n")))
        commit = _git(self._root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if commit.code == 1:
            raise ConfigError(f"git knows no revision “{revision}” here; fetch it, or name another one.")
        named = commit.said().decode().strip()
        parted = _git(self._root, "merge-base", named, "HEAD")  # 1: the two have nothing in common
        self._base = named if parted.code == 1 else parted.said().decode().strip()

    def stories(self, session: Session, path: str, given: Iterable[Story]) -> Iterator[Story]:
        """The stories of a file that have changed, each with the places that have.

        Raises ConfigError as `touched` does, InputError where git fails.
        """
        left = self._old(session, path)
        for story in given:
            changed = _changed(story.document, left)
            if changed is None:
                yield story
            elif changed or (story.document.skipped and session.config.gate is not None):  # what is not read may be new
                spans = tuple(story.document.segments[number].span for number in changed)
                whole = len(story.document.segments)
                note = (
                    f"{len(spans)} of {whole} paragraphs changed since {self.revision}; findings in the others do not"
                    " count."
                )
                yield story if len(spans) == whole else replace(story, places=spans, notes=(*story.notes, note))

    def touched(self, path: str) -> bool:
        """Whether a file is not what it was, byte for byte. Raises ConfigError for what has no history: standard input,
        an address, a file outside the repository; InputError where git fails.
        """
        old = self._objects.get(self._name(path))
        if old is None:
            return True
        try:
            data = Path(path).read_bytes()
        except OSError:
            return True  # reading it will say what is wrong
        made = _HASHES[len(old)](b"blob %d\0" % len(data), usedforsecurity=False)
        made.update(data)
        return made.hexdigest() != old and data != self._blob(self._name(path))

    def _name(self, path: str) -> str:
        if path == "-" or files.is_address(path):
            raise ConfigError(
                f"Only files have a history; {'standard input' if path == '-' else path} cannot be compared with"
                f" {self.revision}."
            )
        place = Path(os.path.realpath(path))
        if not place.is_relative_to(self._root):
            raise ConfigError(
                f"{path} is outside the repository {self._root}, so it cannot be compared with {self.revision}."
            )
        return place.relative_to(self._root).as_posix()

    def _old(self, session: Session, path: str) -> dict[str, _Paragraphs] | None:
        """For each story of the file as it was, its paragraphs; None where the file is new or could not be read."""
        name = self._name(path)
        if name not in self._objects:
            name = self._renamed.get(name, name)
        if name not in self._objects:
            return None
        data = self._blob(name)
        try:
            found: dict[str, _Paragraphs] = {}
            for story in numbered(session.stories(files.decode(data, path))):
                found.setdefault(story.document.id, Counter()).update(_paragraphs(story.document))
        except MtcheckError:
            return None  # what was broken then is new now
        return found

    def _blob(self, name: str) -> bytes:
        """A file as it was, with the filters that git has for it. Raises InputError where git cannot say."""
        return _git(self._root, "cat-file", "--filters", f"{self._base}:{name}").said()

    @cached_property
    def _objects(self) -> dict[str, str]:
        """For each file of the revision git's name of its content.

        Links and other repositories are no files: what stands there now is new.
        """
        found = {}
        for line in _git(self._root, "ls-tree", "-r", "-z", "--full-tree", self._base).said().split(b"\0")[:-1]:
            about, _, name = line.partition(b"\t")
            mode, kind, object = about.split()
            if kind == b"blob" and mode != b"120000":
                found[os.fsdecode(name)] = object.decode()
        return found

    @cached_property
    def _renamed(self) -> dict[str, str]:
        """Old names of files that have new ones; git sees those that were added to its index."""
        asked = "diff-index --cached --name-status --find-renames --diff-filter=R --ignore-submodules=all -z".split()
        listed = _git(self._root, *asked, self._base, "--")
        cells = [os.fsdecode(cell) for cell in listed.said().split(b"\0")][:-1]
        return {new: old for _, old, new in zip(cells[::3], cells[1::3], cells[2::3], strict=True)}


def _changed(doc: Document, left: dict[str, _Paragraphs] | None) -> list[int] | None:
    """Numbers of the paragraphs that the story did not have; None: the story is new, all of it. What it has is taken
    from `left`: a second story of the same id has only what the first one leaves.
    """
    if left is None or doc.id not in left:
        return None
    own = left[doc.id]
    found = []
    for number, paragraph in enumerate(_paragraphs(doc)):
        if own[paragraph]:
            own[paragraph] -= 1
        else:
            found.append(number)
    return found


def _paragraphs(doc: Document) -> list[str]:
    """What each paragraph says, with the source text that it is a translation of."""
    words = (" ".join(segment.span.of(doc.text).split()) for segment in doc.segments)
    return [
        said if segment.source is None else f"{said}\n{segment.source}"
        for said, segment in zip(words, doc.segments, strict=True)
    ]


@dataclass(frozen=True)
class _Answer:
    """What a run of git has said, with its exit code."""

    asked: str
    code: int
    output: bytes
    complaint: str

    def said(self) -> bytes:
        """Its standard output. Raises InputError where git has failed: nobody knows then what has changed."""
        if self.code:
            why = (
                next((line for line in self.complaint.splitlines() if line.strip()), f"exit code {self.code}")
                .strip()
                .rstrip(".")
            )
            raise InputError(f"What has changed is unknown, for `git {self.asked}` fails ({why}).")
        return self.output


def _git(folder: Path, *arguments: str) -> _Answer:
    """What git answers. Raises ConfigError where it is not installed or cannot be run."""
    try:
        command = ["git", "-C", str(folder), "-c", "core.fsmonitor=false", *arguments]
        done = subprocess.run(
            command, capture_output=True, check=False, stdin=subprocess.DEVNULL, env={**os.environ, **_QUIET}
        )
    except FileNotFoundError:
        raise ConfigError("git is not installed, and --since and --changed-only ask it what has changed.") from None
    except OSError as error:
        raise ConfigError(f"git cannot be run: {why(error)}.") from None
    return _Answer(arguments[0], done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))
