"""What each future costs: the plan, other plans, and the best for that future alone; how costs are spread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from reshore.chance.tails import conditional_value_at_risk, weighted_quantile
from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say
from reshore.report.robust.view import ALONE, MINE, OTHERS, SYMBOLS, THIS_PLAN, future_name
from reshore.report.section import Section
from reshore.report.words import share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reshore.report.robust.view import RobustView
    from reshore.report.words import Scale

    Floats = NDArray[np.float64]

MOST_NAMED = 30
"""Futures up to which each has a row of its own in the chart; of more, costs are drawn as a curve."""

ROW, LEAST_HEIGHT = 26, 150
CURVE = (320, 280)
"""Height of a row with its gap, of the chart at least, and of the curve, in pixels."""

SMALLEST, LARGEST = 8, 24
"""Marks of the least and the most probable future, in pixels."""

BEST = message("Best plan for the future alone")

QUANTILES = (
    (message("One future of twenty is below"), 0.05),
    (message("Median"), 0.5),
    (message("One future of twenty is above"), 0.95),
)


def section(view: RobustView) -> Section:
    """Return the chart, what is said of the spread, and the tables."""
    rows = _rows(view)
    drawn = _strip(view, rows) if rows.height <= MOST_NAMED else _curve(view, rows)
    lead = tag("p", join(_lead(view), " "))
    body = [
        lead,
        tag("figure", drawn.place()),
        _spread(view, rows),
        folded(say("All futures as a table"), _table(view, rows)),
    ]
    return Section("futures-costs", say("What each future costs"), join(body), (drawn,))


def _rows(view: RobustView) -> pl.DataFrame:
    """Return the futures, the dearest first, with a column for what each other plan costs there."""
    rows = view["futures"]
    for name in view.others:
        costs = view["others"].filter(plan=name).select("future", pl.col("cost").alias(_column(name)))
        rows = rows.join(costs, on="future", how="left", maintain_order="left")
    return rows.sort("cost", descending=True, maintain_order=True)


def _column(name: str) -> str:
    return f"other {name}"


def _lead(view: RobustView) -> list[str]:
    said = [
        say(
            "Sites, modules and sources are decided once; flows are the best ones for each future. A larger"
            " mark is a more probable future. The axis doesn't begin at 0."
        )
    ]
    if view.alone:
        said.append(
            say("What the best plan for a future alone would cost there is what knowing the future is worth.")
        )
    return said


def _strip(view: RobustView, rows: pl.DataFrame) -> Chart:
    scale = view.money.scale(rows["cost"])
    labels = [future_name(one) for one in rows["future"]]
    sizes = _sizes(rows["probability"].to_numpy())
    series = [_marks(view, scale, rows, "cost", say(THIS_PLAN), MINE, "circle", sizes)]
    if view.alone:
        series.append(_marks(view, scale, rows, "own_best", say(BEST), ALONE, "diamond", sizes))
    for number, name in enumerate(view.others):
        look = OTHERS[number % len(OTHERS)], SYMBOLS[number % len(SYMBOLS)]
        series.append(_marks(view, scale, rows, _column(name), name, *look, sizes))
    height = max(LEAST_HEIGHT, ROW * len(labels) + 56)
    return chart(
        "futures-strip",
        _label(view, rows),
        series,
        (height, height),
        narrow=NARROW_NAMES,
        xAxis=value_axis(scale.unit, scale=True),
        yAxis=names_axis(labels),
    )


def _label(view: RobustView, rows: pl.DataFrame) -> str:
    first, last = rows.row(0, named=True), rows.row(-1, named=True)
    return say(
        "Cost of each future: {worst} costs most, {most}; {best} least, {least}",
        worst=future_name(first["future"]),
        most=view.money(first["cost"]),
        best=future_name(last["future"]),
        least=view.money(last["cost"]),
    )


def _sizes(probabilities: Floats) -> Floats:
    """Return the widths of marks whose areas go with probabilities."""
    roots = np.sqrt(probabilities / probabilities.max())
    sizes: Floats = np.round(np.maximum(SMALLEST, LARGEST * roots), 1)
    return sizes


def _marks(
    view: RobustView,
    scale: Scale,
    rows: pl.DataFrame,
    column: str,
    name: str,
    colour: str,
    symbol: str,
    sizes: Floats,
) -> dict[str, Any]:
    told = rows.select("future", "probability", column).iter_rows()
    return {
        "type": "scatter",
        "name": name,
        "symbol": symbol,
        "itemStyle": {"color": colour, "opacity": 0.85},
        "data": [
            {
                "value": [scale.value(cost), at],
                "symbolSize": float(sizes[at]),
                "tooltip": {"formatter": _tip(view, future, probability, name, cost)},
            }
            for at, (future, probability, cost) in enumerate(told)
            if cost is not None
        ],
    }


def _tip(view: RobustView, future: str, probability: float, name: str, cost: float) -> Markup:
    return join(
        [
            tag("b", future_name(future)),
            say("probability {share}", share=share(probability, 1)),
            say("{name}: {amount}", name=name, amount=view.money(cost)),
        ],
        tag("br"),
    )


def _curve(view: RobustView, rows: pl.DataFrame) -> Chart:
    scale = view.money.scale(rows["cost"])
    series = [_line(view, scale, rows, "cost", say(THIS_PLAN), MINE)]
    if view.alone:
        series.append(_line(view, scale, rows, "own_best", say(BEST), ALONE))
    for number, name in enumerate(view.others):
        series.append(_line(view, scale, rows, _column(name), name, OTHERS[number % len(OTHERS)]))
    return chart(
        "futures-strip",
        _label(view, rows),
        series,
        CURVE,
        xAxis=value_axis(say("probability that the cost is no higher"), min=0, max=100, axisLabel=_percent()),
        yAxis=value_axis(scale.unit, scale=True, nameGap=60),
    )


def _percent() -> dict[str, Any]:
    return {"formatter": say("{amount}%", amount="{value}")}


def _line(
    view: RobustView, scale: Scale, rows: pl.DataFrame, column: str, name: str, colour: str
) -> dict[str, Any]:
    """Return costs in rising order over the probability that they are no higher."""
    known = rows.filter(pl.col(column).is_not_null()).sort(column, maintain_order=True)
    points = known.with_columns(up_to=pl.col("probability").cum_sum())
    return {
        "type": "line",
        "name": name,
        "step": "start",
        "symbol": "circle",
        "symbolSize": 4,
        "showSymbol": True,
        "lineStyle": {"color": colour, "width": 2},
        "itemStyle": {"color": colour},
        "data": [
            {
                "value": [round(100 * up_to, 3), scale.value(cost)],
                "tooltip": {"formatter": _tip(view, future, probability, name, cost)},
            }
            for future, probability, cost, up_to in points.select(
                "future", "probability", column, "up_to"
            ).iter_rows()
        ],
    }


def _spread(view: RobustView, rows: pl.DataFrame) -> Markup:
    """Return the table of mean, quantiles and tails, a column a plan."""
    plans = {say(THIS_PLAN): "cost", **{name: _column(name) for name in view.others}}
    whole = {name: column for name, column in plans.items() if rows[column].null_count() == 0}
    level = view.result.options["alpha"]
    columns = [Column(say("Cost over the futures")), *(Column(name, numeric=True) for name in whole)]
    values = {name: _figures(rows, column, level) for name, column in whole.items()}
    labels = [
        say("Expected"),
        *(say(name) for name, _ in QUANTILES),
        say("Mean of the worst {share} (CVaR)", share=share(1 - level)),
        say("Best future"),
        say("Worst future"),
    ]
    cells = [[label, *(view.money(values[name][at]) for name in whole)] for at, label in enumerate(labels)]
    missing = [name for name in plans if name not in whole]
    note = [
        tag("p", say("The plan {plan} leaves some futures without flows: it has no mean cost.", plan=name))
        for name in missing
    ]
    return join([table(columns, cells), *note])


def _figures(rows: pl.DataFrame, column: str, level: float) -> list[float]:
    costs, weights = rows[column].to_numpy(), rows["probability"].to_numpy()
    return [
        float(costs @ weights),
        *(weighted_quantile(costs, weights, at) for _, at in QUANTILES),
        conditional_value_at_risk(costs, weights, level),
        float(costs.min()),
        float(costs.max()),
    ]


def _table(view: RobustView, rows: pl.DataFrame) -> Markup:
    scale = view.money.scale(rows["cost"])
    priced: Sequence[tuple[str, str]] = [
        (say(THIS_PLAN), "cost"),
        *((name, _column(name)) for name in view.others),
        *([(say(BEST), "own_best"), (say("no less than"), "own_bound")] if view.alone else []),
        *([(say("Regret, at most"), "regret_most")] if view.alone else []),
    ]
    columns = [
        Column(say("Future")),
        Column(say("Probability"), numeric=True),
        *(Column(name, scale.unit, numeric=True) for name, _ in priced),
    ]
    cells = [
        [
            future_name(row["future"]),
            share(row["probability"], 1),
            *(say("no flows") if row[column] is None else scale(row[column]) for _, column in priced),
        ]
        for row in rows.iter_rows(named=True)
    ]
    return table(columns, cells)
