"""A design beside the run's plan: which sites it adds and drops."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.start import Decisions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.plan.plan import Plan

BESIDE: Mapping[str, pl.List] = MappingProxyType(
    dict.fromkeys(("used", "added", "dropped"), pl.List(pl.String))
)
"""Columns that `beside` gives."""

AS_PLANNED = "as planned"
"""Label of a design with the sites of the run's plan."""


def beside(plan: Plan, used: Sequence[str] | None) -> dict[str, list[str] | None]:
    """Return sites used, and those added and dropped against the run's plan; nothing without a plan."""
    if used is None:
        return dict.fromkeys(BESIDE)
    own = Decisions.of(plan).used
    return {"used": sorted(used), "added": sorted(set(used) - own), "dropped": sorted(own - set(used))}


def label(added: Sequence[str] | None, dropped: Sequence[str] | None) -> str:
    """Return in words what a design adds and drops."""
    parts = [f"with {', '.join(added)}"] if added else []
    parts += [f"without {', '.join(dropped)}"] if dropped else []
    return "; ".join(parts) or AS_PLANNED
