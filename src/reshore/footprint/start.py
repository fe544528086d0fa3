"""A plan as a place to start from: its sites and modules as integers of another model's program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def starting_point(footprint: FootprintProgram, plan: Plan) -> NDArray[np.float64]:
    """Return one value a column of a program, for `start` of :func:`reshore.lp.highs.solve`.

    What the plan doesn't decide, and all that is no whole number, is left to the solver (NaN).
    """
    x = np.full(footprint.program.shape[1], np.nan)
    for name, (frame, column) in DECISIONS.items():
        block = footprint.columns[name]
        decided = plan[frame].select(*block.keys, pl.col(column).cast(pl.Float64).alias("#decided"))
        known = block.frame.join(decided, on=block.keys, how="left", maintain_order="left")
        x[block.span] = known["#decided"].fill_null(np.nan).to_numpy()
    return x
