"""Lanes: the written ones and those generated for a mode, how far and long they are, and what they carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables import schema

if TYPE_CHECKING:
    from reshore.tables.model import Model

EARTH_RADIUS = 6371.0088
"""Mean radius of the earth, km."""

WAY = ("origin", "destination", "mode")
PAIR = ("place", "product")


def complete(model: Model) -> pl.DataFrame:
    """Return the written and the generated lanes, with `distance` and `days` filled in.

    A mode that generates gets a lane from every site to every place that can use something the site makes,
    buys or stocks, unless one of that mode is written, where the distance is within the mode's bounds.

    Returns
    -------
    pl.DataFrame
        The columns of `lanes`, then `transit_days` (days and border_days). Written lanes come first, in their
        order; generated ones have costs of their mode only.
    """
    places = _places(model)
    lanes = model["lanes"]
    generated = _generated(model, places)
    if generated.height:
        lanes = pl.concat([lanes, generated.select(lanes.columns)])
    modes = model["modes"].select("mode", "speed", "days_fixed", "detour_factor")
    distance = pl.coalesce("distance", great_circle() * pl.col("detour_factor"))
    days = pl.coalesce("days", pl.col("distance") / pl.col("speed") + pl.col("days_fixed"))
    return (
        _located(lanes, places)
        .join(modes, on="mode", how="left", maintain_order="left")
        .with_columns(distance.alias("distance"))
        .with_columns(days.alias("days"))
        .select(*lanes.columns, (pl.col("days") + pl.col("border_days")).alias("transit_days"))
    )


def carried(model: Model, lanes: pl.DataFrame) -> pl.DataFrame:
    """Return what the lanes carry, where the goods can get to the origin and are of use at the destination.

    Parameters
    ----------
    lanes
        Lanes as `complete` gives them.

    Returns
    -------
    pl.DataFrame
        `lane`, `product`, sorted.
    """
    arcs = _forward(model, lanes)
    return _useful(model, arcs).select("lane", "product").sort("lane", "product")


def reachable(model: Model, lanes: pl.DataFrame) -> pl.DataFrame:
    """Return the (`place`, `product`) pairs that goods get to from where they are made, bought or stocked."""
    arrived = _forward(model, lanes).select(pl.col("destination").alias("place"), "product")
    return pl.concat([offered(model), arrived]).unique()


def offered(model: Model) -> pl.DataFrame:
    """Return the (`place`, `product`) pairs of sites that make, buy or stock a product."""
    sites = model["sites"].select(pl.col("site").alias("place"))
    tables = ("processes", "supplies", "stocks")
    pairs = [model[table].select(pl.col("site").alias("place"), "product") for table in tables]
    return pl.concat(pairs).unique().join(sites, on="place", how="semi")


def wanted(model: Model) -> pl.DataFrame:
    """Return the (`place`, `product`) pairs of places that use a product up, sell it or may stock it."""
    used = model["processes"].join(model["boms"], on=["product", "variant"])
    return pl.concat(
        [
            used.select(pl.col("site").alias("place"), pl.col("component").alias("product")),
            model["demands"].select(pl.col("market").alias("place"), "product"),
            model["stocks"].select(pl.col("site").alias("place"), "product"),
        ]
    ).unique()


def great_circle() -> pl.Expr:
    """Return the km (haversine) from `latitude`, `longitude` to `latitude_to`, `longitude_to`."""
    north, north_to = pl.col("latitude").radians(), pl.col("latitude_to").radians()
    east, east_to = pl.col("longitude").radians(), pl.col("longitude_to").radians()
    half = ((north_to - north) / 2).sin() ** 2 + north.cos() * north_to.cos() * (
        (east_to - east) / 2
    ).sin() ** 2
    return 2 * EARTH_RADIUS * half.clip(0, 1).sqrt().arcsin()


def _places(model: Model) -> pl.DataFrame:
    columns = ("latitude", "longitude")
    return pl.concat(
        [
            model["sites"].select(pl.col("site").alias("place"), *columns),
            model["markets"].select(pl.col("market").alias("place"), *columns),
        ]
    ).unique("place", keep="first", maintain_order=True)


def _located(lanes: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Put the coordinates of both ends beside each lane, in the order of the lanes."""
    ends = places.rename({"latitude": "latitude_to", "longitude": "longitude_to"})
    return lanes.join(places, left_on="origin", right_on="place", how="left", maintain_order="left").join(
        ends, left_on="destination", right_on="place", how="left", maintain_order="left"
    )


