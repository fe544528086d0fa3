"""The simulation and stockpyl have the same goods in the same places, week by week.

What `test_kernel` aligns is aligned here as well: levels, priorities, whom goods come from. There stages have
the same in stock and send the same, with disruptions too; here networks are drawn, and goods are followed
from stage to stage: on hand, parts of an assembly, under way, on order, and served. Of disruptions, those
that pause orders to a supplier without limit are drawn: a lane that is closed is the same to the stage and
to all downstream. Where shipments pause between stages, stockpyl sets goods apart for the stage that waits
and we don't; goods under way are never delayed here, as pauses of transit and receipts delay them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from stockpyl.disruption_process import DisruptionProcess
from stockpyl.sim import simulation
from stockpyl.supply_chain_network import network_from_edges
from tests.risk.realisations import realised
from tests.risk.test_kernel import WEEKS, System

from reshore.risk.policy import Policy
from reshore.risk.simulation import Simulation

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from stockpyl.node_state_vars import NodeStateVars

    Floats = NDArray[np.float64]
    Book = dict[str, Floats]

CHAINS: dict[str, tuple[tuple[int, int], ...]] = {
    "two": ((2, 1),),
    "five": ((5, 4), (4, 3), (3, 2), (2, 1)),
    "assembly": ((2, 1), (3, 1), (4, 1)),
    "assembly in two steps": ((4, 3), (5, 3), (3, 1), (2, 1)),
    "assembly sent on": ((5, 3), (4, 3), (3, 2), (2, 1)),
    "distribution": ((1, 2), (1, 3)),
    "distribution in two steps": ((1, 2), (1, 3), (2, 4), (2, 5), (3, 6)),
    "assembly distributed": ((1, 3), (2, 3), (3, 4), (3, 5)),
}
"""Who sends to whom."""


def drawn(name: str, seed: int) -> System:
    """Return a system with stocks that now and then are too small."""
    rng = np.random.default_rng(seed)
    edges = list(CHAINS[name])
    stages = sorted({stage for edge in edges for stage in edge})
    last = [stage for stage in stages if all(stage != origin for origin, _ in edges)]
    return System(
        edges,
        {stage: int(rng.integers(4)) for stage in stages},
        {stage: float(rng.integers(12)) for stage in stages},
        {stage: float(rng.integers(2, 12)) for stage in last},
    )


def ways(system: System) -> list[tuple[int | None, int]]:
    """Return who sends to whom, suppliers without limit (None) among them."""
    first = [(None, stage) for stage in system.leads if not system.before(stage)]
    return [*first, *system.edges]


def wanted(system: System, stage: int) -> Floats:
    """Return what a stage is asked for by week: under base stock, what is wanted at the end of its way."""
    after = [target for origin, target in system.edges if origin == stage]
    return sum((wanted(system, target) for target in after), system.demands().get(stage, np.zeros(WEEKS)))


def ours(system: System) -> Book:
    """Return the books of the simulation."""
    operation = system.operation()
    change = {
        (row["demand"], week): amount
        for row in operation.demands.iter_rows(named=True)
        for week, amount in enumerate(system.demands()[int(row["segment"])])
    }
    policy = Policy(delay=WEEKS, priority=tuple(sorted(operation.demands["segment"])))
    items = list(zip(operation.items["place"], operation.items["product"], strict=True))
    moves = operation.moves.join(operation.lanes, on="lane_index").sort("move")
    lanes = list(zip(moves["origin"], moves["destination"], strict=True))
    shut = {
        (lanes.index((f"S{stage}", f"N{stage}")), week): 0.0
        for stage, weeks in system.closed.items()
        for week in range(*weeks)
    }
    happens = realised(demands=change, moves=shut)
    trace = Simulation(operation, WEEKS, "backlog", policy).trace(happens)
    book = {}
    for stage in system.leads:
        before = system.before(stage)
        stock = trace.stock[items.index((f"N{stage}", system.goods(stage)))]
        if len(before) > 1:
            parts = trace.stock[[items.index((f"N{stage}", system.goods(origin))) for origin in before]]
            # Stockpyl makes what it has the parts for.
            stock = stock + parts.min(axis=0)
            for origin, left in zip(before, parts - parts.min(axis=0), strict=True):
                book[f"parts from {origin} at {stage}"] = left
        book[f"on hand at {stage}"] = stock
    for origin, stage in ways(system):
        sent = trace.move[lanes.index((f"S{stage}" if origin is None else f"N{origin}", f"N{stage}"))]
        lead, rate = system.leads[stage], system.rate(stage)
        arrived = np.concatenate([np.full(lead, rate), sent])[:WEEKS]
        under_way = lead * rate + (sent - arrived).cumsum()
        book[f"sent from {origin} to {stage}"] = sent
        book[f"under way from {origin} to {stage}"] = under_way
        # A supplier without limit sends what it is asked for at once, and what is paused isn't asked for.
        waiting = 0.0 if origin is None else (wanted(system, stage) - sent).cumsum()
        book[f"on order from {origin} at {stage}"] = under_way + waiting
    segments = operation.demands["segment"].to_list()
    for stage in system.means:
        book[f"served at {stage}"] = trace.served[segments.index(str(stage))]
    return book


def theirs(system: System) -> Book:
    """Return the books of stockpyl."""
    demands, stages = system.demands(), list(system.leads)
    levels = {stage: system.rate(stage) * system.leads[stage] + system.covers[stage] for stage in stages}
    network = network_from_edges(
        system.edges,
        demand_type={stage: "D" if stage in demands else None for stage in stages},
        demand_list={stage: list(demands[stage]) if stage in demands else None for stage in stages},
        shipment_lead_time=system.leads,
        policy_type="BS",
        base_stock_level=levels,
        initial_inventory_level=system.covers,
        initial_orders=0,
        initial_shipments={stage: system.rate(stage) for stage in stages},
    )
    for stage, (first, last) in system.closed.items():
        network.nodes_by_index[stage].disruption_process = DisruptionProcess(
            random_process_type="E",
            disruption_type="OP",
            disruption_state_list=[first <= week < last for week in range(WEEKS)],
        )
    simulation(network, WEEKS, progress_bar=False)
    states = {stage: network.nodes_by_index[stage].state_vars[:WEEKS] for stage in stages}
    goods = {stage: network.nodes_by_index[stage].product_indices[0] for stage in stages}
    book = {}
    for stage in stages:
        book[f"on hand at {stage}"] = [
            max(0.0, state.inventory_level[goods[stage]]) for state in states[stage]
        ]
        if len(system.before(stage)) > 1:
            for origin in system.before(stage):
                left = [state.raw_material_inventory[goods[origin]] for state in states[stage]]
                book[f"parts from {origin} at {stage}"] = left
    for origin, stage in ways(system):
        book[f"on order from {origin} at {stage}"] = [
            only(s.on_order_by_predecessor[origin]) for s in states[stage]
        ]
        book[f"under way from {origin} to {stage}"] = [under_way(s, origin) for s in states[stage]]
        if origin is not None:
            sent = [state.outbound_shipment[stage][goods[origin]] for state in states[origin]]
            book[f"sent from {origin} to {stage}"] = sent
    for stage in system.means:
        served = [state.outbound_shipment[None][goods[stage]] for state in states[stage]]
        book[f"served at {stage}"] = served
    return {name: np.array(numbers, float) for name, numbers in book.items()}


def only(numbers: dict[int, float]) -> float:
    """Return the number of the only product."""
    (number,) = numbers.values()
    return number


def under_way(state: NodeStateVars, origin: int | None) -> float:
    """Return what is still to arrive from somewhere after a week."""
    return sum(only(state.inbound_shipment_pipeline[origin]))


def compare(system: System) -> Book:
    """Hold both books against each other, and return ours."""
    mine, others = ours(system), theirs(system)
    for what, numbers in others.items():
        assert mine[what] == pytest.approx(numbers, abs=1e-9), what
    # Stockpyl's own supplier keeps no books.
    assert {what for what in mine if what not in others} == {
        f"sent from None to {stage}" for stage in system.leads if not system.before(stage)
    }
    return mine


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", CHAINS)
def test_undisrupted(name: str, seed: int) -> None:
    """Goods on hand, under way, on order, sent and served are the same at every stage in every week."""
    compare(drawn(name, seed))


@pytest.mark.parametrize("name", CHAINS)
def test_orders_that_pause(name: str) -> None:
    """They are the same where a stage orders nothing from its supplier for some weeks."""
    system = drawn(name, 3)
    stage = next(target for origin, target in ways(system) if origin is None)
    system.closed[stage] = (10, 15)
    paused, usual = compare(system), ours(drawn(name, 3))
    assert (paused[f"sent from None to {stage}"][10:15] == 0).all()
    assert any((paused[f"served at {last}"] != usual[f"served at {last}"]).any() for last in system.means)
