"""The activities that rules and the baseline speak of: attributes for conditions, amounts for measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.audit.amounts import amounts
from reshore.errors import AuditError
from reshore.tables.select import LIST, schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.audit.case import Case

COUNTS = {"labour": "labour_hours", "sites": "open", "modules": "modules_ordered"}
"""Measure -> the column of an activity that holds it, where their names differ."""

ROW = "#row"
"""Keeps the rows of an activity in one order, whichever countries stand for merged goods."""

PLACES = {"site": "", "market": "", "origin": "origin_", "destination": "destination_"}
"""Column that names a place -> what the names of the place's attributes begin with."""

BLOCS: Mapping[str, str] = {
    **{f"{prefix}blocs": f"{prefix}country" for prefix in PLACES.values()},
    **{f"{country}_blocs": country for country in ("processed", "goods_origin")},
}
"""List of blocs -> the column with the country that is a member of them."""


def activity(case: Case, name: str, member: int = 0) -> pl.DataFrame:
    """Return what the plan does of an activity: its attributes, and a column for each measure it has.

    Parameters
    ----------
    member
        Which of several countries of a merged provenance stands for them, counted round.
    """
    if (name, member) not in case.activities:
        rows = amounts(case, name).with_row_index(ROW)
        case.activities[name, member] = describe(case, name, rows, member).sort(ROW)
    return case.activities[name, member]


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


def describe(case: Case, name: str, rows: pl.DataFrame, member: int = 0) -> pl.DataFrame:
    """Add the attributes of an activity, from what its rows name; and value and mass, where it has units.

    Parameters
    ----------
    member
        Which of several countries of a merged provenance stands for them, counted round.
    """
    for place, prefix in PLACES.items():
        if place in rows.columns:
            rows = _with_place(case, rows, place, prefix)
    for product in ("product", "component"):
        if product in rows.columns:
            rows = _with_product(case, rows, product)
    goods = "component" if "component" in rows.columns else "product"
    if "provenance" in rows.columns:
        rows = _with_provenance(case, rows, goods, member)
    missing = {column: dtype for column, dtype in schema(name).items() if column not in rows.columns}
    rows = rows.with_columns(
        pl.lit(None, dtype=dtype).alias(column) for column, dtype in missing.items() if column not in BLOCS
    )
    for column, country in BLOCS.items():
        if column in missing:
            named = case.blocs.rename({"country": country, "blocs": column})
            rows = rows.join(named, on=[country, "period"], how="left")
    return rows


def _with_place(case: Case, rows: pl.DataFrame, place: str, prefix: str) -> pl.DataFrame:
    named = {column: f"{prefix}{column}" for column in ("country", "group", "role")}
    places = case.places.rename({"place": place} | named)
    return rows.join(places, on=place, how="left")


def _with_product(case: Case, rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """Add the family of a product or component, and the value and mass of its units: the last one's stay."""
    family = {"product": "family", "component": "component_family"}[column]
    products = case.model["products"].select(
        "product", pl.col("family").alias(family), pl.col("mass").alias("kg")
    )
    worth = case.worth.select("product", "period", "worth")
    facts = worth.join(products, on="product").rename({"product": column})
    rows = rows.drop("worth", "kg", strict=False).join(facts, on=[column, "period"], how="left")
    if "units" not in rows.columns:
        return rows
    return rows.with_columns(value=pl.col("units") * pl.col("worth"), mass=pl.col("units") * pl.col("kg"))


def _with_provenance(case: Case, rows: pl.DataFrame, product: str, member: int) -> pl.DataFrame:
    """Add where goods come from; nobody knows it of goods that aren't followed, and they have no labels."""
    keys = [product, "provenance"]
    schema = dict.fromkeys((*keys, "processed", "goods_origin"), pl.String) | {"labels": LIST}
    told = [
        (
            *(goods.product, goods.name, _member(goods.processed, member), _member(goods.origins, member)),
            sorted(goods.labels),
        )
        for goods in case.goods
    ]
    rows = rows.join(pl.DataFrame(told, schema=schema, orient="row"), on=keys, how="left")
    return rows.with_columns(pl.col("labels").fill_null([]))


def _member(countries: frozenset[str], member: int) -> str | None:
    return sorted(countries)[member % len(countries)] if countries else None
