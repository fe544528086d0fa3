"""A network of a million columns from tables to a loaded solver, beside linopy, Pyomo and raw arrays.

uv run --group rivals python benchmarks/build.py [COLUMNS]

Every way takes the same frames and ends with HiGHS holding the same program, in a process of its own. Time
runs from frames in memory to the loaded solver, after all imports; the peak is that of the whole process.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    import highspy

PLACES, PERIODS = 20_000, 4
SHORTAGE = 1000.0
RUNS = {"raw": 3, "reshore": 3, "linopy": 3, "pyomo": 1}
IMPORTS = {
    "raw": ["highspy"],
    "reshore": ["reshore.lp.assemble", "reshore.lp.engine"],
    "linopy": ["linopy", "pandas", "xarray"],
    "pyomo": ["pyomo.environ", "pyomo.contrib.appsi.solvers.highs"],
}


def write_tables(folder: Path, columns: int) -> None:
    """Write places and lanes: the n-th origin has a share of 1/n, and every place a lane in and out."""
    chance = np.random.default_rng(1)
    count = columns // PERIODS - PLACES
    share = 1 / np.arange(1, PLACES + 1)
    drawn = chance.choice(PLACES, 2 * count, p=share / share.sum()) * PLACES + chance.integers(
        PLACES, size=2 * count
    )
    ring = np.arange(PLACES) * PLACES + np.roll(np.arange(PLACES), -1)
    pairs = np.unique(drawn[drawn // PLACES != drawn % PLACES])
    pairs = np.concatenate([ring, chance.permutation(np.setdiff1d(pairs, ring))[: count - PLACES]])
    chance.shuffle(pairs)
    names = pl.Series([f"place-{n:05d}" for n in range(PLACES)])
    pl.DataFrame(
        {
            "origin": names[pairs // PLACES],
            "destination": names[pairs % PLACES],
            "cost": chance.uniform(1, 10, len(pairs)),
            "capacity": chance.uniform(10, 100, len(pairs)),
        }
    ).write_parquet(folder / "lanes.parquet")
    pl.DataFrame(
        {
            "place": names,
            "demand": chance.uniform(-1, 1, PLACES),
            "throughput": chance.uniform(1e3, 1e4, PLACES),
        }
    ).write_parquet(folder / "places.parquet")


def raw(lanes: pl.DataFrame, places: pl.DataFrame) -> highspy.Highs:
    """Index arithmetic by hand."""
    import highspy

    code = pl.Enum(places["place"].sort())
    places = places.sort("place")
    origin = np.repeat(lanes["origin"].cast(code).to_physical().to_numpy(), PERIODS).astype(np.int32)
    destination = np.repeat(lanes["destination"].cast(code).to_physical().to_numpy(), PERIODS).astype(
        np.int32
    )
    period = np.tile(np.arange(PERIODS, dtype=np.int32), lanes.height)
    flows, nodes = len(origin), places.height * PERIODS
    start = np.arange(0, 3 * flows + 1, 3, dtype=np.int32)
    start = np.concatenate([start, 3 * flows + np.arange(1, nodes + 1, dtype=np.int32)])
    index = np.empty(3 * flows + nodes, dtype=np.int32)
    index[0 : 3 * flows : 3] = destination * PERIODS + period
    index[1 : 3 * flows : 3] = origin * PERIODS + period
    index[2 : 3 * flows : 3] = nodes + origin * PERIODS + period
    index[3 * flows :] = np.arange(nodes)
    value = np.ones(3 * flows + nodes)
    value[1 : 3 * flows : 3] = -1.0
    width = flows + nodes
    demand = np.repeat(places["demand"].to_numpy(), PERIODS)
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.passModel(
        width,
        2 * nodes,
        len(index),
        int(highspy.MatrixFormat.kColwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        np.concatenate([np.repeat(lanes["cost"].to_numpy(), PERIODS), np.full(nodes, SHORTAGE)]),
        np.zeros(width),
        np.concatenate([np.repeat(lanes["capacity"].to_numpy(), PERIODS), np.full(nodes, np.inf)]),
        np.concatenate([demand, np.full(nodes, -np.inf)]),
        np.concatenate([np.full(nodes, np.inf), np.repeat(places["throughput"].to_numpy(), PERIODS)]),
        start,
        index,
        value,
        np.zeros(width, dtype=np.int32),
    )
    return highs


def reshore(lanes: pl.DataFrame, places: pl.DataFrame) -> highspy.Highs:
    """Blocks and terms."""
    from reshore.lp.assemble import Assembler, Term
    from reshore.lp.engine import load
    from reshore.lp.solution import Options

    place = pl.Enum(places["place"].sort())
    periods = pl.DataFrame({"period": range(PERIODS)}, schema={"period": pl.Int32})
    lanes = lanes.with_columns(pl.col("origin", "destination").cast(place)).join(periods, how="cross")
    nodes = places.with_columns(pl.col("place").cast(place)).join(periods, how="cross")
    draft = Assembler()
    ship = draft.columns("ship", lanes, ["origin", "destination", "period"], upper="capacity", cost="cost")
    short = draft.columns("short", nodes, ["place", "period"], cost=SHORTAGE)
    draft.rows(
        "balance",
        nodes,
        ["place", "period"],
        [Term(ship, on={"place": "destination"}), Term(ship, -1.0, on={"place": "origin"}), Term(short)],
        lower="demand",
    )
    draft.rows(
        "throughput", nodes, ["place", "period"], [Term(ship, on={"place": "origin"})], upper="throughput"
    )
    return load(draft.build(), Options())


def linopy(lanes: pl.DataFrame, places: pl.DataFrame) -> highspy.Highs:
    """Sparse expressions, flows on one dimension, grouped by node."""
    import linopy as lo
    import pandas as pd
    import xarray as xr

    lo.options["semantics"] = "v1"
    code = pl.Enum(places["place"].sort())
    places = places.sort("place")
    period = np.tile(np.arange(PERIODS), lanes.height)
    node = pd.RangeIndex(places.height * PERIODS, name="node")
    flow = pd.RangeIndex(lanes.height * PERIODS, name="flow")

    def at_flow(values: np.ndarray, name: str | None = None) -> xr.DataArray:
        return xr.DataArray(np.repeat(values, PERIODS), dims="flow", coords={"flow": flow}, name=name)

    def at_node(name: str) -> xr.DataArray:
        values = np.repeat(places[name].to_numpy(), PERIODS)
        return xr.DataArray(values, dims="node", coords={"node": node})

    def ends(name: str) -> xr.DataArray:
        codes = lanes[name].cast(code).to_physical().to_numpy().astype(np.int64)
        return (at_flow(codes * PERIODS) + period).rename("node")

    model = lo.Model(sparse=True)
    ship = model.add_variables(
        lower=0, upper=at_flow(lanes["capacity"].to_numpy()), coords=[flow], name="ship"
    )
    short = model.add_variables(lower=0, coords=[node], name="short")
    arrivals = (1 * ship).groupby(ends("destination")).sum()
    departures = (1 * ship).groupby(ends("origin")).sum()
    model.add_constraints(arrivals - departures + short >= at_node("demand"), name="balance")
    model.add_constraints(departures <= at_node("throughput"), name="throughput")
    model.add_objective((ship * at_flow(lanes["cost"].to_numpy())).sum() + (SHORTAGE * short).sum())
    return model.to_highspy(set_names=False)


def pyomo(lanes: pl.DataFrame, places: pl.DataFrame) -> highspy.Highs:
    """Expressions summed over indices, then the persistent interface to HiGHS."""
    import pyomo.environ as pyo
    from pyomo.contrib.appsi.solvers.highs import Highs

    arcs = list(zip(lanes["origin"], lanes["destination"], strict=True))
    cost = dict(zip(arcs, lanes["cost"], strict=True))
    capacity = dict(zip(arcs, lanes["capacity"], strict=True))
    demand = dict(zip(places["place"], places["demand"], strict=True))
    limit = dict(zip(places["place"], places["throughput"], strict=True))
    into: dict[str, list[tuple[str, str]]] = {place: [] for place in demand}
    out: dict[str, list[tuple[str, str]]] = {place: [] for place in demand}
    for arc in arcs:
        out[arc[0]].append(arc)
        into[arc[1]].append(arc)
    times = range(PERIODS)
    model = pyo.ConcreteModel()
    model.flows = pyo.Set(initialize=[(*arc, t) for arc in arcs for t in times], dimen=3)
    model.nodes = pyo.Set(initialize=[(place, t) for place in demand for t in times], dimen=2)
    model.ship = pyo.Var(model.flows, bounds=lambda _, o, d, __: (0, capacity[o, d]))
    model.short = pyo.Var(model.nodes, bounds=(0, None))
    model.balance = pyo.Constraint(
        model.nodes,
        rule=lambda m, p, t: (
            pyo.quicksum(m.ship[o, d, t] for o, d in into[p])
            - pyo.quicksum(m.ship[o, d, t] for o, d in out[p])
            + m.short[p, t]
            >= demand[p]
        ),
    )
    model.throughput = pyo.Constraint(
        model.nodes, rule=lambda m, p, t: pyo.quicksum(m.ship[o, d, t] for o, d in out[p]) <= limit[p]
    )
    model.cost = pyo.Objective(
        expr=pyo.quicksum(cost[o, d] * model.ship[o, d, t] for o, d, t in model.flows)
        + pyo.quicksum(SHORTAGE * short for short in model.short.values())
    )
    solver = Highs()
    solver.set_instance(model)
    return solver._solver_model  # noqa: SLF001  there is no other way to it


def measure(way: str, folder: Path) -> None:
    """Build in one way and print the figures as JSON."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in IMPORTS[way]:
            import_module(name)
        frames = [pl.read_parquet(folder / f"{name}.parquet") for name in ("lanes", "places")]
        begin = time.perf_counter()
        highs = {"raw": raw, "reshore": reshore, "linopy": linopy, "pyomo": pyomo}[way](*frames)
        seconds = time.perf_counter() - begin
    shape = [highs.getNumRow(), highs.getNumCol(), highs.getNumNz()]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak": peak, "shape": shape}))


