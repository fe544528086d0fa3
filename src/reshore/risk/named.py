"""Sets that the user names: rows of a table that a condition selects, written as one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import DataError, UsageError
from reshore.tables import exposed, select

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.tables.model import Model

KEYS: Mapping[str, tuple[str, ...]] = {
    "sites": ("site",),
    "lanes": ("lane",),
    "supplies": ("site", "product"),
}
"""Tables whose rows a set may be made of, and what names a row of each."""

FORM = "write name: table: condition, such as strait: lanes: array_contains(passages, 'taiwan')"


def selected(model: Model, texts: Sequence[str]) -> dict[str, pl.DataFrame]:
    """Return the rows that sets of the user's select, by table: name of the set, and the `KEYS` of the table.

    Parameters
    ----------
    model
        The tables.
    texts
        One a set: ``name: table: condition``.

    Raises
    ------
    UsageError
        If a text can't be read, selects no row, or has the name of another.
    """
    found = {table: [_nothing(keys)] for table, keys in KEYS.items()}
    seen: set[str] = set()
    for text in texts:
        name, table, condition = _parts(text)
        if name in seen:
            raise UsageError(f"two sets have the name {name!r}; give each a name of its own")
        seen.add(name)
        rows = _selected(model, table, condition, f"set {name!r}")
        found[table].append(rows.select(pl.lit(name).alias("name"), *KEYS[table]))
    return {table: pl.concat(parts) for table, parts in found.items()}


def _parts(text: str) -> tuple[str, str, str]:
    """Split a text; its condition may hold colons."""
    parts = [part.strip() for part in text.split(":", 2)]
    if len(parts) < 3 or not all(parts):
        raise UsageError(f"no set can be read from {text!r}; {FORM}")
    name, table, condition = parts
    if table not in KEYS:
        raise UsageError(f"set {name!r}: no table {table!r} for sets; there are {', '.join(KEYS)}")
    return name, table, condition


def _selected(model: Model, table: str, condition: str, place: str) -> pl.DataFrame:
    try:
        rows = select.select(exposed.rows(model, table), condition, place)
    except DataError as error:
        raise UsageError("; ".join(str(fault) for fault in error.faults)) from error
    if rows.is_empty():
        raise UsageError(f"{place}: condition {condition} selects no row of {table}; change it")
    return rows


def _nothing(keys: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame(schema=dict.fromkeys(("name", *keys), pl.String))
