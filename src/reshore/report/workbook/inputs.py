"""The inputs of a run: each table of its model as a sheet, in the words of the tables themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.workbook.field import Kind, kind_of
from reshore.report.workbook.sheet import Column, Part, Sheet
from reshore.tables import schema
from reshore.tables.sheet import comment

if TYPE_CHECKING:
    import polars as pl

    from reshore.tables.model import Model


def input_sheets(model: Model, currency: str) -> list[Sheet]:
    """Return the tables of a model, those without rows too; no table is called as in a language.

    Parameters
    ----------
    model
        The model, the scenario of the run applied.
    currency
        The unit of its money.
    """
    return [
        Sheet(
            name=f"in_{name}",
            key=f"in_{name}",
            part=Part.INPUT,
            holds=table.row,
            frame=model[name],
            columns=table_columns(name, model[name], currency),
        )
        for name, table in schema.tables().items()
    ]


def table_columns(table: str, frame: pl.DataFrame, currency: str) -> tuple[Column, ...]:
    """Return what stands over the columns of a table, units in the words of the schema."""
    return tuple(_column(column, frame[column.name], currency) for column in schema.tables()[table].columns)


def _column(column: schema.Column, values: pl.Series, currency: str) -> Column:
    unit = column.unit.replace("currency", currency)
    kind = kind_of(values, unit)
    header = f"{column.name} ({unit})" if unit else column.name
    return Column(header, Kind.WRITTEN if kind is Kind.NUMBER else kind, comment(column))
