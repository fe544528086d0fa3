"""The largest rate that a building and its people suffice for."""

from __future__ import annotations

import polars as pl
import pytest
from tests.factory.plan.plants import changed, figure

from reshore.errors import DataError, UsageError
from reshore.factory.plan.plant import plant


def test_the_largest_rate(pump_model):
    """With power for so many cells, no more is made than that gives, and it is told what binds."""
    model = pump_model(**changed("buildings", "hall", power=130.0))
    found = plant(model, "brno", "pump", "max", precision=0.02, most=8)
    assert "power" in found.facts["binds"]
    assert found["limits"].filter(pl.col("binds"))["resource"].to_list() == ["power"]
    visits = 1.11 / 0.999
    most = (130 - 5) * 75 / (visits * 20.3)
    made = found["products"]["throughput"][0]
    assert 0.8 * most < made < most
    assert found["power"]["peak"].max() <= 130.0
    assert figure(found, "floor left") > 0


def test_people_bind(pumps):
    """With few people, fewer are on shift and less is made than without that limit."""
    found = plant(pumps, "brno", "pump", "max", people=7, precision=0.02, most=8)
    assert found.facts["binds"] == ["people"]
    assert figure(found, "people on shift") == 7.0
    short = plant(pumps, "brno", "pump", "600/week", people=7, precision=0.05, most=4)
    assert not short.facts["reached"]
    assert "people" in short.facts["binds"]
    assert figure(short, "people left") < 0


def test_too_small_for_any_rate(pump_model):
    """A building too small for areas and one station each is told with how much it takes."""
    model = pump_model(**changed("buildings", "hall", length=12.0, docks=None, feeds=None))
    told = r"buildings brno/hall, length: floor 12 \(m\) is too little: any rate takes 18; give 18 or more"
    with pytest.raises(DataError, match=told):
        plant(model, "brno", "pump", "max")


def test_too_few_people_for_any_rate(pumps):
    """People who are too few for a station each are told the same way."""
    with pytest.raises(DataError, match=r"people: people 3 \(person\) is too little: any rate takes 5"):
        plant(pumps, "brno", "pump", "max", people=3)


def test_nothing_limits_it(pump_model):
    """Where neither building nor stations end somewhere, there is no largest rate."""
    model = pump_model(**changed("buildings", "hall", power=None, length=1e9))
    with pytest.raises(UsageError, match="nothing limits the rate"):
        plant(model, "brno", "pump", "max")
