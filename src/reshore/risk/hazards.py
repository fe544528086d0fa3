"""Hazards: what can happen to an operation, what makes it happen, and which rows each can hit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.chance.distribution import Distribution
from reshore.errors import DataError
from reshore.risk import draw, laws
from reshore.risk.struck import KEYS, Effect, present, struck
from reshore.risk.usual import Usual
from reshore.tables import exposed, select
from reshore.tables.lanes import complete
from reshore.tables.series import row_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reshore.risk.draw import Ensemble
    from reshore.risk.operation import Operation
    from reshore.risk.struck import Struck
    from reshore.tables.model import Model


@dataclass(frozen=True, slots=True)
class Source:
    """Where events come from: a hazard by itself, or a cause that several share.

    Attributes
    ----------
    kind, name
        `cause` and its name, or `hazard` and its name.
    rate
        Events to be expected in a year; 0 of one with a day.
    start
        Day of the only event, counted from the start of the operation; None of one with a rate.
    """

    kind: str
    name: str
    rate: float
    start: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Hazard:
    """One row of `hazards`.

    Attributes
    ----------
    name, table, effect, probability, duration, severity
        As the table says it.
    passage
        The one that is shut; empty of other effects.
    source
        Where its events come from, by number.
    rows
        Names of the rows that it can hit, sorted.
    struck
        What changes where they are hit.
    """

    name: str
    table: str
    effect: Effect
    passage: str
    probability: float
    duration: Distribution
    severity: Distribution
    source: int
    rows: tuple[str, ...]
    struck: tuple[Struck, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Hazards:
    """All that can happen to an operation.

    Hazards that hit none of it stay, so that two operations of one model have the same luck.

    Attributes
    ----------
    sources
        Where events come from, in the order of the table.
    hazards
        In the order of the table.
    usual
        The numbers that they change.
    remarks
        What a reader should know, a sentence each: hazards that hit nothing, passages without ways round.
    """

    sources: tuple[Source, ...]
    hazards: tuple[Hazard, ...]
    usual: Usual
    remarks: tuple[str, ...]

    @classmethod
    def of(cls, model: Model, operation: Operation) -> Hazards:
        """Find what the table `hazards` can do to an operation.

        Raises
        ------
        DataError
            If distributions can't be read.
        """
        whole = complete(model)
        frames = {
            table: _standing(exposed.rows(model, table, whole), operation.period, table).join(
                present(operation, table), on=KEYS[table], how="semi"
            )
            for table in _tables(model)
        }
        sources, hazards = _read(model, date.fromisoformat(operation.start), frames, operation)
        usual = Usual.of(operation)
        return cls(sources, hazards, usual, tuple(_remarks(hazards, usual)))

    @classmethod
    def of_tables(cls, model: Model) -> Hazards:
        """Find what the table `hazards` can do to all that the tables have, whatever a plan makes of it.

        Events count from the start of the first period, and strike nothing: what they hit is told by name.

        Raises
        ------
        DataError
            If distributions can't be read.
        """
        whole = complete(model)
        frames = {
            table: exposed.rows(model, table, whole).unique(KEYS[table], keep="first", maintain_order=True)
            for table in _tables(model)
        }
        first: date = model["periods"].select(pl.col("start").min()).item()
        return cls(*_read(model, first, frames), Usual.nothing(), ())

    def draw(self, replications: int, seed: int, window: int, weeks: int) -> Ensemble:
        """Draw what happens in each of many replications.

        Parameters
        ----------
        replications
            How many in which something may happen; the one in which nothing does comes on top.
        seed
            Any whole number; the same one gives the same luck.
        window
            Weeks in which events begin.
        weeks
            Weeks of a replication, at least as many.

        Raises
        ------
        UsageError
            If nothing can happen within the window, or there are too few replications to tell one event from
            several.
        """
        return draw.ensemble(self, replications, seed, window, weeks)


def _tables(model: Model) -> list[str]:
    return model["hazards"]["table"].unique().sort().to_list()


def _read(
    model: Model, first: date, frames: Mapping[str, pl.DataFrame], operation: Operation | None = None
) -> tuple[tuple[Source, ...], tuple[Hazard, ...]]:
    """Read sources and hazards; `frames` has the rows of each table that can be hit."""
    if wrong := laws.faults(model):
        raise DataError(wrong)
    rows = list(model["hazards"].iter_rows(named=True))
    sources = list(dict.fromkeys(_source(row, first) for row in rows))
    hazards = (
        _hazard(row, operation, frames[row["table"]], sources.index(_source(row, first))) for row in rows
    )
    return tuple(sources), tuple(hazards)


def _source(row: Mapping[str, Any], first: date) -> Source:
    kind = "hazard" if row["cause"] is None else "cause"
    day: date | None = row["date"]
    start = None if day is None else (day - first).days
    return Source(kind, row[kind], row["rate"] or 0.0, start)


def _standing(rows: pl.DataFrame, period: str, table: str) -> pl.DataFrame:
    """Keep the demands of a period: its own rows, and those for every period that has none."""
    if table != "demands":
        return rows
    own = rows.filter(period=period)
    general = rows.filter(pl.col("period").is_null()).join(own, on=KEYS[table], how="anti")
    return pl.concat([own, general])


def _hazard(row: Mapping[str, Any], operation: Operation | None, frame: pl.DataFrame, source: int) -> Hazard:
    effect, table = Effect(row["effect"]), row["table"]
    found = select.select(frame, row["where"], f"hazards {row['hazard']}, where")
    if effect is Effect.PASSAGE:
        found = found.filter(pl.col("passages").list.contains(row["passage"]))
    entities = found.select(*KEYS[table], row_key(KEYS[table]).alias("name")).sort("name")
    entities = entities.with_row_index("entity")
    return Hazard(
        name=row["hazard"],
        table=table,
        effect=effect,
        passage=row["passage"] or "",
        probability=row["probability"],
        duration=Distribution.parse(row["duration"]),
        severity=Distribution.parse(row["severity"]),
        source=source,
        rows=tuple(entities["name"]),
        struck=() if operation is None else struck(operation, effect, table, entities),
    )


def _remarks(hazards: tuple[Hazard, ...], usual: Usual) -> Iterator[str]:
    for hazard in hazards:
        if not hazard.struck:
            yield f"hazard {hazard.name!r} hits nothing that runs or could"
        elif hazard.effect is Effect.PASSAGE:
            stuck = sum(int((usual.around(hazard.passage)[part.number] < 0).sum()) for part in hazard.struck)
            if stuck:
                yield f"hazard {hazard.name!r}: {stuck:,} moves have no way round {hazard.passage!r} and wait"
