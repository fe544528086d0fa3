"""One scenario of an LP between the optimum of the unchanged program and its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reshore.lp.basis import LOWER, UPPER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.lp.resolve import Changes, Values
    from reshore.lp.start import Start

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]
    Statuses = NDArray[np.int8]

TOLERANCE = 1e-7
"""By how much bounds, and signs of reduced costs, may be missed: what HiGHS allows itself."""


@dataclass(slots=True, eq=False)
class Scenario:
    """A scenario, and how far it is solved.

    Rows are within or outside: those outside have the duals of the basis that it starts from, and members of
    this basis that have no part in rows within are what the rows outside leave to them.

    Attributes
    ----------
    start
        Where it starts from.
    cost, lower, upper, row_lower, row_upper, member_lower, member_upper
        Of the scenario; the last two of members of the basis.
    duals, reduced
        Duals of rows in the basis it starts from, and reduced costs of columns.
    x
        Columns; members outside are 0.
    rises, falls
        Which columns may, from where they rest at the start.
    activity
        Of rows where the row is no member; 0 elsewhere, and within.
    row_dual
        Duals so far.
    column_status, row_status
        Where columns and rows stand, by their places in `basis.STATUSES`.
    near
        Columns that are looked at first.
    within
        Rows within.
    outside
        Members outside.
    """

    start: Start
    cost: Floats
    lower: Floats
    upper: Floats
    row_lower: Floats
    row_upper: Floats
    member_lower: Floats
    member_upper: Floats
    duals: Floats
    reduced: Floats
    x: Floats
    rises: Bools
    falls: Bools
    activity: Floats
    row_dual: Floats
    column_status: Statuses
    row_status: Statuses
    near: Bools
    within: Bools
    outside: Bools

    @classmethod
    def of(cls, start: Start, changes: Changes) -> Scenario:
        """Return a scenario with no rows within; it doesn't change entries."""
        program, basis = start.program, start.basis
        cost = _with(program.cost, changes.cost)
        lower, upper = _with(program.lower, changes.lower), _with(program.upper, changes.upper)
        row_lower = _with(program.row_lower, changes.row_lower)
        row_upper = _with(program.row_upper, changes.row_upper)
        same = changes.cost is None
        duals = start.duals if same else basis.duals(cost)
        x = _resting(basis.column_status, lower, upper)
        height = len(row_lower)
        return cls(
            start=start,
            cost=cost,
            lower=lower,
            upper=upper,
            row_lower=row_lower,
            row_upper=row_upper,
            member_lower=np.concatenate([lower[basis.columns], row_lower[basis.rows]]),
            member_upper=np.concatenate([upper[basis.columns], row_upper[basis.rows]]),
            duals=duals,
            reduced=start.reduced if same else cost - start.matrix.T @ duals,
            x=x,
            rises=x < upper,
            falls=x > lower,
            activity=_resting(basis.row_status, row_lower, row_upper),
            row_dual=duals.copy(),
            column_status=basis.column_status.copy(),
            row_status=basis.row_status.copy(),
            near=start.near.copy(),
            within=np.zeros(height, bool),
            outside=np.ones(height, bool),
        )

    @property
    def can_start(self) -> bool:
        """Whether the basis is one of the scenario that no column and no row would pay to leave."""
        basis = self.start.basis
        columns = (self.reduced, self.x, self.lower, self.upper)
        rows = (self.duals, self.activity, self.row_lower, self.row_upper)
        return _stays(basis.columns, *columns) and _stays(basis.rows, *rows)

    def pays(self, columns: Places, reduced: Floats) -> Bools:
        """Return which of some columns would pay, at reduced costs, to leave the bound at which they rest."""
        rises, falls = self.rises[columns], self.falls[columns]
        return ((reduced < -TOLERANCE) & rises) | ((reduced > TOLERANCE) & falls)

    def members(self) -> Floats:
        """Return what members are; only of those outside it means something."""
        rest = self.activity - self.start.matrix @ self.x
        rest[self.within] = 0.0
        return self.start.basis.values(rest)

    def beyond(self, members: Floats) -> Bools:
        """Return which members outside are beyond their bounds."""
        low, high = self.member_lower - TOLERANCE, self.member_upper + TOLERANCE
        return self.outside & ((members < low) | (members > high))

    def take(self, rows: Bools, members: Bools) -> None:
        """Take rows in, with the members that have a part in them."""
        self.within |= rows
        self.outside &= ~members

    def complete(self, members: Floats) -> None:
        """Write what members outside are to where the columns are."""
        columns = self.start.basis.columns
        own = slice(len(columns))
        outside = self.outside[own]
        inside = np.clip(members, self.member_lower, self.member_upper)
        self.x[columns[outside]] = inside[own][outside]


def _with(values: Floats, changed: Values | None) -> Floats:
    if changed is None:
        return values
    values = values.copy()
    values[changed[0]] = changed[1]
    return values


def _resting(status: Statuses, lower: Floats, upper: Floats) -> Floats:
    """Return the bound at which each stands, 0 where it stands at none."""
    resting = np.where(status == LOWER, lower, 0.0)
    high = status == UPPER
    resting[high] = upper[high]
    return resting


def _pays(reduced: Floats, values: Floats, lower: Floats, upper: Floats) -> Bools:
    return ((reduced < -TOLERANCE) & (values < upper)) | ((reduced > TOLERANCE) & (values > lower))


def _stays(members: Places, reduced: Floats, values: Floats, lower: Floats, upper: Floats) -> bool:
    """Whether all that are no members stand within their bounds, and wouldn't pay to move."""
    leaves = _pays(reduced, values, lower, upper) | (values < lower) | (values > upper) | np.isinf(values)
    leaves[members] = False
    return not leaves.any()
