"""The mean future: tables in which each number is the mean of what it is in the futures, by probability.

Rows that only some futures have are kept, with the mean over those. A number that is empty in one of the
futures stays empty, since nothing is no number. Texts, flags and dates are those of the most probable future
that has the row. Numbers that change over time are means period by period.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.tables import schema
from reshore.tables.recheck import recheck
from reshore.tables.series import by_period, row_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reshore.tables.model import Model
    from reshore.tables.schema import Column

WEIGHT = "#weight"

APART = ("settings", "series", "scenarios", "ranges")
"""Tables that are treated by themselves, or say what is uncertain."""


def mean_model(models: Sequence[Model], probabilities: Sequence[float]) -> Model:
    """Return the mean of models that differ in their tables.

    Parameters
    ----------
    models
        The tables in each future.
    probabilities
        One a future.

    Raises
    ------
    DataError
        If the means together make no sound tables.
    """
    order = sorted(range(len(models)), key=lambda index: -probabilities[index])
    weighted = [(models[index], probabilities[index]) for index in order]
    frames = dict(weighted[0][0].frames)
    for name, table in schema.tables().items():
        if name not in APART:
            frames[name] = _mean(
                [(model[name], share) for model, share in weighted], table.keys, table.columns
            )
    frames["settings"] = _settings(weighted)
    frames["series"] = _series(weighted)
    settings = recheck(frames, "the mean of the futures")
    return replace(models[0], frames=MappingProxyType(frames), settings=MappingProxyType(settings))


def _mean(
    frames: Sequence[tuple[pl.DataFrame, float]], keys: Sequence[str], columns: Sequence[Column]
) -> pl.DataFrame:
    """Return the rows of all frames, the most probable first, with the means of their numbers."""
    first = frames[0][0]
    if all(frame.equals(first) for frame, _ in frames):
        return first
    numbers = [column for column in columns if column.type in {"number", "integer"} and not column.key]
    whole = {column.name for column in numbers if column.type == "integer"}
    stacked = pl.concat(frame.with_columns(pl.lit(share).alias(WEIGHT)) for frame, share in frames)
    means = []
    for column in numbers:
        value = pl.col(column.name)
        mean = (value * pl.col(WEIGHT)).sum() / pl.col(WEIGHT).sum()
        # A number that is the same in all futures stays the same to the last digit.
        told = pl.when(value.null_count() > 0).then(None).when(value.n_unique() == 1).then(value.first())
        means.append(told.otherwise(mean.round() if column.name in whole else mean).alias(column.name))
    named = {column.name for column in numbers}
    texts = [pl.col(column.name).first() for column in columns if not column.key and column.name not in named]
    found = stacked.group_by(keys, maintain_order=True).agg(*texts, *means)
    return found.select(pl.col(name).cast(dtype) for name, dtype in first.schema.items())


def _settings(weighted: Sequence[tuple[Model, float]]) -> pl.DataFrame:
    """Return the settings, with the means of those that are numbers."""
    types = {column.name: column.type for column in schema.settings()}
    first = weighted[0][0]
    means = {}
    for name, kind in types.items():
        values = [model.settings[name] for model, _ in weighted]
        if kind in {"number", "integer"} and len(set(values)) > 1 and None not in values:
            mean = sum(value * share for value, (_, share) in zip(values, weighted, strict=True))
            means[name] = str(round(mean) if kind == "integer" else mean)
    written = first["settings"].filter(~pl.col("key").is_in(list(means)))
    added = pl.DataFrame(list(means.items()), schema={"key": pl.String, "value": pl.String}, orient="row")
    return pl.concat([written, added], how="diagonal")


def _series(weighted: Sequence[tuple[Model, float]]) -> pl.DataFrame:
    """Return the series, period by period where futures differ in it or in the table's own number."""
    first = weighted[0][0]
    kept, means = [], []
    every = pl.concat(model["series"].select("table", "column") for model, _ in weighted).unique()
    for table, column in every.sort("table", "column").iter_rows():
        mine = (pl.col("table") == table) & (pl.col("column") == column)
        if _alike(weighted, table, column, mine):
            kept.append(first["series"].filter(mine))
        else:
            means.append(_spread(weighted, table, column, mine))
    return pl.concat([first["series"].clear(), *kept, *means], how="diagonal")


def _alike(weighted: Sequence[tuple[Model, float]], table: str, column: str, mine: pl.Expr) -> bool:
    def told(model: Model) -> Iterator[pl.DataFrame]:
        yield model["series"].filter(mine)
        yield model[table].select(*schema.tables()[table].keys, column)

    first = weighted[0][0]
    return all(
        one.equals(other)
        for model, _ in weighted
        for one, other in zip(told(model), told(first), strict=True)
    )


def _spread(weighted: Sequence[tuple[Model, float]], table: str, column: str, mine: pl.Expr) -> pl.DataFrame:
    """Return the mean of a column in every period, of rows that change over time in any future."""
    keys = schema.tables()[table].keys
    changing = pl.concat(model["series"].filter(mine).select("key") for model, _ in weighted).unique()
    parts = [
        by_period(model, table, [column])
        .select(row_key(keys).alias("key"), "period", value=column)
        .join(changing, on="key", how="semi")
        .with_columns(pl.lit(share).alias(WEIGHT))
        for model, share in weighted
    ]
    value = pl.col("value")
    mean = (value * pl.col(WEIGHT)).sum() / pl.col(WEIGHT).sum()
    return (
        pl.concat(parts)
        .group_by("key", "period", maintain_order=True)
        .agg(pl.when(value.null_count() == 0).then(mean).alias("value"))
        .filter(value.is_not_null())
        .select(table=pl.lit(table), key="key", column=pl.lit(column), period="period", value="value")
    )
