"""Rules that count sources: from how many places each product comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.audit.activities import describe
from reshore.audit.buying import active
from reshore.errors import AuditError
from reshore.tables.lanes import carried
from reshore.tables.select import select

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.audit.case import Case
    from reshore.audit.rules import Rule

Counts = tuple[float, float]


def count_sources(case: Case, rule: Rule, tolerance: float) -> Mapping[tuple[str, ...], Sequence[Counts]]:
    """Count the sources of each selected product, and for ship of each destination too.

    A source may give a hair more or less than the share that makes it count. So that the audit doesn't
    turn on the last digit, each count is a range: without those that are within the tolerance, and with them.

    Returns
    -------
    Mapping
        Periods that are taken together -> (least, most) number of sources of each product (and destination).
    """
    row = rule.row
    source, groups = _roles(row["activity"], row["rule"])
    chosen = select(_possible(case, row["activity"]), row["where"], f"rules: {row['rule']}")
    share = 0.0 if row["sense"] == "<=" else float(row["share"] or 0.0)
    given, whole = pl.col("units"), pl.col("units").sum().over(groups)
    slack = tolerance * (1 + whole)
    surely = (given > slack) & (given >= share * whole + slack * (share > 0))
    maybe = (given > 0) & (given >= share * whole - slack)
    counts = {}
    for _, _, span in rule.spans:
        counts[span] = list(
            chosen.filter(pl.col("period").is_in(span))
            .group_by(*groups, source)
            .agg(pl.col("units").sum())
            .select(*groups, least=surely.cast(pl.Float64), most=maybe.cast(pl.Float64))
            .group_by(groups)
            .agg(pl.col("least", "most").sum())
            .select("least", "most")
            .iter_rows()
        )
    return counts


def _roles(activity: str, rule: str) -> tuple[str, list[str]]:
    """Column that names the source, and the columns within which sources are counted."""
    if activity in {"make", "buy"}:
        return "site", ["product"]
    if activity == "ship":
        return "origin", ["product", "destination"]
    raise AuditError(f"rule {rule}: the audit knows no sources of activity {activity}")


def _possible(case: Case, activity: str) -> pl.DataFrame:
    """All that could be made, bought or shipped, with the plan's units or 0: what isn't used counts too."""
    periods = case.time.select("period")
    if activity == "make":
        columns = ("process", "site", "product", "variant", "resource")
        rows = case.model["processes"].select(columns).join(periods, how="cross")
        units, keys = case.frames["production"], ["process", "period"]
    elif activity == "buy":
        supplies = case.model["supplies"].select("site", "product", "ownership")
        keys = ["site", "product", "period"]
        rows = supplies.join(active(case).filter(pl.col("active") > 0), on=["site", "product"])
        units = case.frames["purchases"]
    else:
        ways = case.lanes.select("lane", "origin", "destination", "mode")
        rows = carried(case.model, case.lanes).join(ways, on="lane").join(periods, how="cross")
        units, keys = case.frames["shipments"], ["lane", "product", "period"]
    rows = rows.join(units.select(*keys, "provenance", "units"), on=keys, how="left")
    return describe(case, activity, rows.with_columns(pl.col("units").fill_null(0.0)))
