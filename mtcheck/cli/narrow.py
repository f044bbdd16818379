"""What narrows a run of `mtcheck check`: a revision (`--since`, `--changed-only`), a baseline (`--ratchet`)."""

import argparse
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.cli.arguments import flag, option
from mtcheck.cli.output import complain
from mtcheck.core import Report
from mtcheck.errors import ConfigError
from mtcheck.gate import BLOCK, NOTHING, PASS, REVIEW
from mtcheck.reporters import Tally
from mtcheck.run import signature
from mtcheck.run.session import Session, Story
from mtcheck.text.counting import count

if TYPE_CHECKING:  # both are loaded when they are asked for
    from mtcheck.gate.baseline import Baseline, Entry
    from mtcheck.run.changes import Changes


def add_narrowing(parser: argparse.ArgumentParser) -> None:
    since = parser.add_mutually_exclusive_group()
    option(since, "--since REV", "only stories and paragraphs that have changed since a git revision")
    option(
        since,
        "--changed-only",
        "the same since the last commit (--since HEAD)",
        dest="since",
        action="store_const",
        const="HEAD",
    )
    option(
        parser,
        "--baseline FILE",
        "show and fail on findings only that this file does not have (mtcheck baseline --help)",
    )
    flag(
        parser,
        "--ratchet",
        help="with --baseline: fail on any new finding, and take those that are gone out of the file",
    )


class Narrowing:
    """Goes over the stories before they are checked, and over their reports."""

    def __init__(self, options: argparse.Namespace, paths: Sequence[str]) -> None:
        """Raises ConfigError for a revision or a baseline that makes no sense."""
        if options.ratchet and not options.baseline:
            raise ConfigError("--ratchet wants a baseline; name it with --baseline FILE.")
        if options.ratchet and options.since:
            raise ConfigError(
                "--ratchet must see whole stories, to know which findings are gone; leave out --since and"
                " --changed-only."
            )
        self._changes = _changes(options.since, paths) if options.since else None
        self._baseline = _baseline(options.baseline) if options.baseline else None
        self._known = self._baseline.known() if self._baseline else {}
        self._ratchet, self._since = options.ratchet, options.since or ""
        self._seen: set[Entry] = set()
        self._files: set[str] = set()
        self._warned: set[str] = set()

    def paths(self, paths: Sequence[str]) -> list[str]:
        """The files to read. Raises ConfigError for one that cannot be compared."""
        return [path for path in paths if self._changes is None or self._changes.touched(path)]

    def stories(self, session: Session, path: str, given: Iterable[Story]) -> Iterable[Story]:
        """The stories of a file that are to be checked, knowing what is known of them."""
        self._compare_profiles(session)
        chosen = given if self._changes is None else self._changes.stories(session, path, given)
        return chosen if self._baseline is None else map(self._with_known, chosen)

    def _compare_profiles(self, session: Session) -> None:
        """Says once that the baseline was made under another profile: findings that this one shows are new to it."""
        made = signature.profile_in(self._baseline.signature) if self._baseline else ""
        now = signature.profile(session.config)
        if self._baseline and made and made != now and now not in self._warned:
            self._warned.add(now)
            complain(
                f"{self._baseline.path} was made under the profile {made}, and the profile here is {now}; what only"
                " this one finds counts as new."
            )

    def _with_known(self, story: Story) -> Story:
        assert self._baseline is not None
        file = self._baseline.file(story.document.uri)
        self._files.add(file)
        return replace(story, known=self._known.get((file, story.document.id), frozenset()))

    def note(self, report: Report) -> None:
        """Remembers what a report has of the baseline."""
        if self._baseline is not None and report.known:
            from mtcheck.reporters.entries import names

            called = names(report)
            self._seen.update(
                self._baseline.entry(report.document, finding, called[id(finding)]) for finding in report.known
            )

    def end(self, tally: Tally) -> None:
        """What the revision and the ratchet add to the decision over the run; a ratchet that holds takes what is gone
        out of the file.
        """
        tally.since = self._since
        if self._baseline is None or not self._ratchet or tally.errors or tally.unchecked:
            return
        if tally.findings:
            new = count(tally.findings, "finding is", "findings are")
            tally.decision, tally.gated = BLOCK, True
            tally.reason = f"{new} not in the baseline {self._baseline.path}, and the ratchet lets none in."
        elif tally.decision in (PASS, REVIEW, NOTHING):
            self._tighten(self._baseline)

    def _tighten(self, known: "Baseline") -> None:
        from mtcheck.gate import baseline

        seen = {(entry.file, entry.id, entry.fingerprint) for entry in self._seen}
        gone = {e for e in known.entries if e.file in self._files and (e.file, e.id, e.fingerprint) not in seen}
        if gone:
            baseline.write(known.without(gone))
            complain(
                f"{known.path}: {count(len(gone), 'finding is', 'findings are')} gone and may not come back;"
                f" {len(known.entries) - len(gone):,} left."
            )


def _changes(since: str, paths: Sequence[str]) -> "Changes":
    from mtcheck.run.changes import Changes

    return Changes(since, Path(os.path.dirname(paths[0]) if paths else "."))


def _baseline(path: str) -> "Baseline":
    from mtcheck.gate import baseline

    return baseline.read(Path(path))
