"""Measures that rules count, of one unit of an activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.variables import COST

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMN: Mapping[str, str] = {
    "value": "value",
    "value_added": "value_added",
    "mass": "mass",
    "carbon": "carbon",
    "labour": "labour_hours",
    "hours": "hours",
}
"""Measure -> column of the activity's frame that holds it; cost apart, the others count units."""

COST_LINES: Mapping[str, tuple[str, ...]] = {
    "make": ("production", "labour", "energy", "carbon"),
    "buy": ("purchase",),
    "ship": ("transport", "carbon", "transit_capital", "duty", "drawback"),
    "use": ("duty", "drawback"),
    "short": ("shortage",),
    "open": ("site_fixed",),
}
"""Activity -> the cost lines that measure `cost` adds up; of `build` it is the money invested."""


def of_unit(frame: pl.DataFrame, activity: str, measure: str) -> pl.Expr:
    """Return the measure of one unit of an activity, as an expression on its frame; 0 where it has none."""
    if measure == "cost" and activity != "build":
        lines = [COST + line for line in COST_LINES[activity]]
        return pl.sum_horizontal(pl.lit(0.0), *(line for line in lines if line in frame.columns))
    column = "investment" if measure == "cost" else COLUMN.get(measure)
    return pl.lit(1.0) if column is None else pl.col(column).cast(pl.Float64).fill_null(0.0)
