"""Published row layouts beside HiGHS on Amaral's models. ``python -m benchmarks.layout``.

The files are not part of the project: ``srflp`` in the folder named by ``--data`` or RESHORE_DATA holds
instances, ``best.csv`` (one row) and ``corridor_allocation_optima.csv`` (two rows along a corridor without
width). HiGHS solves the same with one thread, up to ``--rival-areas`` areas: one row by betweenness (Amaral
2009), two rows by who stands left of whom in which row (after Amaral 2012). Seconds are of the processor.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from itertools import combinations
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

import highspy
import numpy as np
import polars as pl
from benchmarks.instances import data_folder

from reshore.factory.layout.areas import Areas
from reshore.factory.layout.arrange import Limits, arrange

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EXACT = 1e-6
"""Gap below which a result counts as the optimum."""

HIGHS_GAP = 1e-4
"""Gap at which HiGHS ends."""


def read(file: Path) -> Areas:
    """Read an instance: number of areas, lengths, flows."""
    numbers = [float(word) for word in file.read_text().replace(",", " ").split()]
    count = int(numbers[0])
    flow = np.array(numbers[count + 1 : count + 1 + count * count]).reshape(count, count)
    return Areas(tuple(f"{n}" for n in range(count)), np.array(numbers[1 : count + 1]), flow)


@dataclass(frozen=True, slots=True)
class Case:
    """An instance in one row or two, and its published work, None where there is none."""

    name: str
    rows: int
    best: float | None


def cases(folder: Path) -> Iterator[Case]:
    """Return all cases: each instance in one row and in two."""
    double = dict(pl.read_csv(folder / "corridor_allocation_optima.csv").select("instance", "optimum").rows())
    for name, best in pl.read_csv(folder / "best.csv").select("instance", "best").iter_rows():
        yield Case(name, 1, best)
        yield Case(name, 2, double.get(name))


class Program:
    """A mixed-integer program that is written row by row."""

    def __init__(self) -> None:
        self._cost: list[float] = []
        self._binary: list[bool] = []
        self._rows: list[tuple[Sequence[tuple[int, float]], float, float]] = []

    def column(self, cost: float = 0.0, *, binary: bool = False) -> int:
        """Add a column of at least 0; return its number."""
        self._cost.append(cost)
        self._binary.append(binary)
        return len(self._cost) - 1

    def row(self, terms: Sequence[tuple[int, float]], low: float, high: float) -> None:
        self._rows.append((terms, low, high))

    def solve(self, limit: float) -> tuple[float, float]:
        """Return work and bound after so many seconds by the clock."""
        model = highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1), ("time_limit", limit)):
            model.setOptionValue(option, value)
        count = len(self._cost)
        top = np.where(self._binary, 1.0, highspy.kHighsInf)
        model.addVars(count, np.zeros(count), top)
        model.changeColsCost(count, np.arange(count, dtype=np.int32), np.array(self._cost))
        binary = np.flatnonzero(self._binary).astype(np.int32)
        kinds = np.full(len(binary), highspy.HighsVarType.kInteger)
        model.changeColsIntegrality(len(binary), binary, kinds)
        starts = np.cumsum([0, *(len(terms) for terms, _, _ in self._rows)])[:-1].astype(np.int32)
        index = np.array([c for terms, _, _ in self._rows for c, _ in terms], np.int32)
        value = np.array([x for terms, _, _ in self._rows for _, x in terms])
        low = np.array([low for _, low, _ in self._rows])
        high = np.array([high for _, _, high in self._rows])
        model.addRows(len(self._rows), low, high, len(index), starts, index, value)
        model.run()
        info = model.getInfo()
        return info.objective_function_value, info.mip_dual_bound


def between(areas: Areas, limit: float) -> tuple[float, float]:
    """Solve one row by betweenness; return work and bound.

    A column says that c stands between a and b. Of three areas one is between the others; what stands between
    two of three areas stands between another two of them as well, and not between all.
    """
    program, count = Program(), len(areas.names)
    fixed, column = 0.0, {}
    for a, b in combinations(range(count), 2):
        fixed += areas.flow[a, b] * (areas.length[a] + areas.length[b]) / 2
        for c in set(range(count)) - {a, b}:
            column[a, b, c] = column[b, a, c] = program.column(
                float(areas.flow[a, b] * areas.length[c]), binary=True
            )
    for a, b, c in combinations(range(count), 3):
        program.row([(column[a, b, c], 1), (column[a, c, b], 1), (column[b, c, a], 1)], 1, 1)
        for d in set(range(count)) - {a, b, c}:
            three = [column[a, b, d], column[a, c, d], column[b, c, d]]
            program.row([(one, 1) for one in three], -inf, 2)
            for less in three:
                program.row([(one, -1.0 if one == less else 1.0) for one in three], 0, inf)
    work, bound = program.solve(limit)
    return work + fixed, bound + fixed


def beside(areas: Areas, limit: float) -> tuple[float, float]:
    """Solve two rows; return work and bound.

    Columns say that a stands right of b in the same row, and that a stands in the first row.
    """
    program, count, length = Program(), len(areas.names), areas.length.tolist()
    first = [program.column(binary=True) for _ in length]
    right = {(a, b): program.column(binary=True) for a in range(count) for b in range(count) if a != b}
    left = [program.column() for _ in length]
    program.row([(first[0], 1)], 1, 1)
    for a in range(count):
        program.row([(left[a], -1), *((right[a, b], length[b]) for b in range(count) if b != a)], 0, 0)
    for a, b in combinations(range(count), 2):
        away, together = program.column(float(areas.flow[a, b])), [(right[a, b], 1.0), (right[b, a], 1.0)]
        for one, two in ((a, b), (b, a)):
            apart = (length[one] - length[two]) / 2
            program.row([(away, 1), (left[one], -1), (left[two], 1)], apart, inf)
        program.row([(away, 1), *((column, -(length[a] + length[b]) / 2) for column, _ in together)], 0, inf)
        for sign in (1, -1):
            program.row([*together, (first[a], -sign), (first[b], -sign)], -1 if sign == 1 else 1, inf)
            program.row([*together, (first[a], sign), (first[b], -sign)], -inf, 1)
        for c in set(range(count)) - {a, b}:
            for one, two in ((a, b), (b, a)):
                program.row([(right[one, c], 1), (right[c, two], 1), (right[one, two], -1)], -inf, 1)
    return program.solve(limit)


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a case: areas, gap to the published work, whether it is proven, seconds; HiGHS's too."""

    case: Case
    areas: int
    gap: float | None
    proven: bool
    seconds: float
    rival_proven: bool | None = None
    rival_seconds: float = 0.0


