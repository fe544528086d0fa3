"""Solve published instances through our own tables, beside HiGHS on the plain strong form of the same."""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import dataclass
from math import inf, nan
from pathlib import Path
from typing import TYPE_CHECKING

import highspy
import numpy as np
from benchmarks.instances import Cflp, TwoStage, data_folder, write
from benchmarks.measured import Run, Watch, peak
from scipy.sparse import coo_array, csr_array

import reshore
from reshore.footprint.method import Method

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


def run(
    instances: Iterable[Cflp | TwoStage], *, threads: int, limit: float, method: str = "auto"
) -> list[Result]:
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
        plan = reshore.design(model, gap=GAP, time_limit=limit, threads=threads, method=method)
        seconds = time.perf_counter() - begin
        other = rival(instance, threads=threads, limit=limit)
        took = other.seconds
        result = Result(
            instance.name, instance.optimum, plan.objective, plan.gap, seconds, took, other.objective
        )
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


def rival(instance: Cflp | TwoStage, *, threads: int, limit: float, gap: float = GAP) -> Run:
    """Run HiGHS on the strong form, built from arrays without tables or audit."""
    watch = Watch()
    form = _cflp(instance) if isinstance(instance, Cflp) else _two_stage(instance)
    return _solve(form, watch, threads, limit, gap)


def _cflp(instance: Cflp) -> highspy.HighsLp:
    """Columns: x (customers x sites, shares), then y (sites). Rows: customers, sites, pairs."""
    n, m = instance.cost.shape
    pair, site = np.arange(n * m), np.tile(np.arange(m), n)
    row = [pair // m, n + site, n + np.arange(m), n + m + pair, n + m + pair]
    column = [pair, pair, n * m + np.arange(m), pair, n * m + site]
    ones = np.ones(n * m)
    value = [ones, np.repeat(instance.demand, m), -instance.capacity, ones, -ones]
    shape = (n + m + n * m, n * m + m)
    matrix = coo_array((np.concatenate(value), (np.concatenate(row), np.concatenate(column))), shape).tocsr()
    low, high = np.full(shape[0], -np.inf), np.zeros(shape[0])
    low[:n] = high[:n] = 1.0
    whole = np.concatenate([np.full(n * m, instance.single), np.full(m, True)])
    cost = np.concatenate([instance.cost.ravel(), instance.fixed])
    return _program(cost, np.ones(len(cost)), whole, low, high, matrix)


def _two_stage(instance: TwoStage) -> highspy.HighsLp:
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
    whole = np.arange(len(cost)) >= plants[0]
    matrix = csr_array((rows.value, rows.index, rows.start), shape=(len(rows.low), len(cost)))
    return _program(
        cost, np.where(whole, 1.0, np.inf), whole, np.array(rows.low), np.array(rows.high), matrix
    )


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


def _program(cost, upper, whole, low, high, matrix: csr_array) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = matrix.shape
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, np.zeros(len(cost)), upper
    lp.row_lower_, lp.row_upper_ = low, high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = matrix.indptr, matrix.indices
    lp.a_matrix_.value_ = matrix.data
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    lp.integrality_ = [kinds[bool(flag)] for flag in whole]
    return lp


def _solve(lp: highspy.HighsLp, watch: Watch, threads: int, limit: float, gap: float) -> Run:
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", threads)
    highs.setOptionValue("mip_rel_gap", gap)
    highs.setOptionValue("time_limit", limit)
    highs.passModel(lp)
    highs.setCallback(
        lambda _kind, _message, out, _into, _data: watch.hear(out.mip_primal_bound, out.mip_dual_bound), None
    )
    for kind in (
        highspy.cb.HighsCallbackType.kCallbackMipImprovingSolution,
        highspy.cb.HighsCallbackType.kCallbackMipInterrupt,
    ):
        highs.startCallback(kind)
    highs.run()
    info = highs.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    objective = info.objective_function_value if found else nan
    watch.hear(objective, info.mip_dual_bound)
    return Run(
        seconds=watch.seconds,
        reached=watch.reached,
        near=watch.near(),
        objective=objective,
        bound=info.mip_dual_bound,
        gap=(objective - info.mip_dual_bound) / abs(objective) if found else inf,
        stopped=highs.getModelStatus() == highspy.HighsModelStatus.kTimeLimit,
        peak=peak(),
        rows=lp.num_row_,
        columns=lp.num_col_,
        integers=sum(kind == highspy.HighsVarType.kInteger for kind in lp.integrality_),
    )


def arguments(description: str | None) -> argparse.Namespace:
    """Read the arguments that these benchmarks share."""
    return parser(description).parse_args()


def parser(description: str | None) -> argparse.ArgumentParser:
    """Return a parser of these arguments, for those who add their own."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, default=data_folder(), help="folder of published instances")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=float, default=120.0, help="seconds an instance")
    parser.add_argument("--method", choices=list(Method), default=Method.AUTO)
    return parser
