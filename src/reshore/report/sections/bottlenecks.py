"""Tables of capacity: the resources that are full and what more of them would save, and every resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.report.html import Column, Markup, folded, table, tag
from reshore.report.language import say, say_many
from reshore.report.words import large, listed, number, percent, share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reshore.report.view import View

FULL = 0.98
"""Share of hours from which on a resource is full."""

MORE = 0.01
"""How much more capacity the worth of capacity is told of, as a share of its hours."""

MOST = 12
"""Rows of the table of bottlenecks; the others are folded away."""


def bottlenecks(view: View, used: pl.DataFrame) -> list[Markup]:
    """Return the part on resources that are full at some time; nothing where there are none.

    Parameters
    ----------
    used
        The plan's frame `capacity` with use (share of hours) and saves (present value of one more hour).
    """
    short = _short(used)
    if short.is_empty():
        return []
    lead = say(
        "Resources that are full at some time, hours over the horizon. The last column is what {share} more"
        " of these hours would save in present value, sites and modules as they are: where it is large, a"
        " bottleneck costs money; where it is nothing, full use does no harm.",
        share=percent(MORE),
    )
    parts = [tag("h3", say("Where capacity is short")), tag("p", lead), _short_table(view, short.head(MOST))]
    if short.height > MOST:
        left = say_many(
            "{count} more resource that is full at some time",
            "{count} more resources that are full at some time",
            short.height - MOST,
            count=number(short.height - MOST),
        )
        parts.append(folded(left, _short_table(view, short.slice(MOST))))
    return parts


def resources(view: View, used: pl.DataFrame) -> Markup:
    """Return the table of every resource over the horizon; see `bottlenecks`."""
    summed = (
        used.sort("use", descending=True, maintain_order=True)
        .group_by("site", "resource", maintain_order=True)
        .agg(
            pl.col("hours_used", "hours_available", "modules_ordered").sum(),
            peak=pl.col("use").first(),
            at=pl.col("period").first(),
        )
        .sort("site", "resource")
    )
    columns = [
        Column(say("Site")),
        Column(say("Resource")),
        Column(say("Hours used"), numeric=True),
        Column(say("Hours available"), numeric=True),
        Column(say("Use"), say("over the horizon"), numeric=True),
        Column(say("Peak use"), numeric=True),
        Column(say("Peak in")),
        Column(say("Modules"), say("added"), numeric=True),
    ]
    rows = [
        [
            view.places[site],
            resource,
            large(hours),
            large(available),
            share(hours / available),
            share(peak),
            at,
            number(modules) if modules else "",
        ]
        for site, resource, hours, available, modules, peak, at in summed.iter_rows()
    ]
    return table(columns, rows)


def _short(used: pl.DataFrame) -> pl.DataFrame:
    """Return the resources that are full at some time, those first of which more would save most.

    Returns
    -------
    pl.DataFrame
        Columns site, resource, full (periods in time order), hours_used, hours_available, modules, saves
        (present value that `MORE` of all hours would save).
    """
    saves = (pl.col("saves").fill_null(0.0) * pl.col("hours_available")).sum() * MORE
    full = pl.col("use") >= FULL
    return (
        used.group_by("site", "resource", maintain_order=True)
        .agg(
            full=pl.col("period").filter(full),
            hours_used=pl.col("hours_used").sum(),
            hours_available=pl.col("hours_available").sum(),
            modules=pl.col("modules_ordered").sum(),
            saves=saves,
        )
        .filter(pl.col("full").list.len() > 0)
        .sort("saves", "site", "resource", descending=[True, False, False])
    )


def _short_table(view: View, short: pl.DataFrame) -> Markup:
    scale = view.money.scale(short["saves"])
    columns = [
        Column(say("Site")),
        Column(say("Resource")),
        Column(say("Full in")),
        Column(say("Hours used"), numeric=True),
        Column(say("Hours available"), numeric=True),
        Column(say("Modules"), say("added"), numeric=True),
        Column(say("{share} more saves", share=percent(MORE)), scale.unit, numeric=True),
    ]
    rows = [
        [
            view.places[site],
            resource,
            _stretches(view, full),
            large(used),
            large(available),
            number(modules) if modules else "",
            scale(saves) if saves > 0 else say("nothing"),
        ]
        for site, resource, full, used, available, modules, saves in short.iter_rows()
    ]
    return table(columns, rows)


def _stretches(view: View, periods: Sequence[str]) -> str:
    """Return periods in words, those that follow each other as one stretch."""
    order = {period: i for i, period in enumerate(view.periods)}
    stretches: list[list[str]] = []
    for period in periods:
        if stretches and order[period] == order[stretches[-1][-1]] + 1:
            stretches[-1].append(period)
        else:
            stretches.append([period])
    told = [
        say("{first} to {last}", first=part[0], last=part[-1]) if len(part) > 1 else part[0]
        for part in stretches
    ]
    return listed(told)
