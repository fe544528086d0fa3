"""When sites run, open and close, and when capacity is added."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis
from reshore.report.history import Fate, histories
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.palette import FATES, MODULES, QUIET, RULE
from reshore.report.section import Section
from reshore.report.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reshore.report.history import History
    from reshore.report.view import View

ROW = 30
"""Height of a site's row, in pixels."""


def section(view: View) -> Section:
    """Return the timeline of the sites that make something or that the plan changes."""
    drawn = _chart(view, _shown(view))
    lead = tag(
        "p",
        "A bar is the time a site runs; a diamond is the start of service of new capacity, with the number of"
        " modules, which have to be ordered and built before."
        " Sites that neither make anything nor change are left out.",
    )
    body = join([lead, tag("figure", drawn.place()), folded("Events as a table", _table(view))])
    return Section("timeline", "Sites and capacity over time", body, (drawn,))


def _shown(view: View) -> list[History]:
    making = set(view.plan["production"]["site"])
    order = {period: i for i, period in enumerate(view.periods)}
    sites = [
        site
        for site in histories(view.plan).values()
        if site.site in making or site.opens or site.closes or site.modules
    ]
    return sorted(sites, key=lambda site: (order.get(site.opens or "", -1), site.country, site.site))


def _chart(view: View, sites: Sequence[History]) -> Chart:
    bounds = view.bounds()
    first, last = bounds[view.periods[0]][0], bounds[view.periods[-1]][1]
    said = ", ".join(f"{view.places[site.site]} {site.words}" for site in sites if site.opens or site.closes)
    height = ROW * len(sites) + 36
    return chart(
        "timeline-sites",
        f"Timeline of {counted(len(sites), 'site')}: {said or 'no site opens or closes'}",
        [*(_bars(view, sites, fate) for fate in _fates(sites)), _diamonds(view, sites)],
        (height, height),
        narrow=NARROW_NAMES,
        xAxis={
            "type": "time",
            "min": _milliseconds(first),
            "max": _milliseconds(last),
            "axisLabel": {"color": QUIET, "hideOverlap": True},
            "axisLine": {"lineStyle": {"color": RULE}},
            "splitLine": {"show": True, "lineStyle": {"color": RULE}},
        },
        yAxis=names_axis([view.places[site.site] for site in sites]),
    )


def _fates(sites: Sequence[History]) -> list[Fate]:
    return [fate for fate in Fate if any(site.fate is fate for site in sites)]


def _bars(view: View, sites: Sequence[History], fate: Fate) -> dict[str, Any]:
    return {
        "type": "custom",
        "name": fate.value.capitalize(),
        "renderItem": "bar",
        "itemStyle": {"color": FATES[fate]},
        "encode": {"x": [1, 2], "y": 0},
        "data": [_bar(view, row, site) for row, site in enumerate(sites) if site.fate is fate],
    }


def _bar(view: View, row: int, site: History) -> dict[str, Any]:
    bounds = view.bounds()
    start = bounds[site.opens or view.periods[0]][0]
    end = bounds[site.closes][0] if site.closes else bounds[view.periods[-1]][1]
    tip = join([tag("b", view.places[site.site]), tag("br"), f"{view.countries[site.country]}: {site.words}"])
    return {"value": [row, _milliseconds(start), _milliseconds(end)], "tooltip": {"formatter": tip}}


def _diamonds(view: View, sites: Sequence[History]) -> dict[str, Any]:
    rows = {site.site: row for row, site in enumerate(sites)}
    bounds = view.bounds()
    ordered = view.plan["capacity"].filter(pl.col("modules_ordered") > 0)
    data = []
    for (site, period), orders in ordered.group_by("site", "period", maintain_order=True):
        what = [f"{order['modules_ordered']} x {order['resource']}" for order in orders.iter_rows(named=True)]
        tip = join(
            [tag("b", f"{view.places[str(site)]}, {period}"), *(join([tag("br"), part]) for part in what)]
        )
        data.append(
            {
                "value": [_milliseconds(bounds[str(period)][0]), rows[str(site)]],
                "label": {"formatter": f"+{orders['modules_ordered'].sum()}"},
                "tooltip": {"formatter": tip},
            }
        )
    return {
        "type": "scatter",
        "name": "Capacity modules",
        "symbol": "diamond",
        "symbolSize": 13,
        "z": 5,
        "itemStyle": {"color": MODULES, "borderColor": "#fff", "borderWidth": 1},
        "label": {
            "show": True,
            "position": "right",
            "distance": 3,
            "color": "#fff",
            "fontSize": 11,
            "fontWeight": 600,
        },
        "labelLayout": {"hideOverlap": True},
        "data": data,
    }


def _milliseconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def _table(view: View) -> Markup:
    order = {period: i for i, period in enumerate(view.periods)}
    events: list[tuple[str, str, str]] = []
    for site in histories(view.plan).values():
        events += [(site.opens, site.site, "opens")] if site.opens else []
        events += [(site.closes, site.site, "closes")] if site.closes else []
    ordered = view.plan["capacity"].filter(pl.col("modules_ordered") > 0)
    events += [
        (row["period"], row["site"], f"{counted(row['modules_ordered'], 'module')} of {row['resource']}")
        for row in ordered.iter_rows(named=True)
    ]
    events.sort(key=lambda event: (order[event[0]], event[1:]))
    columns = [Column("Period"), Column("Site"), Column("Event")]
    return table(columns, [[period, view.places[site], what] for period, site, what in events])
