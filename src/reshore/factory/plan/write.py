"""Rows of a plant as CSV files, or in a copy of the model, for `design`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import ReshoreError
from reshore.factory.plan.rows import with_rows
from reshore.tables.atomic import replacing
from reshore.tables.save import plain, save

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reshore.tables.model import Model

    Rows = Mapping[str, pl.DataFrame]


def write_rows(rows: Rows, folder: Path, *, run: str = "") -> None:
    """Write a file a table, with all columns of the schema.

    Parameters
    ----------
    rows
        By table, as `PlantResult.rows` returns them.
    folder
        Where; it may not be there yet, or is empty.
    run
        Name of the run that keeps the plant, which the source then says.

    Raises
    ------
    UsageError
        If something is in the way.
    ReshoreError
        If it can't be written; nothing of it is left then.
    """
    with replacing(folder) as draft:
        draft.mkdir(parents=True)
        for table, frame in _named(rows, run).items():
            plain(frame).write_csv(draft / f"{table}.csv")


def write_model(model: Model, rows: Rows, path: Path, *, run: str = "") -> None:
    """Write a copy of a model with the rows of a plant in it, which `design` reads as it is.

    Parameters
    ----------
    model
        The model that the plant was made from.
    rows, run
        As of `write_rows`.
    path
        Where, as of `save`; folders above it are made.

    Raises
    ------
    DataError
        If the tables that come of it are not sound.
    UsageError
        If something is in the way.
    ReshoreError
        If it can't be written; nothing of it is left then.
    """
    changed = with_rows(model, _named(rows, run))
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReshoreError(f"{path} can't be written: {error.strerror or error}") from error
    save(changed, path)


def _named(rows: Rows, run: str) -> dict[str, pl.DataFrame]:
    """Return rows whose source names a run; as they are where there is none."""
    if not run:
        return dict(rows)
    return {**rows, "sources": rows["sources"].with_columns(title=pl.lit(f"plant run {run}"))}
