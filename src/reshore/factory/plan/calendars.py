"""Shifts and breaks of the table `calendars` as open intervals of the week, from Monday 0:00 on."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

WEEK = 168.0
"""Hours."""

DAY = 24.0

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Opens: TypeAlias = "tuple[tuple[float, float], ...]"
"""(from, to) in hours of the week, rising and apart; empty = always open."""

_EPSILON = 1e-9


def opens(calendars: pl.DataFrame, building: str, station: str) -> Opens:
    """Return when a kind of station is open in a building.

    Of the calendars for both, for the kind, for the building and for all, the first there is holds alone;
    where there is none, work never stops.
    """
    for names in ((building, station), (None, station), (building, None), (None, None)):
        rows = calendars.filter(
            pl.col("building").eq_missing(pl.lit(names[0], dtype=pl.String)),
            pl.col("station").eq_missing(pl.lit(names[1], dtype=pl.String)),
        )
        if rows.height:
            return _merged(sorted(part for interval in _shifts(rows) for part in _wrapped(*interval)))
    return ()


def open_hours(when: Opens) -> float:
    """Return the open hours of a week."""
    return sum(end - begin for begin, end in when) if when else WEEK


def is_open(when: Opens, hour: float) -> bool:
    """Say whether an hour of the week lies in an open interval."""
    return not when or any(begin <= hour < end for begin, end in when)


def edges(*whens: Opens) -> list[float]:
    """Return the hours of the week at which any of these open or close, with the week's start and end."""
    return sorted({0.0, WEEK, *(hour for when in whens for interval in when for hour in interval)})


def _shifts(rows: pl.DataFrame) -> Iterator[tuple[float, float]]:
    """Yield the parts of each shift before and after its break, which may go on past the week."""
    for row in rows.iter_rows(named=True):
        for day in row["days"].split():
            begin = DAY * DAYS.index(day) + row["start"]
            middle, half = begin + row["hours"] / 2, row["break_minutes"] / 120
            if half > 0:
                yield begin, middle - half
                yield middle + half, begin + row["hours"]
            else:
                yield begin, begin + row["hours"]


def _wrapped(begin: float, end: float) -> Iterator[tuple[float, float]]:
    """Yield the parts of an interval in its own week, and of what goes on past it."""
    if begin >= WEEK:
        begin, end = begin - WEEK, end - WEEK
    yield begin, min(end, WEEK)
    if end > WEEK:
        yield 0.0, end - WEEK


def _merged(intervals: list[tuple[float, float]]) -> Opens:
    joined: list[tuple[float, float]] = []
    for begin, end in intervals:
        if end - begin <= _EPSILON:
            continue
        if joined and begin <= joined[-1][1] + _EPSILON:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    whole = len(joined) == 1 and joined[0][0] <= _EPSILON and joined[0][1] >= WEEK - _EPSILON
    return () if whole else tuple(joined)
