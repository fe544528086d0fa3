"""Drivers: what each cause accounts for, as bars with intervals, and which causes work together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.palette import INK
from reshore.report.section import Section
from reshore.report.why.view import SURE, TIE, span, words
from reshore.report.words import counted, share

if TYPE_CHECKING:
    from reshore.report.why.view import WhyView

ROW = 40
"""Height of a cause, in pixels."""


def section(view: WhyView) -> Section | None:
    """Return bars and tables."""
    if view["drivers"].is_empty():
        return None
    drawn = _chart(view)
    figure = [tag("figure", drawn.place())] if drawn else []
    body = join(
        [_lead(view), *figure, _table(view), *_pairs(view), folded("All sets of causes", _sets(view))]
    )
    return Section(view.key("drivers"), "What causes it", body, (drawn,) if drawn else ())


def _lead(view: WhyView) -> Markup:
    site, total = view.result.options["site"], words(view.money, *view.result.facts["total"])
    what = (
        f"what it adds to the advantage of {view.place(site)} when it is taken away: below 0, the cause"
        " speaks for the site"
        if site
        else "what it costs, as a mean over all orders in which causes may be taken away"
    )
    left = view.result.facts["left_out"]
    out = f" Left out, since they change nothing here: {', '.join(left)}." if left else ""
    return tag(
        "p",
        "Each cause is neutralised alone and with the others, so that it no longer tells places apart. Its"
        f" Shapley value is {what}. All together account for {total}. Lines are intervals; a grey bar may be"
        f" 0.{out}",
    )


def _chart(view: WhyView) -> Chart | None:
    rows = view["drivers"].drop_nulls("value").to_dicts()
    if not rows:
        return None
    scale = view.scale("drivers", "value", "low", "high")
    tips = [
        join(
            [
                tag("b", row["cause"]),
                f"{span(scale, row['low'], row['high'])} {scale.unit}{', a tie' if row['tie'] else ''}",
            ],
            tag("br"),
        )
        for row in rows
    ]
    height = ROW * len(rows) + 56
    return chart(
        view.key("drivers-bars"),
        f"Shapley values of {counted(len(rows), 'cause')} with intervals;"
        f" {sum(row['tie'] for row in rows)} may be 0",
        [
            {
                "type": "bar",
                "name": "Shapley value",
                "barWidth": 16,
                "itemStyle": {"color": SURE},
                "data": [
                    {
                        "value": scale.value(row["value"]),
                        "itemStyle": {"color": TIE if row["tie"] else SURE},
                        "tooltip": {"formatter": tip},
                    }
                    for row, tip in zip(rows, tips, strict=True)
                ],
            },
            {
                "type": "custom",
                "name": "Interval",
                "renderItem": "whisker",
                "itemStyle": {"color": INK},
                "encode": {"x": [1, 2], "y": 0},
                "z": 5,
                "data": [
                    {
                        "value": [at, scale.value(row["low"]), scale.value(row["high"])],
                        "tooltip": {"formatter": tip},
                    }
                    for at, (row, tip) in enumerate(zip(rows, tips, strict=True))
                    if row["low"] is not None and row["high"] is not None
                ],
            },
        ],
        (height, height),
        narrow=NARROW_NAMES,
        xAxis=value_axis(scale.unit),
        yAxis=names_axis([row["cause"] for row in rows], 190),
    )


def _table(view: WhyView) -> Markup:
    rows = view["drivers"].to_dicts()
    scale = view.scale("drivers", "value", "low", "high", "alone")
    columns = [
        Column("Cause"),
        Column("Shapley value", scale.unit, numeric=True),
        Column("Interval", scale.unit, numeric=True),
        Column("Share", "of all together", numeric=True),
        Column("Alone", scale.unit, numeric=True),
        Column("Verdict"),
    ]
    cells = [
        [
            row["cause"],
            "" if row["value"] is None else scale(row["value"]),
            span(scale, row["low"], row["high"]),
            "" if row["share"] is None else share(row["share"]),
            span(scale, row["alone_low"], row["alone_high"]),
            "may be 0" if row["tie"] else "counts",
        ]
        for row in rows
    ]
    return table(columns, cells, faded=[row["tie"] for row in rows])


def _pairs(view: WhyView) -> list[Markup]:
    rows = view["interactions"].sort("tie", "driver", "other").to_dicts()
    if not rows:
        return []
    causes = dict(view["drivers"].select("driver", "cause").iter_rows())
    scale = view.scale("interactions", "value", "low", "high")
    columns = [Column("Causes"), Column("Interaction", scale.unit, numeric=True), Column("Verdict")]
    cells = [
        [
            f"{causes[row['driver']]} and {causes[row['other']]}",
            span(scale, row["low"], row["high"]),
            "may be 0" if row["tie"] else "more together" if row["low"] > 0 else "less together",
        ]
        for row in rows
    ]
    return [folded("Which causes work together", table(columns, cells, faded=[row["tie"] for row in rows]))]


def _sets(view: WhyView) -> Markup:
    rows = view["coalitions"].to_dicts()
    causes = dict(view["drivers"].select("driver", "cause").iter_rows())
    scale = view.scale("coalitions", "amount_low", "amount_high", "low", "high")
    amount = "Advantage" if view.result.options["site"] else "Best cost"
    columns = [
        Column("Neutralised"),
        Column(amount, scale.unit, numeric=True),
        Column("Accounts for", scale.unit, numeric=True),
    ]
    cells = [
        [
            ", ".join(causes[name] for name in row["neutralised"]) or "nothing",
            span(scale, row["amount_low"], row["amount_high"]),
            span(scale, row["low"], row["high"]),
        ]
        for row in rows
    ]
    return table(columns, cells)
