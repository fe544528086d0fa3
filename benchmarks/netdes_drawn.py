"""Larger networks of the recipe that the published ones follow, as far as their numbers tell it.

Any two nodes are joined with the same probability. A unit costs 20 to 80 in a scenario, a fifth of the costs
at the upper end; buying an arc costs 200 times its mean. An arc carries 20 to 40 units. In each scenario
three nodes send 10 to 39 units each, and two others take them, in shares of their own.
"""

from __future__ import annotations

import numpy as np
from benchmarks.netdes import NetworkDesign

COST, CAPACITY, SENT = (20, 100), (20, 41), (10, 40)
"""From, and below which."""

SENDERS, TAKERS = 3, 2
"""Nodes that send and that take: as many as of the published ones, whatever the size."""

DEAREST = 80
"""Costs above are cut off here."""

RATIO = 200
"""Cost of buying an arc over its mean cost of a unit."""


def draw(nodes: int, scenarios: int, density: float, seed: int) -> NetworkDesign:
    """Draw a network; all its numbers follow from the seed."""
    luck = np.random.default_rng(seed)
    there = luck.random((nodes, nodes)) < density
    np.fill_diagonal(there, val=False)
    # A ring lets goods get anywhere; its arcs are as dear as the others.
    there[np.arange(nodes), np.roll(np.arange(nodes), -1)] = True
    arcs = np.argwhere(there)
    cost = np.minimum(luck.integers(*COST, size=(scenarios, len(arcs))), DEAREST).astype(float)
    order = luck.permutation(nodes)
    sends, takes = order[:SENDERS], order[SENDERS : SENDERS + TAKERS]
    sent = luck.integers(*SENT, size=(scenarios, len(sends)))
    share = luck.dirichlet(np.full(len(takes), 8.0))
    supply = np.zeros((scenarios, nodes))
    supply[:, sends] = sent
    taken = np.floor(sent.sum(axis=1)[:, None] * share)
    taken[:, 0] += sent.sum(axis=1) - taken.sum(axis=1)
    supply[:, takes] = -taken
    weights = luck.integers(1, 6, size=scenarios)
    return NetworkDesign(
        name=f"drawn-{nodes}-{scenarios}-{density:g}-{seed}",
        upper=np.inf,
        lower=-np.inf,
        nodes=nodes,
        arcs=arcs,
        fixed=RATIO * cost.mean(axis=0),
        probability=weights / weights.sum(),
        cost=cost,
        capacity=luck.integers(*CAPACITY, size=(scenarios, len(arcs))).astype(float),
        supply=supply,
    )
