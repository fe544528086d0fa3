"""Duty that a plan pays and gets back, and the goods it was reckoned on, summed by what tells them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import UsageError
from reshore.plan.aggregate import names, totals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

CROSSING = ("event", "place", "lane", "process", "product", "provenance", "becomes", "exporter", "period")
"""What tells apart the goods on which duty is reckoned; each has a line a layer."""

GOODS = ("product", "provenance")
"""Key of the frame `provenances`."""

ATTRIBUTES = ("processed", "goods_origin", "labels", "status")
"""Attributes of goods that the frame `provenances` has."""


def duties(plan: Plan, by: str | Sequence[str], *, model: Model | None = None) -> pl.DataFrame:
    """Return duty paid and paid back within groups; see `Plan.duties`."""
    asked = names(by)
    back = pl.col("event") == "drawback"
    groups = [name for name in asked if name != "year"]
    rows = _described(plan, asked, model)
    # A layer more is no goods more, so that the lines of a crossing count once in a group.
    told = [name for name in dict.fromkeys([*CROSSING, *groups]) if name in rows.columns]
    once = pl.struct(told).is_first_distinct() & ~back
    rows = rows.with_columns(
        paid=pl.when(back).then(0.0).otherwise("amount"),
        paid_back=pl.when(back).then(-pl.col("amount")).otherwise(0.0),
        value=pl.when(once).then(pl.col("units") * pl.col("customs_value")).otherwise(0.0),
        units=pl.when(once).then("units").otherwise(0.0),
    )
    measures = {name: name for name in ("amount", "paid", "paid_back", "value", "units")}
    return totals(rows, plan["periods"], asked, measures)


def _described(plan: Plan, asked: Sequence[str], model: Model | None) -> pl.DataFrame:
    """Put beside each line the attributes of its goods, and their family if it is asked for."""
    about = plan["provenances"].select(*GOODS, *ATTRIBUTES)
    rows = plan["duties"].join(about, on=GOODS, how="left", validate="m:1", maintain_order="left")
    if "family" not in asked:
        return rows
    if model is None:
        raise UsageError("the plan's frames have no families of products: its model is needed")
    families = model["products"].select("product", "family")
    return rows.join(families, on="product", how="left", validate="m:1", maintain_order="left")
