"""What one more is worth: the marginal values of what is scarce, of demand, and of other limits."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say
from reshore.report.palette import DISTINCT
from reshore.report.scarce import MORE, demanded, scarce
from reshore.report.section import Section
from reshore.report.stretches import stretches
from reshore.report.words import counted, percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.view import View

DRAWN = 12
"""Bars of the chart, those that save most."""

ROW = 26
"""Height of a bar and its gap, in pixels."""

KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"capacity": (message("Capacity"), DISTINCT[0]), "supply": (message("Supply"), DISTINCT[1])}
)
"""What is scarce: what it is called, and its colour."""

OTHERS: Mapping[str, str] = MappingProxyType(
    {
        "throughput": message("Throughput of a site"),
        "lane_capacity": message("Capacity of a lane"),
        "stock_cover": message("Least stock"),
        "stock_maximum": message("Most stock"),
        "baseline": message("Today's volumes, pinned"),
    }
)
"""Families of other limits, in words."""

SHOWN = 40
"""Rows of the table of other limits, those of the highest values."""


def section(view: View) -> Section | None:
    """Return what more capacity, supply and demand are worth; None where the plan has no such value."""
    found, demand = scarce(view.plan), demanded(view.plan)
    others = view.plan["marginals"].filter(pl.col("family").is_in(list(OTHERS)))
    if found.is_empty() and demand.is_empty() and others.is_empty():
        return None
    lead = tag(
        "p",
        say(
            "Marginal values: what one more unit of a limit would save in net present cost, with sites,"
            " modules and sources as they are. They hold for small changes; a new site or module is another"
            " plan."
        ),
    )
    drawn = [] if found.is_empty() else [_chart(view, found)]
    parts: list[str] = [lead, *(tag("figure", one.place()) for one in drawn)]
    if not found.is_empty():
        parts.append(folded(say("Scarce capacity and supply as a table"), _scarce(view, found)))
    if not demand.is_empty():
        parts += [tag("h3", say("One more unit of demand")), _demand(view, demand)]
    if not others.is_empty():
        parts.append(_others(view, others))
    return Section("marginals", say("What one more is worth"), join(parts), tuple(drawn))


def _chart(view: View, found: pl.DataFrame) -> Chart:
    rows = found.head(DRAWN).to_dicts()
    labels = [_name(view, row) for row in rows]
    scale = view.money.scale(row["saves"] for row in rows)
    series = [
        {
            "type": "bar",
            "name": say(name),
            "stack": "saves",
            "barWidth": 14,
            "itemStyle": {"color": colour},
            "data": [
                _bar(view, row, scale.value(row["saves"])) if row["kind"] == kind else None for row in rows
            ],
        }
        for kind, (name, colour) in KINDS.items()
        if any(row["kind"] == kind for row in rows)
    ]
    told = ", ".join(
        say("{name} {amount}", name=label, amount=view.money(row["saves"]))
        for label, row in zip(labels, rows, strict=True)
    )
    height = ROW * len(rows) + 52
    return chart(
        "marginals-scarce",
        say("What {share} more of what is scarce would save: {amounts}", share=percent(MORE), amounts=told),
        series,
        (height, height),
        narrow=NARROW_NAMES,
        xAxis=value_axis(say("saved by {share} more, {unit}", share=percent(MORE), unit=scale.unit)),
        yAxis=names_axis(labels, 260),
    )


def _name(view: View, row: Mapping[str, Any]) -> str:
    return say("{what}, {site}", what=_what(view, row), site=view.places[row["site"]])


def _what(view: View, row: Mapping[str, Any]) -> str:
    return view.products[row["what"]] if row["kind"] == "supply" else str(row["what"])


def _bar(view: View, row: Mapping[str, Any], value: float) -> dict[str, Any]:
    saved = say("{share} more saves {amount}", share=percent(MORE), amount=view.money(row["saves"]))
    tip = join([tag("b", _name(view, row)), saved, _one_more(view, row)], tag("br"))
    return {"value": value, "tooltip": {"formatter": tip}}


def _one_more(view: View, row: Mapping[str, Any]) -> str:
    said = (
        message("{amount} an hour in {period}")
        if row["kind"] == "capacity"
        else message("{amount} a unit in {period}")
    )
    return say(said, amount=view.money(row["most"]), period=row["at"])


def _scarce(view: View, found: pl.DataFrame) -> Markup:
    scale = view.money.scale(found["saves"])
    columns = [
        Column(say("Scarce")),
        Column(say("At")),
        Column(say("Used up in")),
        Column(say("One more saves"), say("at most"), numeric=True),
        Column(say("{share} more saves", share=percent(MORE)), scale.unit, numeric=True),
    ]
    rows = [
        [
            _what(view, row),
            view.places[row["site"]],
            stretches(view.periods, row["periods"]),
            _one_more(view, row),
            scale(row["saves"]),
        ]
        for row in found.iter_rows(named=True)
    ]
    return table(columns, rows)


def _demand(view: View, demand: pl.DataFrame) -> Markup:
    lead = tag(
        "p",
        say(
            "What one more unit asked for would add to net present cost, made and delivered, or not delivered"
            " where that is cheaper. Later periods are discounted."
        ),
    )
    columns = [
        Column(say("Product")),
        Column(say("Least"), numeric=True),
        Column(say("Mean"), say("by demand"), numeric=True),
        Column(say("Most"), numeric=True),
        Column(say("Most in")),
    ]
    rows = [
        [
            view.products[row["product"]],
            *(view.money(row[name]) for name in ("low", "mean", "high")),
            say("{place}, {period}", place=view.places[row["market"]], period=row["period"]),
        ]
        for row in demand.iter_rows(named=True)
    ]
    return join([lead, table(columns, rows)])


def _others(view: View, others: pl.DataFrame) -> Markup:
    """Return the table of other limits; of one that binds in several periods, its highest value."""
    size = pl.col("value").abs()
    ranked = (
        others.group_by("family", "name")
        .agg(
            periods=pl.col("period"),
            most=size.max(),
            value=pl.col("value").get(size.arg_max()),
            at=pl.col("period").get(size.arg_max()),
        )
        .sort("most", "name", descending=[True, False])
    )
    columns = [
        Column(say("Limit")),
        Column(say("Of")),
        Column(say("Binds")),
        Column(say("One more changes net present cost by"), say("where that is most"), numeric=True),
    ]
    rows = [
        [
            say(OTHERS[row["family"]]),
            row["name"],
            stretches(view.periods, [period for period in row["periods"] if period]),
            say("{amount} in {period}", amount=view.money(row["value"]), period=row["at"])
            if row["at"]
            else view.money(row["value"]),
        ]
        for row in ranked.head(SHOWN).iter_rows(named=True)
    ]
    summary = (
        say("The {count} dearest of {limits}", count=SHOWN, limits=counted(ranked.height, "other limit"))
        if ranked.height > SHOWN
        else counted(ranked.height, "other limit")
    )
    return folded(summary, table(columns, rows))
