"""The footprint against the path that rules set for countries: limit, plan and today, a panel a rule."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reshore.plan.targets import targets
from reshore.report.chart import Chart, category_axis, chart, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say
from reshore.report.palette import DISTINCT, INK
from reshore.report.paths import paths
from reshore.report.planned import planned
from reshore.report.policy import amount
from reshore.report.stretches import stretches
from reshore.report.words import counted, listed, share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from reshore.report.paths import Path
    from reshore.report.view import View

MOST = 6
"""Rules that are drawn; the others stand in the table alone."""

HEIGHT, NARROW_HEIGHT = 220, 200

PLAN, LIMIT, BINDS = DISTINCT[0], DISTINCT[2], DISTINCT[8]

SENSES: Mapping[str, str] = MappingProxyType(
    {"<=": message("At most"), ">=": message("At least"), "=": message("Exactly")}
)


def panels(view: View) -> tuple[Markup, list[Chart]] | None:
    """Return the panels with a table of all rules on countries, and their charts; None without such rules."""
    rows = targets(view.plan, planned(view))
    if rows.is_empty():
        return None
    asking = [path for path in paths(view, rows) if path.asks]
    shown = sorted(asking, key=lambda path: (not path.missed, not path.binds, not path.share))[:MOST]
    charts = [_panel(view, f"target-{at}", path) for at, path in enumerate(shown, 1)]
    figures = [
        tag("figure", _caption(view, path), drawn.place()) for path, drawn in zip(shown, charts, strict=True)
    ]
    rules = counted(rows["rule"].n_unique(), "rule")
    every = folded(say("{rules} on countries and blocs as a table", rules=rules), _table(view, rows))
    title = tag("h3", say("Against the path that rules set"))
    wrapped = [tag("div", *figures, class_="panels")] if len(figures) > 1 else figures
    return join([title, *wrapped, every]), charts


def _caption(view: View, path: Path) -> Markup:
    """Say what the rule asks and how the plan stands to it."""
    return tag("figcaption", path.asked, tag("span", " ".join(_standing(view, path)), class_="under"))


def _standing(view: View, path: Path) -> list[str]:
    inside = [period for period in view.periods if period in path.limits and period in path.plan]
    last = inside[-3:]
    told = listed(
        [say("{amount} in {period}", amount=_told(view, path, path.plan[p]), period=p) for p in last]
    )
    parts = [say("The plan is at {amounts}.", amounts=told)] if last else []
    if path.missed:
        parts.append(say("It misses the limit in {periods}.", periods=stretches(view.periods, path.missed)))
    if binds := path.binds - path.missed:
        parts.append(say("It is right at the limit in {periods}.", periods=stretches(view.periods, binds)))
    if path.today is not None:
        parts.append(say("Today's volumes are at {share}.", share=_told(view, path, path.today)))
    return parts


def _told(view: View, path: Path, value: float) -> str:
    return share(value, 1) if path.share else amount(view, path.rule["measure"], value)


def _panel(view: View, key: str, path: Path) -> Chart:
    now = say("Today")
    labels = [*([now] if path.today is not None else []), *view.periods]
    values = dict(path.plan) | ({now: path.today} if path.today is not None else {})
    plan = {period: value for period, value in values.items() if period != now}
    series = [
        _line(view, path, say("Plan"), PLAN, labels, plan, {"symbol": "circle", "symbolSize": 7}),
        _line(
            view, path, say(SENSES[path.rule["sense"]]), LIMIT, labels, path.limits,
            {"symbol": "rect", "symbolSize": [16, 3], "lineStyle": {"type": "dashed", "color": LIMIT}},
        ),
    ]  # fmt: skip
    if path.today is not None:
        series.append(_marks(view, path, now, INK, labels, {now: path.today}, "emptyCircle"))
    if path.binds:
        at = {period: path.limits[period] for period in path.binds}
        series.append(_marks(view, path, say("At the limit"), BINDS, labels, at, "diamond"))
    said = listed(
        [
            say("{period} {amount}", period=p, amount=_told(view, path, values[p]))
            for p in labels
            if p in values
        ],
        len(labels),
    )
    percent = {"axisLabel": {"formatter": "{value}%"}} if path.share else {}
    return chart(
        key,
        say("{rule} Plan by period: {amounts}", rule=path.asked, amounts=said),
        series,
        (HEIGHT, NARROW_HEIGHT),
        grid={"right": 12},
        xAxis=category_axis(labels),
        yAxis=value_axis("", min=0, splitNumber=4, **percent),
    )


def _line(
    view: View,
    path: Path,
    name: str,
    colour: str,
    labels: Sequence[str],
    values: Mapping[str, float],
    style: Mapping[str, Any],
) -> dict[str, Any]:
    return {
        "type": "line",
        "name": name,
        "lineStyle": {"color": colour, "width": 2},
        "itemStyle": {"color": colour},
        "data": [_point(view, path, name, period, values.get(period)) for period in labels],
        **style,
    }


def _marks(
    view: View,
    path: Path,
    name: str,
    colour: str,
    labels: Sequence[str],
    values: Mapping[str, float],
    symbol: str,
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": name,
        "symbol": symbol,
        "symbolSize": 12,
        "itemStyle": {"color": colour},
        "z": 3,
        "data": [_point(view, path, name, period, values.get(period)) for period in labels],
    }


def _point(view: View, path: Path, name: str, period: str, value: float | None) -> dict[str, Any]:
    if value is None:
        return {"value": None}
    tip = join(
        [tag("b", name), say("{period}: {amount}", period=period, amount=_told(view, path, value))], tag("br")
    )
    return {"value": round(100 * value if path.share else value, 6), "tooltip": {"formatter": tip}}


def _table(view: View, rows: pl.DataFrame) -> Markup:
    columns = [
        Column(say("Rule")),
        Column(say("Period")),
        Column(say("Plan"), numeric=True),
        Column("", say("sense")),
        Column(say("Limit"), numeric=True),
        Column(say("Left"), say("to the limit"), numeric=True),
    ]
    return table(columns, [_cells(view, row) for row in rows.iter_rows(named=True)])


def _cells(view: View, row: Mapping[str, Any]) -> list[str]:
    if row["actual_share"] is not None:
        left = row["slack"] / row["limit"] * row["limit_share"]
        told = [share(value, 1) for value in (row["actual_share"], row["limit_share"], left)]
    else:
        told = [amount(view, row["measure"], row[name]) for name in ("actual", "limit", "slack")]
    return [row["rule"], row["period"] or say("all"), told[0], row["sense"], told[1], told[2]]
