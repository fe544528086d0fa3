"""What decisions cost in futures that they weren't made for."""

from __future__ import annotations

import numpy as np
import pytest
from tests.robust.conftest import EXACT, TWO, made

from reshore.robust import evaluate as module
from reshore.robust.evaluate import evaluate, stage_of
from reshore.robust.futures import CHANGES, Future, Futures
from reshore.robust.sampled import futures_of_ranges
from reshore.robust.solve import robust_design

GROWTH = {"range": "growth", "table": "demands", "column": "quantity", "value": "uniform(0.8, 1.4)"}


def test_its_own_futures_cost_what_the_plan_says(model, futures, expected):
    """In the futures that it was made for, a plan costs what it cost there."""
    found = evaluate(model, expected, futures)
    assert found["future"].to_list() == list(futures.names)
    assert found["cost"].to_numpy() == pytest.approx(expected["futures"]["cost"].to_numpy())


def test_other_draws_cost_more_than_their_own_best(expected):
    """In another future no decisions are better than the best for that future alone."""
    model = made(ranges=[GROWTH])
    for one in futures_of_ranges(model, 1):
        alone = Futures((one,))
        best = robust_design(model, alone, **EXACT)
        (cost,) = evaluate(model, expected, alone)["cost"]
        assert cost >= best.bound - 1e-6


def test_what_is_finished_is_not_done_again(tmp_path, model, futures, expected, monkeypatch):
    """The same call in the same folder gives the same without looking for flows."""
    found = evaluate(model, expected, futures, folder=tmp_path)
    monkeypatch.setattr(module, "flows", None)
    assert evaluate(model, expected, futures, folder=tmp_path).equals(found)


def test_no_flows_cost_without_end():
    """Decisions that can't serve what a rule asks for in a future cost infinitely much there."""
    rule = {"rule": "serve", "measure": "units", "activity": "serve", "sense": ">=", "limit": 100}
    model = made(rules=[rule], ranges=[{**GROWTH, "value": "discrete(0.5:0.5, 1:0.5)"}])
    plan = robust_design(made(rules=[rule], scenarios=[]), Futures((only_base(model),)), **EXACT)
    drawn = futures_of_ranges(model, 4)
    found = evaluate(model, plan, drawn)
    low = [one.changes["value"].item() == "0.5" for one in drawn]
    assert any(low)
    assert not all(low)
    assert np.isinf(found["cost"].to_numpy()).tolist() == low


def test_sources_are_those_of_all_futures():
    """Sites, modules and sources of a plan are read back from it, as it was found."""
    rule = {"rule": "two", "measure": "sources", "activity": "make", "sense": ">=", "limit": 2, "share": 0.2}
    model = made(rules=[rule], periods=TWO)
    plan = robust_design(model, Futures.of_scenarios(model), **EXACT)
    stage = stage_of(plan, model)
    assert stage.decided["source"].height == plan["sources"].height > 0
    built = plan["decisions"].filter(change="modules")["amount"].sum()
    assert stage.decided["build"]["#value"].sum() == built
    found = evaluate(model, plan, plan.futures)
    assert found["cost"].to_numpy() == pytest.approx(plan["futures"]["cost"].to_numpy())


def only_base(model):
    """Return the base case as the only future."""
    base = model["scenarios"].clear().select(CHANGES)
    return Future("base", 1.0, base)
