"""A shortage costs something."""

from __future__ import annotations

FREE = [{"product": "rack", "mass": 10}, {"product": "tray", "value": 50, "mass": 1}]
PROBLEM = (
    "demands:0:shortage_cost: shortage of 'rack' would cost nothing: shortage_cost is empty, "
    "and shortage_factor x value of the product is 0"
)


def test_a_shortage_has_a_cost(told):
    """It is written, or follows from the value of the product, at some time."""
    assert told(only_products=FREE) == [PROBLEM]
    assert told(settings={"shortage_factor": 0}) == [PROBLEM]
    row = {"table": "products", "key": "rack", "column": "value", "period": "2026", "value": 2}
    assert told(only_products=FREE, series=[row]) == []
    demand = {"market": "west", "product": "rack", "quantity": 40}
    assert told(only_products=FREE, only_demands=[{**demand, "shortage_cost": 0}]) == []
    assert told(only_products=FREE, only_demands=[{**demand, "quantity": 0}]) == []


def test_with_profit_as_objective_it_needs_none(told):
    """What is not delivered earns nothing."""
    assert told(only_products=FREE, settings={"objective": "profit"}) == []
