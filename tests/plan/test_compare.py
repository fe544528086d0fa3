"""Plans beside each other: what differs most comes first, and nothing that only one of them has is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from reshore.errors import UsageError
from reshore.plan.compare import compare

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.plan.plan import Plan


@pytest.fixture
def other(plan: Plan, plan_with: Callable[..., Plan]) -> Plan:
    """Return a plan that never opens Monterrey and ships more."""
    sites = plan["sites"].with_columns(started=pl.lit(False), open=pl.col("site") == "Shenzhen")
    costs = plan["costs"].with_columns(
        pl.when(pl.col("cost") == "transport")
        .then(90.0)
        .otherwise(pl.col("present_value"))
        .alias("present_value")
    )
    frames = {
        **plan.frames,
        "sites": sites,
        "costs": costs,
        "capacity": plan["capacity"].clear(),
        "production": plan["production"].filter(pl.col("country") == "CHN"),
    }
    return plan_with(frames=frames, objective=150.0)


def test_differences_come_first(plan: Plan, other: Plan):
    """Costs, sites, modules and footprint differ as the plans do."""
    found = compare({"base": plan, "stay": other})
    assert found.costs.rows() == [
        ("transport", "kEUR", 40.0, 90.0, 50.0),
        ("labour", "kEUR", 60.0, 60.0, 0.0),
    ]
    assert found.sites.rows() == [("Monterrey", "MEX", "opens", "26", None, True)]
    assert found.modules.rows() == [("Monterrey", "line", "module", 2, 0, -2)]
    shares = dict(found.footprint.select("country", "difference").iter_rows())
    assert shares == pytest.approx({"CHN": 2 / 3, "MEX": -2 / 3})
    assert found.figures.row(0) == ("net present cost", "kEUR", 100.0, 150.0, 50.0)


def test_service(plan: Plan, plan_with: Callable[..., Plan], make_frame: Callable[..., pl.DataFrame]):
    """Shares delivered by market and product; a market without demand in one plan has no difference."""
    rows = [
        {"market": "north", "period": "26", "demand": 8.0, "served": 8.0},
        {"market": "south", "period": "26", "demand": 4.0, "served": 4.0},
    ]
    other = plan_with(frames={**plan.frames, "service": make_frame("service", rows)})
    half = plan["service"].with_columns(market=pl.lit("north"))
    found = compare({"base": plan_with(frames={**plan.frames, "service": half}), "all": other})
    assert found.service.rows() == [
        ("north", "x", "share", 0.75, 1.0, 0.25),
        ("south", "x", "share", None, 1.0, None),
    ]


def test_duties(plan: Plan, plan_with: Callable[..., Plan], make_frame: Callable[..., pl.DataFrame]):
    """Duty by layer, what is paid back without one; a layer that a plan doesn't pay is 0 there."""
    charged = [
        {"event": "entry", "layer": "mfn", "period": "26", "amount": 5.0},
        {"event": "drawback", "layer": None, "period": "26", "amount": -2.0},
    ]
    other = plan_with(frames={**plan.frames, "duties": make_frame("duties", charged)})
    found = compare({"base": plan, "dutiable": other, "same": other})
    assert found.duties.rows() == [("mfn", "kEUR", 0.0, 5.0, 5.0, 5.0), (None, "kEUR", 0.0, -2.0, -2.0, -2.0)]


def test_difference_is_of_the_plan_that_departs_most(plan: Plan, plan_with: Callable[..., Plan]):
    """With three plans the largest departure from the first is shown, with its sign."""
    plans = {name: plan_with(objective=value) for name, value in {"a": 100.0, "b": 103.0, "c": 90.0}.items()}
    assert compare(plans).figures["difference"][0] == -10.0


def test_equal_plans_do_not_differ(plan: Plan):
    """A plan beside itself has no differences."""
    found = compare({"a": plan, "b": plan})
    assert not found.sites["differs"].any()
    for frame in (found.figures, found.costs, found.modules, found.footprint, found.service):
        assert (frame["difference"] == 0).all()


def test_what_cannot_be_compared(plan: Plan, plan_with: Callable[..., Plan]):
    """One plan alone, two currencies and a name in the way are usage errors."""
    with pytest.raises(UsageError, match="at least two"):
        compare({"a": plan})
    with pytest.raises(UsageError, match="different currencies"):
        compare({"a": plan, "b": plan_with(currency="USD")})
    with pytest.raises(UsageError, match="called cost"):
        compare({"a": plan, "cost": plan})
