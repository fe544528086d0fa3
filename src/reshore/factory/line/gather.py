"""From rows of replications to the frames of a result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.chance.intervals import Estimate, mean
from reshore.factory.line.codes import Share
from reshore.factory.line.records import BIN

if TYPE_CHECKING:
    from reshore.factory.line.line import Line
    from reshore.factory.line.records import Floats

FIGURES = {
    "throughput": "units/week",
    "scrap": "units/week",
    "lead_mean": "h",
    "lead_median": "h",
    "lead_95": "h",
    "inside": "units",
}
"""Figures of a product, and their units."""


def by_product(line: Line, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the figures of each replication and product."""
    names = [product.name for product in line.products]
    listed = rows.select("replication", pl.lit(names).alias("product"), *FIGURES)
    return listed.explode("product", *FIGURES).with_columns(pl.col(list(FIGURES)).fill_nan(None))


def summary(line: Line, replications: pl.DataFrame, level: float) -> pl.DataFrame:
    """Return the figures with their intervals."""
    rows = []
    for product in line.products:
        own = replications.filter(pl.col("product") == product.name)
        for figure, unit in FIGURES.items():
            found = interval(own[figure], level)
            numbers = (None, None, None) if found is None else (found.value, found.low, found.high)
            rows.append((product.name, figure, unit, *numbers))
    schema = {"product": pl.String, "figure": pl.String, "unit": pl.String}
    return pl.DataFrame(rows, {**schema, **dict.fromkeys(("value", "low", "high"), pl.Float64)}, orient="row")


def interval(values: pl.Series, level: float) -> Estimate | None:
    """Return the mean over replications; None where fewer than two have a value."""
    known = values.drop_nulls().to_numpy()
    return mean(known, level) if len(known) > 1 else None


def groups(line: Line, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the shares of server time of each group."""
    shares = _mean(rows["shares"]).reshape(len(line.groups), -1)
    frame = pl.DataFrame(
        {
            "group": [group.name for group in line.groups],
            "servers": [group.servers for group in line.groups],
            **{share.name.lower(): shares[:, share] for share in Share},
        }
    )
    busy = pl.col("working") + pl.col("down") + pl.col("changeover")
    opened = 1 - pl.col("closed")
    return frame.with_columns(load=pl.when(opened > 0).then(busy / opened).otherwise(0.0))


def pools(line: Line, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the mean and greatest use of each pool."""
    return pl.DataFrame(
        {
            "pool": [pool.name for pool in line.pools],
            "kind": [pool.kind.value for pool in line.pools],
            "capacity": [pool.capacity for pool in line.pools],
            "mean": _mean(rows["pool_mean"]),
            "peak": np.max(_stacked(rows["pool_peak"]), axis=0),
        },
        schema_overrides={"pool": pl.String, "kind": pl.String, "capacity": pl.Float64},
    )


def power(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the building's power by hour of the week."""
    hours = rows.select(
        pl.int_ranges(pl.col("power_mean").list.len()).alias("hour"), mean="power_mean", peak="power_peak"
    )
    by_hour = hours.explode("hour", "mean", "peak").group_by("hour", maintain_order=True)
    return by_hour.agg(pl.col("mean").mean(), pl.col("peak").max())


def series(line: Line, rows: pl.DataFrame) -> pl.DataFrame:
    """Return units inside and output of each product over time."""
    inside = _mean(rows["inside_over_time"]).reshape(len(line.products), -1)
    output = _mean(rows["output_over_time"]).reshape(len(line.products), -1)
    used = int(np.flatnonzero(inside.sum(axis=0) + output.sum(axis=0)).max(initial=-1)) + 1
    return pl.DataFrame(
        {
            "product": np.repeat([product.name for product in line.products], used),
            "hour": np.tile(BIN * np.arange(used), len(line.products)),
            "inside": inside[:, :used].ravel(),
            "output": output[:, :used].ravel(),
        }
    )


def _mean(values: pl.Series) -> Floats:
    average: Floats = _stacked(values).mean(axis=0)
    return average


def _stacked(values: pl.Series) -> Floats:
    """Return lists of the same length as rows."""
    return np.array(values.to_list(), np.float64)
