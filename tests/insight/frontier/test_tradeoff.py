"""Frontiers of small models beside what trying everything gives."""

from __future__ import annotations

from itertools import pairwise
from threading import Event

import pytest
from hypothesis import given, settings
from tests.insight.emitters import emitters, least_cost
from tests.insight.facilities import THREE, facilities
from tests.insight.rivals import DEMAND, NEAR_AND_FAR, Rivals, rivals

from reshore import design
from reshore.errors import StoppedError, UsageError
from reshore.insight.frontier.tradeoff import trade_off

BEND = Rivals(
    wage={"near": 10.0, "far": 5.0},
    tariff={"near": 0.0, "far": 0.0},
    freight={"near": 1.0, "far": 2.0},
    fixed={"near": 50.0, "far": 21.0},
)
"""A unit from near costs 11 and 50 a year, one from far 7 and 21."""


@pytest.fixture(scope="module")
def model():
    """Return the model of two plants; today both run."""
    return BEND.model(baseline=[{"activity": "make", "site": site, "value": 5} for site in ("near", "far")])


@pytest.fixture(scope="module")
def plan(model):
    """Return its best plan: all from far."""
    return design(model, gap=0.0, threads=1)


def test_a_share_solved_by_hand(model, plan):
    """Opening near costs 50; then each unit that moves costs 4 more, until far can close."""
    found = trade_off(model, plan, "share:BBB", points=5)
    assert found.frontier["value"].to_list() == pytest.approx([1.0, 0.75, 0.0])
    assert found.frontier["objective"].to_list() == pytest.approx([91.0, 151.0, 160.0])
    assert found.frontier["low"].to_list() == pytest.approx([0.0, 60.0, 69.0])
    assert found.frontier["added"].to_list() == [[], ["near"], ["near"]]
    assert found.frontier["dropped"].to_list() == [[], [], ["far"]]
    assert found.frontier.select("unit", "currency").unique().rows() == [("share", "USD")]
    assert not found.frontier["knee"].any()
    assert found.dropped == 2
    assert found.told == ()
    assert not found.fixed


def test_todays_network(model, plan):
    """Both sites of the baseline are open, though the cheapest way to use them leaves one idle."""
    (today,) = trade_off(model, plan, "share:BBB", points=3).today.to_dicts()
    assert (today["used"], today["limit"]) == (["far", "near"], None)
    assert today["value"] == pytest.approx(1.0)
    assert today["objective"] == pytest.approx(141.0)


def test_more_of_a_share(model, plan):
    """A country's share can be asked for from below as well: the same curve, seen from the other country."""
    found = trade_off(model, plan, "share:AAA", more=True, points=5)
    assert found.frontier["value"].to_list() == pytest.approx([0.0, 0.25, 1.0])
    assert found.frontier["objective"].to_list() == pytest.approx([91.0, 151.0, 160.0])


def test_exposure(model, plan):
    """Two sites make half each at best; less than that can be had by making nothing alone."""
    found = trade_off(model, plan, "exposure", points=5)
    assert found.frontier["value"].to_list() == pytest.approx([1.0, 0.75, 0.5, 0.0], abs=1e-6)
    costs = [91.0, 151.0, 161.0, 1000.0 * DEMAND]
    assert found.frontier["objective"].to_list() == pytest.approx(costs)
    assert found.frontier["knee"].to_list() == [False, False, True, False]


def test_a_segment_that_is_served(model):
    """What isn't worth serving is served at its cost; the run's plan serves nobody."""
    poor = NEAR_AND_FAR.model(
        demands=[
            {
                "market": "shop",
                "product": "good",
                "segment": "sovereign",
                "quantity": DEMAND,
                "shortage_cost": 1,
            }
        ]
    )
    found = trade_off(poor, design(poor, gap=0.0, threads=1), "sovereign", points=3)
    assert found.frontier["value"].to_list() == pytest.approx([0.0, 0.5, 1.0])
    assert found.frontier["objective"].to_list() == pytest.approx([10.0, 1 + 105 + 5, 211.0])
    assert found.today.is_empty()


def test_carbon():
    """Making and moving count together; each point is the cheapest for what it emits."""
    model = emitters()
    found = trade_off(model, design(model, gap=0.0, threads=1), "carbon", points=7)
    rows = found.frontier.to_dicts()
    assert (rows[0]["value"], rows[0]["unit"]) == (pytest.approx(150.0), "kg CO2e")
    assert rows[-1]["value"] == pytest.approx(0.0, abs=1e-6)
    assert len(rows) > 4
    for row in rows:
        assert row["objective"] == pytest.approx(least_cost(row["value"]), abs=1e-3)


def test_a_rule_is_told_by_what_plans_have_of_it():
    """Whatever was asked for, the axis has what the plan has: once near is open, far makes nothing."""
    rules = [{"rule": "far", "activity": "make", "where": "site = 'far'", "limit": 1, "of": "true"}]
    model = BEND.model(rules=rules)
    found = trade_off(model, design(model, gap=0.0, threads=1), "rule:far", points=5)
    rows = found.frontier.to_dicts()
    assert [row["value"] for row in rows] == pytest.approx([1.0, 0.75, 0.0])
    assert [row["objective"] for row in rows] == pytest.approx([91.0, 151.0, 160.0])
    assert all(row["value"] <= row["limit"] + 1e-9 for row in rows)
    assert rows[-1]["limit"] == pytest.approx(0.5)


