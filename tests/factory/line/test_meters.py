"""Power by hour of the week and units inside over time, solved by hand."""

from __future__ import annotations

import pytest
from tests.factory.line import made

from reshore.factory.line.line import Kind, Pool


def test_power_by_hour_of_the_week():
    """What is drawn from Sunday 23:30 on counts for the last hour of the week and then for the first."""
    line = made.side_by_side([Pool("power", Kind.POWER)], ("cell", 167.5, "1.25", {"power": 40}))
    state = made.planned(line)
    assert (state.energy[167], state.energy[0]) == (20, 30)
    assert state.energy.sum() == 50
    assert (state.peak[167], state.peak[0], state.peak[1]) == (40, 40, 0)
    assert state.pools.integral[0] == 50e6


def test_power_of_two_at_once():
    """The peak of an hour is what is drawn together, not what is drawn one after the other."""
    line = made.side_by_side(
        [Pool("power", Kind.POWER)],
        ("a", 0.0, "0.5", {"power": 10}),
        ("b", 0.5, "1", {"power": 20}),
        ("c", 1.25, "1", {"power": 40}),
    )
    state = made.planned(line)
    assert state.peak[:3].tolist() == [20, 60, 40]
    assert state.energy[:3].tolist() == pytest.approx([15, 40, 10])


def test_inside_over_time():
    """Hours inside lie in the bins of eight hours in which they were spent, and output in that of leaving."""
    state = made.planned(made.alone("13", (6.0,)))
    assert state.inside[0, :4].tolist() == [2, 8, 3, 0]
    assert state.output[0, :4].tolist() == [0, 0, 1, 0]
