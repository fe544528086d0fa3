"""Marginal values: what one more unit of a limit would save, with the integers as they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.lp.highs import solve_fixed
from reshore.lp.keys import POSITION

if TYPE_CHECKING:
    from reshore.footprint.program import FootprintProgram
    from reshore.lp.solution import Solution

ROWS = {
    "demand": "unit",
    "capacity": "hour",
    "throughput": "unit",
    "lane_capacity": "unit",
    "rule": "measure",
    "baseline": "unit",
    "stock_cover": "unit",
    "stock_maximum": "unit",
}
"""Families of rows whose duals planners ask for, and the unit of their limit."""

LINKS = ("make_open", "make_start", "buy_open", "hold_open", "ship_open", "source_most", "lost_at_stop")
"""Families of rows that repeat a limit of others where a site is open, and would take its marginal value."""


def marginals(footprint: FootprintProgram, solution: Solution) -> pl.DataFrame:
    """Return the frame marginals: change of net present cost for one more unit of a limit.

    A program with integers has no duals: these are those of the linear program that is left when sites,
    modules and sources stay as they are, so they hold for small changes only. Limits whose marginal value is
    0 are left out.
    """
    solution = _without_links(footprint, solution)
    currency = footprint.network.model.settings["currency"]
    parts = []
    for family, unit in ROWS.items():
        block = footprint.program.rows[family]
        named = [key for key in block.keys if key != "period"]
        parts.append(
            block.values(solution.row_dual).select(
                family=pl.lit(family),
                name=pl.concat_str(named, separator="/"),
                period="period",
                value="value",
                unit=pl.lit(f"{currency}/{unit}"),
            )
        )
    bought = footprint.columns["buy"].values(solution.reduced_cost)
    limited = bought.filter(pl.col("most").is_finite(), pl.col("value") < 0)
    parts.append(
        limited.select(
            family=pl.lit("supply"),
            name=pl.concat_str("site", "product", separator="/"),
            period="period",
            value="value",
            unit=pl.lit(f"{currency}/unit"),
        )
    )
    found = pl.concat(parts)
    return found.filter(pl.col("value").is_finite() & (pl.col("value").abs() > 1e-9)).sort(
        "family", "name", "period"
    )


def _without_links(footprint: FootprintProgram, solution: Solution) -> Solution:
    """Solve again for the integers of a solution: links close sites that are closed, and do nothing else."""
    program = footprint.program
    upper = program.row_upper.copy()
    decided = program.matrix @ np.where(program.integer, solution.x, 0.0)
    for name in LINKS:
        rows = program.rows[name].span
        upper[rows] = np.where(decided[rows] < 0, np.inf, upper[rows])
    closed = footprint.columns["open"].values(solution.x).filter(pl.col("value") < 0.5)
    for name in ("capacity", "throughput"):
        shut = program.rows[name].frame.join(closed, on=["site", "period"], how="semi")
        upper[shut[POSITION].to_numpy()] = np.inf
    if np.array_equal(upper, program.row_upper):
        return solution
    return solve_fixed(replace(program, row_upper=upper), solution.x)
