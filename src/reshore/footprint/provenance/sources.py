"""Sources: units that no process makes, bought or in stock at the start, and what they remember."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.provenance import Provenance as Written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.footprint.trade.agreements import Agreements
    from reshore.tables.model import Model

Goods = tuple[str, str, frozenset[str]]
"""Country last processed, country of origin, labels."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where units of a product come from that no process makes.

    Attributes
    ----------
    bought
        (site, period) -> what is bought there.
    opening
        Site -> what is in stock at the start.
    """

    bought: Mapping[tuple[str, str], Goods] = field(default_factory=dict)
    opening: Mapping[str, Goods] = field(default_factory=dict)


def sources(model: Model, agreements: Agreements, buy: pl.DataFrame) -> dict[str, Sources]:
    """Return for each product the units that no process makes."""
    rows = buy.join(
        model["supplies"].select("site", "product", "origin", "labels"), on=["site", "product"], how="left"
    ).select("site", "product", "period", "country", pl.col("origin").fill_null(pl.col("country")), "labels")
    bought: dict[str, dict[tuple[str, str], Goods]] = {}
    for site, product, period, country, origin, labels in rows.iter_rows():
        qualifying = {
            name for name in agreements.covering(product) if agreements.member(name, origin, period)
        }
        given = frozenset((labels or "").split()) | qualifying
        bought.setdefault(product, {})[site, period] = (country, origin, given)
    opening: dict[str, dict[str, Goods]] = {}
    stocked = model["stocks"].filter(pl.col("provenance").is_not_null())
    for place, product, text in stocked.select("site", "product", "provenance").iter_rows():
        read = Written.parse(text)
        opening.setdefault(product, {})[place] = (read.processed, read.goods_origin, read.labels)
    return {
        product: Sources(bought.get(product, {}), opening.get(product, {}))
        for product in bought.keys() | opening.keys()
    }
