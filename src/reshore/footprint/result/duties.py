"""Duty line by line: on what entered, was released or used, and what was paid back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.provenance.drawing import OUTPUT, USE, seen_by_customs
from reshore.footprint.provenance.duty import left, lines, moved, used
from reshore.footprint.provenance.expand import SHIP
from reshore.footprint.result.flows import named
from reshore.plan.frames import FRAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.footprint.network import Network

ORDER = ["event", "place", "period", "product", "lane", "process", "provenance", "becomes", "layer"]


def duties(network: Network, solved: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the frame duties: one line a layer that charges, or that an agreement replaced or waived."""
    found = [
        *_moved(network, solved["ship"].filter(pl.col("units") > 0)),
        _used(network, solved["use"].filter(pl.col("units") > 0)),
        _made(solved),
    ]
    return (
        pl.concat(found)
        .filter((pl.col("amount") != 0) | pl.col("preference").is_not_null())
        .sort(ORDER, nulls_last=True)
    )


def _moved(network: Network, ship: pl.DataFrame) -> list[pl.DataFrame]:
    """Lines of what entered or was released on a lane, and of claims on what left."""
    expansion = network.expansion
    ends = expansion.with_ends(ship)
    units = ship.select(*SHIP, "units", unit_back="cost.drawback")
    paid = lines(expansion.borders.tariff, moved(ends, expansion.valued)).join(units, on=SHIP)
    back = left(ends, expansion.valued).join(units, on=SHIP)
    return [
        _columns(paid, becomes=named("arrives"), amount=pl.col("unit_duty") * pl.col("units")),
        _columns(
            back,
            event=pl.lit("drawback"),
            becomes=named("arrives"),
            amount=pl.col("unit_back") * pl.col("units"),
        ),
    ]


def _used(network: Network, use: pl.DataFrame) -> pl.DataFrame:
    """Lines of suspended goods that were used."""
    expansion = network.expansion
    seen = seen_by_customs(use.select(network.drawing.draw.columns), expansion)
    paid = lines(expansion.borders.tariff, used(seen, expansion.valued)).join(
        use.select(*USE, "units"), on=USE
    )
    return _columns(
        paid,
        becomes=named("provenance"),
        provenance=pl.col("drawn"),
        amount=pl.col("unit_duty") * pl.col("units"),
    )


def _made(solved: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Lines of what was paid back on what outputs were made of."""
    about = [*OUTPUT, "site", "country", "product"]
    parts = pl.concat(
        solved[block].select(*about, amount=pl.col("cost.drawback") * pl.col("units"))
        for block in ("use", "relief")
    )
    made = solved["make"].group_by(OUTPUT).agg(pl.col("units").sum())
    back = parts.group_by(about).agg(pl.col("amount").sum()).join(made, on=OUTPUT)
    return _columns(back, event=pl.lit("drawback"), place=pl.col("site"), importer=pl.col("country"))


def _columns(frame: pl.DataFrame, **given: pl.Expr) -> pl.DataFrame:
    """Return the columns of the frame duties, empty where nothing is given."""
    dtypes = FRAMES["duties"].dtypes
    changed = frame.with_columns(**given)
    missing = [pl.lit(None, dtype=dtypes[name]).alias(name) for name in dtypes if name not in changed.columns]
    return changed.with_columns(missing).with_columns(named("provenance")).select(list(dtypes))
