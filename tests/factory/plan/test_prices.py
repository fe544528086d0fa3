"""Prices at a site."""

from __future__ import annotations

import pytest
from tests.factory.plan.plants import tables

from reshore.factory.plan.prices import Prices, life


def test_prices_of_the_country(pump_model):
    """Labour and electricity are the country's, as they are at the start."""
    series = [{"table": "countries", "key": "CZE", "column": "labour_rate", "period": "2026", "value": 0.03}]
    assert Prices.at(pump_model(), "brno") == Prices(0.02, 0.0001, 0.08)
    assert Prices.at(pump_model(series=series), "brno").labour == 0.03


def test_a_level_payment(pump_model):
    """Investment is paid off over the life of a resource; without interest it is spread evenly."""
    prices = Prices.at(pump_model(), "brno")
    paid = sum(prices.yearly(1000.0) / 1.08**year for year in range(1, int(life()) + 1))
    assert paid == pytest.approx(1000.0)
    free = Prices.at(pump_model(settings=tables()["settings"] | {"discount_rate": 0.0}), "brno")
    assert free.yearly(1000.0) == 100.0
