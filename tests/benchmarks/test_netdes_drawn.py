"""Drawn networks follow the published recipe, and have plans."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.netdes_drawn import CAPACITY, RATIO, SENDERS, TAKERS, draw

from reshore.lp.highs import solve
from reshore.lp.solution import Options, Status


@pytest.fixture(scope="module")
def network():
    return draw(12, 5, 0.3, seed=3)


def test_numbers_are_those_of_the_recipe(network):
    """Costs, capacities and supplies are in their ranges, and all that is sent is taken."""
    assert network.cost.min() >= 20
    assert network.cost.max() == 80
    assert network.fixed == pytest.approx(RATIO * network.cost.mean(axis=0))
    assert CAPACITY[0] <= network.capacity.min() <= network.capacity.max() < CAPACITY[1]
    assert ((network.supply > 0).sum(axis=1) == SENDERS).all()
    assert ((network.supply < 0).sum(axis=1) <= TAKERS).all()
    assert np.abs(network.supply.sum(axis=1)).max() == 0
    assert network.probability.sum() == pytest.approx(1.0)
    assert len(network.arcs) == pytest.approx(0.3 * 12 * 11, rel=0.5)


def test_the_same_seed_the_same_network(network):
    """A seed makes one network."""
    assert (draw(12, 5, 0.3, seed=3).cost == network.cost).all()
    assert draw(12, 5, 0.3, seed=4).arcs.tolist() != network.arcs.tolist()


def test_it_has_a_plan(network):
    """With all arcs bought, goods arrive in every scenario."""
    program, first = network.program()
    bought = replace(program, lower=np.where(first, 1.0, program.lower))
    assert solve(bought, Options(threads=1)).status is Status.OPTIMAL
