from __future__ import annotations

import pytest
from tests.report.scene.plants import CARRIED, build_model, plant

from reshore.report.scene import station
from reshore.report.scene.places import Ground
from reshore.report.scene.route import route


def told(ground: Ground, product: str, **frames: list[tuple[object, ...]]) -> list[tuple[float, int]]:
    """Return hours and berths of each stop of a product."""
    way = route(ground, plant(frames=frames), product)
    return [(stop.hours, len(stop.berths)) for stop in way.stops]


def test_line_from_store_to_dock(ground: Ground):
    """A unit comes from the store, goes along its line by its hours, and leaves by the dock."""
    stops = [(0.0, 1), (3.0, 2), (30.0, 9), (1.0, 1), (0.5, 1), (0.0, 1)]
    assert told(ground, "rack") == stops
    dock = route(ground, plant(), "rack").stops[-1].berths[0]
    assert (dock.x, dock.y) == (54.5, 26.0 - station.LARGEST_UNIT / 2)


def test_component_goes_to_another_line(ground: Ground):
    """A component ends where it goes in, on the line of another product."""
    way = route(ground, plant(), "board")
    assert [len(stop.berths) for stop in way.stops] == [1, 1, 2]
    assert way.stops[0].berths[0].x == 17.0 + 35.0 / 2


def test_berths_are_in_stations(ground: Ground):
    """Each server of each station has a berth inside it."""
    cells = route(ground, plant(), "rack").stops[2].berths
    corners = ground.parts("rack/burn_in")[0].corners
    inside = [sum(x < berth.x < x + 8.0 and y < berth.y < y + 9.0 for berth in cells) for x, y in corners]
    assert inside == [3, 3, 3]


def test_without_flows(ground: Ground):
    """Where nothing is carried that weighs anything, units still go along their line."""
    assert told(ground, "rack", flows=[]) == [(3.0, 2), (30.0, 9), (1.0, 1), (0.5, 1)]


def test_without_docks(make_model):
    """Where the building names no dock, units end at their last station or area."""
    result = plant(frames={"openings": []})
    way = route(Ground.of(result, build_model(make_model)), result, "rack")
    assert len(way.stops) == 5


def test_heaviest_flow_and_loops(ground: Ground):
    """Of several ways the heaviest is taken, rework within the line is none, and areas in a loop end it."""
    loop = [("rack/burn_in", "rack/build", 1e9, 1.0, 1.0), ("rack/pack", "store", 1e9, 1.0, 1.0)]
    assert told(ground, "rack", flows=[*CARRIED, *loop])[-1] == (0.0, 1)
    assert len(told(ground, "rack", flows=[*CARRIED, *loop])) == 7


@pytest.mark.parametrize(("metres", "x"), [(10.0, 5.0), (40.0, 54.5)])
def test_dock_is_that_of_the_distance(ground: Ground, metres: float, x: float):
    """Of several docks it is the one that is as far away as the flow says."""
    flows = [("rack/pack", None, 10.0, metres, 1.0)]
    assert route(ground, plant(frames={"flows": flows}), "rack").stops[-1].berths[0].x == x
