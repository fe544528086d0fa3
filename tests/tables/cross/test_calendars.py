"""Days of calendars are those of a week, and shifts follow each other."""

from __future__ import annotations

import pytest

ALL = "mon tue wed thu fri sat sun"


def shift(name, start, hours, days=ALL, **cells):
    return {"calendar": "c", "shift": name, "days": days, "start": start, "hours": hours, **cells}


STATIONS = [{"station": name, "length": 1, "width": 1} for name in ("bench", "cell")]
BUILDINGS = [{"site": "gdl", "building": name, "length": 9, "width": 9} for name in ("hall", "shed")]


@pytest.mark.parametrize(
    "rows",
    [
        [shift("day", 0, 24, break_minutes=30)],
        [shift("early", 6, 8), shift("late", 14, 8), shift("night", 22, 8)],
        [shift("night", 24, 8)],
        [shift("day", 8, 12, "mon tue"), shift("long", 6, 24, "wed")],
        [shift("day", 8, 9), shift("day", 16, 9, station="cell"), shift("day", 3, 9, building="hall")],
    ],
)
def test_right_shifts(told, rows):
    """Round the clock, past midnight and sunday; calendars of different stations may overlap."""
    assert told(calendars=rows, stations=STATIONS, buildings=BUILDINGS) == []


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        (
            [shift("early", 6, 8, "mon tue"), shift("late", 13.5, 8, "tue")],
            ["1:start: shift 'late' starts on tue at 13:30, before shift 'early' ends on tue at 14:00"],
        ),
        (
            [shift("night", 22, 9, "sun"), shift("early", 6, 8, "mon")],
            ["1:start: shift 'early' starts on mon at 06:00, before shift 'night' ends on mon at 07:00"],
        ),
        (
            [shift("night", 22, 9), shift("early", 6, 8)],
            ["1:start: shift 'early' starts on tue at 06:00, before shift 'night' ends on tue at 07:00"],
        ),
        (
            [shift("a", 24, 8, "sun"), shift("b", 0, 8, "mon")],
            ["1:start: shift 'b' starts on mon at 00:00, before shift 'a' ends on mon at 08:00"],
        ),
        (
            [shift("day", 8, 9, station="cell"), shift("late", 16, 4, station="cell"), shift("late", 16, 4)],
            ["1:start: shift 'late' starts on mon at 16:00, before shift 'day' ends on mon at 17:00"],
        ),
    ],
)
def test_shifts_that_overlap_are_told(told, rows, faults):
    """Once for two shifts however many days they meet; past midnight and the end of the week too."""
    assert told(calendars=rows, stations=STATIONS) == [f"calendars:{fault}" for fault in faults]


def test_days_are_days(told):
    """Each wrong one is told, and one written twice."""
    assert told(calendars=[shift("day", 8, 8, "mon Tuesday fri holiday fri")]) == [
        "calendars:0:days: days: 'Tuesday' is no day of the week",
        "calendars:0:days: days: 'fri' is written twice",
        "calendars:0:days: days: 'holiday' is no day of the week",
    ]


@pytest.mark.parametrize(
    ("hours", "minutes", "faults"),
    [
        (0, 0, ["0:hours: shift 'day' has no hours"]),
        (0, 30, ["0:hours: shift 'day' has no hours"]),
        (0.5, 30, ["0:break_minutes: a break of 30 minutes leaves nothing of shift 'day', 0.5 h long"]),
        (0.6, 30, []),
    ],
)
def test_a_shift_outlasts_its_break(told, hours, minutes, faults):
    """There is something left to work."""
    found = told(calendars=[shift("day", 8, hours, break_minutes=minutes)])
    assert found == [f"calendars:{fault}" for fault in faults]


def test_a_calendar_holds_alone(told):
    """Two calendars for the same building and kind of station leave open which holds."""
    other = {"calendar": "other"}
    hall, cell = {"building": "hall"}, {"station": "cell"}
    found = told(
        stations=STATIONS,
        buildings=BUILDINGS,
        calendars=[
            shift("day", 8, 8),
            shift("late", 16, 8, "mon", **hall, **other),
            shift("late", 16, 8, **cell, **other),
            shift("late", 16, 8, **other),
            shift("day", 8, 8, **hall, **cell),
            shift("late", 16, 8, **hall, **cell, **other),
        ],
    )
    assert found == [
        "calendars:3:calendar: calendar 'other' holds for all, as 'c' does already",
        "calendars:5:calendar: calendar 'other' holds for building 'hall' and station 'cell', as 'c' does "
        "already",
    ]
