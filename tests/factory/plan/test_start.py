"""Numbers as they are at the start."""

from __future__ import annotations

from reshore.factory.plan.start import at_start


def test_the_first_period(pump_model):
    """What series say of the first period holds; without periods, the table does."""
    row = {"table": "countries", "key": "CZE", "column": "labour_rate"}
    series = [{**row, "period": period, "value": value} for period, value in (("2026", 0.03), ("2027", 0.5))]
    model = pump_model(series=series)
    assert at_start(model, "countries", ["labour_rate"]).rows() == [("CZE", 0.03)]
    bare = model.with_frames(periods=model["periods"].clear())
    assert at_start(bare, "countries", ["labour_rate"]).rows() == [("CZE", 0.02)]
