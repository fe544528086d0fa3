"""The numbers that hazards change are those of the operation, with rates where there is no limit."""

from __future__ import annotations

from math import inf

from tests.risk.operations import small

from reshore.risk.usual import Usual


def test_the_small_operation():
    """S2 sells without a limit, two lanes have one, and P1 to M2 is the only move round Suez."""
    usual = Usual.of(small())
    assert usual.hours.tolist() == [60.0, 40.0]
    assert usual.makes.tolist() == [25.0, 15.0]
    assert usual.buys.tolist() == [90.0, 20.0]
    assert usual.lanes.tolist() == [inf, inf, 30.0, inf, inf, inf, 40.0, inf]
    assert usual.moves.tolist() == [10.0, 15.0, 15.0, 0.0, 50.0, 10.0, 0.0, 20.0]
    assert usual.values.tolist() == [100.0] * 4 + [10.0] * 4
    assert usual.demands.tolist() == [20.0, 5.0, 15.0]
    assert usual.around("suez").tolist() == [-1, 0, -1, -1, -1, -1, -1, -1]
    assert usual.around("panama").tolist() == [-1] * 8
