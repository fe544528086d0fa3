"""Many scenarios of one LP: values changed in place, each solved from the same basis."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from reshore.errors import SolverError
from reshore.lp.engine import load, pass_model, read, run
from reshore.lp.solution import Options, Status

if TYPE_CHECKING:
    from threading import Event

    from numpy.typing import NDArray
    from scipy.sparse import csc_array

    from reshore.lp.program import LinearProgram
    from reshore.lp.solution import Solution

    Values = tuple[NDArray[np.int32], NDArray[np.float64]]
    Entries = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a scenario changes: pairs of positions and of the values that stand there instead.

    Attributes
    ----------
    cost, lower, upper
        Of columns.
    row_lower, row_upper
        Of rows.
    entries
        Rows, columns and values of entries of the matrix; the unchanged matrix must hold them. They take
        longer than other changes: the whole program is handed over before the run and after it.
    """

    cost: Values | None = None
    lower: Values | None = None
    upper: Values | None = None
    row_lower: Values | None = None
    row_upper: Values | None = None
    entries: Entries | None = None


class Resolver:
    """One LP in the solver's memory, solved again for one scenario after the other.

    Every run starts from the basis of the unchanged program and leaves no trace, so that the order of
    scenarios changes no bit of an answer.

    Parameters
    ----------
    program
        The unchanged LP.
    options
        How to solve; the time limit is that of one scenario, the number of threads 1 whatever they say.

    Attributes
    ----------
    base
        Solution of the unchanged program.
    basis
        Its basis.

    Raises
    ------
    ValueError
        If the program has integer columns.
    SolverError
        If the unchanged program has no optimum.
    """

    def __init__(self, program: LinearProgram, options: Options | None = None) -> None:
        if program.integer.any():
            raise ValueError("a program with integer columns has no basis to start from")
        self.program = program
        self._options = replace(options or Options(), threads=1)
        self._highs = load(program, self._options)
        run(self._highs)
        self.base = read(self._highs, program)
        if self.base.status is not Status.OPTIMAL:
            raise SolverError(f"the unchanged program has no optimum: {self.base.raw_status}")
        self.basis = self._highs.getBasis()

    def run(
        self, changes: Changes, *, cold: bool = False, duals: bool = True, cancel: Event | None = None
    ) -> Solution:
        """Solve the program with some values changed.

        Parameters
        ----------
        changes
            What differs from the unchanged program; not from the scenario before.
        cold
            Whether to forget the basis: slower, and a check on the answers found with it.
        duals
            Whether duals and reduced costs are asked for; they take a while to read, and are NaN otherwise.
        cancel
            Set it to stop; Ctrl-C does the same.

        Raises
        ------
        ValueError
            If an entry isn't in the unchanged matrix.
        """
        self._highs.clearSolver()
        if changes.entries is not None:
            # Not entry by entry: HiGHS drops one that becomes 0, and puts it back in another place.
            pass_model(self._highs, replace(self.program, matrix=_with(self.program.matrix, changes.entries)))
        self._write(changes)
        if not cold:
            self._highs.setBasis(self.basis)
        # The clock of HiGHS goes on from run to run.
        begin = self._highs.getRunTime()
        self._highs.setOptionValue("time_limit", begin + self._options.time_limit)
        try:
            run(self._highs, cancel)
            solution = read(self._highs, self.program, duals=duals)
            return replace(solution, seconds=solution.seconds - begin)
        finally:
            self._restore(changes)

    def _restore(self, changes: Changes) -> None:
        if changes.entries is None:
            self._write(self._undone(changes))
        else:
            pass_model(self._highs, self.program)

    def _undone(self, changes: Changes) -> Changes:
        def old(values: Values | None, base: NDArray[np.float64]) -> Values | None:
            return None if values is None else (values[0], base[values[0]])

        program = self.program
        return Changes(
            cost=old(changes.cost, program.cost),
            lower=old(changes.lower, program.lower),
            upper=old(changes.upper, program.upper),
            row_lower=old(changes.row_lower, program.row_lower),
            row_upper=old(changes.row_upper, program.row_upper),
        )

    def _write(self, changes: Changes) -> None:
        program, highs = self.program, self._highs
        if changes.cost is not None:
            positions, values = changes.cost
            highs.changeColsCost(len(positions), positions, values)
        if changes.lower is not None or changes.upper is not None:
            at, low, high = _bounds(changes.lower, changes.upper, program.lower, program.upper)
            highs.changeColsBounds(len(at), at, low, high)
        if changes.row_lower is not None or changes.row_upper is not None:
            at, low, high = _bounds(
                changes.row_lower, changes.row_upper, program.row_lower, program.row_upper
            )
            highs.changeRowsBounds(len(at), at, low, high)  # type: ignore[attr-defined]  # not in its stubs


def _bounds(
    lower: Values | None,
    upper: Values | None,
    base_lower: NDArray[np.float64],
    base_upper: NDArray[np.float64],
) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.float64]]:
    """Positions where either bound changes, with both bounds: HiGHS takes them in pairs."""
    at = np.sort(np.concatenate([values[0] for values in (lower, upper) if values is not None]))
    at = at[np.diff(at, prepend=-1) > 0]  # far quicker than unique
    low, high = base_lower[at], base_upper[at]
    for values, into in ((lower, low), (upper, high)):
        if values is not None:
            into[np.searchsorted(at, values[0])] = values[1]
    return at.astype(np.int32), low, high


def _with(matrix: csc_array, entries: Entries) -> csc_array:
    """Return a matrix with other values in some of its entries; those that become 0 are left out."""
    rows, columns, values = entries
    height = matrix.shape[0]
    places = np.repeat(np.arange(matrix.shape[1]), np.diff(matrix.indptr)) * height + matrix.indices
    sought = columns.astype(np.int64) * height + rows
    at = np.minimum(np.searchsorted(places, sought), len(places) - 1)
    if (places[at] != sought).any():
        raise ValueError("an entry to be changed is not in the unchanged matrix")
    changed = matrix.copy()
    changed.data[at] = values
    changed.eliminate_zeros()
    return changed
