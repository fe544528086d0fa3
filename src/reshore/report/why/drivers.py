"""Drivers: what each cause accounts for, as bars with intervals, and which causes work together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say
from reshore.report.palette import INK
from reshore.report.section import Section
from reshore.report.why.causes import cause_name, cause_of
from reshore.report.why.view import SURE, TIE, span, words
from reshore.report.words import counted, listed, number, share

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
        [_lead(view), *figure, _table(view), *_pairs(view), folded(say("All sets of causes"), _sets(view))]
    )
    return Section(view.key("drivers"), say("What causes it"), body, (drawn,) if drawn else ())


def _lead(view: WhyView) -> Markup:
    site, total = view.result.options["site"], words(view.money, *view.result.facts["total"])
    sentences = [
        say(
            "Each cause is neutralised alone and with the others, so that it no longer tells places apart."
            " Its Shapley value is what it adds to the advantage of {site} when it is taken away: below 0,"
            " the cause speaks for the site. All together account for {total}. Lines are intervals; a grey"
            " bar may be 0.",
            site=view.place(site),
            total=total,
        )
        if site
        else say(
            "Each cause is neutralised alone and with the others, so that it no longer tells places apart."
            " Its Shapley value is what it costs, as a mean over all orders in which causes may be taken"
            " away. All together account for {total}. Lines are intervals; a grey bar may be 0.",
            total=total,
        )
    ]
    if left := [cause_of(driver) for driver in view.result.facts["left_out"]]:
        sentences.append(say("Left out, since they change nothing here: {causes}.", causes=", ".join(left)))
    return tag("p", " ".join(sentences))


def _chart(view: WhyView) -> Chart | None:
    rows = view["drivers"].drop_nulls("value").to_dicts()
    if not rows:
        return None
    scale = view.scale("drivers", "value", "low", "high")
    tips = [
        join(
            [
                tag("b", cause_name(row["cause"])),
                say(
                    message("{amount} {unit}, a tie") if row["tie"] else message("{amount} {unit}"),
                    amount=span(scale, row["low"], row["high"]),
                    unit=scale.unit,
                ),
            ],
            tag("br"),
        )
        for row in rows
    ]
    height = ROW * len(rows) + 56
    return chart(
        view.key("drivers-bars"),
        say(
            "Shapley values of {causes} with intervals; {ties} may be 0",
            causes=counted(len(rows), "cause"),
            ties=number(sum(row["tie"] for row in rows)),
        ),
        [
            {
                "type": "bar",
                "name": say("Shapley value"),
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
                "name": say("Interval"),
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
        yAxis=names_axis([cause_name(row["cause"]) for row in rows], 190),
    )


def _table(view: WhyView) -> Markup:
    rows = view["drivers"].to_dicts()
    scale = view.scale("drivers", "value", "low", "high", "alone")
    columns = [
        Column(say("Cause")),
        Column(say("Shapley value"), scale.unit, numeric=True),
        Column(say("Interval"), scale.unit, numeric=True),
        Column(say("Share"), say("of all together"), numeric=True),
        Column(say("Alone"), scale.unit, numeric=True),
        Column(say("Verdict")),
    ]
    cells = [
        [
            cause_name(row["cause"]),
            "" if row["value"] is None else scale(row["value"]),
            span(scale, row["low"], row["high"]),
            "" if row["share"] is None else share(row["share"]),
            span(scale, row["alone_low"], row["alone_high"]),
            say("may be 0") if row["tie"] else say("counts"),
        ]
        for row in rows
    ]
    return table(columns, cells, faded=[row["tie"] for row in rows])


def _pairs(view: WhyView) -> list[Markup]:
    rows = view["interactions"].sort("tie", "driver", "other").to_dicts()
    if not rows:
        return []
    causes = _causes(view)
    scale = view.scale("interactions", "value", "low", "high")
    columns = [
        Column(say("Causes")),
        Column(say("Interaction"), scale.unit, numeric=True),
        Column(say("Verdict")),
    ]
    cells = [
        [
            listed([causes[row["driver"]], causes[row["other"]]]),
            span(scale, row["low"], row["high"]),
            say("may be 0")
            if row["tie"]
            else say("more together")
            if row["low"] > 0
            else say("less together"),
        ]
        for row in rows
    ]
    return [
        folded(say("Which causes work together"), table(columns, cells, faded=[row["tie"] for row in rows]))
    ]


def _sets(view: WhyView) -> Markup:
    rows = view["coalitions"].to_dicts()
    causes = _causes(view)
    scale = view.scale("coalitions", "amount_low", "amount_high", "low", "high")
    amount = say("Advantage") if view.result.options["site"] else say("Best cost")
    columns = [
        Column(say("Neutralised")),
        Column(amount, scale.unit, numeric=True),
        Column(say("Accounts for"), scale.unit, numeric=True),
    ]
    cells = [
        [
            ", ".join(causes[name] for name in row["neutralised"]) or say("nothing"),
            span(scale, row["amount_low"], row["amount_high"]),
            span(scale, row["low"], row["high"]),
        ]
        for row in rows
    ]
    return table(columns, cells)


def _causes(view: WhyView) -> dict[str, str]:
    """Return causes in words, by driver."""
    rows = view["drivers"].select("driver", "cause").iter_rows()
    return {driver: cause_name(cause) for driver, cause in rows}
