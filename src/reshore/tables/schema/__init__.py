"""The schema of the tables: one CSV a table beside this file, read once.

Reading, checking, the Excel template and the tables reference all come from these files alone.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

DType = type[pl.DataType]

DTYPES: Mapping[str, DType] = MappingProxyType(
    {
        "text": pl.String,
        "list": pl.String,
        "condition": pl.String,
        "profile": pl.String,
        "number": pl.Float64,
        "integer": pl.Int64,
        "flag": pl.Boolean,
        "date": pl.Date,
    }
)
"""Type of a column in the schema -> type in a frame."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    name, type, unit, meaning
        As in the schema; `type` is a key of `DTYPES`.
    default
        Text of the value that an empty cell takes; empty = stays empty. ``= a b c`` joins the row's other
        columns that are not empty by a colon.
    required, key, varies
        Whether a value must be written, is part of the table's key, may change over time through `series`.
    read_by
        What reads the column; empty = nothing yet, it is checked only.
    allowed
        ``a | b`` (one of), ``0 .. 1`` and ``>= 0`` and ``> 0`` (range), ``~ pattern`` (whole text),
        ``-> table.column | table.column`` (reference), ``@tables`` and ``@settings_keys``; empty = anything.
    """

    name: str
    type: str
    unit: str
    default: str
    required: bool
    key: bool
    varies: bool
    read_by: str
    allowed: str
    meaning: str

    @property
    def dtype(self) -> DType:
        """Type of the column in a frame."""
        return DTYPES[self.type]

    @property
    def choices(self) -> tuple[str, ...]:
        """The values allowed, where they are a list."""
        if self.allowed.startswith("@tables"):
            return tuple(tables())
        if self.allowed.startswith("@settings_keys"):
            return tuple(column.name for column in settings())
        if not self.allowed or ".." in self.allowed or self.references:
            return ()
        if self.allowed.startswith(("> ", ">= ", "~")) or self.allowed in {"> 0", ">= 0"}:
            return ()
        return tuple(choice.strip() for choice in self.allowed.split("|"))

    @property
    def references(self) -> tuple[tuple[str, str], ...]:
        """The (table, column) pairs that a value must occur in, where it is a reference."""
        if not self.allowed.startswith("->"):
            return ()
        targets = (target.strip().split(".") for target in self.allowed[2:].split("|"))
        return tuple((table, column) for table, column in targets)

    @property
    def range(self) -> tuple[float, float, bool] | None:
        """Least and greatest value, and whether the least is itself allowed; None where not a range."""
        if ".." in self.allowed:
            low, high = (float(part) for part in self.allowed.split(".."))
            return low, high, True
        if self.type in {"number", "integer"} and self.allowed.startswith(">"):
            return float(self.allowed.lstrip(">= ")), float("inf"), self.allowed.startswith(">=")
        return None

    @property
    def pattern(self) -> str:
        """Regular expression that the whole text must match; empty where there is none."""
        return self.allowed[1:].strip() if self.allowed.startswith("~") else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in order, and what a row of it is."""

    name: str
    group: str
    required: bool
    row: str
    columns: tuple[Column, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Names of the key columns, in order."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def read(self) -> bool:
        """Whether anything reads the table yet."""
        return any(column.read_by for column in self.columns if column.name not in {"source", "note"})

    def column(self, name: str) -> Column:
        """Return the column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def empty(self) -> pl.DataFrame:
        """Return a frame with the table's columns and no rows."""
        return pl.DataFrame(schema={column.name: column.dtype for column in self.columns})


@cache
def tables() -> Mapping[str, Table]:
    """Return all tables by name, in the order in which people should read them."""
    return load_schema(files(__name__))


@cache
def settings() -> tuple[Column, ...]:
    """Return the settings, each as if it were a column: type, unit, default, allowed values, meaning."""
    return _columns(files(__name__) / "_settings.csv")


def load_schema(folder: Traversable) -> Mapping[str, Table]:
    """Read a schema from a folder that holds ``_tables.csv`` and one CSV a table."""
    listed = _rows(folder / "_tables.csv")
    return MappingProxyType(
        {
            row["table"]: Table(
                name=row["table"],
                group=row["group"],
                required=row["required"] == "yes",
                row=row["row"],
                columns=_columns(folder / f"{row['table']}.csv"),
            )
            for row in listed
        }
    )


def _rows(file: Traversable) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def _columns(file: Traversable) -> tuple[Column, ...]:
    return tuple(
        Column(
            name=row["column"],
            type=row["type"],
            unit=row["unit"],
            default=row["default"],
            required=row["required"] == "yes",
            key=row["key"] == "yes",
            varies=row["varies"] == "yes",
            read_by=row["read_by"],
            allowed=row["allowed"],
            meaning=row["meaning"],
        )
        for row in _rows(file)
    )
