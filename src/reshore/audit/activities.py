"""The activities that rules and the baseline speak of: attributes for conditions, amounts for measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import AuditError
from reshore.tables.select import attributes

if TYPE_CHECKING:
    from reshore.audit.case import Case

COUNTS = {"labour": "labour_hours", "sites": "open", "modules": "modules_ordered"}
"""Measure -> the column of an activity that holds it, where their names differ."""


def activity(case: Case, name: str) -> pl.DataFrame:
    """Return what the plan does of an activity: its attributes, and a column for each measure it has."""
    return describe(case, name, _amounts(case, name))


def measured(frame: pl.DataFrame, measure: str, rule: str) -> pl.DataFrame:
    """Return a frame of an activity with the measure as `amount`.

    Raises
    ------
    AuditError
        If the activity has no such measure.
    """
    column = COUNTS.get(measure, measure)
    if column not in frame.columns:
        raise AuditError(f"rule {rule}: the audit knows no measure {measure} of its activity")
    return frame.with_columns(pl.col(column).cast(pl.Float64).alias("amount"))


def describe(case: Case, name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Add the attributes of an activity, from what its rows name; and value and mass, where it has units.

    Raises
    ------
    AuditError
        If there is no such activity.
    """
    for place, prefix in (
        ("site", ""),
        ("market", ""),
        ("origin", "origin_"),
        ("destination", "destination_"),
    ):
        if place in rows.columns:
            rows = _with_place(case, rows, place, prefix)
    if "product" in rows.columns:
        products = case.model["products"].select("product", "family", pl.col("mass").alias("kg"))
        worth = case.worth.select("product", "period", "worth")
        rows = rows.join(products, on="product", how="left").join(worth, on=["product", "period"], how="left")
        rows = rows.with_columns(value=pl.col("units") * pl.col("worth"), mass=pl.col("units") * pl.col("kg"))
    missing = [column for column in attributes(name) if column not in rows.columns]
    return rows.with_columns(pl.lit(None, dtype=pl.String).alias(column) for column in missing)


def _with_place(case: Case, rows: pl.DataFrame, place: str, prefix: str) -> pl.DataFrame:
    named = {column: f"{prefix}{column}" for column in ("country", "group", "role")}
    places = case.places.rename({"place": place} | named)
    return rows.join(places, on=place, how="left")


def _amounts(case: Case, name: str) -> pl.DataFrame:
    """Rows of an activity with what they name and their amounts."""
    frames = case.frames
    if name == "make":
        columns = ("process", "site", "product", "variant", "resource", "period", "units")
        return case.made.select(*columns, "value_added", "carbon", "labour_hours", "hours")
    if name == "buy":
        owners = case.model["supplies"].select("site", "product", "ownership")
        bought = frames["purchases"].select("site", "product", "period", "units")
        return bought.join(owners, on=["site", "product"], how="left")
    if name == "ship":
        columns = ("lane", "mode", "product", "origin", "destination", "period", "units")
        return case.shipped.select(*columns, "carbon")
    if name == "hold":
        return frames["stock"].select("site", "product", "period", "units")
    if name in {"serve", "short"}:
        units = pl.col("served" if name == "serve" else "short").alias("units")
        return frames["service"].select("market", "product", "segment", "period", units)
    if name == "open":
        return frames["sites"].select("site", "status", "period", "open")
    if name == "build":
        return frames["capacity"].select("site", "resource", "period", "modules_ordered")
    raise AuditError(f"the audit knows no activity {name}")
