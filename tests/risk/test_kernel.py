"""The kernel does what stockpyl does where both mean the same, and the same without the compiler.

Aligned with stockpyl: its external supplier is a site that buys without limit. Its local base-stock level is
our level less a week's goods, since both see the week's demand before they order. Stages begin with their
cover in stock and with the mean demand under way in each week of the lead time; what isn't served waits.
It makes whatever it has the parts for, we only what is asked: what could be made counts as made. It serves
successors in the order of their numbers: so do we where each has a segment with priority, but what can't be
sent to one goes to the others, while stockpyl keeps it apart.

Order-pausing disruptions of a stage without a limit upstream, and shipment-pausing ones between two stages,
are both a lane that is closed. Shipments of stockpyl's external supplier go on under the latter (its issue
109), and goods under way are never delayed here: transit and receipts that pause have no counterpart.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from stockpyl.disruption_process import DisruptionProcess
from stockpyl.sim import simulation
from stockpyl.supply_chain_network import network_from_edges
from tests.risk.operations import Draft
from tests.risk.realisations import realised
from tests.risk.replications import numbers

from reshore.risk.policy import Policy
from reshore.risk.simulation import Simulation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.risk.operation import Operation

    Floats = NDArray[np.float64]

WEEKS = 60


@dataclass
class System:
    """Stages, which have a supplier of their own where none other sends to them.

    Attributes
    ----------
    edges
        Who sends to whom; a stage with several that send to it makes a unit of one unit of each.
    leads, covers
        Weeks from there to each stage, and its stock beyond the lead time.
    means
        Units wanted a week; only stages without anyone downstream have them.
    closed
        Stages that nothing is sent to in some weeks, from and to (not included).
    kind
        What stockpyl calls that.
    """

    edges: list[tuple[int, int]]
    leads: dict[int, int]
    covers: dict[int, float]
    means: dict[int, float]
    closed: dict[int, tuple[int, int]] = field(default_factory=dict)
    kind: str = "SP"

    def before(self, stage: int) -> list[int]:
        """Return who sends to a stage."""
        return [origin for origin, target in self.edges if target == stage]

    def rate(self, stage: int) -> float:
        """Return units a week through a stage."""
        after = [target for origin, target in self.edges if origin == stage]
        return sum(map(self.rate, after)) if after else self.means[stage]

    def goods(self, stage: int) -> str:
        """Return the product that a stage holds: what it is sent, or what it makes of it."""
        before = self.before(stage)
        return self.goods(before[0]) if len(before) == 1 else f"goods {stage}"

    def demands(self) -> dict[int, Floats]:
        """Return whole numbers around the means."""
        rng = np.random.default_rng(1)
        return {stage: rng.poisson(mean, WEEKS).astype(float) for stage, mean in self.means.items()}

    def operation(self) -> Operation:
        """Return the system as sites with lanes that take whole weeks, and markets beside the last stages."""
        draft = Draft()
        for stage in self.leads:
            draft.product(self.goods(stage), value=1.0, holding=0.1)
            draft.site(f"N{stage}", "USA")
            draft.stocks[f"N{stage}", self.goods(stage)] = self.covers[stage]
        for stage, lead in self.leads.items():
            rate, before = self.rate(stage), self.before(stage)
            parts = {self.goods(origin): 1.0 for origin in before}
            for origin in before:
                draft.lane(f"N{origin}", f"N{stage}", {self.goods(origin): rate}, days=7.0 * lead)
            if not before:
                draft.site(f"S{stage}", "USA", "supplier")
                draft.buy(f"S{stage}", self.goods(stage), rate=rate)
                draft.lane(f"S{stage}", f"N{stage}", {self.goods(stage): rate}, days=7.0 * lead)
            if len(before) > 1:
                draft.make(f"N{stage}", self.goods(stage), parts, rate=rate)
            if stage in self.means:
                draft.market(f"M{stage}", "USA")
                draft.lane(f"N{stage}", f"M{stage}", {self.goods(stage): rate})
                draft.demand(f"M{stage}", self.goods(stage), rate=rate, weight=9.0, segment=f"{stage}")
        return draft.done()

    def ours(self) -> dict[int, tuple[Floats, Floats]]:
        """Return of each stage what it sends, and its stock less what waits to be sent on, by the kernel."""
        operation = self.operation()
        demands = {
            row["demand"]: self.demands()[int(row["segment"])]
            for row in operation.demands.iter_rows(named=True)
        }
        moves = operation.moves.join(operation.lanes, on="lane_index").sort("move")
        ends = list(zip(moves["origin"], moves["destination"], strict=True))
        realisation = realised(
            demands={(row, week): wanted[week] for row, wanted in demands.items() for week in range(WEEKS)},
            moves={
                (move, week): 0.0
                for stage, weeks in self.closed.items()
                for move, (_, target) in enumerate(ends)
                if target == f"N{stage}"
                for week in range(*weeks)
            },
        )
        segments = tuple(sorted(operation.demands["segment"]))
        policy = Policy(delay=WEEKS, priority=segments)
        trace = Simulation(operation, WEEKS, "backlog", policy).trace(realisation)
        items = list(zip(operation.items["place"], operation.items["product"], strict=True))
        found = {}
        for stage in self.leads:
            stock = trace.stock[items.index((f"N{stage}", self.goods(stage)))].copy()
            if len(self.before(stage)) > 1:
                parts = [items.index((f"N{stage}", self.goods(origin))) for origin in self.before(stage)]
                stock += trace.stock[parts].min(axis=0)
            sent = trace.move[[move for move, (origin, _) in enumerate(ends) if origin == f"N{stage}"]]
            found[stage] = sent.sum(axis=0), stock
        return found

    def theirs(self) -> dict[int, tuple[Floats, Floats]]:
        """Return the same by stockpyl."""
        demands = self.demands()
        stages = list(self.leads)
        network = network_from_edges(
            self.edges,
            demand_type={stage: "D" if stage in demands else None for stage in stages},
            demand_list={stage: list(demands[stage]) if stage in demands else None for stage in stages},
            shipment_lead_time=self.leads,
            policy_type="BS",
            base_stock_level={
                stage: self.rate(stage) * self.leads[stage] + self.covers[stage] for stage in stages
            },
            initial_inventory_level=self.covers,
            initial_orders=0,
            initial_shipments={stage: self.rate(stage) for stage in stages},
        )
        for stage, (first, last) in self.closed.items():
            network.nodes_by_index[stage].disruption_process = DisruptionProcess(
                random_process_type="E",
                disruption_type=self.kind,
                disruption_state_list=[first <= week < last for week in range(WEEKS)],
            )
        simulation(network, WEEKS, progress_bar=False)
        found = {}
        for stage in stages:
            node = network.nodes_by_index[stage]
            states, product = node.state_vars[:WEEKS], node.product_indices[0]
            sent = [sum(goods[product] for goods in state.outbound_shipment.values()) for state in states]
            # Stockpyl sets goods apart that a disruption keeps from leaving.
            apart = [sum(goods[product] for goods in s.outbound_disrupted_items.values()) for s in states]
            level = [max(0.0, state.inventory_level[product]) for state in states]
            found[stage] = np.array(sent, float), np.array(level) + np.array(apart)
        return found


SYSTEMS = {
    "serial": System([(3, 2), (2, 1)], {1: 2, 2: 1, 3: 3}, {1: 4.0, 2: 0.0, 3: 6.0}, {1: 10.0}),
    "assembly": System([(3, 1), (2, 1)], {1: 1, 2: 3, 3: 2}, {1: 3.0, 2: 5.0, 3: 0.0}, {1: 10.0}),
    "distribution": System(
        [(1, 2), (1, 3), (1, 4)],
        {1: 2, 2: 1, 3: 2, 4: 0},
        {1: 4.0, 2: 2.0, 3: 1.0, 4: 3.0},
        {2: 5.0, 3: 8.0, 4: 2.0},
    ),
    "closed between stages": System(
        [(3, 2), (2, 1)], {1: 2, 2: 1, 3: 3}, {1: 4.0, 2: 0.0, 3: 6.0}, {1: 10.0}, {2: (10, 16)}
    ),
    "closed at the supplier": System(
        [(3, 2), (2, 1)], {1: 2, 2: 1, 3: 3}, {1: 4.0, 2: 9.0, 3: 6.0}, {1: 10.0}, {3: (8, 12)}, "OP"
    ),
    "closed to a part": System(
        [(3, 1), (2, 1)], {1: 1, 2: 3, 3: 2}, {1: 3.0, 2: 5.0, 3: 0.0}, {1: 10.0}, {2: (20, 24)}, "OP"
    ),
    "closed to one of three": System(
        [(1, 2), (1, 3), (1, 4)],
        {1: 2, 2: 1, 3: 2, 4: 0},
        {1: 60.0, 2: 2.0, 3: 1.0, 4: 3.0},
        {2: 5.0, 3: 8.0, 4: 2.0},
        {3: (5, 9)},
    ),
}


@pytest.mark.parametrize("name", SYSTEMS)
def test_stockpyl(name: str) -> None:
    """Each stage sends the same and has the same in stock in every week."""
    ours, theirs = SYSTEMS[name].ours(), SYSTEMS[name].theirs()
    for stage in SYSTEMS[name].leads:
        for mine, other in zip(ours[stage], theirs[stage], strict=True):
            assert mine == pytest.approx(other, abs=1e-9)


def test_without_the_compiler() -> None:
    """Plain Python gives the same numbers."""
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(Path(__file__).parents[2])}
    code = "from tests.risk.replications import numbers; print(numbers())"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(numbers())