def test_the_limit_of_a_rule(plan):
    """It starts at what the plan keeps, and ends where the other rules leave nothing."""
    rules = [
        {"rule": "far", "activity": "make", "where": "site = 'far'", "limit": 1, "of": "true"},
        {"rule": "near", "activity": "make", "where": "site = 'near'", "limit": 4, "periods": "cumulative"},
        {"rule": "all", "activity": "short", "limit": 0},
    ]
    ruled = BEND.model(rules=rules)
    found = trade_off(ruled, design(ruled, gap=0.0, threads=1), "rule:far", points=3)
    rows = found.frontier.to_dicts()
    assert rows[0]["limit"] == pytest.approx(1.0)
    assert 0.6 - 1e-9 <= rows[-1]["limit"] <= 0.6 + 1 / 64
    for row in rows[1:]:
        assert row["objective"] == pytest.approx(141.0 + 40.0 * (1.0 - row["limit"]))
    assert found.told[-1].startswith("no plan keeps all rules and rule:far <= 0.59")
    assert found.today.is_empty()


def test_a_quantity_that_can_not_move():
    """All value is added in one country: that is told, and the frontier is one point."""
    model = THREE.model()
    plan = design(model, gap=0.0, threads=1)
    found = trade_off(model, plan, "share:AAA", more=True)
    assert found.fixed
    assert found.designs.is_empty()
    assert found.told == ("share:AAA can't move: no plan was found with more than 1 share",)


def test_two_workers_and_an_interruption_give_the_same(model, plan, tmp_path):
    """Whoever designs, and however often it is interrupted."""
    whole = trade_off(model, plan, "share:BBB", points=3)
    two = trade_off(model, plan, "share:BBB", points=3, workers=2)
    cancel = Event()

    def stop(done, *_):
        if done == 2:
            cancel.set()

    with pytest.raises(StoppedError):
        trade_off(model, plan, "share:BBB", points=3, folder=tmp_path, on_progress=stop, cancel=cancel)
    assert [folder.name for folder in tmp_path.iterdir()] == ["frontier-share-BBB-less"]
    again = trade_off(model, plan, "share:BBB", points=3, folder=tmp_path)
    for other in (two, again):
        assert other.frontier.equals(whole.frontier)
        assert other.today.equals(whole.today)


def test_a_plan_better_than_the_runs_is_told(model):
    """It was found under a harder rule, and so is a plan of the model itself."""
    ruled = BEND.model(rules=[{"rule": "far", "activity": "make", "where": "site = 'far'", "limit": 5}])
    poor = design(ruled, gap=0.0, threads=1)
    found = trade_off(model, poor, "share:AAA", points=3)
    assert found.told[0].startswith("a plan that costs less than the run's was found: 91")


def test_too_few_points(model, plan):
    """Two ends are no frontier."""
    with pytest.raises(UsageError, match="2 points are too few"):
        trade_off(model, plan, "share:BBB", points=2)


@settings(max_examples=3)
@given(facilities())
def test_sites_beside_brute_force(case):
    """For every number of sites the cheapest set of that many or fewer."""
    model = case.model()
    plan = design(model, gap=0.0, threads=1)
    found = trade_off(model, plan, "sites")
    costs = case.costs()
    for row in found.frontier.to_dicts():
        best = min(cost for used, cost in costs.items() if len(used) <= row["value"])
        assert row["bound"] - 1e-4 <= best <= row["objective"] + 1e-4
    least = min(len(used) for used in costs)
    assert found.frontier["value"][-1] >= least


def rival_cost(case: Rivals, limit: float) -> float:
    """Return the least cost where the first candidate makes at most a share of all."""
    first, *others = case.wage
    cheapest = min(case.fixed[site] + DEMAND * case.unit(site) for site in others)
    both = [
        case.fixed[first]
        + case.fixed[site]
        + DEMAND * (limit * case.unit(first) + (1 - limit) * case.unit(site))
        for site in others
    ]
    return min(case.best() if limit >= 1 else cheapest, cheapest, *both)


@settings(max_examples=3)
@given(rivals())
def test_shares_beside_brute_force(case):
    """Each point's interval holds the least cost for its share, and no point is beaten by another."""
    model = case.model()
    plan = design(model, gap=0.0, threads=1)
    found = trade_off(model, plan, "share:AAA", points=3)
    rows = found.frontier.to_dicts()
    for row in rows:
        assert row["objective"] == pytest.approx(rival_cost(case, row["value"]), abs=1e-3)
    for before, after in pairwise(rows):
        assert before["objective"] < after["objective"]
        assert before["value"] > after["value"]
    assert found.fixed == (len(rows) == 1)
