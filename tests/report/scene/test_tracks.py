from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.scene.plants import plant

from reshore.report.scene import tracks
from reshore.report.scene.places import Ground
from reshore.report.scene.route import Berth, Route, Stop, route
from reshore.report.scene.tracks import SPEED, Reel, traffic

FLOOR = Ground(60.0, 26.0, 4.0, {}, (), ())
HALF = 13.0
"""Where the corridor's middle is."""


def way(*stops: tuple[float, int]) -> Route:
    """Return a way over stops 10 m apart, of so many hours and berths, 3 m below the corridor's middle."""
    made = (
        Stop(hours, tuple(Berth(10.0 * at + n, HALF - 3.0, 10.0 * at + n + 0.5) for n in range(berths)))
        for at, (hours, berths) in enumerate(stops)
    )
    return Route(tuple(made), 1.0)


def test_journey_of_a_unit():
    """A unit stays, goes by its lane and the corridor at the speed of the scene, and stays again."""
    moved = traffic(FLOOR, way((2.0, 1), (1.0, 1)), 4.0, Reel(seconds=8.0, hours=1.0))
    (journey,) = [track for track in moved.tracks if track[0][0] == 0.0 and track[0][1] == (0.0, 10.0)]
    legs = [0.5, 3.0, 10.0, 3.0, 0.5]
    assert moved.apiece == 1
    begin, end = (0.0, 10.0), (10.0, 10.0)
    corners = [(0.5, 10.0), (0.5, 13.0), (10.5, 13.0), (10.5, 10.0)]
    assert [point for _, point in journey] == [begin, begin, *corners, end, end]
    times = [2.0 + sum(legs[:at]) / SPEED for at in range(6)]
    assert [time for time, _ in journey] == pytest.approx([0.0, *times, times[-1] + 1.0])


def test_units_come_at_their_pace():
    """In the steady state there are as many units inside as the stays and the pace make, at any time."""
    moved = traffic(FLOOR, way((12.0, 3), (8.0, 2)), 4.0, Reel(seconds=40.0, hours=1.0))
    starts = sorted(track[0][0] for track in moved.tracks if track[0][0] > 0)
    assert starts == [4.0 * n for n in range(1, 10)]
    for time in (0.5, 11.0, 39.5):
        inside = sum(track[0][0] <= time < track[-1][0] for track in moved.tracks)
        assert inside in (5, 6)


def test_units_are_cut_to_the_scene():
    """Who is inside when the scene begins or ends is where it is then, also halfway on a move."""
    moved = traffic(FLOOR, way((1.0, 1), (1.0, 1)), 1.0, Reel(seconds=3.25, hours=1.0))
    for track in moved.tracks:
        assert track[0][0] >= 0.0
        assert track[-1][0] <= 3.25
    last = max(moved.tracks, key=lambda track: track[0][0])
    assert last == [(3.0, (0.0, 10.0)), (3.25, (0.0, 10.0))]
    moving = next(track for track in moved.tracks if track[-1][0] == 3.25 and track[0][0] == 2.0)
    assert moving[-1][1] == pytest.approx((0.5 + 0.25 * SPEED - 3.5, HALF))


def test_many_units(monkeypatch: pytest.MonkeyPatch):
    """Where there are too many units to draw, one stands for several, and they are as fast as before."""
    monkeypatch.setattr(tracks, "MOST", 50)
    moved = traffic(FLOOR, way((12.0, 300), (8.0, 200)), 0.04, Reel(seconds=10.0, hours=1.0))
    assert 25 < len(moved.tracks) <= 50
    assert moved.apiece > 10
    starts = sorted(track[0][0] for track in moved.tracks if track[0][0] > 0)
    assert [b - a for a, b in pairwise(starts)] == pytest.approx([0.04 * moved.apiece] * (len(starts) - 1))


def test_nothing_to_see():
    """A way of one stop without a stay shows no unit."""
    assert traffic(FLOOR, way((0.0, 1)), 1.0, Reel(seconds=10.0, hours=1.0)).tracks == ()


@given(pace=st.floats(0.5, 50.0), hours=st.lists(st.floats(0.0, 40.0), min_size=1, max_size=4))
def test_tracks_are_sound(pace: float, hours: list[float]):
    """Time goes on along each track, and no unit moves faster than the speed of the scene."""
    moved = traffic(FLOOR, way(*((each, 2) for each in hours)), pace, Reel(seconds=20.0, hours=pace / 5))
    for track in moved.tracks:
        for (time, (x, y)), (then, (to_x, to_y)) in pairwise(track):
            assert time < then
            assert abs(to_x - x) + abs(to_y - y) <= (then - time) * SPEED + 1e-9


def test_no_two_units_share_a_berth(ground: Ground):
    """Units that stand at a station at a time stand apart."""
    moved = traffic(ground, route(ground, plant(), "rack"), 4.2, Reel(seconds=60.0, hours=1.0))
    for time in range(1, 60, 7):
        standing = [
            begin[1]
            for track in moved.tracks
            for begin, end in pairwise(track)
            if begin[0] <= time < end[0] and begin[1] == end[1]
        ]
        assert len(standing) >= 7
        assert len(set(standing)) == len(standing)
