"""Conditions: what a count counts, that any search keeps it, and what is said where none can."""

from __future__ import annotations

from math import inf, nan

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.insight.emitters import emitters, least_cost
from tests.insight.facilities import THREE, facilities

from reshore.errors import AuditError, InfeasibleError, UsageError
from reshore.footprint import program
from reshore.footprint.conditions import Condition, exactly, other_than, using, without
from reshore.footprint.design import design
from reshore.footprint.method import Method
from reshore.footprint.network import Network
from reshore.footprint.program import FootprintProgram
from reshore.footprint.start import Decisions
from reshore.insight.measures import measure

WAYS = (Method.DIRECT, Method.GUIDED, Method.DECOMPOSE)
MODULES = [("east", "line"), ("west", "line")]


def best(model, *conditions, method="direct", start=None):
    """The best plan that keeps conditions."""
    return design(model, gap=0.0, threads=1, method=method, conditions=conditions, start=start, explain=False)


@st.composite
def cases(draw):
    """Draw facilities and a condition on them."""
    drawn = draw(facilities())
    weights = {site: float(draw(st.integers(-1, 2))) for site in drawn.fixed}
    least = draw(st.integers(-1, 2))
    condition = Condition(
        "drawn", {**weights, next(iter(weights)): 1.0}, least, least + draw(st.integers(0, 2))
    )
    return drawn, condition


@settings(
    max_examples=3,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(case=cases())
def test_any_search_finds_the_best_set_that_keeps_a_condition(case):
    """As cheap as the cheapest of all sets of sites whose count is within the limits, or infeasible."""
    drawn, condition = case
    counts = {used: sum(condition.weights.get(site, 0.0) for site in used) for used in drawn.sets()}
    allowed = [used for used, count in counts.items() if condition.least <= count <= condition.most]
    model = drawn.model()
    start = best(model)
    assert start.objective == pytest.approx(min(drawn.costs().values()), abs=1e-6)
    for way in WAYS:
        if not allowed:
            with pytest.raises(InfeasibleError, match="conditions"):
                best(model, condition, method=way, start=start)
            continue
        plan = best(model, condition, method=way, start=start)
        assert plan.objective == pytest.approx(min(map(drawn.cost, allowed)), abs=1e-6)
        assert tuple(sorted(Decisions.of(plan).used)) in allowed


@pytest.mark.parametrize("way", WAYS)
def test_modules_count_if_any_is_built(rich, way):
    """Resources with none, with some everywhere, and otherwise than in the best plan."""
    plan = best(rich)
    chosen = Decisions.of(plan).equipped
    assert chosen == {("west", "line")}
    none = best(rich, Condition("none", modules=dict.fromkeys(MODULES, 1.0), most=0), method=way, start=plan)
    assert none["capacity"]["modules_ordered"].sum() == 0
    both = best(rich, Condition("both", modules=dict.fromkeys(MODULES, 1.0), least=2), method=way, start=plan)
    assert Decisions.of(both).equipped == set(MODULES)
    sites = ["east", "tsmc", "west"]
    other = other_than("other", sites, sites, equipped=chosen, resources=MODULES)
    assert best(rich, other, method=way).objective == pytest.approx(min(none.objective, both.objective))


@pytest.mark.parametrize(
    ("stops", "used"), [("p1", False), ("p2", True)], ids=["from the start", "after a period"]
)
def test_a_site_is_used_if_it_is_open_in_any_period(small, stops, used):
    """A site that closes in the first period isn't used, one that closes later is."""
    rules = [
        {"rule": "closed", "measure": "sites", "activity": "open", "where": "site = 'old'", "limit": 0}
        | {"from": stops}
    ]
    sites = [{"site": "old", "closing_cost": 1, "fixed_cost": 5}, {"site": "plant"}]
    model = small(months=(12, 12), sites=sites, rules=rules)
    kept, broken = (using("old"), without("old")) if used else (without("old"), using("old"))
    if used:
        assert Decisions.of(best(model, kept)).used == {"old", "plant"}
        assert best(small(months=(12, 12), sites=sites), broken)["sites"].filter("open").height == 2
    else:
        assert Decisions.of(best(model, kept)).used == {"plant"}
        with pytest.raises(InfeasibleError):
            best(model, broken)


def test_a_candidate_that_opens_late_is_used(small):
    """What counts is that it starts, whenever that is."""
    sites = [{"site": "plant"}, {"site": "late", "status": "candidate", "fixed_cost": 3}]
    sites[1] |= {"months_to_open": 12}
    model = small(months=(12, 12), sites=sites)
    plan = best(model, using("late"))
    assert plan.objective == pytest.approx(3.0)
    assert plan["sites"].filter("open", site="late")["period"].to_list() == ["p2"]


@pytest.mark.parametrize("way", WAYS)
def test_carbon_of_making_and_moving_together(way):
    """As cheap as a second formulation says, with no more carbon; tighter limits go by sea, then near."""
    model = emitters()
    plan = best(model, method=way)
    assert plan.objective == pytest.approx(least_cost(1e6)) == pytest.approx(81.0)
    assert measure(plan, "carbon") == pytest.approx(150.0)
    for limit in (150.0, 120.0, 60.0, 35.0, 10.0, 4.0):
        clean = best(model, Condition("carbon", carbon=1.0, most=limit), method=way, start=plan)
        assert clean.objective == pytest.approx(least_cost(limit))
        assert measure(clean, "carbon") <= limit + 1e-6


def test_carbon_beside_sites():
    """One condition may count both: a site is worth as much as its weight in kg."""
    model = emitters()
    both = Condition("both", {"near": 40.0, "far": 0.0}, carbon=1.0, most=100.0)
    expected = min(
        least_cost(100.0) if "near" not in Decisions.of(best(model)).used else inf, least_cost(60.0)
    )
    assert best(model, both).objective == pytest.approx(expected)


def test_what_a_plan_misses():
    """Decisions say nothing of carbon, a plan does."""
    plan = best(emitters())
    most, least = Condition("most", carbon=2.0, most=250.0), Condition("least", carbon=2.0, least=310.0)
    assert (most.missed(plan), least.missed(plan)) == (pytest.approx(50.0), pytest.approx(-10.0))
    assert most.excess(Decisions.of(plan)) == least.excess(Decisions.of(plan)) == 0.0
    assert Condition("kept", carbon=1.0, least=150.0, most=150.0).missed(plan) == 0.0


def test_conditions_of_a_set():
    """A set alone, and all but it."""
    model, sites = THREE.model(), list(THREE.fixed)
    for used, cost in (("c1", "f4"), 335.0), (("c1", "c2", "f4", "o3"), 430.0):
        plan = best(model, exactly("set", used, sites))
        assert plan.objective == pytest.approx(cost)
        assert Decisions.of(plan).used == set(used)
    plan = best(model, other_than("first", ("f4", "o3"), sites), other_than("second", ("c2", "f4"), sites))
    assert plan.objective == pytest.approx(335.0)
    assert plan.facts["conditions"] == ["first", "second"]


def test_without_conditions_nothing_is_added(rich):
    """The program is that of the tables alone, and so are a plan's facts."""
    network = Network.of(rich)
    plain, limited = FootprintProgram.of(network), FootprintProgram.of(network, [using("west")])
    assert "condition" not in plain.program.rows
    assert limited.program.shape[0] == plain.program.shape[0] + 1
    assert limited.program.shape[1] == plain.program.shape[1]
    assert "equipped" not in limited.columns
    assert "conditions" not in best(rich).facts


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"name": "", "weights": {"a": 1}, "most": 1}, "needs a name"),
        ({"name": "x", "weights": {"a": 0}, "most": 1}, "counts nothing"),
        ({"name": "x", "most": 1}, "counts nothing"),
        ({"name": "x", "weights": {"a": nan}, "most": 1}, "counts nothing"),
        ({"name": "x", "weights": {"a": 1}}, "limits nothing"),
        ({"name": "x", "weights": {"a": 1}, "least": 2, "most": 1}, "at least 2 and at most 1"),
        ({"name": "x", "weights": {"a": 1}, "least": nan}, "at least nan"),
        ({"name": "x", "modules": {("a", "line"): inf}, "least": 1}, "counts nothing"),
    ],
)
def test_conditions_that_make_no_sense(words, told):
    """They are refused where they are made."""
    with pytest.raises(UsageError, match=told):
        Condition(**words)


