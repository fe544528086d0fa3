"""Which duty rows match a crossing, how specific each is, and which is in force on each day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.trade.scope import COUNTRY

if TYPE_CHECKING:
    from collections.abc import Sequence

DIGITS = 10
"""Most digits of an HS code."""

SPELL = ("case", "begins")
"""What names a spell: days of a crossing on which the same rows stand."""


def named(rows: pl.DataFrame, meanings: pl.DataFrame, cells: Sequence[tuple[str, str]]) -> pl.DataFrame:
    """Keep the rows whose cells match, and say how closely.

    Parameters
    ----------
    rows
        Frame with period and the columns that `cells` names.
    meanings
        cell, country, period, near: what cells stand for.
    cells
        Pairs: cell, and the column of `rows` whose country it has to name. The cell is in `for_{cell}`.

    Returns
    -------
    `rows` and `near_{cell}` (0 where the cell is empty).
    """
    for cell, country in cells:
        written, near = f"for_{cell}", f"near_{cell}"
        stands = meanings.rename({"cell": written, "country": country, "near": near})
        empty = pl.when(pl.col(written).is_null()).then(0)
        rows = (
            rows.join(stands, on=[written, country, "period"], how="left")
            .with_columns(empty.otherwise(pl.col(near)).alias(near))
            .filter(pl.col(near).is_not_null())
        )
    return rows


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
    case, row, what `terms` says of it, and rank: the more specific, the higher; no two rows have the same.
    """
    lanes = ["classified", "importer", "period"]
    candidates = (
        cases.select(lanes)
        .unique()
        .join(rows.rename({"product": "classified"}), on="classified")
        .join(terms, on=["row", "period"])
    )
    candidates = named(candidates, meanings, [("importer", "importer")])
    matched = cases.join(candidates, on=lanes).filter(
        pl.col("for_segment").is_null() | (pl.col("for_segment") == pl.col("segment"))
    )
    matched = named(matched, meanings, [("origin", "goods_origin"), ("exporter", "exporter")])
    return matched.select("case", *terms.columns, rank=_rank())


def in_force(matched: pl.DataFrame) -> pl.DataFrame:
    """Return for each spell the most specific row of each layer.

    A spell begins where one of the rows that match begins or ends.

    Returns
    -------
    The rows of `matched` by spell: begins and ends are the spell's, and share is its share of the period's days.
    """
    edges = pl.concat([matched.select("case", begins=day) for day in ("begins", "ends")])
    spells = (
        edges.unique()
        .sort(SPELL)
        .with_columns(ends=pl.col("begins").shift(-1).over("case"))
        .filter(pl.col("ends").is_not_null())
    )
    return (
        spells.join(matched.rename({"begins": "since", "ends": "until"}), on="case")
        .filter(pl.col("since") <= pl.col("begins"), pl.col("ends") <= pl.col("until"))
        .filter(pl.col("rank") == pl.col("rank").max().over(*SPELL, "layer"))
        .with_columns(share=(pl.col("ends") - pl.col("begins")).dt.total_days() / pl.col("days"))
        .drop("since", "until", "days", "rank")
    )


def _rank() -> pl.Expr:
    """Importer before origin before exporter, each country before bloc before any; then the HS prefix and the segment.

    Rows that are equal in all of it (a country in two blocs that both have a row) follow the sorted table.
    """
    rank = pl.lit(0, pl.Int64)
    for cell in ("importer", "origin", "exporter"):
        rank = rank * (COUNTRY + 1) + pl.col(f"near_{cell}")
    rank = (rank * (DIGITS + 1) + pl.col("digits")) * 2 + pl.col("for_segment").is_not_null().cast(pl.Int64)
    return rank * (pl.col("row").max().cast(pl.Int64) + 1) + pl.col("row").max() - pl.col("row")
