"""Plans for many futures: what they hold, and one clear word on why there is none."""

from __future__ import annotations

from threading import Event

import polars as pl
import pytest
from tests.robust.brute import costs
from tests.robust.conftest import EXACT, TWO, row, tables

from reshore import Futures, design, robust_design
from reshore.errors import InfeasibleError, StoppedError, TimeLimitError, UsageError
from reshore.plan.plan import Status


def test_each_future_has_a_plan_of_its_own_tables(expected):
    """It is audited on them, decides the same as the others, and costs what is said of the future."""
    told = expected["futures"]
    for future, cost in told.select("future", "cost").iter_rows():
        plan = expected.plans[future]
        assert plan.audit["ok"]
        assert plan.objective == pytest.approx(cost)
        assert plan.scenario == ("" if future == "base" else future)
        assert plan["sites"].equals(expected.plans["base"]["sites"])
    demands = {name: plan["service"]["demand"].sum() for name, plan in expected.plans.items()}
    assert demands == pytest.approx({"base": 110, "surge": 176, "tariff": 110})


def test_the_objective_is_proven(expected):
    """Expected cost of the plans, a bound as high, and how that was found."""
    told = expected["futures"]
    assert expected.objective == pytest.approx(float(told["probability"] @ told["cost"]))
    assert expected.bound == pytest.approx(expected.objective, rel=1e-6)
    assert expected.status is Status.OPTIMAL
    assert expected.options == {"objective": "expected", "lambda": 0.5, "alpha": 0.9}
    assert expected.facts["futures"] == 3
    assert expected.facts["columns"] > expected.facts["shared_columns"] >= expected.facts["integers"] > 0


def test_a_regret_has_an_interval(ready, regret):
    """What the best plan of each future costs lies between its bound and its cost."""
    brute = costs(ready)
    told, best = regret["futures"], brute.min(axis=0)
    assert (told["own_bound"].to_numpy() <= best + 1e-6).all()
    assert (told["own_best"].to_numpy() >= best - 1e-6).all()
    least = min((one - best).max() for one in brute)
    assert regret.bound - 1e-6 <= least
    assert least <= (told["cost"].to_numpy() - best).max() + 1e-6 <= regret.objective + 2e-6
    assert regret.objective == pytest.approx(told["regret_most"].max())
    assert set(regret["own_decisions"]["future"]) == {"base", "surge", "tariff"}


def test_one_future_is_a_design(make):
    """A single future of probability 1 has the plan that design makes for it, whatever is searched for."""
    model = make(periods=TWO)
    alone, usual = Futures.of_scenarios(model, ["tariff"]), design(model, scenario="tariff", **EXACT)
    for objective in ("expected", "regret"):
        plan = robust_design(model, alone, objective=objective, **EXACT)
        assert plan["futures"]["cost"][0] == pytest.approx(usual.objective, rel=1e-6)
        assert plan.plans["tariff"]["sites"].equals(usual["sites"])
        assert plan.objective == pytest.approx(0.0 if objective == "regret" else usual.objective, abs=0.01)


def test_a_plan_to_start_from(model, futures, expected):
    """Its sites and modules are where the search begins, whatever future they are of."""
    plan = robust_design(model, futures, start=expected.plans["surge"], method="decompose", **EXACT)
    assert plan.objective == pytest.approx(expected.objective, rel=1e-6)


def test_a_rule_that_a_future_can_not_keep(make):
    """The message names the future and the rule."""
    rule = {"rule": "serve", "measure": "units", "activity": "serve", "sense": ">=", "limit": 100}
    rows = [row("drought", "demands", "quantity", "multiply", "0.5", probability=0.1)]
    model = make(rules=[rule], scenarios=rows)
    for objective in ("expected", "regret"):
        with pytest.raises(InfeasibleError, match=r"(?s)future 'drought': .*rule 'serve'") as caught:
            robust_design(model, Futures.of_scenarios(model), objective=objective, **EXACT)
        assert caught.value.conflicts


def test_rules_of_futures_that_exclude_each_other(make):
    """Each future alone has a plan, all of them together have none: what is asked for in which is told."""
    rule = {"rule": "few", "measure": "sites", "activity": "open", "sense": "<=", "limit": 1}
    minimum = [one | {"minimum": 10} for one in tables()["demands"]]
    rows = [
        row("embargo", "lanes", "capacity", "set", "0", probability=0.2, where="origin = 'far'"),
        row("strike", "lanes", "capacity", "set", "0", probability=0.2, where="origin = 'near'"),
    ]
    model = make(rules=[rule], demands=minimum, scenarios=rows)
    with pytest.raises(InfeasibleError, match="though each future alone has a plan") as caught:
        robust_design(model, Futures.of_scenarios(model), **EXACT)
    told = str(caught.value)
    assert "- rule 'few'" in told
    assert "1 sites over in y1" in told
    names = [cause.name for conflict in caught.value.conflicts for cause in conflict]
    assert any(name.endswith("in future 'embargo'") for name in names)
    assert any(name.endswith("in future 'strike'") for name in names)


def test_sources_are_decided_once(make):
    """A market that takes goods from one place takes them from there in every future."""
    model = make(demands=[one | {"single_source": True} for one in tables()["demands"]])
    plan = robust_design(model, Futures.of_scenarios(model), **EXACT)
    shipped = pl.concat(one["shipments"].filter(pl.col("units") > 1e-6) for one in plan.plans.values())
    for market in ("east", "west"):
        served = set(shipped.filter(destination=market)["origin"])
        assert len(served) == 1
        assert served == set(plan["sources"].filter(destination=market)["site"])


def test_stopped_or_too_late_before_the_first_plan(model, futures):
    """There is nothing to give back."""
    stopped = Event()
    stopped.set()
    with pytest.raises(StoppedError):
        robust_design(model, futures, method="decompose", objective="cvar", cancel=stopped, **EXACT)
    with pytest.raises(TimeLimitError):
        robust_design(model, futures, time_limit=0.0, **EXACT)


def test_stages_and_progress_are_told(watched):
    """What is done next, and where the search stands in the unit of what is searched for."""
    assert watched.stages[0] == "Programs of the futures"
    assert "Best plan of each future alone: 3 of 3" in watched.stages
    assert watched.stages[-2:] == ["Plan for all futures", "Flows of each future"]
    assert watched.seen[-1].incumbent < 2 * watched.plan.objective


def test_options_that_make_no_sense(model, futures):
    """They are wrong usage, before anything is done."""
    for wrong in ({"method": "guided"}, {"objective": "luck"}, {"alpha": 1.0}, {"gap": -1.0}):
        with pytest.raises(UsageError):
            robust_design(model, futures, **wrong)
