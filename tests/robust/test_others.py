"""Other plans in the futures of a plan: what they cost there, and what they don't deliver."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from tests.robust.conftest import EXACT, made, row

from reshore.errors import UsageError
from reshore.footprint.design import design
from reshore.robust.evaluate import evaluate, stage_of
from reshore.robust.futures import Futures
from reshore.robust.others import differences, shortfall, with_others
from reshore.robust.solve import robust_design


@pytest.fixture(scope="module")
def base(model):
    """Return the plan of the base case."""
    return design(model, **EXACT)


@pytest.fixture(scope="module")
def both(model, expected, base):
    """Return the plan for all futures with that of the base case beside it."""
    return with_others(expected, model, {"base plan": (base, model), "itself": (expected, model)})


def test_no_other_decisions_are_better_over_all_futures(both, base):
    """The base plan costs its own objective in the base case, and more than the plan for all over all."""
    rows = differences(both, "base plan")
    assert rows["future"].to_list() == ["base", "surge", "tariff", None]
    assert rows["other_cost"][0] == pytest.approx(base.objective)
    assert rows["difference"][0] < 0 < rows["difference"][3]
    mean = both["futures"]["probability"].to_numpy() @ rows["other_cost"].to_numpy()[:3]
    assert rows["other_cost"][3] == pytest.approx(mean)
    assert rows["cost"][3] == pytest.approx(both.objective)
    assert rows["probability"][3] == pytest.approx(1.0)


def test_a_plan_beside_itself_is_no_different(both):
    """Costs and units that aren't delivered are its own."""
    rows = differences(both, "itself")
    assert rows["difference"].to_numpy() == pytest.approx(0.0, abs=1e-6)
    assert rows["other_short"].to_numpy() == pytest.approx(rows["short"].to_numpy(), abs=1e-6)
    assert shortfall(both)["short"].to_list() == rows["short"].to_list()[:3]
    assert differences(both, "base plan")["other_short"].to_list()[1] > 0


def test_without_flows_there_is_no_cost():
    """Where decisions can't keep a rule, the cost stays empty, and the mean is that of the others."""
    rule = {"rule": "serve", "measure": "units", "activity": "serve", "sense": ">=", "limit": 100}
    rows = [row("shift", "rules", "limit", "set", "170", probability=0.4)]
    surge = row("shift", "demands", "quantity", "multiply", "1.6", probability=0.4, order=2)
    model = made(rules=[rule], scenarios=[*rows, surge])
    base = design(model, **EXACT)
    plan = robust_design(model, Futures.of_scenarios(model), **EXACT)
    found = differences(with_others(plan, model, {"base plan": (base, model)}), "base plan")
    assert found["other_cost"].is_null().to_list() == [False, True, False]
    assert found["other_short"].is_null().to_list() == [False, True, False]
    assert found["cost"].null_count() == 0
    assert found["probability"].to_list() == pytest.approx([0.6, 0.4, 0.6])
    assert found["other_cost"][2] == pytest.approx(base.objective)
    alone = Futures((replace(plan.futures.futures[1], probability=1.0),))
    nowhere = with_others(robust_design(model, alone, **EXACT), model, {"base plan": (base, model)})
    assert differences(nowhere, "base plan").row(-1)[1:] == (0, None, None, None, None, None)


def test_a_plan_of_a_scenario_keeps_what_it_decides(model, futures):
    """Decisions are read with the tables that the plan was made of."""
    plan = design(model, scenario="tariff", **EXACT)
    found = evaluate(model, plan, futures)
    assert found.filter(future="tariff")["cost"].item() == pytest.approx(plan.objective)


def test_sources_of_a_plan_for_one_future():
    """Which sources count is found again, for the plan's own sites and modules."""
    rule = {"rule": "two", "measure": "sources", "activity": "make", "sense": ">=", "limit": 2, "share": 0.2}
    model = made(rules=[rule])
    plan = design(model, **EXACT)
    stage = stage_of(plan, model)
    assert stage.decided["source"].height == 2
    base = Futures.of_scenarios(
        made(scenarios=[row("same", "demands", "quantity", "multiply", "1") | {"probability": 1}])
    )
    found = evaluate(model, plan, base)
    assert found["cost"].to_numpy() == pytest.approx(np.array([plan.objective]))


def test_another_currency(model, expected, base):
    """Money of two kinds isn't compared."""
    foreign = made({"currency": "EUR"})
    with pytest.raises(UsageError, match="abroad counts in EUR, and not in"):
        with_others(expected, model, {"abroad": (design(foreign, **EXACT), foreign)})
    assert with_others(expected, model, {})["others"].equals(pl.DataFrame(schema=expected["others"].schema))
    assert base.currency == expected.currency
