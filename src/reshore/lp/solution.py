"""What a solver is asked for, what it says on the way, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from reshore.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray


MOST_THREADS = 256
"""More would not help, and the solver starts as many as it is told to."""

MOST_SEED = 2**31 - 1


class Status(Enum):
    """What is known about a program after a run."""

    OPTIMAL = "optimal"
    """Solved within the gap asked for."""
    FEASIBLE = "feasible"
    """Stopped by a limit or by the user, with a plan."""
    INFEASIBLE = "infeasible"
    """No plan exists."""
    UNBOUNDED = "unbounded"
    """Plans exist, and the objective has no end."""
    NO_PLAN = "no plan"
    """Stopped by a limit or by the user before the first plan."""
    FAILED = "failed"
    """The solver gave up; its raw status says how."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to solve.

    Attributes
    ----------
    gap
        Relative gap at which a mixed-integer program counts as solved.
    time_limit
        Seconds of wall time; infinite by default.
    threads
        Threads of the solver; 0 leaves the number to it.
    seed
        Seed of the solver's own random choices.
    log_file
        Where the solver writes its log; none by default.
    extra
        The solver's own options by its own names; they win over the rest.
    """

    gap: float = 1e-4
    time_limit: float = np.inf
    threads: int = 1
    seed: int = 0
    log_file: Path | None = None
    extra: Mapping[str, bool | int | float | str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what is out of range.

        Raises
        ------
        UsageError
            If an option is.
        """
        for name, value, most in (
            ("gap", self.gap, 1.0),
            ("time limit", self.time_limit, np.inf),
            ("threads", self.threads, MOST_THREADS),
            ("seed", self.seed, MOST_SEED),
        ):
            if not 0 <= value <= most:
                raise UsageError(f"{name} {value:g} is not between 0 and {most:g}")


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the search for integers stands.

    Attributes
    ----------
    seconds
        Wall time so far.
    incumbent
        Objective of the best plan so far; infinite before the first.
    bound
        No plan costs less.
    gap
        Relative gap between the two; infinite before the first plan.
    nodes
        Nodes of the search tree so far.
    """

    seconds: float
    incumbent: float
    bound: float
    gap: float
    nodes: int


@dataclass(frozen=True, slots=True)
class Solution:
    """The solver's answer to one program. Without a plan, the vectors and the objective are NaN.

    Attributes
    ----------
    status
        What is known about the program.
    raw_status
        The solver's own words for it.
    x
        One value a column; exactly whole in integer columns when `polished`.
    row_activity
        ``A x``, one value a row.
    row_dual
        Change of the objective per unit of a row's limit. Of a mixed-integer program: with the integers
        fixed, NaN where not `polished`.
    reduced_cost
        The same for columns.
    objective
        ``cost @ x``.
    bound
        No plan costs less. Minus infinity where nothing is known.
    gap
        ``(objective - bound) / |objective|``; infinite without a plan.
    polished
        Whether integer columns are exactly whole and the rest is a vertex solution for them; an LP always is.
    seconds
        Wall time.
    nodes
        Nodes of the search tree; 0 of an LP.
    """

    status: Status
    raw_status: str
    x: NDArray[np.float64]
    row_activity: NDArray[np.float64]
    row_dual: NDArray[np.float64]
    reduced_cost: NDArray[np.float64]
    objective: float
    bound: float
    gap: float
    polished: bool
    seconds: float
    nodes: int = 0

    @classmethod
    def without_plan(
        cls,
        shape: tuple[int, int],
        status: Status,
        raw_status: str,
        *,
        bound: float = -np.inf,
        seconds: float = 0.0,
    ) -> Solution:
        """Return the answer to a program of so many rows and columns for which there is no plan."""
        rows, columns = shape
        return cls(
            status=status,
            raw_status=raw_status,
            x=np.full(columns, np.nan),
            row_activity=np.full(rows, np.nan),
            row_dual=np.full(rows, np.nan),
            reduced_cost=np.full(columns, np.nan),
            objective=np.nan,
            bound=bound,
            gap=np.inf,
            polished=False,
            seconds=seconds,
        )

    @property
    def has_plan(self) -> bool:
        """Whether `x` keeps all rows and bounds."""
        return self.status in (Status.OPTIMAL, Status.FEASIBLE)


def relative_gap(objective: float, bound: float) -> float:
    """Return ``(objective - bound) / |objective|``, never below 0; infinite when the objective alone is 0."""
    difference = max(0.0, objective - bound)
    if difference == 0.0:
        return 0.0
    return difference / abs(objective) if np.isfinite(objective) and objective else np.inf
