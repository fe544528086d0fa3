"""The tariff: the duty of a crossing, and what duties tell apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.trade.agreements import Agreements
from reshore.footprint.trade.days import in_force
from reshore.footprint.trade.layers import averages, charges
from reshore.footprint.trade.matching import matching
from reshore.footprint.trade.qualifying import best, qualified
from reshore.footprint.trade.reach import Reach
from reshore.footprint.trade.rows import duty_rows, duty_terms
from reshore.footprint.trade.scope import alike, meanings
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from reshore.footprint.prepare.clock import Clock
    from reshore.tables.model import Model

CROSSING = (
    "classified",
    "product",
    "goods_origin",
    "labels",
    "exporter",
    "importer",
    "segment",
    "period",
)
"""What the duty of a unit depends on."""

CASE = ("classified", "product", "goods_origin", "under", "exporter", "importer", "segment", "period")
"""The same where nothing is told apart that duties don't ask for."""


@dataclass(frozen=True, slots=True)
class Tariff:
    """Duties over time.

    Attributes
    ----------
    agreements
        The agreements, whose preferences replace and waive duties.
    rows
        Rows of `duties` by product (`duty_rows`).
    terms
        What they say in each period (`duty_terms`).
    meanings
        What their cells stand for: cell, country, period, near.
    origins, exporters
        product, country, like: a country that no duty of the product tells from this one.
    worth
        product, period, value and mass of a unit.
    """

    agreements: Agreements
    rows: pl.DataFrame
    terms: pl.DataFrame
    meanings: pl.DataFrame
    origins: pl.DataFrame
    exporters: pl.DataFrame
    worth: pl.DataFrame
    _reach: Reach

    @classmethod
    def of(cls, model: Model, clock: Clock) -> Tariff:
        """Read the duties of a model."""
        rows = duty_rows(model)
        terms = duty_terms(model, clock)
        cells = meanings(model)
        values = by_period(model, "products", ["value"])
        return cls(
            agreements=Agreements.of(model),
            rows=rows,
            terms=terms,
            meanings=cells,
            origins=alike(model, rows, "for_origin", cells),
            exporters=alike(model, rows, "for_exporter", cells),
            worth=values.join(model["products"].select("product", "mass"), on="product"),
            _reach=Reach.of(rows, terms, cells),
        )

    def charged(self, crossings: pl.DataFrame) -> pl.DataFrame:
        """Return the duty of crossings, layer by layer.

        Parameters
        ----------
        crossings
            One line a crossing, with the columns of `CROSSING`: the product whose HS code counts; the good,
            whose value and mass say which of several layers is the largest; its origin (null: any country,
            where duties tell none apart); its labels (list); exporter; importer; the segment for which duty
            is paid (null or ``~``: only rows without one match); period.

        Returns
        -------
        The columns of `CROSSING`, layer, kind, drawback, preference, ad_valorem (share of the customs value),
        per_kg (currency/kg): one line for each layer that charges something, or that an agreement
        (preference) replaced or waived. Rates are averages over the period's days; where the drawback of a
        layer changes within the period, it has a line for each.
        """
        crossings = crossings.select(CROSSING)
        some = pl.col("goods_origin").fill_null(self.origins["country"].min())
        plain = self._plain(qualified(crossings.with_columns(some), self.agreements))
        cases = plain.unique().with_row_index("case")
        force = in_force(matching(cases, self.rows, self.terms, self.meanings))
        worth = best(cases, self.agreements).join(self.worth, on=["product", "period"], how="left")
        decisive = worth.select("case", "under", "preferred", "preferred_rate", "value", "mass")
        lines = averages(charges(force, self.terms, decisive))
        numbered = plain.join(cases, on=CASE, how="left", nulls_equal=True, maintain_order="left")
        return (
            crossings.with_columns(numbered["case"])
            .join(lines, on="case", maintain_order="left_right")
            .drop("case")
        )

    def partition(self, product: str) -> dict[str, int]:
        """Return the class of every country; no duty of the product tells origins of one class apart."""
        classes = self.origins.filter(product=product).with_columns(pl.col("like").rank("dense"))
        return dict(classes.select("country", pl.col("like").cast(pl.Int64) - 1).iter_rows())

    def names_segments(self, product: str, importer: str) -> tuple[str, ...]:
        """Return the segments that duties of a product and an importer name, on whatever day, in order."""
        return self._reach.segments.get((product, importer), ())

    def may_charge(self, product: str, importer: str) -> bool:
        """Return whether an importer charges duty on a product in some period, whatever its origin."""
        return (product, importer) in self._reach.charging

    def pays_back(self, product: str, importer: str) -> bool:
        """Return whether an importer charges a duty that it pays back, wholly or in part, on leaving."""
        return (product, importer) in self._reach.repaying

    def _plain(self, crossings: pl.DataFrame) -> pl.DataFrame:
        """Put one country for those that duties don't tell apart, and drop segments that they don't name."""
        for column, classes in (("goods_origin", self.origins), ("exporter", self.exporters)):
            like = classes.rename({"product": "classified", "country": column})
            crossings = (
                crossings.join(like, on=["classified", column], how="left", maintain_order="left")
                .with_columns(pl.col("like").alias(column))
                .drop("like")
            )
        segments = self.rows.select(classified="product", segment="for_segment", asked="for_segment").unique()
        return (
            crossings.join(segments, on=["classified", "segment"], how="left", maintain_order="left")
            .with_columns(segment="asked")
            .select(CASE)
        )
