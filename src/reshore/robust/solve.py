"""A plan for many futures: sites, modules and sources decided once, flows for each future by itself."""

from __future__ import annotations

import os
from dataclasses import asdict
from threading import Event
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.errors import SolverError
from reshore.footprint.design import require_plan
from reshore.footprint.method import Method
from reshore.footprint.start import Decisions, starting_point
from reshore.lp.solution import Options, Progress
from reshore.lp.solution import Status as Found
from reshore.plan.plan import Status
from reshore.robust.case import cases
from reshore.robust.decisions import decisions, sources
from reshore.robust.frames import FRAMES
from reshore.robust.infeasible import infeasible, infeasible_alone
from reshore.robust.joint import Joint
from reshore.robust.objective import Aim, Objective, Weighing
from reshore.robust.own import OwnInfeasibleError, OwnPlans, own_plans
from reshore.robust.result import RobustPlan, with_own
from reshore.robust.search import Search, as_robust_method, choose
from reshore.robust.stage import FirstStage, flows, plan_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray

    from reshore.lp.solution import Solution
    from reshore.plan.plan import Plan
    from reshore.robust.case import Case
    from reshore.robust.futures import Futures
    from reshore.tables.model import Model

    Floats = NDArray[np.float64]


def robust_design(
    model: Model,
    futures: Futures,
    *,
    objective: str = "expected",
    lambda_: float = 0.5,
    alpha: float = 0.9,
    gap: float = 0.005,
    time_limit: float | None = None,
    threads: int | None = None,
    seed: int = 0,
    start: Plan | None = None,
    method: str = "auto",
    workers: int = 1,
    folder: Path | None = None,
    on_stage: Callable[[str], None] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancel: Event | None = None,
) -> RobustPlan:
    """Choose sites, modules and sources once, and flows for each future, so that all together cost least.

    Parameters
    ----------
    model
        A checked model: the base case.
    futures
        What its tables may turn out to be.
    objective
        `expected` cost; `cvar`, a part of it and a part of the mean cost of the worst futures; or the largest
        `regret`, against the best plan for each future alone.
    lambda_, alpha
        Of `cvar`: the part of the CVaR, and the probability of the futures that aren't among the worst.
    gap
        Relative gap at which a search ends.
    time_limit
        Seconds after which a search ends with the best plan so far; None = no limit.
    threads
        Threads of the solver; None = all cores.
    seed
        Seed of the solver.
    start
        A plan whose sites and modules the search starts from.
    method
        `direct` (the solver on the programs of all futures together), `decompose` (decisions apart from each
        future's flows), or `auto`: one of them by size.
    workers, folder
        Of the search for each future's own best plan, which a regret needs: processes, and where finished
        searches are kept, so that the same call goes on from there after an interruption.
    on_stage
        Called with what is done next.
    on_progress
        Called while the search runs.
    cancel
        Set it to end the search with the best plan so far; Ctrl-C does the same.

    Returns
    -------
    RobustPlan
        Its status is feasible, not optimal, when it was stopped before the gap.

    Raises
    ------
    UsageError
        If an option is out of its range.
    DataError
        If a future's changes make no sense, or futures differ in which sites, resources or periods there are.
    InfeasibleError
        If no decisions leave every future a plan; the message names the futures and what to give up.
    TimeLimitError
        If the time limit came before the first plan.
    StoppedError
        If `cancel` or Ctrl-C came before the first plan.
    AuditError
        If a future's plan fails its audit.
    """
    options = Options(
        gap=gap,
        time_limit=np.inf if time_limit is None else time_limit,
        threads=threads or os.cpu_count() or 1,
        seed=seed,
    )
    aim, asked, cancel = Aim.read(objective, lambda_, alpha), as_robust_method(method), cancel or Event()
    told = on_stage or (lambda _: None)
    told("Programs of the futures")
    ready = cases(model, futures)
    own = None
    if aim.objective is Objective.REGRET:
        own = _own(model, futures, ready, options, workers, folder, told, cancel)
    joint = Joint.of(ready)
    own_costs = None if own is None else own.costs["own_best"].to_numpy()
    weighing = Weighing.of(aim, joint.probabilities, own_costs)
    # A regret is searched for above what the futures' own plans cost on average.
    above = float(joint.probabilities @ own_costs) if own_costs is not None else 0.0
    search = Search(ready, joint, options, _shifted(on_progress, above), cancel)
    used = choose(joint) if asked is Method.AUTO else asked
    told("Plan for all futures")
    point = None if start is None else _point(joint, ready, start)
    least = None if own is None else own.costs["own_bound"].to_numpy()
    solution = search.run(weighing, used, start=point, least=least)
    if solution.status is Found.INFEASIBLE:
        raise infeasible(ready, joint, options, cancel)
    require_plan(solution, joint.program, cancel)
    told("Flows of each future")
    stage = FirstStage.of(joint.shared.blocks, solution.x)
    plans = _plans(ready, stage, options, used, model.name, own)
    frames = _frames(futures, plans, stage, own)
    shift = (1 - weighing.tail) * float(joint.probabilities @ joint.constants)
    costs = np.array([plan.objective for plan in plans.values()])
    if own is None:
        reached, bound = weighing.value(costs), solution.bound + shift
        scale = abs(reached)
    else:
        reached = float(frames["futures"]["regret_most"].to_numpy().max())
        bound, scale = max(0.0, solution.bound + shift - above), abs(above)
    return RobustPlan(
        model_name=model.name,
        currency=str(model.settings["currency"]),
        status=Status.OPTIMAL if solution.status is Found.OPTIMAL else Status.FEASIBLE,
        raw_status=solution.raw_status,
        objective=reached,
        bound=min(bound, reached),
        gap=max(0.0, reached - bound) / max(scale, 1e-9),
        seconds=solution.seconds,
        frames=frames,
        plans=plans,
        options={"objective": str(aim.objective), "lambda": aim.tail, "alpha": aim.level},
        facts=_facts(joint, solution, options, used, plans),
    )