def main() -> None:
    """Measure each way in fresh processes and print the table, the best run of each."""
    if sys.argv[1:2] == ["--way"]:
        measure(sys.argv[2], Path(sys.argv[3]))
        return
    columns = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    best: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        write_tables(Path(folder), columns)
        for way, runs in RUNS.items():
            command = [sys.executable, __file__, "--way", way, folder]
            outputs = [
                subprocess.run(command, check=True, capture_output=True, text=True) for _ in range(runs)
            ]
            found = [json.loads(output.stdout.splitlines()[-1]) for output in outputs]
            best[way] = min(found, key=lambda one: one["seconds"])
            print(f"{way}: {best[way]}", file=sys.stderr)
    rows, width, entries = best["raw"]["shape"]
    for way, one in best.items():
        if one["shape"] != best["raw"]["shape"]:
            sys.exit(f"{way} built another program: {one['shape']}")
    print(f"{rows:,} rows, {width:,} columns, {entries:,} entries")
    print(f"{'way':<10}{'seconds':>9}{'x raw':>8}{'peak MB':>9}")
    for way, one in best.items():
        ratio = one["seconds"] / best["raw"]["seconds"]
        print(f"{way:<10}{one['seconds']:>9.2f}{ratio:>8.1f}{one['peak']:>9.0f}")


if __name__ == "__main__":
    main()