def _generated(model: Model, places: pl.DataFrame) -> pl.DataFrame:
    """Lanes that nobody wrote, in the columns of `lanes`; no rows where no mode generates."""
    modes = model["modes"].filter("generate")
    empty = model["lanes"].clear()
    if not modes.height:
        return empty
    pairs = (
        offered(model)
        .join(wanted(model), on="product", suffix="_to")
        .filter(pl.col("place") != pl.col("place_to"))
        .select(pl.col("place").alias("origin"), pl.col("place_to").alias("destination"))
        .unique()
        .sort("origin", "destination")
    )
    distance = great_circle() * pl.col("detour_factor")
    within = pl.col("distance").is_between(pl.col("min_km"), pl.col("max_km").fill_null(float("inf")))
    found = (
        _located(pairs, places)
        .join(modes.select("mode", "detour_factor", "min_km", "max_km"), how="cross")
        .with_columns(distance.alias("distance"))
        .filter(within)
        .join(model["lanes"], on=WAY, how="anti")
        .select(pl.concat_str(*WAY, separator=":").alias("lane"), *WAY, "distance")
    )
    return pl.concat([empty, found.with_columns(*_defaults())], how="diagonal")


def _defaults() -> list[pl.Expr]:
    """Default values of the columns of `lanes` that have a plain one."""
    columns = schema.tables()["lanes"].columns
    plain = [column for column in columns if column.default and not column.default.startswith("=")]
    return [pl.lit(column.default).cast(column.dtype).alias(column.name) for column in plain]


def _forward(model: Model, lanes: pl.DataFrame) -> pl.DataFrame:
    """Follow the goods from where they come from, lane by lane: (lane, origin, destination, product).

    A lane carries a product if it names it, or its family and no lane of the same way names the product, or
    neither and no lane of the same way names either.
    """
    families = model["products"].select("product", "family")
    ways = lanes.select("lane", *WAY, named="product", kind="family")
    by_product = ways.filter(pl.col("named").is_not_null())
    by_family = ways.filter(pl.col("named").is_null(), pl.col("kind").is_not_null())
    for_all = ways.filter(pl.col("named").is_null(), pl.col("kind").is_null())
    products, kinds = by_product.select(*WAY, "named"), by_family.select(*WAY, "kind")

    def leaving(goods: pl.DataFrame) -> pl.DataFrame:
        goods = goods.join(families, on="product").rename({"place": "origin"})
        named = by_product.join(
            goods, left_on=["origin", "named"], right_on=["origin", "product"], coalesce=False
        )
        of_kind = by_family.join(
            goods, left_on=["origin", "kind"], right_on=["origin", "family"], coalesce=False
        )
        others = for_all.join(goods, on="origin")
        of_kind = of_kind.join(products, left_on=[*WAY, "product"], right_on=[*WAY, "named"], how="anti")
        others = others.join(products, left_on=[*WAY, "product"], right_on=[*WAY, "named"], how="anti")
        others = others.join(kinds, left_on=[*WAY, "family"], right_on=[*WAY, "kind"], how="anti")
        columns = ("lane", "origin", "destination", "product")
        return pl.concat([part.select(columns) for part in (named, of_kind, others)])

    arcs = [leaving(new := offered(model))]
    known = new
    while arcs[-1].height:
        arrived = arcs[-1].select(pl.col("destination").alias("place"), "product").unique()
        new = arrived.join(known, on=PAIR, how="anti")
        known = pl.concat([known, new])
        arcs.append(leaving(new))
    return pl.concat(arcs)


def _useful(model: Model, arcs: pl.DataFrame) -> pl.DataFrame:
    """Keep the arcs that lead, over other arcs if need be, to a place that wants the product."""
    known = new = wanted(model)
    kept = []
    while new.height:
        useful = arcs.join(new, left_on=["destination", "product"], right_on=PAIR, how="semi")
        kept.append(useful)
        sent = useful.select(pl.col("origin").alias("place"), "product").unique()
        new = sent.join(known, on=PAIR, how="anti")
        known = pl.concat([known, new])
    return pl.concat(kept) if kept else arcs.clear()
