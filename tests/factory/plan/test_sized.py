"""Sized plants: rates of components, and places changed."""

from __future__ import annotations

from dataclasses import replace

import pytest


def test_components_are_made_for_units_started(motor_plant):
    """Motors are made for pumps that are scrapped, too."""
    assert motor_plant.rates == pytest.approx({"pump": 100.0, "motor": 100 / 0.999})
    assert [place.name for place in motor_plant.places] == [
        "pump/assemble",
        "pump/test",
        "pump/pack",
        "motor/wind",
    ]


def test_changed_places(pump_plant):
    """A plant with a place changed is another one."""
    wider = pump_plant.with_place(replace(pump_plant.place("pump/test"), copies=5))
    assert wider.place("pump/test").copies == 5
    assert pump_plant.place("pump/test").copies == 1
    assert wider.place("pump/test").buffer == 20
