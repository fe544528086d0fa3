"""Why no plan exists: groups of rows to give up, by priority, then the fewest, then the least violation."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from threading import Event
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csc_array, hstack, vstack

from reshore.errors import SolverError, StoppedError, TimeLimitError
from reshore.lp.highs import solve
from reshore.lp.program import LinearProgram
from reshore.lp.solution import Options, Solution, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import ArrayLike, NDArray

TOLERANCE = 1e-6
"""Violation, in scales of its row, that counts as none."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are kept or given up together.

    Attributes
    ----------
    name
        What it is called.
    rows
        Positions in the program.
    priority
        1 is kept longest.
    scale
        Violation of each row that counts as 1, such as its limit; one number, or one a row.
    """

    name: str
    rows: NDArray[np.int32]
    priority: int = 1
    scale: float | NDArray[np.float64] = 1.0


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A group to give up.

    Attributes
    ----------
    group
        The group.
    violation
        One value a row of the group, in the row's own unit: above 0 by how much it goes over its upper limit,
        below 0 by how much it stays under its lower limit.
    """

    group: Group
    violation: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a program has no plan.

    Attributes
    ----------
    given_up
        The best choice of groups to give up; empty if there is a plan as it is.
    conflicts
        Groups that can't hold together, though all but one of them could: the sets that led to the choice,
        each with a group that is given up.
    """

    given_up: tuple[Relaxation, ...]
    conflicts: tuple[tuple[Group, ...], ...]


def explain(
    program: LinearProgram,
    groups: Sequence[Group],
    options: Options | None = None,
    *,
    cancel: Event | None = None,
) -> Explanation | None:
    """Find what to give up so that a plan exists; costs play no part.

    As few groups of priority 1 as can be are given up, then as few of priority 2, and so on; among such
    choices, that with the least sum of violations in their scales.

    Sets of groups that can't hold together are collected until the best choice that takes one of each is
    enough (Moreno-Centeno and Karp 2013, the implicit hitting set method), so that no big M is needed.

    Returns
    -------
    Explanation or None
        None if no plan exists even without the groups.

    Raises
    ------
    TimeLimitError
        If the time limit of `options` came first.
    StoppedError
        If `cancel` or Ctrl-C came first.
    """
    elastic = _Elastic.of(program, groups, options or Options(), cancel or Event())
    conflicts: list[set[int]] = []
    everything = set(range(len(groups)))
    while True:
        given_up = _cheapest_hit(groups, conflicts)
        kept = everything - given_up
        enforced: set[int] = set()
        while True:
            trial = elastic.solve(hard=enforced, priced=kept - enforced)
            if trial.status is Status.INFEASIBLE:
                break
            broken = elastic.broken(trial) & (kept - enforced)
            if not broken:
                found = elastic.solve(hard=kept, priced=given_up)
                if found.has_plan:
                    best = elastic.relaxations(elastic.improve(found, given_up))
                    return Explanation(best, elastic.members(conflicts))
                enforced = kept
                break
            enforced |= broken
        if not enforced:
            return None
        conflicts.append(elastic.shrink(enforced))


@dataclass(frozen=True, slots=True)
class _Elastic:
    """The program with a slack for every limit of every group, in scales of its row."""

    program: LinearProgram
    groups: Sequence[Group]
    options: Options
    deadline: float
    cancel: Event
    columns: int
    owner: NDArray[np.intp]
    row: NDArray[np.intp]
    size: NDArray[np.float64]

    @classmethod
    def of(cls, program: LinearProgram, groups: Sequence[Group], options: Options, cancel: Event) -> _Elastic:
        rows, columns = program.shape
        counts = [len(group.rows) for group in groups]
        row = _joined([group.rows for group in groups]).astype(np.intp)
        scale = _joined([np.broadcast_to(group.scale, len(group.rows)) for group in groups])
        owner = np.repeat(np.arange(len(groups)), counts)
        below, above = np.isfinite(program.row_lower[row]), np.isfinite(program.row_upper[row])
        owner = np.concatenate([owner[below], owner[above]])
        size = np.concatenate([scale[below], -scale[above]])
        row = np.concatenate([row[below], row[above]])
        slack = csc_array((size, (row, np.arange(len(row)))), shape=(rows, len(row)))
        wide = replace(
            program,
            cost=np.zeros(columns + len(row)),
            lower=np.concatenate([program.lower, np.zeros(len(row))]),
            upper=np.concatenate([program.upper, np.full(len(row), np.inf)]),
            matrix=hstack([program.matrix, slack], format="csc"),
            integer=np.concatenate([program.integer, np.zeros(len(row), dtype=np.bool_)]),
        )
        deadline = time.perf_counter() + options.time_limit
        return cls(wide, groups, options, deadline, cancel, columns, owner, row, size)

    def solve(self, *, hard: Collection[int], priced: Collection[int]) -> Solution:
        """Minimise the violation of the priced groups; the hard ones hold, the rest may go."""
        cost, upper = self.program.cost.copy(), self.program.upper.copy()
        cost[self.columns :] = np.isin(self.owner, list(priced))
        upper[self.columns :][np.isin(self.owner, list(hard))] = 0.0
        solution = self._run(replace(self.program, cost=cost, upper=upper))
        if solution.status is Status.NO_PLAN:
            told = "no plan exists, and the search for the reason was stopped"
            raise StoppedError(told) if self.cancel.is_set() else TimeLimitError(told)
        if not solution.has_plan and solution.status is not Status.INFEASIBLE:
            raise SolverError(f"the search for the reason ended with: {solution.raw_status}")
        return solution

    def _run(self, program: LinearProgram) -> Solution:
        left = max(0.0, self.deadline - time.perf_counter())
        return solve(program, replace(self.options, time_limit=left), cancel=self.cancel)

    def broken(self, solution: Solution) -> set[int]:
        """Return the groups that a solution violates."""
        return set(self.owner[solution.x[self.columns :] > TOLERANCE].tolist())

    def shrink(self, conflict: set[int]) -> set[int]:
        """Leave out of a conflict what it doesn't need, the least important first."""
        needed = set(conflict)
        for member in sorted(conflict, key=lambda index: -self.groups[index].priority):
            if self.solve(hard=needed - {member}, priced=()).status is Status.INFEASIBLE:
                needed.remove(member)
        return needed

    def improve(self, found: Solution, given_up: set[int]) -> Solution:
        """Choose among all as good choices of groups that with the least violation.

        Its sum is at most that of the plan found, which bounds every slack.
        """
        if not given_up:
            return found
        total = found.objective * (1 + TOLERANCE)
        number, slacks = len(self.groups), len(self.owner)
        width = self.columns + slacks
        link = csc_array(
            (np.ones(slacks), (np.arange(slacks), np.arange(self.columns, width))), shape=(slacks, width)
        )
        taken = csc_array((np.full(slacks, -total), (np.arange(slacks), self.owner)), shape=(slacks, number))
        priorities = sorted({group.priority for group in self.groups})
        level = csc_array([[float(group.priority == p) for group in self.groups] for p in priorities])
        allowed = [sum(self.groups[index].priority == p for index in given_up) for p in priorities]
        rows = self.program.shape[0]
        matrix = vstack(
            [
                hstack([self.program.matrix, csc_array((rows, number))]),
                hstack([link, taken]),
                hstack([csc_array((len(priorities), width)), level]),
            ],
            format="csc",
        )
        choice = LinearProgram(
            cost=np.concatenate([np.zeros(self.columns), np.ones(slacks), np.zeros(number)]),
            lower=np.concatenate([self.program.lower, np.zeros(number)]),
            upper=np.concatenate([self.program.upper, np.ones(number)]),
            matrix=matrix,
            row_lower=np.concatenate([self.program.row_lower, np.full(slacks + len(priorities), -np.inf)]),
            row_upper=np.concatenate([self.program.row_upper, np.zeros(slacks), allowed]),
            integer=np.concatenate([self.program.integer, np.ones(number, dtype=np.bool_)]),
            columns={},
            rows={},
        )
        better = self._run(choice)
        return better if better.has_plan and better.objective < found.objective else found

    def members(self, conflicts: Sequence[set[int]]) -> tuple[tuple[Group, ...], ...]:
        """Return the groups of each conflict, the first of the groups first."""
        return tuple(tuple(self.groups[index] for index in sorted(conflict)) for conflict in conflicts)

    def relaxations(self, solution: Solution) -> tuple[Relaxation, ...]:
        """Say which groups a solution gives up, and by how much, the first of the groups first."""
        slack = solution.x[self.columns : self.columns + len(self.owner)]
        # What excludes each other by less than the tolerance is told all the same.
        least = min(TOLERANCE, slack.max(initial=0.0) / 2)
        signed = np.where(slack > least, -self.size * slack, 0.0)
        found = []
        for index in np.unique(self.owner[signed != 0.0]):
            mine = self.owner == index
            violation = np.zeros(self.program.shape[0])
            np.add.at(violation, self.row[mine], signed[mine])
            found.append(Relaxation(self.groups[index], violation[self.groups[index].rows]))
        return tuple(found)


