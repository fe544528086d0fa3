"""A footprint in any measure: what adds up, what is left out, and what a plan's model adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from reshore.errors import UsageError
from reshore.plan.frames import FRAMES
from reshore.plan.measures import OVERVIEW, footprint, of_years, overview

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

PERIODS = (
    {"period": "2025Q3", "start": "2025-07-01", "months": 3},
    {"period": "2025Q4", "start": "2025-10-01", "months": 3},
    {"period": "26", "start": "2026-01-01", "months": 12},
)
COUNTRIES = ({"country": "MEX"}, {"country": "CHN"})
SITES = (
    {"site": "Monterrey", "country": "MEX", "group": "ours"},
    {"site": "Shenzhen", "country": "CHN", "group": "partner", "role": "supplier"},
)
BLOCS = ({"bloc": "usmca", "country": "MEX"}, {"bloc": "pacific", "country": "MEX"})


def with_rows(plan_with: Callable[..., Plan], plan: Plan, name: str, **columns: list[object]) -> Plan:
    """Return the plan with other values in columns of a frame."""
    changed = plan[name].with_columns(
        pl.Series(column, values, dtype=FRAMES[name].dtypes[column]) for column, values in columns.items()
    )
    return plan_with(frames={**plan.frames, name: changed})


def test_output_value_is_that_of_sold_products(plan: Plan, plan_with: Callable[..., Plan]):
    """Racks (100 and 60) have demand; the boards of 30 go into them, and would be counted twice."""
    made = with_rows(
        plan_with, plan, "production", product=["rack", "board", "rack"], value=[100.0, 30.0, 60.0]
    )
    sold = with_rows(plan_with, made, "service", product=["rack"])
    assert footprint(sold, "country", "output_value", per="horizon").rows() == [
        ("MEX", 100.0, 100 / 160, "kEUR"),
        ("CHN", 60.0, 60 / 160, "kEUR"),
    ]
    assert footprint(sold, "country", "value", per="horizon")["amount"].sum() == 190.0


def test_what_nobody_asks_for_is_not_sold(plan: Plan, plan_with: Callable[..., Plan]):
    """A product whose demand is 0 throughout counts as no output."""
    made = with_rows(plan_with, plan, "production", product=["rack"] * 3, value=[1.0, 1.0, 1.0])
    unsold = with_rows(plan_with, made, "service", product=["rack"], demand=[0.0])
    assert footprint(unsold, "country", "output_value").is_empty()


def test_capacity_is_hours_available(plan: Plan, plan_with: Callable[..., Plan]):
    """Capacity comes from resources, and so can be had by resource and not by product."""
    found = with_rows(plan_with, plan, "capacity", hours_available=[4000.0])
    assert footprint(found, ("site", "resource"), "capacity").rows() == [
        ("26", "Monterrey", "line", 4000.0, 1.0, "hour")
    ]
    with pytest.raises(UsageError, match="no grouping by 'product'"):
        footprint(found, "product", "capacity")


def test_overview_has_the_measures_of_a_part_together(plan: Plan, plan_with: Callable[..., Plan]):
    """Parts come in time order, most value added first, measures as asked, each with shares of its own."""
    found = with_rows(plan_with, plan, "capacity", hours_available=[4000.0])
    rows = overview(found, measures=("value_added", "carbon", "capacity"))
    assert rows.select("year", "country", "measure", "amount", "share").rows() == [
        ("2025", "CHN", "value_added", 5.0, 1.0),
        ("2025", "CHN", "carbon", 500.0, 1.0),
        ("2026", "MEX", "value_added", 30.0, 0.75),
        ("2026", "MEX", "carbon", 500.0, 0.5),
        ("2026", "MEX", "capacity", 4000.0, 1.0),
        ("2026", "CHN", "value_added", 10.0, 0.25),
        ("2026", "CHN", "carbon", 500.0, 0.5),
    ]


def test_overview_leaves_out_what_cannot_be_divided(plan: Plan):
    """Capacity has no products; a column that nothing has is told."""
    assert "capacity" not in set(overview(plan, "product")["measure"])
    assert set(overview(plan, (), per="horizon")["measure"]) == set(OVERVIEW)
    with pytest.raises(UsageError, match="no grouping by 'continent'"):
        overview(plan, "continent")


def test_blocs_and_groups_come_from_the_model(plan: Plan, make_model: Callable[..., Model]):
    """Mexico is in two blocs and counts in both, so that shares add up to more; China is in none."""
    with pytest.raises(UsageError, match="its model is needed"):
        plan.footprint("bloc")
    model = make_model(periods=PERIODS, countries=COUNTRIES, sites=SITES, blocs=BLOCS)
    by_bloc = plan.footprint("bloc", per="horizon", model=model)
    assert by_bloc.select("bloc", "amount").rows() == [("pacific", 30.0), ("usmca", 30.0), (None, 15.0)]
    assert by_bloc["share"].to_list() == pytest.approx([30 / 45, 30 / 45, 15 / 45])
    by_group = plan.footprint(("group", "role"), per="horizon", model=model)
    assert by_group.select("group", "role", "amount").rows() == [
        ("ours", "plant", 30.0),
        ("partner", "supplier", 15.0),
    ]


def test_members_of_blocs_change_over_time(plan: Plan, make_model: Callable[..., Model]):
    """Before 2026 China was a member of `old`, and what it added in 2025 counts there."""
    old = {"bloc": "old", "country": "CHN", "to": "2026-01-01"}
    model = make_model(periods=PERIODS, countries=COUNTRIES, sites=SITES, blocs=(*BLOCS, old))
    rows = plan.footprint("bloc", model=model)
    assert rows.filter(pl.col("bloc") == "old").select("period", "amount").rows() == [("2025Q3", 5.0)]


def test_rows_of_years(plan: Plan):
    """Years select by the start of a period; a year without one, and the horizon, are wrong usage."""
    assert of_years(plan, plan.footprint(), [2026])["country"].to_list() == ["MEX", "CHN"]
    assert of_years(plan, plan.footprint(per="year"), [2025])["year"].to_list() == ["2025"]
    assert of_years(plan, plan.footprint(), []).equals(plan.footprint())
    with pytest.raises(UsageError, match="no period starts in 1999; there are 2025, 2026"):
        of_years(plan, plan.footprint(), [2026, 1999])
    with pytest.raises(UsageError, match="the horizon has no years"):
        of_years(plan, plan.footprint(per="horizon"), [2026])
