"""People, power and cooling: the power of a week against the budget, and what each pool is used for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import Chart, category_axis, chart, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say
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
DAYS = (
    *(message("Mon"), message("Tue"), message("Wed"), message("Thu"), message("Fri"), message("Sat")),
    message("Sun"),
)
LINES = (
    (message("Peak"), message("peak {power}"), "peak", "#cc6677"),
    (message("Mean"), message("mean {power}"), "mean", "#332288"),
)
"""Lines of the profile: name, what is said of a point, column, colour."""


def section(view: PlantView) -> Section:
    """Return the profile of the week and the table of pools."""
    drawn = _chart(view)
    caption = tag(
        "figcaption", say("Power of the building by hour of the week, areas and idle power included")
    )
    body = join(
        [
            _lead(view),
            _pools(view),
            tag("figure", caption, drawn.place()),
            folded(say("Power by day, as a table"), _days(view)),
            folded(say("Power by hour, as a table"), _hours(view)),
        ]
    )
    return Section("power", say("People and power"), body, (drawn,))


def _lead(view: PlantView) -> Markup:
    absence = percent(view.result.options["absence"])
    paid = say(
        "The payroll covers all hours on shift at 40 hours a week and {absence} absence.", absence=absence
    )
    return tag("p", " ".join([paid, *waits(view)]))


def _pools(view: PlantView) -> Markup:
    columns = [
        Column(say("Pool")),
        Column(say("Heads"), say("on shift at most"), numeric=True),
        Column(say("Payroll"), say("people"), numeric=True),
        Column(say("Hours on shift"), say("a week"), numeric=True),
        Column(say("Stations may take"), numeric=True),
        Column(say("They take"), say("on average"), numeric=True),
        Column(say("They take"), say("at most"), numeric=True),
    ]
    cells = [
        [
            plain(row["pool"]),
            "" if row["heads"] is None else str(row["heads"]),
            "" if row["payroll"] is None else rounded(row["payroll"]),
            "" if row["hours"] is None else rounded(row["hours"]),
            say("no limit") if row["capacity"] is None else _amount(row, "capacity"),
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
        _said(power(peak), power(mean), budget),
        [*series, *([] if budget is None else [_budget(budget, step)])],
        (HEIGHT, NARROW_HEIGHT),
        xAxis=category_axis(
            [_hour(hour) for hour in profile["hour"]],
            axisLabel={"color": INK, "interval": 23, "align": "left"},
            axisTick={"show": True, "interval": 23},
        ),
        yAxis=value_axis(unit, nameGap=44, min=0, max=top(most / step)),
    )


def _said(peak: str, mean: str, budget: float | None) -> str:
    """Return the profile in a sentence."""
    if budget is None:
        return say(
            "Power by hour of the week: its peak is {peak}, the busiest hour takes {mean}",
            peak=peak,
            mean=mean,
        )
    return say(
        "Power by hour of the week: its peak is {peak}, the busiest hour takes {mean}, and {budget} are to be"
        " had",
        peak=peak,
        mean=mean,
        budget=power(budget),
    )


def _hour(hour: int) -> str:
    day, of_day = divmod(hour, int(DAY))
    return say(DAYS[day]) if of_day == 0 else _moment(day, of_day)


def _moment(day: int, hour: int) -> str:
    return say("{day} {hour}:00", day=say(DAYS[day]), hour=hour)


def _line(view: PlantView, name: str, told: str, column: str, colour: str, step: float) -> dict[str, Any]:
    data: list[dict[str, Any] | None] = []
    for hour, value in view["power"].select("hour", column).iter_rows():
        if value is None:
            data.append(None)
            continue
        moment = _moment(*divmod(hour, int(DAY)))
        said = join([tag("b", moment), say(told, power=power(value))], tag("br"))
        data.append({"value": round(value / step, 4), "tooltip": {"formatter": said}})
    return {
        "type": "line",
        "name": say(name),
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
    return line_at(say("There is, {power}", power=power(budget)), "yAxis", budget / step)


def _days(view: PlantView) -> Markup:
    daily = view["power"].group_by(pl.col("hour") // int(DAY), maintain_order=True)
    rows = daily.agg(pl.col("mean").mean(), pl.col("peak").max()).sort("hour")
    columns = [Column(say("Day")), Column(say("Mean"), numeric=True), Column(say("Peak"), numeric=True)]
    cells = [
        [say(DAYS[day]), *("" if value is None else power(value) for value in figures)]
        for day, *figures in rows.iter_rows()
    ]
    return table(columns, cells)


def _hours(view: PlantView) -> Markup:
    columns = [Column(say("Hour")), Column(say("Mean"), numeric=True), Column(say("Peak"), numeric=True)]
    cells = [
        [_moment(*divmod(hour, int(DAY))), *("" if value is None else power(value) for value in figures)]
        for hour, *figures in view["power"].select("hour", "mean", "peak").iter_rows()
    ]
    return table(columns, cells)
