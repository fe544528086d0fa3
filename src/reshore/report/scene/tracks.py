"""Where units are over time: one after the other on a product's way, at the pace of its line."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.report.scene.places import Ground, Point
    from reshore.report.scene.route import Berth, Route, Stop

    Track = list[tuple[float, Point]]

SPEED = 20.0
"""Metres that a unit moves in a second of the scene."""
MOST = 1000
"""Units of a product that are drawn at most; where there are more, one stands for several."""


@dataclass(frozen=True, slots=True)
class Reel:
    """The time that a scene shows.

    Attributes
    ----------
    seconds
        Its length.
    hours
        Of the plant in one of its seconds.
    """

    seconds: float
    hours: float


@dataclass(frozen=True, slots=True)
class Traffic:
    """The units of a product.

    Attributes
    ----------
    tracks
        Of each unit that is drawn, where it is at which second; between two it moves evenly. A unit isn't
        there before the first and after the last, and those in the plant all the time begin and end with
        the scene.
    apiece
        Units for which each of them stands.
    """

    tracks: tuple[Track, ...]
    apiece: int


def traffic(ground: Ground, route: Route, pace: float, reel: Reel) -> Traffic:
    """Return the units of a product that are in the plant while the scene lasts.

    Parameters
    ----------
    ground
        Where they move.
    route
        Their way.
    pace
        Hours from one to the next.
    reel
        What is shown.
    """
    apiece = ceil(len(_numbers(ground, route, pace, reel)) / MOST)
    spaced = apiece * pace
    shown = (
        _shown(_track(ground, route, number, spaced, reel), reel.seconds)
        for number in _numbers(ground, route, spaced, reel)
    )
    return Traffic(tuple(track for track in shown if track), apiece)


def _numbers(ground: Ground, route: Route, pace: float, reel: Reel) -> range:
    """Return the numbers of units that may be seen; number 0 begins its way with the scene."""
    step = pace / reel.hours
    legs = sum(_longest(*ends, ground.width / 2) for ends in pairwise(route.stops)) / SPEED
    stays = sum(_stay(stop, pace, reel) for stop in route.stops)
    return range(-ceil((legs + stays) / step), floor(reel.seconds / step) + 1)


def _stay(stop: Stop, pace: float, reel: Reel) -> float:
    """Return the seconds that a unit stays; no longer than until its berth is the next one's."""
    return min(stop.hours, pace * len(stop.berths)) / reel.hours


def _longest(here: Stop, there: Stop, corridor: float) -> float:
    """Return metres that no way between two stops is longer than."""
    lanes = [berth.lane for stop in (here, there) for berth in stop.berths]
    off = (
        max(abs(berth.x - berth.lane) + abs(berth.y - corridor) for berth in stop.berths)
        for stop in (here, there)
    )
    return max(lanes) - min(lanes) + sum(off)


def _track(ground: Ground, route: Route, number: int, pace: float, reel: Reel) -> Track:
    """Return where a unit is when: at its berth of each stop, and at the corners on the way to the next."""
    spots = [stop.berths[number % len(stop.berths)] for stop in route.stops]
    time = number * pace / reel.hours
    track = [(time, (spots[0].x, spots[0].y))]
    for seconds, point in _steps(spots, [_stay(stop, pace, reel) for stop in route.stops], ground.width / 2):
        time += seconds
        # What takes no time, or too little to count beside what is past, is no step.
        if time > track[-1][0]:
            track.append((time, point))
    return track


def _steps(spots: list[Berth], stays: list[float], corridor: float) -> Iterator[tuple[float, Point]]:
    """Yield how long each stay and move takes, and where it ends."""
    for spot, stay, following in zip(spots, stays, [*spots[1:], None], strict=True):
        yield stay, (spot.x, spot.y)
        corners = [] if following is None else _corners(spot, following, corridor)
        for (x, y), (to_x, to_y) in pairwise(corners):
            yield (abs(to_x - x) + abs(to_y - y)) / SPEED, (to_x, to_y)


def _corners(here: Berth, there: Berth, corridor: float) -> list[Point]:
    """Return the way from berth to berth: by the lane to the corridor, along it, and by a lane again."""
    return [
        (here.x, here.y),
        (here.lane, here.y),
        (here.lane, corridor),
        (there.lane, corridor),
        (there.lane, there.y),
        (there.x, there.y),
    ]


def _shown(track: Track, end: float) -> Track:
    """Return the part of a track from second 0 to the end; empty where there is none."""
    begin, until = max(0.0, track[0][0]), min(end, track[-1][0])
    if begin >= until:
        return []
    between = [sample for sample in track if begin < sample[0] < until]
    return [(begin, _at(track, begin)), *between, (until, _at(track, until))]


def _at(track: Track, time: float) -> Point:
    """Return where a unit is at a time between the ends of its track."""
    after = min(bisect_right(track, time, key=lambda sample: sample[0]), len(track) - 1)
    (before, (x, y)), (then, (to_x, to_y)) = track[after - 1], track[after]
    share = (time - before) / (then - before)
    return x + share * (to_x - x), y + share * (to_y - y)
