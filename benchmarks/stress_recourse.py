"""Recourse: scenarios a second of one core, beside linopy and HiGHS built anew for each; and over workers.

uv run --group rivals python -m benchmarks.stress_recourse [--scenarios N] [--rival N] [--replications N]

A core's seconds are those of the processor, so that others who use the machine count less; those of workers
are of the wall clock. Every scenario that the rival solves has to cost the same.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from benchmarks.weekly_network import Network, scenarios

from reshore.risk.ensemble import replicate
from reshore.risk.recourse import Recourse
from reshore.risk.weekly import Weekly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reshore.risk.operation import Operation
    from reshore.risk.realisation import Realisation

WEEKS = 12
WORKERS = (1, 2)


@dataclass(frozen=True)
class Mixed:
    """Draws in which every kind of scenario has its turn."""

    network: Network
    count: int

    @property
    def strata(self) -> np.ndarray:
        return np.zeros(self.count, np.int64)

    def __len__(self) -> int:
        return self.count

    def realisation(self, number: int) -> Realisation:
        kinds = list(scenarios(self.network, WEEKS).values())
        return kinds[number % len(kinds)](number)


@contextmanager
def silence() -> Iterator[None]:
    """Hide what HiGHS writes to the console before linopy lets one tell it not to."""
    sys.stdout.flush()
    kept, nothing = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nothing)


def ours(engine: Recourse, cases: list[Realisation]) -> tuple[list[float], float]:
    """Return costs and seconds of the processor a scenario."""
    begin = time.process_time()
    outcomes = [engine.run(case) for case in cases]
    assert not any(outcome.failure for outcome in outcomes)
    return [outcome.costs.total for outcome in outcomes], (time.process_time() - begin) / len(cases)


def theirs(engine: Recourse, cases: list[Realisation]) -> tuple[list[float], float]:
    """Return the same of linopy, which builds each scenario's program and hands it to HiGHS."""
    from benchmarks.weekly_linopy import build

    operation, costs, seconds = engine.operation, [], 0.0
    worth = operation.demands["worth"].to_numpy()[:, None]
    for case in cases:
        with silence():
            begin = time.process_time()
            highs = build(operation, WEEKS, case)
            highs.run()
            seconds += time.process_time() - begin
        wanted = engine.weekly.wanted
        wanted[case.demands.row, case.demands.week] = case.demands.value
        constant = engine.weekly.constant + float((worth * wanted).sum())
        costs.append(highs.getInfo().objective_function_value + constant)
    return costs, seconds / len(cases)


def compare(engine: Recourse, kinds: dict[str, Callable[[int], Realisation]], count: int, few: int) -> None:
    """Print scenarios a second of each kind, and of linopy."""
    print(f"{'':24}{'reshore, /s':>14}{'linopy, /s':>14}{'ratio':>8}{'loss, % of cost':>18}")
    ratios = []
    if few:
        theirs(engine, [kinds["10 % demand changes"](0)])  # what is loaded at first use isn't counted
    for name, make in kinds.items():
        cases = [make(number) for number in range(count)]
        costs, mine = ours(engine, cases)
        loss = 100 * (np.mean(costs) / engine.base.costs.total - 1)
        if few:
            expected, rival = theirs(engine, cases[:few])
            assert np.allclose(costs[:few], expected, rtol=1e-8), (costs[:few], expected)
            ratios.append(rival / mine)
            print(f"{name:24}{1 / mine:14.1f}{1 / rival:14.2f}{ratios[-1]:8.0f}{loss:18.2f}", flush=True)
        else:
            print(f"{name:24}{1 / mine:14.1f}{'-':>14}{'-':>8}{loss:18.2f}", flush=True)
    if ratios:
        print(f"{'geometric mean':52}{math.exp(np.log(ratios).mean()):8.0f}")


def spread(operation: Operation, draws: Mixed) -> None:
    """Print replications a second over workers, and check that their rows are the same."""
    from distributed import LocalCluster

    engine = partial(Recourse, weeks=WEEKS)
    print(f"\n{'':24}{'replications, /s':>18}{'seconds':>10}")
    rows = []

    def measure(name: str, **how: object) -> None:
        with tempfile.TemporaryDirectory() as folder:
            begin = time.perf_counter()
            result = replicate(operation, draws, engine, folder=Path(folder), **how)
            seconds = time.perf_counter() - begin
        rows.append(result.replications)
        print(f"{name:24}{len(draws) / seconds:18.1f}{seconds:10.1f}", flush=True)

    for workers in WORKERS:
        measure(f"{workers} worker{'s' * (workers > 1)}", workers=workers)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster:
        measure("Dask, 2 workers", cluster=cluster.scheduler_address)
    assert all(found.equals(rows[0]) for found in rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--scenarios", type=int, default=20, help="of each kind")
    parser.add_argument("--rival", type=int, default=2, help="scenarios of each kind that linopy solves")
    parser.add_argument("--replications", type=int, default=200, help="over workers; 0 leaves them out")
    given = parser.parse_args()
    network = Network(given.seed)
    begin = time.process_time()
    weekly = Weekly.of(network.operation(), WEEKS)
    built = time.process_time()
    engine = Recourse(network.operation(), WEEKS)
    rows, columns = weekly.program.shape
    print(f"{rows:,} rows, {columns:,} columns, built in {built - begin:.2f} s", end="")
    print(f", made ready in {time.process_time() - built:.1f} s")
    compare(engine, scenarios(network, WEEKS), given.scenarios, given.rival)
    if given.replications:
        spread(network.operation(), Mixed(network, given.replications))


if __name__ == "__main__":
    main()
