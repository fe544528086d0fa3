"""What can go wrong: how likely each hazard is and what an event costs, and its part in mean and tail."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say, say_many
from reshore.report.palette import INK
from reshore.report.retold import retold
from reshore.report.section import Section
from reshore.report.stress.view import ENGINES, engine_title
from reshore.report.words import counted, plain, rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reshore.report.stress.view import StressView

HEIGHT, NARROW_HEIGHT = 360, 340
ROW = 40
"""Height of a hazard's bars, in pixels."""
ROOM = 0.7
"""Part of the axis up to which a label has room to the right of its point."""
MEAN, TAIL = "#ddcc77", "#882255"
"""Colours of the parts in the mean and in the tail."""
IN_MEAN, IN_TAIL = message("In the expected loss"), message("In the worst twentieth")

REMARKS = (
    message("hazard '{hazard}' hits nothing that runs or could"),
    message("hazard '{hazard}': {count} moves have no way round '{passage}' and wait"),
    message("hazard '{hazard}' is left out: its day is {count} days before the start, and not in the window"),
    message("hazard '{hazard}' is left out: its day is {count} days after the start, and not in the window"),
)
"""What `reshore.risk` remarks on hazards."""


def section(view: StressView) -> Section | None:
    """Return matrix, tornado and table."""
    if view["hazards"].is_empty():
        return None
    drawn = [one for one in (_matrix(view), _tornado(view)) if one]
    captions = {
        "hazards-matrix": say("Likelihood and impact: events a year, and what one costs on average"),
        "hazards-tornado": say(
            "Part of each hazard in the expected loss, and in the worst twentieth of cases"
        ),
    }
    figures = [tag("figure", tag("figcaption", captions[one.key]), one.place()) for one in drawn]
    told = [retold(remark, REMARKS) for remark in view.result.facts["remarks"]]
    remarks = [tag("li", f"{remark[:1].upper()}{remark[1:]}.") for remark in told]
    notes = [tag("ul", *remarks, class_="small")] if remarks else []
    body = join([*figures, *notes, folded(say("Hazards as a table"), _table(view))])
    return Section("hazards", say("What can go wrong"), body, tuple(drawn))


def _matrix(view: StressView) -> Chart | None:
    costly = view["hazards"].filter((pl.col("events") > 0) & (pl.col("mean_part") > 0))
    years = view.result.options["window"] / 52
    rows = costly.with_columns(each=pl.col("mean_part") / (pl.col("events") * years))
    if rows.is_empty():
        return None
    scale = view.money.scale(rows["each"])
    series = []
    for engine in view.engines:
        points = [
            {
                "name": plain(row["hazard"]),
                "value": [row["events"], scale.value(row["each"])],
                "label": {"position": _side(row["events"], rows["events"].to_list())},
                "tooltip": {
                    "formatter": join(
                        [
                            tag("b", plain(row["hazard"])),
                            say_many(
                                "{count} event a year",
                                "{count} events a year",
                                row["events"],
                                count=rounded(row["events"]),
                            ),
                            say(
                                "{loss} an event, by {engine}",
                                loss=view.money(row["each"]),
                                engine=say(engine),
                            ),
                        ],
                        tag("br"),
                    )
                },
            }
            for row in rows.filter(pl.col("engine") == engine).iter_rows(named=True)
        ]
        if points:
            series.append(_points(engine, points))
    return chart(
        "hazards-matrix",
        say("Likelihood and impact of {hazards}", hazards=counted(rows["hazard"].n_unique(), "hazard")),
        series,
        (HEIGHT, NARROW_HEIGHT),
        xAxis={**value_axis(say("events a year")), "type": "log"},
        yAxis={**value_axis(say("loss of an event, {unit}", unit=scale.unit), nameGap=44), "type": "log"},
    )


def _side(events: float, every: Sequence[float]) -> str:
    """Return on which side of its point a label has room, along an axis of whole powers of ten."""
    least, most = floor(log10(min(every))), ceil(log10(max(every)))
    return "left" if log10(events) - least > ROOM * (most - least) else "right"


def _points(engine: str, points: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": engine_title(engine),
        "symbolSize": 14,
        "itemStyle": {"color": ENGINES[engine], "opacity": 0.8},
        "label": {"show": True, "formatter": "{b}", "position": "right", "color": INK},
        "labelLayout": {"hideOverlap": True},
        "data": points,
    }


def _tornado(view: StressView) -> Chart | None:
    engine = view.engines[0]
    rows = view.of("hazards", engine).filter((pl.col("mean_part") > 0) | (pl.col("tail_part") > 0))
    if rows.is_empty():
        return None
    rows = rows.sort("tail_part", "mean_part", "hazard", descending=[True, True, False])
    scale = view.money.scale([*rows["mean_part"], *rows["tail_part"]])
    series = [
        {
            "type": "bar",
            "name": say(name),
            "barWidth": 12,
            "itemStyle": {"color": colour},
            "data": [
                {
                    "value": scale.value(row[column]),
                    "tooltip": {
                        "formatter": join(
                            [
                                tag("b", plain(row["hazard"])),
                                say("{part}: {loss}", part=say(name), loss=view.money(row[column])),
                            ],
                            tag("br"),
                        )
                    },
                }
                for row in rows.iter_rows(named=True)
            ],
        }
        for name, column, colour in (
            (IN_TAIL, "tail_part", TAIL),
            (IN_MEAN, "mean_part", MEAN),
        )
    ]
    height = ROW * rows.height + 56
    return chart(
        "hazards-tornado",
        say(
            "Part of each hazard in the losses, by {engine}; the largest in the worst cases is {hazard}",
            engine=say(engine),
            hazard=plain(rows["hazard"][0]),
        ),
        series,
        (height, height),
        narrow=NARROW_NAMES,
        xAxis=value_axis(say("{unit}, by {engine}", unit=scale.unit, engine=say(engine))),
        yAxis=names_axis([plain(name) for name in rows["hazard"]]),
    )


def _table(view: StressView) -> Markup:
    rows = view["hazards"]
    scale = view.money.scale([*rows["mean_part"], *rows["tail_part"]])
    columns = [
        Column(say("Hazard")),
        Column(say("Engine")),
        Column(say("Events"), say("a year"), numeric=True),
        Column(say(IN_MEAN), scale.unit, numeric=True),
        Column(say(IN_TAIL), scale.unit, numeric=True),
    ]
    cells = [
        [plain(hazard), engine_title(engine), rounded(events), scale(mean), scale(tail)]
        for engine, hazard, events, mean, tail in rows.iter_rows()
    ]
    return table(columns, cells)
