"""`mtcheck fix`: shows, writes or asks about repairs; everything else in a file stays as it is, byte for byte."""

import argparse
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mtcheck.cli.arguments import flag, option
from mtcheck.cli.check import exit_code, files_of, note, standard_input
from mtcheck.cli.diff import unified
from mtcheck.cli.options import Sessions, add_choice, typed
from mtcheck.cli.output import Output, complain
from mtcheck.core import Severity
from mtcheck.errors import ConfigError, InputError, MtcheckError, crashed
from mtcheck.profile import values
from mtcheck.readers import files
from mtcheck.readers.files import RawFile
from mtcheck.repair.together import Mended
from mtcheck.reporters import Tally
from mtcheck.run.session import Session
from mtcheck.text.counting import count


def configure(parser: argparse.ArgumentParser) -> None:
    add = partial(option, parser)
    add("paths PATH", "files, folders or globs; - or nothing for standard input", nargs="*")
    where = parser.add_mutually_exclusive_group()
    flag(where, "--diff", help="show what would change (default)")
    flag(where, "--write", help="repair the files themselves")
    option(
        where,
        "--output FILE",
        "write the repaired story to a file, or - for standard output; for many stories, to a folder",
    )
    add_choice(parser)
    add(
        "--min-confidence P",
        "carry out repairs from this confidence on, 0 to 1 (default 0.9)",
        dest="fix_min_confidence",
        type=typed(values.probability, float),
    )
    flag(
        parser,
        "--review",
        help="also carry out repairs that are meant for a person, if they are as sure as --min-confidence asks",
    )
    flag(parser, "--interactive", help="ask about every finding: accept, reject, pick an alternative, edit by hand")


@dataclass(frozen=True)
class Target:
    """Where repaired stories go."""

    put: Callable[[RawFile, bytes], None]
    verb: str


_INTO_THE_FILE = Target(lambda file, data: files.replace_story(file.path, file.encode(file.text), data), "written")


def run(options: argparse.Namespace) -> int:
    tally = Tally()
    paths = files_of(options.paths or standard_input(), tally)
    sessions = Sessions(options)
    target = _target(options, paths)
    if options.interactive and "-" in paths:
        raise ConfigError("--interactive reads your answers from standard input, so the story must be a file.")
    if options.interactive and not (options.write or options.output):
        complain("Nothing is written but what you agree to at the end of each file; --write does not ask.")
    for path in paths:
        session = sessions.of(path)
        try:
            _fix(files.load(path), session, options, target, tally)
        except ConfigError:
            raise
        except MtcheckError as error:
            note(error, path, tally)
        except Exception as error:  # no single file ends a run
            note(InputError(f"{path} is left as it is: {crashed(error)}"), path, tally)
    return exit_code(tally)


def _fix(file: RawFile, session: Session, options: argparse.Namespace, target: Target, tally: Tally) -> None:
    if options.interactive:
        from mtcheck.cli.ask import agrees, ask

        try:
            mended = ask(file, session)
            writes = options.write or options.output or options.diff or files.is_address(file.path)
            if mended.raw != file.text and not writes:
                question = f"Write {count(len(mended.repaired), 'repair')} into {file.path}?"
                target = _INTO_THE_FILE if agrees(question) else target
        except KeyboardInterrupt:
            complain(f"{file.path}: interrupted, so nothing was written.")
            raise
    else:
        mended = session.mend(file, session.accepts(review=options.review))
    if mended.raw != file.text or options.output:
        target.put(file, file.encode(mended.raw))
    for report in mended.reports:
        tally.add(report, unchecked=session.unchecked(report))
    least = session.config.fix_min_confidence if options.review and not options.interactive else 0.0
    for line in _account(file, mended, target.verb, least):
        complain(line)


