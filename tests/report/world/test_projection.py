"""The projection has the values of its paper, lines are cut at the edge, and the cut spares the flow."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reshore.report.world.projection import best_centre, great_circle, project, split_at_edge

LONGITUDES = st.floats(-180, 180)
LATITUDES = st.floats(-89, 89)


def test_equal_earth_at_known_points():
    """Corners of the map in radii of the sphere, as d3-geo and PROJ have them."""
    points = project(np.array([[0.0, 0.0], [179.9999999, 0.0], [0.0, 90.0]]))

    assert points == pytest.approx(np.array([[0, 0], [2.70663, 0], [0, 1.31736]]), abs=1e-5)


@given(LATITUDES, LONGITUDES)
def test_areas_are_equal_everywhere(lat, lon):
    """The Jacobian over cos(latitude) is 1: a small square keeps its area."""
    step = 1e-4
    corners = np.array([[lon, lat], [lon + step, lat], [lon, lat + step]])
    here, east, north = project(corners, wrap=False)
    area = (east[0] - here[0]) * (north[1] - here[1]) - (east[1] - here[1]) * (north[0] - here[0])

    assert area / np.radians(step) ** 2 == pytest.approx(np.cos(np.radians(lat)), rel=1e-3, abs=1e-5)


def test_great_circle_over_the_pacific_is_continuous_and_short():
    way = great_circle((121.0, 25.0), (-103.0, 20.5))

    assert np.abs(np.diff(way[:, 0])).max() < 30
    assert way[0] == pytest.approx([121.0, 25.0])
    assert way[-1] == pytest.approx([257.0, 20.5])
    assert way[:, 1].max() > 45


def test_great_circle_of_a_point_to_itself():
    assert great_circle((10.0, 50.0), (10.0, 50.0)).shape == (2, 2)


@given(LONGITUDES, LATITUDES, LONGITUDES, LATITUDES, st.floats(-180, 179))
def test_pieces_stay_on_the_map_and_join_at_its_edges(lon, lat, to_lon, to_lat, centre):
    pieces = split_at_edge(great_circle((lon, lat), (to_lon, to_lat)), centre)

    for piece in pieces:
        assert (np.abs(piece[:, 0] - centre) <= 180 + 1e-6).all()
    for before, after in pairwise(pieces):
        assert abs(before[-1, 0] - after[0, 0]) == pytest.approx(360)
        assert before[-1, 1] == pytest.approx(after[0, 1])


def lines(*ends: tuple[float, float, float]) -> list[tuple[np.ndarray, float]]:
    """Lines along the 30th parallel: from, to, flow."""
    return [(great_circle((start, 30.0), (end, 30.0)), flow) for start, end, flow in ends]


def test_a_local_network_is_in_the_middle_of_its_map():
    assert best_centre(lines((-5, 30, 1.0))) == pytest.approx(12.5, abs=1)


def test_pacific_lanes_put_the_cut_into_the_atlantic():
    assert best_centre(lines((121, -100, 1.0), (15, 100, 5.0))) == pytest.approx(152)


def test_a_gap_without_quiet_water_is_cut_in_its_middle():
    way = lines((121, -100, 1.0), (-100, 20, 1.0))

    assert best_centre(way) == pytest.approx(70.5 - 180, abs=1)


def test_lanes_around_the_world_are_cut_where_the_fewest_cross():
    """One lane with much on it is cut rather than two with little."""
    around = [(-100, 15, 50.0), (15, 121, 1.0), (121, -100, 1.0), (121, -100, 1.0)]

    assert best_centre(lines(*around)) == pytest.approx(152)


def test_without_quiet_water_the_cut_is_in_the_middle_of_where_the_fewest_cross():
    """Where only one longitude range is crossed by one lane alone, the cut is in its middle."""
    around = [(-100, 15, 1.0), (-100, 15, 1.0), (15, 121, 1.0), (121, -100, 1.0), (121, -100, 1.0)]

    assert best_centre(lines(*around)) == pytest.approx(68.0 - 180, abs=1)


def test_lanes_around_the_world_are_cut_where_less_flows():
    """Of quiet waters that as many lanes cross, the cut takes the one with less on them."""
    around = [(-100, 15, 1.0), (15, 121, 1.0), (121, -100, 1.0)]

    assert best_centre(lines(*around, (121, -100, 5.0))) == pytest.approx(152)
    assert best_centre(lines(*around, (-100, 15, 5.0))) == pytest.approx(11)
