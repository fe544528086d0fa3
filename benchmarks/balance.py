"""Scholl's 269 instances of line balancing: stations, proofs, seconds. ``python -m benchmarks.balance``.

The files are not part of the project: ``salbp`` in the folder named by ``--data`` or RESHORE_DATA holds
``salbp1_269_optima.csv`` and the graphs. ``--rivals`` solves the same with HiGHS and, where it is
installed, DIDP (``didppy``), each with the same limit on one thread; ``--every 10`` takes every tenth
instance. CPU seconds are given beside those of the clock, which count all else that the machine does.
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from benchmarks.instances import data_folder

from reshore.factory.balance.exact import Limits, fewest
from reshore.factory.balance.graph import Graph
from reshore.factory.balance.grouping import group
from reshore.factory.balance.mixed import fewest_apart
from reshore.factory.balance.routing import Routing, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Instance:
    """A graph with times, a takt, and the fewest stations as published."""

    name: str
    optimum: int
    takt: int
    time: NDArray[np.int64]
    graph: Graph

    @property
    def least(self) -> int:
        """Sum of times in stations."""
        return -(-int(self.time.sum()) // self.takt)


def instances(folder: Path) -> Iterator[Instance]:
    """Read all instances in the order of the list of optima."""
    for row in pl.read_csv(folder / "salbp1_269_optima.csv").iter_rows(named=True):
        text = (folder / "scholl" / row["file"]).read_text(encoding="latin-1").split("-1,-1")[0]
        numbers = [int(word) for word in text.replace(",", " ").split()]
        count, pairs = numbers[0], numbers[numbers[0] + 1 :]
        graph = Graph.of(count, ((a - 1, b - 1) for a, b in zip(pairs[::2], pairs[1::2], strict=True)))
        time = np.array(numbers[1 : count + 1], np.int64)
        name = f"{Path(row['file']).stem} {row['cycle_time']}"
        yield Instance(name, row["opt_stations"], row["cycle_time"], time, graph)


def ours(case: Instance, limit: float) -> tuple[int, bool]:
    """Return stations, and whether they are proven to be the fewest."""
    zeros = np.zeros_like(case.time)
    found = fewest(case.graph, case.time, zeros, zeros + 1, case.takt, Limits(seconds=limit))
    return found.used, found.proven


def highs(case: Instance, limit: float) -> tuple[int, bool]:
    """Solve the same as a mixed-integer program."""
    before: list[list[str]] = [[] for _ in case.time]
    for first, then in case.graph.arrows:
        before[then].append(str(first))
    tasks = [Task(str(n), float(t), tuple(before[n])) for n, t in enumerate(case.time)]
    groups = group(Routing(tuple(tasks)))
    found = fewest_apart(groups, groups.takt(case.takt), case.least, limit)
    return found.used, found.proven


def didp(case: Instance, limit: float) -> tuple[int, bool]:
    """Solve the same by domain-independent dynamic programming: Kuroiwa and Beck's model, CABS."""
    import didppy as dp

    model = dp.Model()
    task = model.add_object_type(number=len(case.time))
    left = model.add_set_var(object_type=task, target=set(range(len(case.time))))
    room = model.add_int_resource_var(target=0, less_is_better=False)
    time_of = model.add_int_table(case.time.tolist())
    before: list[set[int]] = [set() for _ in case.time]
    for first, then in case.graph.arrows:
        before[then].add(first)
    sets = [model.create_set_const(object_type=task, value=values) for values in before]
    ready = [
        left.contains(n) & (left & sets[n]).is_empty() & (int(case.time[n]) <= room) for n in range(len(sets))
    ]
    for n, condition in enumerate(ready):
        effects = [(left, left.remove(n)), (room, room - int(case.time[n]))]
        model.add_transition(
            dp.Transition(str(n), cost=dp.IntExpr.state_cost(), preconditions=[condition], effects=effects)
        )
    model.add_transition(
        dp.Transition(
            "open",
            cost=1 + dp.IntExpr.state_cost(),
            effects=[(room, case.takt)],
            preconditions=[~condition for condition in ready],
        ),
        forced=True,
    )
    model.add_base_case([left.is_empty()])
    model.add_dual_bound(dp.math.ceil((time_of[left] - room) / case.takt))
    solution = dp.CABS(model, time_limit=limit, threads=1, quiet=True).search()
    return solution.cost or len(case.time), solution.is_optimal


def timed(solve: Callable[[Instance, float], tuple[int, bool]], case: Instance, limit: float):
    """Return stations, proof, and seconds by the clock and of CPU."""
    begin, cpu = time.perf_counter(), time.process_time()
    stations, proven = solve(case, limit)
    return stations, proven, time.perf_counter() - begin, time.process_time() - cpu


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=data_folder(), help="folder that holds salbp")
    parser.add_argument("--limit", type=float, default=10.0, help="seconds an instance")
    parser.add_argument("--every", type=int, default=1, help="take every so manieth instance")
    parser.add_argument("--rivals", action="store_true", help="solve with HiGHS and DIDP as well")
    given = parser.parse_args()
    solvers = {"reshore": ours}
    if given.rivals:
        solvers["HiGHS"] = highs
        if importlib.util.find_spec("didppy"):
            solvers["DIDP"] = didp
        else:
            print("didppy is not installed: no DIDP")
    cases = list(instances(given.data / "salbp"))[:: given.every]
    ours(cases[0], given.limit)  # compiles
    rows = []
    for case in cases:
        told = [f"{case.name:16s} {case.optimum:4d}"]
        for name, solve in solvers.items():
            stations, proven, seconds, cpu = timed(solve, case, given.limit)
            told.append(
                f"{name} {stations:4d} {'proven' if proven else 'open  '} {seconds:6.2f} s, {cpu:6.2f}"
            )
            rows.append((name, stations == case.optimum, proven, seconds, cpu))
        print("  ".join(told), flush=True)
    result = pl.DataFrame(rows, schema=["solver", "right", "proven", "seconds", "cpu"], orient="row")
    for row in result.group_by("solver", maintain_order=True).agg(pl.all().sum()).iter_rows(named=True):
        print(
            f"{row['solver']}: {len(cases)} instances, {row['right']} at the optimum, {row['proven']} proven,"
            f" {row['seconds']:.1f} s in all ({row['cpu']:.1f} s of CPU)"
        )


if __name__ == "__main__":
    main()