def _own(
    model: Model,
    futures: Futures,
    ready: Sequence[Case],
    options: Options,
    workers: int,
    folder: Path | None,
    told: Callable[[str], None],
    cancel: Event,
) -> OwnPlans:
    """Look for each future's best plan; where there is none, say why."""

    def watch(done: int, count: int, _: float) -> None:
        told(f"Best plan of each future alone: {done:,} of {count:,}")

    try:
        return own_plans(
            model, futures, options, workers=workers, folder=folder, on_progress=watch, cancel=cancel
        )
    except OwnInfeasibleError as error:
        case = next(case for case in ready if case.future.name == error.future)
        raise infeasible_alone(case, options, cancel) from None


def _point(joint: Joint, ready: Sequence[Case], start: Plan) -> Floats:
    """Return a plan's sites and modules as integers to start from."""
    x = np.full(joint.program.shape[1], np.nan)
    x[joint.columns[0]] = starting_point(ready[0].footprint, Decisions.of(start))
    x[joint.shared.size :] = np.nan
    return x


def _shifted(on_progress: Callable[[Progress], None] | None, by: float) -> Callable[[Progress], None] | None:
    if on_progress is None or not by:
        return on_progress
    return lambda now: on_progress(
        Progress(now.seconds, now.incumbent - by, now.bound - by, now.gap, now.nodes)
    )


def _plans(
    ready: Sequence[Case],
    stage: FirstStage,
    options: Options,
    method: Method,
    name: str,
    own: OwnPlans | None,
) -> dict[str, Plan]:
    """Return each future's plan, with the best flows for what is decided."""
    bounds = {} if own is None else dict(own.costs.select("future", "own_bound").iter_rows())
    plans = {}
    for case in ready:
        found = flows(case, stage, options)
        if found is None:
            raise SolverError(f"rounded decisions leave future {case.future.name!r} no flows")
        bound = bounds.get(case.future.name, -np.inf) - case.constant
        plans[case.future.name] = plan_in(case, found, options, method=method, model=name, bound=bound)
    return plans


def _frames(
    futures: Futures, plans: Mapping[str, Plan], stage: FirstStage, own: OwnPlans | None
) -> dict[str, pl.DataFrame]:
    costs = pl.DataFrame(
        {
            "future": futures.names,
            "probability": [one.probability for one in futures],
            "cost": [plan.objective for plan in plans.values()],
        }
    )
    unknown = pl.DataFrame(schema={"future": pl.String, "own_best": pl.Float64, "own_bound": pl.Float64})
    return {
        "futures": with_own(costs, unknown if own is None else own.costs),
        "changes": pl.concat(
            one.changes.select(pl.lit(one.name).alias("future"), pl.all()) for one in futures
        ),
        "decisions": decisions(next(iter(plans.values()))),
        "sources": sources(stage),
        "worth": FRAMES["worth"].empty(),
        "others": FRAMES["others"].empty(),
        "own_decisions": FRAMES["own_decisions"].empty() if own is None else own.decisions,
    }


def _facts(
    joint: Joint, solution: Solution, options: Options, method: Method, plans: Mapping[str, Plan]
) -> dict[str, Any]:
    """How the plan was found."""
    rows, columns = joint.program.shape
    versions = next(iter(plans.values())).facts["versions"]
    asked = {name: value for name, value in asdict(options).items() if name in {"threads", "seed"}}
    return {
        "futures": len(plans),
        "rows": rows,
        "columns": columns,
        "shared_columns": joint.shared.size,
        "nonzeros": int(joint.program.matrix.nnz),
        "integers": int(joint.program.integer.sum()),
        "nodes": solution.nodes,
        "gap_asked": options.gap,
        "time_limit": None if np.isinf(options.time_limit) else options.time_limit,
        **asked,
        "method": str(method),
        "versions": dict(versions),
    }
