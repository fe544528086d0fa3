"""Tests of what is held against every run."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from tests.factory.line import made

from reshore.chance.streams import Streams
from reshore.errors import AuditError, DataError
from reshore.factory.line.codes import Status
from reshore.factory.line.encode import encode
from reshore.factory.line.line import Group, Line, Product, Step, Task
from reshore.factory.line.release import Conwip, Plan
from reshore.factory.line.replication import by_events
from reshore.factory.line.verify import check, check_alive


@settings(max_examples=60)
@given(made.any_line())
def test_nothing_is_lost(line):
    """Units are conserved, Little's law holds and shares sum to 1 on lines with everything switched on."""
    state, _ = by_events(encode(line, Streams(7), 300.0), 0, 100.0, 300.0)
    check(line, state, min(100.0, float(state.clock.now[0])))
    assert (state.pools.used >= 0).all()
    for pool, used, peak in zip(line.pools, state.pools.used, state.pools.peak, strict=True):
        assert pool.capacity is None or max(used, peak) <= pool.capacity * 1e6


def run(line, until=100.0):
    """Return a line at the end of a run."""
    return by_events(encode(line, Streams(0), until), 0, 0.0, until)[0]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (
            lambda state: state.products.finished.__setitem__(0, 3),
            "of 4 units released 3 have left, and 0 are",
        ),
        (lambda state: state.products.spent.__setitem__(0, 3), "h inside over time, but 3 h over units"),
        (lambda state: state.shares.__setitem__((1, 0), 50), "h of its servers are accounted for"),
    ],
)
def test_faults_of_the_kernel(spoil, message):
    """A unit, an hour inside or an hour of a server that is lost is an error."""
    line = made.serial(["1", "2"], Plan((0.0, 1.0, 2.0, 3.0)))
    # A second product would be needed to go on; so the run ends by itself, and is spoilt.
    state = run(line)
    check(line, state)
    spoil(state)
    with pytest.raises(AuditError, match=message):
        check(line, state)


def test_line_that_locks():
    """Units that wait for each other's places are told, with where they are."""
    groups = (Group("a", buffer=0), Group("b", buffer=0))
    steps = tuple(
        Step("unit", f"{at}", group, (Task(f"{at}", made.hours("uniform(1, 2)")),))
        for at, group in enumerate(["a", "b", "a"])
    )
    line = Line(groups, (Product("unit", Conwip(5)),), steps)
    with pytest.raises(DataError, match=r"nothing is done after hour .* inside, at a, b; they wait"):
        check_alive(line, run(line))


def test_line_that_goes_on():
    """A long task at the end of a run is no halt, nor is a line that is empty."""
    check_alive(long := made.serial(["70"], Conwip(1)), run(long))
    check_alive(empty := made.serial(["1"], Plan((1.0,))), run(empty))


def test_time_that_stands_still():
    """A line in which nothing takes time any more is told."""
    state = run(line := made.serial(["1"], Plan((1.0,))))
    state.clock.status = Status.STANDING
    with pytest.raises(DataError, match="time stands still at hour 2; give hours"):
        check_alive(line, state)
