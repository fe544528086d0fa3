"""Duty of a unit that crosses a border, is released on the way, is used, or is made to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.provenance.processes import FREE_ZONE
from reshore.footprint.provenance.provenance import BOND, FREE, MADE, OUT
from reshore.footprint.trade.agreements import LESSER, NO_RELIEF

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.footprint.trade.tariff import Tariff

    Valued = Callable[[pl.DataFrame], pl.DataFrame]

CROSSING = ["classified", "product", "goods_origin", "labels", "exporter", "importer", "segment", "period"]
"""What decides which duties are charged. `valued`, below, adds customs_value and freight (whether it counts)
to frames with product, seller, importer, period."""


def lines(tariff: Tariff, crossings: pl.DataFrame) -> pl.DataFrame:
    """Return what a unit of each crossing pays: one line for each layer.

    Parameters
    ----------
    crossings
        `CROSSING`, customs_value and mass (a unit), and whatever else names them.

    Returns
    -------
    The columns given, and layer, preference, ad_valorem, per_kg, unit_duty (currency/unit).
    """
    by_drawback = tariff.charged(crossings.select(CROSSING).unique(maintain_order=True))
    charged = by_drawback.group_by(*CROSSING, "layer", maintain_order=True).agg(
        pl.col("preference").drop_nulls().last(), pl.col("ad_valorem", "per_kg").sum()
    )
    return crossings.join(charged, on=CROSSING, how="inner", nulls_equal=True).with_columns(
        unit_duty=pl.col("ad_valorem") * pl.col("customs_value") + pl.col("per_kg") * pl.col("mass")
    )


def duty(tariff: Tariff, crossings: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Return keys and unit_duty: what a unit of each crossing pays in all, where it pays."""
    return lines(tariff, crossings).group_by(keys).agg(pl.col("unit_duty").sum())


def moved(ship: pl.DataFrame, valued: Valued) -> pl.DataFrame:
    """Return the crossings of lanes: what enters, and what is released on the way.

    Parameters
    ----------
    ship
        Shipments with provenance, attributes of both ends, `crosses`, and the attributes of the provenance as
        it leaves (`via`, `status`, ...) and arrives (`after_status`, `after_segment`).

    Returns
    -------
    The keys of shipments, event, `CROSSING`, seller, mass, customs_value.
    """
    entered = ship.filter("crosses", pl.col("after_status").is_null() | (pl.col("after_status") == FREE))
    released = ship.filter(~pl.col("crosses"), pl.col("status") == BOND, pl.col("after_status") == FREE)
    columns = [
        *("lane", "product", "provenance", "arrives", "period", "mass"),
        *("event", "seller", "carriage", "exporter", "importer", "place"),
        pl.col("product").alias("classified"),
        pl.col("first_origin").alias("goods_origin"),
        pl.col("labels").fill_null([]),
        pl.col("after_segment").alias("segment"),
    ]
    entries = entered.with_columns(
        event=pl.lit("entry"),
        seller="origin",
        carriage=pl.col("cost.transport"),
        exporter="origin_country",
        importer="destination_country",
        place="destination",
    ).select(columns)
    releases = released.with_columns(
        event=pl.lit("release"),
        seller=pl.lit(None, dtype=pl.String),
        carriage=pl.lit(0.0),
        exporter="via",
        importer="origin_country",
        place="destination",
    ).select(columns)
    crossings = valued(pl.concat([entries, releases]))
    return crossings.with_columns(
        customs_value=pl.col("customs_value") + pl.when("freight").then("carriage").otherwise(0.0)
    )


def left(ship: pl.DataFrame, valued: Valued) -> pl.DataFrame:
    """Return shipments of goods with a claim that leave: their keys and what is paid back at most.

    Returns
    -------
    The keys of shipments, place, importer (where duty was paid), customs_value, whole and lesser
    (currency/unit): what is paid back wholly, and up to the duty paid where the goods go.
    """
    leaving = ship.filter("crosses", claimed()).select(
        *("lane", "product", "provenance", "arrives", "period", "mass"),
        *("full_ad_valorem", "full_per_kg", "lesser_ad_valorem", "lesser_per_kg"),
        seller=pl.lit(None, dtype=pl.String),
        importer="origin_country",
        place="origin",
    )
    return worth_of_claims(valued(leaving))


def used(use: pl.DataFrame, valued: Valued) -> pl.DataFrame:
    """Return the crossings of suspended goods that are used: they pay as if they entered now.

    Parameters
    ----------
    use
        What is drawn, with `regime`, `country` of the site, attributes of the component's provenance, and
        `made_status`, `made_bound`, `relief` (drawback of agreements with the bound) of the output.

    Returns
    -------
    The keys of use, event, `CROSSING`, place, mass, customs_value.
    """
    to_pay = pl.col("made_status").is_null() | (pl.col("made_status") == FREE)
    limited = (pl.col("made_status") == MADE) & pl.col("relief").is_in([LESSER, NO_RELIEF])
    paying = use.filter(pl.col("status") == BOND, to_pay | limited).select(
        *("process", "provenance", "component", "drawn", "period", "mass"),
        made="product",
        product="component",
        classified=pl.when(pl.col("regime") == FREE_ZONE).then("product").otherwise("component"),
        goods_origin="first_origin",
        labels=pl.col("labels").fill_null([]),
        exporter="via",
        importer="country",
        segment=pl.lit(None, dtype=pl.String),
        seller=pl.lit(None, dtype=pl.String),
        place="site",
        event=pl.lit("use"),
    )
    return valued(paying)


def worth_of_claims(claims: pl.DataFrame) -> pl.DataFrame:
    """Add whole and lesser: what the claims of a unit are worth at its customs value."""
    return claims.with_columns(
        whole=pl.col("full_ad_valorem") * pl.col("customs_value") + pl.col("full_per_kg") * pl.col("mass"),
        lesser=pl.col("lesser_ad_valorem") * pl.col("customs_value")
        + pl.col("lesser_per_kg") * pl.col("mass"),
    )


def claimed() -> pl.Expr:
    """Whether a unit has a claim."""
    rates = ("full_ad_valorem", "full_per_kg", "lesser_ad_valorem", "lesser_per_kg")
    return pl.any_horizontal(pl.col(rate) > 0 for rate in rates)


def to_leave(made: pl.DataFrame, valued: Valued) -> pl.DataFrame:
    """Return the crossings of outputs that have to leave for a country, as if they left where they are made.

    Parameters
    ----------
    made
        process, provenance, period, site, country, product, mass, and the attributes of the provenance.

    Returns
    -------
    process, provenance, period, `CROSSING`, mass, customs_value.
    """
    leaving = made.filter(pl.col("status").is_in([MADE, OUT]), pl.col("bound").is_not_null()).select(
        *("process", "provenance", "period", "product", "mass"),
        classified="product",
        goods_origin="first_origin",
        labels=pl.col("labels").fill_null([]),
        exporter="country",
        importer="bound",
        segment=pl.lit(None, dtype=pl.String),
        seller="site",
    )
    return valued(leaving)
