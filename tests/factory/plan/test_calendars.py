"""Shifts become open intervals of the week."""

from __future__ import annotations

import pytest

from reshore.factory.plan.calendars import edges, is_open, open_hours, opens


def shift(**row):
    """Return a row of a calendar: one night shift on Sundays, but for what is said."""
    return {"calendar": "c", "shift": "s", "days": "sun", "start": 22.0, "hours": 8.0, **row}


def test_without_calendars(make_model):
    """Where there is no row, work never stops."""
    found = opens(make_model()["calendars"], "hall", "bench")
    assert (found, open_hours(found), is_open(found, 167.0)) == ((), 168.0, True)


def test_a_shift_past_the_week(make_model):
    """What goes on past Sunday midnight is on Monday morning, and the break is in the middle."""
    found = opens(make_model(calendars=[shift(break_minutes=30.0)])["calendars"], "hall", "bench")
    assert found == ((0.0, 1.75), (2.25, 6.0), (166.0, 168.0))
    assert open_hours(found) == 7.5
    assert [is_open(found, hour) for hour in (0.0, 1.75, 2.25, 100.0, 166.0)] == [
        True,
        False,
        True,
        False,
        True,
    ]


def test_a_break_at_midnight(make_model):
    """A break is cut where the week ends, too."""
    found = opens(make_model(calendars=[shift(start=20.0, break_minutes=60.0)])["calendars"], "hall", "bench")
    assert found == ((0.5, 4.0), (164.0, 167.5))


def test_shifts_that_touch(make_model):
    """Shifts that follow each other are one interval; around the clock all week is always open."""
    rows = [shift(shift=str(start), days="mon", start=float(start)) for start in (6, 14)]
    assert opens(make_model(calendars=rows)["calendars"], "hall", "bench") == ((6.0, 22.0),)
    week = "mon tue wed thu fri sat sun"
    rows = [shift(shift=str(start), days=week, start=float(start)) for start in (6, 14, 22)]
    assert opens(make_model(calendars=rows)["calendars"], "hall", "bench") == ()


@pytest.mark.parametrize(
    ("building", "station", "hours"),
    [("hall", "bench", 4.0), ("shed", "bench", 3.0), ("hall", "cell", 2.0), ("shed", "cell", 1.0)],
)
def test_the_most_specific_holds_alone(make_model, building, station, hours):
    """Building and kind come before the kind, the kind before the building, and that before all."""
    rows = [
        shift(calendar="all", hours=1.0),
        shift(calendar="hall", building="hall", hours=2.0),
        shift(calendar="bench", station="bench", hours=3.0),
        shift(calendar="both", building="hall", station="bench", hours=4.0),
    ]
    assert open_hours(opens(make_model(calendars=rows)["calendars"], building, station)) == hours


def test_edges():
    """Edges are all hours at which something opens or closes, and the ends of the week."""
    assert edges(((6.0, 14.0),), (), ((14.0, 22.0),)) == [0.0, 6.0, 14.0, 22.0, 168.0]
