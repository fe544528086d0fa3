"""Two-stage programs drawn by chance, small enough to try every whole decision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csc_array

from reshore.lp.highs import solve, solve_fixed
from reshore.lp.program import LinearProgram
from reshore.lp.solution import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


SOLVABLE = [
    *((seed, True) for seed in (1, 8, 9, 11, 15, 16, 21, 28, 31, 38)),
    *((seed, False) for seed in (0, 2, 3, 5, 7, 9, 12, 13, 16, 18)),
]
"""Seeds of programs that have a best plan, and whether they are wild."""


@dataclass(frozen=True)
class Drawn:
    """A program, and which of its columns are decided first."""

    program: LinearProgram
    first: NDArray[np.bool_]

    def decisions(self) -> Iterator[Floats]:
        """Yield every combination of the integers, in the order of the columns."""
        program = self.program
        at = np.flatnonzero(program.integer)
        ends = zip(program.lower[at], program.upper[at], strict=True)
        for values in product(*(np.arange(np.ceil(low), np.floor(high) + 1) for low, high in ends)):
            yield np.array(values)

    def optimum(self) -> tuple[Status, float]:
        """Return what the best of all whole decisions costs, each an LP of its own."""
        best, status = np.inf, Status.INFEASIBLE
        for values in self.decisions():
            x = np.zeros(self.program.shape[1])
            x[self.program.integer] = values
            found = solve_fixed(self.program, x)
            if found.status is Status.UNBOUNDED:
                return Status.UNBOUNDED, -np.inf
            if found.has_plan:
                best, status = min(best, found.objective), Status.OPTIMAL
        return status, best

    def first_stages(self, chance: np.random.Generator) -> Iterator[Floats]:
        """Yield whole first stages: every combination of integers, with what is continuous drawn."""
        low, high = self.program.lower[self.first], self.program.upper[self.first]
        integer = self.program.integer[self.first]
        for values in self.decisions():
            y = low + (high - low) * chance.choice([0.0, 0.3, 1.0], len(high))
            y[integer] = values
            yield y

    def cost(self, columns: NDArray[np.int64], y: Floats) -> float:
        """Return the least cost of some later columns for a first stage, in the rows that they are in."""
        program = self.program
        dense = program.matrix.toarray()
        rows = np.flatnonzero(dense[:, columns].any(axis=1))
        used = dense[np.ix_(rows, np.flatnonzero(self.first))] @ y
        found = solve(
            replace(
                program,
                cost=program.cost[columns],
                lower=program.lower[columns],
                upper=program.upper[columns],
                matrix=csc_array(dense[np.ix_(rows, columns)]),
                row_lower=program.row_lower[rows] - used,
                row_upper=program.row_upper[rows] - used,
                integer=program.integer[columns],
            )
        )
        if found.status is Status.INFEASIBLE:
            return np.inf
        return found.objective if found.has_plan else -np.inf


@cache
def known(seed: int, *, wild: bool = True) -> tuple[Drawn, Status, float]:
    """Return a drawn program with the status and the cost of its best plan."""
    drawn = draw(seed, wild=wild)
    return drawn, *drawn.optimum()


def draw(seed: int, *, wild: bool = True) -> Drawn:
    """Draw a program of switches, modules, capacity that is kept, and flows in one to three parts.

    Parameters
    ----------
    seed
        Of everything.
    wild
        Whether decisions may be without flows, and columns without bounds.
    """
    chance = np.random.default_rng(seed)
    switches, modules, kept = chance.integers(1, 6), chance.integers(0, 2), chance.integers(0, 3)
    decided = int(switches + modules + kept)
    parts = int(chance.integers(1, 4))
    sizes = chance.integers(2, 6, parts)
    count = decided + int(sizes.sum())
    cost = np.round(chance.uniform(-2, 10, count) * chance.choice([1, 100, 10_000]), 2)
    lower, upper = np.zeros(count), np.ones(count)
    upper[switches : switches + modules] = 3
    upper[switches + modules : decided] = chance.integers(2, 9, kept)
    _bounds(chance, cost, lower, upper, decided, wild=wild)
    rows: list[tuple[Floats, float, float]] = []
    for capacity in range(switches + modules, decided):
        row = np.zeros(count)
        row[capacity], row[chance.integers(switches)] = 1, -upper[capacity]
        rows.append((row, -np.inf, 0.0))
    for _ in range(chance.integers(0, 3)):
        row = np.zeros(count)
        row[:decided] = chance.integers(-2, 4, decided)
        rows.append((row, -np.inf, float(chance.integers(1, 6))))
    begin = decided
    for size in sizes.tolist():
        rows += _part(chance, count, decided, np.arange(begin, begin + size), cost, upper, wild=wild)
        begin += size
    matrix = np.array([row for row, _, _ in rows])
    integer = np.zeros(count, dtype=bool)
    integer[: switches + modules] = True
    program = LinearProgram(
        cost=cost,
        lower=lower,
        upper=upper,
        matrix=csc_array(matrix.reshape(len(rows), count)),
        row_lower=np.array([low for _, low, _ in rows]),
        row_upper=np.array([high for _, _, high in rows]),
        integer=integer,
        columns={},
        rows={},
    )
    return _shuffled(chance, program, np.arange(count) < decided)


def _bounds(
    chance: np.random.Generator, cost: Floats, lower: Floats, upper: Floats, decided: int, *, wild: bool
) -> None:
    """Bounds of the flows: with or without an end, some below zero, some without a least."""
    later = np.arange(decided, len(cost))
    upper[later] = chance.integers(2, 9, len(later))
    endless = later[chance.random(len(later)) < (0.5 if wild else 0.3)]
    upper[endless] = np.inf
    cost[endless] = np.abs(cost[endless])
    below = later[chance.random(len(later)) < 0.2]
    lower[below] = -chance.integers(1, 4, len(below))
    if wild:
        free = later[chance.random(len(later)) < 0.1]
        lower[free] = -np.inf


def _part(
    chance: np.random.Generator,
    count: int,
    decided: int,
    columns: NDArray[np.int64],
    cost: Floats,
    upper: Floats,
    *,
    wild: bool,
) -> list[tuple[Floats, float, float]]:
    """Rows that hold a part together, and links of its columns to the first stage."""
    found = []
    for index in range(chance.integers(1, 4)):
        row = np.zeros(count)
        row[columns] = chance.integers(-1, 3, len(columns))
        row[columns[: 2 if index else len(columns)]] = chance.integers(1, 4)
        if chance.random() < 0.6:
            row[chance.integers(decided)] = -chance.integers(1, 9)
        side = float(chance.integers(0, 8))
        sides = [(-np.inf, side), (side, np.inf), (side, side), (-side, side)]
        found.append((row, *sides[chance.integers(4)]))
    if not wild:
        # Whatever is decided, there is a way to make up for it.
        short = columns[0]
        upper[short], cost[short] = np.inf, 3 * np.abs(cost).max()
        found = [(row, low, np.inf) for row, low, _ in found]
        for row, _, _ in found:
            row[short] = 1.0
        columns = columns[1:]
    for column in columns:
        for _ in range(chance.integers(0, 3)):
            row = np.zeros(count)
            row[column] = chance.choice([1.0, 2.0, 0.5])
            at = chance.integers(0, decided, chance.integers(1, 3))
            row[at] = -chance.integers(1, 9, len(at))
            found.append((row, -np.inf, float(chance.choice([0.0, 0.0, 2.0, -1.0] if wild else [0.0, 2.0]))))
    return found


def _shuffled(chance: np.random.Generator, program: LinearProgram, first: NDArray[np.bool_]) -> Drawn:
    """The same with rows and columns in any order."""
    rows, columns = (chance.permutation(size) for size in program.shape)
    return Drawn(
        replace(
            program,
            cost=program.cost[columns],
            lower=program.lower[columns],
            upper=program.upper[columns],
            matrix=csc_array(program.matrix.toarray()[np.ix_(rows, columns)]),
            row_lower=program.row_lower[rows],
            row_upper=program.row_upper[rows],
            integer=program.integer[columns],
        ),
        first[columns],
    )
