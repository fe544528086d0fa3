"""The line that is simulated has what the plant has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reshore.errors import DataError
from reshore.factory.line.release import Conwip
from reshore.factory.plan.people import crews
from reshore.factory.plan.simulated import line
from reshore.factory.plan.sized import sized


def lined(case, rate=100.0, releases="takt"):
    """Return the line of a plant, all in one spot."""
    plant = sized(case, rate, 0.9, 5.0)
    return line(plant, releases, crews(plant), {place.name: (0.0, 0) for place in plant.places})


def test_groups(pump_case):
    """Groups have the servers and places of all copies."""
    found = {group.name: group for group in lined(pump_case, 1500.0).groups}
    test = found["pump/test"]
    assert (test.servers, test.buffer, test.batch, test.idle_power) == (26, 52, 1, 0.25)
    assert test.opens == pump_case.kinds["cell"].opens
    assert test.failures == pump_case.kinds["cell"].failures


def test_steps(pump_case):
    """A step takes what its tasks and its kind of station take, and sends back to the step of a task."""
    assemble, test, pack = lined(pump_case).steps
    assert assemble.takes == {"operators": 1.0, "power": 1.0}
    assert test.takes == {"testers": 0.5, "power": 20.0, "cooling": 20.0}
    assert (test.tasks[0].rework, test.tasks[0].limit) == ("assemble", 2)
    assert pack.components == {}


def test_pools(pump_case):
    """People of areas and idle power are not the line's."""
    found = lined(pump_case)
    assert {pool.name: pool.capacity for pool in found.pools} == {
        "operators": 2.0,
        "testers": 1.0,
        "power": 400 - 5.5,
        "cooling": None,
    }
    assert found.base_power == 5.0
    assert found.moves is not None
    assert (found.moves.speed, found.moves.aisle) == (50.0, 4.0)


def test_components_have_stores(motor_case):
    """A component's line is pulled, and its store holds two weeks' need."""
    found = lined(motor_case)
    motor = found.products[1]
    assert (motor.store, motor.release) == (201, Conwip(2))
    assert found.steps[0].components == {"motor": 1.0}


def test_what_can_never_finish(pump_case):
    """Faults of the line itself are told."""
    cell = replace(pump_case.kinds["cell"], batch=8)
    batched = replace(pump_case, kinds={**pump_case.kinds, "cell": cell})
    with pytest.raises(DataError, match="may all wait for others to fill a batch"):
        lined(batched, releases="conwip 3")
