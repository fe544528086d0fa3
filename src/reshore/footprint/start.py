"""Decisions as a place to start from: sites and modules of a plan as integers of another program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from reshore.footprint.program import FootprintProgram
    from reshore.plan.plan import Plan

DECISIONS: Mapping[str, tuple[str, str]] = {
    "open": ("sites", "open"),
    "start": ("sites", "started"),
    "stop": ("sites", "stopped"),
    "build": ("capacity", "modules_ordered"),
}
"""Block of integer columns -> frame and column of a plan that hold its values."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a plan decides on sites and modules.

    Attributes
    ----------
    sites
        site, period, open, started, stopped.
    capacity
        site, resource, period, modules_ordered.
    """

    sites: pl.DataFrame
    capacity: pl.DataFrame

    @classmethod
    def of(cls, plan: Plan) -> Decisions:
        """Return those of a plan."""
        return cls(
            plan["sites"].select("site", "period", "open", "started", "stopped"),
            plan["capacity"].select("site", "resource", "period", "modules_ordered"),
        )

    @property
    def used(self) -> frozenset[str]:
        """Sites that are open in any period."""
        return frozenset(self.sites.filter("open")["site"])

    @property
    def equipped(self) -> frozenset[tuple[str, str]]:
        """Resources, by site and resource, that ever get modules."""
        ordered = self.capacity.filter(pl.col("modules_ordered") > 0)
        return frozenset(ordered.select("site", "resource").iter_rows())


def starting_point(footprint: FootprintProgram, decisions: Decisions) -> NDArray[np.float64]:
    """Return one value a column of a program, for `start` of :func:`reshore.lp.highs.solve`.

    What isn't decided, and all that is no whole number, is left to the solver (NaN). So is what stands
    against a condition of the program, and what may have to stand in for it.
    """
    x = np.full(footprint.program.shape[1], np.nan)
    for name, (frame, column) in DECISIONS.items():
        block = footprint.columns[name]
        told: pl.DataFrame = getattr(decisions, frame)
        decided = told.select(*block.keys, pl.col(column).cast(pl.Float64).alias("#decided"))
        known = block.frame.join(decided, on=block.keys, how="left", maintain_order="left")
        x[block.span] = known["#decided"].fill_null(np.nan).to_numpy()
    for name, free in _freed(footprint, decisions):
        x[footprint.columns[name].positions(free)] = np.nan
    return x


def _freed(footprint: FootprintProgram, decisions: Decisions) -> Iterator[tuple[str, pl.Expr]]:
    """Yield blocks, and which of their columns conditions that the decisions don't keep leave undecided.

    Where the count is too small, what could add to it; where it is too large, what could take from it, sites
    that aren't used and count nothing, and all modules: they may have to stand in.
    """
    for condition in footprint.conditions:
        excess = condition.excess(decisions)
        if not excess:
            continue
        sites = [
            site
            for site, weight in condition.weights.items()
            if weight * excess * (1 if site in decisions.used else -1) > 0
        ]
        sites += [
            site
            for (site, resource), weight in condition.modules.items()
            if weight * excess * (1 if (site, resource) in decisions.equipped else -1) > 0
        ]
        counts = [*condition.weights]
        here = pl.col("site").is_in(sites)
        idle = ~pl.col("site").is_in([*decisions.used, *counts]) if excess > 0 else pl.lit(False)
        for name in ("open", "start", "stop"):
            yield name, here | idle
        yield "build", pl.lit(True) if excess > 0 else here
