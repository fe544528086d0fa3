"""An address: cells of the tables as people write them in one line, with the values they are to take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """Columns of the rows of a table that a condition selects.

    Attributes
    ----------
    table, where
        Which rows; without a condition all of them.
    columns
        They take each value together.
    """

    table: str
    where: str
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the cells are, in words."""
        cells = f"{' and '.join(self.columns)} of {self.table}"
        return cells + (f" where {self.where}" if self.where else "")

    def changes(self, value: str, action: str = "set") -> list[dict[str, str | None]]:
        """Return what of rows of `scenarios` says the change to a value, one a column."""
        cells = {"table": self.table, "where": self.where or None}
        return [{**cells, "column": column, "action": action, "value": value} for column in self.columns]


def read(text: str) -> tuple[Address, tuple[str, ...]] | None:
    """Read ``TABLE: WHERE: COLUMN: v1, v2``; None where it isn't of that form.

    The condition may be empty. Several columns stand with blanks between.
    """
    table, _, rest = text.partition(":")
    before, _, values = rest.rpartition(":")
    where, colon, columns = before.rpartition(":")
    listed = tuple(value.strip() for value in _split(values))
    if not (colon and table.strip() and columns.strip() and all(listed)):
        return None
    return Address(table.strip(), where.strip(), tuple(columns.split())), listed


def _split(values: str) -> list[str]:
    """Split at commas outside of brackets, since distributions have commas of their own."""
    parts, depth = [""], 0
    for character in values:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts
