"""Sweeps: what a value of the tables does to throughput, lead time, power and cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.report.chart import Chart, category_axis, chart, value_axis
from reshore.report.html import Column, Markup, join, table, tag
from reshore.report.palette import DISTINCT
from reshore.report.plant.view import MEGAWATT, around, interval, power
from reshore.report.section import Section
from reshore.report.words import listed, plain, rounded

if TYPE_CHECKING:
    from reshore.report.plant.view import PlantView

HEIGHT, NARROW_HEIGHT = 190, 190
"""Of a chart, in pixels."""


def section(view: PlantView) -> Section | None:
    """Return four charts and a table a sweep; None where none was asked for."""
    if view["sweep"].is_empty():
        return None
    parts = [tag("p", "Each value is a plant of its own, fitted and simulated anew with the same luck.")]
    charts: list[Chart] = []
    for at, name in enumerate(view["sweep"]["sweep"].unique(maintain_order=True), 1):
        rows = view["sweep"].filter(pl.col("sweep") == name)
        drawn = _charts(view, f"sweep-{at}", name, rows)
        charts += drawn
        figures = [tag("figure", one.place()) for one in drawn]
        parts += [tag("h3", plain(name)), tag("div", *figures, class_="panels"), _table(view, rows)]
    return Section("sweeps", "Sweeps", join(parts), tuple(charts))


def _charts(view: PlantView, key: str, name: str, rows: pl.DataFrame) -> list[Chart]:
    cost = view.money.scale(rows["unit_cost"].drop_nulls())
    most = float(rows["peak_power"].max())  # type: ignore[arg-type]
    watts, watt = (MEGAWATT, "MW") if most >= MEGAWATT else (1.0, "kW")
    panels = (
        ("Throughput, units a week", "throughput", 1.0),
        ("Lead time, hours", "lead_mean", 1.0),
        (f"Peak power, {watt}", "peak_power", watts),
        (f"Cost of a unit, {cost.unit}", "unit_cost", cost.factor),
    )
    return [
        _panel(f"{key}-{column}", title, name, rows, column, DISTINCT[at], factor)
        for at, (title, column, factor) in enumerate(panels)
        if rows[column].drop_nulls().len()
    ]


def _panel(
    key: str, title: str, name: str, rows: pl.DataFrame, column: str, colour: str, factor: float
) -> Chart:
    numbers = rows["value"].str.strip_chars().cast(pl.Float64, strict=False)
    is_number = numbers.null_count() == 0
    points = [
        {
            "value": [number if is_number else text, round(value / factor, 6)],
            "tooltip": {
                "formatter": join([tag("b", text), f"{title}: {rounded(value / factor)}"], tag("br"))
            },
        }
        for number, text, value in zip(numbers, rows["value"], rows[column], strict=True)
        if value is not None
    ]
    known = rows.drop_nulls(column)
    figures = [value / factor for value in known[column]]
    said = ", ".join(
        f"{rounded(value)} at {text}" for text, value in zip(known["value"], figures, strict=True)
    )
    low, high = around(figures)
    line = {
        "type": "line",
        "name": title,
        "symbol": "circle",
        "symbolSize": 8,
        "lineStyle": {"color": colour, "width": 2},
        "itemStyle": {"color": colour},
        "data": points,
    }
    return chart(
        key,
        f"{title} by {name}: {said}",
        [line],
        (HEIGHT, NARROW_HEIGHT),
        xAxis=value_axis("", scale=True) if is_number else category_axis(rows["value"].to_list()),
        yAxis=value_axis("", min=low, max=high),
    )


def _table(view: PlantView, rows: pl.DataFrame) -> Markup:
    cost = view.money.scale(rows["unit_cost"].drop_nulls())
    columns = [
        Column("Value"),
        Column("Rate", "a week", numeric=True),
        Column("Throughput", "a week", numeric=True),
        Column("Interval", numeric=True),
        Column("Lead time", "hours", numeric=True),
        Column("Inside", "units", numeric=True),
        Column("Peak power", numeric=True),
        Column("People", "on shift", numeric=True),
        Column("Floor", "m", numeric=True),
        Column("Unit cost", cost.unit, numeric=True),
        Column("What binds"),
    ]
    cells = [
        [
            row["value"],
            rounded(row["rate"]),
            rounded(row["throughput"]),
            interval(row["throughput_low"], row["throughput_high"]),
            "" if row["lead_mean"] is None else rounded(row["lead_mean"]),
            rounded(row["inside"]),
            power(row["peak_power"]),
            rounded(row["people"]),
            rounded(row["floor_length"]),
            "" if row["unit_cost"] is None else cost(row["unit_cost"]),
            listed((row["binds"] or "").split()),
        ]
        for row in rows.iter_rows(named=True)
    ]
    return table(columns, cells)
