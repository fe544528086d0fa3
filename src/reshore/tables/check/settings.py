"""Settings: rows of key and value, each value read as its setting asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.tables import schema
from reshore.tables.check.values import problems
from reshore.tables.formats.text import typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reshore.tables.problem import Problem


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting as a model has it.

    Attributes
    ----------
    value
        Of the setting's own type; None where it is empty.
    row
        Its row in the table; 0 where it has none and takes its default.
    problems
        What is wrong with the value, as if it were a column of one row.
    """

    name: str
    value: Any
    row: int
    problems: Sequence[Problem]


def read(frame: pl.DataFrame) -> Iterator[Setting]:
    """Yield every setting; of rows with the same key the first counts."""
    for setting in schema.settings():
        row = (frame["key"] == setting.name).arg_true().head(1).to_list()
        text = frame["value"][row[0]] if row else setting.default or None
        cells = typed(pl.Series(setting.name, [text], dtype=pl.String), setting)
        wrong = (*cells.problems, *problems(cells.values, setting))
        yield Setting(setting.name, cells.values[0], row[0] if row else 0, wrong)
