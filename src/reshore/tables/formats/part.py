"""A part: the rows of one table that one file or sheet holds, typed, with their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from reshore.tables.problem import Problem


@dataclass(frozen=True, slots=True)
class Cells:
    """A column as it was read.

    Attributes
    ----------
    values
        Of the column's own type; null where the cell is empty or a problem hits it.
    problems
        What is wrong with cells that could not be read.
    """

    values: pl.Series
    problems: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a table from one file or sheet.

    Attributes
    ----------
    place
        The file or sheet, such as ``model/sites.csv`` or ``model.xlsx!sites``.
    table
        Name of the table.
    height
        Number of rows.
    cells
        Column -> what was read; columns that are not in the file are not here.
    lines
        Line (CSV) or row (workbook) of each row, counted from 1; None where it is the row's own number.
    letters
        Column -> letter, in a workbook; None elsewhere.
    """

    place: str
    table: str
    height: int
    cells: Mapping[str, Cells]
    lines: pl.Series | None = None
    letters: Mapping[str, str] | None = None

    def at(self, row: int, column: str) -> str:
        """Return the place of a cell as people find it; a column that is not there leaves the whole row."""
        line = row + 1 if self.lines is None else self.lines[row]
        if self.letters is None:
            return f"{self.place}:{line}:{column}"
        letter = self.letters.get(column)
        return f"{self.place}!{letter}{line}" if letter else f"{self.place}!{line}:{line}"
