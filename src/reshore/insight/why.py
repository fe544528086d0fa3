"""`why`: what made a plan the answer, from the plan and its tables to a result."""

from __future__ import annotations

import platform
from contextlib import contextmanager
from importlib.metadata import version
from math import isfinite
from threading import Event
from typing import TYPE_CHECKING, Any

from reshore.errors import StoppedError
from reshore.insight.asked import REGRETS, TIES, Asked
from reshore.insight.card import made, sent
from reshore.insight.frames import FRAMES
from reshore.insight.near import near_frames
from reshore.insight.regret import regrets
from reshore.insight.result import WhyResult
from reshore.insight.ties import near_ties
from reshore.risk.stages import Stages
from reshore.tables import scenario as scenarios

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import polars as pl

    from reshore.insight.interval import Interval
    from reshore.plan.plan import Plan
    from reshore.risk.stages import Step
    from reshore.tables.model import Model


def why(
    model: Model,
    plan: Plan,
    *,
    site: str = "",
    near: float = 0.01,
    most: int = 10,
    by: str = "sites",
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
    gap
        Relative gap at which each search ends; None = that of the plan's own search.
    time_limit
        Seconds for each search; None = no limit.
    workers
        Processes of one thread each; near ties are found one after another by one.
    folder
        Where finished designs are kept; the same call goes on from there after an interruption.
    on_start
        Told, before the first design, how many each stage takes at most.
    on_progress
        Told where it stands.
    cancel
        Set it to stop.

    Raises
    ------
    UsageError
        If there is no such site, or an option is out of its range.
    StoppedError
        If `cancel` or Ctrl-C came before the end; finished designs are kept in the folder.
    ReshoreError
        If a design fails.
    """
    asked = Asked(site=site, near=near, most=most, by=by, gap=gap, time_limit=time_limit)
    base = scenarios.apply(model, plan.scenario) if plan.scenario else model
    asked.require_sense(base)
    count = asked.designs(base)
    if on_start is not None:
        on_start(count)
    stages = Stages(on_progress)
    how: dict[str, Any] = {"gap": gap, "time_limit": time_limit, "cancel": cancel or Event()}
    few = max(1, min(workers, count.get(REGRETS, 0)))
    frames = {name: spec.empty() for name, spec in FRAMES.items()}
    if site:
        frames |= {"makes": made(plan, site), "sends": sent(plan, site)}
    with _stage(stages, REGRETS, folder) as (tell, parts):
        sites = [site] if site else []
        forced = regrets(model, plan, sites=sites, workers=few, folder=parts, on_progress=tell, **how)
    with _stage(stages, TIES, folder) as (tell, parts):
        ties = near_ties(
            model,
            plan,
            near=near,
            most=most,
            by=by,
            known=forced.designs,
            folder=parts,
            on_progress=tell,
            **how,
        )
    frames |= near_frames(ties, forced)
    return WhyResult(
        model_name=plan.model_name,
        scenario=plan.scenario,
        currency=plan.currency,
        frames=frames,
        options=asked.told(),
        facts={
            "best": _ends(ties.best),
            "near_most": ties.most,
            "ended": str(ties.ended),
            "complete": ties.complete,
            "designs": {REGRETS: forced.designs.height, TIES: ties.designs.height - 1},
            "remarks": list(_remarks(plan, ties.best, [forced.designs, ties.designs])),
            "seconds": stages.seconds,
            "versions": {"reshore": version("reshore"), "python": platform.python_version()},
        },
    )


@contextmanager
def _stage(
    stages: Stages, name: str, folder: Path | None
) -> Iterator[tuple[Callable[..., None], Path | None]]:
    """Begin a stage, and give who is told of it and the folder that keeps its designs."""
    parts = None if folder is None else folder / name.lower().replace(" ", "-")
    try:
        with stages.stage(name) as tell:
            yield tell, parts
    except StoppedError as error:
        kept = f"; designs that are finished are in {folder}, and the same again goes on from there"
        raise StoppedError(f"stopped at {name.lower()}{kept if folder else ''}") from error


def _ends(interval: Interval) -> list[float | None]:
    return [end if isfinite(end) else None for end in (interval.low, interval.high)]


def _remarks(plan: Plan, best: Interval, designs: list[pl.DataFrame]) -> Iterator[str]:
    """Yield what a reader has to know first: whether a better plan was found, and what was not found out."""
    better = [row for frame in designs for row in frame.filter("better").to_dicts()]
    if better:
        row = min(better, key=lambda one: one["objective"])
        yield (
            f"a plan that costs less than the run's was found: {row['objective']:,.0f} against"
            f" {plan.objective:,.0f} {plan.currency} ({row['name']})"
        )
    if not isfinite(best.low):
        yield "nothing is proven of what the best plan costs: differences to it have no least"
