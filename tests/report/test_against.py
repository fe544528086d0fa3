"""What a plan costs more than another is told with what is proven of it; only like plans are compared."""

from __future__ import annotations

from math import inf

import polars as pl
import pytest

from reshore.errors import UsageError
from reshore.report.against import Difference, label_of, moved_by, name_of, require_alike


def test_bounds_make_an_interval(make_plan):
    """It goes from bound against cost to cost against bound, around the difference of the plans."""
    first, second = make_plan(objective=100.0, bound=96.0), make_plan(objective=110.0, bound=105.0)
    found = Difference.of(first, second)

    assert (found.low, found.stands, found.high) == (-14.0, -10.0, -5.0)
    assert not found.tie
    assert Difference.of(second, first) == Difference(10.0, 5.0, 14.0)


@pytest.mark.parametrize("bound", [99.0, 100.0, -inf])
def test_where_a_better_plan_may_turn_it_round_the_two_tie(make_plan, bound):
    """Neither is cheaper as long as the other's bound is below its cost."""
    assert Difference.of(make_plan(objective=100.0, bound=96.0), make_plan(objective=103.0, bound=bound)).tie


def test_plans_of_other_money_or_time_are_refused(plan, make_plan):
    """The message names both plans and what differs."""
    require_alike(plan, make_plan(scenario="surge"))
    with pytest.raises(UsageError, match="one is in kUSD, the other in EUR"):
        require_alike(plan, make_plan(currency="EUR"))
    short = make_plan(frames={**plan.frames, "periods": plan["periods"].head(9)})
    with pytest.raises(
        UsageError, match=r"one has 11 periods from 2024-10-01 to 2028, the other 9 periods from .* to 2026Q4"
    ):
        require_alike(plan, short)


def test_groups_add_up_to_the_difference(plan, make_plan):
    """Groups that cost the same are left out."""
    dearer = pl.when(pl.col("cost") == "transport").then(1.5).otherwise(1.0)
    costs = plan["costs"].with_columns(present_value=pl.col("present_value") * dearer)
    other = make_plan(
        frames={**plan.frames, "costs": costs}, objective=costs["present_value"].sum(), scenario="surge"
    )
    moved = moved_by(plan, other)

    assert [group.value for group in moved] == ["Transport"]
    assert sum(moved.values()) == pytest.approx(plan.objective - other.objective)


def test_what_the_other_plan_is_called(plan, make_plan):
    """Its scenario, where that tells the two apart."""
    assert name_of(make_plan(scenario="surge"), plan) == "scenario surge"
    assert label_of(make_plan(scenario="surge"), plan) == "Scenario surge"
    assert name_of(plan, make_plan(scenario="surge")) == "the base case"
    assert label_of(plan, plan) == "The other plan"
    assert name_of(make_plan(name="pumps"), plan) == "pumps, base"
