"""Saving: a model to a folder of CSV or Parquet files, or to a workbook, whole or not at all."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import polars as pl

from reshore.errors import UsageError
from reshore.tables import template
from reshore.tables.atomic import replacing
from reshore.tables.formats import workbook

if TYPE_CHECKING:
    from os import PathLike

    from reshore.tables.model import Model

FORMULA = r"^('*)([=+\-@])"
"""A text that a spreadsheet would take for a formula, or that stands behind apostrophes already."""

NUMBER = r"^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$"


def save(model: Model, path: str | PathLike[str], *, format: Literal["csv", "parquet"] = "csv") -> None:
    """Write a model; `reshore.load` reads the same model from what is written.

    Parameters
    ----------
    path
        A name that ends in ``.xlsx`` becomes a workbook, any other a folder with a file a table. Tables
        without rows are left out of a folder.
    format
        What the files of a folder are. In CSV, a text that a spreadsheet would take for a formula stands
        behind an apostrophe, which is taken off on reading.

    Raises
    ------
    UsageError
        If something is in the way, a workbook can't hold the model, or is of a kind that is only read.
    ReshoreError
        If it can't be written; nothing of it is left then.
    """
    target = Path(path)
    suffix = target.suffix.casefold()
    if suffix in workbook.SUFFIXES and suffix != ".xlsx":
        raise UsageError(f"{target} can't be written: of workbooks, only .xlsx can")
    with replacing(target) as draft:
        if suffix == ".xlsx":
            template.write_workbook(draft, model.frames)
            return
        draft.mkdir()
        for name, frame in model.frames.items():
            if frame.height:
                (draft / f"{name}.{format}").write_bytes(_packed(frame, format))


def _packed(frame: pl.DataFrame, format: Literal["csv", "parquet"]) -> bytes:
    """Return the bytes of a file: polars words a full disk in its own way, Python as an OSError."""
    buffer = BytesIO()
    if format == "csv":
        plain(frame).write_csv(buffer)
    else:
        frame.write_parquet(buffer)
    return buffer.getvalue()


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame as people read it in CSV: flags in words, texts that no spreadsheet runs."""
    flags = {True: "yes", False: "no"}
    text = pl.col(pl.String)
    runs = text.str.contains(FORMULA) & ~text.str.contains(NUMBER)
    return frame.with_columns(
        pl.col(pl.Boolean).replace_strict(flags, return_dtype=pl.String),
        pl.when(runs).then(pl.lit("'") + text).otherwise(text).name.keep(),
    )
