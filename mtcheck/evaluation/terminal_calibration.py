"""What `mtcheck calibrate` says on the terminal."""

from collections import Counter
from collections.abc import Iterable

from mtcheck.evaluation.calibrated import SURE, Gated, Line, Sure
from mtcheck.scoring.bootstrap import Estimate
from mtcheck.scoring.calibration import GATE, HINT, WARN, Calibration


def render(lines: Iterable[Line], sure: Iterable[Sure], gated: Gated, table: Calibration, *, held_out: bool) -> str:
    """Tables of calibration errors, reliability bins, sure repairs and the gate set."""
    where = "on held-out data" if held_out else "on the data of the fit, so better than elsewhere"
    out = [
        f"Expected calibration error {where}\n",
        f"{'':9} {'':10} {'judged':>7} {'right':>6}   {'own estimates':20} {'calibrated':20}\n",
    ]
    lines = list(lines)
    for line in lines:
        out.append(
            f"{line.what:9} {line.source:10} {line.size:7,} {line.right:6.3f}   {_with_ends(line.own):20}"
            f" {_with_ends(line.fitted):20}\n"
        )
    for line in lines:
        if line.source == "all":
            out.append(
                f"\nReliability of {line.what}, all sources\n  confidence        mean   right  (weighted) count\n"
            )
            out += [
                f"  {bin.low:.1f} to {bin.high:.1f}       {bin.confidence:.3f}   {bin.right:.3f}  {bin.size}\n"
                for bin in line.bins
                if bin.size
            ]
    out.append(f"\nRepairs of {SURE} and more\n")
    out += [
        f"  {one.source:10} {one.size:6,}   right {_with_ends(one.right):20}   harm {_with_ends(one.harm)}\n"
        for one in sure
    ] or ["  none\n"]
    count = Counter(row.level for row in table.rows)
    out.append(f"\nRules: {count[GATE]} may fail a gate, {count[WARN]} warn, {count[HINT]} hint.\n")
    if gated.native_sentences:
        out.append(
            f"Gate failures per 1,000 sentences of native news: {_with_ends(gated.native)} ({gated.native_sentences:,}"
            " sentences)\n"
        )
    if gated.edited:
        out.append(f"Gate findings removed by the post-editor: {_with_ends(gated.removed)} of {gated.edited:,}\n")
    return "".join(out)


def _with_ends(figure: Estimate) -> str:
    return (
        f"{figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f})"
        if figure.low == figure.low
        else f"{figure.value:.3f}"
    )
