"""How a solution stands to the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.families.sources import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.footprint.program import FootprintProgram
    from reshore.footprint.rules import Limit

BLOCK_KEYS = {
    "make": ["process", "provenance", "since", "period"],
    "buy": ["site", "product", "provenance", "period"],
    "ship": ["lane", "product", "provenance", "arrives", "period"],
}
SLACK = 1e-6
"""Part of a share that may be missing through rounding."""

SCHEMA = {
    "rule": pl.String,
    "period": pl.String,
    "measure": pl.String,
    "value": pl.Float64,
    "sense": pl.String,
    "limit": pl.Float64,
    "violation": pl.Float64,
}


def rules(footprint: FootprintProgram, solved: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the frame rules: one line a limit, the denominator multiplied into the limit."""
    charged = pl.concat(solved[name].select("rule", "period", "units") for name in ("over", "under"))
    paid: dict[tuple[str, str], float] = {}
    for rule, period, units in charged.iter_rows():
        paid[rule, period] = paid.get((rule, period), 0.0) + units
    lines = [_line(limit, solved[limit.activity], paid) for limit in footprint.limits]
    linear = pl.DataFrame(lines, schema=SCHEMA, orient="row")
    return pl.concat([linear, _sources(counted(footprint.network, footprint.columns), solved)])


def _line(limit: Limit, frame: pl.DataFrame, paid: Mapping[tuple[str, str], float]) -> tuple[object, ...]:
    """Return a line; the violation of a limit with a price is what is paid for, to the last digit."""
    keys = [name for name in limit.terms.columns if name not in {"counted", "coefficient"}]
    amounts = limit.terms.join(frame.select(*keys, "units"), on=keys, how="left")
    value = float((amounts["counted"] * amounts["units"]).sum())
    whole = float(((amounts["counted"] - amounts["coefficient"]) * amounts["units"]).sum())
    bound = limit.amount + whole
    excess = {"<=": value - bound, ">=": bound - value, "=": abs(value - bound)}[limit.sense]
    if limit.price is not None:
        excess = paid[limit.name, limit.period]
    period = None if limit.cumulative else limit.period
    return limit.name, period, limit.measure, value, limit.sense, bound, max(0.0, excess)


def _sources(flows: pl.DataFrame, solved: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Lines of the rules that count sources: the worst product and destination, violations added up."""
    given = pl.concat(
        flows.filter(pl.col("block") == name).join(solved[name].select(*keys, "units"), on=keys, how="left")
        for name, keys in BLOCK_KEYS.items()
    )
    sites = given.group_by("rule", "product", "destination", "period", "site").agg(
        pl.col("units").sum(), *(pl.col(name).first() for name in ("share", "sense", "limit"))
    )
    spot = ["rule", "product", "destination", "period"]
    counts = (
        sites.with_columns(whole=pl.col("units").sum().over(spot))
        .with_columns(
            counts=(pl.col("units") > 0)
            & (pl.col("units") >= pl.col("share") * pl.col("whole") * (1 - SLACK))
        )
        .group_by(spot)
        .agg(
            value=pl.when(pl.col("sense") == "<=")
            .then(pl.col("units") > 0)
            .otherwise("counts")
            .sum()
            .cast(pl.Float64),
            sense=pl.col("sense").first(),
            limit=pl.col("limit").first(),
        )
        .with_columns(off=pl.col("value") - pl.col("limit"))
        .with_columns(
            worse=pl.when(pl.col("sense") == "<=")
            .then("off")
            .when(pl.col("sense") == ">=")
            .then(-pl.col("off"))
            .otherwise(pl.col("off").abs())
        )
    )
    return (
        counts.sort(*spot)
        .sort("worse", descending=True, maintain_order=True)
        .group_by("rule", "period", maintain_order=True)
        .agg(
            measure=pl.lit("sources"),
            value=pl.col("value").first(),
            sense=pl.col("sense").first(),
            limit=pl.col("limit").first(),
            violation=pl.col("worse").clip(lower_bound=0.0).sum(),
        )
        .sort("rule", "period")
        .select(list(SCHEMA))
    )
