"""Whom duties reach: for which products and importers some row charges, pays back, or names a segment."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from reshore.footprint.trade.matching import named

Pairs = frozenset[tuple[str, str]]
"""Pairs of product and importer."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What duties may do, whatever the origin of the goods.

    Attributes
    ----------
    charging
        Products and importers with a row that charges something in some period.
    repaying
        Those with such a row that pays back, wholly or in part, on leaving.
    segments
        (product, importer) -> the segments that rows name, on whatever day, in order.
    """

    charging: Pairs
    repaying: Pairs
    segments: dict[tuple[str, str], tuple[str, ...]]

    @classmethod
    def of(cls, rows: pl.DataFrame, terms: pl.DataFrame, meanings: pl.DataFrame) -> Reach:
        """Read the reach of duties from their rows and terms, and from what their cells stand for."""
        importers = meanings.select("period", importer="country").unique()
        positive = terms.filter((pl.col("ad_valorem") > 0) | (pl.col("per_kg") > 0))
        levied = named(
            rows.join(positive, on="row").join(importers, on="period"), meanings, "importer", "importer"
        )
        segmented = rows.filter(pl.col("for_segment").is_not_null()).join(importers, how="cross")
        segments = (
            named(segmented, meanings, "importer", "importer")
            .group_by("product", "importer")
            .agg(pl.col("for_segment").unique().sort())
        )
        return cls(
            charging=_pairs(levied),
            repaying=_pairs(levied.filter(pl.col("drawback") != "none")),
            segments={(product, importer): tuple(names) for product, importer, names in segments.iter_rows()},
        )


def _pairs(rows: pl.DataFrame) -> Pairs:
    return frozenset(rows.select("product", "importer").unique().iter_rows())
