"""Times to survive against times to recover: how many sets there are of each, and which break."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reshore.report.chart import Chart, category_axis, chart
from reshore.report.html import join, tag
from reshore.report.language import message, say
from reshore.report.palette import INK, OTHER, QUIET
from reshore.report.section import Section
from reshore.report.words import counted, listed, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.report.stress.view import StressView

EDGES = (0.0, 7.0, 14.0, 28.0, 56.0, 91.0, 182.0, 365.0)
"""Days at which the bands of the matrix begin; the last one goes on without end."""
BANDS = (
    *(f"{low:g}\N{EN DASH}{high:g}" for low, high in pairwise(EDGES)),
    message("over {days}"),
)
NO_END, NOT_KNOWN = message("no end"), message("not known")

SAFE, SOME = message("All survive"), message("Some lose units")
BROKEN, UNKNOWN = message("All lose units"), message("Recovery not known")
COLOURS = {SAFE: "#a9d3c9", SOME: "#f1d58a", BROKEN: "#cc6677", UNKNOWN: OTHER}
CELL = 40
"""Height of a cell, in pixels."""
NAMED = 12
"""Sets named when one points at a cell."""


def section(view: StressView) -> Section | None:
    """Return the matrix."""
    if view["exposures"].is_empty():
        return None
    drawn = _chart(view)
    lead = tag(
        "p",
        say(
            "Each cell counts the sets with these times. A set whose time to recover is longer than the"
            " network survives without it loses units: those lie towards the upper right."
        ),
    )
    body = join([lead, tag("figure", drawn.place())])
    return Section("survival", say("Time to survive, time to recover"), body, (drawn,))


def _chart(view: StressView) -> Chart:
    cells: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in view["exposures"].iter_rows(named=True):
        cells.setdefault((band_of(row["ttr"], NOT_KNOWN), band_of(row["tts"], NO_END)), []).append(row)
    columns = _used([ttr for ttr, _ in cells], NOT_KNOWN)
    lines = _used([tts for _, tts in cells], NO_END)
    data: dict[str, list[dict[str, Any]]] = {state: [] for state in COLOURS}
    for (ttr, tts), rows in sorted(cells.items()):
        data[_state(rows)].append(
            {
                "value": [columns.index(ttr), lines.index(tts), len(rows)],
                "tooltip": {"formatter": _tip(view, rows, ttr, tts)},
            }
        )
    broken = sum(map(_loses, view["exposures"].iter_rows(named=True)))
    height = CELL * len(lines) + 60
    return chart(
        "survival-matrix",
        say(
            "Matrix of times to survive and to recover: {sets} of {all} lose units before recovery",
            sets=counted(broken, "set"),
            all=number(view["exposures"].height),
        ),
        [_cells(state, points) for state, points in data.items() if points],
        (height, height),
        xAxis=category_axis(
            [_said(band) for band in columns],
            name=say("time to recover, days"),
            nameLocation="middle",
            nameGap=28,
            nameTextStyle={"color": QUIET},
        ),
        yAxis=category_axis(
            [_said(band) for band in lines],
            name=say("survived, days"),
            nameLocation="middle",
            nameGap=66,
            nameTextStyle={"color": QUIET},
            inverse=True,
        ),
    )


def _cells(state: str, points: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "type": "custom",
        "name": say(state),
        "renderItem": "cell",
        "itemStyle": {"color": COLOURS[state]},
        "label": {"color": INK},
        "encode": {"x": 0, "y": 1},
        "data": points,
    }


def band_of(value: float | None, empty: str) -> str:
    """Return the band that a time is in, or other words where there is none."""
    if value is None:
        return empty
    return BANDS[max(0, sum(value >= edge for edge in EDGES) - 1)]


def _used(bands: Sequence[str], last: str) -> list[str]:
    """Return the bands from the first to the last in use, and what stands apart from them."""
    places = [BANDS.index(band) for band in bands if band != last]
    within = BANDS[min(places) : max(places) + 1] if places else ()
    return [*within, *([last] if last in bands else [])]


def _loses(row: Mapping[str, Any]) -> bool:
    return row["ttr"] is not None and row["tts"] is not None and row["tts"] < row["ttr"]


def _state(rows: Sequence[Mapping[str, Any]]) -> str:
    losing = sum(map(_loses, rows))
    if any(row["ttr"] is None for row in rows):
        return UNKNOWN
    return SAFE if not losing else BROKEN if losing == len(rows) else SOME


def _tip(view: StressView, rows: Sequence[Mapping[str, Any]], ttr: str, tts: str) -> str:
    named = listed([view.named(row) for row in rows], NAMED)
    losing = number(sum(map(_loses, rows)))
    title = tag("b", say("{sets}, {count} losing units", sets=counted(len(rows), "set"), count=losing))
    times = say("recovery {ttr}, survived {tts}", ttr=_time(ttr), tts=_time(tts))
    return join([title, times, named], tag("br"))


def _said(band: str) -> str:
    """Return a band as words."""
    return say(band, days=number(EDGES[-1]))


def _time(band: str) -> str:
    """Return a band as words, with its unit."""
    return say("{time} days", time=_said(band)) if band in BANDS else say(band)
