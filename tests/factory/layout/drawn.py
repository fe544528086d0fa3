"""Areas for the tests: random ones, and the best arrangement of few by going through all there are."""

from __future__ import annotations

from itertools import permutations
from math import inf

import numpy as np

from reshore.factory.layout.areas import Areas, End, Port, Spot


def drawn(
    seed: int, count: int, *, ports: int = 0, fixed: int = 0, rows: int = 2, dense: float = 0.7
) -> Areas:
    """Return random areas, some of them fixed; so large a share of pairs has a flow."""
    draw = np.random.default_rng(seed)
    half = np.triu(draw.integers(1, 8, (count, count)) * (draw.random((count, count)) < dense), 1)
    spots: dict[int, Spot] = {}
    for area in draw.choice(count, fixed, replace=False):
        spot = Spot(int(draw.integers(rows)), (None, End.LEFT, End.RIGHT)[draw.integers(3)])
        if spot.end is None or spot not in spots.values():
            spots[int(area)] = spot
    return Areas(
        names=tuple(f"a{n}" for n in range(count)),
        length=draw.integers(1, 13, count) / 4,
        flow=(half + half.T).astype(np.float64),
        ports=tuple(
            Port(f"p{n}", float(draw.integers(0, 2 * count)), draw.integers(0, 4, count).astype(np.float64))
            for n in range(ports)
        ),
        fixed=spots,
    )


def work_of(areas: Areas, order: tuple[tuple[int, ...], ...], aisle: float) -> tuple[float, float]:
    """Return work and length of the longer row, as the contract defines them."""
    centre, row, longest = {}, {}, 0.0
    for number, members in enumerate(order):
        x = 0.0
        for area in members:
            centre[area], row[area] = x + areas.length[area] / 2, number
            x += areas.length[area]
        longest = max(longest, x)
    work = 0.0
    for a in centre:
        work += sum(port.flow[a] * abs(centre[a] - port.x) for port in areas.ports)
        for b in range(a):
            away = abs(centre[a] - centre[b]) + (aisle if row[a] != row[b] else 0)
            work += areas.flow[a, b] * away
    return work, longest


def keeps(areas: Areas, order: tuple[tuple[int, ...], ...]) -> bool:
    """Say whether all areas that are fixed stand where they are."""
    for area, spot in areas.fixed.items():
        row = order[spot.row]
        if area not in row or (spot.end and row[0 if spot.end is End.LEFT else -1] != area):
            return False
    return True


def best_by_force(areas: Areas, rows: int, aisle: float, length: float = inf) -> tuple[float, float]:
    """Return by how much the best arrangement is too long, and its work."""
    found = []
    for turn in permutations(range(len(areas.names))):
        for cut in range(len(turn) + 1) if rows == 2 else [len(turn)]:
            order = turn[:cut], turn[cut:]
            if keeps(areas, order):
                work, longest = work_of(areas, order, aisle)
                found.append((max(0.0, longest - length), work))
    return min(found)
