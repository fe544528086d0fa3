"""What the simulation gives for some operations and replications: the same wherever it runs."""

from __future__ import annotations

from tests.risk.operations import drawn
from tests.risk.realisations import happening

from reshore.risk.policy import Ordering, Policy
from reshore.risk.simulation import Simulation


def numbers() -> list[str]:
    """Return costs and units served of each replication."""
    found = []
    for seed in range(6):
        operation = drawn(seed)
        segments = tuple(sorted(set(operation.demands["segment"])))[seed % 2 :]
        policy = Policy(list(Ordering)[seed % 2], 2.5, seed % 3, segments)
        engine = Simulation(operation, 8, ("lost", "backlog")[seed % 2], policy)
        outcomes = engine.runs([happening(operation, 8, seed, number) for number in range(2)])
        found += [f"{outcome.costs} {outcome.served.tolist()}" for outcome in outcomes]
    return found
