"""Duty: what is charged in which layer over time, on which goods, and which agreements lower it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import Chart, category_axis, chart, value_axis
from reshore.report.goods import provenances
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say
from reshore.report.palette import DISTINCT, OTHER, QUIET
from reshore.report.section import Section
from reshore.report.words import listed, number, share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.report.view import View
    from reshore.report.words import Scale

BACK = message("Paid back")
"""What a line without a layer is: duty that is paid back."""

REST = message("Other layers")

MOST = 12
"""Rows of the table that are shown at once, those of the largest amounts."""

GROUPS = ("importer", "exporter", "layer", "product", "provenance", "preference")
"""What has a row of its own in the table."""


def section(view: View) -> Section | None:
    """Return the chart and the table of duty; None where the plan has none."""
    if view.plan["duties"].is_empty():
        return None
    drawn = _chart(view)
    charts = (drawn,) if drawn else ()
    figures = [tag("figure", one.place()) for one in charts]
    body = join([_lead(view), *figures, *_tables(view)])
    return Section("duty", say("Duty"), body, charts)


def _lead(view: View) -> Markup:
    whole = view.plan.duties(()).row(0, named=True)
    parts = [
        say(
            "Duty of {amount} falls due over the horizon; amounts are not discounted.",
            amount=view.money(whole["paid"]),
        )
    ]
    if whole["paid_back"] > 0:
        parts.append(say("{amount} is paid back.", amount=view.money(whole["paid_back"])))
    under = view.plan.duties("preference").filter(pl.col("preference").is_not_null())
    if not under.is_empty():
        named = [
            say("{amount} ({agreement})", amount=view.money(row["value"]), agreement=row["preference"])
            for row in under.sort("value", "preference", descending=[True, False]).iter_rows(named=True)
        ]
        parts.append(say("Agreements lower or waive it on goods worth {amounts}.", amounts=listed(named)))
    if whole["amount"]:
        parts.append(say("In the chart, each period is at the rate of a year."))
    return tag("p", join(parts, " "))


def _chart(view: View) -> Chart | None:
    """Return duty by layer, each period at the rate of a year; None where nothing is charged."""
    by_layer = view.plan.duties("layer").filter(pl.col("amount") != 0)
    if by_layer.is_empty():
        return None
    ranked = by_layer.filter(pl.col("layer").is_not_null())["layer"].to_list()
    back, rest = say(BACK), say(REST)
    names = {layer: layer if i < len(DISTINCT) else rest for i, layer in enumerate(ranked)}
    colours = dict(zip(dict.fromkeys(names.values()), (*DISTINCT, OTHER), strict=False)) | {back: QUIET}
    cells: dict[tuple[str, str], float] = {}
    for layer, period, amount in view.plan.duties(("layer", "period"))["layer", "period", "amount"].rows():
        if amount:
            key = (names.get(layer, back), period)
            cells[key] = cells.get(key, 0.0) + amount
    used = [name for name in colours if any(name == series for series, _ in cells)]
    yearly = {period: 12 / months for period, _, months in view.plan["periods"].iter_rows()}
    scale = view.money.scale(amount * yearly[period] for (_, period), amount in cells.items())
    return chart(
        "duty-layers",
        say(
            "Duty by layer and period at the rate of a year; over the horizon: {amounts}",
            amounts=_said(view, cells, used),
        ),
        [_bars(view, name, colours[name], cells, yearly, scale) for name in used],
        (300, 260),
        grid={"right": 8},
        xAxis=category_axis(view.periods, axisLine={"onZero": False}),
        yAxis=value_axis(say("{unit} a year", unit=scale.unit), nameGap=44),
    )


def _said(view: View, cells: Mapping[tuple[str, str], float], names: Sequence[str]) -> str:
    totals = {name: sum(amount for (series, _), amount in cells.items() if series == name) for name in names}
    return ", ".join(
        say("{name} {amount}", name=name, amount=view.money(amount)) for name, amount in totals.items()
    )


def _bars(
    view: View,
    name: str,
    colour: str,
    cells: Mapping[tuple[str, str], float],
    yearly: Mapping[str, float],
    scale: Scale,
) -> dict[str, Any]:
    data: list[dict[str, Any] | None] = []
    for period in view.periods:
        amount = cells.get((name, period))
        if amount is None:
            data.append(None)
            continue
        title = say("{name}, {period}", name=name, period=period)
        tip = join([tag("b", title), say("{amount} in the period", amount=view.money(amount))], tag("br"))
        data.append({"value": scale.value(amount * yearly[period]), "tooltip": {"formatter": tip}})
    return {
        "type": "bar",
        "name": name,
        "stack": "duty",
        "barCategoryGap": "18%",
        "itemStyle": {"color": colour, "borderColor": "#fff", "borderWidth": 0.5},
        "data": data,
    }


def _tables(view: View) -> list[Markup]:
    """Return the table of the largest amounts, and that of the rest, which opens on a click."""
    rows = view.plan.duties(GROUPS).sort(
        -pl.col("amount").abs(), -pl.col("value"), *GROUPS, nulls_last=True, maintain_order=True
    )
    due, worth = view.money.scale(rows["amount"]), view.money.scale(rows["value"])
    columns = [
        Column(say("Importer")),
        Column(say("Layer")),
        Column(say("Product")),
        Column(say("Goods")),
        Column(say("Preference")),
        Column(say("Customs value"), worth.unit, numeric=True),
        Column(say("Rate"), say("on average"), numeric=True),
        Column(say("Duty"), due.unit, numeric=True),
    ]
    goods = provenances(view)
    cells = [_cells(view, row, goods, worth, due) for row in rows.iter_rows(named=True)]
    total = [say("Total"), *([""] * 6), due(sum(rows["amount"]))]
    if len(cells) <= MOST + 1:
        return [table(columns, cells, total=total)]
    # A single smaller amount is shown with the others, so that these are several.
    smaller = say("{count} smaller amounts", count=number(len(cells) - MOST))
    rest = folded(smaller, table(columns, cells[MOST:]))
    return [table(columns, cells[:MOST], total=[say("Total, with the rest below"), *total[1:]]), rest]


def _cells(
    view: View,
    row: Mapping[str, Any],
    goods: Mapping[tuple[str, str | None], str],
    worth: Scale,
    due: Scale,
) -> list[str]:
    importer = tag("span", view.countries[row["importer"]], class_="firm")
    exporter = say("from {country}", country=view.countries[row["exporter"]]) if row["exporter"] else ""
    value = row["value"]
    return [
        join([importer, tag("span", exporter, class_="under")]) if exporter else importer,
        row["layer"] or say(BACK),
        view.products[row["product"]],
        goods.get((row["product"], row["provenance"]), ""),
        row["preference"] or "",
        worth(value) if value else "",
        share(row["paid"] / value, 1) if value else "",
        due(row["amount"]),
    ]
