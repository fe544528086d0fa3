"""Lanes over time: what a unit costs to move, and when it arrives."""

from __future__ import annotations

import pytest

from reshore.footprint.network import Network

HEAVY = [{"product": "good", "value": 1000, "mass": 250}]


def ship(small, months=(12,), settings=None, modes=({"mode": "road"},), **lane):
    lanes = [{"origin": "plant", "destination": "us", "cost_per_unit": None, "distance": 800, **lane}]
    network = Network.of(small(months, settings, products=HEAVY, modes=list(modes), lanes=lanes))
    return network.moving.ship.row(0, named=True)


@pytest.mark.parametrize(
    ("lane", "cost"),
    [
        ({"cost_per_unit": 7}, 7),
        ({"cost_per_kg": 0.2}, 50),
        ({"cost_per_shipment": 3000, "shipment_kg": 1000}, 750),
        ({"cost_per_unit": 7, "cost_per_kg": 0.2, "cost_per_shipment": 3000, "shipment_kg": 1000}, 807),
        ({"cost_per_unit": 0}, 0),
        ({}, 250 * (0.5 / 1000 * 800 + 0.1)),
    ],
)
def test_transport_cost(small, lane, cost):
    """A lane's own costs add up; without any its mode's rate holds: 0.5 a tonne-km and 0.1 a kg."""
    modes = [{"mode": "road", "cost_per_tonne_km": 0.5, "cost_per_kg": 0.1}]
    assert ship(small, modes=modes, **lane)["cost.transport"] == pytest.approx(cost)


def test_carbon_of_transport(small):
    """A quarter of a tonne over 800 km at 0.1 kg: 20 kg, at 50 a tonne 1."""
    row = ship(small, settings={"carbon_price": 50}, modes=[{"mode": "road", "emissions": 0.1}])
    assert row["carbon"] == pytest.approx(20)
    assert row["cost.carbon"] == pytest.approx(1)


def test_capital_in_transit(small):
    """1000 at 20 % a year for 36.525 days, 6 of them at the border."""
    row = ship(small, settings={"holding_rate": 0.2}, days=30.525, border_days=6)
    assert row["cost.transit_capital"] == pytest.approx(20)


def test_customers_goods_bear_no_capital_in_transit(small):
    """What the customer owns costs us no capital on its way."""
    network = Network.of(
        small(
            settings={"holding_rate": 0.2},
            products=HEAVY,
            processes=[],
            supplies=[{"site": "plant", "product": "good", "ownership": "consigned"}],
            lanes=[{"origin": "plant", "destination": "us", "days": 36}],
        )
    )
    assert network.moving.ship["cost.transit_capital"].to_list() == [0]


def test_days_by_distance(small):
    """800 km at 400 a day and one day of handling: 3 days."""
    row = ship(small, modes=[{"mode": "road", "speed": 400, "days_fixed": 1}], days=None)
    assert row["transit_days"] == pytest.approx(3)


def piped(small, days, status="open", setting="steady"):
    model = small(
        (3, 12),
        settings={"opening_pipeline": setting},
        sites=[{"site": "plant", "status": status}],
        lanes=[{"origin": "plant", "destination": "us", "days": days}],
    )
    moving = Network.of(model).moving
    arriving = {
        (left, came): share for left, came, share in moving.arrive.select("period", "arrival", "share").rows()
    }
    return arriving, moving.ship["cost.opening_pipeline"].to_list()


def test_goods_under_way_at_the_start_arrive_in_the_first_period(small):
    """Of a quarter (91.3 days) 30.4 days are a third: 2/3 + 1/3 in p1, 1/3 in p2; bought at their value."""
    arriving, cost = piped(small, 365.25 / 12)
    assert arriving == pytest.approx({("p1", "p1"): 1, ("p1", "p2"): 1 / 3, ("p2", "p2"): 1})
    assert cost == pytest.approx([10 / 3, 0])


def test_no_more_than_one_period_is_under_way(small):
    """Half a year on the way: what leaves in the quarter arrives in p2, and one quarter's goods in p1."""
    arriving, cost = piped(small, 365.25 / 2)
    assert arriving == pytest.approx({("p1", "p1"): 1, ("p1", "p2"): 1, ("p2", "p2"): 1})
    assert cost == pytest.approx([10, 0])


@pytest.mark.parametrize("other", [{"status": "candidate"}, {"setting": "empty"}])
def test_nothing_is_under_way_from_a_candidate_or_by_setting(small, other):
    """A third of p1 arrives in p2, and nothing in addition."""
    arriving, cost = piped(small, 365.25 / 12, **other)
    assert arriving == pytest.approx({("p1", "p1"): 2 / 3, ("p1", "p2"): 1 / 3, ("p2", "p2"): 1})
    assert cost == [0, 0]


def test_the_opening_pipeline_is_paid(small, solve):
    """100 shipped in a quarter with a third under way: 100 arrive, 33.3 are paid at 10 in p1."""
    solved = solve(
        small(
            (3, 12),
            settings={"opening_pipeline": "steady"},
            lanes=[{"origin": "plant", "destination": "us", "days": 365.25 / 12}],
        )
    )
    assert solved.units("service", "served") == pytest.approx([100, 100])
    assert solved.cost("opening_pipeline") == pytest.approx([1000 / 3, 0])
    assert solved.units("shipments") == pytest.approx([100, 100 - 100 / 3])


def test_bounds_of_lanes_are_by_year(small):
    """120 a year are 30 in a quarter."""
    lanes = [{"origin": "plant", "destination": "us", "capacity": 120, "minimum": 40}]
    found = Network.of(small((3, 12), lanes=lanes)).moving.lanes
    assert found.select("capacity", "minimum").rows() == [(30, 10), (120, 40)]
