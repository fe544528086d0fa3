"""Measures of a plan by name."""

from __future__ import annotations

from math import isnan

import polars as pl
import pytest
from tests.insight.facilities import DEMAND, THREE

from reshore import design
from reshore.errors import UsageError
from reshore.insight.measures import measure

RULE = {"rule": "cap", "activity": "make", "where": "site = 'o3'", "limit": 8}


@pytest.fixture(scope="module")
def plan():
    """Return the best plan of three sites where one makes at most 8 of 20 units, in two countries."""
    model = THREE.model(rules=[RULE])
    countries = pl.concat([model["countries"], model["countries"].with_columns(country=pl.lit("BBB"))])
    there = pl.when(pl.col("site") == "c2").then(pl.lit("BBB")).otherwise("country").alias("country")
    return design(
        model.with_frames(countries=countries, sites=model["sites"].with_columns(there)),
        gap=0.0,
        threads=1,
        start=None,
    )


def test_measures_are_those_of_the_plan(plan):
    """They agree with what the plan's frames say."""
    assert set(plan["sites"].filter("open")["site"]) == {"c2", "f4"}
    assert measure(plan, "sites") == 2
    assert measure(plan, "share:BBB") == pytest.approx(1.0)
    assert measure(plan, "share:AAA") == 0.0
    assert measure(plan, "exposure") == pytest.approx(1.0)
    assert measure(plan, "cost:site_fixed") == pytest.approx(150.0)
    assert measure(plan, "rule:cap") == 0.0
    assert measure(plan, "limit:cap") == 0.0
    assert isnan(measure(plan, "limit:none"))
    segment = plan["service"]["segment"][0]
    assert measure(plan, f"served:{segment}") == pytest.approx(1.0)
    carbon = plan["shipments"].with_columns(carbon=pl.lit(2.5))
    assert carbon.height == 2
    frames = {**plan.frames, "shipments": carbon}
    assert measure(plan.__class__(**{**fields(plan), "frames": frames}), "carbon") == pytest.approx(5.0)


def fields(plan):
    """Return what a plan is made of."""
    return {name: getattr(plan, name) for name in plan.__dataclass_fields__}


def test_shares_are_of_what_was_asked_for(plan):
    """Half of what a product is worth from one site, half of what is asked for served."""
    production = plan["production"]
    halves = pl.concat(
        [
            production.with_columns(value=pl.lit(50.0), value_added=pl.lit(50.0)),
            production.with_columns(
                value=pl.lit(150.0), value_added=pl.lit(150.0), site=pl.lit("c1"), country=pl.lit("AAA")
            ),
        ]
    )
    service = plan["service"].with_columns(served=pl.lit(DEMAND / 4), short=pl.lit(DEMAND * 3 / 4))
    other = plan.__class__(
        **{**fields(plan), "frames": {**plan.frames, "production": halves, "service": service}}
    )
    assert measure(other, "exposure") == pytest.approx(0.75)
    assert measure(other, "share:AAA") == pytest.approx(0.75)
    assert measure(other, f"served:{service['segment'][0]}") == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("beauty", "no measure 'beauty'; there are carbon"),
        ("share", "no measure 'share'"),
        ("carbon:AAA", "no measure 'carbon:AAA'"),
        ("served:moon", "no demand of a segment 'moon'"),
        ("rule:moon", "no rule 'moon'"),
    ],
)
def test_measures_that_there_are_not(plan, name, told):
    """They are refused with those that there are."""
    with pytest.raises(UsageError, match=told):
        measure(plan, name)