def _joined(parts: Sequence[ArrayLike]) -> NDArray[np.float64]:
    return np.concatenate([np.empty(0), *parts])


def _cheapest_hit(groups: Sequence[Group], conflicts: Sequence[set[int]]) -> set[int]:
    """Return groups with a member of every conflict: fewest of priority 1, then of priority 2, and so on."""
    if not conflicts:
        return set()
    priority = np.array([group.priority for group in groups])
    member = [[float(index in conflict) for index in range(len(groups))] for conflict in conflicts]
    program = LinearProgram(
        cost=np.zeros(len(groups)),
        lower=np.zeros(len(groups)),
        upper=np.ones(len(groups)),
        matrix=csc_array(np.array(member)),
        row_lower=np.ones(len(conflicts)),
        row_upper=np.full(len(conflicts), np.inf),
        integer=np.ones(len(groups), dtype=np.bool_),
        columns={},
        rows={},
    )
    for level in sorted(set(priority.tolist())):
        count = (priority == level).astype(np.float64)
        solution = solve(replace(program, cost=count))
        program = replace(
            program,
            matrix=vstack([program.matrix, csc_array(count[None, :])], format="csc"),
            row_lower=np.append(program.row_lower, -np.inf),
            row_upper=np.append(program.row_upper, np.round(solution.objective)),
        )
    return set(np.flatnonzero(solution.x > 0.5).tolist())
