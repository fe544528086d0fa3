"""What keeping a rule costs: the plan beside the best one without it."""

from __future__ import annotations

from threading import Event

import pytest

from reshore.errors import UsageError
from reshore.footprint.design import design
from reshore.footprint.rule_costs import WITH, WITHOUT, rule_costs

TWO = {
    "countries": [{"country": country} for country in ("CHN", "MEX", "USA")],
    "sites": [
        {"site": "east", "country": "CHN"},
        {"site": "west", "status": "candidate", "opening_cost": 1000, "asset_life": 10},
    ],
    "processes": [
        {"process": "east", "site": "east", "product": "good", "cost_per_unit": 1},
        {"process": "west", "site": "west", "product": "good", "cost_per_unit": 4},
    ],
    "lanes": [{"origin": site, "destination": "us"} for site in ("east", "west")],
    "rules": [
        {"rule": "cap", "activity": "make", "where": "country = 'CHN'", "limit": 60},
        {"rule": "idle", "activity": "make", "limit": 500},
        {"rule": "priced", "activity": "make", "where": "country = 'CHN'", "limit": 50, "price": 2},
        {"rule": "two", "measure": "sources", "activity": "make", "sense": "<=", "limit": 2},
    ],
}
"""The east makes at 1; the west opens for 100 a year and makes at 4; 100 goods are asked for.

With all rules: 60 at 1 and 40 at 4, 100 for the west, and 10 above the priced limit at 2: 340.
"""


@pytest.fixture(scope="module")
def model(small):
    return small(**TWO)


@pytest.fixture(scope="module")
def plan(model):
    return design(model, gap=0, threads=1)


@pytest.fixture(scope="module")
def costs(model, plan):
    return {one.rule: one for one in rule_costs(model, plan, threads=1)}


def test_the_plan_of_all_rules(plan):
    """Its own arithmetic first."""
    assert plan.objective == pytest.approx(60 + 160 + 100 + 20)


def test_a_rule_costs_what_the_best_plan_without_it_saves(costs):
    """Without the cap: 100 at 1 and 50 too many at 2: 200. Without the price 20 less. Others cost nothing."""
    assert {name: one.cost for name, one in costs.items()} == {
        "cap": pytest.approx(140),
        "priced": pytest.approx(20),
        "idle": pytest.approx(0, abs=1e-6),
        "two": pytest.approx(0, abs=1e-6),
    }
    assert list(costs)[:2] == ["cap", "priced"]


def test_both_gaps_are_in_the_interval(costs):
    """Solved to the end the interval is a point; what costs nothing is within the gap."""
    assert [costs["cap"].least, costs["cap"].most] == pytest.approx([140, 140])
    assert {name for name, one in costs.items() if one.within_gap} == {"idle", "two"}


def test_what_a_rule_moves(costs):
    """Without the cap the west doesn't open, and China makes all."""
    cap = costs["cap"]
    assert cap.sites.rows() == [("west", "MEX", "opens", "p1", None)]
    shares = cap.shares.select("country", WITH, WITHOUT).rows()
    assert sorted(shares) == [
        ("CHN", pytest.approx(0.6), pytest.approx(1)),
        ("MEX", pytest.approx(0.4), pytest.approx(0)),
    ]
    assert costs["idle"].sites.is_empty()
    assert costs["idle"].shares.is_empty()


def test_the_marginal_stands_beside(costs):
    """With the west open, one more good of China saves 4 - 1 - 2: no word of the 100 a year."""
    assert costs["cap"].marginal == pytest.approx(-1)
    assert costs["idle"].marginal == 0
    assert costs["two"].marginal is None


def test_a_wide_gap_makes_a_wide_interval(model, plan):
    """A rule without a gap of its own takes that of the plan; any gap holds the truth between its ends."""
    loose = design(model, gap=0.9, threads=1)
    for one in rule_costs(model, loose, gap=0.9, threads=1, rules=["cap"]):
        assert one.least <= 140 + 1e-6
        assert one.most >= 140 - 1e-6
        assert one.least <= one.cost <= one.most


def test_rules_are_chosen_by_name(model, plan):
    """Only those asked for; a name that is not there is told."""
    done = []
    found = rule_costs(model, plan, rules=["priced"], threads=1, on_rule=done.append)
    assert [one.rule for one in found] == done == ["priced"]
    with pytest.raises(UsageError, match="no rule 'cup'; there are cap, idle"):
        rule_costs(model, plan, rules=["cup"])


def test_the_scenario_of_the_plan_comes_first(small):
    """Under the scenario the cap is 80; a limit by series goes with its rule."""
    change = {"scenario": "ease", "table": "rules", "column": "limit", "action": "set", "value": "80"}
    series = [{"table": "rules", "key": "cap", "column": "limit", "period": "p1", "value": 60}]
    model = small(**{**TWO, "rules": TWO["rules"][:1]}, scenarios=[change])
    plan = design(model, scenario="ease", gap=0, threads=1)
    (one,) = rule_costs(model, plan, threads=1)
    assert one.cost == pytest.approx(80 + 80 + 100 - 100)
    varying = small(**{**TWO, "rules": [{**TWO["rules"][0], "limit": 90}]}, series=series)
    (one,) = rule_costs(varying, design(varying, gap=0, threads=1), threads=1)
    assert one.cost == pytest.approx(60 + 160 + 100 - 100)


def test_stopped_it_gives_what_is_there(model, plan):
    """Cancelled as the second rule begins, the first one is told."""
    cancel, done = Event(), []

    def on_rule(name):
        done.append(name)
        if len(done) == 2:
            cancel.set()

    found = rule_costs(model, plan, threads=1, on_rule=on_rule, cancel=cancel)
    assert done == ["cap", "idle"]
    assert found[0].rule == "cap"
    assert {one.rule for one in found} <= {"cap", "idle"}


def test_ctrl_c_gives_what_is_there(model, plan):
    """As it comes from the keyboard, outside of the solver; whoever asked can see that it was stopped."""
    cancel = Event()

    def on_rule(name):
        if name == "idle":
            raise KeyboardInterrupt

    found = rule_costs(model, plan, threads=1, on_rule=on_rule, cancel=cancel)
    assert [one.rule for one in found] == ["cap"]
    assert cancel.is_set()


def test_what_was_not_found_in_time_is_left_out(model, plan):
    """A limit of 0 seconds ends before the first plan."""
    assert rule_costs(model, plan, threads=1, time_limit=0) == []
