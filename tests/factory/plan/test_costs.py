"""What a plant costs."""

from __future__ import annotations

import polars as pl
import pytest
from tests.factory.plan.plants import WEEKS, figure


def test_costs_add_up(pump_result):
    """People are paid for open hours and absence, energy for the profile, floor for its square metres."""
    costs = pump_result["costs"].group_by("cost").agg(pl.col("amount").sum(), pl.col("investment").sum())
    amount = dict(costs.select("cost", "amount").iter_rows())
    assert amount["people"] == pytest.approx((4 + 1) * 75 / 0.9 * WEEKS * 0.02)
    assert amount["energy"] == pytest.approx(pump_result["power"]["mean"].mean() * 8766 * 0.0001)
    assert amount["floor"] == pytest.approx(pump_result.facts["floor"]["area"] * 0.05)
    assert dict(costs.select("cost", "investment").iter_rows())["stations"] == 20 + 200 + 20
    assert figure(pump_result, "investment") == 290.0
    assert amount["stations"] + amount["areas"] == pytest.approx(290 * 0.08 / (1 - 1.08**-10))
    assert figure(pump_result, "cost of a unit") == pytest.approx(
        sum(amount.values()) / (pump_result["products"]["throughput"][0] * WEEKS)
    )
