"""What is carried through a plant."""

from __future__ import annotations

import pytest

from reshore.factory.plan.flows import flows


def test_flows(pump_plant):
    """What comes in goes through areas to where it goes in, lines carry units on and back, and out."""
    started, again = 100 / 0.999, 100 * 0.11 / 0.999
    assert {(flow.origin, flow.destination): flow.kg for flow in flows(pump_plant)} == pytest.approx(
        {
            ("", "receiving"): started * 35,
            ("receiving", "store"): started * 35,
            ("store", "pump/assemble"): started * 35,
            ("pump/assemble", "pump/test"): (started + again) * 40,
            ("pump/test", "pump/assemble"): again * 40,
            ("pump/test", "pump/pack"): 100 * 40,
            ("pump/pack", "shipping"): 100 * 40,
            ("shipping", ""): 100 * 40,
        }
    )


def test_flows_of_components_made_here(motor_plant):
    """Components go from the end of their line straight to where they go in."""
    found = {(flow.origin, flow.destination): flow.kg for flow in flows(motor_plant)}
    motors = 100 / 0.999
    assert found["motor/wind", "pump/assemble"] == pytest.approx(motors * 15)
    assert found["store", "motor/wind"] == pytest.approx(motors * 3 * 1)
    assert found["store", "pump/assemble"] == pytest.approx(motors * 20)
