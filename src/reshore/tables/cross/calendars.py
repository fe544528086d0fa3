"""Checks of calendars: their days are those of a week, and their shifts follow each other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from reshore.tables.problem import nearest, show
from reshore.tables.series import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import Row, View

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

WEEK = 24 * len(DAYS)

SCOPE = ("building", "station")
"""What a calendar holds for."""


class _Turn(NamedTuple):
    """A shift on one day: when it starts and ends, in hours from the start of the week, and its row."""

    start: float
    end: float
    row: Row


def days_are_days(view: View) -> Iterator[Fault]:
    """Check that days are days of the week, each written once."""
    for row in view.rows("calendars").iter_rows(named=True):
        days = row["days"].split()
        for day in dict.fromkeys(days):
            if day not in DAYS:
                remedy = nearest(day[:3].lower(), DAYS) or f"write some of {' '.join(DAYS)}"
                yield view.fault("calendars", row, "days", f"days: {show(day)} is no day of the week", remedy)
            elif days.count(day) > 1:
                yield view.fault("calendars", row, "days", f"days: {show(day)} is written twice")


def shifts_outlast_their_breaks(view: View) -> Iterator[Fault]:
    """Check that a shift is longer than its break."""
    rows = view.rows("calendars")
    yield from view.tell(
        "calendars",
        "hours",
        rows.filter(pl.col("hours") == 0),
        lambda row: f"shift {row['shift']!r} has no hours",
        "write its length, or leave the row out",
    )
    longer = (pl.col("hours") > 0) & (pl.col("break_minutes") >= 60 * pl.col("hours"))
    yield from view.tell(
        "calendars",
        "break_minutes",
        rows.filter(longer),
        lambda row: (
            f"a break of {row['break_minutes']:g} minutes leaves nothing of shift {row['shift']!r}, "
            f"{row['hours']:g} h long"
        ),
    )


def hold_alone(view: View) -> Iterator[Fault]:
    """Check that what rows hold for has one calendar."""
    first = pl.col("calendar").first().over(SCOPE, order_by=ROW)
    rows = view.rows("calendars").with_columns(first.alias("first"))

    def say(row: Row) -> str:
        named = " and ".join(f"{name} {show(row[name])}" for name in SCOPE if row[name] is not None)
        return f"calendar {row['calendar']!r} holds for {named or 'all'}, as {row['first']!r} does already"

    yield from view.tell(
        "calendars",
        "calendar",
        rows.filter(pl.col("calendar") != pl.col("first")),
        say,
        "write one calendar, or another building or station for one of them",
    )


def shifts_follow_each_other(view: View) -> Iterator[Fault]:
    """Check that no shift of a calendar begins before another one has ended; sunday's end on monday."""
    keys = ("calendar", *SCOPE)
    for _, rows in view.rows("calendars").group_by(keys, maintain_order=True):
        turns = sorted(_turns(rows), key=lambda turn: (turn.start, turn.row[ROW]))
        told = set()
        for turn, later in pairwise([*turns, *(_next_week(turn) for turn in turns[:1])]):
            pair = (turn.row[ROW], later.row[ROW])
            if turn.end > later.start + 1e-9 and pair not in told:
                told.add(pair)
                problem = (
                    f"shift {later.row['shift']!r} starts on {_when(later.start)}, before shift "
                    f"{turn.row['shift']!r} ends on {_when(turn.end)}"
                )
                yield view.fault(
                    "calendars", later.row, "start", problem, "shifts of one calendar don't overlap"
                )


def _turns(rows: pl.DataFrame) -> Iterator[_Turn]:
    for row in rows.iter_rows(named=True):
        for day in {*row["days"].split()} & {*DAYS}:
            start = (24 * DAYS.index(day) + row["start"]) % WEEK
            yield _Turn(start, start + row["hours"], row)


def _next_week(turn: _Turn) -> _Turn:
    return _Turn(turn.start + WEEK, turn.end + WEEK, turn.row)


def _when(hour: float) -> str:
    minutes = round(hour % WEEK * 60)
    day, minute = divmod(minutes, 24 * 60)
    return f"{DAYS[day % len(DAYS)]} at {minute // 60:02}:{minute % 60:02}"
