"""From a model to an audited plan, or to one clear word on why there is none."""

from __future__ import annotations

from threading import Event

import pytest

from reshore.errors import InfeasibleError, StoppedError, TimeLimitError, UsageError
from reshore.footprint.design import design
from reshore.plan.plan import Status


@pytest.fixture(scope="module")
def plan(rich):
    return design(rich, gap=1e-6, threads=1)


def test_a_plan_is_audited(plan):
    """All checks pass, and the cost that the audit works out is the plan's."""
    assert plan.audit["ok"]
    assert plan.audit["objective_difference"] == pytest.approx(0, abs=1e-6 * plan.objective)


def test_the_objective_is_the_sum_of_the_costs(plan):
    """Present values, the holding of the opening stock among them."""
    assert plan.objective == pytest.approx(plan.frames["costs"]["present_value"].sum(), rel=1e-9)


def test_a_plan_is_proven_within_its_gap(plan):
    """Optimal, with a bound below the objective by the gap asked for at most."""
    assert plan.status is Status.OPTIMAL
    assert plan.bound <= plan.objective * (1 + 1e-9)
    assert plan.gap <= 1e-6


def test_a_plan_says_how_it_was_found(plan, rich):
    """Model, currency, sizes, options."""
    assert (plan.model_name, plan.scenario, plan.currency) == ("rich", "", "USD")
    assert plan.facts["columns"] > plan.facts["integers"] > 0
    assert (plan.facts["gap_asked"], plan.facts["threads"], plan.facts["seed"]) == (1e-6, 1, 0)


def test_the_same_question_has_the_same_answer(rich, plan):
    """Another run gives the same frames."""
    again = design(rich, gap=1e-6, threads=1)
    for name, frame in plan.frames.items():
        assert frame.equals(again.frames[name]), name


def test_the_opening_stock_is_in_objective_and_bound(small):
    """Nothing to decide about it: 12 x 6 / 2 = 36 at the start and as much at the end of the only year."""
    stocks = [{"site": "plant", "product": "good", "opening": 12, "cost": 6}]
    plan = design(small(stocks=stocks), threads=1)
    assert (plan.objective, plan.bound, plan.gap) == (pytest.approx(72), pytest.approx(72), pytest.approx(0))


def test_a_plan_that_costs_nothing(small):
    """An objective of 0 has no gap."""
    plan = design(small(), threads=1)
    assert (plan.objective, plan.gap) == (0, 0)


def test_a_scenario_comes_first(small):
    """Twice the demand at 3 a unit."""
    model = small(
        processes=[{"site": "plant", "product": "good", "cost_per_unit": 3}],
        scenarios=[
            {
                "scenario": "surge",
                "table": "demands",
                "column": "quantity",
                "action": "multiply",
                "value": "2",
            }
        ],
    )
    assert design(model, threads=1).objective == pytest.approx(300)
    plan = design(model, scenario="surge", threads=1)
    assert plan.objective == pytest.approx(600)
    assert plan.scenario == "surge"
    with pytest.raises(UsageError, match="slump"):
        design(model, scenario="slump")


def test_without_a_plan_it_says_what_to_give_up(small):
    """At most 20 may be made, at least 30 delivered: the rule has the lower rank."""
    model = small(
        rules=[{"rule": "small plant", "activity": "make", "limit": 20}],
        demands=[{"market": "us", "product": "good", "quantity": 100, "minimum": 30, "shortage_cost": 50}],
    )
    with pytest.raises(InfeasibleError, match=r"rule 'small plant'.*10 units over in p1"):
        design(model, threads=1)


def test_without_time_there_is_no_plan(rich):
    """A limit of 0 seconds ends before the first plan."""
    with pytest.raises(TimeLimitError):
        design(rich, time_limit=0, threads=1)


def test_what_is_cancelled_at_once_has_no_plan(rich):
    """As with Ctrl-C before the first plan."""
    cancel = Event()
    cancel.set()
    with pytest.raises(StoppedError):
        design(rich, cancel=cancel, threads=1)
