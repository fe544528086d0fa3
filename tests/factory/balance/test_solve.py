from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factory.balance.lines import assert_line, drawn, fewest_by_force, jackson

from reshore.errors import DataError, InfeasibleError, UsageError
from reshore.factory.balance.exact import Limits
from reshore.factory.balance.routing import Routing, Task
from reshore.factory.balance.solve import fewest_stations, shortest_takt

SEEDS = range(25)


@pytest.mark.parametrize(("takt", "stations"), [(7, 8), (9, 6), (10, 5), (13, 4), (14, 4), (21, 3)])
def test_jackson(takt, stations):
    """Jackson's eleven tasks take as many stations as is published."""
    balance = fewest_stations(jackson(), takt)
    assert_line(jackson(), balance)
    assert (balance.count, balance.bound, balance.proven) == (stations, stations, True)


@pytest.mark.parametrize(("stations", "takt"), [(1, 46), (2, 23), (3, 16), (4, 12), (5, 10), (8, 7)])
def test_shortest_takt_of_jackson(stations, takt):
    """The shortest takt is the published one, and the bound says so."""
    balance = shortest_takt(jackson(), stations)
    assert_line(jackson(), balance)
    assert (balance.takt, balance.bound, balance.proven) == (takt, takt, True)


@pytest.mark.parametrize("seed", SEEDS)
def test_fewest_by_force(seed):
    """With kinds, parallel stations and zoning, no line that exists has fewer stations."""
    routing = drawn(seed, 7, kinds=1 + seed % 2, apart=seed % 3, longest=6 + seed % 4)
    takt = 1.5 + seed % 3 / 4
    balance = fewest_stations(routing, takt)
    assert_line(routing, balance)
    assert balance.proven
    assert balance.count == balance.bound == fewest_by_force(routing, takt)


@pytest.mark.parametrize("seed", SEEDS)
def test_together_by_force(seed):
    """Tasks kept together count as one; where they can't, an error says so and no line exists."""
    routing = drawn(seed, 7, apart=1, together=1, longest=5)
    try:
        balance = fewest_stations(routing, 1.5)
    except InfeasibleError:
        assert fewest_by_force(routing, 1.5) == float("inf")
    else:
        assert_line(routing, balance)
        assert balance.count == fewest_by_force(routing, 1.5)


@pytest.mark.parametrize("seed", range(12))
def test_shortest_takt_by_force(seed):
    """No takt in steps of a twelfth of an hour below the shortest has a line of so few stations."""
    routing = drawn(seed, 6, kinds=1 + seed % 2, apart=seed % 2, longest=8)
    stations = 3 + seed % 2
    try:
        balance = shortest_takt(routing, stations)
    except InfeasibleError:
        assert fewest_by_force(routing, 100.0) > stations
        return
    assert_line(routing, balance)
    assert balance.proven
    assert balance.count <= stations
    assert balance.takt == pytest.approx(balance.bound)
    assert fewest_by_force(routing, balance.takt + 1e-6) <= stations
    steps = [k / 24 for k in range(1, int(balance.takt * 24) + 1) if k / 24 < balance.takt - 1e-6]
    assert all(fewest_by_force(routing, takt) > stations for takt in steps[-8:])


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 20), st.floats(2.5, 8.0))
def test_every_line_keeps_its_limits(seed, count, takt):
    """Whatever the routing, the line is one, and no better than its bound."""
    routing = drawn(seed, count, kinds=2)
    balance = fewest_stations(routing, takt)
    assert_line(routing, balance)
    assert balance.bound <= balance.count
    assert balance.proven == (balance.bound == balance.count)


def test_times_that_are_no_decimals():
    """Two sixths of an hour fit into a takt of a third, rounding or not."""
    routing = Routing((Task("a", 1 / 6), Task("b", 1 / 6)))
    assert fewest_stations(routing, 1 / 3).count == 1


def test_a_long_task_takes_parallel_stations():
    """A burn-in of 48 h at a takt of half an hour takes 96 cells."""
    tasks = (Task("build", 0.4), Task("burn-in", 48.0, ("build",), "cell", 0.1))
    balance = fewest_stations(Routing(tasks, copies={"cell": 100}), 0.5)
    assert [station.copies for station in balance.stations] == [1, 96]
    assert balance.operators == pytest.approx(10.6)


def test_no_time_left():
    """Without time there is still a line, with what is known of it."""
    routing = drawn(3, 60, apart=3, longest=9)
    balance = fewest_stations(routing, 2.5, Limits(seconds=0.0))
    assert_line(routing, balance)
    assert balance.bound <= balance.count


def test_a_cycle_is_named():
    """A circle of precedence is written out."""
    tasks = (Task("cut", 1.0, ("paint",)), Task("weld", 1.0, ("cut",)), Task("paint", 1.0, ("weld",)))
    with pytest.raises(DataError, match=r"cyclic: .*cut -> weld"):
        fewest_stations(Routing(tasks), 2.0)


def test_a_task_too_long_is_named():
    """A task that no station allows is named, with both ways out."""
    with pytest.raises(InfeasibleError, match=r"task burn-in.*allow 3 parallel stations.*or a takt of 5 h"):
        fewest_stations(Routing((Task("burn-in", 5.0),)), 2.0)


def test_what_is_together_can_be_too_long():
    """Tasks kept together count as one, which may be too long."""
    tasks = (Task("a", 1.5), Task("b", 1.5))
    with pytest.raises(InfeasibleError, match=r"tasks a, b \(kept together\)"):
        fewest_stations(Routing(tasks, together=(("a", "b"),)), 2.0)


def test_zoning_that_cannot_be():
    """Tasks between two that are together can't be apart from them or of another kind."""
    tasks = (Task("a", 1.0), Task("b", 1.0, ("a",)), Task("c", 1.0, ("b",)))
    with pytest.raises(InfeasibleError, match="a and b are to be apart"):
        fewest_stations(Routing(tasks, together=(("a", "c"),), apart=(("a", "b"),)), 9.0)
    mixed = (tasks[0], Task("b", 1.0, ("a",), "cell"), tasks[2])
    with pytest.raises(InfeasibleError, match="'', 'cell'"):
        fewest_stations(Routing(mixed, together=(("a", "c"),)), 9.0)


def test_too_few_stations():
    """Two kinds of station can't be one, however long the takt."""
    tasks = (Task("a", 1.0), Task("b", 1.0, ("a",), "cell"))
    with pytest.raises(InfeasibleError, match="at any takt"):
        shortest_takt(Routing(tasks), 1)


@pytest.mark.parametrize("takt", [0.0, -1.0, float("inf"), float("nan")])
def test_no_takt(takt):
    """A takt has to be a time."""
    with pytest.raises(UsageError, match="takt"):
        fewest_stations(jackson(), takt)


def test_no_stations():
    """A line has at least one station, and one of no tasks has none."""
    with pytest.raises(UsageError, match="below 1"):
        shortest_takt(jackson(), 0)
    empty = fewest_stations(Routing(()), 1.0)
    assert (empty.count, empty.bound, empty.efficiency, empty.smoothness) == (0, 0, 1.0, 0.0)