def test_conditions_on_what_there_is_not(rich):
    """Sites, resources and names of conditions are held against the model."""
    for conditions, told in (
        ([without("moon")], "there is no site 'moon'"),
        ([Condition("m", modules={("tsmc", "line"): 1}, most=0)], "'tsmc' has no resource 'line'"),
        ([without("west"), without("west")], "two conditions are called 'without west'"),
    ):
        with pytest.raises(UsageError, match=told):
            design(rich, conditions=conditions)


def test_a_condition_that_cannot_be_kept_is_named(rich):
    """Alone, with a rule, and with another condition; each with what giving it up would bring."""
    for conditions, told in (
        ([without("tsmc")], r"This can't be kept, whatever else goes:\n\* condition 'without tsmc'"),
        (
            [without("east")],
            r"rule 'two_makers'(?s:.)*condition 'without east'\n  Without it there is a plan",
        ),
    ):
        with pytest.raises(InfeasibleError, match=told):
            design(rich, threads=1, conditions=conditions)


def test_a_plan_that_misses_a_condition_is_an_error(rich, monkeypatch):
    """Conditions are looked at in the plan's frames again: the audit knows tables alone."""
    monkeypatch.setattr(program.conditional, "add", lambda *_: None)
    with pytest.raises(AuditError, match="misses condition 'no supplier' by 1"):
        best(rich, Condition("no supplier", {"tsmc": 1}, most=0))
