"""What the time of servers goes to: work, waiting, repair and closed hours, by group of stations."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reshore.factory.plan.frames import SHARES
from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.palette import OTHER
from reshore.report.section import Section
from reshore.report.words import plain, share

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    """Return the chart and the table."""
    drawn = _chart(view)
    lead = tag(
        "p",
        "Where the time of each group's servers goes, on average over what is measured. The bottleneck"
        f" is {view.place(view.facts['bottleneck'])}: it has the largest share of working, down and"
        " changeover in the hours that it is open.",
    )
    body = join([lead, tag("figure", drawn.place()), folded("Shares as a table", _table(view))])
    return Section("use", "Utilisation", body, (drawn,))


def _chart(view: PlantView) -> Chart:
    rows = view["shares"]
    used = [name for name in COLOURS if float(rows[name].sum()) > 0]
    busiest = rows.row(rows["group"].to_list().index(view.facts["bottleneck"]), named=True)
    said = ", ".join(f"{plain(name).lower()} {share(busiest[name])}" for name in used if busiest[name] > 0)
    height = ROW * rows.height + 48
    return chart(
        "use-shares",
        f"Time of the servers of {rows.height} groups of stations; {view.place(busiest['group'])}: {said}",
        [_bars(view, name) for name in used],
        (height, height),
        narrow=NARROW_NAMES,
        xAxis=value_axis("", min=0, max=100, axisLabel={"formatter": "{value}%"}),
        yAxis=names_axis([view.place(group) for group in rows["group"]], 210),
    )


def _bars(view: PlantView, name: str) -> dict[str, Any]:
    data = [
        {
            "value": round(100 * value, 3),
            "tooltip": {
                "formatter": join(
                    [tag("b", view.place(group)), f"{plain(name).lower()} {share(value, 1)}"], tag("br")
                )
            },
        }
        for group, value in view["shares"].select("group", name).iter_rows()
    ]
    return {
        "type": "bar",
        "name": plain(name),
        "stack": "time",
        "barWidth": 16,
        "itemStyle": {"color": COLOURS[name]},
        "data": data,
    }


def _table(view: PlantView) -> Markup:
    columns = [
        Column("Group"),
        *(Column(plain(name), numeric=True) for name in SHARES),
        Column("Load", "of open time", numeric=True),
    ]
    cells = [
        [
            view.place(row["group"]),
            *(share(row[name], 1) if row[name] > 0 else "" for name in SHARES),
            share(row["load"], 1),
        ]
        for row in view["shares"].iter_rows(named=True)
    ]
    return table(columns, cells)
