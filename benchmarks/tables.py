"""Write the figures of a run into benchmarks/README.md: `python benchmarks/tables.py result.json`, a file from `mtcheck
evaluate --json`.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from mtcheck.evaluation import results
from mtcheck.evaluation.layout import columns, interval, number
from mtcheck.evaluation.tables import COUNTED, HEADLINES, KINDS, LABELS

README = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- tables -->\n", "<!-- end of tables -->\n"


def cell(figure: dict | None, key: str) -> str:
    if figure is None or figure["value"] is None:
        return "–"
    ends = interval(figure, key)
    return number(figure["value"], key) + (f" ({ends})" if ends else "")


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *(f"| {' | '.join(row)} |" for row in rows), ""]


def markdown(tree: dict) -> str:
    out = [f"Measured {tree['date']}: `{tree['signature']['line']}`.", ""]
    origins = [
        [row["origin"], f"{row['words']:,}", *(cell(row["figures"][key], key) for key in COUNTED)]
        for row in tree["origins"]
    ]
    out += ["### News by whom it is written", "", *table(["", "words", *(LABELS[key] for key in COUNTED)], origins)]
    for row in tree["documents"]:
        figure = row["figures"]["auc"]
        out.append(
            f"- {row['positive']} against {row['negative']}, {row['units']:,} documents by their score: AUC"
            f" {cell(figure, 'auc')}"
        )
        if "likelihood_auc" in row["figures"]:
            out[-1] += f"; by `mt_likelihood`: {cell(row['figures']['likelihood_auc'], 'likelihood_auc')}"
    for kind, title in KINDS.items():
        rows = [row for row in tree["sets"] if row["kind"] == kind]
        if not rows or kind == "plain":
            continue
        keys = columns(rows, HEADLINES[kind])
        lines = []
        for row in rows:
            name = row["part"] or f"**{row['set']}**"
            lines.append([name, f"{row['units']:,}", *(cell(row["figures"].get(key), key) for key in keys)])
        out += ["", f"### {title}", "", *table(["", "units", *(LABELS[key] for key in keys)], lines)]
    families = []
    for row in tree["families"]:
        rates = [
            number(row["per_1000_words"].get(origin, {}).get("value"), "per_1000")
            for origin in ("native", "human", "mt")
        ]
        judged = row["precision"]["of"]
        families.append(
            [
                row["name"],
                f"{judged:,}",
                cell(row["precision"], "precision"),
                *rates,
                cell(row["repair_acceptance"], ""),
                cell(row["repair_harm"], ""),
            ]
        )
    head = [
        "",
        "judged",
        "precision",
        "native / 1,000 words",
        "human / 1,000",
        "MT / 1,000",
        "repairs accepted",
        "harm",
    ]
    return "\n".join([*out, "### Families", "", *table(head, families)])


def main() -> None:
    tree, _ = results.load(Path(sys.argv[1]))
    before, rest = README.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    README.write_text(before + BEGIN + "\n" + markdown(tree) + "\n" + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()
