"""Budgets of power and cooling below one unit."""

from __future__ import annotations

import pytest
from tests.factory.plan.plants import changed

from reshore.errors import DataError
from reshore.factory.plan.budget import base_power
from reshore.factory.plan.case import case


def test_base_power(pump_case):
    """Areas draw always."""
    assert base_power(pump_case) == 5.0


def test_budgets_below_one_unit(pump_model):
    """Power and cooling that don't do for one unit are told with what they need to be."""
    model = pump_model(**changed("buildings", "hall", power=20.0, cooling=10.0))
    with pytest.raises(DataError) as error:
        case(model, "brno", "pump")
    assert [str(fault) for fault in error.value.faults] == [
        "buildings brno/hall, power: power 20 kW is too little for one unit: task 'test' of 'pump' takes 20,"
        " areas and the idle station 5.5; write 25.5 or more",
        "buildings brno/hall, cooling: cooling 10 kW is too little for one unit: task 'test' of 'pump' takes"
        " 20; write 20 or more",
    ]
