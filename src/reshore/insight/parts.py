"""The parts of an explanation: each asks for designs, and gives frames and facts."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from reshore.insight.asked import Stage
from reshore.insight.attribution import attribute
from reshore.insight.card import made, sent
from reshore.insight.frames import conform
from reshore.insight.near import near_frames
from reshore.insight.regret import regrets
from reshore.insight.sensitivity.breakeven import break_evens
from reshore.insight.sensitivity.grid import two_way_map
from reshore.insight.sensitivity.tornado import swings
from reshore.insight.ties import near_ties

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl

    from reshore.insight.asked import Asked
    from reshore.insight.interval import Interval
    from reshore.insight.sensitivity.cell import Cell
    from reshore.insight.work import Work
    from reshore.plan.plan import Plan

    Found = tuple[dict[str, pl.DataFrame], dict[str, Any]]
    """Frames, and facts beside them."""


def card(plan: Plan, site: str) -> Found:
    """Say what a site makes, and for whom."""
    return {"makes": made(plan, site), "sends": sent(plan, site)}, {}


def drivers(work: Work, asked: Asked) -> Found:
    """Find out what each cause accounts for."""
    with work.stage(Stage.DRIVERS, most=2 ** len(asked.causes)) as how:
        found = attribute(
            work.model,
            work.plan,
            asked.drivers,
            site=asked.site,
            risk_rules=asked.risk_rules,
            kept_rules=asked.kept_rules,
            **how,
        )
    work.designs[Stage.DRIVERS] = found.designs.height
    frames = {name: conform(name, getattr(found, name)) for name in ("drivers", "interactions", "coalitions")}
    advantage = None if found.advantage is None else _ends(found.advantage)
    return frames, {
        "total": _ends(found.total),
        "advantage": advantage,
        "left_out": list(found.left_out),
        "remarks": found.told,
    }


def ties_and_regrets(work: Work, asked: Asked, count: Mapping[str, int]) -> Found:
    """Find regrets, and near ties from what was found for them."""
    with work.stage(Stage.REGRETS, most=count.get(Stage.REGRETS, 1)) as how:
        sites = [asked.site] if asked.site else []
        forced = regrets(work.model, work.plan, sites=sites, **how)
    with work.stage(Stage.TIES) as how:
        del how["workers"]
        ties = near_ties(
            work.model,
            work.plan,
            near=asked.near,
            most=asked.most,
            by=asked.by,
            known=forced.designs,
            **how,
        )
    work.designs.update({Stage.REGRETS: forced.designs.height, Stage.TIES: ties.designs.height - 1})
    return near_frames(ties, forced), {
        "best": _ends(ties.best),
        "near_most": ties.most,
        "ended": str(ties.ended),
        "complete": ties.complete,
        "remarks": list(_remarks(work.plan, ties.best, [forced.designs, ties.designs])),
    }


def varied_cells(work: Work, varied: Sequence[Cell], tolerance: float) -> Found:
    """Vary cells: their ends, and where sites change between them."""
    with work.stage(Stage.TORNADO, most=2 * len(varied)) as how:
        ends = swings(work.model, work.plan, varied, **how)
    with work.stage(Stage.BREAK_EVENS, most=2 * len(varied)) as how:
        found = break_evens(work.model, work.plan, ends, tolerance=tolerance, **how)
    work.designs.update({Stage.TORNADO: ends.designs.height, Stage.BREAK_EVENS: found.designs.height})
    frames = {"tornado": ends.tornado, "breakevens": found.breakevens, "points": found.points}
    told = {name: conform(name, frame) for name, frame in frames.items()}
    return told, {"remarks": found.told}


def mapped_cells(work: Work, cells: Sequence[Cell], steps: int) -> Found:
    """Design on a grid of two cells' values."""
    x, y = cells
    with work.stage(Stage.MAP, most=steps) as how:
        found = two_way_map(work.model, work.plan, x, y, steps=steps, **how)
    work.designs[Stage.MAP] = found.designs.height
    axes = [
        {"cell": cell.name, "unit": cell.unit, "now": now}
        for cell, now in zip((x, y), found.now, strict=True)
    ]
    return {"map": conform("map", found.map)}, {"axes": axes}


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
