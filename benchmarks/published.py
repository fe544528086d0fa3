"""Solve published instances through our own tables, beside HiGHS on the plain strong form of the same."""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import highspy
import numpy as np
from benchmarks.instances import Cflp, TwoStage, data_folder, write

import reshore

if TYPE_CHECKING:
    from collections.abc import Iterable

GAP = 1e-7


@dataclass(frozen=True, slots=True)
class Result:
    """One instance: its optimum, what we found and in how many seconds, and the rival's seconds."""

    name: str
    optimum: float
    found: float
    gap: float
    seconds: float
    rival: float
    rival_found: float

    @property
    def off(self) -> float:
        """Relative distance to the published optimum."""
        return abs(self.found - self.optimum) / self.optimum


def run(instances: Iterable[Cflp | TwoStage], *, threads: int, limit: float) -> list[Result]:
    """Solve each instance with reshore and with the rival, printing a line for each."""
    results = []
    print(
        f"{'instance':44s} {'optimum':>14s} {'relative':>9s} {'gap':>8s}"
        f" {'reshore s':>9s} {'HiGHS s':>8s} ratio"
    )
    for instance in instances:
        begin = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            model = reshore.load(write(instance.tables(), Path(folder) / instance.name))
        plan = reshore.design(model, gap=GAP, time_limit=limit, threads=threads)
        seconds = time.perf_counter() - begin
        begin = time.perf_counter()
        other = rival(instance, threads, limit)
        took = time.perf_counter() - begin
        result = Result(instance.name, instance.optimum, plan.objective, plan.gap, seconds, took, other)
        print(
            f"{result.name:44s} {result.optimum:14,.3f} {result.off:9.1e} {result.gap:8.1e}"
            f" {seconds:9.2f} {took:8.2f} {seconds / took:5.1f}",
            flush=True,
        )
        results.append(result)
    report(results)
    return results


def report(results: list[Result]) -> None:
    """Print totals."""
    ours, rivals = sum(result.seconds for result in results), sum(result.rival for result in results)
    right = sum(result.off <= 1e-6 for result in results)
    worst = max(result.off for result in results)
    print(
        f"\n{right} of {len(results)} at the published optimum (relative 1e-6; worst {worst:.1e});"
        f" tables to audited plan {ours:.1f} s, HiGHS on arrays {rivals:.1f} s, ratio {ours / rivals:.1f}"
    )


def rival(instance: Cflp | TwoStage, threads: int, limit: float) -> float:
    """Return the objective of HiGHS on the strong form, built from arrays without tables or audit."""
    return (
        _cflp(instance, threads, limit)
        if isinstance(instance, Cflp)
        else _two_stage(instance, threads, limit)
    )


def _cflp(instance: Cflp, threads: int, limit: float) -> float:
    """Columns: x (customers x sites, shares), then y (sites)."""
    n, m = instance.cost.shape
    flow = np.arange(n * m).reshape(n, m)
    opened = n * m + np.arange(m)
    rows = _Rows()
    for customer in range(n):
        rows.add(flow[customer], 1.0, 1.0, 1.0)
    for site in range(m):
        rows.add([*flow[:, site], opened[site]], [*instance.demand, -instance.capacity[site]], -np.inf, 0.0)
    for customer in range(n):
        for site in range(m):
            rows.add([flow[customer, site], opened[site]], [1.0, -1.0], -np.inf, 0.0)
    cost = np.concatenate([instance.cost.ravel(), instance.fixed])
    whole = np.concatenate([np.full(n * m, instance.single), np.full(m, True)])
    return _solve(cost, rows, np.ones(len(cost)), whole, threads, limit)


def _two_stage(instance: TwoStage, threads: int, limit: float) -> float:
    """Columns: first stage, second stage, plants, satellites."""
    first, second = instance.first, instance.second
    f = np.arange(first.size).reshape(first.shape)
    g = first.size + np.arange(second.size).reshape(second.shape)
    plants = first.size + second.size + np.arange(len(instance.plant_fixed))
    satellites = plants[-1] + 1 + np.arange(len(instance.satellite_fixed))
    rows = _Rows()
    for p in range(len(first)):
        for i, plant in enumerate(plants):
            rows.add(
                [*f[p, i], plant], [*np.ones(len(satellites)), -instance.plant_capacity[i, p]], -np.inf, 0.0
            )
        for j, satellite in enumerate(satellites):
            rows.add([*f[p, :, j], *g[p, j]], [*np.ones(len(plants)), *-np.ones(g.shape[2])], 0.0, 0.0)
            rows.add([*g[p, j], satellite], [*np.ones(g.shape[2]), -instance.throughput[j, p]], -np.inf, 0.0)
        for k, demand in enumerate(instance.demand[:, p]):
            rows.add(g[p, :, k], 1.0, demand, demand)
            for j, satellite in enumerate(satellites):
                rows.add([g[p, j, k], satellite], [1.0, -demand], -np.inf, 0.0)
    cost = np.concatenate([first.ravel(), second.ravel(), instance.plant_fixed, instance.satellite_fixed])
    upper = np.where(np.arange(len(cost)) >= plants[0], 1.0, np.inf)
    return _solve(cost, rows, upper, np.arange(len(cost)) >= plants[0], threads, limit)


class _Rows:
    """Rows of a matrix, one after the other."""

    def __init__(self) -> None:
        self.start, self.index, self.value = [0], [], []
        self.low, self.high = [], []

    def add(self, columns, values, low: float, high: float) -> None:
        self.index.extend(columns)
        self.value.extend(np.broadcast_to(values, len(columns)))
        self.start.append(len(self.index))
        self.low.append(low)
        self.high.append(high)


def _solve(cost, rows: _Rows, upper, whole, threads: int, limit: float) -> float:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(cost), len(rows.low)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, np.zeros(len(cost)), upper
    lp.row_lower_, lp.row_upper_ = np.array(rows.low), np.array(rows.high)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = np.array(rows.start), np.array(rows.index)
    lp.a_matrix_.value_ = np.array(rows.value)
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    lp.integrality_ = [kinds[bool(flag)] for flag in whole]
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", threads)
    highs.setOptionValue("mip_rel_gap", GAP)
    highs.setOptionValue("time_limit", limit)
    highs.passModel(lp)
    highs.run()
    return highs.getInfo().objective_function_value


def arguments(description: str) -> argparse.Namespace:
    """Read the arguments that these benchmarks share."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, default=data_folder(), help="folder of published instances")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=float, default=120.0, help="seconds an instance")
    return parser.parse_args()
