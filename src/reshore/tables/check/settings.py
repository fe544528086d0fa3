"""Settings: rows of key and value, each value read as its setting asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.tables import schema
from reshore.tables.check.values import problems
from reshore.tables.formats.text import default, typed

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
    """Yield every setting; of rows with the same key the first counts; a wrong value is its default."""
    for setting in schema.settings():
        row = (frame["key"] == setting.name).arg_true().head(1).to_list()
        if not row:
            yield Setting(setting.name, default(setting), 0, ())
            continue
        cells = typed(pl.Series(setting.name, [frame["value"][row[0]]], dtype=pl.String), setting)
        wrong = (*cells.problems, *problems(cells.values, setting))
        value = default(setting) if any(problem.rows[0] for problem in wrong) else cells.values[0]
        yield Setting(setting.name, value, row[0], wrong)
