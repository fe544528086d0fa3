"""What minimums, pins and rules force widens the bounds of the products that it may concern."""

from __future__ import annotations

import pytest

from reshore.footprint.network import Network
from reshore.footprint.prepare.forcing import forced_units

GOODS = {
    "products": [{"product": "good", "value": 10, "mass": 4}, {"product": "ware", "value": 5, "mass": 8}]
}


def forced(small, months=(12,), **tables):
    model = small(months, **{**GOODS, **tables})
    network = Network.of(model)
    activities = {
        "make": network.making.make,
        "buy": network.buy,
        "use": model["boms"].select("product", "component", used="quantity"),
        "ship": network.moving.ship,
        "hold": network.storing.hold,
        "serve": network.demand,
    }
    return forced_units(model, network.clock, network.goods, activities)


def test_nothing_is_forced_without_minimums(small):
    """Rules of the form "at most" force nothing."""
    rules = [{"rule": "most", "activity": "make", "limit": 40}]
    assert forced(small, rules=rules) == {"good": 0, "ware": 0}


def test_minimums_force_their_product_over_the_horizon(small):
    """40 a year over a year and a half."""
    assert forced(small, (12, 6), processes=[{"site": "plant", "product": "good", "minimum": 40}]) == {
        "good": 60,
        "ware": 0,
    }
    assert forced(small, (12, 6), supplies=[{"site": "plant", "product": "ware", "minimum": 40}]) == {
        "good": 0,
        "ware": 60,
    }


@pytest.mark.parametrize(("named", "ware"), [({"product": "good"}, 0), ({}, 60)])
def test_a_lane_forces_what_it_carries(small, named, ware):
    """Its product, or any."""
    lanes = [{"origin": "plant", "destination": "us", "minimum": 40, **named}]
    assert forced(small, (12, 6), lanes=lanes) == {"good": 60, "ware": ware}


@pytest.mark.parametrize(("named", "units"), [({}, 2 * 44), ({"period": "p2"}, 44)])
def test_a_pin_forces_up_to_its_tolerance(small, named, units):
    """40 + 10 %, in each of two periods or in one."""
    row = {"activity": "make", "product": "good", "value": 40, "tolerance": 0.1, **named}
    assert forced(small, (12, 12), baseline=[row])["good"] == pytest.approx(units)


@pytest.mark.parametrize(("measure", "units"), [("units", 40), ("value", 40 / 5), ("mass", 40 / 4)])
def test_a_rule_forces_units_of_the_least_measure(small, measure, units):
    """At least 40, of the product that needs the most units for it."""
    rules = [{"rule": "least", "activity": "make", "measure": measure, "sense": ">=", "limit": 40}]
    processes = [{"site": "plant", "product": product} for product in ("good", "ware")]
    assert forced(small, rules=rules, processes=processes) == {"good": units, "ware": units}


@pytest.mark.parametrize(
    ("activity", "measure", "units"),
    [("make", "value_added", 40 / 0.25), ("make", "cost", 40 / 0.5), ("use", "units", 40 / 0.5)],
)
def test_a_rule_forces_units_of_little_worth(small, activity, measure, units):
    """A good takes half a unit of ware and adds 10 - 9.75; it costs 0.5; 40 used ware go into 80 goods."""
    found = forced(
        small,
        products=[{"product": "good", "value": 10}, {"product": "ware", "value": 19.5}],
        boms=[{"product": "good", "component": "ware", "quantity": 0.5}],
        processes=[{"site": "plant", "product": "good", "cost_per_unit": 0.5}],
        rules=[{"rule": "least", "activity": activity, "measure": measure, "sense": ">=", "limit": 40}],
    )
    assert found["good"] == pytest.approx(units)


def test_carbon_of_transport_is_forced_by_shipments(small):
    """1 t over 100 km at 0.5 kg: 50 kg a unit of good, whatever is used in making."""
    found = forced(
        small,
        products=[{"product": "good", "mass": 1000}],
        modes=[{"mode": "road", "emissions": 0.5}],
        lanes=[{"origin": "plant", "destination": "us", "distance": 100}],
        rules=[{"rule": "least", "activity": "ship", "measure": "carbon", "sense": ">=", "limit": 40}],
    )
    assert found["good"] == pytest.approx(40 / 50)


def test_a_share_of_today_forces_units_of_the_least_measure(small):
    """Half of today's 60 goods at 10 is 300, which are 60 wares at 5."""
    found = forced(
        small,
        processes=[{"site": "plant", "product": product} for product in ("good", "ware")],
        baseline=[{"activity": "make", "product": "good", "value": 60}],
        rules=[
            {
                "rule": "least",
                "activity": "make",
                "measure": "value",
                "sense": ">=",
                "limit": 0.5,
                "of": "baseline",
            }
        ],
    )
    assert found["ware"] == pytest.approx(60)


def test_a_rule_forces_what_it_may_select_alone(small):
    """What the condition names counts, and what nobody knows yet may be anything."""
    processes = [{"site": "plant", "product": product} for product in ("good", "ware")]
    rule = {"rule": "least", "activity": "make", "sense": ">=", "limit": 40}
    goods = {**rule, "where": "product = 'good' and array_contains(labels, 'tested')"}
    assert forced(small, rules=[goods], processes=processes) == {"good": 40, "ware": 0}
    labelled = {**rule, "where": "array_contains(labels, 'tested')"}
    assert forced(small, rules=[labelled], processes=processes) == {"good": 40, "ware": 40}
    nothing = {**rule, "where": "country = 'CHN'"}
    assert forced(small, rules=[nothing], processes=processes) == {"good": 0, "ware": 0}


def test_what_is_used_forces_what_it_goes_into(small):
    """40 of the ware that goods are made of, two each: 40 wares and no more goods than that."""
    found = forced(
        small,
        boms=[{"product": "good", "component": "ware", "quantity": 2}],
        rules=[{"rule": "least", "activity": "use", "sense": ">=", "limit": 40}],
    )
    assert found == {"good": 40, "ware": 40}
