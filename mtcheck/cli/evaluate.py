"""`mtcheck evaluate`: figures for data that people have judged."""

import argparse
import gzip
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.cli import CLEAN, UNCHECKED
from mtcheck.cli.options import Sessions, add_long_run
from mtcheck.cli.output import Output, complain
from mtcheck.cli.progress import Progress
from mtcheck.errors import ConfigError, ResourceError

if TYPE_CHECKING:
    from mtcheck.evaluation.samples import Sample


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "data",
        nargs="+",
        metavar="DATA",
        help="files or folders of judged data; native:PATH, human:PATH or mt:PATH says whose plain text it is",
    )
    parser.add_argument("--format", metavar="NAME", help="how to read DATA, where it does not show by itself")
    parser.add_argument(
        "--json", metavar="FILE", help="write all figures, and what a later run needs for --baseline (.gz: zipped)"
    )
    parser.add_argument(
        "--html", metavar="FILE", help="write a page with tables, plots and the worst findings and misses"
    )
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        help="the --json of an earlier run: say what has changed, and whether chance explains it",
    )
    add_long_run(parser)


def run(options: argparse.Namespace) -> int:
    need_extra("evaluate")
    from mtcheck.evaluation import page, results, run, summary, terminal
    from mtcheck.evaluation.signature import sign

    sessions = Sessions(options)
    config = sessions.of("-").config
    for path in filter(None, (options.json, options.html)):
        if any(os.path.realpath(path) == os.path.realpath(given) for given in (*options.data, options.baseline or "")):
            raise ConfigError(f"{path} is read in this run; name another file for the results.")
    old_tree, old = results.load(Path(options.baseline)) if options.baseline else ({}, [])

    samples = list(_samples(options))
    signature = sign(config, options.data, options.limit)
    store = run.Store(Path(options.resume) if options.resume else None, signature)
    progress = Progress(len(samples), "texts")
    try:
        records = run.run(samples, config, sessions.jobs(options.jobs), store, progress.step)
    except KeyboardInterrupt:
        progress.clear()
        if options.resume:
            complain(f"Interrupted; the same command goes on from {options.resume}.")
        raise
    progress.clear()
    tree = summary.summarise(records, signature, options.data, old)
    if old:
        tree["baseline"] = {"path": options.baseline, "date": old_tree["date"], "signature": old_tree["signature"]}
    _write(options.json, results.dump(tree, records) if options.json else "")
    _write(options.html, page.render(tree) if options.html else "")
    output = Output(None)
    output.write(terminal.render(tree))
    output.done()
    return UNCHECKED if tree["failures"] else CLEAN


def _samples(options: argparse.Namespace) -> Iterator["Sample"]:
    from mtcheck.evaluation import formats

    for path in options.data:
        found = list(formats.read(path, options.format))
        most = min(options.limit or len(found), len(found))
        yield from (found[number * len(found) // most] for number in range(most))


def need_extra(command: str) -> None:
    """Raises ResourceError when the libraries of the evaluation are not installed."""
    import importlib.util

    missing = [name for name in ("numpy", "sacrebleu") if importlib.util.find_spec(name) is None]
    if missing:
        raise ResourceError(
            f"`mtcheck {command}` needs {' and '.join(missing)}; install with `pip install mtcheck[evaluate]`."
        )


def _write(path: str | None, text: str) -> None:
    """The file, whole or not at all."""
    if not path:
        return
    output = Output(path, for_programs=True)
    try:
        if path.endswith(".gz"):
            output.put(gzip.compress(text.encode(), mtime=0))
        else:
            output.write(text)
        output.done()
    finally:
        output.drop()
