"""Duties neutralised: rates of one kind of layer are 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.insight.drivers.write import write
from reshore.tables import schema

if TYPE_CHECKING:
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

RATES = ("ad_valorem", "per_kg")


def base_duties(model: Model, _plan: Plan) -> dict[str, pl.DataFrame]:
    """Return the tables without base rates."""
    return _free(model, "base")


def additional_duties(model: Model, _plan: Plan) -> dict[str, pl.DataFrame]:
    """Return the tables without rates on top of base rates."""
    return _free(model, "additional")


def _free(model: Model, kind: str) -> dict[str, pl.DataFrame]:
    rows = model["duties"].filter(pl.col("kind") == kind).select(schema.tables()["duties"].keys)
    return write(model, "duties", RATES, rows.with_columns(pl.lit(0.0).alias(rate) for rate in RATES))
