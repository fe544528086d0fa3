"""What is scarce is ranked by what a hundredth more of it would save."""

from __future__ import annotations

import pytest
from tests.report.conftest import frame

from reshore.report.scarce import demanded, scarce

VALUES = [
    ("capacity", "gdl/rack line", "2027", -2.0, "kUSD/hour"),
    ("capacity", "gdl/rack line", "2026Q4", -3.0, "kUSD/hour"),
    ("capacity", "maa/rack line", "2027", -9.0, "kUSD/hour"),
    ("supply", "tsm/chip", "2028", -0.5, "kUSD/unit"),
    ("demand", "us/rack/commercial", "2027", 40.0, "kUSD/unit"),
    ("demand", "fr/rack/commercial", "2028", 90.0, "kUSD/unit"),
]


@pytest.fixture
def valued(plan, make_plan):
    return make_plan(frames={**plan.frames, "marginals": frame("marginals", VALUES)})


def test_what_a_hundredth_more_would_save(valued):
    """Hours are 900 a month; Chennai never opens, and what isn't there is not scarce."""
    supply, capacity = scarce(valued).to_dicts()
    bought = valued["purchases"].filter(site="tsm", period="2028")["units"].sum()

    assert (capacity["site"], capacity["what"]) == ("gdl", "rack line")
    assert capacity["saves"] == pytest.approx(0.01 * (2 * 900 * 12 + 3 * 900 * 3))
    assert (capacity["most"], capacity["at"]) == (3.0, "2026Q4")
    assert capacity["periods"] == ["2026Q4", "2027"], "in time order"
    assert supply["saves"] == pytest.approx(0.01 * 0.5 * bought)


def test_demand_is_weighed(valued):
    """Demand without a marginal value costs nothing more."""
    [row] = demanded(valued).to_dicts()
    asked = valued["service"]
    weighed = 40 * asked.filter(market="us", period="2027")["demand"].item()
    weighed += 90 * asked.filter(market="fr", period="2028")["demand"].item()

    assert (row["low"], row["high"], row["market"], row["period"]) == (0.0, 90.0, "fr", "2028")
    assert row["mean"] == pytest.approx(weighed / asked["demand"].sum())


def test_nothing_is_scarce_without_values(plan):
    assert scarce(plan).is_empty()
    assert demanded(plan).is_empty()
