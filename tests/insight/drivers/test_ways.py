"""Lanes as drivers see them: costs in two parts, days, groups that share products, volumes of a plan."""

from __future__ import annotations

import pytest
from tests.insight.drivers.volumes import plan_of
from tests.insight.drivers.world import TABLES, world

from reshore.insight.drivers.lanes import closeness
from reshore.insight.drivers.ways import numbers, written_out
from reshore.tables.lanes import complete
from reshore.tables.recheck import recheck

GENERATED = [
    {"mode": "sea", "cost_per_tonne_km": 5, "speed": 100, "generate": "yes"},
    {"mode": "air", "cost_per_kg": 3, "speed": 1000},
]


def test_costs_days_and_volumes():
    """A unit costs by the unit and by the kg, whatever the lane writes, or what its mode does."""
    moved = [
        {"lane": "part_n", "period": "y1", "units": 30.0, "mass": 60.0},
        {"lane": "part_n", "period": "y2", "units": 20.0, "mass": 40.0},
        {"lane": "north_city", "period": "y2", "units": 7.0, "mass": 70.0},
    ]
    found = numbers(world(), plan_of(shipments=moved), to_sites=True)
    first = found.filter(period="y1").drop("period", "group")
    assert first.sort("lane", descending=True).rows() == [
        ("part_s", 0.0, 5.0, 10.0, 0.0, 0.0, 0.0),
        ("part_n", 0.0, 2.0, 30.0, 2.0, 50.0, 100.0),
        ("chip_s", 1.0, 2.0, 3.0, 0.0, 0.0, 0.0),
        ("chip_n", 1.0, 0.0, 3.0, 0.0, 0.0, 0.0),
    ]
    assert found.filter(lane="part_n")["by_kg"].to_list() == [2.0, 2.0, 4.0]
    assert found.columns == [
        *("lane", "period", "by_unit", "by_kg", "days", "border_days", "group", "units", "mass")
    ]
    to_markets = numbers(world(), plan_of(shipments=moved), to_sites=False)
    assert set(to_markets["lane"]) == {"north_city", "north_town", "south_city", "south_town"}
    assert to_markets["group"].n_unique() == 1


def lane(name, destination, **goods):
    """Return a row of `lanes` from the mine."""
    return {"lane": name, "origin": "mine", "destination": destination, "mode": "sea", "days": 1, **goods}


@pytest.mark.parametrize(
    ("goods", "groups"),
    [
        ({"product": "part"}, [{"part_n", "x"}, {"chip_s"}]),
        ({"family": "parts"}, [{"part_n", "chip_s", "x"}]),
        ({}, [{"part_n", "chip_s", "x"}]),
    ],
)
def test_lanes_of_the_same_goods_share_a_group(goods, groups):
    """A lane for one product is by itself; one for several joins those of each."""
    lanes = [
        lane("part_n", "north", product="part"),
        lane("chip_s", "south", product="chip"),
        lane("x", "south", **goods) | {"mode": "air"},
        lane("idle", "south", product="rack"),
        *TABLES["lanes"][-4:],
    ]
    found = numbers(world(lanes=lanes, series=[]), plan_of(), to_sites=True).filter(period="y1")
    together = found.group_by("group", maintain_order=True).agg("lane")
    assert [set(one) for one in together["lane"]] == groups


def test_generated_lanes_are_written_out():
    """The same lanes, costs and days; the tables stay sound, and a second time changes nothing."""
    model = world(modes=GENERATED, lanes=TABLES["lanes"][:4], sites=spread(TABLES["sites"]))
    written = written_out(model)
    assert written["lanes"].height == 8
    assert complete(written).equals(complete(model))
    recheck(written.frames, "test")
    assert written_out(written) is written
    level = written.with_frames(**closeness(written, plan_of()))["lanes"][4:]
    assert level["cost_per_kg"].n_unique() == level["days"].n_unique() == 1
    distances = complete(model)["distance"][4:]
    assert distances.n_unique() > 1
    assert level["cost_per_kg"][0] == pytest.approx(5 / 1000 * distances.mean())
    assert level["days"][0] == pytest.approx(distances.mean() / 100)


def spread(sites):
    """Return sites a degree apart, the first where the markets are."""
    return [site | {"longitude": number} for number, site in enumerate(sites)]
