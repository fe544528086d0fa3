"""Figures of one replication, which has been checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.factory.line.records import BIN, SCALE, WEEK
from reshore.factory.line.verify import check, check_alive

if TYPE_CHECKING:
    from reshore.factory.line.line import Line
    from reshore.factory.line.records import Floats, Integers
    from reshore.factory.line.state import State

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "replication": pl.Int64,
    "hours": pl.Float64,
    "throughput": pl.List(pl.Float64),
    "scrap": pl.List(pl.Float64),
    "inside": pl.List(pl.Float64),
    "lead_mean": pl.List(pl.Float64),
    "lead_median": pl.List(pl.Float64),
    "lead_95": pl.List(pl.Float64),
    "shares": pl.List(pl.Float64),
    "pool_mean": pl.List(pl.Float64),
    "pool_peak": pl.List(pl.Float64),
    "power_mean": pl.List(pl.Float64),
    "power_peak": pl.List(pl.Float64),
    "inside_over_time": pl.List(pl.Float64),
    "output_over_time": pl.List(pl.Float64),
}
"""Columns of `figures`."""


def figures(line: Line, state: State, begin: float, before: Integers) -> pl.DataFrame:
    """Return one row of a replication.

    Parameters
    ----------
    line
        What was simulated.
    state
        Where it stands at the end, with meters that were set to zero at `begin`.
    begin
        Hours at which measuring began.
    before
        Units good, and scrapped, until then; shape: 2, products.

    Returns
    -------
    row
        Of `SCHEMA`. By product: `throughput` and `scrap` (units a week), `inside` (mean), `lead_mean`,
        `lead_median`, `lead_95` (hours; null where no unit ended well). `shares`: of server time by group and
        `codes.Share`. By pool: mean and peak use. `power_mean`, `power_peak`: kW by hour of the week, null
        where an hour was not measured. `inside_over_time` (mean), `output_over_time` (units): by product and
        bin of `records.BIN` hours from time 0.

    Raises
    ------
    DataError
        If the line has come to a halt.
    AuditError
        If units or time got lost: the kernel is wrong.
    """
    check(line, state, begin)
    check_alive(line, state)
    end = float(state.clock.now[0])
    hours = end - begin
    products = state.products
    counts = np.array([products.finished, products.scrapped]) - before
    servers = np.array([group.servers for group in line.groups])
    leads = [_lead_times(state, p) for p in range(len(products))]
    covered = _covered(begin, end)
    with np.errstate(divide="ignore", invalid="ignore"):
        power = state.energy / covered
    idle = line.base_power + sum(group.idle_power * group.servers for group in line.groups)
    row = {
        "replication": int(state.clock.replication[0]),
        "hours": hours,
        "throughput": counts[0] * WEEK / hours,
        "scrap": counts[1] * WEEK / hours,
        "inside": _inside(state, begin, end),
        **{f"lead_{name}": [lead[name] for lead in leads] for name in ("mean", "median", "95")},
        "shares": (state.shares / servers[:, None] / hours).ravel(),
        "pool_mean": state.pools.integral / SCALE / hours,
        "pool_peak": state.pools.peak / SCALE,
        "power_mean": _known(power + idle, covered),
        "power_peak": _known(state.peak + idle, covered),
        "inside_over_time": (state.inside / BIN).ravel(),
        "output_over_time": state.output.ravel(),
    }
    return pl.DataFrame([row], schema=SCHEMA)


def _lead_times(state: State, p: int) -> dict[str, float | None]:
    left = state.left[: int(state.clock.logged[0])]
    hours = (left.left - left.entered)[left.product == p]
    if not len(hours):
        return dict.fromkeys(("mean", "median", "95"))
    median, high = np.quantile(hours, [0.5, 0.95]).tolist()
    return {"mean": float(hours.mean()), "median": median, "95": high}


def _inside(state: State, begin: float, end: float) -> Floats:
    """Return mean units inside; measuring begins with a bin."""
    mean: Floats = state.inside[:, round(begin / BIN) :].sum(axis=1) / (end - begin)
    return mean


def _covered(begin: float, end: float) -> Floats:
    """Return how many hours of each hour of the week were measured."""
    hours = np.arange(np.floor(begin), np.ceil(end))
    covered = np.zeros(int(WEEK))
    parts = np.minimum(hours + 1, end) - np.maximum(hours, begin)
    np.add.at(covered, hours.astype(np.int64) % int(WEEK), parts)
    return covered


def _known(values: Floats, covered: Floats) -> list[float | None]:
    return [value if part > 0 else None for value, part in zip(values.tolist(), covered, strict=True)]
