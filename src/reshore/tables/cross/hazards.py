"""Checks of hazards: each finds its rows by columns that their table has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.tables import schema, select
from reshore.tables.series import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import View


def conditions_can_be_read(view: View) -> Iterator[Fault]:
    """Check that a condition is sound for the table that the hazard hits."""
    for row in view.rows("hazards").iter_rows(named=True):
        types = {column.name: column.dtype for column in schema.tables()[row["table"]].columns}
        yield from select.faults(row["where"], types, view.where("hazards", row[ROW], "where"))
