"""The network of the recourse benchmark, and its program by linopy."""

from __future__ import annotations

import pytest
from benchmarks.weekly_linopy import build
from benchmarks.weekly_network import Network, scenarios
from tests.risk.operations import SCHEMAS, surplus

from reshore.risk.recourse import Recourse

WEEKS = 5
NETWORKS = [Network(seed=seed, sites=4, markets=9, products=2, lanes=3) for seed in (0, 1)]


@pytest.mark.parametrize("network", NETWORKS)
def test_rates_balance(network):
    """What comes to an item leaves it, hours suffice, and frames are those of any operation."""
    operation = network.operation()
    assert surplus(operation) == pytest.approx(0.0, abs=1e-9)
    assert (network.made.sum(axis=1) <= network.hours).all()
    for name, schema in SCHEMAS.items():
        assert dict(getattr(operation, name).schema) == schema


@pytest.mark.parametrize("network", NETWORKS)
def test_linopy_finds_the_same(network):
    """Each kind of scenario costs the same by linopy, built anew."""
    engine = Recourse(network.operation(), WEEKS)
    for make in scenarios(network, WEEKS).values():
        happens = make(3)
        highs = build(engine.operation, WEEKS, happens)
        highs.run()
        outcome = engine.run(happens)
        constant = engine.weekly.constant + 100.0 * outcome.wanted.sum()
        assert outcome.costs.total == pytest.approx(highs.getInfo().objective_function_value + constant)
