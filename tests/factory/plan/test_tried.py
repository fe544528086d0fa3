"""A plant that was tried."""

from __future__ import annotations

import pytest

from reshore.chance.intervals import Estimate
from reshore.factory.line.options import Options
from reshore.factory.line.run import simulate
from reshore.factory.plan.floor import stand
from reshore.factory.plan.people import crews
from reshore.factory.plan.simulated import line
from reshore.factory.plan.tried import Tried


def test_what_it_made(motor_plant):
    """Its throughput is that of the end product, also by replication; of what isn't made there is none."""
    floor = stand(motor_plant, 0.0, 0, 1.0)
    people = crews(motor_plant)
    simulated = simulate(line(motor_plant, "takt", people, floor.where), Options(precision=0.1, most=8))
    tried = Tried(motor_plant, people, floor, simulated)
    assert tried.throughput == tried.made("pump")
    assert tried.made_by_replication["throughput"].mean() == pytest.approx(tried.throughput.value)
    assert tried.made_by_replication["replication"].to_list() == list(range(8))
    assert tried.made("plane") == Estimate(0.0, 0.0, 0.0)
    assert tried.heads == 6
