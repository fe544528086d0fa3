"""Figures of a replication, solved by hand."""

from __future__ import annotations

import pytest
from tests.factory.line import made

from reshore.chance.streams import Streams
from reshore.factory.line.encode import encode
from reshore.factory.line.figures import figures
from reshore.factory.line.line import Group, Kind, Line, Pool, Product
from reshore.factory.line.release import Conwip, Takt
from reshore.factory.line.replication import by_events


def row(line, warm_up, until):
    """Return the figures of replication 3."""
    state, before = by_events(encode(line, Streams(0), until), 3, warm_up, until)
    return figures(line, state, warm_up, before).row(0, named=True)


def test_figures_by_hand():
    """A unit each four hours of which it is inside three: measured from the second week on."""
    group = Group("g", servers=2, idle_power=1.5)
    steps = (made.work("unit", "s", "g", "3", {"power": 40}),)
    line = Line((group,), (Product("unit", Takt(4.0)),), steps, (Pool("power", Kind.POWER),), base_power=7.0)
    found = row(line, 168.0, 504.0)
    assert (found["replication"], found["hours"]) == (3, 336)
    assert (found["throughput"], found["scrap"], found["inside"]) == ([42], [0], [0.75])
    assert [found[f"lead_{name}"] for name in ("mean", "median", "95")] == [[3], [3], [3]]
    assert found["shares"] == pytest.approx([0.375, 0, 0.625, 0, 0, 0, 0, 0])
    assert (found["pool_mean"], found["pool_peak"]) == ([30], [40])
    assert found["power_mean"][:5] == [50, 50, 50, 10, 50]
    assert found["power_peak"][:5] == [50, 50, 50, 10, 50]
    assert found["output_over_time"][:3] == [1, 2, 2]
    assert found["inside_over_time"][:3] == pytest.approx([3 / 8, 6 / 8, 6 / 8])


def test_lead_times():
    """Quantiles of lead times are those of the units that left."""
    found = row(made.alone("1", (0.0,) * 21), 0.0, 1_000.0)
    assert (found["lead_mean"], found["lead_median"], found["lead_95"]) == ([11], [11], [20])
    assert found["hours"] == 21


def test_hours_that_were_not_measured():
    """A run that ends on Monday says nothing of the power on Tuesday; units that never leave have no time."""
    found = row(made.alone("10"), 0.0, 20.0)
    assert found["power_mean"][:12] == [0.0] * 10 + [None] * 2
    steps = (made.work("unit", "s", "g", "1", good=1e-12),)
    line = Line((Group("g"),), (Product("unit", Conwip(1)),), steps)
    found = row(line, 0.0, 168.0)
    assert (found["throughput"], found["scrap"], found["lead_mean"]) == ([0], [167], [None])


def test_end_of_planned_units():
    """A line with planned units alone is measured until the last of them has left."""
    found = row(made.alone("2", (0.0, 5.0)), 0.0, 1_000.0)
    assert (found["hours"], found["throughput"]) == (7, [2 * 168 / 7])
