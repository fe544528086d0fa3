"""`stress`: what breaks a plan, from the plan and its tables to a result."""

from __future__ import annotations

import math
import platform
from importlib.metadata import version
from threading import Event
from typing import TYPE_CHECKING

from reshore.errors import DataError, UsageError
from reshore.jobs.stages import Stages
from reshore.risk import laws
from reshore.risk.asked import Asked
from reshore.risk.concentration import concentration, passages
from reshore.risk.exposure import exposures
from reshore.risk.frames import FRAMES
from reshore.risk.improved import improved
from reshore.risk.play import Play
from reshore.risk.played import played
from reshore.risk.read import operation
from reshore.risk.result import StressResult
from reshore.risk.sets import stress_sets
from reshore.risk.verdict import largest
from reshore.risk.weekly import WAIT
from reshore.tables import scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import polars as pl

    from reshore.jobs.stages import Step
    from reshore.plan.plan import Plan
    from reshore.risk.ensemble import Replications
    from reshore.risk.sets import StressSet
    from reshore.tables.model import Model


def stress(
    plan: Plan,
    model: Model,
    *,
    at: str = "",
    ttr: float | None = None,
    sets: Sequence[str] = (),
    engine: str = "both",
    replications: int = 1000,
    recourse_replications: int = 100,
    window: int = 52,
    tail: int = 26,
    unmet: str = "lost",
    wait: float = WAIT,
    policy: str = "base-stock",
    batch: float = 4.0,
    delay: int = 2,
    priority: Sequence[str] = (),
    seed: int = 0,
    workers: int = 1,
    cluster: str | None = None,
    folder: Path | None = None,
    fixes: bool = True,
    on_progress: Callable[[Step], None] | None = None,
    cancel: Event | None = None,
) -> StressResult:
    """Find what breaks a plan; docs/stress.md says what each number means.

    Parameters
    ----------
    plan, model
        A plan, and the model it was designed from, without the scenario applied. Without rows in its table
        hazards, exposures are all there is to find.
    at
        The period whose operation is looked at; empty = the last.
    ttr
        Time to recover (days) of what the tables give none for; None = not known.
    sets
        Sets of the user's, that stop together: ``name: table: condition`` each.
    engine
        Who works replications out: `both`, `recourse`, `simulation`, or `none`.
    replications
        How many the simulation plays in which something may happen.
    recourse_replications
        How many of these recourse plays, which takes far longer.
    window, tail
        Weeks in which events begin, and weeks that follow.
    unmet
        What becomes of demand that isn't served in its week: `lost` or `backlog`.
    wait
        Cost of a unit that waits a week, as a share of its worth.
    policy
        How the simulation orders: `base-stock` or `s-S`.
    batch
        Weeks of what goes out that an order holds under `s-S`.
    delay
        Weeks for which a source may be shut before the simulation turns to others.
    priority
        Segments in the order in which the simulation serves them; empty = in proportion.
    seed
        Of all luck.
    workers, cluster
        Processes, or the address of a Dask scheduler whose workers do it instead.
    folder
        Where finished replications are kept; the same call goes on from there after an interruption.
    fixes
        Whether to try what would help against the largest exposures: many times the replications, by the
        simulation if there is one.
    on_progress
        Told where the test stands.
    cancel
        Set it to stop.

    Raises
    ------
    UsageError
        If there is no such period, a set can't be read, an option is out of its range, or numba, which
        simulations need, isn't installed.
    DataError
        If distributions in the table hazards can't be read.
    StoppedError
        If `cancel` or Ctrl-C came before the end; what is finished is kept in the folder.
    """
    if ttr is not None and not 0 < ttr < math.inf:
        raise UsageError(f"a time to recover of {ttr:g} days is not above 0")
    asked = Asked(
        engine=engine,
        replications=replications,
        recourse_replications=recourse_replications,
        window=window,
        tail=tail,
        unmet=unmet,
        wait=wait,
        policy=policy,
        batch=batch,
        delay=delay,
        priority=tuple(priority),
        seed=seed,
    )
    cancel = cancel or Event()
    stages = Stages(on_progress)
    changed = scenario.apply(model, plan.scenario) if plan.scenario else model
    if wrong := laws.faults(changed):
        raise DataError(wrong)
    looked_at = operation(plan, changed, at)
    chosen = stress_sets(looked_at, changed, sets, ttr)
    players = asked.players() if changed["hazards"].height else []
    play = Play(changed, asked, workers, cluster, folder, cancel)
    remarks = play.draws(looked_at).remarks if players else ()
    frames = {name: spec.empty() for name, spec in FRAMES.items()}
    with stages.stage("Exposure") as tell:
        found = exposures(looked_at, chosen, on_progress=tell, cancel=cancel)
    frames |= {"exposures": found.sets, "exposure_segments": found.segments}
    frames |= {"concentration": concentration(looked_at), "passages": passages(looked_at)}
    ran: dict[str, Replications] = {}
    for player in players:
        with stages.stage(player.name.capitalize()) as tell:
            ran[player.name] = play.replications(looked_at, player, player.name, tell)
    if ran:
        frames |= played(ran, window, seed)
    if ran and fixes:
        worst = _sets(chosen, largest(found.sets))
        with stages.stage("Fixes") as tell:
            frames["fixes"] = improved(play, looked_at, worst, players[-1], ran[players[-1].name], tell)
    told = {**asked.told(), "fixes": fixes} if players else {"engine": "none"}
    return StressResult(
        model_name=plan.model_name,
        scenario=plan.scenario,
        period=looked_at.period,
        currency=looked_at.currency,
        frames=frames,
        options={"ttr": ttr, "sets": list(sets), **told},
        facts={
            "sets": len(chosen),
            "remarks": list(remarks),
            "seconds": stages.seconds,
            "versions": {"reshore": version("reshore"), "python": platform.python_version()},
        },
    )


def _sets(chosen: Sequence[StressSet], rows: pl.DataFrame) -> list[StressSet]:
    """Return the sets of rows of `exposures`, in their order."""
    named = {(one.kind, one.name): one for one in chosen}
    return [named[kind, name] for kind, name in rows.select("kind", "name").iter_rows()]
