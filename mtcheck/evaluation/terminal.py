"""The results as tables for the terminal."""

from collections.abc import Sequence
from typing import Any

from mtcheck.evaluation.layout import change, columns, interval, number, row_name
from mtcheck.evaluation.tables import COUNTED, HEADLINES, KINDS, LABELS

Tree = dict[str, Any]
_FEW = 12  # rows; of more, only the sets are shown: the parts are in the page and the JSON
_SHORT = {
    "findings_per_1000_words": "findings/1000w",
    "hints_per_1000_words": "hints/1000w",
    "automatic_repairs_per_1000_words": "auto repairs/1000w",
    "gate_failures_per_1000_sentences": "gate/1000 sent.",
    "surface_recall": "surface recall",
    "repair_acceptance": "accepted",
    "repair_harm": "harm",
    "ranking_accuracy": "ranked right",
    "ranking_ties": "tied",
    "ter_after": "TER after",
    "gleu_after": "GLEU after",
}


def render(tree: Tree) -> str:
    """Everything, ending with a line feed.

    Figures have their 95 % interval behind them, and the change against a baseline where there is one.
    """
    out = [f"{tree['signature']['line']} · {tree['date']}"]
    for kind, title in KINDS.items():
        rows = [row for row in tree["sets"] if row["kind"] == kind]
        if len(rows) > _FEW and kind != "pairs":
            rows = [row for row in rows if not row["part"]]
        if rows:
            out += ["", title, *_sets(rows, kind)]
    out += _origins(tree["origins"])
    out += _contrasts(tree["documents"])
    out += _families(tree["families"])
    out += _rules(tree["rules"])
    out += [f"failed: {failure}" for failure in tree["failures"]]
    return "\n".join(out) + "\n"


def _sets(rows: Sequence[Tree], kind: str) -> list[str]:
    keys = columns(rows, HEADLINES[kind])
    table = [["", "units", "words", *(_SHORT.get(key, LABELS[key]) for key in keys)]]
    return _aligned(table + [_counted(row, row_name(row), keys) for row in rows])


def _counted(row: Tree, name: str, keys: Sequence[str]) -> list[str]:
    cells = [_cell(row["figures"].get(key), key) for key in keys]
    return [name, f"{row['units']:,}", f"{row['words']:,}", *cells]


def _cell(figure: Tree | None, key: str) -> str:
    if figure is None or figure["value"] is None:
        return "–"
    ends = interval(figure, key)
    return " ".join(filter(None, (number(figure["value"], key), f"({ends})" if ends else "", change(figure, key))))


def _origins(rows: Sequence[Tree]) -> list[str]:
    if not rows:
        return []
    table = [["", "stories", "words", *(_SHORT[key] for key in COUNTED)]]
    table += [_counted(row, row["origin"], tuple(COUNTED)) for row in rows]
    return ["", "News by whom it is written", *_aligned(table)]


def _contrasts(rows: Sequence[Tree]) -> list[str]:
    if not rows:
        return []
    table = [["", "documents", "AUC", "average precision", "AUC, mt_likelihood"]]
    for row in rows:
        cells = [_cell(row["figures"].get(key), key) for key in ("auc", "average_precision", "likelihood_auc")]
        table.append([f"{row['positive']} against {row['negative']}", f"{row['units']:,}", *cells])
    return ["", "Documents told apart by their score", *_aligned(table)]


def _families(rows: Sequence[Tree]) -> list[str]:
    return ["", "Families", *_named(rows)] if rows else []


def _rules(rows: Sequence[Tree]) -> list[str]:
    """Rules with false alarms on native copy or a low precision: the ones to look at."""
    bad = [row for row in rows if (row["precision"]["of"] and row["precision"]["value"] < 0.9) or _rate(row, "native")]
    bad.sort(key=lambda row: (-(_rate(row, "native") or 0), row["precision"]["value"] if row["precision"]["of"] else 1))
    return ["", "Rules with false alarms on native copy or precision under 0.9", *_named(bad)] if bad else []


def _named(rows: Sequence[Tree]) -> list[str]:
    table = [["", "judged", "precision", "native/1000w", "human/1000w", "mt/1000w", "repairs accepted", "harm"]]
    for row in rows:
        rates = [number(_rate(row, origin), "per_1000") for origin in ("native", "human", "mt")]
        repairs = [_cell(row[key] if row[key]["of"] else None, key) for key in ("repair_acceptance", "repair_harm")]
        table.append(
            [row["name"], f"{row['precision']['of']:,}", _cell(row["precision"], "precision"), *rates, *repairs]
        )
    return _aligned(table)


def _rate(row: Tree, origin: str) -> float | None:
    found = row["per_1000_words"].get(origin)
    return found["value"] if found else None


def _aligned(table: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[at]) for row in table) for at in range(len(table[0]))]
    return [
        "  ".join(
            cell.ljust(width) if not at else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]
