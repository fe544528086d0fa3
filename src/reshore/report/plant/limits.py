"""Limits: what a plant needs of floor, power, cooling and people, and what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import Chart, chart, names_axis
from reshore.report.html import Column, Markup, join, table, tag
from reshore.report.language import message, say
from reshore.report.palette import DISTINCT, INK, on
from reshore.report.plant.axes import NARROW_SHARES, line_at, share_axis, top
from reshore.report.plant.quantities import amount
from reshore.report.plant.terms import term
from reshore.report.section import Section
from reshore.report.words import listed, plain, share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.plant.view import PlantView

ROW = 32
"""Height of a limit's bar, in pixels."""
INSIDE = 40.0
"""Percentage from which on it is told within the bar."""
FREE, BINDS = message("Is enough"), message("Binds")
COLOURS = {FREE: DISTINCT[1], BINDS: "#882255"}
WAITS = {
    "no_power": message("{group} waits longest for power or cooling, {share} of its time."),
    "no_operator": message("{group} waits longest for people, {share} of its time."),
}
"""What is said of shares of a server's time in which it waits for what is limited."""


def section(view: PlantView) -> Section:
    """Return the chart of what is limited, and the table of all needs."""
    drawn = _chart(view)
    lead = tag(
        "p",
        " ".join(
            [
                say(
                    "What the line needs by means: the longer row where the rows are as short as they can be,"
                    " power and cooling of the week's busiest hours, people who may be needed at once."
                ),
                *waits(view),
            ]
        ),
    )
    figure = [tag("figure", drawn.place())] if drawn else []
    body = join([lead, *figure, _table(view)])
    return Section("limits", say("What it needs"), body, (drawn,) if drawn else ())


def binding(view: PlantView) -> str:
    """Return what binds, in words; empty where nothing does."""
    return listed([term(name) for name in view.facts["binds"]])


def used(row: Mapping[str, Any]) -> float | None:
    """Return the share that is needed of what there is; None without a limit, or where there is nothing."""
    return row["need"] / row["have"] if row["have"] else None


def waits(view: PlantView) -> list[str]:
    """Return sentences on how long servers wait for what is limited, where they do."""
    sentences = []
    for column, sentence in WAITS.items():
        worst = view["shares"].sort(column, descending=True, maintain_order=True).row(0, named=True)
        if worst[column] > 0:
            group, part = view.place(worst["group"]), share(worst[column], 1)
            sentences.append(say(sentence, group=group, share=part))
    return sentences


def _chart(view: PlantView) -> Chart | None:
    rows = [row for row in view["limits"].iter_rows(named=True) if used(row) is not None]
    if not rows:
        return None
    shares = [100 * (used(row) or 0.0) for row in rows]
    height = ROW * len(rows) + 32
    said = ", ".join(
        f"{term(row['resource'])} {share(part / 100)}" for row, part in zip(rows, shares, strict=True)
    )
    series = [
        {
            "type": "bar",
            "name": say(name),
            "stack": "used",
            "barWidth": 18,
            "itemStyle": {"color": colour},
            "label": {"show": True},
            "data": [
                _bar(row, part, colour) if row["binds"] == (name == BINDS) else None
                for row, part in zip(rows, shares, strict=True)
            ],
        }
        for name, colour in COLOURS.items()
        if any(row["binds"] == (name == BINDS) for row in rows)
    ]
    return chart(
        view.key("limits-used"),
        say("Share that the plant needs of what there is: {shares}", shares=said),
        [*series, line_at(say("All there is"), "xAxis", 100.0, "solid")],
        (height, height),
        narrow=NARROW_SHARES,
        grid={"right": 48},
        xAxis=share_axis(top(max(100.0, *shares))),
        yAxis=names_axis([plain(row["resource"]) for row in rows]),
    )


def _bar(row: Mapping[str, Any], percentage: float, colour: str) -> dict[str, Any]:
    told = say(
        "{need} of {have}", need=amount(row["need"], row["unit"]), have=amount(row["have"], row["unit"])
    )
    # Beside a long bar it would be on the line.
    where = (
        {"position": "insideRight", "color": on(colour)}
        if percentage > INSIDE
        else {"position": "right", "color": INK}
    )
    return {
        "value": round(percentage, 3),
        "label": {"formatter": share(percentage / 100), **where},
        "tooltip": {"formatter": join([tag("b", plain(row["resource"])), told], tag("br"))},
    }


def _table(view: PlantView) -> Markup:
    columns = [
        Column(say("Of")),
        Column(say("Needed"), say("by means"), numeric=True),
        Column(say("There is"), numeric=True),
        Column(say("Left"), numeric=True),
        Column(say("Used"), numeric=True),
        Column(say("Simulated"), say("at most"), numeric=True),
        Column(say("Binds")),
    ]
    peaks = _peaks(view)
    cells = []
    for row in view["limits"].iter_rows(named=True):
        part = used(row)
        cells.append(
            [
                plain(row["resource"]),
                amount(row["need"], row["unit"]),
                say("no limit") if row["have"] is None else amount(row["have"], row["unit"]),
                "" if row["room"] is None else _left(row),
                "" if part is None else share(part),
                "" if row["resource"] not in peaks else amount(peaks[row["resource"]], row["unit"]),
                say("binds") if row["binds"] else "",
            ]
        )
    return table(columns, cells)


def _left(row: Mapping[str, Any]) -> str:
    if row["room"] < 0:
        return say("lacks {amount}", amount=amount(-row["room"], row["unit"]))
    return amount(row["room"], row["unit"])


def _peaks(view: PlantView) -> dict[str, float]:
    """Return the most of power and cooling that was taken at once in the simulation."""
    cooling = view["pools"].filter(pl.col("kind") == "cooling")["peak"]
    found = {"power": view["power"]["peak"].max(), "cooling": cooling.max()}
    return {name: float(peak) for name, peak in found.items() if isinstance(peak, float)}