def _account(file: RawFile, mended: Mended, verb: str, least: float = 0.0) -> list[str]:
    """What was done to a file and what is left, for people. `least`: repairs less sure than that are named as left."""
    rules = Counter(finding.rule.id for finding in mended.repaired)
    done = ", ".join(f"{name} {number}" if number > 1 else name for name, number in sorted(rules.items()))
    after = f"; {mended.late} of them made possible by the others" if mended.late else ""
    left = Counter(finding.severity > Severity.NEUTRAL for report in mended.reports for finding in report.findings)
    new = Counter(finding.severity > Severity.NEUTRAL for finding in mended.fresh)
    settled = sum(len(report.findings) for report in mended.before) - (left - new).total()
    others = settled > len(mended.repaired) > 0  # what stood in the same words, or hung on them
    lines = [
        f"{file.path}: {count(len(mended.repaired), 'repair')} {verb}"
        + (f" ({done}{after})" if done else "")
        + (f", {'it settles' if len(mended.repaired) == 1 else 'they settle'} {count(settled, 'finding')}" * others)
        + f", {_counted(left - new, always=True)} left"
        + (f"; {_counted(new)} new after the repairs." if new else ".")
    ]
    unsure = sum(
        finding.repairs[0].confidence < least
        for report in mended.reports
        for finding in report.findings
        if finding.repairs
    )
    if unsure:
        lines.append(
            f"{file.path}: {count(unsure, 'repair is', 'repairs are')} left out, less sure than {least:g};"
            " --min-confidence sets that."
        )
    left_out: Counter[str] = Counter()
    for clash in mended.clashes:
        words = " ".join(clash.rival.text.split())
        rival = f"puts “{words}” there" if words else "deletes the same words"
        left_out[f"{file.path}: a repair by {clash.finding.rule.id} is left out: a surer one {rival}"] += 1
    left_out.update(
        f"{file.path}: a repair by {finding.rule.id} is left out: what stands around it in the file does not allow it"
        for finding in mended.refused
    )
    lines += (f"{said}." if number == 1 else f"{said}, {number} times." for said, number in left_out.items())
    lines += (f"{file.path}: {said}." for said in file.notes)
    if mended.loop:
        lines.append(f"{file.path}: {' and '.join(mended.loop)} undo one another; their repairs were taken back.")
    return lines


def _counted(found: Counter[bool], *, always: bool = False) -> str:
    """So many findings, and so many hints; findings `always`, and what there is none of not at all."""
    said = [count(found[True], "finding")] if found[True] or always else []
    return " and ".join([*said, *([count(found[False], "hint")] if found[False] else [])])


def _target(options: argparse.Namespace, paths: list[str]) -> Target:
    """Raises ConfigError where the options do not fit the paths."""
    if options.write:
        if "-" in paths:
            raise ConfigError(
                "--write needs a file to write to; use `--output -` to get the repaired story on standard output."
            )
        addresses = [path for path in paths if files.is_address(path)]
        if addresses:
            raise ConfigError(
                f"--write cannot write to {addresses[0]}; use `--output FILE` to get the repaired feed in a file."
            )
        return _INTO_THE_FILE
    if options.output is None:
        return Target(_show, "shown")
    if options.output == "-":
        return Target(lambda file, data: Output(None).put(data), "written")
    place = Path(options.output)
    if place.is_dir() or len(paths) > 1:
        return Target(_into(place, paths), "written")
    return Target(lambda file, data: _write(place, data), "written")


def _into(folder: Path, paths: list[str]) -> Callable[[RawFile, bytes], None]:
    if not folder.is_dir():
        raise ConfigError(f"{folder} is not a folder; --output wants a folder that exists for {len(paths)} stories.")
    for name, number in Counter(Path(path).name for path in paths).items():
        if number > 1:
            raise ConfigError(f"{number} of the stories are called {name}; --output cannot put them in one folder.")
    return lambda file, data: _write(folder / (Path(file.path).name if file.path != "<stdin>" else "story.txt"), data)


def _write(place: Path, data: bytes) -> None:
    try:
        files.write_atomically(place, data)
    except MtcheckError as error:
        raise ConfigError(str(error)) from None  # the user named a place that cannot be written


def _show(file: RawFile, data: bytes) -> None:
    output = Output(None)
    before, after = file.text, data[len(file.bom) :].decode(file.encoding, file.errors)
    output.write("".join(unified(file.path, before, after, output.look, for_people=output.on_terminal)))
