"""`why`: what made a plan the answer, from the plan and its tables to a result."""

from __future__ import annotations

import platform
from importlib.metadata import version
from threading import Event
from typing import TYPE_CHECKING, Any

from reshore.insight import parts
from reshore.insight.asked import Asked
from reshore.insight.frames import FRAMES
from reshore.insight.result import WhyResult
from reshore.insight.sensitivity.breakeven import TOLERANCE
from reshore.insight.sensitivity.grid import STEPS
from reshore.insight.work import Work
from reshore.jobs.stages import Stages
from reshore.tables import scenario as scenarios

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from reshore.jobs.stages import Step
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model


def why(
    model: Model,
    plan: Plan,
    *,
    site: str = "",
    near: float = 0.01,
    most: int = 10,
    by: str = "sites",
    drivers: Sequence[str] = (),
    risk_rules: Sequence[str] = (),
    kept_rules: Sequence[str] = (),
    cells: Sequence[str] = (),
    map_: Sequence[str] = (),
    steps: int = STEPS,
    tolerance: float = TOLERANCE,
    gap: float | None = None,
    time_limit: float | None = None,
    workers: int = 1,
    folder: Path | None = None,
    on_start: Callable[[Mapping[str, int]], None] | None = None,
    on_progress: Callable[[Step], None] | None = None,
    cancel: Event | None = None,
) -> WhyResult:
    """Explain a plan; docs/why.md says what each number means.

    Parameters
    ----------
    model
        The model that the plan was designed from, without the plan's scenario applied.
    plan
        The plan; searches start from it.
    site
        A site to explain: what it makes and for whom, its regret alone; empty = the plan as a whole.
    near
        What a near tie may cost more than the best plan, as a share of it.
    most
        Near ties to look for at most, the plan's own design among them.
    by
        What tells designs apart: `sites` or `modules`.
    drivers
        Causes whose part is found out, by 2 to the power of their number of designs, twice as many for a
        site: names, ``NAME=SCENARIO`` for what a scenario writes, and `default` for the default ones that
        change anything.
    risk_rules
        Rules against risk, beside those that count sources; they are told from those of policy by drivers.
    kept_rules
        Rules that the driver `policy_rules` leaves alone, such as those that say how fast can be built.
    cells
        Numbers of the tables that are varied: ``TABLE: WHERE: COLUMN: low, high`` each, or `ranges` for those
        of the table `ranges`.
    map_
        Two cells, written likewise, for a map of both.
    steps
        Values of each cell of the map.
    tolerance
        Width to which a break-even is narrowed down, as a share of the range.
    gap
        Relative gap at which each search ends; None = that of the plan's own search.
    time_limit
        Seconds for each search; None = no limit.
    workers
        Processes of one thread each; near ties are found one after another by one.
    folder
        Where finished designs are kept; the same call goes on from there after an interruption.
    on_start
        Told, before the first design, about how many each stage takes.
    on_progress
        Told where it stands.
    cancel
        Set it to stop.

    Raises
    ------
    UsageError
        If there is no such site or driver, or an option is out of its range.
    DataError
        If cells make no sense.
    StoppedError
        If `cancel` or Ctrl-C came before the end; finished designs are kept in the folder.
    ReshoreError
        If a design fails.
    """
    asked = Asked(
        site=site,
        near=near,
        most=most,
        by=str(by),
        drivers=tuple(drivers),
        risk_rules=tuple(risk_rules),
        kept_rules=tuple(kept_rules),
        cells=tuple(cells),
        map=tuple(map_),
        steps=steps,
        tolerance=tolerance,
        gap=gap,
        time_limit=time_limit,
    )
    base = scenarios.apply(model, plan.scenario) if plan.scenario else model
    asked.require_sense(base)
    varied, mapped, count = asked.varied(base), asked.mapped(base), asked.designs(base)
    if on_start is not None:
        on_start(count)
    work = Work(model, plan, gap, time_limit, workers, folder, cancel or Event(), Stages(on_progress))
    found = [parts.card(plan, site)] if site else []
    found += [parts.drivers(work, asked)] if drivers else []
    found += [parts.ties_and_regrets(work, asked, count)]
    found += [parts.varied_cells(work, varied, tolerance)] if varied else []
    found += [parts.mapped_cells(work, mapped, steps)] if mapped else []
    frames = {name: spec.empty() for name, spec in FRAMES.items()}
    facts: dict[str, Any] = {"remarks": []}
    for more, told in found:
        frames |= more
        facts = {**facts, **told, "remarks": [*facts["remarks"], *told.get("remarks", ())]}
    return WhyResult(
        model_name=plan.model_name,
        scenario=plan.scenario,
        currency=plan.currency,
        frames=frames,
        options=asked.told(),
        facts={
            **facts,
            "designs": work.designs,
            "seconds": work.stages.seconds,
            "versions": {"reshore": version("reshore"), "python": platform.python_version()},
        },
    )
