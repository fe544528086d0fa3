"""What an effect changes: the rows of an operation's frames behind the rows of a table that are hit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from reshore.risk.operation import Operation


class Effect(StrEnum):
    """What a hazard does; docs/stress.md says it in numbers."""

    CAPACITY = "capacity"
    LANE = "lane"
    PASSAGE = "passage"
    BAN = "ban"
    COST = "cost"
    DUTY = "duty"
    DEMAND = "demand"
    STOCK = "stock"


class Part(StrEnum):
    """The part of a realisation that changes: a name of its attributes."""

    HOURS = "hours"
    MAKES = "makes"
    BUYS = "buys"
    LANES = "lanes"
    MOVES = "moves"
    BUY_COST = "buy_cost"
    MOVE_COST = "move_cost"
    DEMANDS = "demands"
    DESTROYED = "destroyed"


KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sites": ("site",),
        "resources": ("site", "resource"),
        "supplies": ("site", "product"),
        "lanes": ("lane",),
        "demands": ("market", "product", "segment"),
    }
)
"""Table -> the columns that name a row of it in an operation."""


@dataclass(frozen=True, slots=True, eq=False)
class Struck:
    """Rows of a frame that change where rows of a table are hit.

    Attributes
    ----------
    part
        What changes.
    entity, number
        Row that is hit, and row of the frame that changes with it; of equal length.
    """

    part: Part
    entity: NDArray[np.int64]
    number: NDArray[np.int64]


def present(operation: Operation, table: str) -> pl.DataFrame:
    """Return the names, as in `KEYS`, of the rows of a table that are in an operation."""
    frames = {
        "sites": operation.sites,
        "resources": operation.resources,
        "supplies": operation.buys,
        "lanes": operation.lanes,
        "demands": operation.demands,
    }
    return frames[table].select(KEYS[table]).unique()


def struck(operation: Operation, effect: Effect, table: str, entities: pl.DataFrame) -> tuple[Struck, ...]:
    """Return what changes where these rows of a table are hit; parts in which nothing does are left out.

    Parameters
    ----------
    entities
        `entity` (from 0) and the names of the rows, as in `KEYS`.
    """
    found = []
    for part, frame in _frames(operation, effect, table):
        rows = frame.join(entities, on=KEYS[table]).sort("entity", frame.columns[0])
        if rows.height:
            entity, number = (rows[name].cast(pl.Int64).to_numpy() for name in ("entity", frame.columns[0]))
            found.append(Struck(part, entity, number))
    return tuple(found)


def _frames(operation: Operation, effect: Effect, table: str) -> Iterator[tuple[Part, pl.DataFrame]]:
    """Yield the parts that an effect changes, with the frame whose first column numbers their rows."""
    lanes = operation.lanes.select("lane_index", "lane", "capacity")
    moves = operation.moves.select("move", "lane_index").join(lanes, on="lane_index")
    if effect is Effect.CAPACITY:
        if table == "sites":
            free = pl.col("resource_index").is_null() | (pl.col("hours") == 0)
            yield Part.MAKES, operation.makes.filter(free)
        yield from [(Part.BUYS, operation.buys)] if table != "resources" else []
        yield from [(Part.HOURS, operation.resources)] if table != "supplies" else []
    elif effect is Effect.LANE:
        yield Part.LANES, lanes.drop_nulls("capacity")
        yield Part.MOVES, moves.filter(pl.col("capacity").is_null())
    elif effect in {Effect.PASSAGE, Effect.BAN}:
        yield Part.MOVES, moves
    elif effect in {Effect.COST, Effect.DUTY}:
        yield (Part.MOVE_COST, moves) if table == "lanes" else (Part.BUY_COST, operation.buys)
    elif effect is Effect.DEMAND:
        yield Part.DEMANDS, operation.demands
    else:
        yield Part.DESTROYED, operation.items.filter(kind="site").rename({"place": "site"})
