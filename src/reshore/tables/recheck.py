"""Checking again: tables that have changed in memory, where places are keys and not files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.tables import cross, schema
from reshore.tables.check.order import check
from reshore.tables.gather import Rows
from reshore.tables.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl


def recheck(frames: Mapping[str, pl.DataFrame], by: str) -> dict[str, Any]:
    """Check all tables as if they had just been read, and return the settings.

    Parameters
    ----------
    frames
        All tables, with sound keys.
    by
        What changed them, for messages.

    Raises
    ------
    DataError
        If anything is wrong; places are tables, key values and columns.
    """
    ledger = Ledger()

    def where(table: str, row: int, column: str) -> str:
        keys = frames[table].select(schema.tables()[table].keys).row(row)
        return f"{by}: {table} {'/'.join('' if key is None else str(key) for key in keys)}, {column}"

    settings = check({name: Rows(frame, (), {}) for name, frame in frames.items()}, by, ledger)
    sound = {name: frame for name, frame in frames.items() if ledger.is_sound(name)}
    ledger.add(cross.faults(sound, settings, where))
    ledger.close(where)
    return settings
