"""Key figures of a plant."""

from __future__ import annotations

import pytest
from tests.factory.plan.plants import WEEKS, figure


def test_figures(pump_result):
    """Figures are those of the frames, with their units."""
    summary = pump_result.summary()
    assert summary.columns == ["figure", "value", "unit"]
    assert summary["figure"].is_unique().all()
    assert figure(pump_result, "stations") == pump_result["stations"]["copies"].sum() == 3
    assert figure(pump_result, "takt") == pytest.approx(1.68)
    assert figure(pump_result, "people on the payroll") == pytest.approx(5 * 75 / 40 / 0.9)
    made = pump_result["products"]["throughput"][0]
    assert figure(pump_result, "cost of a unit") * made * WEEKS == pytest.approx(figure(pump_result, "cost"))


def test_what_has_no_limit_has_none_left(pump_result):
    """Only what is limited is told with what is left of it."""
    left = [name for name in pump_result.summary()["figure"] if name.endswith(" left")]
    assert left == ["floor left", "power left"]
