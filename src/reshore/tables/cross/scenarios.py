"""Checks of scenario rows: table and column are there, and the value is one the column can take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.errors import Fault
from reshore.tables import change
from reshore.tables.series import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.tables.cross.view import View


def rows_make_sense(view: View) -> Iterator[Fault]:
    """Check that each row can be read; whether it finds anything shows when it is applied."""
    for row in view.rows("scenarios").iter_rows(named=True):
        for column, problem, remedy in change.problems(row):
            yield Fault(view.where("scenarios", row[ROW], column), problem, remedy)
