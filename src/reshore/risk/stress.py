"""`stress`: what breaks a plan, from the plan and its tables to a result."""

from __future__ import annotations

import math
import platform
from importlib.metadata import version
from threading import Event
from typing import TYPE_CHECKING, Any

from reshore.errors import UsageError
from reshore.risk.exposed import exposed
from reshore.risk.frames import FRAMES
from reshore.risk.read import operation
from reshore.risk.result import StressResult
from reshore.risk.sets import stress_sets
from reshore.risk.stages import Stages
from reshore.tables import scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reshore.plan.plan import Plan
    from reshore.risk.stages import Step
    from reshore.tables.model import Model


def stress(
    plan: Plan,
    model: Model,
    *,
    at: str = "",
    ttr: float | None = None,
    sets: Sequence[str] = (),
    on_progress: Callable[[Step], None] | None = None,
    cancel: Event | None = None,
) -> StressResult:
    """Find what breaks a plan; docs/stress.md says what each number means.

    Parameters
    ----------
    plan, model
        A plan, and the model it was designed from, without the scenario applied.
    at
        The period whose operation is looked at; empty = the last.
    ttr
        Time to recover (days) of what the tables give none for; None = not known.
    sets
        Sets of the user's, that stop together: ``name: table: condition`` each.
    on_progress
        Told where the test stands.
    cancel
        Set it to stop.

    Raises
    ------
    UsageError
        If there is no such period, a set can't be read, or an option is out of its range.
    StoppedError
        If `cancel` or Ctrl-C came before the end.
    """
    if ttr is not None and not 0 < ttr < math.inf:
        raise UsageError(f"a time to recover of {ttr:g} days is not above 0")
    changed = scenario.apply(model, plan.scenario) if plan.scenario else model
    looked_at = operation(plan, changed, at)
    stages = Stages(on_progress, cancel or Event())
    chosen = stress_sets(looked_at, changed, sets, ttr)
    with stages.stage("Exposure") as tell:
        frames = {name: spec.empty() for name, spec in FRAMES.items()} | exposed(looked_at, chosen, tell)
    options: dict[str, Any] = {"at": looked_at.period, "ttr": ttr, "sets": list(sets)}
    return StressResult(
        model_name=plan.model_name,
        scenario=plan.scenario,
        period=looked_at.period,
        currency=looked_at.currency,
        frames=frames,
        options=options,
        facts={
            "sets": len(chosen),
            "seconds": stages.seconds,
            "versions": {"reshore": version("reshore"), "python": platform.python_version()},
        },
    )
