"""Where to make things: the best plan for a model, audited."""

from __future__ import annotations

import os
import platform
from dataclasses import replace
from importlib.metadata import version
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from reshore.audit.audit import audit_plan
from reshore.errors import AuditError, InfeasibleError, SolverError, StoppedError, TimeLimitError
from reshore.footprint.infeasible import infeasibility
from reshore.footprint.method import Method, as_method, choose, search
from reshore.footprint.network import Network
from reshore.footprint.program import FootprintProgram
from reshore.footprint.result.extract import extract
from reshore.footprint.start import Decisions, starting_point
from reshore.lp.solution import Options
from reshore.lp.solution import Status as Found
from reshore.plan.plan import Plan, Status
from reshore.tables import scenario as scenarios

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from reshore.footprint.conditions import Condition
    from reshore.lp.program import LinearProgram
    from reshore.lp.solution import Progress, Solution
    from reshore.tables.model import Model


def design(
    model: Model,
    *,
    scenario: str = "",
    gap: float = 0.005,
    time_limit: float | None = None,
    threads: int | None = None,
    seed: int = 0,
    start: Plan | Decisions | None = None,
    method: str = "auto",
    conditions: Sequence[Condition] = (),
    explain: bool = True,
    on_progress: Callable[[Progress], None] | None = None,
    cancel: Event | None = None,
) -> Plan:
    """Choose sites, capacity, sourcing and flows at least net present cost.

    Parameters
    ----------
    model
        A checked model.
    scenario
        Name of a scenario to apply first; empty = the base case.
    gap
        Relative gap at which the search ends.
    time_limit
        Seconds after which the search ends with the best plan so far; None = no limit.
    threads
        Threads of the solver; None = all cores.
    seed
        Seed of the solver.
    start
        A plan, or its decisions, whose sites and modules the search starts from: of this model, or of one
        that differs a little. What conditions stand against is left out.
    method
        How to search: `direct` (the solver alone), `guided` (plans near the relaxation first, then the
        solver), `decompose` (sites and modules apart from flows), or `auto`: one of them by size and shape.
    conditions
        Limits on counts of used sites and of resources with modules, which the plan keeps beside the rules.
    explain
        Whether to find out what excludes what, where there is no plan; it takes several searches.
    on_progress
        Called while the search runs.
    cancel
        Set it to end the search with the best plan so far; Ctrl-C does the same.

    Returns
    -------
    Plan
        Its status is feasible, not optimal, when it was stopped before the gap.

    Raises
    ------
    UsageError
        If there is no such scenario, an option is out of its range, or a condition names a site or resource
        that there isn't.
    DataError
        If the scenario makes the model invalid.
    InfeasibleError
        If no plan keeps all rules, bounds and conditions; the message says what to give up.
    TimeLimitError
        If the time limit came before the first plan.
    StoppedError
        If `cancel` or Ctrl-C came before the first plan.
    AuditError
        If the plan fails its audit.
    """
    options = Options(
        gap=gap,
        time_limit=np.inf if time_limit is None else time_limit,
        threads=threads or os.cpu_count() or 1,
        seed=seed,
    )
    cancel, asked = cancel or Event(), as_method(method)
    chosen = scenarios.apply(model, scenario) if scenario else model
    footprint = FootprintProgram.of(Network.of(chosen), conditions)
    known = Decisions.of(start) if isinstance(start, Plan) else start
    point = starting_point(footprint, known) if known else None
    used = choose(footprint) if asked is Method.AUTO else asked
    solution = search(footprint, used, options, start=point, on_progress=on_progress, cancel=cancel)
    if solution.status is Found.INFEASIBLE:
        if not explain:
            raise InfeasibleError("no plan keeps all rules, bounds and conditions")
        raise infeasibility(footprint, options, cancel)
    require_plan(solution, footprint.program, cancel)
    plan = as_plan(footprint, solution, options, used, model.name, scenario)
    audit = audit_plan(plan, chosen)
    audit.raise_if_failed()
    _require_conditions(plan, conditions)
    return replace(plan, audit=audit.facts())


def _require_conditions(plan: Plan, conditions: Sequence[Condition]) -> None:
    """Hold that a plan keeps conditions, by its frames: the audit knows what tables say alone."""
    for condition in conditions:
        if missed := condition.missed(plan):
            raise AuditError(f"the plan misses condition {condition.name!r} by {abs(missed):g}")


def require_plan(solution: Solution, program: LinearProgram, cancel: Event) -> None:
    """Hold that the search for a plan that there may be has found one.

    Raises
    ------
    TimeLimitError
        If the time limit came first.
    StoppedError
        If `cancel` came first.
    SolverError
        If the solver gave up.
    """
    if solution.status is Found.NO_PLAN and cancel.is_set():
        raise StoppedError("stopped before the first plan was found")
    if solution.status is Found.NO_PLAN:
        raise TimeLimitError(
            f"no plan was found in {solution.seconds:.0f} s; give more time, or leave the limit out"
        )
    if not solution.has_plan:
        raise SolverError(
            f"the solver stopped with the status: {solution.raw_status} ({program.sizes()}); "
            "numbers beyond 1e+09 are hard for it: count in larger units, such as thousands or millions"
        )


def as_plan(
    footprint: FootprintProgram,
    solution: Solution,
    options: Options,
    method: Method,
    name: str,
    scenario: str,
) -> Plan:
    """Put frames and facts together. The objective is the plan's own cost, constants included."""
    network = footprint.network
    constant = network.storing.constant(network.clock)
    objective = solution.objective + constant
    bound = solution.bound + constant
    reached = max(0.0, objective - bound) / max(abs(objective), 1e-9)
    return Plan(
        model_name=name,
        scenario=scenario,
        currency=str(network.model.settings["currency"]),
        status=Status.OPTIMAL if solution.status is Found.OPTIMAL else Status.FEASIBLE,
        raw_status=solution.raw_status,
        objective=objective,
        bound=bound,
        gap=reached,
        seconds=solution.seconds,
        frames=extract(footprint, solution),
        facts=_facts(footprint, solution, options, method),
    )


def _facts(
    footprint: FootprintProgram, solution: Solution, options: Options, method: Method
) -> dict[str, Any]:
    """How the plan was found."""
    rows, columns = footprint.program.shape
    return {
        "rows": rows,
        "columns": columns,
        "nonzeros": int(footprint.program.matrix.nnz),
        "integers": int(footprint.program.integer.sum()),
        "nodes": solution.nodes,
        "gap_asked": options.gap,
        "time_limit": None if np.isinf(options.time_limit) else options.time_limit,
        "threads": options.threads,
        "seed": options.seed,
        "method": str(method),
        **({"conditions": [one.name for one in footprint.conditions]} if footprint.conditions else {}),
        "versions": {
            **{package: version(package) for package in ("reshore", "highspy", "polars")},
            "python": platform.python_version(),
        },
    }
