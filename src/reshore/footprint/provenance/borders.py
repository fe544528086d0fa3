"""Borders: what goods become on their way from one place to another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.provenance.provenance import (
    BOND,
    FREE,
    MADE,
    NO_CLAIM,
    OUT,
    REST,
    Provenance,
)
from reshore.footprint.trade.agreements import FREELY
from reshore.tables.blocs import territories

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reshore.footprint.trade.agreements import Agreements
    from reshore.footprint.trade.tariff import Tariff
    from reshore.tables.model import Model


@dataclass(frozen=True, slots=True, order=True)
class Way:
    """Lanes that are alike to customs: from a country to a kind of place in another.

    Attributes
    ----------
    exporter, importer
        Countries of the two ends.
    market
        Whether it leads to a market.
    bonded
        Whether it leads to a bonded site.
    """

    exporter: str
    importer: str
    market: bool
    bonded: bool


@dataclass(frozen=True, slots=True)
class Borders:
    """What customs make of goods on the way.

    Attributes
    ----------
    tariff, agreements
        The law.
    territory
        (country, period) -> customs territory.
    periods
        In time order.
    """

    tariff: Tariff
    agreements: Agreements
    territory: dict[tuple[str, str], str]
    periods: tuple[str, ...]

    @classmethod
    def of(cls, model: Model, tariff: Tariff, agreements: Agreements, periods: tuple[str, ...]) -> Borders:
        """Draw the borders of a model."""
        drawn = {(country, period): land for country, period, land in territories(model).iter_rows()}
        return cls(tariff, agreements, drawn, periods)

    def crossed(self, way: Way, period: str) -> bool:
        """Whether a way crosses a border in a period."""
        return self.territory[way.exporter, period] != self.territory[way.importer, period]

    def ever_crossed(self, way: Way) -> bool:
        """Whether a way crosses a border in any period."""
        return any(self.crossed(way, period) for period in self.periods)

    def may_suspend(self, product: str, way: Way) -> bool:
        """Whether goods can enter in bond on a way, and save a duty by it."""
        return way.bonded and self.ever_crossed(way) and self.tariff.may_charge(product, way.importer)

    def may_pay_back(self, product: str, way: Way) -> bool:
        """Whether a duty on a way can be paid back later."""
        return not way.market and self.ever_crossed(way) and self.tariff.pays_back(product, way.importer)

    def matters(self, product: str, way: Way) -> bool:
        """Whether customs give a product a status, a claim or a segment on a way."""
        return (
            self.may_suspend(product, way)
            or self.may_pay_back(product, way)
            or (self.ever_crossed(way) and bool(self.tariff.names_segments(product, way.importer)))
        )

    def segments(self, product: str, importer: str) -> list[str | None]:
        """Return the segments for which a good can pay duty; only None where no duty row names one."""
        named = self.tariff.names_segments(product, importer)
        return [*named, REST] if named else [None]

    def arrivals(
        self, product: str, goods: Provenance, way: Way, period: str, claims: Claims
    ) -> list[Provenance]:
        """Return what a unit may become that leaves on a way in a period; nothing if it may not leave."""
        if self.crossed(way, period):
            return self._abroad(product, goods, way, period, claims)
        return self._inland(product, goods, way)

    def _abroad(
        self, product: str, goods: Provenance, way: Way, period: str, claims: Claims
    ) -> list[Provenance]:
        if goods.status in {MADE, OUT} and not self._may_leave(product, goods, way, period):
            return []
        bare = goods.goods
        entered = [
            replace(bare, segment=segment, claim=claims.get(product, bare, way, segment, period))
            for segment in self.segments(product, way.importer)
        ]
        if self.may_suspend(product, way):
            entered.append(replace(bare, status=BOND, via=way.exporter))
        return entered

    def _may_leave(self, product: str, goods: Provenance, way: Way, period: str) -> bool:
        """Whether goods that have to leave may do so for a country."""
        if goods.bound is not None:
            return goods.bound == way.importer
        return self.agreements.strictest(product, way.exporter, way.importer, period) == FREELY

    def _inland(self, product: str, goods: Provenance, way: Way) -> list[Provenance]:
        if goods.status == FREE:
            return [goods.without_claim() if way.market else goods]
        if goods.status == OUT:
            return [] if way.market else [goods]
        if way.bonded:
            return [goods]
        if goods.status == MADE:
            return []
        return [replace(goods.goods, segment=one) for one in self.segments(product, way.exporter)]


class Claims:
    """What is paid back of the duty on goods that entered, should they leave again.

    Parameters
    ----------
    borders
        Where duty is paid.
    """

    def __init__(self, borders: Borders) -> None:
        self._borders = borders
        self._rates: dict[tuple[object, ...], tuple[float, float, float, float]] = {}

    def get(
        self, product: str, goods: Provenance, way: Way, segment: str | None, period: str
    ) -> tuple[float, float, float, float]:
        """Return the rates of a claim; none at a market, or where nothing is paid back."""
        if way.market:
            return NO_CLAIM
        key = (product, goods.origin, goods.labels, way.exporter, way.importer, segment, period)
        return self._rates.get(key, NO_CLAIM)

    def learn(self, product: str, goods: Iterable[Provenance], ways: Iterable[Way]) -> None:
        """Look up the claims of all goods of a product that may enter on some ways."""
        borders = self._borders
        paying = {(way.exporter, way.importer) for way in ways if borders.may_pay_back(product, way)}
        kinds = sorted({(one.origin, one.labels) for one in goods}, key=repr)
        rows = [
            (product, origin, labels, exporter, importer, segment, period)
            for origin, labels in kinds
            for exporter, importer in sorted(paying)
            for segment in borders.segments(product, importer)
            for period in borders.periods
        ]
        if not rows:
            return
        crossings = pl.DataFrame(
            {
                "classified": [product] * len(rows),
                "product": [product] * len(rows),
                "goods_origin": [origin.split()[0] if origin else None for _, origin, *_ in rows],
                "labels": [list(labels) for _, _, labels, *_ in rows],
                "exporter": [row[3] for row in rows],
                "importer": [row[4] for row in rows],
                "segment": [row[5] for row in rows],
                "period": [row[6] for row in rows],
                "row": range(len(rows)),
            },
            schema={
                **{"classified": pl.String, "product": pl.String, "goods_origin": pl.String},
                **{"labels": pl.List(pl.String), "exporter": pl.String, "importer": pl.String},
                **{"segment": pl.String, "period": pl.String, "row": pl.Int64},
            },
        )
        for row, full, full_kg, lesser, lesser_kg in _paid_back(self._borders.tariff, crossings).iter_rows():
            rates = (round(full, 12), round(full_kg, 12), round(lesser, 12), round(lesser_kg, 12))
            self._rates[rows[row]] = rates


def _paid_back(tariff: Tariff, crossings: pl.DataFrame) -> pl.DataFrame:
    """Add up the rates that are paid back, by row: wholly and as the lesser of two duties."""
    keys = [name for name in crossings.columns if name != "row"]
    charged = tariff.charged(crossings.drop("row")).join(crossings, on=keys, how="inner", nulls_equal=True)

    def total(rate: str, drawback: str) -> pl.Expr:
        return pl.col(rate).filter(pl.col("drawback") == drawback).sum()

    return (
        charged.filter(pl.col("drawback") != "none")
        .group_by("row")
        .agg(
            full=total("ad_valorem", "full"),
            full_kg=total("per_kg", "full"),
            lesser=total("ad_valorem", "lesser"),
            lesser_kg=total("per_kg", "lesser"),
        )
        .filter(pl.sum_horizontal(pl.exclude("row")) > 0)
        .sort("row")
    )
