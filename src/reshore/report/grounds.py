"""What a model rests on: its rows by grade, table, sources and note, so that hundreds are readable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.tables import schema

if TYPE_CHECKING:
    from reshore.tables.model import Model

FIGURES = r"\d[\d.,]*"
"""What is different in notes that are alike."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Rows of a table with the same sources and the same note, figures apart.

    Attributes
    ----------
    table
        The table.
    sources
        Identifiers of sources, separated by spaces; empty where none is named.
    note
        Note of the first row; empty where there is none.
    notes
        How many notes there are, with different figures.
    rows
        Which rows of the table they are, counted from 0.
    keys
        What the rows are called, in their order.
    """

    table: str
    sources: str
    note: str
    notes: int
    rows: frozenset[int]
    keys: tuple[str, ...]


def graded(model: Model) -> dict[str, pl.Series]:
    """Return the weakest grade among the sources of each row, by table; empty where a row names none."""
    of = dict(model["sources"].select("source", "grade").iter_rows())
    found = {}
    for name, frame in model.frames.items():
        if name != "sources" and "source" in frame.columns:
            cited = (
                max((of.get(source, "") for source in (cell or "").split()), default="")
                for cell in frame["source"]
            )
            found[name] = pl.Series("grade", cited, dtype=pl.String)
    return found


def grounds(model: Model, grade: str) -> list[Ground]:
    """Return what rests on a grade of source, in the order of the tables, most rows first."""
    return [
        ground for name, grades in graded(model).items() for ground in _of_table(model, name, grades == grade)
    ]


def _of_table(model: Model, name: str, chosen: pl.Series) -> list[Ground]:
    keys = schema.tables()[name].keys
    called = pl.concat_str([pl.col(key).cast(pl.String) for key in keys], separator=" / ", ignore_nulls=True)
    rows = (
        model[name]
        .with_row_index("#row")
        .filter(chosen)
        .select(
            "#row",
            pl.col("source").fill_null("").alias("sources"),
            pl.col("note").fill_null(""),
            keys=called,
        )
    )
    alike = pl.col("note").str.replace_all(FIGURES, "#").alias("#alike")
    grouped = rows.group_by("sources", alike, maintain_order=True).agg(
        pl.col("note").first(), "#row", "keys", notes=pl.col("note").n_unique()
    )
    found = [
        Ground(name, row["sources"], row["note"], row["notes"], frozenset(row["#row"]), tuple(row["keys"]))
        for row in grouped.iter_rows(named=True)
    ]
    return sorted(found, key=lambda ground: -len(ground.rows))
