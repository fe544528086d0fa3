"""The best plan of each future alone: resumed, in processes, and where there is none."""

from __future__ import annotations

from threading import Event

import pytest
from tests.robust.conftest import row

from reshore import Futures, design
from reshore.errors import StoppedError, TimeLimitError
from reshore.lp.solution import Options
from reshore.robust import own as module
from reshore.robust.own import OwnInfeasibleError, own_plans


def test_as_design_says(model, futures, regret):
    """Costs and bounds are those of a design of each scenario."""
    told = own_plans(model, futures, Options(gap=1e-6))
    assert told.costs["future"].to_list() == ["base", "surge", "tariff"]
    plan = design(model, scenario="tariff", gap=1e-6, threads=1)
    assert told.costs.filter(future="tariff").row(0)[1:] == (plan.objective, plan.bound)
    built = told.decisions.filter(future="base", change="modules")
    assert built.select("site", "amount").rows() == [("far", 2.0)]
    assert set(told.decisions["future"]) == set(regret["own_decisions"]["future"])


def test_stopped_and_gone_on_with(model, futures, regret, tmp_path, monkeypatch):
    """What is finished stays in the folder, and the same call looks for the others alone."""
    rough, cancel, searched = Options(gap=0.05), Event(), []

    def first(done, count, seconds):
        if done == 1:
            cancel.set()

    with pytest.raises(StoppedError, match="1 of 3"):
        own_plans(model, futures, rough, folder=tmp_path, on_progress=first, cancel=cancel)

    def counted(*args, **options):
        searched.append(options)
        return design(*args, **options)

    monkeypatch.setattr(module, "design", counted)
    told = own_plans(model, futures, rough, folder=tmp_path)
    assert len(searched) == 2
    assert told.costs["own_bound"].equals(regret["futures"]["own_bound"])
    assert told.decisions.equals(regret["own_decisions"])


def test_what_an_interrupted_search_found_is_not_kept(model, futures, tmp_path, monkeypatch):
    """Ctrl-C within a search ends all of it, and the plan at hand is no result."""

    def interrupted(*args, cancel, **options):
        cancel.set()
        return design(*args, **options)

    monkeypatch.setattr(module, "design", interrupted)
    with pytest.raises(StoppedError, match="0 of 3"):
        own_plans(model, futures, Options(), folder=tmp_path)


def test_a_future_without_a_plan(make):
    """It is named; the same is so where no plan is found in time."""
    rule = {"rule": "serve", "measure": "units", "activity": "serve", "sense": ">=", "limit": 100}
    rows = [row("drought", "demands", "quantity", "multiply", "0.5", probability=0.1)]
    model = make(rules=[rule], scenarios=rows)
    with pytest.raises(OwnInfeasibleError, match="'drought'"):
        own_plans(model, Futures.of_scenarios(model), Options())
    with pytest.raises(TimeLimitError, match="no plan for future 'base' alone"):
        own_plans(model, Futures.of_scenarios(model), Options(time_limit=0.0))


def test_processes_give_the_same(model, regret, tmp_path):
    """Two workers, kept in a folder, find what one does."""
    told = own_plans(model, regret.futures, Options(gap=0.05), workers=2, folder=tmp_path / "own")
    assert told.costs["own_bound"].equals(regret["futures"]["own_bound"])
    assert told.decisions.equals(regret["own_decisions"])
