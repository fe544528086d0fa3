"""People, power and cooling: the power of a week against the budget, and what each pool is used for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import Chart, category_axis, chart, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.palette import INK
from reshore.report.plant.axes import line_at, top
from reshore.report.plant.limits import waits
from reshore.report.plant.quantities import DAY, power, power_unit
from reshore.report.section import Section
from reshore.report.words import percent, plain, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.plant.view import PlantView

HEIGHT, NARROW_HEIGHT = 280, 240
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LINES = (("Peak", "peak", "#cc6677"), ("Mean", "mean", "#332288"))
"""Lines of the profile: name, column, colour."""


def section(view: PlantView) -> Section:
    """Return the profile of the week and the table of pools."""
    drawn = _chart(view)
    caption = tag("figcaption", "Power of the building by hour of the week, areas and idle power included")
    body = join(
        [
            _lead(view),
            _pools(view),
            tag("figure", caption, drawn.place()),
            folded("Power by day, as a table", _days(view)),
        ]
    )
    return Section("power", "People and power", body, (drawn,))


def _lead(view: PlantView) -> Markup:
    absence = percent(view.result.options["absence"])
    paid = f"The payroll covers all hours on shift at 40 hours a week and {absence} absence."
    return tag("p", paid, *(f" {sentence}" for sentence in waits(view)))


def _pools(view: PlantView) -> Markup:
    columns = [
        Column("Pool"),
        Column("Heads", "on shift at most", numeric=True),
        Column("Payroll", "people", numeric=True),
        Column("Hours on shift", "a week", numeric=True),
        Column("Stations may take", numeric=True),
        Column("They take", "on average", numeric=True),
        Column("They take", "at most", numeric=True),
    ]
    cells = [
        [
            plain(row["pool"]),
            "" if row["heads"] is None else str(row["heads"]),
            "" if row["payroll"] is None else rounded(row["payroll"]),
            "" if row["hours"] is None else rounded(row["hours"]),
            "no limit" if row["capacity"] is None else _amount(row, "capacity"),
            _amount(row, "mean"),
            _amount(row, "peak"),
        ]
        for row in view["pools"].iter_rows(named=True)
    ]
    return table(columns, cells)


def _amount(row: Mapping[str, Any], column: str) -> str:
    return rounded(row[column]) if row["kind"] == "people" else power(row[column])


def _chart(view: PlantView) -> Chart:
    profile, budget = view["power"], view.facts["building"]["power"]
    most = max(float(profile["peak"].fill_null(0).max()), budget or 0.0)  # type: ignore[arg-type]
    step, unit = power_unit(most)
    series = [_line(view, *line, step) for line in LINES]
    peak, mean = (float(profile[column].drop_nulls().max() or 0.0) for column in ("peak", "mean"))  # type: ignore[arg-type]
    return chart(
        "power-week",
        f"Power by hour of the week: its peak is {power(peak)}, the busiest hour takes {power(mean)}"
        + ("" if budget is None else f", and {power(budget)} are to be had"),
        [*series, *([] if budget is None else [_budget(budget, step)])],
        (HEIGHT, NARROW_HEIGHT),
        xAxis=category_axis(
            [_hour(hour) for hour in profile["hour"]],
            axisLabel={"color": INK, "interval": 23, "align": "left"},
            axisTick={"show": True, "interval": 23},
        ),
        yAxis=value_axis(unit, nameGap=44, min=0, max=top(most / step)),
    )


def _hour(hour: int) -> str:
    day, of_day = divmod(hour, int(DAY))
    return DAYS[day] if of_day == 0 else f"{DAYS[day]} {of_day}:00"


def _line(view: PlantView, name: str, column: str, colour: str, step: float) -> dict[str, Any]:
    data: list[dict[str, Any] | None] = []
    for hour, value in view["power"].select("hour", column).iter_rows():
        if value is None:
            data.append(None)
            continue
        day, of_day = divmod(hour, int(DAY))
        said = join([tag("b", f"{DAYS[day]} {of_day}:00"), f"{name.lower()} {power(value)}"], tag("br"))
        data.append({"value": round(value / step, 4), "tooltip": {"formatter": said}})
    return {
        "type": "line",
        "name": name,
        "step": "middle",
        "symbol": "circle",
        "symbolSize": 8,
        "showAllSymbol": True,
        "lineStyle": {"color": colour, "width": 1.5},
        "areaStyle": {"color": colour, "opacity": 0.12},
        "itemStyle": {"color": colour, "opacity": 0},
        "emphasis": {"itemStyle": {"opacity": 1}},
        "data": data,
    }


def _budget(budget: float, step: float) -> dict[str, Any]:
    return line_at(f"There is, {power(budget)}", "yAxis", budget / step)


def _days(view: PlantView) -> Markup:
    daily = view["power"].group_by(pl.col("hour") // int(DAY), maintain_order=True)
    rows = daily.agg(pl.col("mean").mean(), pl.col("peak").max()).sort("hour")
    columns = [Column("Day"), Column("Mean", numeric=True), Column("Peak", numeric=True)]
    cells = [
        [DAYS[day], *("" if value is None else power(value) for value in figures)]
        for day, *figures in rows.iter_rows()
    ]
    return table(columns, cells)
