"""Other plans in the same futures: what they cost more or less in each, and what they don't deliver."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import say
from reshore.report.robust.view import OTHERS, future_name
from reshore.report.section import Section
from reshore.report.words import large, listed, share
from reshore.robust.others import differences

if TYPE_CHECKING:
    from reshore.report.robust.view import RobustView

ROW = 26
"""Height of a row and its gap, in pixels."""

SAME = 1e-6
"""Part of a cost below which a difference is the solver's tolerance."""

MOST = 24
"""Rows of a chart: the futures that differ most, and the mean."""


def section(view: RobustView) -> Section | None:
    """Return a chart and a table for each other plan; None where there is none."""
    if not view.others:
        return None
    parts, charts = [], []
    for number, name in enumerate(view.others):
        rows = differences(view.result, name)
        drawn = _chart(view, name, rows, number)
        charts += [drawn] if drawn else []
        parts += [
            tag("h3", name),
            tag("p", join(_lead(view, rows), " ")),
            *([tag("figure", drawn.place())] if drawn else []),
            folded(say("{plan} as a table", plan=name), _table(view, rows)),
        ]
    lead = tag(
        "p",
        say(
            "Other plans keep their sites, modules and sources, and have the best flows for them in each"
            " future."
        ),
    )
    return Section("futures-others", say("Beside other plans"), join([lead, *parts]), tuple(charts))


def _lead(view: RobustView, rows: pl.DataFrame) -> list[str]:
    if _same(rows):
        return [say("It costs the same as this plan in every future.")]
    mean, each = rows.row(-1, named=True), rows.head(-1)
    said = []
    if lost := each.filter(pl.col("other_cost").is_null())["future"].to_list():
        names = listed([future_name(one) for one in lost])
        said.append(say("It leaves no flows in {futures}: means are over the others.", futures=names))
    amount = mean["difference"]
    if amount is None:
        return said
    said.append(
        say("It costs {amount} more than this plan in the mean.", amount=view.money(amount))
        if amount >= 0
        else say("It costs {amount} less than this plan in the mean.", amount=view.money(-amount))
    )
    known = each.drop_nulls("difference")
    more = known.filter(known["difference"] > 0)
    said.append(
        say(
            "It costs more in futures of {share} probability.",
            share=share(float(more["probability"].sum())),
        )
    )
    short, other = mean["short"], mean["other_short"]
    if short or other:
        said.append(
            say(
                "It leaves {other} units undelivered in the mean, this plan {short}.",
                other=large(other),
                short=large(short),
            )
        )
    return said


def _same(rows: pl.DataFrame) -> bool:
    """Whether another plan costs the same in every future, but for the solver's tolerances."""
    differing = rows["difference"].abs() > SAME * rows["cost"].abs()
    return not differing.fill_null(True).any()


def _chart(view: RobustView, name: str, rows: pl.DataFrame, number: int) -> Chart | None:
    """Return what another plan costs more in each future; None where it is nothing, or not known of any."""
    if _same(rows) or rows["difference"].null_count() == rows.height:
        return None
    mean = rows.tail(1)
    each = rows.head(-1).drop_nulls("difference")
    most = each.sort(each["difference"].abs(), descending=True, maintain_order=True).head(MOST)
    shown = mean.extend(most.sort("difference", descending=True, maintain_order=True))
    labels = [future_name(future) for future in shown["future"]]
    scale = view.money.scale(shown["difference"])
    data: list[dict[str, Any]] = [
        {
            "value": scale.value(row["difference"]),
            "tooltip": {
                "formatter": join(
                    [
                        tag("b", future_name(row["future"])),
                        say("probability {share}", share=share(row["probability"], 1)),
                        say("{name}: {amount}", name=name, amount=view.money(row["other_cost"])),
                        say("This plan: {amount}", amount=view.money(row["cost"])),
                    ],
                    tag("br"),
                )
            },
        }
        for row in shown.iter_rows(named=True)
    ]
    series = [
        {
            "type": "bar",
            "name": say("{plan} costs more than this plan", plan=name),
            "barWidth": 16,
            "itemStyle": {"color": OTHERS[number % len(OTHERS)]},
            "data": data,
        }
    ]
    said = listed(
        [
            say("{name} {amount}", name=label, amount=view.money(amount))
            for label, amount in zip(labels, shown["difference"], strict=True)
        ]
    )
    height = ROW * max(2, len(labels)) + 56
    return chart(
        f"futures-other-{number}",
        say("What {plan} costs more than this plan: {figures}", plan=name, figures=said),
        series,
        (height, height),
        narrow=NARROW_NAMES,
        xAxis=value_axis(scale.unit),
        yAxis=names_axis(labels),
    )


def _table(view: RobustView, rows: pl.DataFrame) -> Markup:
    scale = view.money.scale(rows["cost"].drop_nulls())
    less = view.money.scale(rows["difference"].drop_nulls())
    columns = [
        Column(say("Future")),
        Column(say("Probability"), numeric=True),
        Column(say("This plan"), scale.unit, numeric=True),
        Column(say("The other"), scale.unit, numeric=True),
        Column(say("Difference"), less.unit, numeric=True),
        Column(say("Not delivered"), say("units"), numeric=True),
        Column(say("by the other"), say("units"), numeric=True),
    ]
    cells = [
        [
            future_name(row["future"]),
            share(row["probability"], 1),
            "" if row["cost"] is None else scale(row["cost"]),
            say("no flows") if row["other_cost"] is None else scale(row["other_cost"]),
            "" if row["difference"] is None else less(row["difference"]),
            "" if row["short"] is None else large(row["short"]),
            "" if row["other_short"] is None else large(row["other_short"]),
        ]
        for row in rows.iter_rows(named=True)
    ]
    return table(columns, cells[:-1], total=cells[-1])
