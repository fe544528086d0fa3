"""Line balance: the hours that a unit takes of each station, task by task, against takt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.palette import INK, on
from reshore.report.plant.view import hours, top
from reshore.report.section import Section
from reshore.report.words import plain, rounded, share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.plant.view import PlantView

ROW = 34
"""Height of a group's bar, in pixels."""
LABELLED = 0.12
"""Share of takt below which a task carries no label in the chart."""


def section(view: PlantView) -> Section:
    """Return a chart a product, and the tables of stations and tasks."""
    products = view["products"].iter_rows(named=True)
    drawn = [_chart(view, product, f"balance-{at}") for at, product in enumerate(products, 1)]
    lead = tag(
        "p",
        "Hours of the week's 168 that a good unit takes of each station, with reworks, downtime, closed hours"
        f" and a planned load of {share(view.result.options['load'])} counted; parallel stations share them."
        " A station that stays within takt keeps up.",
    )
    named = zip(view["products"]["product"], drawn, strict=True)
    figures = [tag("figure", tag("figcaption", view.product(name)), one.place()) for name, one in named]
    tables = [folded("Stations as a table", _stations(view)), folded("Tasks as a table", _tasks(view))]
    return Section("balance", "Line balance", join([lead, *figures, *tables]), tuple(drawn))


def _chart(view: PlantView, product: Mapping[str, Any], key: str) -> Chart:
    stations = view["stations"].filter(pl.col("product") == product["product"]).sort("number")
    tasks = view["tasks"].join(stations.select("group", "copies"), on="group")
    tasks = tasks.with_columns(shared=pl.col("effective") / pl.col("copies"))
    totals = dict(tasks.group_by("group").agg(pl.col("shared").sum()).iter_rows())
    fullest = max(totals, key=totals.__getitem__)
    groups = stations["group"].to_list()
    series = []
    for kind, colour in view.colours.items():
        own = {
            group: tasks.filter(pl.col("group") == group).to_dicts()
            for group in stations.filter(pl.col("station") == kind)["group"]
        }
        for at in range(max(map(len, own.values()), default=0)):
            cells = [own[group][at] if at < len(own.get(group, [])) else None for group in groups]
            series.append(_bars(view, plain(kind), colour, cells, product["takt"]))
    counts = dict(stations.select("group", "copies").iter_rows())
    names = [_times(view.place(group), counts[group]) for group in groups]
    height = ROW * len(groups) + 48
    most = max(*totals.values(), product["takt"])
    return chart(
        key,
        f"Hours of a unit at {len(groups)} groups of stations against a takt of {hours(product['takt'])}; the"
        f" fullest is {view.place(fullest)} with {hours(totals[fullest])}",
        [*series, _takt(product["takt"])],
        (height, height),
        narrow=NARROW_NAMES,
        xAxis=value_axis("hours a unit", min=0, max=top(most)),
        yAxis=names_axis(names, 210),
    )


def _times(name: str, copies: int) -> str:
    return name if copies == 1 else f"{copies} \N{MULTIPLICATION SIGN} {name}"


def _bars(
    view: PlantView, name: str, colour: str, cells: list[dict[str, Any] | None], takt: float
) -> dict[str, Any]:
    """Return the tasks that are the first, second and so on of their groups."""
    data = [
        cell
        and {
            "name": plain(cell["task"]),
            "value": round(cell["shared"], 4),
            "label": {"show": cell["shared"] > LABELLED * takt},
            "tooltip": {"formatter": _tip(view, cell)},
        }
        for cell in cells
    ]
    return {
        "type": "bar",
        "name": name,
        "stack": "tasks",
        "barWidth": 18,
        "itemStyle": {"color": colour, "borderColor": "#fff", "borderWidth": 1},
        "label": {"formatter": "{b}", "color": on(colour), "fontSize": 11, "overflow": "truncate"},
        "labelLayout": {"hideOverlap": True},
        "data": data,
    }


def _tip(view: PlantView, cell: Mapping[str, Any]) -> Markup:
    lines = [
        tag("b", plain(cell["task"])),
        f"{hours(cell['shared'])} of {view.place(cell['group'])}",
        f"{hours(cell['hours'])} a visit, {rounded(cell['visits'])} visits a good unit",
    ]
    return join(lines, tag("br"))


def _takt(takt: float) -> dict[str, Any]:
    line = {"color": INK, "width": 2, "type": "solid"}
    return {
        "type": "line",
        "name": f"Takt, {hours(takt)}",
        "data": [],
        "symbol": "none",
        "lineStyle": line,
        "itemStyle": {"color": INK, "opacity": 0},
        "markLine": {
            "symbol": "none",
            "silent": True,
            "lineStyle": line,
            "label": {"show": False},
            "data": [{"xAxis": round(takt, 4)}],
        },
    }


def _stations(view: PlantView) -> Markup:
    columns = [
        Column("Group"),
        Column("Stations", numeric=True),
        Column("Servers", numeric=True),
        Column("Batch", numeric=True),
        Column("Places before", numeric=True),
        Column("Service", "hours", numeric=True),
        Column("Visits", "a good unit", numeric=True),
        Column("Open", "hours a week", numeric=True),
        Column("Load", "by means", numeric=True),
        Column("Load", "simulated", numeric=True),
        Column("People", "a service", numeric=True),
        Column("Power", "kW a service", numeric=True),
    ]
    loads = dict(view["shares"].select("group", "load").iter_rows())
    cells = [
        [
            join([view.place(row["group"]), tag("span", plain(row["station"]), class_="under")]),
            str(row["copies"]),
            str(row["servers"]),
            str(row["batch"]),
            "no limit" if row["buffer"] is None else str(row["buffer"]),
            rounded(row["hours"]),
            rounded(row["visits"]),
            rounded(row["open_hours"]),
            share(row["load"], 1),
            share(loads[row["group"]], 1),
            rounded(row["operators"]),
            rounded(row["power"]),
        ]
        for row in view["stations"].iter_rows(named=True)
    ]
    return table(columns, cells)


def _tasks(view: PlantView) -> Markup:
    columns = [
        Column("Task"),
        Column("Group"),
        Column("Hours", "a visit", numeric=True),
        Column("Visits", "a good unit", numeric=True),
        Column("Effective", "hours of one station", numeric=True),
        Column("Passes", numeric=True),
        Column("Rework at"),
        Column("Reworks", "at most", numeric=True),
    ]
    cells = [
        [
            plain(row["task"]),
            view.place(row["group"]),
            rounded(row["hours"]),
            rounded(row["visits"]),
            rounded(row["effective"]),
            share(row["good"], 1),
            plain(row["rework"] or ""),
            "" if row["rework"] is None else str(row["rework_limit"]),
        ]
        for row in view["tasks"].iter_rows(named=True)
    ]
    return table(columns, cells)
