"""Capacitated facility location drawn by the recipe of Cornuejols, Sridharan and Thizy.

G. Cornuejols, R. Sridharan, J.-M. Thizy (1991), "A comparison of heuristics and relaxations for the
capacitated plant location problem", European Journal of Operational Research 50, 280-297.
"""

from __future__ import annotations

import numpy as np
from benchmarks.instances import Cflp

DEAR = 1e4
"""Cost of a unit not delivered: more than hundred times what any costs, and no more than tolerances bear."""

COST = 10.0
"""Cost of moving one unit once along a side of the square."""


def draw(customers: int, sites: int, ratio: float, seed: int = 0) -> Cflp:
    """Return an instance whose optimum nobody knows (NaN).

    Customers and sites lie in the unit square, with demands of 5 to 35 and capacities of 10 to 160. A site's
    fixed cost grows with the root of its capacity as drawn; then capacities are scaled.

    Parameters
    ----------
    customers, sites
        How many.
    ratio
        All capacity over all demand. The nearer to 1, the tighter.
    seed
        Decides everything drawn.
    """
    random = np.random.default_rng([seed, customers, sites])
    here, there = random.uniform(size=(customers, 2)), random.uniform(size=(sites, 2))
    demand, capacity = random.uniform(5, 35, customers), random.uniform(10, 160, sites)
    fixed = random.uniform(0, 90, sites) + random.uniform(100, 110, sites) * np.sqrt(capacity)
    distance = np.linalg.norm(here[:, None] - there, axis=2)
    return Cflp(
        name=f"cornuejols-{customers}x{sites}-r{ratio:g}",
        optimum=float("nan"),
        capacity=capacity * ratio * demand.sum() / capacity.sum(),
        fixed=fixed,
        demand=demand,
        cost=COST * distance * demand[:, None],
        dear=DEAR,
    )
