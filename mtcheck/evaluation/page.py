"""The results as one HTML page that needs no network: tables, plots, and the findings and misses to look at."""

import html
import re
from collections.abc import Sequence
from importlib import resources
from typing import Any

from mtcheck.evaluation import plots
from mtcheck.evaluation.layout import change, columns, interval, number, row_name
from mtcheck.evaluation.tables import GROUPS, HEADLINES, KINDS, LABELS, lower_is_better

Tree = dict[str, Any]
_ORIGINS = {"native": "native writers", "human": "human translation", "mt": "machine translation"}
_FEW = 12  # rows; a table with more shows its sets first, their parts on demand
_COLOURS = {"all": 0, "accuracy": 1, "linguistic": 2, "terminology": 3, "style": 4, "locale": 5, "markup": 6}


def render(tree: Tree) -> str:
    """The page, complete."""
    style = resources.files("mtcheck.evaluation").joinpath("page.css").read_text(encoding="utf-8")
    body = [_header(tree), _overview(tree), _curves(tree), _reliability(tree), *_tables(tree)]
    body += [_names(tree["families"], "Families"), _worst(tree["worst"]), _names(tree["rules"], "Rules")]
    if tree["failures"]:
        body.append(
            "<section><h2>Rules that"
            f" crashed</h2><ul>{''.join(f'<li>{_text(line)}</li>' for line in tree['failures'])}</ul></section>"
        )
    content = _with_contents([part for part in body if part])
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,'
        ' initial-scale=1">'
        "<title>mtcheck evaluate,"
        f" {_text(tree['date'])}</title><style>{style}</style></head><body><main>{content}</main></body></html>\n"
    )


def _with_contents(parts: Sequence[str]) -> str:
    """The parts, with links to every section under the header: the page is long."""
    links: list[str] = []

    def anchored(match: re.Match[str]) -> str:
        links.append(f'<a href="#s{len(links)}">{match[1]}</a>')
        return f'<section id="s{len(links) - 1}"><h2>{match[1]}</h2>'

    header, *sections = parts
    rest = re.sub(r"<section><h2>(.*?)</h2>", anchored, "".join(sections))
    return f"{header}<nav aria-label=Sections>{''.join(links)}</nav>{rest}"


def _text(value: object) -> str:
    return html.escape(str(value))


def _header(tree: Tree) -> str:
    paths = ", ".join(tree["paths"])
    return (
        "<header><h1>What mtcheck finds, and what people say to it</h1><p"
        f" class=signature>{_text(tree['signature']['line'])}</p><p class=data>{_text(tree['date'])} ·"
        f" {_text(paths)}</p><p class=quiet>Under each figure stands its 95 % interval, from 1,000 draws over"
        " documents. Every figure on this page has the signature above.</p></header>"
    )


def _overview(tree: Tree) -> str:
    """Whose text has how many findings, and how well the score tells documents apart."""
    if not tree["origins"]:
        return ""
    groups = []
    for key in ("findings_per_1000_words", "automatic_repairs_per_1000_words", "hints_per_1000_words"):
        label = {"findings": "findings", "automatic": "automatic repairs", "hints": "hints"}[key.split("_")[0]]
        groups.append((label, [_bar(row["origin"], row["figures"][key]) for row in tree["origins"]]))
    by_family = []
    for row in tree["families"]:
        some = [_bar(origin, row["per_1000_words"][origin]) for origin in _ORIGINS if origin in row["per_1000_words"]]
        by_family.append((row["name"], some))
    legend = _legend(
        [
            (at, name)
            for at, (key, name) in enumerate(_ORIGINS.items())
            if any(r["origin"] == key for r in tree["origins"])
        ],
        "o",
    )
    told = "".join(
        f"<tr><th>{_text(row['positive'])} against {_text(row['negative'])}</th><td>{row['units']:,}</td>"
        + "".join(
            f"<td>{_cell(row['figures'].get(key), key)}</td>" for key in ("auc", "average_precision", "likelihood_auc")
        )
        + "</tr>"
        for row in tree["documents"]
    )
    documents = (
        "<div class=scroll><table><thead><tr><th>documents told apart by"
        " score</th><th>documents</th><th>AUC</th><th>average precision</th><th>AUC,"
        f" mt_likelihood</th></tr></thead><tbody>{told}</tbody></table></div>"
        if told
        else ""
    )
    sizes = " · ".join(
        f"{_ORIGINS[row['origin']]}: {row['units']:,} stories, {row['words']:,} words" for row in tree["origins"]
    )
    charts = f'<div class="row origins"><figure>{plots.bars(groups, "per 1,000 words")}</figure>'
    charts += f"<figure>{plots.bars(by_family, 'findings per 1,000 words')}</figure></div>" if by_family else "</div>"
    return (
        f"<section><h2>Whose text has how much</h2>{legend}{charts}<p"
        f" class=quiet>{_text(sizes)}</p>{documents}</section>"
    )


