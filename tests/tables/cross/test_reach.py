"""What is asked for gets there, and nothing stands apart."""

from __future__ import annotations


def test_a_market_is_reached(told):
    """A product that is made and gets nowhere near the market is a fault of the demand, once."""
    found = told(
        only_lanes=[], demands=[{"market": "west", "product": "rack", "period": "2026", "quantity": 1}]
    )
    assert found == ["demands:0:market: no lane brings 'rack' to 'west'"]


def test_generated_lanes_reach_it_too(told):
    """A mode that generates lanes is enough."""
    road = {"mode": "road", "speed": 500, "cost_per_kg": 1, "generate": "yes"}
    assert told(only_lanes=[], only_modes=[road]) == []


def test_a_lane_for_other_goods_does_not_do(told):
    """Lanes bring what they carry."""
    lanes = [{"origin": "hou", "destination": "west", "mode": "road", "product": "tray"}]
    assert told(only_lanes=lanes) == ["demands:0:market: no lane brings 'rack' to 'west'"]


def test_goods_get_there_over_other_places(told):
    """A place on the way need not store them."""
    site = {"site": "hub", "country": "USA", "latitude": 0, "longitude": 0}
    lanes = [
        {"origin": "hou", "destination": "hub", "mode": "road"},
        {"origin": "hub", "destination": "west", "mode": "road"},
    ]
    assert told(sites=[site], only_lanes=lanes) == []


def test_a_process_that_gets_no_components_is_a_warning(warned):
    """Another may do its work."""
    found = warned(
        processes=[{"site": "gdl", "product": "rack", "process": "p"}],
        only_supplies=[{"site": "hou", "product": "tray"}],
    )
    assert found == ["processes:1:process: process 'p' stands still: no lane brings 'tray' to 'gdl'"]


def test_a_site_without_lanes_is_a_warning(warned):
    """It may come into use under a scenario."""
    found = warned(sites=[{"site": "far", "country": "USA", "latitude": 0, "longitude": 0}])
    assert found == ["sites:2:site: no lane leads from or to site 'far'"]
