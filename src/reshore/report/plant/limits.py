"""Limits: what a plant needs of floor, power, cooling and people, and what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis, value_axis
from reshore.report.html import Column, Markup, join, table, tag
from reshore.report.palette import DISTINCT
from reshore.report.plant.axes import line_at, top
from reshore.report.plant.quantities import amount
from reshore.report.section import Section
from reshore.report.words import listed, plain, share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.plant.view import PlantView

ROW = 32
"""Height of a limit's bar, in pixels."""
FREE, BINDS = "Is enough", "Binds"
COLOURS = {FREE: DISTINCT[1], BINDS: "#882255"}
WAITS = {"no_power": "power or cooling", "no_operator": "people"}
"""Shares of a server's time in which it waits for what is limited, in words."""


def section(view: PlantView) -> Section:
    """Return the chart of what is limited, and the table of all needs."""
    drawn = _chart(view)
    lead = tag(
        "p",
        "What the line needs by means: the longer row where the rows are as short as they can be, power and"
        " cooling of the week's busiest hours, people who may be needed at once.",
        *(f" {sentence}" for sentence in waits(view)),
    )
    figure = [tag("figure", drawn.place())] if drawn else []
    return Section("limits", "What it needs", join([lead, *figure, _table(view)]), (drawn,) if drawn else ())


def binding(view: PlantView) -> str:
    """Return what binds, in words; empty where nothing does."""
    return listed([plain(name).lower() for name in view.facts["binds"]])


def used(row: Mapping[str, Any]) -> float | None:
    """Return the share that is needed of what there is; None without a limit, or where there is nothing."""
    return row["need"] / row["have"] if row["have"] else None


def waits(view: PlantView) -> list[str]:
    """Return sentences on how long servers wait for what is limited, where they do."""
    sentences = []
    for column, what in WAITS.items():
        worst = view["shares"].sort(column, descending=True, maintain_order=True).row(0, named=True)
        if worst[column] > 0:
            where = view.place(worst["group"])
            part = share(worst[column], 1)
            sentences.append(f"{where} waits longest for {what}, {part} of its time.")
    return sentences


def _chart(view: PlantView) -> Chart | None:
    rows = [row for row in view["limits"].iter_rows(named=True) if used(row) is not None]
    if not rows:
        return None
    shares = [100 * (used(row) or 0.0) for row in rows]
    height = ROW * len(rows) + 32
    said = ", ".join(f"{row['resource']} {share(part / 100)}" for row, part in zip(rows, shares, strict=True))
    series = [
        {
            "type": "bar",
            "name": name,
            "stack": "used",
            "barWidth": 18,
            "itemStyle": {"color": colour},
            "label": {"show": True, "position": "right"},
            "data": [
                _bar(row, part) if row["binds"] == (name == BINDS) else None
                for row, part in zip(rows, shares, strict=True)
            ],
        }
        for name, colour in COLOURS.items()
        if any(row["binds"] == (name == BINDS) for row in rows)
    ]
    return chart(
        "limits-used",
        f"Share that the plant needs of what there is: {said}",
        [*series, line_at("All there is", "xAxis", 100.0, "solid")],
        (height, height),
        narrow=NARROW_NAMES,
        grid={"right": 48},
        xAxis=value_axis("", min=0, max=top(max(100.0, *shares)), axisLabel={"formatter": "{value}%"}),
        yAxis=names_axis([plain(row["resource"]) for row in rows]),
    )


def _bar(row: Mapping[str, Any], percentage: float) -> dict[str, Any]:
    told = f"{amount(row['need'], row['unit'])} of {amount(row['have'], row['unit'])}"
    return {
        "value": round(percentage, 3),
        "label": {"formatter": share(percentage / 100)},
        "tooltip": {"formatter": join([tag("b", plain(row["resource"])), told], tag("br"))},
    }


def _table(view: PlantView) -> Markup:
    columns = [
        Column("Of"),
        Column("Needed", "by means", numeric=True),
        Column("There is", numeric=True),
        Column("Left", numeric=True),
        Column("Used", numeric=True),
        Column("Simulated", "at most", numeric=True),
        Column("Binds"),
    ]
    peaks = _peaks(view)
    cells = []
    for row in view["limits"].iter_rows(named=True):
        part = used(row)
        cells.append(
            [
                plain(row["resource"]),
                amount(row["need"], row["unit"]),
                "no limit" if row["have"] is None else amount(row["have"], row["unit"]),
                "" if row["room"] is None else _left(row),
                "" if part is None else share(part),
                "" if row["resource"] not in peaks else amount(peaks[row["resource"]], row["unit"]),
                "binds" if row["binds"] else "",
            ]
        )
    return table(columns, cells)


def _left(row: Mapping[str, Any]) -> str:
    if row["room"] < 0:
        return f"lacks {amount(-row['room'], row['unit'])}"
    return amount(row["room"], row["unit"])


def _peaks(view: PlantView) -> dict[str, float]:
    """Return the most of power and cooling that was taken at once in the simulation."""
    cooling = view["pools"].filter(pl.col("kind") == "cooling")["peak"]
    found = {"power": view["power"]["peak"].max(), "cooling": cooling.max()}
    return {name: float(peak) for name, peak in found.items() if isinstance(peak, float)}
