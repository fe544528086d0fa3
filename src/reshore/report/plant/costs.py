"""Costs: what the plant costs to build, and by the year and unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import say
from reshore.report.palette import DISTINCT
from reshore.report.plant.terms import term
from reshore.report.section import Section
from reshore.report.words import plain, share

if TYPE_CHECKING:
    from reshore.report.plant.view import PlantView

ROW = 32
"""Height of a cost's bar, in pixels."""


def section(view: PlantView) -> Section:
    """Return the chart and the tables by kind of cost and by item."""
    drawn = _chart(view)
    lead = tag(
        "p",
        say(
            "Stations and areas are charged what pays off their investment over its life, floor, people and"
            " energy what they take. Materials and components that are bought in are not counted."
        ),
    )
    kinds = (
        view["costs"]
        .group_by("cost", maintain_order=True)
        .agg(pl.col("investment", "amount").sum(), pl.col("unit_cost").sum())
    )
    whole = _table(view, kinds.with_columns(item=pl.lit("")))
    items = view["costs"].filter((pl.col("amount") != 0) | (pl.col("investment") != 0))
    body = join([lead, tag("figure", drawn.place()), whole, folded(say("Item by item"), _table(view, items))])
    return Section("costs", say("Costs"), body, (drawn,))


def _chart(view: PlantView) -> Chart:
    rows = view["costs"].group_by("cost", maintain_order=True).agg(pl.col("amount").sum())
    scale, total = view.money.scale(rows["amount"]), float(rows["amount"].sum())
    height = ROW * rows.height + 56
    bars: list[dict[str, Any]] = [
        {
            "value": scale.value(amount),
            "label": {"formatter": share(amount / total) if total > 0 else ""},
            "tooltip": {
                "formatter": join(
                    [tag("b", plain(cost)), say("{cost} a year", cost=view.money(amount))], tag("br")
                )
            },
        }
        for cost, amount in rows.iter_rows()
    ]
    said = ", ".join(f"{term(cost)} {view.money(amount)}" for cost, amount in rows.iter_rows())
    return chart(
        view.key("costs-kind"),
        say("Costs a year: {costs}", costs=said),
        [
            {
                "type": "bar",
                "name": say("Cost a year"),
                "barWidth": 18,
                "itemStyle": {"color": DISTINCT[0]},
                "label": {"show": True, "position": "right"},
                "data": bars,
            }
        ],
        (height, height),
        narrow=NARROW_NAMES,
        grid={"right": 48},
        xAxis=value_axis(say("{unit} a year", unit=scale.unit)),
        yAxis=names_axis([plain(cost) for cost in rows["cost"]]),
    )


def _item(view: PlantView, cost: str, item: str) -> str:
    """Return what a cost is of: a part of the plant with its name, or a word of ours for work and people."""
    return plain(item) if cost in {"energy", "people"} else view.place(item)


def _table(view: PlantView, rows: pl.DataFrame) -> Markup:
    investment, yearly = view.money.scale(rows["investment"]), view.money.scale(rows["amount"])
    made = view["costs"]["unit_cost"].null_count() == 0
    unit = view.money.scale(rows["unit_cost"].fill_null(0.0))
    columns = [
        Column(say("Cost")),
        Column(say("Of")),
        Column(say("Investment"), investment.unit, numeric=True),
        Column(say("A year"), yearly.unit, numeric=True),
        Column(say("A unit"), unit.unit, numeric=True),
    ]
    cells = [
        [
            plain(row["cost"]),
            _item(view, row["cost"], row["item"]),
            investment(row["investment"]) if row["investment"] else "",
            yearly(row["amount"]),
            unit(row["unit_cost"]) if made else "",
        ]
        for row in rows.iter_rows(named=True)
    ]
    sums = [float(rows[column].sum()) for column in ("investment", "amount", "unit_cost")]
    total = [say("Total"), "", investment(sums[0]), yearly(sums[1]), unit(sums[2]) if made else ""]
    return table(columns, cells, total=total)