def tell(case: Case, folder: Path, given: argparse.Namespace) -> Told | None:
    """Solve a case and print what came of it."""
    areas = read(folder / "instances" / case.name)
    if len(areas.names) > given.most:
        return None
    begin = time.process_time()
    aisle = given.aisle if case.rows == 2 else 0.0
    limits = Limits(given.limit, rounds=10**6)
    found = arrange(areas, rows=case.rows, aisle=aisle, limits=limits)
    seconds = time.process_time() - begin
    gap = found.work / case.best - 1 if case.best and not aisle else None
    bound = f"bound -{1 - found.bound / found.work:.1%}"
    print(
        f"{case.name:8s} {case.rows} {found.work:11.1f} {'' if gap is None else f'{gap:+.3%}':>8s}"
        f" {'proven' if found.proven else bound:13s} {seconds:6.2f} s",
        end="",
        flush=True,
    )
    told = Told(case, len(areas.names), gap, found.proven, seconds)
    if len(areas.names) <= given.rival_areas and not aisle:
        told = beside_highs(told, areas, found.work, given.rival_limit)
    print(flush=True)
    return told


def beside_highs(told: Told, areas: Areas, ours: float, limit: float) -> Told:
    """Solve a case with HiGHS and print that in the same line."""
    begin = time.process_time()
    work, bound = (between if told.case.rows == 1 else beside)(areas, limit)
    seconds = time.process_time() - begin
    proven = bool(bound >= work * (1 - HIGHS_GAP))
    if told.proven and (work < ours * (1 - EXACT) or bound > ours * (1 + EXACT)):
        raise ValueError(f"{told.case.name}: HiGHS {work}, ours {ours}: one of them is wrong")
    print(
        f"   HiGHS {work / ours - 1:+.2%} {'proven' if proven else f'bound -{1 - bound / ours:.1%}':13s}"
        f" {seconds:6.2f} s, {seconds / max(told.seconds, 0.001):,.0f} times ours",
        end="",
    )
    return Told(told.case, told.areas, told.gap, told.proven, told.seconds, proven, seconds)


def sum_up(rows: int, told: Sequence[Told]) -> None:
    """Print what all cases of so many rows come to."""
    known = [one for one in told if one.gap is not None]
    small = [one for one in told if one.areas <= 20]
    print(
        f"\n{rows} row{'s' if rows == 2 else ''}: {sum(one.gap <= EXACT for one in known)} of {len(known)} at"
        f" the published work, the worst {max((one.gap for one in known), default=0.0):+.3%}; up to 20 areas"
        f" {sum(one.proven for one in small)} of {len(small)} proven in"
        f" {sum(one.seconds for one in small):.2f} s, the slowest"
        f" {max((one.seconds for one in small), default=0.0):.2f} s"
    )
    both = [one for one in told if one.rival_proven is not None]
    if both:
        ours, theirs = sum(one.seconds for one in both), sum(one.rival_seconds for one in both)
        print(
            f"   of {len(both)} beside HiGHS ours proved {sum(one.proven for one in both)} in {ours:.2f} s,"
            f" HiGHS {sum(one.rival_proven is True for one in both)} in {theirs:.1f} s:"
            f" {theirs / ours:,.0f} times"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=data_folder(), help="folder that holds srflp")
    parser.add_argument("--limit", type=float, default=10.0, help="seconds an instance, by the clock")
    parser.add_argument("--most", type=int, default=100, help="areas at most")
    parser.add_argument("--aisle", type=float, default=0.0, help="width of the corridor of two rows")
    parser.add_argument("--rival-limit", type=float, default=30.0, help="seconds an instance for HiGHS")
    parser.add_argument("--rival-areas", type=int, default=15, help="areas at most for HiGHS; 0 = without")
    given = parser.parse_args()
    folder = given.data / "srflp"
    arrange(read(folder / "instances" / "Cl5"))  # compiles
    told = [one for case in cases(folder) if (one := tell(case, folder, given))]
    for rows in (1, 2):
        sum_up(rows, [one for one in told if one.case.rows == rows])


if __name__ == "__main__":
    main()
