"""Sweeps: what a value of the tables does to throughput, lead time, power and cost."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import Chart, category_axis, chart, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say
from reshore.report.palette import DISTINCT
from reshore.report.plant.axes import around
from reshore.report.plant.quantities import interval, power, power_unit, signed
from reshore.report.plant.terms import swept, term
from reshore.report.section import Section
from reshore.report.words import listed, rounded
from reshore.tables import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.plant.view import PlantView

HEIGHT, NARROW_HEIGHT = 190, 190
"""Of a chart, in pixels."""

UNITS = (
    message("hour"),
    message("unit"),
    message("share"),
    message("minute"),
    message("person"),
    message("day"),
)
"""Units of the schema that words say."""


def section(view: PlantView) -> Section | None:
    """Return four charts, what they say in words and a table a sweep; None where none was asked for."""
    if view["sweep"].is_empty():
        return None
    parts = [tag("p", say("Each value is a plant of its own, fitted and simulated anew with the same luck."))]
    charts: list[Chart] = []
    for at, name in enumerate(view["sweep"]["sweep"].unique(maintain_order=True), 1):
        asked = view["sweep"].filter(pl.col("sweep") == name)
        rows = _ordered(asked)
        drawn = _charts(view, f"sweep-{at}", name, rows)
        charts += drawn
        figures = [tag("figure", one.place()) for one in drawn]
        parts += [tag("h3", _capital(swept(name))), tag("p", _said(view, rows))]
        parts += [
            tag("div", *figures, class_="panels"),
            _table(view, rows, asked["value"][0]),
            *_steps(view, name, rows),
        ]
    return Section("sweeps", say("Sweeps"), join(parts), tuple(charts))


def unit_of(name: str) -> str:
    """Return the unit of the first column that is swept, as the schema has it; empty where it has none."""
    columns, _, rest = name.partition(" of ")
    return schema.tables()[rest.split()[0]].column(columns.split()[0]).unit


def numbers(rows: pl.DataFrame) -> list[float] | None:
    """Return the values of a sweep; None where they aren't numbers, or no two of them differ."""
    found = rows["value"].cast(pl.Float64, strict=False)
    return None if found.null_count() or found.n_unique() < 2 else found.to_list()


