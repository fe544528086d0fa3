"""The first stage of a plan: what is decided once, whatever future comes, and its flows in a future."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.audit.audit import audit_plan
from reshore.errors import SolverError
from reshore.footprint.design import as_plan
from reshore.lp.highs import solve_fixed
from reshore.lp.keys import NOWHERE, locate
from reshore.lp.solution import Status, relative_gap

if TYPE_CHECKING:
    from collections.abc import Mapping
    from threading import Event

    from numpy.typing import NDArray

    from reshore.footprint.method import Method
    from reshore.footprint.program import FootprintProgram
    from reshore.lp.block import Block
    from reshore.lp.solution import Options, Solution
    from reshore.plan.plan import Plan
    from reshore.robust.case import Case

    Floats = NDArray[np.float64]

WHOLE = ("open", "start", "stop", "build", "source")
"""Blocks of whole columns; the others of a first stage follow from them."""

VALUE = "#value"


@dataclass(frozen=True, slots=True)
class FirstStage:
    """Sites, modules and sources.

    Attributes
    ----------
    decided
        By block of `WHOLE`, the keys of columns that are not 0 and their values (`VALUE`).
    """

    decided: Mapping[str, pl.DataFrame]

    @classmethod
    def of(cls, columns: Mapping[str, Block], x: Floats) -> FirstStage:
        """Read those of a solution."""
        values = {name: columns[name].values(np.round(x), VALUE) for name in WHOLE}
        return cls(
            {
                name: frame.filter(pl.col(VALUE) != 0).select(*columns[name].keys, VALUE)
                for name, frame in values.items()
            }
        )

    def on(self, footprint: FootprintProgram) -> Floats | None:
        """Return one value a column of a program, 0 where nothing is decided.

        None where a site or a module is decided on that can't be in the program. A source that it doesn't
        know brings nothing there.
        """
        x = np.zeros(footprint.program.shape[1])
        for name, frame in self.decided.items():
            block = footprint.columns[name]
            at = locate(block, frame, block.keys)
            known = at != NOWHERE
            if name != "source" and not known.all():
                return None
            x[at[known]] = frame[VALUE].to_numpy()[known]
        return x


def flows(case: Case, stage: FirstStage, options: Options, cancel: Event | None = None) -> Solution | None:
    """Return the best flows of a first stage in a future; None where it leaves no flows.

    Raises
    ------
    SolverError
        If the solver fails, or stops before its end.
    """
    program = case.footprint.program
    x = stage.on(case.footprint)
    if x is None:
        return None
    outside = program.integer & ((x < program.lower) | (x > program.upper))
    if outside.any():
        return None
    found = solve_fixed(program, x, replace(options, time_limit=np.inf), cancel=cancel)
    if found.status is Status.INFEASIBLE:
        return None
    if found.status is not Status.OPTIMAL:
        raise SolverError(f"the flows of future {case.future.name!r} can't be found: {found.raw_status}")
    return replace(found, x=np.where(program.integer, x, found.x))


def plan_in(
    case: Case, found: Solution, options: Options, *, method: Method, model: str, bound: float = -np.inf
) -> Plan:
    """Return the flows of a future as a plan of its tables, audited.

    Parameters
    ----------
    case
        The future.
    found
        Its flows.
    options, method
        How the first stage was searched for.
    model
        Name of the model.
    bound
        What no plan for this future alone costs less than, but for its constant, where that is known.

    Raises
    ------
    AuditError
        If the plan fails its audit.
    """
    status = Status.FEASIBLE
    told = replace(found, status=status, bound=bound, gap=relative_gap(found.objective, bound))
    plan = as_plan(case.footprint, told, options, method, model, case.scenario)
    audit = audit_plan(plan, case.model)
    audit.raise_if_failed()
    return replace(plan, audit=audit.facts())
