"""Numbers that change over time, as they are in the first period: a plant is sized for one time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables import schema
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reshore.tables.model import Model


def at_start(model: Model, table: str, columns: Sequence[str]) -> pl.DataFrame:
    """Return a table's keys and columns as they are in the first period; a model without periods has one."""
    keys = schema.tables()[table].keys
    if model["periods"].is_empty():
        return model[table].select(*keys, *columns)
    first = model["periods"].sort("start")["period"][0]
    return by_period(model, table, columns).filter(pl.col("period") == first).drop("period")