def _ordered(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a sweep by size of their values; as they are where those have none."""
    if numbers(rows) is None:
        return rows
    return rows.sort(pl.col("value").cast(pl.Float64), maintain_order=True)


def _said(view: PlantView, rows: pl.DataFrame) -> str:
    """Return what becomes of throughput and cost from the first value to the last, and what binds."""
    first, last = rows.row(0, named=True), rows.row(-1, named=True)
    made = {
        "first": first["value"],
        "last": last["value"],
        "low": rounded(first["throughput"]),
        "high": rounded(last["throughput"]),
    }
    if first["unit_cost"] is None or last["unit_cost"] is None:
        goes = say("From {first} to {last}, throughput goes from {low} to {high} units a week.", **made)
    else:
        goes = say(
            "From {first} to {last}, throughput goes from {low} to {high} units a week, and the cost of a"
            " unit from {cheap} to {dear}.",
            **made,
            cheap=view.money(first["unit_cost"]),
            dear=view.money(last["unit_cost"]),
        )
    return f"{goes} {_bound(rows)}"


def _bound(rows: pl.DataFrame) -> str:
    """Return what binds at each value."""
    bound = [
        (value, _binds(binds) or say("nothing")) for value, binds in rows.select("value", "binds").rows()
    ]
    if len({what for _, what in bound}) == 1:
        return say("What binds throughout: {what}.", what=bound[0][1])
    each = ", ".join(say("{what} at {value}", what=what, value=value) for value, what in bound)
    return say("What binds: {each}.", each=each)


def _binds(names: str | None) -> str:
    return listed([term(name) for name in (names or "").split()])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _charts(view: PlantView, key: str, name: str, rows: pl.DataFrame) -> list[Chart]:
    cost = view.money.scale(rows["unit_cost"].drop_nulls())
    watts, watt = power_unit(float(rows["peak_power"].max()))  # type: ignore[arg-type]
    panels = (
        (say("Throughput, units a week"), "throughput", 1.0),
        (say("Lead time, hours"), "lead_mean", 1.0),
        (say("Peak power, {unit}", unit=watt), "peak_power", watts),
        (say("Cost of a unit, {unit}", unit=cost.unit), "unit_cost", cost.factor),
    )
    return [
        _panel(f"{key}-{column}", title, name, _scaled(rows, column, factor), DISTINCT[at])
        for at, (title, column, factor) in enumerate(panels)
        if rows[column].drop_nulls().len()
    ]


def _scaled(rows: pl.DataFrame, column: str, factor: float) -> pl.DataFrame:
    return rows.select("value", size=pl.col(column) / factor)


def _panel(key: str, title: str, name: str, rows: pl.DataFrame, colour: str) -> Chart:
    known = rows.drop_nulls("size")
    said = ", ".join(
        say("{what} at {value}", what=rounded(size), value=value) for value, size in known.iter_rows()
    )
    line = {
        "type": "line",
        "name": title,
        "symbol": "circle",
        "symbolSize": 8,
        "lineStyle": {"color": colour, "width": 2},
        "itemStyle": {"color": colour},
        "data": _points(title, rows),
    }
    return chart(
        key,
        say("{figure} by {cells}: {values}", figure=title, cells=swept(name), values=said),
        [line],
        (HEIGHT, NARROW_HEIGHT),
        grid={"right": 32},
        xAxis=_value_axis(name, rows),
        yAxis=value_axis("", **around(known["size"].to_list())),
    )


def _points(title: str, rows: pl.DataFrame) -> list[dict[str, Any]]:
    places = numbers(rows) or rows["value"].to_list()
    return [
        {
            "value": [place, round(size, 6)],
            "tooltip": {
                "formatter": join(
                    [tag("b", value), say("{figure}: {amount}", figure=title, amount=rounded(size))],
                    tag("br"),
                )
            },
        }
        for place, (value, size) in zip(places, rows.iter_rows(), strict=True)
        if size is not None
    ]


def _value_axis(name: str, rows: pl.DataFrame) -> dict[str, Any]:
    """Return the axis of the values, marked at each of them."""
    places, unit = numbers(rows), unit_of(name)
    what = name.partition(" of ")[0].replace("_", " ")
    title = say(what) if what.startswith(unit) else say("{what}, {unit}", what=say(what), unit=say(unit))
    if places is None:
        return category_axis(rows["value"].to_list(), name=title, nameLocation="middle", nameGap=28)
    marks = {"customValues": places}
    return value_axis(
        title,
        min=places[0],
        max=places[-1],
        axisTick=marks,
        axisLabel={"hideOverlap": True, **marks},
        splitLine={"show": False},
    )


def _table(view: PlantView, rows: pl.DataFrame, first: str) -> Markup:
    cost = view.money.scale(rows["unit_cost"].drop_nulls())
    columns = [
        Column(say("Value")),
        Column(say("Throughput"), say("a week, with interval"), numeric=True),
        Column(say("Change"), say("from {first}", first=first), numeric=True),
        Column(say("Lead time"), say("hours"), numeric=True),
        Column(say("Peak power"), numeric=True),
        Column(say("People"), say("on shift"), numeric=True),
        Column(say("Floor"), "m", numeric=True),
        Column(say("Unit cost"), cost.unit, numeric=True),
        Column(say("Binds")),
    ]
    cells = [
        [
            row["value"],
            _with_interval(row, "throughput"),
            "" if row["value"] == first else _with_interval(row, "difference"),
            "" if row["lead_mean"] is None else rounded(row["lead_mean"]),
            power(row["peak_power"]),
            rounded(row["people"]),
            rounded(row["floor_length"]),
            "" if row["unit_cost"] is None else cost(row["unit_cost"]),
            _binds(row["binds"]),
        ]
        for row in rows.iter_rows(named=True)
    ]
    return table(columns, cells)


def _with_interval(row: Mapping[str, Any], figure: str) -> Markup:
    between = interval(row[f"{figure}_low"], row[f"{figure}_high"])
    return join([rounded(row[figure]), tag("span", between, class_="under")])


def _steps(view: PlantView, name: str, rows: pl.DataFrame) -> list[Markup]:
    """Return what one more of the unit changes from each value to the next; nothing but for numbers."""
    places = numbers(rows)
    if places is None:
        return []
    one = say(unit_of(name)) or "1"
    columns = [
        Column(say("From")),
        Column(say("To")),
        Column(say("Throughput"), say("units a week for each {unit}", unit=one), numeric=True),
        Column(
            say("Cost of a unit"),
            say("{currency} for each {unit}", currency=view.money.name, unit=one),
            numeric=True,
        ),
    ]
    cells = [
        [
            before["value"],
            after["value"],
            _slope(before, after, "throughput", high - low),
            _slope(before, after, "unit_cost", (high - low) / view.money.factor),
        ]
        for (low, before), (high, after) in pairwise(zip(places, rows.iter_rows(named=True), strict=True))
        if high > low
    ]
    return [folded(say("What each {unit} more changes", unit=one), table(columns, cells))]


def _slope(before: Mapping[str, Any], after: Mapping[str, Any], column: str, width: float) -> str:
    if before[column] is None or after[column] is None:
        return ""
    return signed((after[column] - before[column]) / width)
