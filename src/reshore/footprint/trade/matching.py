"""Which duty rows match a crossing, and how specific each is."""

from __future__ import annotations

import polars as pl

from reshore.footprint.trade.scope import COUNTRY

DIGITS = 10
"""Most digits of an HS code."""


def named(rows: pl.DataFrame, meanings: pl.DataFrame, cell: str, country: str) -> pl.DataFrame:
    """Keep the rows one of whose cells is empty or names a country, and say how closely.

    Parameters
    ----------
    rows
        Frame with period, `for_{cell}` (what the row names) and the column of the country.
    meanings
        cell, country, period, near: what cells stand for.
    cell, country
        The cell, and the column of the country that it has to name.

    Returns
    -------
    `rows` and `near_{cell}` (0 where the cell is empty).
    """
    written, near = f"for_{cell}", f"near_{cell}"
    stands = meanings.rename({"cell": written, "country": country, "near": near})
    return (
        rows.join(stands, on=[written, country, "period"], how="left")
        .with_columns(pl.when(pl.col(written).is_null()).then(0).otherwise(pl.col(near)).alias(near))
        .filter(pl.col(near).is_not_null())
    )


def matching(
    cases: pl.DataFrame, rows: pl.DataFrame, terms: pl.DataFrame, meanings: pl.DataFrame
) -> pl.DataFrame:
    """Return the rows that match each case on some day of its period.

    Parameters
    ----------
    cases
        Frame with case, classified, importer, goods_origin, exporter, segment, period.
    rows, terms
        `duty_rows` and `duty_terms`.
    meanings
        What cells stand for.

    Returns
    -------
    case, row, layer, period, begins, ends, and rank: the more specific, the higher. Checked tables have no
    two rows of a layer that are equally specific.
    """
    keys = ["classified", "period"]
    found = rows.rename({"product": "classified"}).join(
        terms.select("row", "layer", "period", "begins", "ends"), on="row"
    )
    # cell by cell, each time for the combinations that occur: far fewer than crossings times rows
    for cell, column in (("importer", "importer"), ("origin", "goods_origin"), ("exporter", "exporter")):
        asked = cases.select(*keys, column).unique()
        found = named(asked.join(found, on=keys, nulls_equal=True), meanings, cell, column)
        keys.append(column)
    segment = pl.col("for_segment")
    return (
        cases.select("case", "segment", *keys)
        .join(found.with_columns(rank=_rank()), on=keys, nulls_equal=True)
        .filter(segment.is_null() | (segment == pl.col("segment")))
        .select("case", "row", "layer", "period", "begins", "ends", "rank")
    )


def _rank() -> pl.Expr:
    """Return the rank of a row: importer, goods_origin, exporter (country, bloc, any), HS prefix, segment."""
    rank = pl.lit(0, pl.Int64)
    for cell in ("importer", "origin", "exporter"):
        rank = rank * (COUNTRY + 1) + pl.col(f"near_{cell}")
    segmented = pl.col("for_segment").is_not_null().cast(pl.Int64)
    return (rank * (DIGITS + 1) + pl.col("digits")) * 2 + segmented
