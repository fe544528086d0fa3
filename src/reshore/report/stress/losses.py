"""What disruptions cost: the exceedance curve of the loss, and its figures with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import Chart, chart, value_axis
from reshore.report.html import Column, Markup, join, table, tag
from reshore.report.language import say, say_many
from reshore.report.section import Section
from reshore.report.stress.view import ENGINES, by_engine, engine_title
from reshore.report.words import counted, number, share

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
        say(
            "The loss of a replication is what it costs more than the same weeks without events. Recourse"
            " knows all events beforehand, simulation none. The mean of the worst twentieth is the CVaR at"
            " 95%; intervals hold with 95% confidence."
        ),
    )
    figure = [tag("figure", drawn.place())] if drawn else []
    figure += [tag("p", sentence) for sentence in _foresight(view)]
    body = join([lead, *figure, _table(view)])
    return Section("losses", say("What disruptions cost"), body, (drawn,) if drawn else ())


def _chart(view: StressView) -> Chart | None:
    rows = view["exceedance"].filter(DRAWN)
    if rows.is_empty():
        return None
    scale = view.money.scale(rows["loss"])
    series = [_curve(view, engine, scale) for engine in view.engines]
    likely = dict(view["losses"].select("engine", "var95").iter_rows())
    return chart(
        "losses-exceedance",
        say(
            "Probability that the loss is exceeded; with 5% it is beyond {losses}",
            losses=by_engine(view, likely),
        ),
        series,
        (HEIGHT, NARROW_HEIGHT),
        xAxis=value_axis(say("loss, {unit}", unit=scale.unit)),
        yAxis={**value_axis(say("probability of more"), nameGap=50), "type": "log", "max": 1},
    )


def _curve(view: StressView, engine: str, scale: Scale) -> dict[str, Any]:
    rows = view.of("exceedance", engine).filter(DRAWN).sort("loss")
    step = max(1, -(-rows.height // MOST_POINTS))
    points = [
        {
            "value": [scale.value(loss), float(f"{probability:.4g}")],
            "tooltip": {
                "formatter": join(
                    [
                        tag("b", engine_title(engine)),
                        say(
                            "more than {loss}: {probability}",
                            loss=view.money(loss),
                            probability=share(probability, 1),
                        ),
                    ],
                    tag("br"),
                )
            },
        }
        for loss, probability in rows.gather_every(step).select("loss", "probability").iter_rows()
    ]
    return {
        "type": "line",
        "name": engine_title(engine),
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
        say(
            "Over the {replications} that both played, costs are {recourse} on average by recourse and {gap}"
            " more by simulation ({low} to {high}). What the best policy without foresight costs lies between"
            " the two; its loss need not, since each engine's is against its own weeks without events.",
            replications=counted(row["replications"], "replication"),
            recourse=view.money(row["recourse"]),
            gap=view.money(row["gap"]),
            low=view.money(row["gap_low"]),
            high=view.money(row["gap_high"]),
        )
        for row in view["foresight"].iter_rows(named=True)
    ]


def _table(view: StressView) -> Markup:
    figures = (
        (say("Expected loss"), "expected"),
        (say("Exceeded by one case of twenty (VaR)"), "var95"),
        (say("Mean of the worst twentieth (CVaR)"), "cvar95"),
    )
    ran = [Column(engine_title(engine), numeric=True) for engine in view.engines]
    cells = [
        [label, *(_interval(view.of("losses", engine), column, view.money) for engine in view.engines)]
        for label, column in figures
    ]
    recovery = [_interval(view.of("losses", engine), "recovery", _weeks) for engine in view.engines]
    return table(
        [Column(say("Figure")), *ran], [*cells, [say("Mean time until service has recovered"), *recovery]]
    )


def _weeks(time: float) -> str:
    return say_many("{count} week", "{count} weeks", time, count=number(time, 1))


def _interval(row: pl.DataFrame, column: str, words: Callable[[float], str]) -> Markup:
    """Return a figure above its interval."""
    value, low, high = (words(row[name][0]) for name in (column, f"{column}_low", f"{column}_high"))
    return join([value, tag("span", say("{low} to {high}", low=low, high=high), class_="under")])
