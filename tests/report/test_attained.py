"""Shares that rules limit, where the plan's frames tell them, in every period and today."""

from __future__ import annotations

import polars as pl
import pytest
from tests.report.conftest import rows

from reshore.report.attained import by_period, today

RULE = {"rule": "cap", "measure": "value_added", "activity": "make", "where": "country = 'CHN'", "of": "true"}


def test_shares_are_those_of_the_footprint(plan, model):
    shares = plan.footprint("country").filter(pl.col("country") == "CHN")
    found = by_period(plan, model, RULE)

    assert {period: share for period, share in found.items() if share} == pytest.approx(
        dict(shares.select("period", "share").iter_rows())
    )
    assert found["2028"] == 0.0, "Shenzhen has closed"


def test_a_denominator_selects(plan, model):
    """Mexico's share of what plants in Mexico and China make."""
    rule = RULE | {"where": "country = 'MEX'", "of": "country in ('MEX', 'CHN') and role = 'plant'"}
    made = plan.footprint("country").filter(pl.col("period") == "2026Q1")
    amounts = dict(made.select("country", "amount").iter_rows())

    assert by_period(plan, model, rule)["2026Q1"] == pytest.approx(
        amounts["MEX"] / (amounts["MEX"] + amounts["CHN"])
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"activity": "ship"},
        {"measure": "cost"},
        {"where": "processed = 'CHN'"},
        {"of": "processed = 'CHN'"},
    ],
)
def test_what_the_frames_do_not_tell(plan, model, changes):
    with_today = model.with_frames(
        baseline=rows("baseline", {"activity": "make", "site": "szx", "product": "rack", "value": 1.0})
    )

    assert by_period(plan, with_today, RULE | changes) == {}
    assert today(plan, with_today, RULE | changes) is None


def test_today_is_the_baseline_at_what_a_unit_counts(plan, model):
    """Racks count the same everywhere; a row of another period is not today's, nor one without a site."""
    baseline = rows(
        "baseline",
        {"activity": "make", "site": "szx", "product": "rack", "value": 30.0},
        {"activity": "make", "site": "maa", "product": "rack", "period": "2024Q4", "value": 90.0},
        {"activity": "make", "site": "jrz", "product": "rack", "period": "2028", "value": 500.0},
        {"activity": "make", "product": "rack", "value": 500.0},
        {"activity": "open", "site": "szx", "value": 1.0},
    )

    assert today(plan, model.with_frames(baseline=baseline), RULE) == pytest.approx(0.25)


def test_today_is_not_known_where_a_product_is_not_made(plan, model):
    baseline = rows("baseline", {"activity": "make", "site": "szx", "product": "chip", "value": 30.0})

    assert today(plan, model, RULE) is None
    assert today(plan, model.with_frames(baseline=baseline), RULE) is None
