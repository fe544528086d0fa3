"""Sampled futures: draws of what the table `ranges` says is uncertain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from reshore.chance.distribution import Distribution
from reshore.chance.streams import Streams
from reshore.errors import DataError, Fault, UsageError
from reshore.robust.futures import CHANGES, Future, Futures
from reshore.tables import schema, select
from reshore.tables.series import row_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from reshore.tables.model import Model

    Row = Mapping[str, Any]

MOST = 10_000
"""Most changes of a future: rows of one scenario."""


@dataclass(frozen=True, slots=True)
class Draw:
    """Cells that share a draw.

    Attributes
    ----------
    name, group
        The row of `ranges`, and the value of its column `by` that the cells have; empty where all share one.
    change
        table, where, column and action, as in a row of `scenarios`.
    law
        What is drawn from.
    """

    name: str
    group: str
    change: Mapping[str, str | None]
    law: Distribution

    def values(self, luck: Streams, numbers: NDArray[np.uint64]) -> list[str]:
        """Return what futures of some numbers have, as cells are written."""
        shares = luck.uniforms("range", self.name, self.group, size=1, replications=numbers)
        return [_written(float(value)) for value in self.law.quantile(shares[:, 0])]


def futures_of_ranges(model: Model, samples: int, *, seed: int = 0, first: int = 0) -> Futures:
    """Return futures drawn from a model's table `ranges`, each as probable.

    A draw depends on the seed, the row of `ranges`, the cells that share it and the number of the future:
    more samples leave the first ones as they are, and another row leaves the luck of the others alone.

    Parameters
    ----------
    model
        A checked model.
    samples
        How many.
    seed
        Seed of all luck.
    first
        Number of the first one: samples whose numbers don't overlap are independent.

    Raises
    ------
    UsageError
        If the table has no rows, or there are no samples.
    DataError
        If a distribution can't be read, or a row finds no numbers.
    """
    if samples < 1:
        raise UsageError(f"{samples} samples make no plan: ask for 1 or more")
    return _futures(draws(model), np.arange(first, first + samples, dtype=np.uint64), Streams(seed))


def draws(model: Model) -> tuple[Draw, ...]:
    """Return what is drawn for each future: the rows of `ranges` in their order, split by `by`.

    Raises
    ------
    UsageError
        If the table has no rows.
    DataError
        If a distribution can't be read, or a row finds no numbers.
    """
    if model["ranges"].is_empty():
        raise UsageError("the table ranges has no rows: there is nothing to draw")
    if wrong := faults(model):
        raise DataError(wrong)
    found: list[Draw] = []
    for row in model["ranges"].iter_rows(named=True):
        mine = list(_groups(model, row))
        if not mine:
            wrong.append(Fault(f"ranges {row['range']}", "selects no number", "see `reshore check`"))
        found += mine
    if len(found) > MOST:
        said = f"{len(found):,} draws a future are more than {MOST:,}"
        wrong.append(Fault("ranges, by", said, "let more rows share a draw"))
    if wrong:
        raise DataError(wrong)
    return tuple(found)


def faults(model: Model) -> list[Fault]:
    """Return what is wrong with the distributions of the ranges; nothing where all can be read."""
    found = []
    for name, text in model["ranges"].select("range", "value").iter_rows():
        try:
            Distribution.parse(text)
        except ValueError as error:
            problem, _, remedy = str(error).partition("; ")
            found.append(Fault(f"ranges {name}, value", problem, remedy))
    return found


def _futures(found: tuple[Draw, ...], numbers: NDArray[np.uint64], luck: Streams) -> Futures:
    cells = pl.DataFrame(
        [{**one.change, "order": order} for order, one in enumerate(found, 1)],
        schema={name: pl.Int64 if name == "order" else pl.String for name in CHANGES[:-1]},
    )
    values = [one.values(luck, numbers) for one in found]
    return Futures(
        tuple(
            Future(
                f"draw {number + 1}",
                1 / len(numbers),
                cells.with_columns(pl.Series("value", [each[index] for each in values], dtype=pl.String)),
            )
            for index, number in enumerate(numbers.tolist())
        )
    )


def _groups(model: Model, row: Row) -> Iterator[Draw]:
    """Yield the draws of a row of `ranges`: one, or one for each value in its column `by`."""
    law = Distribution.parse(row["value"])
    rows = _numbers(model, row)
    change = {name: row[name] for name in ("table", "where", "column", "action")}
    if row["by"] is None:
        if rows.height:
            yield Draw(row["range"], "", change, law)
        return
    for value in rows[row["by"]].unique(maintain_order=True):
        mine = _is(row["by"], value)
        where = f"({row['where']}) and {mine}" if row["where"] else mine
        yield Draw(row["range"], "" if value is None else str(value), {**change, "where": where}, law)


def _numbers(model: Model, row: Row) -> pl.DataFrame:
    """Return the rows that a row of `ranges` selects, and of which there is a number to change."""
    table, column = row["table"], row["column"]
    rows = select.select(model[table], row["where"], f"ranges {row['range']}, where")
    if row["action"] == "set":
        return rows
    later = model["series"].filter(table=table, column=column)["key"].unique()
    key = row_key(schema.tables()[table].keys)
    return rows.filter(pl.col(column).is_not_null() | key.is_in(later.implode()))


def _is(column: str, value: object) -> str:
    """Return the condition that a row has a value in a column."""
    if value is None:
        return f"{column} is null"
    if isinstance(value, str):
        quoted = value.replace("'", "''")
        return f"{column} = '{quoted}'"
    return f"{column} = {value}"


def _written(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)
