"""Capacity against use: where it is short, where it is idle, and what more of it would save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import polars as pl

from reshore.report.calendar import milliseconds, time_axis
from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis
from reshore.report.html import Markup, folded, join, tag
from reshore.report.language import say, say_many
from reshore.report.palette import INK
from reshore.report.section import Section
from reshore.report.sections.bottlenecks import FULL, bottlenecks, resources
from reshore.report.words import large, listed, number, percent, share

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reshore.report.view import View

IDLE = 0.5
"""Share of hours that an idle site is below in all resources at all times."""

CLASSES = (
    (0.3, "#dfe9f0", INK),
    (0.6, "#a9cde0", INK),
    (0.85, "#6aa9cc", INK),
    (FULL, "#2f6fab", "#ffffff"),
)
"""Below which share of hours a cell has which colour, and which colour its figure."""
AT_FULL = ("#882255", "#ffffff")
"""The same of a resource that is full."""

MOST_SITES, MOST_IN_TIP = 32, 5
"""Rows of the chart, which fit on a page of paper, and resources that a cell tells of."""

ROW = 24
"""Height of a site's row, in pixels."""

Tile: TypeAlias = tuple[int, int, int, float, Markup]
"""A cell of the chart: its row, its ends in time, the share of hours, its tooltip."""


def section(view: View) -> Section | None:
    """Return the chart and tables of capacity; None where no resource has any."""
    used = _used(view)
    if used.is_empty():
        return None
    sites = _ranked(used)
    drawn = _chart(view, used, sites[:MOST_SITES])
    parts = [tag("p", join(_lead(view, used, sites), " ")), tag("figure", drawn.place())]
    parts += [*bottlenecks(view, used), folded(say("Every resource as a table"), resources(view, used))]
    return Section("capacity", say("Capacity against use"), join(parts), (drawn,))


def _used(view: View) -> pl.DataFrame:
    """Return the hours of resources in service with the share that is used, and what one more hour saves."""
    marginals = view.plan["marginals"].filter(pl.col("family") == "capacity")
    worth = marginals.group_by("name", "period").agg(saves=-pl.col("value").sum())
    return (
        view.plan["capacity"]
        .filter(pl.col("hours_available") > 0)
        .with_columns(
            use=pl.col("hours_used") / pl.col("hours_available"), name=pl.format("{}/{}", "site", "resource")
        )
        .join(worth, on=["name", "period"], how="left", maintain_order="left")
    )


def _ranked(used: pl.DataFrame) -> list[str]:
    """Return the sites, those first whose busiest resource is used most."""
    busiest = used.group_by("site", "period").agg(pl.col("use").max())
    ranked = busiest.group_by("site").agg(pl.col("use").mean()).sort("use", "site", descending=[True, False])
    return ranked["site"].to_list()


def _lead(view: View, used: pl.DataFrame, sites: Sequence[str]) -> list[str]:
    peaks = dict(used.group_by("site").agg(pl.col("use").max()).iter_rows())
    full = sum(peak >= FULL for peak in peaks.values())
    idle = [view.places[site] for site in reversed(sites) if peaks[site] < IDLE]
    told = [
        say("A cell is a site's busiest resource in a period: the share of its hours in use, in per cent."),
        say_many(
            "{full} of {count} site has a resource that is full ({share} or more) at some time.",
            "{full} of {count} sites have a resource that is full ({share} or more) at some time.",
            len(sites),
            full=number(full),
            count=number(len(sites)),
            share=percent(FULL),
        )
        if full
        else say("No site has a resource that is ever full ({share} or more).", share=percent(FULL)),
    ]
    if idle:
        told.append(say("Never more than half in use, in any resource: {sites}.", sites=listed(idle)))
    if len(sites) > MOST_SITES:
        left = len(sites) - MOST_SITES
        told.append(
            say_many(
                "{count} more site, less used than these, is in the table alone.",
                "{count} more sites, less used than these, are in the table alone.",
                left,
                count=number(left),
            )
        )
    return told


def _chart(view: View, used: pl.DataFrame, sites: Sequence[str]) -> Chart:
    bounds = view.bounds()
    rows = {site: row for row, site in enumerate(sites)}
    cells: dict[int, list[tuple[int, str, float, Markup]]] = {}
    shown = used.filter(pl.col("site").is_in(sites)).sort("use", "resource", descending=[True, False])
    for (site, period), busy in shown.group_by("site", "period", maintain_order=True):
        use = busy["use"][0]
        cell = (rows[str(site)], str(period), use, _tip(view, str(site), str(period), busy))
        cells.setdefault(_class(use), []).append(cell)
    series, narrow = [], []
    for kind in sorted(cells):
        tiles = [_tile(row, bounds[period], use, tip) for row, period, use, tip in cells[kind]]
        series += [_tiles(kind, tiles), _figures(kind, tiles)]
        # A phone has no room for figures in the cells.
        narrow += [{}, {"label": {"show": False}}]
    height = ROW * len(sites) + 36
    return chart(
        "capacity-use",
        say(
            "Use of the busiest resource of {count} sites by period, short ones first",
            count=number(len(sites)),
        ),
        series,
        (height, height),
        narrow={**NARROW_NAMES, "series": narrow},
        xAxis=time_axis(view),
        yAxis=names_axis([view.places[site] for site in sites]),
    )


def _tile(row: int, ends: tuple[date, date], use: float, tip: Markup) -> Tile:
    return row, milliseconds(ends[0]), milliseconds(ends[1]), use, tip


def _class(use: float) -> int:
    return next((kind for kind, (below, *_) in enumerate(CLASSES) if use < below), len(CLASSES))


def _colours(kind: int) -> tuple[str, str]:
    return CLASSES[kind][1:] if kind < len(CLASSES) else AT_FULL


def _class_name(kind: int) -> str:
    if kind == len(CLASSES):
        return say("Full, {share} or more", share=percent(FULL))
    below = percent(CLASSES[kind][0])
    return (
        say("{low} to {high}", low=percent(CLASSES[kind - 1][0]), high=below)
        if kind
        else say("Under {share}", share=below)
    )


def _tiles(kind: int, tiles: Sequence[Tile]) -> dict[str, Any]:
    return {
        "type": "custom",
        "name": _class_name(kind),
        "renderItem": "bar",
        "itemStyle": {"color": _colours(kind)[0]},
        "encode": {"x": [1, 2], "y": 0},
        "data": [
            {"value": [row, start, end], "tooltip": {"formatter": tip}} for row, start, end, _, tip in tiles
        ],
    }


def _figures(kind: int, tiles: Sequence[Tile]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": _class_name(kind),
        "symbolSize": 0.01,
        "silent": True,
        "z": 3,
        "label": {"show": True, "position": "inside", "color": _colours(kind)[1], "fontSize": 11},
        "labelLayout": {"hideOverlap": True},
        "data": [
            {"value": [(start + end) // 2, row], "label": {"formatter": number(100 * use)}}
            for row, start, end, use, _ in tiles
        ],
    }


def _tip(view: View, site: str, period: str, busy: pl.DataFrame) -> Markup:
    told = [
        say(
            "{resource}: {use} ({used} of {available} hours)",
            resource=resource,
            use=share(use),
            used=large(hours),
            available=large(available),
        )
        for resource, use, hours, available in busy.head(MOST_IN_TIP)
        .select("resource", "use", "hours_used", "hours_available")
        .iter_rows()
    ]
    return join([tag("b", f"{view.places[site]}, {period}"), *(join([tag("br"), one]) for one in told)])
