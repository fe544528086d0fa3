"""Prices at a site: labour, electricity, money; as they are in the first period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.factory.plan.start import at_start
from reshore.tables import schema

if TYPE_CHECKING:
    from reshore.tables.model import Model


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices in the currency of the model.

    Attributes
    ----------
    labour
        Of an hour.
    electricity
        Of a kWh.
    discount_rate
        A year, as a share.
    """

    labour: float
    electricity: float
    discount_rate: float

    @classmethod
    def at(cls, model: Model, site: str) -> Prices:
        """Return the prices at a site, which are those of its country."""
        country = model["sites"].filter(pl.col("site") == site)["country"][0]
        rows = at_start(model, "countries", ["labour_rate", "electricity_price"])
        found = rows.filter(pl.col("country") == country)
        labour, electricity = found.select("labour_rate", "electricity_price").row(0)
        return cls(labour, electricity, float(model.settings["discount_rate"]))

    def yearly(self, investment: float) -> float:
        """Return the level payment a year that pays off an investment over the life of a resource."""
        rate, years = self.discount_rate, life()
        if rate == 0:
            return investment / years
        return investment * rate / (1 - float((1 + rate) ** -years))


def life() -> float:
    """Return the years over which `design` charges a resource that says none."""
    return float(schema.tables()["resources"].column("asset_life").default)
