"""Line balance: the hours that a unit takes of each station, task by task, against takt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import say
from reshore.report.palette import on
from reshore.report.plant.axes import height_of, line_at, top
from reshore.report.plant.quantities import clock, hours
from reshore.report.plant.terms import named
from reshore.report.section import Section
from reshore.report.words import counted, rounded, share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.plant.view import PlantView

ROW = 34
"""Height of a group's bar, in pixels."""
LABELLED = 0.12
"""Share of takt below which a task carries no label in the chart."""


def section(view: PlantView) -> Section:
    """Return a chart a product, and the tables of stations and tasks."""
    drawn = [_chart(view, product, f"balance-{at}") for at, product in view.lines]
    lead = tag(
        "p",
        say(
            "The time that a good unit takes of each group of stations, on the clock of a whole week:"
            " reworks, repairs, closed hours and a planned load of {load} are counted, and parallel stations"
            " share it. A group that stays within takt keeps up.",
            load=share(view.result.options["load"]),
        ),
    )
    named = zip(view["products"]["product"], drawn, strict=True)
    figures = [tag("figure", tag("figcaption", view.product(name)), one.place()) for name, one in named]
    tables = [one for _, product in view.lines for one in _tables(view, product["product"])]
    return Section("balance", say("Line balance"), join([lead, *figures, *tables]), tuple(drawn))


def _chart(view: PlantView, product: Mapping[str, Any], key: str) -> Chart:
    stations = view.of_product("stations", product["product"]).sort("number")
    tasks = view["tasks"].join(stations.select("group", "copies"), on="group")
    tasks = tasks.with_columns(shared=pl.col("effective") / pl.col("copies"))
    totals = dict(tasks.group_by("group").agg(pl.col("shared").sum()).iter_rows())
    fullest = max(totals, key=totals.__getitem__)
    parts, unit = clock(product["takt"])
    takt = line_at(
        say("Takt, {time}", time=hours(product["takt"])), "xAxis", parts * product["takt"], "solid"
    )
    names = [
        _times(view.place(group), copies) for group, copies in stations.select("group", "copies").iter_rows()
    ]
    height = height_of(len(names), ROW)
    return chart(
        key,
        say(
            "Time of a unit at {groups} of stations against a takt of {takt}; the fullest is {fullest} with"
            " {time}",
            groups=counted(len(names), "group"),
            takt=hours(product["takt"]),
            fullest=view.place(fullest),
            time=hours(totals[fullest]),
        ),
        [*_series(view, stations, tasks, product["takt"]), takt],
        (height, height),
        narrow=NARROW_NAMES,
        xAxis=value_axis(
            say("{unit} a unit", unit=unit), min=0, max=top(parts * max(*totals.values(), product["takt"]))
        ),
        yAxis=names_axis(names, 210),
    )


def _series(
    view: PlantView, stations: pl.DataFrame, tasks: pl.DataFrame, takt: float
) -> list[dict[str, Any]]:
    """Return bars by kind of station, and by whether a task is the first, second and so on of its group."""
    series = []
    kinds = dict(stations.select("group", "station").iter_rows())
    by_group = {group: tasks.filter(pl.col("group") == group).to_dicts() for group in kinds}
    for kind in dict.fromkeys(kinds.values()):
        own = [by_group[group] if kinds[group] == kind else [] for group in kinds]
        for at in range(max(map(len, own))):
            cells = [rows[at] if at < len(rows) else None for rows in own]
            series.append(_bars(view, kind, cells, takt))
    return series


def _times(name: str, copies: int) -> str:
    return name if copies == 1 else f"{copies} \N{MULTIPLICATION SIGN} {name}"


