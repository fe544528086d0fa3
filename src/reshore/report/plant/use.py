"""What the time of servers goes to: work, waiting, repair and closed hours, by group of stations."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reshore.factory.plan.frames import SHARES
from reshore.report.chart import Chart, chart, names_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import say
from reshore.report.palette import OTHER
from reshore.report.plant.axes import NARROW_SHARES, height_of, share_axis
from reshore.report.plant.terms import term
from reshore.report.section import Section
from reshore.report.words import counted, plain, share

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from reshore.report.plant.view import PlantView

COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "working": "#117733",
        "changeover": "#88ccee",
        "down": "#882255",
        "blocked": "#cc6677",
        "starved": "#ddcc77",
        "no_power": "#332288",
        "no_operator": "#aa4499",
        "closed": OTHER,
    }
)
"""Colour by share, in the order of the bars."""
ROW = 30
"""Height of a group's bar, in pixels."""


def section(view: PlantView) -> Section:
    """Return a chart and a table a product."""
    lead = tag(
        "p",
        say(
            "Where the time of each group's servers goes, on average over what is measured. The bottleneck is"
            " {group}: it has the largest share of working, down and changeover in the hours that it is"
            " open.",
            group=view.place(view.facts["bottleneck"]),
        ),
    )
    figures, tables, drawn = [], [], []
    for at, product in view.lines:
        rows, name = _rows(view, product["product"]), view.beside(product["product"])
        drawn.append(_chart(view, rows, f"use-{at}"))
        figures.append(tag("figure", *([tag("figcaption", name)] if name else []), drawn[-1].place()))
        title = say("Shares of {product} as a table", product=name) if name else say("Shares as a table")
        tables.append(folded(title, _table(view, rows)))
    return Section("use", say("Utilisation"), join([lead, *figures, *tables]), tuple(drawn))


def _rows(view: PlantView, product: str) -> pl.DataFrame:
    groups = view.of_product("stations", product).select("group")
    return view["shares"].join(groups, on="group", maintain_order="left")


def _chart(view: PlantView, rows: pl.DataFrame, key: str) -> Chart:
    used = [name for name in COLOURS if float(rows[name].sum()) > 0]
    busiest = rows.sort("load", descending=True, maintain_order=True).row(0, named=True)
    said = ", ".join(f"{term(name)} {share(busiest[name])}" for name in used if busiest[name] > 0)
    height = height_of(rows.height, ROW)
    return chart(
        key,
        say(
            "Time of the servers of {groups} of stations; the busiest is {busiest}: {shares}",
            groups=counted(rows.height, "group"),
            busiest=view.place(busiest["group"]),
            shares=said,
        ),
        [_bars(view, rows, name) for name in used],
        (height, height),
        narrow=NARROW_SHARES,
        xAxis=share_axis(),
        yAxis=names_axis([view.place(group) for group in rows["group"]], 210),
    )


def _bars(view: PlantView, rows: pl.DataFrame, name: str) -> dict[str, Any]:
    data = [
        {
            "value": round(100 * value, 3),
            "tooltip": {
                "formatter": join([tag("b", view.place(group)), f"{term(name)} {share(value, 1)}"], tag("br"))
            },
        }
        for group, value in rows.select("group", name).iter_rows()
    ]
    return {
        "type": "bar",
        "name": plain(name),
        "stack": "time",
        "barWidth": "53%",
        "itemStyle": {"color": COLOURS[name]},
        "data": data,
    }


def _table(view: PlantView, rows: pl.DataFrame) -> Markup:
    columns = [
        Column(say("Group")),
        *(Column(plain(name), numeric=True) for name in SHARES),
        Column(say("Load"), say("of open time"), numeric=True),
    ]
    cells = [
        [
            view.place(row["group"]),
            *(share(row[name], 1) if row[name] > 0 else "" for name in SHARES),
            share(row["load"], 1),
        ]
        for row in rows.iter_rows(named=True)
    ]
    return table(columns, cells)
