"""`mtcheck calibrate`: from people's judgements to a table that makes confidences probabilities."""

import argparse
import datetime
import os
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.cli import CLEAN, UNCHECKED, need
from mtcheck.cli.arguments import option
from mtcheck.cli.evaluate import spread
from mtcheck.cli.options import Sessions, add_long_run
from mtcheck.cli.output import Output, complain, save
from mtcheck.cli.progress import Progress
from mtcheck.core import Severity
from mtcheck.errors import ConfigError, InputError
from mtcheck.profile import catalog
from mtcheck.scoring import calibration
from mtcheck.version import __version__

if TYPE_CHECKING:
    from mtcheck.evaluation.records import Record
    from mtcheck.evaluation.samples import Sample
    from mtcheck.evaluation.signature import Signature
    from mtcheck.profile.config import Config


def configure(parser: argparse.ArgumentParser) -> None:
    add = partial(option, parser)
    add("data DATA", "files or folders of judged data, and plain news by native writers, to fit on", nargs="+")
    add("--held-out DATA", "other data: say how good the fit is there, choose gate rules", nargs="+", action="extend")
    add("--output FILE", "where the table goes (default mtcheck-calibration.tsv)", default="mtcheck-calibration.tsv")
    add_long_run(parser)


def run(options: argparse.Namespace) -> int:
    need("numpy", "sacrebleu")
    from mtcheck.evaluation import calibrated, evidence, levels
    from mtcheck.evaluation.fit import fit
    from mtcheck.evaluation.terminal_calibration import render

    sessions = Sessions(options)
    given = sessions.of("-").config
    options.jobs = sessions.jobs(options.jobs)
    config = replace(
        given,
        calibration=calibration.NONE,
        min_confidence=0.0,
        min_severity=Severity.NEUTRAL,
        fail_rules=("all",),
        rules=(),
    )
    held_paths = options.held_out or []
    if twice := {os.path.realpath(path) for path in options.data} & {os.path.realpath(path) for path in held_paths}:
        raise ConfigError(f"{min(twice)} is both fitted on and held out; a fit can only be judged on other data.")
    records, signature = _records(options, options.data, config)
    held, held_signature = _records(options, held_paths, config) if held_paths else ([], None)

    weight = evidence.weights(records)
    judged = evidence.gather(records, weight)
    if not judged:
        raise InputError("No finding in the data was judged by anybody; there is nothing to fit.")
    held_weight = evidence.weights(held)
    rules = [catalog.rule(rule) for rule in config.rule_ids()]
    rows = fit(judged, (rule.id for rule in rules), catalog.group_of)
    rows = levels.with_levels(
        rows,
        rules,
        evidence.gather(records, evidence.plain(weight)),
        evidence.gather(held, evidence.plain(held_weight)) if held else None,
        sum(record.sentences for record in (*records, *held) if record.origin == evidence.NATIVE),
    )
    table = calibration.Calibration(
        tuple(rows), _head(records, signature, weight, held, held_signature), catalog.group_of
    )
    save(options.output, [calibration.dump(table)])
    shown, shown_weight = (held, held_weight) if held else (records, weight)
    output = Output(None)
    output.write(
        render(
            calibrated.lines(shown, table, shown_weight),
            calibrated.sure(shown, table),
            calibrated.gated(shown, table, _gate_confidence()),
            table,
            held_out=bool(held),
        )
    )
    output.write(
        f'\nThe table is in {options.output}; `calibration = "{options.output}"` in a profile puts it to use.\n'
    )
    output.done()
    failures = sorted({failure for record in (*records, *held) for failure in record.failures})
    for failure in failures:
        complain(f"A rule crashed: {failure}.")
    return UNCHECKED if failures else CLEAN


def _gate_confidence() -> float:
    from mtcheck.profile.config import load

    return load("ci-gate").fail_min_confidence


def _records(options: argparse.Namespace, paths: list[str], config: "Config") -> "tuple[list[Record], Signature]":
    from mtcheck.evaluation import run
    from mtcheck.evaluation.evidence import Witness
    from mtcheck.evaluation.signature import sign

    samples = list(_samples(paths, options.limit))
    signature = sign(config, paths, options.limit)
    store = run.Store(
        Path(options.resume) if options.resume else None,
        replace(signature, scorer=f"{signature.scorer} for calibration"),
    )
    progress = Progress(len(samples), "texts")
    try:
        return run.run(samples, config, options.jobs, store, progress.step, Witness), signature
    finally:
        progress.clear()


def _samples(paths: list[str], limit: int) -> "Iterator[Sample]":
    """What somebody has judged: plain text that is not by native writers of news says nothing."""
    from mtcheck.evaluation import formats
    from mtcheck.evaluation.evidence import NATIVE, WEIGHTS

    for path in paths:
        found = [
            sample
            for sample in formats.read(path)
            if sample.kind in WEIGHTS or (sample.kind == "plain" and sample.origin == NATIVE)
        ]
        yield from spread(found, limit)


def _head(
    records: "list[Record]",
    signature: "Signature",
    weight: dict[str, float],
    held: "list[Record]",
    held_signature: "Signature | None",
) -> tuple[str, ...]:
    """What the numbers depend on, and how to read them."""
    lines = [
        (
            "Shifts in log-odds from a detector's own estimate to the probability that an editor agrees;"
            " mtcheck/scoring/calibration.py explains them."
        ),
        f"Fitted by `mtcheck calibrate` {__version__} on {datetime.date.today().isoformat()}.",
        f"Fitted on: {_size(records)} · {signature.line()}",
    ]
    lines += [f"Held out: {_size(held)} · data {held_signature.data[:8]}"] if held_signature else []
    weights = ", ".join(f"{source} {number:.3g}" for source, number in weight.items())
    return (*lines, f"Weights of one judgement: {weights}.", "\t".join(calibration.COLUMNS))


def _size(records: "list[Record]") -> str:
    from mtcheck.evaluation.evidence import NATIVE

    native = sum(record.words for record in records if record.origin == NATIVE)
    return f"{sum(record.words for record in records) - native:,} words of translations, {native:,} of native news"
