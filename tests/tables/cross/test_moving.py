"""Lanes lead somewhere, take a time and cost what can be worked out."""

from __future__ import annotations

LANE = {"origin": "gdl", "destination": "west", "mode": "road"}


def test_a_lane_leads_elsewhere(told):
    """One that leads back to itself is a mistake."""
    found = told(lanes=[{**LANE, "destination": "gdl"}])
    assert found == ["lanes:2:destination: the lane leads from 'gdl' back to itself"]


def test_days_can_be_worked_out(told):
    """Without a speed the days are written, and no lanes are generated."""
    rail = {"mode": "rail", "cost_per_kg": 1}
    found = told(modes=[rail], lanes=[{**LANE, "mode": "rail"}])
    assert found == ["lanes:2:days: days is empty, and mode 'rail' has no speed to work it out from"]
    assert told(modes=[rail], lanes=[{**LANE, "mode": "rail", "days": 3}]) == []
    found = told(modes=[{**rail, "generate": "yes"}])
    assert found == ["modes:1:speed: lanes are generated for mode 'rail', which has no speed"]


def test_days_from_a_speed_end(told):
    """A speed in km an hour, or a slip of the decimal point, would let goods travel for years."""
    slow = {"mode": "barge", "cost_per_kg": 1, "speed": 2.5}
    found = told(modes=[slow], lanes=[{**LANE, "mode": "barge", "distance": 2750}])
    assert found == ["modes:1:speed: lane 'gdl:west:barge' takes 1,100 days, and 400 are the most"]
    assert told(modes=[slow], lanes=[{**LANE, "mode": "barge", "distance": 2750, "days": 30}]) == []


def test_a_shipment_has_a_size(told):
    """A cost per shipment needs it, whether the lane or `series` writes the cost."""
    problem = "lanes:2:shipment_kg: shipment_kg is empty beside a cost_per_shipment"
    assert told(lanes=[{**LANE, "cost_per_shipment": 5}]) == [problem]
    row = {
        "table": "lanes",
        "key": "gdl:west:road",
        "column": "cost_per_shipment",
        "period": "2026",
        "value": 2,
    }
    assert told(lanes=[LANE], series=[row]) == [problem]
    assert told(lanes=[{**LANE, "cost_per_shipment": 5, "shipment_kg": 100}]) == []


def test_one_lane_for_the_same_goods(told):
    """Two lanes of one way that name the same goods are equally specific, whatever their names."""
    found = told(lanes=[LANE, {**LANE, "lane": "other"}])
    expected = "lanes:3:lane: lane 'other' has the origin, destination, mode and goods of 'gdl:west:road'"
    assert found == [expected]
    assert told(lanes=[LANE, {**LANE, "product": "tray"}, {**LANE, "family": "x"}]) == []


def test_generated_lanes_have_names_of_their_own(told):
    """A written lane must not have the name that a generated one takes."""
    sea = {"mode": "sea", "speed": 500, "cost_per_kg": 1, "generate": "yes"}
    found = told(modes=[sea], lanes=[{**LANE, "lane": "hou:west:sea"}])
    assert found == ["lanes:2:lane: lane 'hou:west:sea' has the name of a generated lane"]


def test_what_is_charged_by_mass_has_a_mass(told):
    """A product without mass would travel free by the mode's rate or the lane's, not by a cost per unit."""
    products = [{"product": "rack", "value": 1000}, {"product": "tray", "value": 50, "mass": 1}]
    lanes = [{"origin": "gdl", "destination": "hou", "mode": "road"}]
    to = {"origin": "hou", "destination": "west", "mode": "road"}
    problem = "products:0:mass: mass of 'rack' is 0, and lane 'hou:west:road' charges by mass alone"
    assert told(only_products=products, only_lanes=[*lanes, to]) == [problem]
    assert told(only_products=products, only_lanes=[*lanes, {**to, "cost_per_kg": 2}]) == [problem]
    assert told(only_products=products, only_lanes=[*lanes, {**to, "cost_per_unit": 2}]) == []
    assert (
        told(only_products=products, only_lanes=[*lanes, {**to, "cost_per_kg": 2, "cost_per_unit": 2}]) == []
    )
    assert told(only_products=products, only_lanes=[*lanes, {**to, "cost_per_unit": 0}]) == []


def test_lanes_that_cost_nothing_are_a_warning(warned):
    """One for each mode; a cost in `series` is a cost."""
    free = [{"mode": "pipe", "speed": 500}]
    lanes = [{**LANE, "mode": "pipe"}, {**LANE, "mode": "pipe", "destination": "hou"}]
    assert warned(modes=free, lanes=lanes) == ["lanes:2:cost_per_unit: 2 lanes of mode 'pipe' cost nothing"]
    row = {"table": "modes", "key": "pipe", "column": "cost_per_kg", "period": "2026", "value": 2}
    assert warned(modes=free, lanes=lanes, series=[row]) == []


def test_lanes_longer_than_half_a_period_are_a_warning(warned):
    """One for each mode, with the longest; days at the border count."""
    found = warned(lanes=[{**LANE, "days": 180, "border_days": 9}, {**LANE, "days": 170, "product": "tray"}])
    assert found == [
        "modes:0:mode: 1 lanes of mode 'road' take longer than half of period '2025', "
        "'gdl:west:road' 189 days"
    ]
