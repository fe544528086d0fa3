"""Every line of the costs is worked out again."""

from __future__ import annotations

import pytest

from reshore.audit.costs import check_costs


@pytest.mark.parametrize(
    ("name", "table", "key", "column", "value"),
    [
        ("site_fixed, amount", "sites", "houston", "fixed_cost", 401),
        ("site_opening, amount", "sites", "juarez", "opening_cost", 2501),
        ("site_opening, amount", "sites", "juarez", "asset_life", 9),
        ("site_closing, amount", "sites", "austin", "closing_cost", 301),
        ("salvage, amount", "sites", "austin", "salvage", 121),
        ("write_off, amount", "resources", "austin/hall", "module_cost", 91),
        ("module, amount", "resources", "juarez/hall", "module_cost", 301),
        ("module_fixed, amount", "resources", "juarez/hall", "module_fixed_cost", 21),
        ("production, amount", "processes", "racks juarez", "cost_per_unit", 0.81),
        ("labour, amount", "countries", "USA", "labour_rate", 41),
        ("energy, amount", "countries", "MEX", "electricity_price", 0.11),
        ("carbon, amount", "countries", "USA", "grid_carbon", 0.41),
        ("purchase, amount", "supplies", "taipei/chip", "unit_cost", 5.6),
        ("transport, amount", "modes", "road", "cost_per_tonne_km", 0.11),
        ("transport, amount", "lanes", "taipei:juarez:air:chip", "shipment_kg", 501),
        ("transport, amount", "lanes", "houston:gulf:sea:server", "cost_per_kg", 0.002),
        ("opening_pipeline, amount", "products", "chip", "value", 6.1),
        ("transit_capital, amount", "products", "sheet", "value", 2.1),
        ("transit_capital, amount", "supplies", "taipei/chip", "ownership", "bought"),
        ("storage, amount", "stocks", "west/rack", "cost", 5),
        ("stock_capital, amount", "products", "rack", "holding_rate", 0.12),
        ("shortage, amount", "products", "rack", "value", 101),
        ("rule_penalty, amount", "rules", "work", "price", 13),
    ],
)
def test_each_limit_is_held(failures, name, table, key, column, value):
    """A limit that moves past what the plan does is found by the check that is named for it."""
    assert name in failures(check_costs, table, key, column, value)
