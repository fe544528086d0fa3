"""Rows of a plant, in a model that design reads."""

from __future__ import annotations

import polars as pl
import pytest
from tests.factory.plan.plants import WEEKS, figure, tables

from reshore.factory.plan.plant import plant
from reshore.factory.plan.rows import with_rows
from reshore.footprint.design import design


@pytest.mark.parametrize("with_", [(), ("motor",)])
def test_the_loop_closes(pumps, with_):
    """`design` on the model with the plant's rows makes what the simulation made, no more and no less."""
    found = plant(pumps, "brno", "pump", "100/week", with_=with_, learning=1.0, precision=0.02, most=8)
    made = found["products"]["throughput"][0] * WEEKS
    changed = with_rows(pumps, found.rows())
    assert changed["processes"].filter(pl.col("product") == "pump").height == 1
    plan = design(changed, gap=0.0)
    units = plan["production"].filter(pl.col("product") == "pump")["units"].to_list()
    assert units == pytest.approx([made, made])
    energy = plan["production"].filter(pl.col("product") == "pump")["energy"][0]
    work = figure(found, "power, mean") - found["costs"].filter(item="idle")["amount"][0] / 8766 / 0.0001
    if not with_:
        assert energy == pytest.approx(work * 8766, rel=0.03)
        assert plan["production"]["labour_hours"][0] == pytest.approx(5 * 75 / 0.9 * WEEKS)


def test_a_ramp(pumps, pump_result):
    """With learning, the first year makes what the ramp's months add up to."""
    plan = design(with_rows(pumps, pump_result.rows()), gap=0.0)
    first, second = plan["production"].filter(pl.col("product") == "pump")["units"].to_list()
    full = pump_result["products"]["throughput"][0] * WEEKS
    shares = [*pump_result["ramp"]["share"], *[1.0] * 12][:12]
    assert second == pytest.approx(full)
    assert first == pytest.approx(full * sum(shares) / 12, rel=0.01)
    assert first < 0.95 * full


def test_what_a_process_keeps(pump_model):
    """Other cost, origin, labels and recipe of the process that a plant replaces stay."""
    kept = {"origin": "motor", "labels": "ours", "minimum": 5.0, "cost_per_unit": 0.25}
    model = pump_model(processes=[tables()["processes"][0] | kept])
    found = plant(model, "brno", "pump", "100/week", precision=0.05, most=2)
    (row,) = found["processes"].iter_rows(named=True)
    assert {name: row[name] for name in kept} == kept
    assert (row["resource"], row["scrap"], row["source"]) == ("pump_line", "0.001", "plant_brno_pump")


def test_what_was_not_made_has_no_rows(pump_model):
    """A component of which nothing is made while the line is watched has no row; the product has its own."""
    boms = [row | {"quantity": 1e-7} if row["component"] == "motor" else row for row in tables()["boms"]]
    found = plant(pump_model(boms=boms), "brno", "pump", "100/week", with_=["motor"], precision=0.05, most=2)
    assert found["products"]["throughput"][1] == 0.0
    assert found["processes"]["product"].to_list() == ["pump"]
    assert found["resources"]["resource"].to_list() == ["pump_line"]


def test_series_of_what_is_replaced(pump_model, pump_result):
    """What series say of the process that a plant replaces goes with it."""
    kept = {"table": "resources", "key": "brno/hall", "column": "installed"}
    gone = {"table": "processes", "key": "brno:pump:base:hall", "column": "hours_per_unit"}
    model = pump_model(series=[{**row, "period": "2026", "value": 3.0} for row in (kept, gone)])
    assert with_rows(model, pump_result.rows())["series"]["table"].to_list() == ["resources"]
