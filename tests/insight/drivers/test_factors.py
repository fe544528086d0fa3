"""Factor costs of countries neutralised: weighted with what the plan uses, wages changing over time."""

from __future__ import annotations

import pytest
from tests.insight.drivers.volumes import plan_of
from tests.insight.drivers.world import world

from reshore.insight.drivers.factors import energy, labour
from reshore.tables.series import by_period

MADE = [
    {"country": "MEX", "period": "y1", "labour_hours": 20.0, "energy": 0.0},
    {"country": "MEX", "period": "y3", "labour_hours": 10.0, "energy": 30.0},
    {"country": "USA", "period": "y2", "labour_hours": 10.0, "energy": 10.0},
]


def test_one_wage_in_all_countries():
    """The mean over the plan's hours, in each period of that period's wages."""
    model = world()
    written = model.with_frames(**labour(model, plan_of(production=MADE)))
    rates = by_period(written, "countries", ["labour_rate"])["labour_rate"].to_list()
    early, late = (8 * 30 + 36 * 10) / 40, (12 * 30 + 36 * 10) / 40
    assert rates == pytest.approx([early, late, late] * 3)
    series = written["series"].filter(table="countries")
    assert series.select("key", "period").rows() == [(one, "y2") for one in ("CHN", "MEX", "USA")]
    assert written["countries"].drop("labour_rate").equals(model["countries"].drop("labour_rate"))


def test_a_plan_without_labour():
    """All countries count alike."""
    model = world()
    written = model.with_frames(**labour(model, plan_of()))
    assert by_period(written, "countries", ["labour_rate"])["labour_rate"][:3].to_list() == pytest.approx(
        [(4 + 8 + 36) / 3, (4 + 12 + 36) / 3, (4 + 12 + 36) / 3]
    )


def test_one_price_of_electricity():
    """Price and carbon are means over the plan's kWh."""
    model = world()
    written = energy(model, plan_of(production=MADE))["countries"]
    assert written["electricity_price"].to_list() == pytest.approx([(0.2 * 30 + 0.1 * 10) / 40] * 3)
    assert written["grid_carbon"].to_list() == pytest.approx([(0.4 * 30 + 0.3 * 10) / 40] * 3)
    assert written["labour_rate"].to_list() == model["countries"]["labour_rate"].to_list()