def _bars(view: PlantView, kind: str, cells: list[dict[str, Any] | None], takt: float) -> dict[str, Any]:
    colour, (parts, _) = view.colours[kind], clock(takt)
    data = [
        cell
        and {
            "name": named(cell["task"]),
            "value": round(parts * cell["shared"], 4),
            "label": {"show": cell["shared"] > LABELLED * takt},
            "tooltip": {"formatter": _tip(view, cell)},
        }
        for cell in cells
    ]
    return {
        "type": "bar",
        "name": named(kind),
        "stack": "tasks",
        "barWidth": "53%",
        "itemStyle": {"color": colour, "borderColor": "#fff", "borderWidth": 1},
        "label": {"formatter": "{b}", "color": on(colour), "fontSize": 11, "overflow": "truncate"},
        "labelLayout": {"hideOverlap": True},
        "data": data,
    }


def _tip(view: PlantView, cell: Mapping[str, Any]) -> Markup:
    lines = [
        tag("b", named(cell["task"])),
        say("{time} of {group}", time=hours(cell["shared"]), group=view.place(cell["group"])),
        say(
            "{time} a visit, {visits} visits a good unit",
            time=hours(cell["hours"]),
            visits=rounded(cell["visits"]),
        ),
    ]
    return join(lines, tag("br"))


def _tables(view: PlantView, product: str) -> list[Markup]:
    if name := view.beside(product):
        titles = (
            say("Stations of {product} as a table", product=name),
            say("Tasks of {product} as a table", product=name),
        )
    else:
        titles = say("Stations as a table"), say("Tasks as a table")
    return [folded(titles[0], _stations(view, product)), folded(titles[1], _tasks(view, product))]


def _stations(view: PlantView, product: str) -> Markup:
    columns = [
        Column(say("Group")),
        Column(say("Stations"), numeric=True),
        Column(say("Servers"), numeric=True),
        Column(say("Batch"), numeric=True),
        Column(say("Places"), say("before it"), numeric=True),
        Column(say("Service"), say("hours"), numeric=True),
        Column(say("Visits"), say("a good unit"), numeric=True),
        Column(say("Open"), say("hours a week"), numeric=True),
        Column(say("Load"), say("by means"), numeric=True),
        Column(say("Load"), say("simulated"), numeric=True),
        Column(say("People"), say("a service"), numeric=True),
        Column(say("Power"), say("kW a service"), numeric=True),
    ]
    loads = dict(view["shares"].select("group", "load").iter_rows())
    rows = view.of_product("stations", product)
    has_batches = bool((rows["batch"] > 1).any())
    has_servers = has_batches or not rows["servers"].equals(rows["copies"])
    cells = [
        [
            join([view.place(row["group"]), tag("span", named(row["station"]), class_="under")]),
            str(row["copies"]),
            str(row["servers"]) if has_servers else "",
            str(row["batch"]) if has_batches else "",
            say("no limit") if row["buffer"] is None else str(row["buffer"]),
            rounded(row["hours"]),
            rounded(row["visits"]),
            rounded(row["open_hours"]),
            share(row["load"], 1),
            share(loads[row["group"]], 1),
            rounded(row["operators"]),
            rounded(row["power"]),
        ]
        for row in rows.iter_rows(named=True)
    ]
    return table(columns, cells)


def _tasks(view: PlantView, product: str) -> Markup:
    columns = [
        Column(say("Task")),
        Column(say("Group")),
        Column(say("Hours"), say("a visit"), numeric=True),
        Column(say("Visits"), say("a good unit"), numeric=True),
        Column(say("Effective"), say("hours of one station"), numeric=True),
        Column(say("Passes"), numeric=True),
        Column(say("Rework at")),
        Column(say("Reworks"), say("at most"), numeric=True),
    ]
    cells = [
        [
            named(row["task"]),
            view.place(row["group"]),
            rounded(row["hours"]),
            rounded(row["visits"]),
            rounded(row["effective"]),
            share(row["good"], 1),
            named(row["rework"] or ""),
            "" if row["rework"] is None else str(row["rework_limit"]),
        ]
        for row in view.of_product("tasks", product).iter_rows(named=True)
    ]
    return table(columns, cells)
