"""Failures, repairs and closed hours, solved by hand; and releases in open hours."""

from __future__ import annotations

import pytest
from tests.factory.line import made

from reshore.factory.line.codes import Share
from reshore.factory.line.line import Basis, Failures, Group, Kind, Line, Pool, Product
from reshore.factory.line.release import Plan, Takt

DAYS = ((0.0, 8.0), (24.0, 32.0))
"""Two shifts a week."""


def test_end_of_a_shift():
    """Work stops at the end of a shift and goes on at the next."""
    state = made.planned(made.alone("5", (0.0, 0.0), Group("g", opens=DAYS)))
    assert made.left_at(state) == [5, 26]
    assert made.share(state, 0) == [10, 0, 0, 0, 0, 0, 0, 16]


def test_open_across_the_end_of_the_week():
    """What is open on Sunday night and on Monday morning isn't closed in between."""
    group = Group("g", opens=((0.0, 8.0), (160.0, 168.0)))
    state = made.planned(made.alone("5", (165.0, 170.0), group))
    assert made.left_at(state) == [170, 175]


def test_people_go_at_the_end_of_a_shift():
    """Whoever works elsewhere gets the people of a shift that has ended; they come back when it opens."""
    line = made.side_by_side(
        [Pool("people", Kind.PEOPLE, 1.0)],
        ("late", 1.0, "3", {"people": 1}),
        (Group("early", opens=DAYS), 0.0, "10", {"people": 1}),
    )
    state = made.planned(line)
    assert made.left_at(state) == [11, 26]
    assert made.share(state, 0)[Share.NO_OPERATOR] == 7
    assert state.pools.used[0] == 0


def test_failures_by_working_time():
    """A server fails by hours in which it works, with none in between; its service goes on after repairs."""
    failures = Failures(3.0, 2.0)
    hours, time, number = 10.0, 100.0, 0
    while 3.0 * made.outage("g", number, 0) < hours:
        worked = 3.0 * made.outage("g", number, 0)
        hours, time = hours - worked, time + worked + 2.0 * made.outage("g", number, 1)
        number += 1
    state = made.planned(made.alone("10", (100.0,), Group("g", failures=failures)))
    assert number > 1
    assert made.left_at(state) == [pytest.approx(time + hours)]
    assert made.share(state, 0)[Share.DOWN] == pytest.approx(time + hours - 110)


def test_wear_outlasts_closed_hours():
    """After nine hours of work, of which eight were on the day before, a server fails for an hour."""
    state = made.planned(made.alone("10", group=made.failing_once(9.0, 1.0, opens=DAYS)))
    assert made.left_at(state) == [27]
    assert made.share(state, 0) == [10, 0, 0, 1, 0, 0, 0, 16]


@pytest.mark.parametrize(("repair", "left", "down"), [(4.0, 26.0, 0.0), (20.0, 32.0, 6.0)])
def test_clock_failure_in_closed_hours(repair, left, down):
    """A server that fails at night is repaired at night; only what is left in the morning keeps it."""
    group = made.failing_once(10.0, repair, Basis.CLOCK, opens=(*DAYS, (32.5, 40.0)))
    state = made.planned(made.alone("10", group=group))
    assert made.left_at(state) == [left]
    assert made.share(state, 0) == pytest.approx([10, 0, 0, down, 0, 0, 0, 16])


def test_clock_failure_of_an_idle_server():
    """By the clock, a server fails without work too, and a unit that comes then waits."""
    state = made.planned(made.alone("1", (3.0,), made.failing_once(2.0, 5.0, Basis.CLOCK)))
    assert made.left_at(state) == [8]
    assert made.share(state, 0) == pytest.approx([1, 0, 2, 5, 0, 0, 0, 0])


@pytest.mark.parametrize(("crews", "left"), [(1, [13, 16]), (2, [13, 14]), (None, [13, 14])])
def test_crews(crews, left):
    """With one crew, the server that fails second waits for the repair of the first."""
    one, other = made.failing_once(2.0, 3.0), made.failing_once(3.0, 4.0)
    jobs = ((one, 0.0, "10", {}), (other, 0.0, "10", {}))
    state = made.planned(made.side_by_side([], *jobs, crews=crews))
    assert made.left_at(state) == left


def test_takt_in_open_hours():
    """Units come by the open hours of the first group."""
    groups = (Group("g", opens=DAYS),)
    steps = (made.work("unit", "s", "g", "0.5"),)
    state = made.planned(Line(groups, (Product("unit", Takt(3.0)),), steps), 200.0)
    assert [entered for _, entered, _ in made.left(state)] == [3, 6, 25, 28, 31, 170, 173, 176, 195, 198]


def test_plan_in_closed_hours():
    """Planned units come when they are planned, and wait inside for the shift."""
    state = made.planned(made.alone("1", (10.0,), Group("g", opens=DAYS)))
    assert made.left(state) == [(0, 10, 25)]


def test_no_planned_units():
    """A run without units is an empty one."""
    line = Line((Group("g"),), (Product("unit", Plan(())),), (made.work("unit", "s", "g", "1"),))
    assert made.share(made.planned(line, 100.0), 0)[Share.STARVED] == 100
