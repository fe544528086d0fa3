"""Frontiers of small models beside what trying everything gives."""

from __future__ import annotations

from threading import Event

import pytest
from hypothesis import given, settings
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


def test_the_limit_of_a_rule(plan):
    """It starts at what the plan keeps, and ends where the other rules leave nothing."""
    rules = [
        {"rule": "far", "activity": "make", "where": "site = 'far'", "limit": 1, "of": "true"},
        {"rule": "near", "activity": "make", "where": "site = 'near'", "limit": 4, "periods": "cumulative"},
        {"rule": "all", "activity": "short", "limit": 0},
    ]
    ruled = BEND.model(rules=rules)
    found = trade_off(ruled, design(ruled, gap=0.0, threads=1), "rule:far", points=3)
    assert found.frontier["limit"].to_list() == pytest.approx([1.0, 0.8, 0.6], abs=0.02)
    assert found.frontier["limit"][-1] >= 0.6 - 1e-9
    assert found.told[-1].startswith("no plan keeps all rules and rule:far <= 0.5")
    least = trade_off(ruled, design(ruled, gap=0.0, threads=1), "rule:near")
    assert least.fixed
    assert least.told == ("rule:near can't move: no plan was found with less than 0 unit",)


def test_a_rule_from_below_without_an_end():
    """The limit is doubled until it can't be kept, then the last that can be kept is found."""
    rules = [
        {"rule": "least", "activity": "make", "where": "site = 'near'", "sense": ">=", "limit": 1},
        {"rule": "most", "activity": "make", "limit": 10},
    ]
    ruled = BEND.model(rules=rules)
    found = trade_off(ruled, design(ruled, gap=0.0, threads=1), "rule:least", points=4)
    assert found.frontier["limit"][0] == pytest.approx(1.0)
    assert 9.5 <= found.frontier["limit"][-1] <= 10.0 + 1e-6
    assert found.frontier["objective"].is_sorted()


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
    whole = trade_off(model, plan, "share:BBB", points=5)
    two = trade_off(model, plan, "share:BBB", points=5, workers=2)
    cancel = Event()

    def stop(done, *_):
        if done == 3:
            cancel.set()

    with pytest.raises(StoppedError):
        trade_off(model, plan, "share:BBB", points=5, folder=tmp_path, on_progress=stop, cancel=cancel)
    again = trade_off(model, plan, "share:BBB", points=5, folder=tmp_path)
    for other in (two, again):
        assert other.frontier.equals(whole.frontier)
        assert other.today.equals(whole.today)


def test_no_plan_in_time(model, plan):
    """What was not found in time is told and not taken for impossible."""
    found = trade_off(model, plan, "share:BBB", time_limit=0.0, points=3)
    assert found.fixed
    assert "no plan was found in time for share:BBB <= 0" in found.told[1]
    assert found.told[-1] == "no plan with exactly today's sites was found"


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


@settings(max_examples=6)
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


@settings(max_examples=6)
@given(rivals())
def test_shares_beside_brute_force(case):
    """Each point's interval holds the least cost for its share, and no point is beaten by another."""
    model = case.model()
    plan = design(model, gap=0.0, threads=1)
    found = trade_off(model, plan, "share:AAA", points=4)
    rows = found.frontier.to_dicts()
    for row in rows:
        assert row["objective"] == pytest.approx(rival_cost(case, row["value"]), abs=1e-3)
    for before, after in zip(rows, rows[1:], strict=False):
        assert before["objective"] < after["objective"]
        assert before["value"] > after["value"]
    assert found.fixed == (len(rows) == 1)
