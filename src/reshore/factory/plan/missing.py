"""What the tables leave out that a plant needs, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import Fault
from reshore.factory.plan import laws
from reshore.factory.plan.kinds import STATION
from reshore.tables.problem import nearest, show

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reshore.tables.model import Model


def missing(model: Model, site: str, buildings: pl.DataFrame, products: Sequence[str]) -> list[Fault]:
    """Return what is missing.

    Parameters
    ----------
    model
        Checked tables.
    site
        Where the plant is to stand.
    buildings
        The rows of its buildings that are meant: one is right.
    products
        What is to be made.
    """
    tasks = model["routings"].filter(pl.col("product").is_in(list(products)))
    return [
        *_building(site, buildings),
        *_routings(tasks, products),
        *_stations(model, tasks),
        *laws.faults(model.with_frames(routings=tasks)),
    ]


def _building(site: str, rows: pl.DataFrame) -> Iterator[Fault]:
    if rows.is_empty():
        yield Fault("buildings", f"site {site!r} has no building", "write its length and width")
    elif rows.height > 1:
        listed = ", ".join(rows["building"])
        yield Fault("buildings", f"site {site!r} has {rows.height} buildings: {listed}", "name one of them")


def _routings(tasks: pl.DataFrame, products: Sequence[str]) -> Iterator[Fault]:
    for product in products:
        if product not in tasks["product"]:
            problem = f"there is no process plan of {product!r}"
            yield Fault("routings", problem, "write its tasks, with hours and kinds of station")


def _stations(model: Model, tasks: pl.DataFrame) -> Iterator[Fault]:
    kinds = model["stations"].filter(pl.col("role") == STATION)["station"].to_list()
    for product, task, station in tasks.select("product", "task", "station").iter_rows():
        place = f"routings {product} {task}, station"
        if station is None:
            yield Fault(place, "is empty", "name the kind of station that it needs")
        elif station not in kinds:
            remedy = nearest(station, kinds) or f"kinds are: {', '.join(kinds)}"
            yield Fault(place, f"there is no kind of station {show(station)}", remedy)
