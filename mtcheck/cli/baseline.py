"""`mtcheck baseline`: writes down the findings that are there, so that a gate fails on new ones only."""

import argparse
import os
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from mtcheck.cli import CLEAN, FINDINGS, UNCHECKED
from mtcheck.cli.arguments import flag, option
from mtcheck.cli.check import Read, Unread, add_speed, checker, files_of, note, stories
from mtcheck.cli.options import Sessions, add_choice
from mtcheck.cli.output import Output, complain
from mtcheck.cli.progress import Progress
from mtcheck.errors import ConfigError, InputError
from mtcheck.gate import baseline
from mtcheck.gate.baseline import Baseline, Entry
from mtcheck.reporters import Tally
from mtcheck.reporters.entries import names
from mtcheck.run import signature
from mtcheck.run.stream import Checked
from mtcheck.text.counting import count

DEFAULT = "mtcheck-baseline.json"
_SHOWN = 10  # new findings that a refusal names


def configure(parser: argparse.ArgumentParser) -> None:
    add = partial(option, parser)
    add("action", "write a new file; write it anew; only take out what is gone", choices=("create", "update", "prune"))
    add("paths PATH", "the files, folders or globs that the gate checks", nargs="*")
    add("--baseline FILE", f"the file (default {DEFAULT})", default=DEFAULT)
    flag(parser, "--grow", help="update: let the file have more findings than before")
    flag(parser, "--yes-really", help="the second answer that --grow asks for")
    add_choice(parser)
    add_speed(parser)


@dataclass
class _Seen:
    """What a run has found. `files`: those that were read to their end."""

    entries: set[Entry] = field(default_factory=set)
    files: set[str] = field(default_factory=set)


def run(options: argparse.Namespace) -> int:
    if not options.paths:
        raise ConfigError(
            f"Name the files that the baseline is for, as in `mtcheck baseline {options.action} stories/`."
        )
    path = Path(options.baseline)
    if options.action == "create" and path.exists():
        raise ConfigError(f"{path} exists; `mtcheck baseline update` writes it anew.")
    old = Baseline(path) if options.action == "create" else baseline.read(path)
    tally, seen = Tally(), _Seen()
    sessions = Sessions(options)
    paths = _existing(options.paths, tally) if options.action == "prune" else files_of(options.paths, tally)
    _look(paths, sessions, options, old, seen, tally)
    if tally.errors or tally.unchecked:
        complain(f"{path} is left as it was, for not everything could be checked.")
        return UNCHECKED
    signed = signature.line(sessions.of(paths[0] if paths else "-").config)
    new = replace(old, entries=_settled(options.action, old, seen), signature=signed)
    added = sorted(new.entries - old.entries)
    if options.action == "update" and len(new.entries) > len(old.entries) and not (options.grow and options.yes_really):
        _refuse(old, new, added, asked=options.grow)
        return FINDINGS
    baseline.write(new)
    Output(None).write(_account(old, new, added))
    return CLEAN


def _existing(given: Iterable[str], tally: Tally) -> list[str]:
    """The files that there still are: what is gone is what prune is for."""
    return files_of([path for path in given if os.path.lexists(path) or any(sign in path for sign in "*?[")], tally)


def _look(
    paths: list[str], sessions: Sessions, options: argparse.Namespace, old: Baseline, seen: _Seen, tally: Tally
) -> None:
    """Checks everything, as `mtcheck check` would without a baseline."""
    progress = Progress(len(paths))
    for path in paths:
        sessions.of(path)
    with closing(checker(options, sessions)) as checking:
        for item in checking.reports(stories(paths, sessions)):
            if isinstance(item, Read):
                progress.step()
                seen.files.add(old.file(item.path))
            elif isinstance(item, Unread):
                progress.clear()
                note(InputError(item.message), item.path, tally)
            elif isinstance(item, Checked):
                report, called = item.report, names(item.report)
                tally.unchecked += item.work.session.unchecked(report)
                seen.entries.update(
                    old.entry(report.document, finding, called[id(finding)]) for finding in report.findings
                )
    progress.clear()


def _settled(action: str, old: Baseline, seen: _Seen) -> frozenset[Entry]:
    """What the file is to have. Files that were not looked at keep what they have, unless prune finds them gone."""
    if action == "create":
        return frozenset(seen.entries)
    elsewhere = {entry for entry in old.entries if entry.file not in seen.files}
    if action == "update":
        return frozenset(seen.entries | elsewhere)
    called = {(entry.file, entry.id, entry.fingerprint) for entry in seen.entries}
    there = {entry for entry in elsewhere if (old.path.parent / entry.file).exists()}
    return frozenset(there | {entry for entry in old.entries if (entry.file, entry.id, entry.fingerprint) in called})


def _refuse(old: Baseline, new: Baseline, added: list[Entry], *, asked: bool) -> None:
    for entry in added[:_SHOWN]:
        complain(f"new: {entry.file}{f' {entry.id}' if entry.id else ''}: {entry.rule} at “{entry.text}”.")
    if len(added) > _SHOWN:
        complain(f"and {len(added) - _SHOWN:,} more.")
    how = "add --yes-really" if asked else "say --grow --yes-really"
    complain(
        f"{old.path} is left as it was: it would grow from {len(old.entries):,} to"
        f" {count(len(new.entries), 'finding')}. Mend them, or {how}."
    )


def _account(old: Baseline, new: Baseline, added: list[Entry]) -> str:
    gone = len(old.entries - new.entries)
    changes = [f"{len(added):,} new"] if added and old.entries else []
    changes += [f"{gone:,} gone"] if gone else []
    return f"{old.path}: {count(len(new.entries), 'finding')}" + (f" ({', '.join(changes)})" if changes else "") + ".\n"
