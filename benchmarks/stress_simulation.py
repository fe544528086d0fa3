"""Simulation: node-periods a second of one core, beside stockpyl and SupplyNetPy on the same eight stages.

uv run --group rivals python -m benchmarks.stress_simulation [--replications N] [--weeks N] [--rival N]

A factory that a supplier without limit feeds, two depots, five shops; Poisson demand that waits where it
can't be served, base stock everywhere, nothing is disrupted. Seconds are those of the processor, so that
others who use the machine count less. Ours are told with and without what is around the kernel: drawing
demand and making outcomes. Compiling is told apart; numba keeps what it compiled. The mean stock of all
stages says whether the three simulate the same: stockpyl in periods as we do, SupplyNetPy by events.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from stockpyl.sim import simulation
from stockpyl.supply_chain_network import network_from_edges
from SupplyNetPy.Components import SSReplenishment, create_sc_net, simulate_sc_net

from reshore.risk import simulation as ours
from reshore.risk.operation import Operation
from reshore.risk.realisation import Change, Realisation

if TYPE_CHECKING:
    from collections.abc import Iterator

EDGES = [(1, 2), (1, 3), (2, 4), (2, 5), (3, 6), (3, 7), (3, 8)]
LEADS = {1: 2, 2: 1, 3: 2, 4: 1, 5: 1, 6: 1, 7: 1, 8: 1}
MEANS = {4: 5.0, 5: 8.0, 6: 5.0, 7: 6.0, 8: 4.0}
COVER = 1.5
"""Weeks of demand that each stage holds beyond its lead time."""

SUPPLIER = 0
LEAST = 1e7
"""Node-periods a second that a core has to reach."""


def rate(stage: int) -> float:
    after = [target for origin, target in EDGES if origin == stage]
    return sum(map(rate, after)) if after else MEANS[stage]


RATES = {stage: rate(stage) for stage in LEADS}
LEVELS = {stage: RATES[stage] * (LEADS[stage] + COVER) for stage in LEADS}


def operation() -> Operation:
    """Return the stages as sites and markets; lanes take whole weeks."""
    stages = [SUPPLIER, *LEADS]
    lanes = [(SUPPLIER, 1), *EDGES]
    kind = ["market" if stage in MEANS else "site" for stage in stages]
    stock = [COVER * RATES[stage] if stage else 0.0 for stage in stages]
    count, ways = len(stages), len(lanes)
    names = {"lane": [f"{origin} {target}" for origin, target in lanes]}
    return Operation(
        period="",
        currency="",
        start="2027-01-01",
        items=pl.DataFrame(
            {"item": stages, "kind": kind, "place": list(map(str, stages)), "stock": stock}
        ).with_columns(product=pl.lit("goods"), holding=pl.lit(1.0), standard=pl.lit(0.0)),
        sites=pl.DataFrame(
            {
                "site_index": range(count),
                "site": list(map(str, stages)),
                "throughput": pl.Series([None] * count, dtype=pl.Float64),
            }
        ),
        resources=pl.DataFrame(schema={"resource_index": pl.Int32, "hours": pl.Float64}),
        makes=pl.DataFrame(
            schema={"make": pl.Int32, "item": pl.Int32, "resource_index": pl.Int32}
            | dict.fromkeys(("hours", "cost", "rate"), pl.Float64)
        ),
        uses=pl.DataFrame(
            schema={"use": pl.Int32, "make": pl.Int32, "item": pl.Int32, "quantity": pl.Float64}
        ),
        buys=pl.DataFrame(
            {
                "buy": [0],
                "item": [SUPPLIER],
                "capacity": pl.Series([None], dtype=pl.Float64),
                "cost": [0.0],
                "rate": [RATES[1]],
            }
        ),
        lanes=pl.DataFrame(
            {"lane_index": range(ways), "capacity": pl.Series([None] * ways, dtype=pl.Float64)} | names
        ),
        moves=pl.DataFrame(
            {
                "move": range(ways),
                "lane_index": range(ways),
                "origin_item": [origin for origin, _ in lanes],
                "target_item": [target for _, target in lanes],
                "days": [7.0 * LEADS[target] for _, target in lanes],
                "cost": [0.0] * ways,
                "rate": [RATES[target] for _, target in lanes],
            }
        ),
        detours=pl.DataFrame(
            schema={"detour": pl.Int32, "move": pl.Int32, "days": pl.Float64, "cost": pl.Float64}
        ),
        demands=pl.DataFrame(
            {
                "demand": range(len(MEANS)),
                "segment": ["all"] * len(MEANS),
                "item": list(MEANS),
                "rate": list(MEANS.values()),
                "weight": [1.0] * len(MEANS),
                "worth": [1.0] * len(MEANS),
                "outlay": [0.0] * len(MEANS),
            }
        ),
    )


def drawn(count: int, weeks: int) -> Iterator[Realisation]:
    """Yield replications in which nothing changes but demand."""
    rng = np.random.default_rng(0)
    means = np.array(list(MEANS.values()))
    rows = np.repeat(np.arange(len(means), dtype=np.int32), weeks)
    calendar = np.tile(np.arange(weeks, dtype=np.int32), len(means))
    for number in range(count):
        wanted = rng.poisson(means[:, None], (len(means), weeks)).astype(float)
        others = dict.fromkeys(
            ("hours", "makes", "buys", "lanes", "moves", "detours", "buy_cost", "move_cost", "destroyed"),
            Change.none(),
        )
        demands = Change(rows, calendar, wanted.ravel())
        yield Realisation(number, 1.0, pl.DataFrame(), demands=demands, **others)


@dataclass
class Result:
    """Node-periods, seconds of the processor, mean stock of all stages together."""

    periods: int
    seconds: float
    stock: float

    @property
    def speed(self) -> float:
        return self.periods / self.seconds

    def line(self, name: str, best: float) -> str:
        ratio = f"{best / self.speed:10,.0f}" if self.speed < best else f"{'':10s}"
        return (
            f"{name:32s}{self.periods:14,d}{self.seconds:10.2f}{self.speed:16,.0f}{ratio}{self.stock:12.1f}"
        )


class Timed(ours.Simulation):
    """Counts the seconds within the kernel."""

    def __init__(self, *args, **kwargs):
        self.kernel = 0.0
        super().__init__(*args, **kwargs)
        self._compiled, self._replicate = self._replicate, self._timed

    def _timed(self, *args):
        begin = time.process_time()
        self._compiled(*args)
        self.kernel += time.process_time() - begin


def reshore(count: int, weeks: int) -> tuple[Result, Result]:
    """Return what the kernel takes, and all of it."""
    engine = Timed(operation(), weeks, "backlog")
    begin = time.process_time()
    outcomes = engine.runs(list(drawn(count, weeks)))
    seconds = time.process_time() - begin
    under_way = sum(RATES[stage] * LEADS[stage] for stage in LEADS)
    stock = float(np.mean([outcome.costs.hold for outcome in outcomes])) / weeks - under_way
    periods = count * weeks * len(LEADS)
    return Result(periods, engine.kernel, stock), Result(periods, seconds, stock)


def stockpyl(weeks: int) -> Result:
    stages = list(LEADS)
    network = network_from_edges(
        EDGES,
        demand_type={stage: "P" if stage in MEANS else None for stage in stages},
        mean={stage: MEANS.get(stage) for stage in stages},
        shipment_lead_time=LEADS,
        policy_type="BS",
        base_stock_level=LEVELS,
        initial_inventory_level={stage: COVER * RATES[stage] for stage in stages},
        initial_orders=0,
        initial_shipments=RATES,
    )
    begin = time.process_time()
    simulation(network, weeks, rand_seed=0, progress_bar=False, consistency_checks="N")
    seconds = time.process_time() - begin
    levels = [
        max(0.0, node.state_vars[week].inventory_level[node.product_indices[0]])
        for node in network.nodes
        for week in range(weeks)
    ]
    return Result(weeks * len(stages), seconds, sum(levels) / weeks)


def supplynetpy(weeks: int) -> Result:
    rng = np.random.default_rng(0)
    nodes = [{"ID": "N0", "name": "N0", "node_type": "infinite_supplier"}]
    for stage in LEADS:
        level = LEVELS[stage] + RATES[stage]
        nodes.append(
            {
                "ID": f"N{stage}",
                "name": f"N{stage}",
                "node_type": "retailer" if stage in MEANS else "distributor",
                "capacity": 10 * level,
                "initial_level": level,
                "inventory_holding_cost": 1.0,
                "replenishment_policy": SSReplenishment,
                "policy_param": {"s": level - 1, "S": level, "period": 1},
                "product_buy_price": 1.0,
                "product_sell_price": 1.0,
            }
        )
    links = [
        {
            "ID": f"L{target}",
            "source": f"N{origin}",
            "sink": f"N{target}",
            "cost": 0.0,
            "lead_time": lambda lead=LEADS[target]: lead,
        }
        for origin, target in [(SUPPLIER, 1), *EDGES]
    ]
    demands = [
        {
            "ID": f"D{stage}",
            "name": f"D{stage}",
            "order_arrival_model": lambda: 1,
            # It knows no orders of nothing: one in several hundred is of one unit instead.
            "order_quantity_model": lambda mean=mean: max(1, int(rng.poisson(mean))),
            "demand_node": f"N{stage}",
            "tolerance": float(weeks),
            "order_min_split_ratio": 0.001,
        }
        for stage, mean in MEANS.items()
    ]
    network = create_sc_net(nodes=nodes, links=links, demands=demands)
    begin = time.process_time()
    found = simulate_sc_net(network, sim_time=weeks, logging=False)
    seconds = time.process_time() - begin
    return Result(weeks * len(LEADS), seconds, found["inventory_carry_cost"] / weeks)


def compile_seconds() -> float:
    """Return what the first use takes where numba has kept nothing; has to come before all other uses."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["NUMBA_CACHE_DIR"] = folder
        begin = time.process_time()
        ours.Simulation(operation(), 4)
        seconds = time.process_time() - begin
        del os.environ["NUMBA_CACHE_DIR"]
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--replications", type=int, default=2000)
    parser.add_argument("--weeks", type=int, default=78)
    parser.add_argument("--rival", type=int, default=1000, help="weeks that the others simulate")
    given = parser.parse_args()
    print(f"compiled in {compile_seconds():.1f} s, once")
    kernel, whole = reshore(given.replications, given.weeks)
    rows = {
        "reshore, kernel": kernel,
        "reshore, demand and outcomes too": whole,
        "SupplyNetPy": supplynetpy(given.rival),
        "stockpyl": stockpyl(given.rival),
    }
    print(
        f"{'':32s}{'node-periods':>14s}{'seconds':>10s}{'a second':>16s}{'slower by':>10s}{'mean stock':>12s}"
    )
    for name, result in rows.items():
        print(result.line(name, kernel.speed))
    verdict = "reached" if kernel.speed >= LEAST else "missed"
    print(f"{LEAST:.0e} node-periods a second and core: {verdict}")


if __name__ == "__main__":
    main()
