"""Drawing: which provenances of components go into which output, the duty on it, and what is paid back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.provenance.duty import (
    claimed,
    duty,
    to_leave,
    used,
    worth_of_claims,
)
from reshore.footprint.provenance.expand import SAID
from reshore.footprint.provenance.processes import NO_REGIME
from reshore.footprint.provenance.provenance import MADE, OUT
from reshore.footprint.trade.agreements import FREELY, LESSER, NO_RELIEF

if TYPE_CHECKING:
    from reshore.footprint.prepare.goods import Goods
    from reshore.footprint.prepare.making import Making
    from reshore.footprint.provenance.expand import Expansion

USE = ["process", "provenance", "component", "drawn", "period"]
OUTPUT = ["process", "provenance", "period"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn of followed components.

    Attributes
    ----------
    draw
        process, provenance (of the output), component, drawn (its provenance), period; attributes of the
        process and the component, its value and mass; cost.duty, cost.drawback; claim: what is paid back of a
        unit, up to the duty that the output pays (currency/unit).
    need
        process, provenance, since, component, period, used: units of the component in one good unit.
    relief
        process, provenance, period, site, country, product, cap: outputs whose duty limits what is paid
        back, and that duty (currency/good unit).
    """

    draw: pl.DataFrame
    need: pl.DataFrame
    relief: pl.DataFrame

    @classmethod
    def of(cls, making: Making, goods: Goods, expansion: Expansion) -> Drawing:
        """Read what is drawn, from processes that are expanded."""
        outputs = making.make.unique(OUTPUT, maintain_order=True).select(
            *OUTPUT,
            *("site", "country", "group", "role", "product", "family", "variant"),
        )
        followed = _followed(expansion)
        worth = goods.frame.select("period", "value", "mass", component="product", component_family="family")
        draw = (
            expansion.following.drawn.join(outputs, on=OUTPUT, how="inner")
            .join(worth, on=["component", "period"], how="left")
            .join(
                _said_of_components(expansion).select("component", "drawn", *SAID), on=["component", "drawn"]
            )
        )
        return cls(
            draw=_charged(draw, expansion),
            need=making.use.filter(followed),
            relief=_relief(outputs, goods, expansion),
        )

    def without_followed(self, making: Making, expansion: Expansion) -> Making:
        """Return processes that use plain components alone: followed ones are drawn."""
        return replace(making, use=making.use.filter(~_followed(expansion)))


def _followed(expansion: Expansion) -> pl.Expr:
    return pl.col("component").is_in(sorted(expansion.following.products))


def seen_by_customs(draw: pl.DataFrame, expansion: Expansion) -> pl.DataFrame:
    """Add what customs ask of what is drawn.

    Returns
    -------
    The frame, and regime (of the site), made_status, made_bound (of the output), relief (the limit that
    agreements with the bound set, null without a bound), and what the component's provenance says.
    """
    regimes = expansion.model["sites"].select("site", regime=pl.col("bonded").fill_null(NO_REGIME))
    made = expansion.following.provenances.select(
        "product", "provenance", made_status="status", made_bound="bound"
    )
    seen = (
        draw.drop(*SAID)
        .join(regimes, on="site", how="left")
        .join(made, on=["product", "provenance"], how="left")
        .join(_said_of_components(expansion), on=["component", "drawn"], how="left")
    )
    way = ["product", "country", "made_bound", "period"]
    ways = seen.select(way).drop_nulls().unique()
    limits = [expansion.borders.agreements.strictest(*one) for one in ways.iter_rows()]
    return seen.join(ways.with_columns(pl.Series("relief", limits, dtype=pl.String)), on=way, how="left")


def _said_of_components(expansion: Expansion) -> pl.DataFrame:
    return expansion.following.provenances.rename({"product": "component", "provenance": "drawn"})


def _charged(draw: pl.DataFrame, expansion: Expansion) -> pl.DataFrame:
    """Add the duty on what is used, what is paid back of it at once, and what up to the output's duty."""
    seen = seen_by_customs(draw, expansion)
    owed = duty(expansion.borders.tariff, used(seen, expansion.valued), USE)
    claims = worth_of_claims(
        expansion.valued(
            seen.filter(claimed(), pl.col("made_status") == OUT).select(
                *USE,
                *("mass", "made_bound", "relief"),
                *("full_ad_valorem", "full_per_kg", "lesser_ad_valorem", "lesser_per_kg"),
                product="component",
                seller=pl.lit(None, dtype=pl.String),
                importer="country",
            )
        )
    ).with_columns(relief=pl.col("relief").fill_null(FREELY))
    limited = pl.col("relief") == LESSER
    back = claims.select(
        *USE,
        at_once=pl.when(pl.col("relief") == FREELY).then("whole").otherwise(0.0),
        later=pl.when(pl.col("made_bound").is_null() | (pl.col("relief") == NO_RELIEF))
        .then(0.0)
        .when(limited)
        .then(pl.col("whole") + pl.col("lesser"))
        .otherwise("lesser"),
    )
    suspended = seen.filter(pl.col("made_status") == MADE, pl.col("relief") == LESSER).select(USE)
    return (
        draw.join(owed, on=USE, how="left")
        .join(back, on=USE, how="left")
        .join(suspended.with_columns(suspended=pl.lit(True)), on=USE, how="left")
        .with_columns(
            pl.col("unit_duty").fill_null(0.0).alias("cost.duty"),
            (-pl.col("at_once").fill_null(0.0)).alias("cost.drawback"),
            claim=pl.when("suspended").then(pl.col("unit_duty")).otherwise("later").fill_null(0.0),
        )
        .drop("unit_duty", "at_once", "later", "suspended")
    )


def _relief(outputs: pl.DataFrame, goods: Goods, expansion: Expansion) -> pl.DataFrame:
    """Return the outputs that have to leave for a country, with the duty that a good unit pays there."""
    made = (
        outputs.join(expansion.following.provenances, on=["product", "provenance"], how="inner")
        .filter(pl.col("status").is_in([MADE, OUT]), pl.col("bound").is_not_null())
        .join(goods.frame.select("product", "period", "mass"), on=["product", "period"], how="left")
    )
    cap = duty(expansion.borders.tariff, to_leave(made, expansion.valued), OUTPUT)
    return made.join(cap, on=OUTPUT, how="inner").select(
        *OUTPUT, "site", "country", "product", cap="unit_duty"
    )
