"""Lanes as customs see them: between which countries, and to what kind of place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.provenance.borders import Way
from reshore.footprint.provenance.processes import NO_REGIME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.tables.model import Model

WAY = ("origin_country", "destination_country", "market", "bonded")
"""Columns that make a `Way`, in its order."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane as it is followed.

    Attributes
    ----------
    origin, destination
        Places.
    way
        What it is to customs.
    """

    origin: str
    destination: str
    way: Way


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lanes of a model.

    Attributes
    ----------
    ways
        Product -> the ways on which lanes carry it.
    """

    ways: Mapping[str, frozenset[Way]]
    _frame: pl.DataFrame

    @classmethod
    def of(cls, model: Model, ship: pl.DataFrame) -> Lanes:
        """Read the lanes from what they carry: product, origin, destination and the countries of both."""
        kinds = ship.join(destinations(model), on="destination", how="left")
        ways: dict[str, set[Way]] = {}
        for product, *way in kinds.select("product", *WAY).unique().iter_rows():
            ways.setdefault(product, set()).add(Way(*way))
        frame = kinds.select("product", "origin", "destination", *WAY)
        return cls({product: frozenset(found) for product, found in ways.items()}, frame)

    def carrying(self, product: str) -> list[Lane]:
        """Return the lanes of a product, in order; several modes between two places are one."""
        rows = self._frame.filter(product=product).drop("product").unique().sort(pl.all())
        return [Lane(origin, destination, Way(*way)) for origin, destination, *way in rows.iter_rows()]


def destinations(model: Model) -> pl.DataFrame:
    """Return what every place is to customs on arrival: destination, market, bonded."""
    sites = model["sites"].select(
        destination="site",
        market=pl.lit(False),
        bonded=pl.col("bonded").fill_null(NO_REGIME) != NO_REGIME,
    )
    markets = model["markets"].select(destination="market", market=pl.lit(True), bonded=pl.lit(False))
    return pl.concat([sites, markets])
