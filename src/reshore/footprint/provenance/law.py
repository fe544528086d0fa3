"""The law of a model as the program needs it: duties that charge, agreements, borders, customs values."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.provenance.borders import Borders
from reshore.footprint.provenance.expand import Expansion
from reshore.footprint.provenance.following import Following
from reshore.footprint.trade.customs import customs_values
from reshore.footprint.trade.tariff import Tariff
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.footprint.prepare.clock import Clock
    from reshore.footprint.prepare.goods import Goods
    from reshore.tables.model import Model


def expansion(model: Model, clock: Clock, goods: Goods, activities: Mapping[str, pl.DataFrame]) -> Expansion:
    """Return what puts provenances into the network of a model.

    Parameters
    ----------
    activities
        Activity -> what can be done, as the plain network has it.
    """
    tariff = Tariff.of(model.with_frames(duties=_charging(model)), clock)
    borders = Borders.of(model, tariff, tariff.agreements, clock.names)
    following = Following.of(model, goods, borders, activities)
    return Expansion(model, following, borders, partial(customs_values, model, goods.frame))


def _charging(model: Model) -> pl.DataFrame:
    """Return the duties without layers that never charge: they would split goods for nothing."""
    rates = by_period(model, "duties", ["ad_valorem", "per_kg"])
    charging = rates.filter((pl.col("ad_valorem") > 0) | (pl.col("per_kg") > 0))["layer"]
    return model["duties"].filter(
        pl.col("layer").is_in(charging.implode()) | (pl.col("excludes").is_not_null().any().over("layer"))
    )