def _bar(origin: str, figure: Tree) -> tuple[int, str, plots.Bar]:
    return list(_ORIGINS).index(origin), _ORIGINS[origin], (figure["value"] or 0.0, figure["low"], figure["high"])


def _legend(names: Sequence[tuple[int, str]], group: str = "") -> str:
    entries = "".join(
        f'<span class="key"><i class="{group}c{colour}"></i>{_text(name)}</span>' for colour, name in names
    )
    return f'<p class="legend {"origins" if group else ""}">{entries}</p>'


def _tables(tree: Tree) -> list[str]:
    found = []
    for kind, title in KINDS.items():
        rows = [row for row in tree["sets"] if row["kind"] == kind]
        if not rows:
            continue
        keys = columns(rows, (*HEADLINES[kind], *(key for key in GROUPS[kind] if key not in HEADLINES[kind])))
        whole = [row for row in rows if not row["part"]]
        tables = _table(rows if len(rows) <= _FEW else whole, keys)
        for row in whole if len(rows) > _FEW else ():
            parts = [part for part in rows if part["set"] == row["set"] and part["part"]]
            if parts:
                tables += (
                    f"<details{' open' if kind == 'pairs' else ''}><summary>{_text(row['set'])}, part by"
                    f" part</summary>{_table(parts, keys)}</details>"
                )
        metrics = sorted({f"{name}: {line}" for row in rows for name, line in row["metrics"].items()})
        note = f"<p class=quiet>{'<br>'.join(map(_text, metrics))}</p>" if metrics else ""
        found.append(f"<section><h2>{title}</h2>{tables}{note}</section>")
    return found


def _table(rows: Sequence[Tree], keys: Sequence[str]) -> str:
    head = "".join(f"<th>{_text(LABELS[key])}</th>" for key in keys)
    body = []
    for row in rows:
        cells = "".join(f"<td>{_cell(row['figures'].get(key), key)}</td>" for key in keys)
        name = _text(row_name(row, indented=False))
        body.append(
            f"<tr"
            f" class={'part' if row['part'] else 'whole'}><th>{name}</th><td>{row['units']:,}</td><td>"
            f"{row['words']:,}</td>{cells}</tr>"
        )
    return (
        "<div"
        f" class=scroll><table><thead><tr><th></th><th>units</th><th>words</th>{head}</tr></thead><tbody>"
        f"{''.join(body)}</tbody></table></div>"
    )


def _cell(figure: Tree | None, key: str) -> str:
    if figure is None or figure["value"] is None:
        return "<span class=none>–</span>"
    moved = change(figure, key)
    lower = lower_is_better(key)
    good = "" if not moved.endswith("*") or lower is None else "better" if moved.startswith("−") is lower else "worse"
    shift = f'<span class="change {good}">{moved}</span>' if moved else ""
    return f"{number(figure['value'], key)}{shift}<small>{interval(figure, key)}</small>"


