"""The waterfall leads from the other plan's cost to this plan's, with what is proven of both."""

from __future__ import annotations

import re
from math import inf

import polars as pl
import pytest

from reshore.report.sections.headline import section as headline
from reshore.report.sections.waterfall import section
from reshore.report.view import View

RATIOS = {"transport": 1.5, "labour": 0.9, "purchase": 1.02}
"""What lines of the other plan cost, as a multiple of those of the plan."""


@pytest.fixture(scope="module")
def other(plan, make_plan):
    """A plan with dearer transport and purchases and cheaper labour."""
    ratio = pl.col("cost").replace_strict(RATIOS, default=1.0, return_dtype=pl.Float64)
    costs = plan["costs"].with_columns(present_value=pl.col("present_value") * ratio)
    objective = costs["present_value"].sum()
    return make_plan(
        frames={**plan.frames, "costs": costs}, objective=objective, bound=objective * 0.999, scenario="as_is"
    )


@pytest.fixture(scope="module")
def compared(plan, model, other):
    return View.of(plan, model, against=other)


def said(view: View) -> str:
    text = headline(view).body.replace("</li>", "\n")
    return re.sub(r"<[^>]+>", "", text).replace("\u00a0", " ")


def test_no_other_plan_no_waterfall(view):
    """And the verdict says nothing of one."""
    assert section(view) is None
    assert "less than" not in said(view).split("How sure")[0]


def test_steps_lead_from_one_cost_to_the_other(compared, plan, other):
    """Each begins where the one before ends; savings come first."""
    option = section(compared).charts[0].option
    rows = {
        item["value"][0]: (series["name"], *item["value"][1:])
        for series in option["series"]
        if series.get("renderItem") == "bar"
        for item in series["data"]
    }
    steps = [rows[row] for row in sorted(rows)]
    level = steps[0][2]

    assert option["yAxis"]["data"] == [
        *("Scenario as_is", "Purchased materials", "Transport", "Making", "This plan"),
    ]
    assert level == pytest.approx(other.objective / 1e6, rel=1e-4)
    for kind, low, high in steps[1:-1]:
        start, end = (high, low) if kind == "Costs less" else (low, high)
        assert start == pytest.approx(level, abs=0.01)
        level = end
    assert level == pytest.approx(plan.objective / 1e6, rel=1e-4)
    assert [kind for kind, _, _ in steps[1:-1]] == ["Costs less", "Costs less", "Costs more"]


def test_whiskers_reach_down_to_the_bounds(compared, plan, other):
    """A plan without a bound has none."""
    whiskers = section(compared).charts[0].option["series"][-1]
    ends = {item["value"][0]: item["value"][1] for item in whiskers["data"]}

    assert ends == {
        0: pytest.approx(other.bound / 1e6, rel=1e-4),
        4: pytest.approx(plan.bound / 1e6, rel=1e-4),
    }


def test_a_search_without_a_bound_has_no_whisker(plan, model, other, make_plan):
    """Nothing is proven then, and the verdict says so."""
    unproven = make_plan(frames=other.frames, objective=other.objective, bound=-inf, gap=inf, scenario="x")
    view = View.of(plan, model, against=unproven)
    whiskers = section(view).charts[0].option["series"][-1]

    assert [item["value"][0] for item in whiskers["data"]] == [4]
    assert "Which costs more, this plan or scenario x, isn't proven." in said(view)


def test_the_verdict_tells_difference_and_proof(compared, plan, other):
    """The cheaper plan is cheaper than any plan of the other's can be."""
    less = (other.objective - plan.objective) / 1e6
    least = (other.bound - plan.objective) / 1e6

    assert f"Costs USD {less:.2f} billion less than scenario as_is." in said(compared)
    assert f"the difference is at least USD {least:.2f} billion and at most USD" in said(compared)
    assert "Less goes into purchased materials (USD" in said(compared)
    assert "Less goes into scenario" not in said(compared)


def test_a_dearer_plan_is_told_to_be_dearer(plan, model, other):
    """The same the other way round."""
    assert "more than the base case." in said(View.of(other, model, against=plan))


def test_a_tie_gets_no_order(plan, model, make_plan):
    """Where bounds leave it open, neither is called the cheaper one."""
    near = make_plan(objective=plan.objective * 1.001, bound=plan.bound, scenario="near")
    text = said(View.of(plan, model, against=near))

    assert "Costs about as much as scenario near: the best plans of the two may differ by USD" in text
    assert "less than scenario near" not in text


def test_tables_add_up(compared, plan, other):
    """Groups and countries have a row of both sums."""
    body = section(compared).body
    change = (plan.objective - other.objective) / 1e6

    assert len(re.findall("<tfoot>", body)) == 2
    assert len(re.findall(rf"\N{{MINUS SIGN}}{abs(change):.2f}</td><td[^>]*>", body)) >= 2
