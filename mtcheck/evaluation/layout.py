"""Numbers and names as people read them, on the terminal and on the page alike."""

from collections.abc import Iterable
from typing import Any

Tree = dict[str, Any]
NONE = "–"


def number(value: float | None, key: str = "") -> str:
    """A share as 0.123, a rate or a score with fewer decimals."""
    if value is None:
        return NONE
    return (
        f"{value:.1f}"
        if key.startswith(("bleu", "chrf", "ter", "gleu"))
        else f"{value:.2f}"
        if "per_1000" in key
        else f"{value:.3f}"
    )


def interval(figure: Tree, key: str = "") -> str:
    """The ends of a figure's interval, or nothing where it has none or is a point."""
    if figure.get("low") is None or figure["low"] == figure["high"]:
        return ""
    return f"{number(figure['low'], key)}–{number(figure['high'], key)}"


def change(figure: Tree, key: str = "") -> str:
    """How a figure differs from the baseline, with a star where chance is unlikely (p < 0.05); empty if not."""
    moved = figure.get("change")
    if not moved or not moved["value"]:
        return ""
    text = number(abs(moved["value"]), key)
    star = "*" if moved["p"] is not None and moved["p"] < 0.05 else ""
    return "" if not float(text) else f"{'+' if moved['value'] > 0 else '−'}{text}{star}"


def row_name(row: Tree, *, indented: bool = True) -> str:
    """The set, or the part within it."""
    return f"{'  ' if indented else ''}{row['part']}" if row["part"] else str(row["set"])


def columns(rows: Iterable[Tree], wanted: Iterable[str]) -> list[str]:
    """The wanted figures that at least one row has."""
    present = {key for row in rows for key in row["figures"]}
    return [key for key in wanted if key in present]
