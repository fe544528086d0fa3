"""What the plan does of each activity that rules speak of: rows with what they name, and their amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.audit.invest import invested
from reshore.audit.prices import MAKING, MOVING, priced_buying, priced_making, priced_moving, priced_shortage
from reshore.audit.selling import asked
from reshore.audit.trade.charging import restored
from reshore.errors import AuditError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reshore.audit.case import Case


def amounts(case: Case, name: str) -> pl.DataFrame:
    """Return the rows of an activity: keys, units or what is counted instead, and cost.

    Raises
    ------
    AuditError
        If there is no such activity.
    """
    if name not in _ACTIVITIES:
        raise AuditError(f"the audit knows no activity {name}")
    return _ACTIVITIES[name](case)


def _cost(*lines: str) -> pl.Expr:
    return pl.sum_horizontal(f"{line} cost" for line in lines).alias("cost")


def _make(case: Case) -> pl.DataFrame:
    columns = ("process", "site", "product", "provenance", "variant", "resource", "period", "units")
    return priced_making(case).select(
        *columns, "value_added", "carbon", "labour_hours", "hours", _cost(*MAKING)
    )


def _buy(case: Case) -> pl.DataFrame:
    owners = case.model["supplies"].select("site", "product", "ownership")
    rows = priced_buying(case).join(owners, on=["site", "product"], how="left")
    return rows.select("site", "product", "provenance", "ownership", "period", "units", _cost("purchase"))


def _ship(case: Case) -> pl.DataFrame:
    keys = ["lane", "product", "provenance", "arrives", "period"]
    paid = case.duties.filter(pl.col("lane").is_not_null()).rename({"becomes": "arrives"})
    paid = paid.group_by(keys).agg(pl.col("amount").sum().alias("duty cost"))
    rows = priced_moving(case).join(paid, on=keys, how="left", nulls_equal=True)
    rows = rows.with_columns(pl.col("duty cost").fill_null(0.0))
    columns = ("lane", "mode", "product", "provenance", "origin", "destination", "period", "units")
    return rows.select(*columns, "carbon", _cost(*MOVING, "duty"))


def _use(case: Case) -> pl.DataFrame:
    keys = ["process", "provenance", "component", "drawn", "period"]
    named = {"product": "component", "provenance": "drawn", "becomes": "provenance"}
    charges = case.duties.filter(pl.col("event") == "use").select(*named, "process", "period", "amount")
    both = pl.concat([part.select(*keys, "amount") for part in (charges.rename(named), restored(case))])
    paid = both.group_by(keys).agg(pl.col("amount").sum().alias("cost"))
    rows = case.drawn.join(paid, on=keys, how="left", nulls_equal=True)
    columns = ("process", "site", "product", "variant", "component", "period", "units")
    return rows.select(*columns, pl.col("drawn").alias("provenance"), pl.col("cost").fill_null(0.0))


def _hold(case: Case) -> pl.DataFrame:
    return case.frames["stock"].select("site", "product", "provenance", "period", "units")


def _serve(case: Case) -> pl.DataFrame:
    keys = ("market", "product", "segment", "period")
    others = case.frames["service"].filter(~pl.col("product").is_in(list(case.goods.followed)))
    served = others.select(*keys, pl.col("served").alias("units"))
    delivered = case.frames["deliveries"].select(*keys, "units", "provenance")
    return pl.concat([delivered, served], how="diagonal")


def _short(case: Case) -> pl.DataFrame:
    keys = ["market", "product", "segment", "period"]
    rows = asked(case).join(case.frames["service"].select(*keys, "short"), on=keys)
    return priced_shortage(case, rows).select(*keys, pl.col("short").alias("units"), _cost("shortage"))


def _open(case: Case) -> pl.DataFrame:
    years = case.time.select("period", "years")
    costs = case.by_period("sites", ["fixed_cost"]).join(years, on="period")
    rows = case.frames["sites"].select("site", "status", "period", "open")
    rows = rows.join(costs, on=["site", "period"], how="left")
    cost = pl.col("fixed_cost") * pl.col("years") * pl.col("open")
    return rows.select("site", "status", "period", "open", cost.alias("cost"))


def _build(case: Case) -> pl.DataFrame:
    keys = ["site", "resource", "period"]
    spent = [(*named, amount) for kind, *named, amount in invested(case) if kind == "module"]
    schema = dict.fromkeys(keys, pl.String) | {"cost": pl.Float64}
    costs = pl.DataFrame(spent, schema=schema, orient="row").group_by(keys).agg(pl.col("cost").sum())
    rows = case.frames["capacity"].select(*keys, "modules_ordered")
    return rows.join(costs, on=keys, how="left").with_columns(pl.col("cost").fill_null(0.0))


_ACTIVITIES: Mapping[str, Callable[[Case], pl.DataFrame]] = {
    **{"make": _make, "buy": _buy, "ship": _ship, "use": _use, "hold": _hold, "serve": _serve},
    **{"short": _short, "open": _open, "build": _build},
}
