"""What disruptions cost: the exceedance curve of the loss, and its figures with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import Chart, chart, value_axis
from reshore.report.html import Column, Markup, join, table, tag
from reshore.report.section import Section
from reshore.report.stress.view import ENGINES
from reshore.report.words import counted, plain, share

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.report.stress.view import StressView
    from reshore.report.words import Scale

HEIGHT, NARROW_HEIGHT = 340, 300
DRAWN = (pl.col("loss") >= 0) & (pl.col("probability") > 0)
"""Points of the curve that can be drawn; a simulation may gain a little by an event."""
MOST_POINTS = 150
"""Points drawn of a curve."""


def section(view: StressView) -> Section | None:
    """Return curve and table."""
    if view["losses"].is_empty():
        return None
    drawn = _chart(view)
    lead = tag(
        "p",
        "The loss of a replication is what it costs more than the same weeks without events. Recourse knows"
        " all events beforehand, simulation none. The mean of the worst twentieth is the CVaR at 95%;"
        " intervals hold with 95% confidence.",
    )
    figure = [tag("figure", drawn.place())] if drawn else []
    figure += [tag("p", sentence) for sentence in _foresight(view)]
    return Section(
        "losses", "What disruptions cost", join([lead, *figure, _table(view)]), (drawn,) if drawn else ()
    )


def _chart(view: StressView) -> Chart | None:
    rows = view["exceedance"].filter(DRAWN)
    if rows.is_empty():
        return None
    scale = view.money.scale(rows["loss"])
    series = [_curve(view, engine, scale) for engine in view.engines]
    likely = dict(view["losses"].select("engine", "var95").iter_rows())
    told = ", ".join(f"{view.money(value)} ({engine})" for engine, value in likely.items())
    return chart(
        "losses-exceedance",
        f"Probability that the loss is exceeded; with 5% it is beyond {told}",
        series,
        (HEIGHT, NARROW_HEIGHT),
        xAxis=value_axis(f"loss, {scale.unit}"),
        yAxis={**value_axis("probability of more", nameGap=50), "type": "log", "max": 1},
    )


def _curve(view: StressView, engine: str, scale: Scale) -> dict[str, Any]:
    rows = view.of("exceedance", engine).filter(DRAWN).sort("loss")
    step = max(1, -(-rows.height // MOST_POINTS))
    points = [
        {
            "value": [scale.value(loss), float(f"{probability:.4g}")],
            "tooltip": {
                "formatter": join(
                    [tag("b", plain(engine)), f"more than {view.money(loss)}: {share(probability, 1)}"],
                    tag("br"),
                )
            },
        }
        for loss, probability in rows.gather_every(step).select("loss", "probability").iter_rows()
    ]
    return {
        "type": "line",
        "name": plain(engine),
        "symbol": "circle",
        "symbolSize": 4,
        "showSymbol": True,
        "lineStyle": {"color": ENGINES[engine], "width": 2},
        "itemStyle": {"color": ENGINES[engine]},
        "data": points,
    }


def _foresight(view: StressView) -> list[str]:
    """Return what both engines' costs say of the best policy, where both ran."""
    return [
        f"Over the {counted(row['replications'], 'replication')} that both played, costs are"
        f" {view.money(row['recourse'])} on average by recourse and {view.money(row['gap'])} more by"
        f" simulation ({view.money(row['gap_low'])} to {view.money(row['gap_high'])}). What the best policy"
        " without foresight costs lies between the two; its loss need not, since each engine's is against its"
        " own weeks without events."
        for row in view["foresight"].iter_rows(named=True)
    ]


def _table(view: StressView) -> Markup:
    figures = (
        ("Expected loss", "expected"),
        ("Exceeded by one case of twenty (VaR)", "var95"),
        ("Mean of the worst twentieth (CVaR)", "cvar95"),
    )
    columns = [Column("Figure"), *(Column(plain(engine), numeric=True) for engine in view.engines)]
    cells = [
        [label, *(_interval(view.of("losses", engine), column, view.money) for engine in view.engines)]
        for label, column in figures
    ]
    recovery = [
        _interval(view.of("losses", engine), "recovery", lambda weeks: f"{weeks:.1f} weeks")
        for engine in view.engines
    ]
    return table(columns, [*cells, ["Mean time until service has recovered", *recovery]])


def _interval(row: pl.DataFrame, column: str, words: Callable[[float], str]) -> Markup:
    """Return a figure above its interval."""
    value, low, high = (words(row[name][0]) for name in (column, f"{column}_low", f"{column}_high"))
    return join([value, tag("span", f"{low} to {high}", class_="under")])
