"""The results as one HTML page that needs no network: tables, plots, and the findings and misses to look at.

Its words and its order stand in `page.html`, a template of Jinja, which comes with `pip install mtcheck[evaluate]`.
"""

from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from mtcheck.evaluation import plots
from mtcheck.evaluation.layout import change, columns, interval, number, row_name
from mtcheck.evaluation.tables import GROUPS, HEADLINES, KINDS, LABELS, lower_is_better

Tree = dict[str, Any]
_ORIGINS = {"native": "native writers", "human": "human translation", "mt": "machine translation"}
_FEW = 12  # rows; a table with more shows its sets first, their parts on demand
_COLOURS = {"all": 0, "accuracy": 1, "linguistic": 2, "terminology": 3, "style": 4, "locale": 5, "markup": 6}
_RATES = {"findings": "findings", "automatic_repairs": "automatic repairs", "hints": "hints"}


def render(tree: Tree) -> str:
    """The page, complete."""
    pages = Environment(loader=PackageLoader("mtcheck.evaluation", "."), autoescape=True, keep_trailing_newline=True)
    style = resources.files("mtcheck.evaluation").joinpath("page.css").read_text(encoding="utf-8")
    given = {"number": number, "interval": interval, "change": change, "row_name": row_name, "count": "{:,}".format}
    return pages.get_template("page.html").render(
        tree=tree,
        style=Markup(style),
        titles=[],
        labels=LABELS,
        origins=_ORIGINS,
        kinds=_kinds(tree),
        curves=_curves(tree),
        diagrams=_diagrams(tree),
        legend_of_families=[
            (at, one) for one, at in _COLOURS.items() if any(c["family"] == one for c in tree["curves"])
        ],
        breaks=Markup("<br>"),
        marked=_marked,
        worth=_worth,
        **given,
        **_overview(tree),
    )


def _overview(tree: Tree) -> Tree:
    """Whose text has how many findings."""
    known = {row["origin"] for row in tree["origins"]}
    by_origin = [
        (label, [_bar(row["origin"], row["figures"][f"{rate}_per_1000_words"]) for row in tree["origins"]])
        for rate, label in _RATES.items()
    ]
    by_family = [
        (row["name"], [_bar(one, row["per_1000_words"][one]) for one in _ORIGINS if one in row["per_1000_words"]])
        for row in tree["families"]
    ]
    return {
        "legend_of_origins": [(at, name) for at, (key, name) in enumerate(_ORIGINS.items()) if key in known],
        "by_origin": Markup(plots.bars(by_origin, "per 1,000 words")),
        "by_family": Markup(plots.bars(by_family, "findings per 1,000 words")) if by_family else "",
    }


def _bar(origin: str, figure: Tree) -> tuple[int, str, plots.Bar]:
    return list(_ORIGINS).index(origin), _ORIGINS[origin], (figure["value"] or 0.0, figure["low"], figure["high"])


def _kinds(tree: Tree) -> list[Tree]:
    """A table for each kind of data."""
    found = []
    for kind, title in KINDS.items():
        rows = [row for row in tree["sets"] if row["kind"] == kind]
        whole = [row for row in rows if not row["part"]]
        many = len(rows) > _FEW
        parts = [(one["set"], [row for row in rows if row["set"] == one["set"] and row["part"]]) for one in whole]
        if rows:
            found.append(
                {
                    "name": kind,
                    "title": title,
                    "columns": columns(rows, dict.fromkeys((*HEADLINES[kind], *GROUPS[kind]))),
                    "rows": whole if many else rows,
                    "parts": [one for one in parts if many and one[1]],
                    "metrics": sorted({f"{name}: {line}" for row in rows for name, line in row["metrics"].items()}),
                }
            )
    return found


def _by_set(trees: list[Tree]) -> dict[str, list[Tree]]:
    sets: dict[str, list[Tree]] = {}
    for one in trees:
        sets.setdefault(one["set"], []).append(one)
    return sets


def _curves(tree: Tree) -> list[tuple[str, Markup]]:
    """Precision against recall, a plot for each set."""
    found = []
    for name, some in _by_set(tree["curves"]).items():
        series = [
            (_COLOURS.get(one["family"], 7), one["family"], [(point[2], point[1]) for point in one["points"]])
            for one in some
        ]
        found.append((name, Markup(plots.lines(series, "recall", "precision"))))
    return found


def _diagrams(tree: Tree) -> list[tuple[str, str, Markup]]:
    """Reliability, a plot for each set, with the calibration errors in words."""
    found = []
    for name, some in _by_set(tree["reliability"]).items():
        series = [
            (
                1 if one["what"] == "findings" else 2,
                one["what"],
                [(b["confidence"], b["right"], b["size"]) for b in one["bins"]],
            )
            for one in some
        ]
        errors = ", ".join(f"{one['what']} {one['ece']:.3f}" for one in some)
        found.append((name, errors, Markup(plots.reliability(series))))
    return found


def _worth(moved: str, key: str) -> str:
    """Whether a change that chance does not explain is for the better."""
    lower = lower_is_better(key)
    return "" if not moved.endswith("*") or lower is None else "better" if moved.startswith("−") is lower else "worse"


def _marked(excerpt: str) -> Markup:
    return Markup(str(escape(excerpt)).replace("⟦", "<mark>").replace("⟧", "</mark>"))
