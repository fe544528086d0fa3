"""Checks of lanes: each leads somewhere, takes a time, costs what can be worked out, and is the only one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import Fault
from reshore.tables import schema
from reshore.tables.lanes import WAY, carried
from reshore.tables.periods import periods
from reshore.tables.series import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.tables.cross.view import Network, View

OWN_COSTS = ("cost_per_unit", "cost_per_kg", "cost_per_shipment")


def lead_elsewhere(view: View) -> Iterator[Fault]:
    """Check that no lane leads back to where it starts."""
    wrong = view.rows("lanes").filter(pl.col("origin") == pl.col("destination"))
    yield from view.tell(
        "lanes", "destination", wrong, lambda row: f"the lane leads from {row['origin']!r} back to itself"
    )


def take_a_time(view: View) -> Iterator[Fault]:
    """Check that days are written or follow from the speed of the mode."""
    modes = view.rows("modes")
    still = modes.filter(pl.col("speed").is_null())
    wrong = view.rows("lanes").filter(pl.col("days").is_null()).join(still, on="mode", how="semi")
    yield from view.tell(
        "lanes",
        "days",
        wrong,
        lambda row: f"days is empty, and mode {row['mode']!r} has no speed to work it out from",
        "write days, or speed in modes",
    )
    yield from view.tell(
        "modes",
        "speed",
        still.filter("generate"),
        lambda row: f"lanes are generated for mode {row['mode']!r}, which has no speed",
        "write speed",
    )


def shipments_have_a_size(view: View) -> Iterator[Fault]:
    """Check that a cost per shipment has the mass of a shipment."""
    priced = view.ever("lanes", "cost_per_shipment", lambda cost: cost.is_not_null())
    wrong = view.rows("lanes").filter(pl.col("shipment_kg").is_null() & priced)
    yield from view.tell(
        "lanes", "shipment_kg", wrong, lambda _: "shipment_kg is empty beside a cost_per_shipment"
    )


def name_one_way(view: View) -> Iterator[Fault]:
    """Check that no two lanes of one way and mode are for the same goods."""
    rows = view.rows("lanes")
    keys = [*WAY, "product", "family"]
    # equal rows have equal hashes, and hashes of a million rows are compared in no time
    alike = rows.filter(rows.select(keys).hash_rows().is_duplicated())
    if alike.height:
        wrong = alike.filter(alike.select(keys).is_duplicated()).sort(ROW)
        first = pl.col("lane").first().over(keys)
        wrong = wrong.with_columns(first.alias("first")).filter(pl.col("lane") != pl.col("first"))
        yield from view.tell(
            "lanes",
            "lane",
            wrong,
            lambda row: (
                f"lane {row['lane']!r} has the origin, destination, mode and goods of {row['first']!r}"
            ),
            "write one of them, or name a product or family",
        )


def generated_names_are_free(view: View, network: Network) -> Iterator[Fault]:
    """Check that no written lane has the name of a generated one."""
    written = view.rows("lanes")
    generated = network.lanes.slice(written.height).select("lane")
    wrong = written.join(generated, on="lane", how="semi")
    yield from view.tell(
        "lanes", "lane", wrong, lambda row: f"lane {row['lane']!r} has the name of a generated lane"
    )


def goods_weigh_something(view: View, network: Network) -> Iterator[Fault]:
    """Check that what is charged by mass alone has a mass: else it would travel free."""
    light = view.rows("products").filter(pl.col("mass") == 0)
    if light.is_empty():
        return
    by_mass = _costs(view, network).filter(
        ~pl.col("by_unit") & pl.when("own").then("own_by_mass").otherwise("mode_by_mass")
    )
    wrong = (
        carried(view.model(), network.lanes)
        .join(light, on="product")
        .join(by_mass.select("lane"), on="lane", how="semi")
        .group_by(ROW, "product")
        .agg(pl.col("lane").min())
    )
    yield from view.tell(
        "products",
        "mass",
        wrong,
        lambda row: f"mass of {row['product']!r} is 0, and lane {row['lane']!r} charges by mass alone",
        "write the mass, or cost_per_unit of the lane",
    )


def arrive_some_day(view: View, network: Network) -> Iterator[Fault]:
    """Check that days worked out from a speed are within what may be written (one fault a mode)."""
    days = schema.tables()["lanes"].column("days")
    assert days.range
    most = days.range[1]
    slow = network.lanes.filter(pl.col("transit_days") - pl.col("border_days") > most)
    worst = slow.sort("transit_days", descending=True).unique("mode", keep="first", maintain_order=True)
    yield from view.tell(
        "modes",
        "speed",
        view.rows("modes").join(worst.select("mode", "lane", "transit_days"), on="mode"),
        lambda row: f"lane {row['lane']!r} takes {row['transit_days']:,.0f} days, and {most:g} are the most",
        "speed is in km a day",
    )


def cost_something(view: View, network: Network) -> Iterator[Fault]:
    """Check that lanes cost something (a warning, one a mode)."""
    costs = _costs(view, network).with_row_index(ROW).head(view.frames["lanes"].height)
    free = costs.filter(~pl.col("own") & ~pl.col("mode_by_mass"))
    wrong = free.group_by("mode").agg(pl.col(ROW).min(), pl.len())
    yield from view.tell(
        "lanes",
        "cost_per_unit",
        wrong,
        lambda row: f"{row['len']:,} lanes of mode {row['mode']!r} cost nothing",
        "write a cost of the lanes or of the mode",
    )


def arrive_in_time(view: View, network: Network) -> Iterator[Fault]:
    """Check that lanes are shorter than half of the shortest period (a warning, one a mode)."""
    shortest = periods(view.model()).sort("days").head(1)
    long = network.lanes.join(shortest.select("period", limit=pl.col("days") / 2), how="cross").filter(
        pl.col("transit_days") > pl.col("limit")
    )
    modes = view.rows("modes").select(ROW, "mode")
    for (mode,), found in long.group_by("mode", maintain_order=True):
        worst = found.sort("transit_days", descending=True).row(0, named=True)
        row = modes.filter(pl.col("mode") == mode)[ROW][0]
        yield Fault(
            view.where("modes", row, "mode"),
            f"{found.height:,} lanes of mode {mode!r} take longer than half of period "
            f"{worst['period']!r}, {worst['lane']!r} {worst['transit_days']:.0f} days",
            "a part of what they carry arrives a period later",
        )


def _costs(view: View, network: Network) -> pl.DataFrame:
    """Flag each lane: `own` costs, `own_by_mass` and `mode_by_mass` above 0, `by_unit` above 0."""
    own = [view.ever("lanes", column, lambda cost: cost.is_not_null()) for column in OWN_COSTS]
    mass = [view.ever("lanes", column, lambda cost: cost > 0) for column in OWN_COSTS[1:]]
    rates = [view.ever("modes", rate, lambda cost: cost > 0) for rate in ("cost_per_tonne_km", "cost_per_kg")]
    modes = view.frames["modes"].select("mode", pl.any_horizontal(rates).alias("mode_by_mass"))
    return network.lanes.select(
        "lane",
        "mode",
        pl.any_horizontal(own).alias("own"),
        pl.any_horizontal(mass).alias("own_by_mass"),
        view.ever("lanes", "cost_per_unit", lambda cost: cost > 0).alias("by_unit"),
    ).join(modes, on="mode", maintain_order="left")
