"""Plans that say nothing but how much is made where and moved on which lane."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.plan.frames import FRAMES
from reshore.plan.plan import Plan, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BLANK: Mapping[Any, Any] = {pl.String: "", pl.Float64: 0.0, pl.Int64: 0, pl.Boolean: False}


def plan_of(**frames: Sequence[Mapping[str, Any]]) -> Plan:
    """Return a plan with rows in some of its frames; cells that aren't written are 0 or blank."""
    filled = {
        name: pl.DataFrame(
            [
                {column: BLANK.get(dtype) for column, dtype in spec.dtypes.items()} | row
                for row in frames.get(name, ())
            ],
            schema=dict(spec.dtypes),
        )
        for name, spec in FRAMES.items()
    }
    return Plan("", "", "USD", Status.OPTIMAL, "", 0.0, 0.0, 0.0, 0.0, filled, {})


def cells(edit_or_cells: pl.DataFrame) -> set[tuple[Any, ...]]:
    """Return rows as a set."""
    return set(edit_or_cells.iter_rows())
