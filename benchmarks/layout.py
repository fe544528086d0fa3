"""Published row layouts: work against the best known, proofs, seconds. ``python -m benchmarks.layout``.

The files are not part of the project: ``srflp`` in the folder named by ``--data`` or RESHORE_DATA holds
instances, ``best.csv`` (one row) and ``corridor_allocation_optima.csv`` (two rows along a corridor without
width). ``--rivals`` solves the same with HiGHS by the betweenness-free model of Amaral (2006: one row) and of
Amaral (2012: two rows), each with ``--rival-limit`` seconds on one thread, up to ``--rival-areas`` areas.
"""

from __future__ import annotations

import argparse
import time
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import highspy
import numpy as np
import polars as pl
from benchmarks.instances import data_folder

from reshore.factory.layout.areas import Areas
from reshore.factory.layout.arrange import Limits, arrange

if TYPE_CHECKING:
    from collections.abc import Iterator


def read(file: Path) -> Areas:
    """Read an instance: number of areas, lengths, flows."""
    numbers = [float(word) for word in file.read_text().replace(",", " ").split()]
    count = int(numbers[0])
    flow = np.array(numbers[count + 1 : count + 1 + count * count]).reshape(count, count)
    return Areas(tuple(f"{n}" for n in range(count)), np.array(numbers[1 : count + 1]), flow)


def cases(folder: Path) -> Iterator[tuple[str, int, float | None]]:
    """Name instance, rows and published work; two rows of larger instances have none."""
    double = dict(pl.read_csv(folder / "corridor_allocation_optima.csv").select("instance", "optimum").rows())
    for name, best in pl.read_csv(folder / "best.csv").select("instance", "best").iter_rows():
        yield name, 1, best
        yield name, 2, double.get(name)


def highs(areas: Areas, rows: int, limit: float) -> tuple[float, float]:
    """Solve a layout as a mixed-integer program; return work and bound.

    ``right[i, j]`` says that i stands right of j in the same row, ``top[i]`` which row that is.
    """
    count, length, whole = len(areas.names), areas.length, float(areas.length.sum())
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.setOptionValue("time_limit", limit)
    centre = [model.addVariable(lb=x / 2, ub=whole - x / 2) for x in length]
    top = [model.addBinary() for _ in length]
    right = {pair: model.addBinary() for i, j in combinations(range(count), 2) for pair in ((i, j), (j, i))}
    total = 0.0
    for i, j in combinations(range(count), 2):
        away = model.addVariable()
        total = total + float(areas.flow[i, j]) * away
        model.addConstr(away >= centre[i] - centre[j])
        model.addConstr(away >= centre[j] - centre[i])
        for a, b in ((i, j), (j, i)):
            apart = float(length[a] + length[b]) / 2
            model.addConstr(centre[a] - centre[b] >= apart - (whole + apart) * (1 - right[a, b]))
        together = right[i, j] + right[j, i]
        model.addConstr(together <= 1)
        model.addConstr(together >= top[i] + top[j] - 1)
        model.addConstr(together >= 1 - top[i] - top[j])
        model.addConstr(together <= 1 + top[i] - top[j])
        model.addConstr(together <= 1 - top[i] + top[j])
    for a in range(count):
        # Without gaps: the left end is the sum of what stands left in the row, at least and at most.
        left = sum(float(length[b]) * right[a, b] for b in range(count) if b != a)
        model.addConstr(centre[a] == left + float(length[a]) / 2)
    if rows == 1:
        for side in top:
            model.changeColBounds(side.index, 1, 1)
    else:
        model.changeColBounds(top[0].index, 1, 1)
    model.minimize(total)
    info = model.getInfo()
    return info.objective_function_value, info.mip_dual_bound


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=data_folder(), help="folder that holds srflp")
    parser.add_argument("--limit", type=float, default=10.0, help="seconds an instance")
    parser.add_argument("--most", type=int, default=100, help="areas at most")
    parser.add_argument("--aisle", type=float, default=0.0, help="width of the corridor of two rows")
    parser.add_argument("--rivals", action="store_true", help="solve with HiGHS as well")
    parser.add_argument("--rival-limit", type=float, default=60.0, help="seconds an instance for HiGHS")
    parser.add_argument("--rival-areas", type=int, default=12, help="areas at most for HiGHS")
    given = parser.parse_args()
    folder = given.data / "srflp"
    arrange(read(folder / "instances" / "Cl5"))  # compiles
    for name, rows, best in cases(folder):
        areas = read(folder / "instances" / name)
        if len(areas.names) > given.most:
            continue
        begin = time.perf_counter()
        aisle = given.aisle if rows == 2 else 0.0
        found = arrange(areas, rows=rows, aisle=aisle, limits=Limits(given.limit, rounds=10**6))
        seconds = time.perf_counter() - begin
        known = f"{best:11.1f} {found.work / best - 1:+8.3%}" if best and not aisle else " " * 20
        told = f"proven, {seconds:6.2f} s" if found.proven else f"open,   {seconds:6.2f} s, {found.bound:.1f}"
        print(f"{name:8s} {rows} {found.work:11.1f} {known}  {told}", end="", flush=True)
        if given.rivals and len(areas.names) <= given.rival_areas and not aisle:
            begin = time.perf_counter()
            work, bound = highs(areas, rows, given.rival_limit)
            print(f"  HiGHS {work:9.1f}, bound {bound:9.1f}, {time.perf_counter() - begin:6.2f} s", end="")
        print(flush=True)


if __name__ == "__main__":
    main()
