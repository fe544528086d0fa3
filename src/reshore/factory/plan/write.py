"""Rows of a plant as CSV files, which a user adds to a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.atomic import replacing
from reshore.tables.save import plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_rows(rows: Mapping[str, pl.DataFrame], folder: Path, *, run: str = "") -> None:
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
        for table, frame in rows.items():
            if table == "sources" and run:
                frame = frame.with_columns(title=pl.lit(f"plant run {run}"))
            plain(frame).write_csv(draft / f"{table}.csv")