def _names(rows: Sequence[Tree], title: str) -> str:
    if not rows:
        return ""
    head = (
        "<th></th><th>judged</th><th>precision</th><th>by set</th><th>native / 1,000</th><th>human / 1,000</th><th>MT /"
        " 1,000</th><th>repairs accepted</th><th>harm</th>"
    )
    lines = []
    for row in sorted(rows, key=lambda row: (-row["precision"]["of"], row["name"])):
        sets = "<br>".join(
            f"{_text(name)} {figure['value']:.2f} <span class=none>of {figure['of']:,}</span>"
            for name, figure in row["sets"].items()
        )
        rates = "".join(f"<td>{_cell(row['per_1000_words'].get(origin), 'per_1000')}</td>" for origin in _ORIGINS)
        repairs = "".join(
            f"<td>{_cell(row[key] if row[key]['of'] else None, key)}</td>"
            for key in ("repair_acceptance", "repair_harm")
        )
        judged = row["precision"]["of"]
        lines.append(
            f"<tr><th>{_text(row['name'])}</th><td>{judged:,}</td><td>{_cell(row['precision'], 'precision')}</td><td"
            f" class=sets>{sets}</td>{rates}{repairs}</tr>"
        )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    return f"<section><h2>{title}</h2><div class=scroll>{table}</div></section>"


def _curves(tree: Tree) -> str:
    sets: dict[str, list[Tree]] = {}
    for curve in tree["curves"]:
        sets.setdefault(curve["set"], []).append(curve)
    if not sets:
        return ""
    figures = []
    for name, some in sets.items():
        series = [
            (
                _COLOURS.get(curve["family"], 7),
                curve["family"],
                [(recall, precision) for _, precision, recall, _ in curve["points"]],
            )
            for curve in some
        ]
        figures.append(
            f"<figure><figcaption>{_text(name)}</figcaption>{plots.lines(series, 'recall', 'precision')}</figure>"
        )
    used = {curve["family"] for curve in tree["curves"]}
    legend = _legend([(colour, family) for family, colour in _COLOURS.items() if family in used])
    note = (
        "Each point is a confidence taken as the threshold. A family is held against the annotations of its category,"
        " where a set names categories."
    )
    return (
        f"<section><h2>Precision against recall</h2>{legend}<div class=row>{''.join(figures)}</div><p"
        f" class=quiet>{note}</p></section>"
    )


def _reliability(tree: Tree) -> str:
    sets: dict[str, list[Tree]] = {}
    for diagram in tree["reliability"]:
        sets.setdefault(diagram["set"], []).append(diagram)
    if not sets:
        return ""
    figures = []
    for name, some in sets.items():
        series = [
            (
                1 if diagram["what"] == "findings" else 2,
                diagram["what"],
                [(b["confidence"], b["right"], b["size"]) for b in diagram["bins"]],
            )
            for diagram in some
        ]
        errors = ", ".join(f"{diagram['what']} {diagram['ece']:.3f}" for diagram in some)
        figures.append(
            f"<figure><figcaption>{_text(name)}<small>calibration error:"
            f" {errors}</small></figcaption>{plots.reliability(series)}</figure>"
        )
    legend = _legend([(1, "findings"), (2, "repairs")])
    note = (
        "On the dashed line a confidence is right; below it, mtcheck is surer than it may be. The larger the dot, the"
        " more findings it stands for."
    )
    return (
        f"<section><h2>Do confidences mean what they say?</h2>{legend}<div class=row>{''.join(figures)}</div><p"
        f" class=quiet>{note}</p></section>"
    )


def _worst(worst: Tree) -> str:
    false = [
        _item(f"{one['confidence']:.2f} <b>{_text(one['rule'])}</b>{' <em>harms</em>' if one['harm'] else ''}", one)
        for one in worst["false"]
    ]
    missed = [
        _item(f"{_text(one['severity'])}{' <em>surface</em>' if one['surface'] else ''}", one)
        for one in worst["missed"]
    ]
    parts = [("Surest false alarms", false), ("Gravest misses", missed)]
    return "".join(
        f"<section><h2>{title}</h2><ol class=worst>{''.join(items)}</ol></section>" for title, items in parts if items
    )


def _item(about: str, one: Tree) -> str:
    where = f"<span class=none>{_text(one['set'])} · {_text(one['id'])}</span>"
    return f"<li><span class=about>{about} {where}</span>{_marked(one['excerpt'])}</li>"


def _marked(excerpt: str) -> str:
    return _text(excerpt).replace("⟦", "<mark>").replace("⟧", "</mark>")
