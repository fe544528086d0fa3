"""What is hit together: a site, a passage, a mode, a border, a country, a supply, a set of the user's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.errors import UsageError
from reshore.risk.named import selected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reshore.risk.operation import Operation
    from reshore.tables.model import Model

    Rows = NDArray[np.int32]

NAMED = "named"
"""Kind of the sets that the user names."""

KINDS = ("site", "supplier", "passage", "mode", "border", "country", "supply", NAMED)
"""Kinds in the order in which sets come."""

SET = ("kind", "name")

STOPPED = ("makes", "buys", "moves", "items")
"""Frames of an operation whose rows can stop."""


@dataclass(frozen=True, slots=True, eq=False)
class StressSet:
    """What stops together.

    Attributes
    ----------
    kind, name
        What sort of thing is hit, and which one; docs/stress.md lists the kinds.
    time_to_recover
        Days until it runs again; None where nobody says.
    stated
        Whether that is what the tables say.
    makes, buys, moves
        Rows of the operation that stop, by number, sorted.
    items
        Rows whose stock can't be used.
    """

    kind: str
    name: str
    time_to_recover: float | None
    stated: bool
    makes: Rows
    buys: Rows
    moves: Rows
    items: Rows


def stress_sets(
    operation: Operation, model: Model, named: Sequence[str] = (), time_to_recover: float | None = None
) -> tuple[StressSet, ...]:
    """Return the sets of an operation, kind by kind and sorted by name.

    A passage that all goods can go round is a set in which nothing stops.

    Parameters
    ----------
    operation
        What runs, and what else could.
    model
        The model that it was read from.
    named
        Sets of the user's: texts ``name: table: condition`` with table sites, lanes or supplies.
    time_to_recover
        Days, where the tables say nothing.

    Raises
    ------
    UsageError
        If a set of the user's can't be read, has the name of another, or holds nothing that runs.
    """
    asked = {
        table: rows.select(pl.lit(NAMED).alias("kind"), pl.all())
        for table, rows in selected(model, named).items()
    }
    sites = pl.concat([_sites(operation), asked["sites"]])
    supplies = _supplies(operation)
    sources = pl.concat([supplies, asked["supplies"]])
    goods = ["site", "product"]
    ways = operation.moves.join(operation.lanes, on="lane_index").with_columns(row="move")
    ends = pl.concat([ways.select("row", site=end) for end in ("origin", "destination")])
    makes, buys = operation.makes.with_columns(row="make"), operation.buys.with_columns(row="buy")
    hits = [
        _hits("makes", makes.join(sites, on="site")),
        _hits("makes", makes.join(supplies, on=goods)),
        _hits("buys", buys.join(sites, on="site")),
        _hits("buys", buys.join(sources, on=goods)),
        _hits("moves", ends.join(sites, on="site")),
        _hits("moves", ways.join(asked["lanes"], on="lane")),
        *(_hits("moves", rows) for rows in _on_the_way(operation, ways)),
        _hits("items", operation.items.select(row="item", site="place").join(sites, on="site")),
    ]
    times = _times(operation, pl.concat([sites, sources.select(sites.columns)]), time_to_recover)
    found = pl.concat(hits).unique().join(times, on=SET, how="left")
    _refuse_idle(pl.concat([rows.select(SET) for rows in asked.values()]), found)
    return _gathered(found, time_to_recover)


def frame(sets: Sequence[StressSet]) -> pl.DataFrame:
    """Return the columns set (its number), kind, name, ttr (days), stated; a row a set, in their order."""
    rows = [(n, one.kind, one.name, one.time_to_recover, one.stated) for n, one in enumerate(sets)]
    schema = {"set": pl.Int32, "kind": pl.String, "name": pl.String, "ttr": pl.Float64, "stated": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _sites(operation: Operation) -> pl.DataFrame:
    """Return kind, name, site: each site by itself, and all of a country."""
    role = pl.when(pl.col("role") == "supplier").then(pl.lit("supplier")).otherwise(pl.lit("site"))
    alone = operation.sites.select(role.alias("kind"), pl.col("site").alias("name"), "site")
    together = operation.sites.select(
        pl.lit("country").alias("kind"), pl.col("country").alias("name"), "site"
    )
    return pl.concat([alone, together])


def _supplies(operation: Operation) -> pl.DataFrame:
    """Return kind, name, site, product: where a product is made or bought, by country."""
    goods = pl.concat([rows.select("site", "product") for rows in (operation.makes, operation.buys)])
    name = pl.format("{} {}", "country", "product").alias("name")
    countries = operation.sites.select("site", "country")
    return (
        goods.unique()
        .join(countries, on="site")
        .select(pl.lit("supply").alias("kind"), name, "site", "product")
    )


def _on_the_way(operation: Operation, ways: pl.DataFrame) -> list[pl.DataFrame]:
    """Return kind, name, row of moves by mode, border and passage; no row where there is a way round."""
    abroad = ways.filter(pl.col("origin_country") != pl.col("destination_country"))
    border = pl.format("{}>{}", "origin_country", "destination_country")
    passages = ways.select("move", "row", passage="passages").explode("passage").drop_nulls("passage")
    detours = operation.detours.select("move", "passage", goes_on=pl.lit(True))
    stops = pl.when(pl.col("goes_on").is_null()).then("row")
    return [
        ways.with_columns(kind=pl.lit("mode"), name="mode"),
        abroad.with_columns(kind=pl.lit("border"), name=border),
        passages.join(detours, on=["move", "passage"], how="left").with_columns(
            kind=pl.lit("passage"), name="passage", row=stops
        ),
    ]


def _hits(stopped: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Return kind, name, stopped (a frame of the operation), row."""
    return rows.select(*SET, pl.lit(stopped).alias("stopped"), "row")


def _times(operation: Operation, places: pl.DataFrame, otherwise: float | None) -> pl.DataFrame:
    """Return kind, name, ttr (the longest of the sites) and stated (whether a table says it)."""
    own = pl.col("time_to_recover")
    known = pl.lit(otherwise, dtype=pl.Float64)
    return (
        places.join(operation.sites.select("site", "time_to_recover"), on="site")
        .group_by(SET)
        .agg(ttr=own.fill_null(known).max(), longest=own.max())
        .select(*SET, "ttr", stated=(pl.col("longest") == pl.col("ttr")).fill_null(False))
    )


def _refuse_idle(asked: pl.DataFrame, found: pl.DataFrame) -> None:
    """Hold that the user's sets hold something that runs."""
    idle = asked.join(found, on=SET, how="anti")["name"].unique().sort()
    if idle.len():
        raise UsageError(f"set {idle[0]!r} holds nothing that runs in the period; change its condition")


def _gathered(found: pl.DataFrame, otherwise: float | None) -> tuple[StressSet, ...]:
    """Return the sets: of each frame of the operation the rows that stop."""
    rank = pl.col("kind").replace_strict({kind: n for n, kind in enumerate(KINDS)}, return_dtype=pl.Int32)
    rows = (
        found.sort(rank, "name", "row")
        .group_by(SET, maintain_order=True)
        .agg(
            pl.col("ttr", "stated").first(),
            *(pl.col("row").filter(pl.col("stopped") == name).drop_nulls().alias(name) for name in STOPPED),
        )
    )
    return tuple(
        StressSet(
            kind=row["kind"],
            name=row["name"],
            time_to_recover=otherwise if row["ttr"] is None else row["ttr"],
            stated=bool(row["stated"]),
            **{name: np.array(row[name], np.int32) for name in STOPPED},
        )
        for row in rows.iter_rows(named=True)
    )
