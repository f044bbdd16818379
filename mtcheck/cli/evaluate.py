"""`mtcheck evaluate`: figures for data that people have judged."""

import argparse
import gzip
import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.cli import CLEAN, UNCHECKED, need
from mtcheck.cli.arguments import option
from mtcheck.cli.options import Sessions, add_long_run
from mtcheck.cli.output import Output, complain, save
from mtcheck.cli.progress import Progress
from mtcheck.errors import ConfigError

if TYPE_CHECKING:
    from mtcheck.evaluation.samples import Sample


def configure(parser: argparse.ArgumentParser) -> None:
    add = partial(option, parser)
    add(
        "data DATA",
        "files or folders of judged data; native:PATH, human:PATH or mt:PATH says whose plain text it is",
        nargs="+",
    )
    add("--format NAME", "how to read DATA, where it does not show by itself")
    add("--json FILE", "write all figures, and what a later run needs for --baseline (.gz: zipped)")
    add("--html FILE", "write a page with tables, plots and the worst findings and misses")
    add("--baseline FILE", "the --json of an earlier run: say what has changed, and whether chance explains it")
    add_long_run(parser)


def run(options: argparse.Namespace) -> int:
    need("numpy", "sacrebleu")
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
    if options.json:
        whole = results.dump(tree, records)
        save(options.json, [gzip.compress(whole.encode(), mtime=0) if options.json.endswith(".gz") else whole])
    if options.html:
        save(options.html, [page.render(tree)])
    output = Output(None)
    output.write(terminal.render(tree))
    output.done()
    return UNCHECKED if tree["failures"] else CLEAN


def _samples(options: argparse.Namespace) -> Iterator["Sample"]:
    from mtcheck.evaluation import formats

    for path in options.data:
        yield from spread(list(formats.read(path, options.format)), options.limit)


def spread(samples: Sequence["Sample"], limit: int) -> Iterator["Sample"]:
    """So many of the samples, evenly spread; 0 for all."""
    most = min(limit or len(samples), len(samples))
    return (samples[number * len(samples) // most] for number in range(most))
