"""Cells of a worksheet: values written so that they are read back the same, or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
from xlsxwriter.worksheet import Worksheet

from reshore.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format

MOST_ROWS = 1_048_575
"""Rows that a sheet holds below its header."""

MOST_CHARACTERS = 32_767
"""Characters that a cell holds, as UTF-16 counts them."""

NARROWEST, WIDEST = 4, 48
"""Characters beside the name of a column, for its button, and those that a column has at most."""


class LosslessSheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose numbers are read back the same; the one it extends rounds them to 16 digits."""

    def _xml_number_element(self, number: float, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        written = "".join(f' {key}="{value}"' for key, value in attributes)
        self.fh.write(f"<c{written}><v>{number!r}</v></c>")


def refuse_too_large(name: str, frame: pl.DataFrame, remedy: str = "write CSV or Parquet") -> None:
    """Refuse what Excel would cut off.

    Parameters
    ----------
    name, frame
        What a sheet is to hold, and what it is called.
    remedy
        What to do instead, for the message.

    Raises
    ------
    UsageError
        If a sheet can't hold it.
    """
    if frame.height > MOST_ROWS:
        raise UsageError(f"{name} has {frame.height:,} rows, and a sheet holds {MOST_ROWS:,}; {remedy}")
    for column in frame.select(pl.col(pl.String)).iter_columns():
        long = column.filter(column.str.len_bytes() > MOST_CHARACTERS)
        if any(len(text.encode("utf-16-le")) // 2 > MOST_CHARACTERS for text in long):
            raise UsageError(
                f"{name}.{column.name} has a text of more than {MOST_CHARACTERS:,} characters, "
                f"which a cell can't hold; {remedy}"
            )


def write_column(sheet: Worksheet, position: int, values: pl.Series, style: Format | None) -> None:
    """Write a column below its header; texts always as texts, so that none becomes a formula or a link."""
    write: Any = sheet.write_number
    if values.dtype == pl.String:
        write = sheet.write_string
    elif values.dtype == pl.Boolean:
        write = sheet.write_boolean
    elif values.dtype == pl.Date:
        write = sheet.write_datetime
    for row, value in enumerate(values, start=1):
        if value is not None:
            write(row, position, value, style)


def width(header: str, texts: pl.Series) -> float:
    """Return the width of a column in characters, by its header and its first rows as they are shown."""
    longest = texts.head(200).cast(pl.String).str.len_chars().max() or 0
    return min(max(len(header) + NARROWEST, int(str(longest)) + 2), WIDEST)
