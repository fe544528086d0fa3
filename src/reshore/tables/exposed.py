"""Rows that something can happen to, with all that a condition on them may ask."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.tables import lanes, schema
from reshore.tables.select import LIST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from polars._typing import PolarsDataType

    from reshore.tables.model import Model

ADDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sites": (),
        "resources": ("country", "group", "role"),
        "supplies": ("country", "group", "role", "family"),
        "lanes": ("origin_country", "origin_group", "destination_country", "destination_group"),
        "demands": ("country", "group", "family"),
    }
)
"""Table -> what its rows have beside their own columns, all of it text."""

LISTS = ("passages", "labels")
"""Own columns that conditions ask as lists."""

ASIDE = ("source", "note")
"""Columns that say nothing about what a row stands for."""


def types(table: str) -> dict[str, PolarsDataType]:
    """Return what a condition on a table may ask, and its types; KeyError of a table not in `ADDED`."""
    own: dict[str, PolarsDataType] = {
        column.name: LIST if column.name in LISTS else column.dtype
        for column in schema.tables()[table].columns
        if column.name not in ASIDE
    }
    return own | dict.fromkeys(ADDED[table], pl.String())


def rows(model: Model, table: str, whole: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return the rows of a table with the columns of `types`, in the order of the table.

    Parameters
    ----------
    whole
        All lanes, as `reshore.tables.lanes.complete` gives them; found anew where they are not given.
    """
    if table == "lanes":
        found = _lanes(model, lanes.complete(model) if whole is None else whole)
    elif table == "demands":
        found = _beside(model["demands"], _places(model, "market"), "market")
    elif table == "sites":
        found = model["sites"]
    else:
        found = _beside(model[table], _places(model, "site"), "site")
    if "family" in ADDED[table]:
        found = _beside(found, model["products"].select("product", "family"), "product")
    split = [pl.col(name).str.split(" ") for name in LISTS if name in found.columns]
    return found.with_columns(split).select(*types(table))


def _lanes(model: Model, whole: pl.DataFrame) -> pl.DataFrame:
    sites, markets = (
        _places(model, kind).select(pl.col(kind).alias("place"), "country", "group")
        for kind in ("site", "market")
    )
    places = pl.concat([sites, markets])
    for end in ("origin", "destination"):
        named = places.rename({"place": end, "country": f"{end}_country", "group": f"{end}_group"})
        whole = _beside(whole, named, end)
    return whole


def _places(model: Model, kind: str) -> pl.DataFrame:
    columns = ("country", "group", "role") if kind == "site" else ("country", "group")
    return model[f"{kind}s"].select(kind, *columns)


def _beside(frame: pl.DataFrame, named: pl.DataFrame, on: str) -> pl.DataFrame:
    return frame.join(named, on=on, how="left", maintain_order="left")
